"""A phrase of time for a person at a prompt: its days, ranges too, and why these.

Records hold no days for "last week", "in May" or "the past three days", since the text does not tell which of them is
meant; here the whole range is given.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.annotate import dates_calendar as calendar
from dateline.annotate import dates_resolve as to
from dateline.annotate.dates import read_times
from dateline.annotate.dates_resolve import Resolver

_STEPS = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}
_WEEK = re.compile(r"\b(?P<which>last|this|next|previous|coming|past|the)\s+(?:past\s+)?(?P<unit>weekend|week)\b", re.I)
_WEEKS_AGO = re.compile(r"\b(?P<n>\w+)\s+weeks?\s+ago\b", re.I)
_STRETCH = re.compile(
    r"\b(?P<which>past|last|previous|next|coming)\s+(?:(?P<n>\w+)\s+)?(?P<unit>hour|day|night|week|month|year|decade)s?\b",
    re.I,
)
_MONTH = re.compile(rf"\b(?P<month>{'|'.join(calendar.MONTHS)})\b", re.I)
_LOOSELY = re.compile(r"\b(?:a|an|one)\s+(?P<unit>month|year)\s+ago\b", re.I)
_NAMES = re.compile(rf"\b(?:{'|'.join((*calendar.MONTHS, *calendar.WEEKDAYS))})\b")
_SINCE = re.compile(r"\s*(?:ever )?since\b", re.I)
_UNIT_DAYS = {"day": 1, "night": 1, "week": 7, "month": 30, "year": 365, "decade": 3652}

_REASONS: dict[Resolver, str] = {
    to.year_day: "the words tell day, month and year",
    to.iso_day: "the words are a day in ISO form",
    to.slashed_day: "one order of day and month alone makes a date",
    to.near_day: "without a year it is the nearest such day up to the given one, or after it if told as coming",
    to.day_told_year: "the year counts from that of the given day",
    to.month_told_year: "the year counts from that of the given day",
    to.month_year: "the words tell month and year",
    to.month_which: '"last" is the one before the month of the given day, "next" the one after it',
    to.day_range: "two days of one month; the first decides on the year",
    to.year: "the words tell the year",
    to.years: "the words tell both years",
    to.weekday: "a weekday alone is the nearest one up to the given day, or after it if told as coming",
    to.weekday_which: '"last" is the one before the given day and before yesterday, "next" the one after it',
    to.weekday_of_week: "weeks begin on Monday and count from that of the given day",
    to.weekday_range: "two weekdays up to the given day; with a night the later one",
    to.whole_unit: "the month or year itself, counted from that of the given day",
    to.unit_before: "the month or year before that of the given day",
    to.ago: "counted back from the given day",
    to.holiday: "a holiday with a fixed day, taken like a day without a year",
    to.nine_eleven: "the attacks of 11 September 2001",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A phrase and its days: ISO prefixes, both included; None where the words give none."""

    phrase: str
    start: str | None
    end: str | None
    precision: str
    kind: str
    reason: str


def when(words: str, on: str | None) -> list[Told]:
    """The phrases of time in the words, counted from the day `on` (ISO); [] if there is none."""
    words = _NAMES.sub(lambda name: name.group().capitalize(), words)
    day = calendar.parse_published(on)
    told = []
    for rule, found in read_times(words, on):
        value, phrase = found.date, words[found.start : found.end]
        start, end, reason = value.start, value.end, _REASONS.get(rule.resolve, "counted from the given day")
        if start is None:
            stretch = _range(phrase, day) if day is not None else None
            start, end, reason = stretch or (None, None, _unresolved(rule.resolve, day))
        if start is not None and _SINCE.match(phrase) and day is not None and start <= day.isoformat():
            end, reason = day.isoformat(), f"{reason}; since then up to the given day"
        told.append(Told(phrase, start, end, str(value.precision), str(found.kind), reason))
    return told


def _unresolved(resolve: Resolver, day: date | None) -> str:
    if resolve in (to.year_day, to.iso_day, to.slashed_day):
        return "no such day is in the calendar, or two orders of day and month make one"
    if resolve in (to.later, to.same_day, to.day_beside, to.after):
        return "the words count from another time in the text"
    if day is None and resolve is not to.nothing:
        return "the words count from a day that is not given"
    return "the words tell a time, but not which days"


def _range(phrase: str, day: date) -> tuple[str | None, str | None, str] | None:
    """Weeks, weekends, stretches up to or from the day, and bare months."""
    week = _WEEK.search(phrase)
    if week is not None:
        monday = day - timedelta(days=day.weekday()) + 7 * timedelta(days=_STEPS.get(week["which"].lower(), 0))
        return _week(week, monday, day)
    ago = _WEEKS_AGO.search(phrase)
    count = calendar.number_of(ago["n"]) if ago else None
    if count is not None:
        monday = day - timedelta(days=day.weekday() + 7 * count)
        return *_days(monday, 6), "weeks begin on Monday and count back from that of the given day"
    stretch = _STRETCH.search(phrase)
    if stretch is not None:
        return _stretch(stretch, day)
    loose = _LOOSELY.search(phrase)
    if loose is not None:
        return *_loosely(loose["unit"].lower(), day), "said loosely, so no more exactly than this"
    month = _MONTH.search(phrase)
    if month is None:
        return None
    number = calendar.month_number(month["month"])
    year = day.year - (number > day.month)
    return f"{year:04d}-{number:02d}", None, "without a year it is the nearest such month up to the given day"


def _week(found: re.Match[str], monday: date, day: date) -> tuple[str, str | None, str]:
    if found["unit"].lower() == "week":
        return *_days(monday, 6), "weeks begin on Monday and count from that of the given day"
    saturday = monday + timedelta(days=5)
    if found["which"].lower() == "the" and saturday > day:
        saturday -= timedelta(days=7)
    return *_days(saturday, 1), "a weekend is Saturday and Sunday; the one of that week, and not one still to come"


def _stretch(found: re.Match[str], day: date) -> tuple[str, str | None, str] | None:
    count = calendar.number_of(found["n"]) if found["n"] else 1
    if count is None:
        return None
    unit = found["unit"].lower()
    days = -(-count // 24) if unit == "hour" else count * _UNIT_DAYS[unit]
    if found["which"].lower() in ("next", "coming"):
        return day.isoformat(), (day + timedelta(days=days)).isoformat(), "from the given day on"
    return (day - timedelta(days=days)).isoformat(), day.isoformat(), "up to the given day"


def _loosely(unit: str, day: date) -> tuple[str | None, None]:
    value = calendar.year_value(day.year - 1) if unit == "year" else calendar.month_value(day.year, day.month - 1)
    return value.start, None


def _days(first: date, more: int) -> tuple[str, str]:
    return first.isoformat(), (first + timedelta(days=more)).isoformat()
