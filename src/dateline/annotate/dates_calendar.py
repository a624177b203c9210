"""Calendar arithmetic over ISO prefixes: a value is as precise as the words it came from, and never padded."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.model.codes import DatePrecision


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


MONTHS = _words("january february march april may june july august september october november december")
WEEKDAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
NUMBERS = {
    word: number
    for number, word in enumerate(
        _words(
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen twenty"
        ),
        start=1,
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
_FAR_DAYS, _NEAR_DAYS = 300, 65
_FIRST_YEAR, _LAST_YEAR = 1500, 2199
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Value:
    """What a phrase stands for: ISO prefixes, or None with the precision `unknown` (`week` for a week)."""

    start: str | None = None
    end: str | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN


UNRESOLVED = Value()
WEEK = Value(precision=DatePrecision.WEEK)


def parse_published(published: str | None) -> date | None:
    """The day of an ISO date or date-time; anything else counts as not given."""
    if published is None or not _ISO.match(published):
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def month_number(name: str) -> int:
    """1 to 12, from a month's name or abbreviation in any case, with or without its dot."""
    return next(number for number, full in enumerate(MONTHS, start=1) if full.startswith(name.lower()[:3]))


def weekday_number(name: str) -> int:
    """0 (Monday) to 6, as `datetime.date.weekday`."""
    return next(number for number, full in enumerate(WEEKDAYS) if full.startswith(name.lower()[:3]))


def number_of(words: str) -> int | None:
    """The count a phrase such as "3", "three" or "a" gives."""
    lowered = words.lower()
    if lowered.isascii() and lowered.isdigit() and len(lowered) <= 4:
        return int(lowered)
    return NUMBERS.get(lowered)


def day_value(day: date | None) -> Value:
    """One day, unless its year is absurd."""
    return UNRESOLVED if day is None or not sane_year(day.year) else Value(day.isoformat(), None, DatePrecision.DAY)


def month_value(year: int, month: int) -> Value:
    """One month; `month` may lie outside 1 to 12 and then counts into the years before or after."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Value(f"{year:04d}-{month:02d}", None, DatePrecision.MONTH) if sane_year(year) else UNRESOLVED


def year_value(year: int) -> Value:
    """One year, unless it is absurd."""
    return Value(f"{year:04d}", None, DatePrecision.YEAR) if sane_year(year) else UNRESOLVED


def sane_year(year: int) -> bool:
    """A year that news may name; others are typing errors or no years at all."""
    return _FIRST_YEAR <= year <= _LAST_YEAR


def range_value(start: Value, end: Value) -> Value:
    """From one value to another; unresolved if either is, or if they lie the wrong way round."""
    if start.start is None or end.start is None or start.start > end.start:
        return UNRESOLVED
    return Value(start.start, end.start, start.precision)


def make_day(year: int, month: int, day: int) -> date | None:
    """A day, or None for one that no calendar has (31 February) or an absurd year."""
    if not sane_year(year):
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_days(day: date, days: int) -> date | None:
    """The day so many days later, or None past the ends of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def weekday_near(published: date, weekday: int, coming: bool) -> date | None:
    """The nearest such weekday up to the day of publication, or from it on if it is told as coming."""
    back = (published.weekday() - weekday) % 7
    return shift_days(published, (7 - back) % 7 if coming else -back)


def day_near(published: date, month: int, day: int, coming: bool) -> date | None:
    """The nearest such day of the year up to publication, or from it on if it is told as coming.

    News names the year of a day ten months off. So where one reading lies that far away and the other is near,
    the near one is meant, whatever the tense seems to say.
    """
    past, future = _day_beside(published, month, day, -1), _day_beside(published, month, day, 1)
    if past is None or future is None:
        return future if coming else past
    back, ahead = (published - past).days, (future - published).days
    if max(back, ahead) > _FAR_DAYS and min(back, ahead) < _NEAR_DAYS:
        return past if back < ahead else future
    return future if coming else past


def _day_beside(published: date, month: int, day: int, way: int) -> date | None:
    # 29 February may be eight years off, over a century without its leap day.
    for step in range(9):
        found = make_day(published.year + way * step, month, day)
        if found is not None and (found >= published if way > 0 else found <= published):
            return found
    return None
