"""Documents and readings without a model: every word of a text gives a record, so that half a document is seen."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cached_property

from dateline.config import Settings
from dateline.export.contract import contract_line
from dateline.model.codes import (
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
from dateline.pipeline import Pipeline
from dateline.store.base import Arrival, Kept, Store

START = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = (
    "Troops entered Idlib on Monday.",
    "The minister said 40 people fled Kobane.",
    "A truce was signed in Geneva after talks.",
    "Émigrés from Čačak crossed 3 rivers 👩‍👩‍👧 overnight.",
    "Police arrested 12 protesters near the port of Beirut.",
)


class Ticking:
    """A clock that goes on by a second at each look; `shift` sets it back or forward."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def shift(self, by: timedelta) -> None:
        self.at += by


def document(text: str = TEXTS[0], **face: str | None) -> Document:
    """A document of a text; `face` are its other fields."""
    digest = content_hash(text)
    values: dict[str, str | None] = {"title": None, "published": None, "publisher": None, "agency": None, "url": None}
    values |= face
    known = (values["title"], text, values["published"], values["publisher"], values["agency"], "en", values["url"])
    return Document(face.get("id") or digest, digest, *known)


def arrival(of: Document, origin: str = "in.jsonl") -> Arrival:
    """It came in at the start, with its text as the bytes received."""
    return Arrival(of, origin, START, of.text.encode())


def arrivals(*of: Document) -> list[Arrival]:
    """Likewise several."""
    return [arrival(each) for each in of]


def reading(of: Document, newer: bool = False) -> Reading:
    """An event a word (with the day as its date), a figure a number, a quotation and an agreement.

    `newer` finds no event in the first word, and is less sure of the others.
    """
    spans = [Span.of(of.text, *found.span()) for found in re.finditer(r"\w+", of.text)]
    whole = Span.of(of.text, 0, len(of.text))
    events = tuple(_event(of, span, 0.5 if newer else 0.9) for span in spans[1 if newer else 0 :])
    numbers = [span for span in spans if span.text.isdecimal()]
    quotation = Quotation(record_id("quotation", of.sha256, 0), whole, QuotationKind.DIRECT, spans[0], None, None, 0.7)
    deal = record_id("agreement", of.sha256, 0)
    agreement = Agreement(deal, whole, "truce", (_actor(spans[0]),), None, AgreementStatus.SIGNED, 0.6)
    return Reading(of, events, (quotation,), tuple(_figure(of, span) for span in numbers), (agreement,))


def _actor(span: Span) -> Actor:
    return Actor(span, span.text, "SYR MIL", "SYR", "MIL", "a1")


def _event(of: Document, span: Span, confidence: float) -> Event:
    name = record_id("event", of.sha256, span.start, span.end)
    place = Place(span, span.text, f"p-{span.text}", 36.0, 37.0, "SYR", None, PlacePrecision.TOWN)
    date = Date(None, of.published, None, DatePrecision.DAY) if of.published else None
    kind = EventType.ASSAULT if span.text.islower() else EventType.CONSULT
    words = (kind, None, (), 4, -7.0, span, (), (_actor(span),), ())
    return Event(name, *words, place, date, Status.ACTUAL, Time.CURRENT, None, confidence)


def _figure(of: Document, span: Span) -> Figure:
    name = record_id("figure", of.sha256, span.start, span.end)
    amount = int(span.text)
    counted = (FigureKind.DISPLACED, amount, None, Qualifier.AT_LEAST, "people", None)
    return Figure(name, span, *counted, None, None, None, 0.8)


class SamplePipeline(Pipeline):
    """The real path, with these readings in place of the network's."""

    def __init__(self, newer: bool = False, broken: str | None = None) -> None:
        super().__init__(Settings())
        self._newer = newer
        self._broken = broken

    @property
    def extractor(self) -> str:
        return "2" if self._newer else "1"

    @cached_property
    def model(self) -> None:  # type: ignore[override]
        return None

    def read_one(self, document: Document) -> Reading:
        if self._broken is not None and self._broken in document.text:
            raise ZeroDivisionError("made to fail")
        return reading(document, self._newer)


def take(store: Store, *of: Document, newer: bool = False) -> Kept:
    """Keeps documents through the pipeline."""
    return take_all(store, arrivals(*of), newer)


def take_all(store: Store, came: Iterable[Arrival], newer: bool = False) -> Kept:
    """Likewise arrivals."""
    return sum(SamplePipeline(newer).keep(store, came, workers=1), Kept())


def exported(store: Store) -> bytes:
    """The whole export."""
    return b"".join(contract_line(kept) + b"\n" for kept in store.documents())
