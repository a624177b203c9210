"""Annotations plus knowledge give coded records with stable ids."""

from bisect import bisect_right
from collections.abc import Iterable

from dateline.model.annotations import (
    ActorMention,
    AgreementAnnotation,
    Annotations,
    EventAnnotation,
    FigureAnnotation,
    Mention,
    QuotationAnnotation,
)
from dateline.model.codes import QUAD, EventType, MentionKind, QuotationKind, Sector
from dateline.model.document import Document
from dateline.model.ids import record_id
from dateline.model.records import (
    Actor,
    Agreement,
    Date,
    Event,
    Figure,
    MentionRecord,
    Quotation,
    Reading,
    Span,
)
from dateline.records.actors import ActorResolver, doer_sector, target_sector
from dateline.records.modes import contexts_of, intensity_of, mode_of
from dateline.records.places import PlaceResolver
from dateline.text.blocks import is_block
from dateline.text.sentences import split_sentences

_DEALS = frozenset({EventType.AGREE, EventType.CONCEDE, EventType.CONSULT, EventType.COOPERATE, EventType.RETREAT})
_MARKS = frozenset('"“”«»')


def build(document: Document, annotations: Annotations) -> Reading:
    """The records of one document."""
    return _Builder(document, annotations).reading()


def _unique(actors: Iterable[Actor]) -> tuple[Actor, ...]:
    """One entry per party: mentions with the same code are the same party; without a code each stays."""
    kept: dict[str, Actor] = {}
    for actor in actors:
        kept.setdefault(actor.code or f"?{actor.name}", actor)
    return tuple(kept.values())


def _others(actors: Iterable[Actor], taken: Iterable[Actor]) -> tuple[Actor, ...]:
    """Those that are not yet taken by identity or by name: no party does an act to itself.

    The same code is not enough: one government accuses another, both of them INT GOV.
    """
    names = {key for actor in taken for key in (actor.id, actor.name) if key}
    return tuple(actor for actor in actors if actor.id not in names and actor.name not in names)


