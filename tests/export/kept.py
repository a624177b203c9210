"""Readings as a store gives them back, and a situation in which every format has something to say."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from tempfile import TemporaryDirectory

from dateline.export.choice import Choice
from dateline.export.formats import Format, shape_of
from dateline.export.material import Material
from dateline.export.table import Cell, Row, Sheets
from dateline.link.run import Linker
from dateline.model.codes import DatePrecision, EventType, FigureKind, PlacePrecision, Qualifier, Status, Time
from dateline.model.ids import record_id
from dateline.model.records import Actor, Date, Event, Figure, Place, Reading, Span
from dateline.store.base_linking import LinkingStore
from dateline.store.opening import open_store
from tests.contract.samples import arrival
from tests.export.sample import document, reading, span

TEXT = (
    "ALEPPO, Syria - Syrian army helicopters bombed the town of Saraqib on Wednesday, killing at least 26 civilians.\n"
    "\n"
    "Nearly 900,000 people have fled Idlib since December, the United Nations said. Protesters marched in Amman.\n"
)
URL = "https://news.example/saraqib?a=1&b=2"
SARAQIB = Place(
    span(TEXT, "Saraqib"), "Saraqib", "geonames:172955", 35.8641, 36.8059, "SYR", "Idlib", PlacePrecision.TOWN
)
IDLIB = Place(span(TEXT, "Idlib"), "Idlib", "geonames:169389", 35.9333, 36.6333, "SYR", None, PlacePrecision.PROVINCE)
AMMAN = Place(span(TEXT, "Amman"), "Amman", "geonames:250441", 31.9552, 35.945, "JOR", "Amman", PlacePrecision.TOWN)
WEDNESDAY = Date(span(TEXT, "Wednesday"), "2020-02-12", None, DatePrecision.DAY)
ARMY = Actor(span(TEXT, "Syrian army"), "Syrian army", "SYR MIL", "SYR", "MIL", "org:syrian-army")
CIVILIANS = Actor(span(TEXT, "civilians"), "civilians", "SYR CVL", "SYR", "CVL", None)
UN = Actor(span(TEXT, "United Nations"), "United Nations", "INT IGO", "INT", "IGO", "org:un")
MARCHERS = Actor(span(TEXT, "Protesters"), "Protesters", "JOR CVL", "JOR", "CVL", None)


def event(words: str, kind: EventType, **changes: object) -> Event:
    """An event of `TEXT`: what happened, as news."""
    anchor = span(TEXT, words)
    made = Event(
        f"event-{anchor.start << 32:016x}", kind, None, (), 4, -9.0, anchor, (), (), (), None, None,
        Status.ACTUAL, Time.CURRENT, None, 0.9,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def figure(words: str, kind: FigureKind, low: int | None, high: int | None, qualifier: Qualifier) -> Figure:
    """A figure of `TEXT`."""
    at = span(TEXT, words)
    name = f"figure-{at.start << 32:016x}"
    return Figure(name, at, kind, low, high, qualifier, "people", None, None, None, None, 0.8)


BOMBED = event(
    "bombed", EventType.ASSAULT, mode="aerial", actors=(ARMY,), recipients=(CIVILIANS,), place=SARAQIB, date=WEDNESDAY
)
MARCHED = event("marched", EventType.PROTEST, mode="demo", actors=(MARCHERS,), place=AMMAN, quad=4, intensity=-5.0)
KILLED = replace(figure("at least 26", FigureKind.KILLED, 26, None, Qualifier.AT_LEAST), of="civilians")
FLED = replace(
    figure("Nearly 900,000", FigureKind.DISPLACED, None, 900_000, Qualifier.NEARLY),
    place=IDLIB,
    source=UN,
    period=Date(span(TEXT, "December"), "2019-12", "2020-02", DatePrecision.MONTH),
)


def saraqib(*events: Event, figures: tuple[Figure, ...] = (KILLED, FLED)) -> Reading:
    """The dispatch of `TEXT`; without `events`, those above."""
    face = {"id": "saraqib", "title": "Saraqib bombed", "published": "2020-02-13", "publisher": "Harbour News"}
    made = document(TEXT, **face, agency="Reuters", url=URL)
    return Reading(made, events or (BOMBED, MARCHED), (), figures, ())


RIVAL = (
    "SARAQIB, Syria - Helicopters of the Syrian army bombed Saraqib on Wednesday and killed at least 31 civilians, "
    "rescuers said.\n"
)


def told_again(text: str, publisher: str, agency: str) -> Reading:
    """The bombing as another text tells it, with its dead."""
    day = "2020-02-14" if text == RIVAL else "2020-02-13"
    made = document(text, id=f"{publisher}-1", title="Saraqib", published=day, publisher=publisher, agency=agency)
    dead = "at least 26" if "at least 26" in text else "at least 31"
    number = int(dead[-2:])

    def here(of: Span | None) -> Span:
        words = of.text if of else ""
        return span(text, words, of.start if of else 0)

    place = replace(SARAQIB, span=here(SARAQIB.span))
    act = here(BOMBED.anchor)
    bombed = replace(
        BOMBED,
        id=record_id("event", made.sha256, act.start),
        anchor=act,
        place=place,
        date=replace(WEDNESDAY, span=here(WEDNESDAY.span)),
        actors=(replace(ARMY, span=here(ARMY.span)),),
        recipients=(replace(CIVILIANS, span=here(CIVILIANS.span)),),
    )
    counted = span(text, dead)
    killed = replace(KILLED, id=record_id("figure", made.sha256, counted.start), span=counted, low=number)
    return Reading(made, (bombed,), (), (killed,), ())


@contextmanager
def stored(*of: Reading, target: str | None = None) -> Iterator[LinkingStore]:
    """A store that holds these readings, linked."""
    with TemporaryDirectory() as folder, open_store(target or f"{folder}/news.db", create=True) as store:
        store.keep([arrival(each.document) for each in of], of, "0.1.0+test")
        for _ in Linker(store).run():
            pass
        yield store


def situation() -> AbstractContextManager[LinkingStore]:
    """Two dispatches."""
    return stored(reading(), saraqib())


class ListSink:
    """Keeps the rows."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def write(self, row: Row) -> None:
        self.rows.append(row)

    def close(self) -> None:
        pass


class Filled:
    """What a format makes of readings: the rows of each table, and what is left out."""

    def __init__(self, form: Format, *readings: Reading, choice: Choice | None = None) -> None:
        shape = shape_of(form)
        sinks = {table.name: ListSink() for table in shape.tables}
        self._sheets = Sheets(sinks)
        with stored(*readings) as store:
            shape.fill(Material(store, choice or Choice()), self._sheets)
        self.tables = {name: [_full(row) for row in sink.rows] for name, sink in sinks.items()}
        self.main = self.tables[shape.tables[0].name]
        self.left = dict(self._sheets.left)


def _full(row: Row) -> dict[str, Cell]:
    """Without the cells that stay empty."""
    return {name: value for name, value in row.items() if value is not None and value != ""}


def at(words: str) -> Span:
    """A span of `TEXT`."""
    return span(TEXT, words)
