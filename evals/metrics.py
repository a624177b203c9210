"""Scores one document's predicted records against its labels; `report` adds the documents up.

Every figure is a ratio of counts that add over documents: F1 = 2 · right / (predicted + gold); an accuracy is the same
with predicted = gold. So the bootstrap over documents needs nothing but these counts.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from dateline.model.codes import EventType
from dateline.model.records import Actor, Event, Figure, Quotation, Reading, Span
from evals.gold import GoldActor, GoldDocument, GoldEvent, GoldFigure, GoldQuote
from evals.matching import alike, assign, intersection_over_union, overlap, same, same_speaker
from evals.predicted import spans_of
from evals.regions import NONE, region_of_document

QUOTE_IOU: Final = 0.8
UNCODED: Final = "?"  # an actor without a code claims something, so it can be wrong but never right
# Weights of a pair, each outweighing any sum of the ones below it in a document of fewer than a thousand records.
_REQUIRED, _ANY, _BEST, _GOOD = 10**12, 10**8, 10**4, 1

Triple = tuple[EventType, str | None, str | None]


@dataclass(slots=True)
class Tally:
    """Counts that add up: right ones, predicted ones, gold ones."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, right: int, predicted: int, gold: int) -> None:
        """Adds counts in place."""
        self.right += right
        self.predicted += predicted
        self.gold += gold


@dataclass(frozen=True, slots=True)
class Answer:
    """One field of one matched record: the gold value and whether the predicted one is right."""

    gold: str | None
    right: bool


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """Counts by measure, answers by field, and (confidence, right) points by record kind.

    `source` (who published it) and `region` say to which groups of the tables the document belongs.
    """

    id: str
    tallies: dict[str, Tally] = field(default_factory=dict)
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    confidences: dict[str, list[tuple[float, bool]]] = field(default_factory=dict)
    source: str = "not named"
    region: str = NONE

    def count(self, measure: str, right: int, predicted: int, gold: int) -> None:
        """Adds to a measure's counts."""
        self.tallies.setdefault(measure, Tally()).add(right, predicted, gold)

    def answer(self, measure: str, gold: str | None, right: bool) -> None:
        """Adds one answer of an accuracy, and its counts."""
        self.answers.setdefault(measure, []).append(Answer(gold, right))
        self.count(measure, int(right), 1, 1)

    def point(self, kind: str, confidence: float, right: bool) -> None:
        """Adds one confidence for the reliability curve."""
        self.confidences.setdefault(kind, []).append((confidence, right))


def score_document(gold: GoldDocument, reading: Reading | None) -> DocumentScore:
    """All counts of one document; a document without a reading counts as one in which nothing was found."""
    score = DocumentScore(gold.doc.id, source=gold.doc.source or "not named", region=region_of_document(gold))
    _score_spans(score, gold.doc.text, reading)
    _score_events(score, gold.events, reading.events if reading else ())
    _score_quotations(score, gold.quotes, reading.quotations if reading else ())
    _score_figures(score, gold.figures, reading.figures if reading else ())
    _score_agreements(score, gold, reading)
    return score


def _score_spans(score: DocumentScore, text: str, reading: Reading | None) -> None:
    # Against the labelled text, not against the text the reading repeats: offsets must hold in what we gave to it.
    spans = list(spans_of(reading)) if reading else []
    right = sum(0 <= span.start < span.end and text[span.start : span.end] == span.text for span in spans)
    score.count("spans.verbatim", right, len(spans), len(spans))


def match_events(gold: Sequence[GoldEvent], predicted: Sequence[Event]) -> list[tuple[int, int]]:
    """Pairs (gold, predicted) whose anchors or further mentions overlap.

    Most required gold events first, then most pairs, then most accepted types, then most anchors on anchors.
    """
    return assign([[_event_weight(label, event) for event in predicted] for label in gold])


def _event_weight(label: GoldEvent, event: Event) -> int:
    if not any(overlap(one, other) for one in label.spans for other in (event.anchor, *event.also)):
        return 0
    weight = _ANY + (0 if label.optional else _REQUIRED)
    weight += _BEST if not label.optional and type_accepted(label, event) else 0
    return weight + (_GOOD if overlap(label.anchor, event.anchor) else 0)


def type_accepted(label: GoldEvent, event: Event) -> bool:
    """The labelled type, or one that the label accepts as well."""
    return event.type == label.type or event.type in label.alt_types


