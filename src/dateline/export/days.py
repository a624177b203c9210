"""ISO prefixes ("2018", "2018-07", "2018-07-04") as the days they span; nothing is padded but to find its ends."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from dateline.model.records import Date


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both included."""

    first: date
    last: date

    @property
    def single(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    @property
    def number(self) -> int:
        """How many days it spans."""
        return (self.last - self.first).days + 1

    def within(self, other: "Days") -> bool:
        """Whether it lies wholly in the other."""
        return other.first <= self.first and self.last <= other.last


def days_of(prefix: str | None) -> Days | None:
    """The days of a prefix; None for None and for what is no date."""
    parts = (prefix or "")[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        year, month = numbers[0], numbers[1] if len(numbers) > 1 else 0
        if len(numbers) > 2:
            return Days(date(*numbers[:3]), date(*numbers[:3]))
        last = monthrange(year, month or 12)[1]
        return Days(date(year, month or 1, 1), date(year, month or 12, last))
    except (ValueError, OverflowError):
        return None


def days(when: Date | None) -> Days | None:
    """The days of a record's date, from the first of its start to the last of its end; None where it has none."""
    start = days_of(when.start) if when else None
    if when is None or start is None:
        return None
    end = days_of(when.end)
    return start if end is None or end.last < start.first else Days(start.first, end.last)