class _Builder:
    def __init__(self, document: Document, annotations: Annotations) -> None:
        self._document = document
        self._annotations = annotations
        speakers = [q.speaker for q in annotations.quotations if q.speaker]
        self._places = PlaceResolver(document.text, annotations, document.published)
        self._sentences = split_sentences(document.text)
        self._actors = ActorResolver(annotations.actors, document.published, speakers, document.text, self._sentences)
        self._starts = [start for start, _ in self._sentences]
        self._contexts: dict[int, tuple[str, ...]] = {}

    def reading(self) -> Reading:
        events = tuple(self._event(e) for e in self._annotations.events)
        return Reading(
            document=self._document,
            events=events,
            quotations=tuple(self._quotation(q) for q in self._annotations.quotations),
            figures=tuple(self._figure(f) for f in self._annotations.figures),
            agreements=tuple(self._agreement(a, events) for a in self._annotations.agreements),
            mentions=self._mentions(),
        )

    def _id(self, kind: str, *parts: str | int) -> str:
        return record_id(kind, self._document.sha256, *parts)

    def _parties(self, mentions: Iterable[ActorMention], bare: Sector | None) -> tuple[Actor, ...]:
        return _unique(actor for mention in mentions for actor in self._actors.parties(mention, bare))

    def _sentence(self, span: Span) -> tuple[int, int]:
        at = bisect_right(self._starts, span.start) - 1
        return self._sentences[at] if at >= 0 else (0, len(self._document.text))

    def _event(self, event: EventAnnotation) -> Event:
        start, end = self._sentence(event.anchor)
        sentence = self._document.text[start:end]
        mode = mode_of(event.type, sentence, event.anchor.start - start, event.anchor.end - start)
        actors = self._parties(event.actors, doer_sector(event.type))
        recipients = self._parties(event.recipients, target_sector(event.type))
        return Event(
            id=self._id("event", event.type, event.anchor.start, event.anchor.end),
            type=event.type,
            mode=mode,
            contexts=self._contexts_at(start, sentence),
            quad=QUAD[event.type],
            intensity=intensity_of(event.type, mode),
            anchor=event.anchor,
            also=event.also,
            actors=actors,
            recipients=_others(recipients, actors),
            place=self._places.at(event.place),
            date=event.date,
            status=event.status,
            time=event.time,
            source=self._actors.first(event.source),
            confidence=event.confidence,
        )

    def _contexts_at(self, start: int, sentence: str) -> tuple[str, ...]:
        """The contexts of a sentence, read once however many events it tells."""
        if start not in self._contexts:
            self._contexts[start] = contexts_of(sentence)
        return self._contexts[start]

    def _quotation(self, quotation: QuotationAnnotation) -> Quotation:
        span = quotation.span
        return Quotation(
            id=self._id("quotation", span.start, span.end),
            span=span,
            kind=_quotation_kind(self._document.text, span),
            cue=quotation.cue,
            speaker=self._actors.first(quotation.speaker),
            addressee=self._actors.first(quotation.addressee),
            confidence=quotation.confidence,
        )

    def _figure(self, figure: FigureAnnotation) -> Figure:
        return Figure(
            id=self._id("figure", figure.kind, figure.span.start, figure.span.end),
            span=figure.span,
            kind=figure.kind,
            low=figure.low,
            high=figure.high,
            qualifier=figure.qualifier,
            unit=figure.unit,
            of=figure.of,
            place=self._places.at(figure.place),
            period=figure.period,
            source=self._actors.first(figure.source),
            confidence=figure.confidence,
        )

    def _agreement(self, agreement: AgreementAnnotation, events: tuple[Event, ...]) -> Agreement:
        """Parties and date come from the deal events told in the same sentence."""
        start, end = self._sentence(agreement.span)
        beside = [e for e in events if e.type in _DEALS and start <= e.anchor.start < end]
        dates: list[Date] = [e.date for e in beside if e.date]
        return Agreement(
            id=self._id("agreement", agreement.span.start, agreement.span.end),
            span=agreement.span,
            name=" ".join(agreement.name.split()),
            parties=_unique(a for e in beside for a in (*e.actors, *e.recipients)),
            date=dates[0] if dates else None,
            status=agreement.status,
            confidence=agreement.confidence,
        )

    def _mentions(self) -> tuple[MentionRecord, ...]:
        actors = {a.span: a for a in self._annotations.actors}
        times = {t.span: t for t in self._annotations.times}
        parts = {a.span for e in self._annotations.events for a in (*e.actors, *e.recipients)}
        return tuple(
            self._mention(
                mention,
                # a place that takes part in an event is an actor too: "Ankara said"
                actors.get(mention.span) if mention.kind is not MentionKind.PLACE or mention.span in parts else None,
                times.get(mention.span),
            )
            for mention in self._annotations.mentions
        )

    def _mention(self, mention: Mention, actor: ActorMention | None, time: Date | None) -> MentionRecord:
        return MentionRecord(
            id=self._id("mention", mention.kind, mention.span.start, mention.span.end),
            span=mention.span,
            kind=mention.kind,
            actor=self._actors.first(actor),
            place=self._places.at(mention.span) if mention.kind is MentionKind.PLACE else None,
            date=time,
            confidence=mention.confidence,
        )


def _quotation_kind(text: str, span: Span) -> QuotationKind:
    """Direct: a mark stands right before the span and no other opens inside it, or the span is a block of its own;
    mixed: marks inside; else indirect.
    """
    marks = sum(c in _MARKS for c in span.text)
    before = text[max(0, span.start - 1) : span.start]
    if (before in _MARKS and before and marks <= 1) or is_block(text, span.start):
        return QuotationKind.DIRECT
    return QuotationKind.MIXED if marks else QuotationKind.INDIRECT
