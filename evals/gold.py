"""The labelled files of the annotation guide as frozen values; field names and order are those of the files."""

from dataclasses import dataclass

from dateline.model.codes import AgreementStatus, EventType, FigureKind, Qualifier, QuotationKind, Status, Time
from dateline.model.records import Span


@dataclass(frozen=True, slots=True)
class GoldActor:
    """`text` is None for an actor that the text only implies; `code` is "TUR GOV", or a country alone."""

    text: str | None
    code: str


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One act. `alt_types` are types a scorer accepts as well; an `optional` event counts neither way."""

    id: str
    anchor: Span
    type: EventType
    actors: tuple[GoldActor, ...]
    recipients: tuple[GoldActor, ...]
    place: str | None
    date: str | None
    status: Status
    time: Time
    source: str | None
    also: tuple[Span, ...] = ()
    alt_types: tuple[EventType, ...] = ()
    optional: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        """The anchor, then the later mentions."""
        return (self.anchor, *self.also)


@dataclass(frozen=True, slots=True)
class GoldQuote:
    """`speaker` as the text has it at that place (may be "he"), `speaker_resolved` the full name."""

    text: str
    start: int
    end: int
    kind: QuotationKind
    speaker: str | None
    speaker_resolved: str | None
    addressee: str | None

    @property
    def span(self) -> Span:
        """The content's span."""
        return Span(self.text, self.start, self.end)


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A counted quantity; None as `low` or `high` means unbounded on that side."""

    text: str
    start: int
    end: int
    kind: FigureKind
    low: float | int | None
    high: float | int | None
    qualifier: Qualifier
    unit: str
    of: str
    place: str | None
    period: str | None
    source: str | None
    optional: bool = False

    @property
    def span(self) -> Span:
        """The number with its qualifier and sign or scale."""
        return Span(self.text, self.start, self.end)


@dataclass(frozen=True, slots=True)
class GoldAgreement:
    """A deal; `name` is a label that need not occur in the text, `parties` are codes."""

    name: str
    parties: tuple[str, ...]
    date: str | None
    status: AgreementStatus


@dataclass(frozen=True, slots=True)
class GoldHead:
    """The labelled text itself; `published` is an ISO day or None."""

    id: str
    source: str | None
    url: str | None
    licence: str
    publishable: bool
    published: str | None
    title: str | None
    text: str
    setting: str | None = None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One labelled document."""

    doc: GoldHead
    events: tuple[GoldEvent, ...]
    quotes: tuple[GoldQuote, ...]
    figures: tuple[GoldFigure, ...]
    agreements: tuple[GoldAgreement, ...]
