"""Readings in which the gold mentions of a world stand as records: what linking makes of a reader without faults.

Only what a mention is comes from the gold: words, type, value. Actors, place and date are those of the record that the
reader found at the words, or else of the nearest one of the same sentence; nothing that the gold says of the incident
as a whole is given away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from dateline.model.codes import INTENSITY, QUAD, EventType, FigureKind, Qualifier, Status, Time
from dateline.model.ids import record_id
from dateline.model.records import Event, Figure, Reading, Span
from dateline.text.sentences import split_sentences
from evals.worlds import At, World, at

Record = TypeVar("Record", Event, Figure)


def with_gold(world: World, readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """The readings of a world with its gold events and figures in place of those found."""
    own = {report.id: readings[report.id] for report in world.reports}
    events: dict[str, dict[str, Event]] = {name: {} for name in own}
    figures: dict[str, dict[str, Figure]] = {name: {} for name in own}
    for incident in world.incidents:
        for mention in incident.mentions:
            where = at(world, mention.report, mention.anchor, mention.nth)
            event = _event(own[mention.report], where, EventType(incident.type))
            events[mention.report][event.id] = event
    for gold in world.figures:
        for value in gold.history:
            where = at(world, value.report, value.words, value.nth)
            bounds = (value.low, value.high)
            kind, qualifier = FigureKind(gold.kind), Qualifier(value.qualifier)
            figure = _figure(own[value.report], where, kind, bounds, qualifier)
            figures[value.report].setdefault(figure.id, figure)
    return {
        name: replace(reading, events=tuple(events[name].values()), figures=tuple(figures[name].values()))
        for name, reading in own.items()
    }


def _event(reading: Reading, where: At, kind: EventType) -> Event:
    span = Span.of(reading.document.text, where.start, where.end)
    found = _at(reading, where, reading.events)
    made = record_id("event", reading.document.sha256, where.start, where.end, kind)
    if found is None:
        quad, intensity = QUAD[kind], INTENSITY[kind]
        near = _near(reading, where, reading.events)
        place, date = (near.place, near.date) if near else (None, None)
        return Event(
            made, kind, None, (), quad, intensity, span, (), (), (), place, date, Status.ACTUAL, Time.CURRENT, None, 1.0
        )
    return replace(found, id=made, type=kind, anchor=span, also=())


def _figure(
    reading: Reading, where: At, kind: FigureKind, bounds: tuple[float | None, float | None], qualifier: Qualifier
) -> Figure:
    span = Span.of(reading.document.text, where.start, where.end)
    low, high = bounds
    found = _at(reading, where, reading.figures)
    made = record_id("figure", reading.document.sha256, where.start, where.end)
    if found is None:
        near = _near(reading, where, reading.figures)
        place = near.place if near else None
        return Figure(made, span, kind, low, high, qualifier, "people", None, place, None, None, 1.0)
    return replace(found, id=made, span=span, kind=kind, low=low, high=high, qualifier=qualifier)


def _span(record: Event | Figure) -> Span:
    return record.anchor if isinstance(record, Event) else record.span


def _spans(record: Event | Figure) -> tuple[Span, ...]:
    return (record.anchor, *record.also) if isinstance(record, Event) else (record.span,)


def _at(reading: Reading, where: At, records: Sequence[Record]) -> Record | None:
    over = [each for each in records if any(where.meets(span.start, span.end) for span in _spans(each))]
    return min(over, key=lambda each: each.id, default=None)


def _near(reading: Reading, where: At, records: Sequence[Record]) -> Record | None:
    """The nearest record of the sentence that holds the words."""
    spans = split_sentences(reading.document.text)
    start, end = next(((a, b) for a, b in spans if a <= where.start < b), (0, 0))
    inside = [record for record in records if start <= _span(record).start < end]
    return min(inside, key=lambda record: (abs(_span(record).start - where.start), record.id), default=None)
