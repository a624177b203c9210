"""What a reader of the situation asks for; one Query is one address of a page, one feed, one export."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """The four kinds of record."""

    EVENT = "event"
    QUOTATION = "quotation"
    FIGURE = "figure"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True)
class Query:
    """None leaves a field open. `place` is a gazetteer id, a name or a first-level region; `actor` a name or a code;
    `country` ISO 3166-1 alpha-3; `start` and `end` ISO prefixes that include their ends; `words` all stand in the text.
    """

    kind: Kind | None = None
    type: str | None = None
    status: str | None = None
    time: str | None = None
    country: str | None = None
    place: str | None = None
    actor: str | None = None
    publisher: str | None = None
    start: str | None = None
    end: str | None = None
    words: str | None = None
    document: str | None = None
    bbox: tuple[float, float, float, float] | None = None


@lru_cache(maxsize=65_536)
def days_of(prefix: str) -> tuple[int, int] | None:
    """First and last day of an ISO prefix ("2018", "2018-07", "2018-07-04") as ordinals; None for anything else."""
    parts = prefix[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 1:
            return date(numbers[0], 1, 1).toordinal(), date(numbers[0], 12, 31).toordinal()
        if len(numbers) == 2:
            first = date(numbers[0], numbers[1], 1)
            return first.toordinal(), _month_end(first).toordinal()
        day = date(*numbers).toordinal()
    except (ValueError, TypeError, OverflowError):
        return None
    return day, day


def _month_end(first: date) -> date:
    if (first.year, first.month) == (date.max.year, 12):
        return date.max
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
