"""Examples of what is read wrong, drawn by script: the card shows them, and nobody picks them."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from dateline.model.records import Actor, Event, Figure, Quotation, Reading, Span
from dateline.text.sentences import split_sentences
from evals.gold import GoldActor, GoldDocument, GoldEvent, GoldFigure, GoldQuote
from evals.matching import unmatched
from evals.metrics import figure_right, match_events, match_figures, match_quotations, speaker_right, type_accepted

OF_EACH: Final = 2
_LONGEST: Final = 300
_NOTHING: Final = "nothing"


@dataclass(frozen=True, slots=True)
class Failure:
    """One wrong record: the words [start, end) of `excerpt` are those it is about; `gold` and `read` in plain words."""

    kind: str
    document: str
    excerpt: str
    start: int
    end: int
    gold: str
    read: str


def drawn(
    documents: Sequence[GoldDocument], readings: Mapping[str, Reading], of_each: int = OF_EACH
) -> tuple[Failure, ...]:
    """A few failures of each kind. Which ones is settled by a digest of document and place, not by how they look."""
    found: dict[str, list[tuple[bytes, Failure]]] = {}
    for gold in documents:
        reading = readings.get(gold.doc.id)
        for number, failure in enumerate(_failures(gold, reading)) if reading is not None else ():
            order = hashlib.sha256(f"{failure.document} {failure.kind} {number}".encode()).digest()
            found.setdefault(failure.kind, []).append((order, failure))
    chosen: list[Failure] = []
    for kind in sorted(found):
        ordered = sorted(found[kind], key=lambda item: item[0])
        chosen += [failure for _, failure in islice(ordered, of_each)]
    return tuple(chosen)


def _failures(gold: GoldDocument, reading: Reading) -> Iterator[Failure]:
    for kind, span, labelled, read in (
        *_event_failures(gold.events, reading.events),
        *_quotation_failures(gold.quotes, reading.quotations),
        *_figure_failures(gold.figures, reading.figures),
    ):
        excerpt, start, end = _excerpt(gold.doc.text, span)
        yield Failure(kind, gold.doc.id, excerpt, start, end, labelled, read)


_Found = tuple[str, Span, str, str]


def _event_failures(gold: Sequence[GoldEvent], events: Sequence[Event]) -> Iterator[_Found]:
    pairs = match_events(gold, events)
    missed, invented = unmatched(pairs, gold, events)
    for label in missed:
        if not label.optional:
            yield "event missed", label.anchor, _of_label(label), _NOTHING
    for event in invented:
        yield "event invented", event.anchor, _NOTHING, _of_event(event)
    for one, two in pairs:
        label, event = gold[one], events[two]
        if label.optional:
            continue
        if not type_accepted(label, event):
            yield "event with the wrong type", label.anchor, _of_label(label), _of_event(event)
        elif _codes(label.actors) != _codes(event.actors) or _codes(label.recipients) != _codes(event.recipients):
            yield "event with wrong parties", label.anchor, _of_label(label), _of_event(event)
        else:
            yield from _field_failures(label, event)


def _field_failures(label: GoldEvent, event: Event) -> Iterator[_Found]:
    date = event.date.start if event.date is not None else None
    fields = (("status", label.status, event.status), ("time", label.time, event.time), ("date", label.date, date))
    for name, golden, said in fields:
        if golden != said:
            yield f"event with the wrong {name}", label.anchor, str(golden or "none"), str(said or "none")


def _of_label(label: GoldEvent) -> str:
    return _sentence(label.type, label.actors, label.recipients)


def _of_event(event: Event) -> str:
    return _sentence(event.type, event.actors, event.recipients)


def _sentence(kind: str, actors: Sequence[GoldActor | Actor], recipients: Sequence[GoldActor | Actor]) -> str:
    return f"{kind}, {' and '.join(_codes(actors)) or 'nobody'} to {' and '.join(_codes(recipients)) or 'nobody'}"


def _codes(actors: Sequence[GoldActor | Actor]) -> list[str]:
    return sorted(actor.code or "?" for actor in actors)


def _quotation_failures(gold: Sequence[GoldQuote], quotations: Sequence[Quotation]) -> Iterator[_Found]:
    pairs = match_quotations(gold, quotations)
    missed, invented = unmatched(pairs, gold, quotations)
    for label in missed:
        yield "quotation missed or cut otherwise", label.span, _speaker(label), _NOTHING
    for quotation in invented:
        yield "quotation invented or cut otherwise", quotation.span, _NOTHING, _name(quotation.speaker)
    for one, two in pairs:
        label, quotation = gold[one], quotations[two]
        if not speaker_right(label, quotation):
            yield "quotation with the wrong speaker", label.span, _speaker(label), _name(quotation.speaker)


def _speaker(label: GoldQuote) -> str:
    return f"said by {label.speaker_resolved or label.speaker or 'nobody'}"


def _name(actor: Actor | None) -> str:
    return f"said by {(actor.name or (actor.span.text if actor.span else '?')) if actor is not None else 'nobody'}"


def _figure_failures(gold: Sequence[GoldFigure], figures: Sequence[Figure]) -> Iterator[_Found]:
    pairs = match_figures(gold, figures)
    missed, invented = unmatched(pairs, gold, figures)
    for label in missed:
        if not label.optional:
            yield "figure missed", label.span, _quantity(label), _NOTHING
    for figure in invented:
        yield "figure invented", figure.span, _NOTHING, _quantity(figure)
    for one, two in pairs:
        if not gold[one].optional and not figure_right(gold[one], figures[two]):
            yield "figure with the wrong kind or bounds", gold[one].span, _quantity(gold[one]), _quantity(figures[two])


def _quantity(figure: GoldFigure | Figure) -> str:
    low, high = (f"{bound:g}" if bound is not None else "open" for bound in (figure.low, figure.high))
    return f"{figure.kind}, {low} to {high}"


def _excerpt(text: str, span: Span) -> tuple[str, int, int]:
    """The sentence about the span, shortened to a readable length, and where the span lies in it."""
    around = [one for one in split_sentences(text) if one[0] < span.end and span.start < one[1]]
    start, end = (around[0][0], around[-1][1]) if around else (span.start, span.end)
    room = max(0, _LONGEST - (span.end - span.start)) // 2
    start, end = _at_words(text, max(start, span.start - room), min(end, span.end + room), start, end)
    return text[start:end], max(0, span.start - start), min(end, span.end) - start


def _at_words(text: str, start: int, end: int, first: int, last: int) -> tuple[int, int]:
    """Cut places moved inwards to the nearest blank, so that no word is cut."""
    if start > first:
        start = text.find(" ", start) + 1
    if end < last:
        end = text.rfind(" ", 0, end)
    return start, end
