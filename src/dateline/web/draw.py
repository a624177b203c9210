"""Charts as SVG: x in per cent of whatever width the page has, y in pixels, so that words keep their size.

What a chart needs stands in the page itself: it is there without a script, can be printed, and each mark is a link.
"""

from dataclasses import dataclass
from datetime import date
from math import ceil, log10
from typing import Final

from dateline.situation.timeline import Bucket, Timeline, Unit

UP: Final = 56
"""Pixels above the line, for cooperation and for records that are no events."""

DOWN: Final = 56
"""Pixels below it, for conflict."""


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle of a bar."""

    style: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A bucket as it is drawn: from `x`, `width` wide, both in per cent."""

    bucket: Bucket
    x: float
    width: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A label under the chart."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A timeline as it is drawn; `top` fills UP or DOWN; `events` says whether events alone are drawn."""

    timeline: Timeline
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    top: int
    events: bool
    height: int = UP + DOWN


def chart_of(timeline: Timeline) -> Chart:
    """Cooperation above the line, conflict below it. Other records are drawn only where there are no events: they
    would dwarf them, and say how much was written rather than what happened.
    """
    buckets = timeline.buckets
    events = any(any(one.quads) for one in buckets)
    top = nice(max((max(_up(one, events), sum(one.quads[2:])) for one in buckets), default=1))
    width = 100 / len(buckets) if buckets else 100
    bars = tuple(Bar(one, at * width, width, _parts(one, top, events)) for at, one in enumerate(buckets) if one.records)
    return Chart(timeline, bars, _ticks(timeline, width), top, events)


def nice(number: float) -> int:
    """The next number that can be said shortly: 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30 ..."""
    if number <= 1:
        return 1
    power = 10 ** int(log10(number))
    return int(
        next(
            step * power
            for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10)
            if step * power >= ceil(number) and step * power % 1 == 0
        )
    )


def _up(one: Bucket, events: bool) -> int:
    return one.quads[0] + one.quads[1] if events else one.others


def _parts(one: Bucket, top: int, events: bool) -> tuple[Part, ...]:
    up = (("q2", one.quads[1]), ("q1", one.quads[0])) if events else (("q0", one.others),)
    parts = []
    y = float(UP)
    for style, count in up:
        height = count * UP / top
        y -= height
        parts.append(Part(style, round(y, 2), round(height, 2)))
    y = float(UP)
    for style, count in (("q4", one.quads[3]), ("q3", one.quads[2])):
        height = count * DOWN / top
        parts.append(Part(style, round(y, 2), round(height, 2)))
        y += height
    return tuple(part for part in parts if part.height)


def _ticks(timeline: Timeline, width: float) -> tuple[Tick, ...]:
    found: list[Tick] = []
    for at, bucket in enumerate(timeline.buckets):
        text = _label(bucket.start, timeline.unit, at == 0)
        if text and (not found or at * width - found[-1].x >= 9):
            found.append(Tick(round(at * width, 3), text))
    return tuple(found)


def _label(day: date, unit: Unit, first: bool) -> str | None:
    if unit is Unit.YEAR:
        return f"{day.year}" if first or day.year % 5 == 0 else None
    if unit is Unit.MONTH:
        return f"{day.year}" if first or day.month == 1 else f"{day:%b}" if day.month in (4, 7, 10) else None
    if unit is Unit.WEEK:
        return f"{day.day} {day:%b %Y}" if first or day.day <= 7 else None
    return f"{day.day} {day:%b %Y}" if first else f"{day.day} {day:%b}" if day.weekday() == 0 else None
