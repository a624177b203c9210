"""The history of a quantity as SVG: one column a telling, in the order told; what the words leave open is left open.

`at least 40` is a bar that begins at 40 and fades upward, `up to 40` one that ends there, `30 to 40` one between both;
an exact number is a dot. So nobody reads a certainty that no source gave.
"""

from dataclasses import dataclass
from math import log10
from typing import Final

from dateline.model.codes import Qualifier
from dateline.model.linked import FigureHistory, FigurePoint

HEIGHT: Final = 220
"""Pixels of the plot, without its labels."""

_ROOM: Final = 12  # above the greatest number, for what goes on upward
_WIDE: Final = 30  # ratio from which the axis is logarithmic
_SOFT: Final = frozenset({Qualifier.ABOUT, Qualifier.NEARLY, Qualifier.VAGUE})


@dataclass(frozen=True, slots=True)
class Mark:
    """A telling as it is drawn; `x` in per cent, the others in pixels from the top. `style` are its classes."""

    point: FigurePoint
    x: float
    top: float
    bottom: float
    style: str


@dataclass(frozen=True, slots=True)
class Line:
    """A number of the axis."""

    y: float
    number: int


@dataclass(frozen=True, slots=True)
class Label:
    """A day under the plot."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A history as it is drawn."""

    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    logarithmic: bool
    height: int = HEIGHT


class _Scale:
    """Numbers to pixels from the top."""

    def __init__(self, numbers: list[float]) -> None:
        positive = [number for number in numbers if number > 0]
        self.top = max(positive, default=1.0)
        low = min(positive, default=1.0)
        self.logarithmic = self.top / low > _WIDE
        self.low = 10 ** int(log10(low)) if self.logarithmic else 0.0

    def y(self, number: float) -> float:
        room = HEIGHT - _ROOM
        if self.logarithmic:
            share = (log10(max(number, self.low)) - log10(self.low)) / max(log10(self.top) - log10(self.low), 0.1)
        else:
            share = number / self.top
        return round(HEIGHT - share * room, 1)

    def lines(self) -> tuple[Line, ...]:
        if self.logarithmic:
            powers = range(int(log10(max(self.low, 1))), int(log10(self.top)) + 1)
            return tuple(Line(self.y(10**power), 10**power) for power in powers)
        step = _step(self.top)
        return tuple(Line(self.y(at * step), at * step) for at in range(int(self.top // step) + 1))


def drawing_of(history: FigureHistory) -> Drawing:
    """The drawing; a history always has a point."""
    points = history.points
    numbers = [float(number) for point in points for number in (point.low, point.high) if number is not None]
    scale = _Scale(numbers)
    width = 100 / len(points)
    marks = tuple(_mark(point, (at + 0.5) * width, scale, history) for at, point in enumerate(points))
    return Drawing(marks, scale.lines(), _labels(points, width), scale.logarithmic)


def _mark(point: FigurePoint, x: float, scale: _Scale, history: FigureHistory) -> Mark:
    top = 0.0 if point.high is None else scale.y(point.high)
    bottom = float(HEIGHT) if point.low is None else scale.y(point.low)
    styles = [point.relation.value.replace("_", "-")]
    styles += ["up"] if point.high is None else []
    styles += ["down"] if point.low is None else []
    styles += ["soft"] if point.qualifier in _SOFT else []
    styles += ["latest"] if point == history.latest else []
    styles += ["rival"] if point in history.rivals else []
    return Mark(point, round(x, 3), top, bottom, " ".join(styles))


def _labels(points: tuple[FigurePoint, ...], width: float) -> tuple[Label, ...]:
    found: list[Label] = []
    before = None
    for at, point in enumerate(points):
        day = point.telling.published or point.day
        x = (at + 0.5) * width
        if day is not None and day != before and (not found or x - found[-1].x >= 14):
            found.append(Label(round(x, 3), day))
            before = day
    return tuple(found)


def _step(top: float) -> int:
    """Of 1, 2, 5, 10 ... the one that gives at most five lines."""
    power = 10 ** max(int(log10(top)) - 1, 0)
    return int(next(step * power for step in (1, 2, 5, 10, 20, 50, 100) if top / (step * power) <= 5))
