"""The record contract `dateline/1`: frozen values whose field names and order are those of the JSON."""

from dataclasses import dataclass, field

import msgspec

from dateline.model.codes import (
    AgreementStatus,
    DatePrecision,
    EventType,
    FigureKind,
    MentionKind,
    PlacePrecision,
    Qualifier,
    QuotationKind,
    Status,
    Time,
)
from dateline.model.document import Document

SCHEMA = "dateline/1"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open offsets in Unicode code points of `Document.text`; `Document.text[start:end] == text`, always."""

    text: str
    start: int
    end: int

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The span [start, end) of a document's text."""
        return cls(text[start:end], start, end)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a mention stands for. `span` is None only for an implied actor; what could not be resolved is None."""

    span: Span | None
    name: str | None
    code: str | None
    country: str | None
    sector: str | None
    id: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A named place; coordinates (WGS 84 degrees) are None where the gazetteer has no sure entry."""

    span: Span
    name: str
    id: str | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    precision: PlacePrecision | None


@dataclass(frozen=True, slots=True)
class Date:
    """ISO prefixes as precise as the text ("2018", "2018-07"); `end` only for a range."""

    span: Span | None
    start: str | None
    end: str | None
    precision: DatePrecision


@dataclass(frozen=True, slots=True)
class Event:
    """What a source says happened: one act, told once, with its further mentions in `also`."""

    id: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    quad: int
    intensity: float
    anchor: Span
    also: tuple[Span, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    place: Place | None
    date: Date | None
    status: Status
    time: Time
    source: Actor | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words or a clause that the text gives to a speaker."""

    id: str
    span: Span
    kind: QuotationKind
    cue: Span | None
    speaker: Actor | None
    addressee: Actor | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A counted quantity with its bounds: None as `low` or `high` means unbounded on that side."""

    id: str
    span: Span
    kind: FigureKind
    low: float | int | None
    high: float | int | None
    qualifier: Qualifier
    unit: str
    of: str | None
    place: Place | None
    period: Date | None
    source: Actor | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """A named or described deal between parties."""

    id: str
    span: Span
    name: str
    parties: tuple[Actor, ...]
    date: Date | None
    status: AgreementStatus
    confidence: float


@dataclass(frozen=True, slots=True)
class MentionRecord:
    """A mention and what it resolves to (`read --mentions`)."""

    id: str
    span: Span
    kind: MentionKind
    actor: Actor | None
    place: Place | None
    date: Date | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one document; its JSON is the record contract."""

    document: Document
    events: tuple[Event, ...]
    quotations: tuple[Quotation, ...]
    figures: tuple[Figure, ...]
    agreements: tuple[Agreement, ...]
    mentions: tuple[MentionRecord, ...] = field(default=())

    def to_json(self, mentions: bool = False) -> bytes:
        """One JSON object in the contract's field order, without a newline at the end."""
        parts: dict[str, object] = {
            "schema": SCHEMA,
            "document": self.document,
            "events": self.events,
            "quotations": self.quotations,
            "figures": self.figures,
            "agreements": self.agreements,
        }
        if mentions:
            parts["mentions"] = self.mentions
        return msgspec.json.encode(parts)
