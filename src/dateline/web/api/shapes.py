"""What the lists answer, for the description in OpenAPI: the records of the contract with what surrounds them."""

from dataclasses import dataclass
from datetime import datetime

from dateline.model.records import Agreement, Event, Figure, Quotation
from dateline.store.base import Face


@dataclass(frozen=True, slots=True)
class EventItem(Event):
    """An event of the contract. `day` is the day it is filed under: its own, else that of the publication."""

    document: Face
    day: str | None
    updated: datetime
    seq: int
    extractor: str


@dataclass(frozen=True, slots=True)
class QuotationItem(Quotation):
    """A quotation of the contract."""

    document: Face
    day: str | None
    updated: datetime
    seq: int
    extractor: str


@dataclass(frozen=True, slots=True)
class FigureItem(Figure):
    """A figure of the contract."""

    document: Face
    day: str | None
    updated: datetime
    seq: int
    extractor: str


@dataclass(frozen=True, slots=True)
class AgreementItem(Agreement):
    """An agreement of the contract."""

    document: Face
    day: str | None
    updated: datetime
    seq: int
    extractor: str


@dataclass(frozen=True, slots=True)
class DocumentItem(Face):
    """A document without its text, with the number of its current records."""

    records: int


@dataclass(frozen=True, slots=True)
class ActorItem:
    """An actor; the six numbers count the records in which it has the role."""

    name: str
    code: str | None
    country: str | None
    sector: str | None
    id: str | None
    records: int
    actor: int
    recipient: int
    source: int
    speaker: int
    addressee: int
    party: int


@dataclass(frozen=True, slots=True)
class PlaceItem:
    """A place; `quads` counts events of the four quad classes, `figures` the figures."""

    name: str
    id: str | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    precision: str | None
    records: int
    quads: tuple[int, int, int, int]
    figures: int


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """One entry of the sequence of changes."""

    seq: int
    at: datetime
    action: str
    kind: str
    subject: str
    document: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class EventList:
    """A page of events; `next` is the cursor of the page after it."""

    items: list[EventItem]
    next: str | None


@dataclass(frozen=True, slots=True)
class QuotationList:
    """A page of quotations."""

    items: list[QuotationItem]
    next: str | None


@dataclass(frozen=True, slots=True)
class FigureList:
    """A page of figures."""

    items: list[FigureItem]
    next: str | None


@dataclass(frozen=True, slots=True)
class AgreementList:
    """A page of agreements."""

    items: list[AgreementItem]
    next: str | None


@dataclass(frozen=True, slots=True)
class DocumentList:
    """A page of documents."""

    items: list[DocumentItem]
    next: str | None


@dataclass(frozen=True, slots=True)
class ActorList:
    """A page of actors."""

    items: list[ActorItem]
    next: str | None


@dataclass(frozen=True, slots=True)
class PlaceList:
    """A page of places."""

    items: list[PlaceItem]
    next: str | None


@dataclass(frozen=True, slots=True)
class ChangeList:
    """A page of changes; `next` is the number to go on from."""

    items: list[ChangeItem]
    next: str | None
