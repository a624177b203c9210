"""What is out of the ordinary for a place: the last week against the eight weeks before it, in one sentence.

Counted are events of material conflict that sources tell as having happened. A week is flagged if so many events (or
none at all) would come by chance less than once in a hundred weeks, were they as frequent as before (Poisson). It says
that reports are more frequent than they were here; it does not say why, and reports are not occurrences.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import exp
from typing import Final

from dateline.situation.board import Board
from dateline.situation.columns import Ints

WEEKS: Final = 8
CHANCE: Final = 0.01
_FEWEST: Final = 4  # events that make a rise; two or three reports are no trend
_FLOOR: Final = 0.5  # events a week that are assumed of a place from which nothing was heard
_CONFLICT: Final = 4


@dataclass(frozen=True, slots=True)
class Trend:
    """`usual` is the mean of the weeks before; `place` is a place's id or name, None for a whole country."""

    name: str
    country: str | None
    place: str | None
    events: int
    usual: float
    most: int
    start: date
    end: date
    chance: float

    @property
    def sentence(self) -> str:
        """Why it is shown."""
        before = f"the {WEEKS} weeks before had {self.usual:.1f} a week (at most {self.most})"
        if not self.events:
            return f"No event of material conflict was told of in the week to {self.end.isoformat()}; {before}."
        told = f"{self.events} event{'s' if self.events != 1 else ''} of material conflict"
        return f"{told} in the week to {self.end.isoformat()}; {before}."


def trends(board: Board, rows: Ints, end: date | None = None, most: int = 12) -> list[Trend]:
    """Flagged places and countries, the least usual first; `end` is the last day of the week, else that of the data."""
    columns = board.columns
    actual, current = (board.names.codes.find(code) or -1 for code in ("actual", "current"))
    mask = (columns.quad[rows] == _CONFLICT) & (columns.status[rows] == actual) & (columns.time[rows] == current)
    chosen = rows[mask & (columns.day[rows] > 0) & (columns.day[rows] == columns.last[rows])]
    if not len(chosen):
        return []
    last = end.toordinal() if end else int(columns.day[chosen].max())
    weeks = (last - columns.day[chosen]) // 7
    recent = (weeks >= 0) & (weeks <= WEEKS)
    by_spot: dict[int, list[int]] = {}
    for spot, week in zip(columns.place[chosen][recent].tolist(), weeks[recent].tolist(), strict=True):
        by_spot.setdefault(spot, [0] * (WEEKS + 1))[week] += 1
    first = int(columns.day[rows[columns.day[rows] > 0]].min())
    if last - first < 7 * (WEEKS + 1):
        return []  # there is no baseline yet
    found = [trend for trend in _all(board, by_spot, last) if trend.chance < CHANCE]
    return sorted(found, key=lambda trend: (trend.chance, trend.name))[:most]


def _all(board: Board, by_spot: dict[int, list[int]], last: int) -> Iterable[Trend]:
    groups: dict[tuple[str, str | None, str | None], list[int]] = {}
    for number, weeks in by_spot.items():
        spot = board.names.spots[number]
        if spot is None:
            continue
        keys: list[tuple[str, str | None, str | None]] = []
        if spot.precision != "country":
            keys.append((spot.name, spot.country, spot.id or spot.name))
        if spot.country is not None:
            keys.append((spot.country, spot.country, None))
        for key in keys:
            groups[key] = [a + b for a, b in zip(groups.get(key, [0] * len(weeks)), weeks, strict=True)]
    for (name, country, place), weeks in groups.items():
        usual = sum(weeks[1:]) / WEEKS
        chance = _chance(weeks[0], usual)
        ends = date.fromordinal(last - 6), date.fromordinal(last)
        yield Trend(name, country, place, weeks[0], usual, max(weeks[1:]), *ends, chance)


def _chance(events: int, usual: float) -> float:
    """Of so many events or more in a week, or of none; 1 where it would be no news either way."""
    if events == 0:
        return exp(-usual)
    if events < _FEWEST or events <= usual:
        return 1.0
    mean = max(usual, _FLOOR)
    term = exp(-mean)
    below = 0.0
    for number in range(events):
        below += term
        term *= mean / (number + 1)
    return max(0.0, 1.0 - below)
