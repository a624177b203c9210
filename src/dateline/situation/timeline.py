"""Records over time, in days, weeks, months or years, whichever gives a picture that can be read."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import numpy as np

from dateline.situation.board import Board
from dateline.situation.columns import Ints
from dateline.situation.query import Query, days_of

MOST: Final = 124
"""Buckets of a timeline: four months of days, two years of weeks, ten years of months."""


class Unit(StrEnum):
    """The width of a bucket."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Bucket:
    """`start` and `end` are its ends; `quads` counts the events of quad class 1 to 4, `others` the rest."""

    start: date
    end: date
    quads: tuple[int, int, int, int]
    others: int

    @property
    def records(self) -> int:
        """All of them."""
        return sum(self.quads) + self.others


@dataclass(frozen=True, slots=True)
class Timeline:
    """`before` and `after` count the records outside of the buckets, `undated` those without any day."""

    unit: Unit
    buckets: tuple[Bucket, ...]
    before: int
    after: int
    undated: int


def timeline(board: Board, rows: Ints, query: Query) -> Timeline:
    """The records by the day under which they are filed.

    Without a period it begins with the first publication: what is told of earlier years is counted in `before`.
    """
    days = board.columns.day[rows]
    undated = int(np.count_nonzero(days == 0))
    dated = rows[days > 0]
    first, last = _ends(board, dated, query)
    if first is None or last is None:
        return Timeline(Unit.DAY, (), 0, 0, undated)
    unit, starts = _starts(first, last)
    edges = np.array([*(one.toordinal() for one in starts), last.toordinal() + 1])
    at = np.searchsorted(edges, board.columns.day[dated], "right") - 1
    within = (at >= 0) & (at < len(starts))
    quad = board.columns.quad[dated].astype(np.int64)
    table = np.bincount(at[within] * 5 + quad[within], minlength=len(starts) * 5).reshape(-1, 5)
    buckets = []
    for number, start in enumerate(starts):
        other, one, two, three, four = (int(n) for n in table[number])
        end = date.fromordinal(int(edges[number + 1]) - 1)
        buckets.append(Bucket(max(start, first), end, (one, two, three, four), other))
    return Timeline(unit, tuple(buckets), int((at < 0).sum()), int((at >= len(starts)).sum()), undated)


def _ends(board: Board, dated: Ints, query: Query) -> tuple[date | None, date | None]:
    start, end = (days_of(day) if day else None for day in (query.start, query.end))
    if not len(dated) and (start is None or end is None):
        return None, None
    days = board.columns.day[dated]
    published = [days_of(board.faces[doc].published or "") for doc in np.unique(board.columns.doc[dated])]
    known = [day[0] for day in published if day is not None]
    low = start[0] if start else max(int(days.min()), min(known, default=0))
    high = end[1] if end else int(days.max())
    return (date.fromordinal(low), date.fromordinal(high)) if low <= high else (None, None)


def _starts(first: date, last: date) -> tuple[Unit, list[date]]:
    days = (last - first).days + 1
    if days <= MOST:
        return Unit.DAY, [first + timedelta(days=at) for at in range(days)]
    monday = first - timedelta(days=first.weekday())
    if days <= MOST * 7:
        return Unit.WEEK, [monday + timedelta(days=at) for at in range(0, (last - monday).days + 1, 7)]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= MOST:
        numbers = range(first.year * 12 + first.month - 1, first.year * 12 + first.month - 1 + months)
        return Unit.MONTH, [date(number // 12, number % 12 + 1, 1) for number in numbers]
    return Unit.YEAR, [date(year, 1, 1) for year in range(first.year, last.year + 1)]