def _score_events(score: DocumentScore, gold: Sequence[GoldEvent], predicted: Sequence[Event]) -> None:
    pairs = match_events(gold, predicted)
    neutral = {number for label, number in pairs if gold[label].optional}
    matched = {label: predicted[number] for label, number in pairs if not gold[label].optional}
    required = [(label, matched.get(number)) for number, label in enumerate(gold) if not label.optional]
    counted = [event for number, event in enumerate(predicted) if number not in neutral]
    accepted = [label for label, event in required if event is not None and type_accepted(label, event)]
    score.count("events.anchor", len(matched), len(counted), len(required))
    score.count("events.type", len(accepted), len(counted), len(required))
    _score_types(score, required, counted)
    _score_triples(score, required, counted)
    _score_codes(score, required, counted)
    for label, event in required:
        if event is not None:
            _score_fields(score, label, event)
    if not gold:
        score.count("events.none_where_none", int(not predicted), 1, 1)
    right = {id(event) for label, event in required if event is not None and type_accepted(label, event)}
    for event in counted:
        score.point("events", event.confidence, id(event) in right)


def _effective_type(label: GoldEvent, event: Event | None) -> EventType:
    # An accepted type is as good as the labelled one, so the label takes it over.
    return event.type if event is not None and type_accepted(label, event) else label.type


def _score_types(
    score: DocumentScore, required: Sequence[tuple[GoldEvent, Event | None]], counted: Sequence[Event]
) -> None:
    for event in counted:
        score.count(f"type.{event.type}", 0, 1, 0)
    for label, match in required:
        right = match is not None and type_accepted(label, match)
        score.count(f"type.{_effective_type(label, match)}", int(right), 0, 1)


def _score_triples(
    score: DocumentScore, required: Sequence[tuple[GoldEvent, Event | None]], counted: Sequence[Event]
) -> None:
    gold: Counter[Triple] = Counter()
    for label, event in required:
        gold.update(_triples(_effective_type(label, event), label.actors, label.recipients))
    said: Counter[Triple] = Counter()
    for event in counted:
        said.update(_triples(event.type, event.actors, event.recipients))
    score.count("events.triple", (gold & said).total(), said.total(), gold.total())


def _triples(
    kind: EventType, actors: Sequence[GoldActor | Actor], recipients: Sequence[GoldActor | Actor]
) -> Iterable[Triple]:
    sources: Sequence[str | None] = _codes(actors) or [None]
    targets: Sequence[str | None] = _codes(recipients) or [None]
    return ((kind, source, target) for source in sources for target in targets)


def _codes(actors: Sequence[GoldActor | Actor]) -> list[str]:
    return [" ".join(actor.code.split()) if actor.code else UNCODED for actor in actors]


def _score_codes(
    score: DocumentScore, required: Sequence[tuple[GoldEvent, Event | None]], counted: Sequence[Event]
) -> None:
    actors = [(label.actors, event.actors if event else None) for label, event in required]
    recipients = [(label.recipients, event.recipients if event else None) for label, event in required]
    _score_side(score, "events.actor_codes", actors)
    _score_side(score, "events.recipient_codes", recipients)
    score.count("events.actor_codes_all", 0, sum(len(event.actors) for event in counted), 0)
    score.count("events.recipient_codes_all", 0, sum(len(event.recipients) for event in counted), 0)


def _score_side(
    score: DocumentScore, measure: str, sides: Iterable[tuple[Sequence[GoldActor], Sequence[Actor] | None]]
) -> None:
    """Codes on matched events, and (`_all`) with the codes of missed events as missed."""
    for labels, actors in sides:
        gold, said = Counter(_codes(labels)), Counter(_codes(actors or ()))
        right = (gold & said).total() - min(gold[UNCODED], said[UNCODED])
        score.count(f"{measure}_all", right, 0, gold.total())
        if actors is not None:
            score.count(measure, right, said.total(), gold.total())


def _score_fields(score: DocumentScore, label: GoldEvent, event: Event) -> None:
    score.answer("events.status", label.status, event.status == label.status)
    score.answer("events.time", label.time, event.time == label.time)
    date = event.date.start if event.date is not None else None
    score.answer("events.date", label.date, date == label.date)
    place = _names(event.place.span, event.place.name) if event.place is not None else []
    source = _names(event.source.span, event.source.name) if event.source is not None else []
    for name, gold, said in (("place", label.place, place), ("source", label.source, source)):
        score.answer(f"events.{name}", gold, any(alike(gold, words) for words in said or [None]))
        score.answer(f"events.{name}_strict", gold, any(same(gold, words) for words in said or [None]))


def _names(span: Span | None, name: str | None) -> list[str | None]:
    # A place or source that is there but has no words must not pass for the answer "none".
    words: list[str | None] = [value for value in (span.text if span else None, name) if value]
    return words or [UNCODED]


def _score_quotations(score: DocumentScore, gold: Sequence[GoldQuote], predicted: Sequence[Quotation]) -> None:
    pairs = [(gold[one], predicted[two]) for one, two in match_quotations(gold, predicted)]
    matched = {id(quotation) for _, quotation in pairs}
    for measure, right in (
        ("span", len(pairs)),
        ("speaker", sum(speaker_right(label, quotation) for label, quotation in pairs)),
        ("speaker_strict", sum(_speaker_exact(label, quotation) for label, quotation in pairs)),
        ("speaker_resolved", sum(_speaker_resolved(label, quotation) for label, quotation in pairs)),
    ):
        score.count(f"quotations.{measure}", right, len(predicted), len(gold))
    for label, quotation in pairs:
        score.answer("quotations.kind", label.kind, quotation.kind == label.kind)
    for quotation in predicted:
        score.point("quotations", quotation.confidence, id(quotation) in matched)


