"""Databases for the tests of the dashboard, filled from labelled dispatches: no model is needed."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from starlette.testclient import TestClient

from dateline.link.run import Linker
from dateline.model.document import Document
from dateline.model.ids import content_hash
from dateline.model.records import Reading
from dateline.store.base_linking import LinkingStore
from dateline.store.opening import open_store
from dateline.web.app import create_app
from dateline.web.door import Door
from tests.contract.samples import Ticking, arrival
from tests.export.sample import TEXT, from_gold, from_labelled, labelled, reading

CORPUS: Final = Path(__file__).resolve().parents[2] / "corpus"
HOME: Final = "http://localhost"
VERSION: Final = "test+1"


def sample(publisher: str, day: str, agency: str | None = None, ending: str = "") -> Reading:
    """The invented dispatch as another publisher printed it on another day."""
    gold = dict(labelled())
    text = TEXT + ending
    gold["doc"] = {**gold["doc"], "text": text, "id": f"{publisher}-{day}", "published": day}
    made = from_labelled(gold, {"Tarru": (-12.5, 31.25)})
    return replace(made, document=replace(made.document, publisher=publisher, agency=agency))


def readings(corpus: int = 24) -> list[Reading]:
    """The invented dispatch four times, and the first labelled ones of the corpus."""
    told = [
        reading(),
        sample("Coast Tribune", "2026-03-04", ending="\n\nAid groups spoke of a dark week."),
        sample("Valley Post", "2026-03-05", "Harbour News", "\n\nHarbour News"),
        sample("Senn Daily", "2026-03-06", ending="\n\nThe road stayed closed on Thursday night."),
    ]
    return told + [from_gold(path) for path in sorted(CORPUS.glob("*.json"))[:corpus]]


def fill(target: str, given: list[Reading]) -> None:
    """Keeps and links the readings in a new database."""
    with open_store(target, create=True, clock=Ticking()) as store:
        keep(store, given)


def keep(store: LinkingStore, given: list[Reading]) -> None:
    """Likewise in an open one."""
    store.keep([arrival(one.document) for one in given], given, VERSION)
    list(Linker(store).run())


def hostile(number: int, payload: str) -> Reading:
    """The invented dispatch with a payload in its title, text, names, publisher, id and address."""
    gold = dict(labelled())
    text = f"{payload}\n\n{TEXT}\n\n{number} {payload}"
    shift = len(payload) + 2
    gold["doc"] = {**gold["doc"], "text": text, "id": f"h{number} {payload}", "title": payload}
    gold["events"] = [_moved(one, shift) for one in gold["events"]]
    gold["quotes"] = [_moved(one, shift) for one in gold["quotes"]]
    gold["figures"] = [_moved(one, shift) for one in gold["figures"]]
    made = from_labelled(gold, {"Tarru": (-12.5, 31.25)})
    face = replace(made.document, publisher=payload, agency=payload, url=f"javascript:{payload}")
    return _poisoned(replace(made, document=face), payload)


def _moved(one: object, shift: int) -> dict[str, object]:
    assert isinstance(one, dict)
    moved = dict(one)
    for name in ("start", "end"):
        if name in moved:
            moved[name] += shift
    if "anchor" in moved:
        moved["anchor"] = _moved(moved["anchor"], shift)
    if "also" in moved:
        moved["also"] = [_moved(each, shift) for each in moved["also"]]
    return moved


def _poisoned(made: Reading, payload: str) -> Reading:
    """Names, codes and units are our own as a rule, but nothing on the way to the page relies on it."""
    events = tuple(
        replace(
            one,
            actors=tuple(replace(actor, name=payload, code=payload, id=None) for actor in one.actors),
            place=replace(one.place, name=payload, country=payload) if one.place else None,
        )
        for one in made.events
    )
    figures = tuple(replace(one, unit=payload, of=payload) for one in made.figures)
    agreements = tuple(replace(one, name=payload) for one in made.agreements)
    return replace(made, events=events, figures=figures, agreements=agreements)


def blank(text: str, **face: str | None) -> Document:
    """A document that nothing was found in."""
    values: dict[str, str | None] = {"title": None, "published": None, "publisher": None, "agency": None, "url": None}
    values |= face
    digest = content_hash(text)
    ends = (values["published"], values["publisher"], values["agency"], "en", values["url"])
    return Document(digest, digest, values["title"], text, *ends)


def client(store: LinkingStore, door: Door | None = None, writing: LinkingStore | None = None) -> TestClient:
    """Asks the application without a socket; faults of ours come as answers, as they would to a browser."""
    app = create_app(store, door, writing)
    return TestClient(app, base_url=HOME, raise_server_exceptions=True, follow_redirects=False)
