"""Readings for the tests of what is shown: a converter from the labelled form, and an invented dispatch."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

from dateline.model.codes import (
    INTENSITY,
    QUAD,
    AgreementStatus,
    DatePrecision,
    EventType,
    FigureKind,
    PlacePrecision,
    Qualifier,
    QuotationKind,
    Status,
    Time,
)
from dateline.model.document import Document
from dateline.model.ids import content_hash, record_id
from dateline.model.records import Actor, Agreement, Date, Event, Figure, Place, Quotation, Reading, Span

Labelled: TypeAlias = Mapping[str, Any]
Codes: TypeAlias = Iterable[tuple[str | None, str]]

TITLE = "Shells fall on Tarru as talks near"
URL = "https://news.example/tarru"

TEXT = (
    "TARRU — Odalian troops shelled the market town of Tarru on Tuesday, killing at least 26 people and driving "
    "nearly one million from the valley, residents said.\n\n"
    "“We will not sign while our children are under fire,” Foreign Minister Ines Maro told Harbour News. She accused "
    "the Odalian government of breaking the Lake Truce, which both sides signed in 2021.\n\n"
    "The United Nations called on the two sides to reopen the Senn road; envoys are to meet in Port Ville next week."
)


def _event(anchor: str, kind: str, actors: Codes, recipients: Codes = (), **fields: Any) -> Labelled:
    at = span(TEXT, anchor)
    return {
        "anchor": {"text": at.text, "start": at.start, "end": at.end},
        "type": kind,
        "actors": [{"text": words, "code": code} for words, code in actors],
        "recipients": [{"text": words, "code": code} for words, code in recipients],
        "place": None,
        "date": None,
        "status": "actual",
        "time": "current",
        "source": None,
    } | fields


def _at(words: str, **fields: Any) -> Labelled:
    at = span(TEXT, words)
    return {"text": at.text, "start": at.start, "end": at.end} | fields


def labelled() -> Labelled:
    """The invented dispatch in the labelled form."""
    sides = [("both sides", "ODA GOV"), ("both sides", "TAR GOV")]
    shelled: dict[str, Any] = {"place": "Tarru", "date": "2026-03-03", "date_words": "Tuesday", "source": "residents"}
    killing = span(TEXT, "killing")
    shelled["also"] = [{"text": killing.text, "start": killing.start, "end": killing.end}]
    return {
        "doc": {"id": "sample-1", "text": TEXT, "title": TITLE, "published": "2026-03-04", "url": URL},
        "events": [
            _event("shelled", "ASSAULT", [("Odalian troops", "ODA MIL")], [("market town", "TAR CVL")], **shelled),
            _event("accused", "ACCUSE", [("She", "TAR GOV")], [("Odalian government", "ODA GOV")]),
            _event("signed", "AGREE", sides, date="2021", date_words="2021", time="background"),
            _event("called on", "REQUEST", [("The United Nations", "INT IGO")], [("two sides", "ODA GOV")]),
            _event(
                "meet", "CONSULT", [(None, "INT IGO")], place="Port Ville", status="planned", date_words="next week"
            ),
        ],
        "quotes": [
            _at(
                "We will not sign while our children are under fire",
                kind="direct",
                speaker="Foreign Minister Ines Maro",
                speaker_resolved="Ines Maro",
                addressee="Harbour News",
                cue="told",
            ),
            _at(
                "Odalian troops shelled the market town of Tarru on Tuesday, killing at least 26 people and driving "
                "nearly one million from the valley",
                kind="indirect",
                speaker="residents",
                speaker_resolved="residents",
                addressee=None,
                cue="said",
            ),
        ],
        "figures": [
            _at("at least 26", kind="killed", low=26, high=None, qualifier="at_least", **_FIGURE),
            _at("nearly one million", kind="displaced", low=None, high=1_000_000, qualifier="nearly", **_FIGURE),
        ],
        "agreements": [{"name": "Lake Truce", "parties": ["ODA GOV", "TAR GOV"], "date": "2021", "status": "violated"}],
    }


_FIGURE: Labelled = {"unit": "people", "of": None, "place": "Tarru", "period": None, "source": "residents"}


def span(text: str, words: str, near: int = 0) -> Span:
    """The occurrence of `words` nearest to the offset `near`."""
    starts = [i for i in range(len(text)) if text.startswith(words, i)]
    start = min(starts, key=lambda i: abs(i - near))
    return Span.of(text, start, start + len(words))


def document(text: str, **changes: str | None) -> Document:
    """A document with the given text; the other fields can be changed by name."""
    fields: dict[str, str | None] = {
        "id": "sample-1",
        "title": TITLE,
        "published": "2026-03-04",
        "publisher": "Harbour News",
        "agency": None,
        "language": "en",
        "url": URL,
    }
    return Document(text=text, sha256=content_hash(text), **(fields | changes))  # type: ignore[arg-type]


def reading() -> Reading:
    """The invented dispatch: nested, repeated and shared spans, an implied actor, a place without coordinates."""
    return from_labelled(labelled(), {"Tarru": (-12.5, 31.25)})


def from_gold(path: Path) -> Reading:
    """A labelled file of the corpus as a Reading."""
    return from_labelled(json.loads(path.read_text(encoding="utf-8")))


def from_labelled(gold: Labelled, coordinates: Mapping[str, tuple[float, float]] | None = None) -> Reading:
    """The labelled form as a Reading; strings become the occurrence nearest to the anchor."""
    doc = gold["doc"]
    made = document(doc["text"], **{name: doc.get(name) for name in ("id", "title", "published", "url")})
    made_of = _Maker(made, coordinates or {})
    return Reading(
        made,
        tuple(map(made_of.event, gold["events"])),
        tuple(map(made_of.quotation, gold["quotes"])),
        tuple(map(made_of.figure, gold["figures"])),
        tuple(map(made_of.agreement, gold["agreements"])),
    )


class _Maker:
    def __init__(self, made: Document, coordinates: Mapping[str, tuple[float, float]]) -> None:
        self.text = made.text
        self.sha256 = made.sha256
        self.coordinates = coordinates

    def words(self, words: str | None, near: int) -> Span | None:
        return span(self.text, words, near) if words else None

    def id(self, kind: str, at: Span, *parts: str) -> str:
        return record_id(kind, self.sha256, at.start, at.end, *parts)

    def actor(self, words: str | None, near: int, code: str | None = None, name: str | None = None) -> Actor | None:
        if words is None and code is None:
            return None
        at = span(self.text, words, near) if words else None
        country, _, sector = (code or "").partition(" ")
        return Actor(at, name or words, code, country or None, sector or None, None)

    def actors(self, entries: Iterable[Labelled], near: int) -> tuple[Actor, ...]:
        made = (self.actor(entry["text"], near, entry["code"]) for entry in entries)
        return tuple(actor for actor in made if actor)

    def place(self, words: str | None, near: int) -> Place | None:
        if words is None:
            return None
        lat, lon = self.coordinates.get(words, (None, None))
        precision = PlacePrecision.TOWN if lat is not None else None
        return Place(span(self.text, words, near), words, None, lat, lon, "ODA" if lat else None, None, precision)

    def date(self, iso: str | None, words: Span | None = None) -> Date | None:
        if iso is None and words is None:
            return None
        precision = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}
        return Date(words, iso, None, precision.get(len(iso or ""), DatePrecision.UNKNOWN))

    def event(self, entry: Labelled) -> Event:
        anchor = Span(**entry["anchor"])
        kind = EventType(entry["type"])
        return Event(
            id=self.id("event", anchor, kind),
            type=kind,
            mode=None,
            contexts=(),
            quad=QUAD[kind],
            intensity=INTENSITY[kind],
            anchor=anchor,
            also=tuple(Span(**also) for also in entry.get("also", ())),
            actors=self.actors(entry["actors"], anchor.start),
            recipients=self.actors(entry["recipients"], anchor.start),
            place=self.place(entry["place"], anchor.start),
            date=self.date(entry["date"], self.words(entry.get("date_words"), anchor.start)),
            status=Status(entry["status"]),
            time=Time(entry["time"]),
            source=self.actor(entry["source"], anchor.start),
            confidence=0.871,
        )

    def quotation(self, entry: Labelled) -> Quotation:
        at = Span(entry["text"], entry["start"], entry["end"])
        return Quotation(
            id=self.id("quotation", at),
            span=at,
            kind=QuotationKind(entry["kind"]),
            cue=self.words(entry.get("cue"), at.end),
            speaker=self.actor(entry["speaker"], at.end, None, entry.get("speaker_resolved")),
            addressee=self.actor(entry.get("addressee"), at.end),
            confidence=0.934,
        )

    def figure(self, entry: Labelled) -> Figure:
        at = Span(entry["text"], entry["start"], entry["end"])
        return Figure(
            id=self.id("figure", at),
            span=at,
            kind=FigureKind(entry["kind"]),
            low=entry["low"],
            high=entry["high"],
            qualifier=Qualifier(entry["qualifier"]),
            unit=entry["unit"],
            of=entry["of"],
            place=self.place(entry["place"], at.start),
            period=self.date(None, self.words(entry["period"], at.start)),
            source=self.actor(entry["source"], at.start),
            confidence=0.9,
        )

    def agreement(self, entry: Labelled) -> Agreement:
        # Labelled files name the deal but do not say where: the longest word of its name that the text has.
        names = sorted([entry["name"], *entry["name"].split()], key=len, reverse=True)
        at = span(self.text, next((name for name in names if name in self.text), self.text[:1]))
        parties = (self.actor(None, at.start, code) for code in entry["parties"])
        return Agreement(
            id=self.id("agreement", at),
            span=at,
            name=entry["name"],
            parties=tuple(party for party in parties if party),
            date=self.date(entry["date"]),
            status=AgreementStatus(entry["status"]),
            confidence=0.75,
        )