def match_quotations(gold: Sequence[GoldQuote], predicted: Sequence[Quotation]) -> list[tuple[int, int]]:
    """Pairs (gold, predicted) of spans that share at least 0.8 of their characters; then most right speakers."""
    return assign([[_quotation_weight(label, quotation) for quotation in predicted] for label in gold])


def _quotation_weight(label: GoldQuote, quotation: Quotation) -> int:
    shared = intersection_over_union(label.span, quotation.span)
    if shared < QUOTE_IOU:
        return 0
    return _ANY + (_BEST if speaker_right(label, quotation) else 0) + round(shared * 9)


def speaker_right(label: GoldQuote, quotation: Quotation) -> bool:
    """One of the speaker's labelled names, or its words at that place; no speaker is right where none is labelled."""
    said = quotation.speaker
    if said is None:
        return label.speaker is None and label.speaker_resolved is None
    golden = (label.speaker, label.speaker_resolved)
    return any(same_speaker(one, two) for one in golden for two in _names(said.span, said.name))


def _speaker_exact(label: GoldQuote, quotation: Quotation) -> bool:
    said = quotation.speaker
    if said is None:
        return label.speaker is None and label.speaker_resolved is None
    golden = [words for words in (label.speaker, label.speaker_resolved) if words]
    return any(same(one, two) for one in golden for two in _names(said.span, said.name))


def _speaker_resolved(label: GoldQuote, quotation: Quotation) -> bool:
    # Who is meant by "he": only the name counts here, not the words at that place.
    if quotation.speaker is None:
        return label.speaker_resolved is None
    return same_speaker(label.speaker_resolved, quotation.speaker.name)


def _score_figures(score: DocumentScore, gold: Sequence[GoldFigure], predicted: Sequence[Figure]) -> None:
    pairs = match_figures(gold, predicted)
    neutral = {two for one, two in pairs if gold[one].optional}
    matched = [(gold[one], predicted[two]) for one, two in pairs if not gold[one].optional]
    counted = [figure for number, figure in enumerate(predicted) if number not in neutral]
    required = sum(not label.optional for label in gold)
    full = {id(figure) for label, figure in matched if figure_right(label, figure)}
    exact = sum(_same_offsets(label.span, figure.span) for label, figure in matched)
    score.count("figures.exact", exact, len(counted), required)
    score.count("figures.overlap", len(matched), len(counted), required)
    score.count("figures.full", len(full), len(counted), required)
    for label, figure in matched:
        score.answer("figures.kind", label.kind, figure.kind == label.kind)
        bounds = same_number(label.low, figure.low) and same_number(label.high, figure.high)
        score.count("figures.bounds", int(bounds), 1, 1)
    for figure in counted:
        score.point("figures", figure.confidence, id(figure) in full)


def match_figures(gold: Sequence[GoldFigure], predicted: Sequence[Figure]) -> list[tuple[int, int]]:
    """Pairs (gold, predicted) of overlapping spans: required ones first, then most, most right, most exact."""
    return assign([[_figure_weight(label, figure) for figure in predicted] for label in gold])


def _figure_weight(label: GoldFigure, figure: Figure) -> int:
    if not overlap(label.span, figure.span):
        return 0
    weight = _ANY + (0 if label.optional else _REQUIRED)
    weight += _BEST if not label.optional and figure_right(label, figure) else 0
    return weight + (_GOOD if _same_offsets(label.span, figure.span) else 0)


def figure_right(label: GoldFigure, figure: Figure) -> bool:
    """Kind and both bounds are right."""
    bounds = same_number(label.low, figure.low) and same_number(label.high, figure.high)
    return figure.kind == label.kind and bounds


def same_number(left: float | int | None, right: float | int | None) -> bool:
    """Equal but for the last bits of a float; None (unbounded) equals only None."""
    if left is None or right is None:
        return left is right
    return math.isclose(left, right, rel_tol=1e-9)


def _same_offsets(left: Span, right: Span) -> bool:
    return (left.start, left.end) == (right.start, right.end)


def _score_agreements(score: DocumentScore, gold: GoldDocument, reading: Reading | None) -> None:
    said = reading.agreements if reading else ()
    names = [[(agreement.name, agreement.span.text) for agreement in said] for _ in gold.agreements]
    weights = [
        [int(any(alike(label.name, words) for words in pair)) for pair in row]
        for label, row in zip(gold.agreements, names, strict=True)
    ]
    matched = assign(weights)
    score.count("agreements.name", len(matched), len(said), len(gold.agreements))
    right = {two for _, two in matched}
    for number, agreement in enumerate(said):
        score.point("agreements", agreement.confidence, number in right)
