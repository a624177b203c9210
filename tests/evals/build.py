"""Small hand-made labels and readings, and the perfect reading of a labelled document."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.model.codes import (
    INTENSITY,
    QUAD,
    AgreementStatus,
    DatePrecision,
    EventType,
    FigureKind,
    Qualifier,
    QuotationKind,
    Status,
    Time,
)
from dateline.model.records import Actor, Agreement, Date, Event, Figure, Place, Quotation, Reading, Span
from evals.gold import GoldActor, GoldAgreement, GoldDocument, GoldEvent, GoldFigure, GoldHead, GoldQuote
from evals.scoring import document_of

TEXT = (
    "The minister condemned the raid on Larna on Monday. Police arrested 12 students in Larna, the ministry said. "
    '"We want peace," Ada Brenn told reporters. Two sides met in Oslo and signed the Oslo accord.'
)


def span(words: str, text: str = TEXT, nth: int = 0) -> Span:
    """The span of the nth occurrence of the words."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(words, start, start + len(words))


def head(doc_id: str = "d1", text: str = TEXT) -> GoldHead:
    return GoldHead(doc_id, "Wire", None, "CC0", True, "2020-05-05", "A title", text)


def gold_event(anchor: str, kind: EventType = EventType.ACCUSE, **changes: object) -> GoldEvent:
    event = GoldEvent(
        id=f"e-{anchor}",
        anchor=span(anchor),
        type=kind,
        actors=(GoldActor("The minister", "TUR GOV"),),
        recipients=(GoldActor(None, "GRC MIL"),),
        place=None,
        date=None,
        status=Status.ACTUAL,
        time=Time.CURRENT,
        source=None,
    )
    return replace(event, **changes)  # type: ignore[arg-type]  # a test names real fields


def gold_quote(words: str, **changes: object) -> GoldQuote:
    at = span(words)
    quote = GoldQuote(at.text, at.start, at.end, QuotationKind.DIRECT, "Ada Brenn", "Ada Brenn", None)
    return replace(quote, **changes)  # type: ignore[arg-type]  # a test names real fields


def gold_figure(words: str, **changes: object) -> GoldFigure:
    at = span(words)
    figure = GoldFigure(
        at.text, at.start, at.end, FigureKind.DETAINED, 12, 12, Qualifier.EXACT, "people", "students", None, None, None
    )
    return replace(figure, **changes)  # type: ignore[arg-type]  # a test names real fields


def gold(
    events: Sequence[GoldEvent] = (),
    quotes: Sequence[GoldQuote] = (),
    figures: Sequence[GoldFigure] = (),
    agreements: Sequence[GoldAgreement] = (),
    doc_id: str = "d1",
) -> GoldDocument:
    return GoldDocument(head(doc_id), tuple(events), tuple(quotes), tuple(figures), tuple(agreements))


def full_gold() -> GoldDocument:
    """A document with something of everything."""
    arrest = gold_event(
        "arrested",
        EventType.COERCE,
        actors=(GoldActor("Police", "TUR COP"),),
        recipients=(GoldActor("students", "TUR EDU"),),
        place="Larna",
        date="2020-05-04",
        source="the ministry",
    )
    talks = gold_event(
        "met",
        EventType.CONSULT,
        actors=(GoldActor("Two sides", "TUR GOV"), GoldActor("Two sides", "GRC GOV")),
        recipients=(),
        place="Oslo",
        time=Time.BACKGROUND,
        status=Status.PLANNED,
    )
    deal = GoldAgreement("Oslo accord", ("TUR GOV", "GRC GOV"), None, AgreementStatus.SIGNED)
    return gold([gold_event("condemned"), arrest, talks], [gold_quote("We want peace,")], [gold_figure("12")], [deal])


def actor(words: str | None, code: str | None = None, text: str = TEXT) -> Actor:
    at = None if words is None or words not in text else span(words, text)
    country, _, sector = (code or "").partition(" ")
    return Actor(at, words, code, country or None, sector or None, None)


def event_of(label: GoldEvent, text: str = TEXT, **changes: object) -> Event:
    """The event that answers a label perfectly."""
    event = Event(
        id=f"p-{label.id}",
        type=label.type,
        mode=None,
        contexts=(),
        quad=QUAD[label.type],
        intensity=INTENSITY[label.type],
        anchor=label.anchor,
        also=label.also,
        actors=tuple(actor(one.text, one.code, text) for one in label.actors),
        recipients=tuple(actor(one.text, one.code, text) for one in label.recipients),
        place=None if label.place is None else place_of(label.place, text),
        date=None if label.date is None else Date(None, label.date, None, DatePrecision.DAY),
        status=label.status,
        time=label.time,
        source=None if label.source is None else actor(label.source, None, text),
        confidence=1.0,
    )
    return replace(event, **changes)  # type: ignore[arg-type]  # a test names real fields


def place_of(words: str, text: str = TEXT) -> Place:
    return Place(span(words, text), words, None, None, None, None, None, None)


def quotation_of(label: GoldQuote, text: str = TEXT, **changes: object) -> Quotation:
    speaker = None
    if label.speaker is not None:
        speaker = replace(actor(label.speaker, None, text), name=label.speaker_resolved)
    quotation = Quotation(f"q-{label.start}", label.span, label.kind, None, speaker, None, 1.0)
    return replace(quotation, **changes)  # type: ignore[arg-type]  # a test names real fields


def figure_of(label: GoldFigure, **changes: object) -> Figure:
    figure = Figure(
        id=f"f-{label.start}",
        span=label.span,
        kind=label.kind,
        low=label.low,
        high=label.high,
        qualifier=label.qualifier,
        unit=label.unit,
        of=label.of,
        place=None,
        period=None,
        source=None,
        confidence=1.0,
    )
    return replace(figure, **changes)  # type: ignore[arg-type]  # a test names real fields


def agreement_of(label: GoldAgreement, text: str = TEXT) -> Agreement:
    # A label's name need not stand in the text; the first word then serves as the span.
    at = span(label.name, text) if label.name in text else Span.of(text, 0, len(text.split()[0]))
    return Agreement("a", at, label.name, tuple(actor(None, code) for code in label.parties), None, label.status, 1.0)


def perfect(document: GoldDocument) -> Reading:
    """The reading that answers every label as it stands, the optional ones included."""
    text = document.doc.text
    return Reading(
        document_of(document),
        tuple(event_of(label, text) for label in document.events),
        tuple(quotation_of(label, text) for label in document.quotes),
        tuple(figure_of(label) for label in document.figures),
        tuple(agreement_of(label, text) for label in document.agreements),
    )


def reading(
    document: GoldDocument,
    events: Sequence[Event] = (),
    quotations: Sequence[Quotation] = (),
    figures: Sequence[Figure] = (),
    agreements: Sequence[Agreement] = (),
) -> Reading:
    return Reading(document_of(document), tuple(events), tuple(quotations), tuple(figures), tuple(agreements))
