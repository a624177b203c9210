"""What `annotate` hands to `records`: spans with their relations, before codes and knowledge are added."""

from dataclasses import dataclass

from dateline.model.codes import (
    AgreementStatus,
    EventType,
    FigureKind,
    MentionKind,
    Qualifier,
    Sector,
    Status,
    Time,
)
from dateline.model.records import Date, Span


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A mention that plays a part, with the sector the model reads off the context.

    `country` is the country of the word `country_cue` that the model links the mention to: "INT" without a cue where
    it links to none of the document's countries, None where the document names none. `person` is the name of a person
    inside the mention. `sector_confidence` and `confidence` lie in 0..1.
    """

    span: Span
    person: Span | None
    sector: Sector | None
    sector_confidence: float
    country_cue: Span | None
    country: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names a person, organisation, group, place or role, or tells a time."""

    span: Span
    kind: MentionKind
    confidence: float


@dataclass(frozen=True, slots=True)
class EventAnnotation:
    """One act: its anchor, later mentions of it, and the mentions that play a part in it."""

    type: EventType
    anchor: Span
    also: tuple[Span, ...]
    actors: tuple[ActorMention, ...]
    recipients: tuple[ActorMention, ...]
    place: Span | None
    date: Date | None
    status: Status
    time: Time
    source: ActorMention | None
    confidence: float


@dataclass(frozen=True, slots=True)
class QuotationAnnotation:
    """Content of a quotation; direct, mixed or indirect follows from the marks in and around it."""

    span: Span
    cue: Span | None
    speaker: ActorMention | None
    addressee: ActorMention | None
    confidence: float


@dataclass(frozen=True, slots=True)
class FigureAnnotation:
    """A quantity that counts people, homes or money."""

    span: Span
    kind: FigureKind
    low: float | int | None
    high: float | int | None
    qualifier: Qualifier
    unit: str
    of: str | None
    place: Span | None
    period: Date | None
    source: ActorMention | None
    confidence: float


@dataclass(frozen=True, slots=True)
class AgreementAnnotation:
    """A deal named or described; its parties are joined from the events beside it."""

    span: Span
    name: str
    status: AgreementStatus
    confidence: float


@dataclass(frozen=True, slots=True)
class Annotations:
    """All annotations of one document, each list in text order; `actors` and `times` hold all that were found,
    `countries` the countries that the document names, the most frequent first.
    """

    mentions: tuple[Mention, ...]
    actors: tuple[ActorMention, ...]
    times: tuple[Date, ...]
    countries: tuple[str, ...]
    events: tuple[EventAnnotation, ...]
    quotations: tuple[QuotationAnnotation, ...]
    figures: tuple[FigureAnnotation, ...]
    agreements: tuple[AgreementAnnotation, ...]
