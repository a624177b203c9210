"""From the words of a time phrase to a value: one resolver for each sort of phrase.

Each takes the match of its pattern and the context; what needs a missing day of publication stays unresolved.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dateline.annotate import dates_calendar as calendar
from dateline.annotate.dates_calendar import UNRESOLVED, WEEK, Value
from dateline.annotate.dates_tense import deadline_to_come, told_as_coming, until_to_come

_HOLIDAYS = {
    "New Year's Eve": (12, 31),
    "New Year’s Eve": (12, 31),
    "New Year's Day": (1, 1),
    "New Year’s Day": (1, 1),
    "Christmas Eve": (12, 24),
    "Christmas Day": (12, 25),
    "Boxing Day": (12, 26),
}
# "Has called party leaders to a meeting for Friday".
_CALLED_FOR = re.compile(r"\b(?:ha(?:s|ve) )?(?:called|summoned|announced)\b[^.;:\n]{3,70} for $")
_CALLED = 90


@dataclass(frozen=True, slots=True)
class Context:
    """Where a phrase stands: the text, the day of publication if known, and the last resolved value before it."""

    text: str
    published: date | None
    start: int
    end: int
    anchor: str | None

    def coming(self) -> bool:
        """Whether the act beside the phrase is told as still to come."""
        if _CALLED_FOR.search(self.text, max(0, self.start - _CALLED), self.start):
            return True
        lead = self.text[self.start : self.start + 6].lower()
        if lead.startswith(("until", "till ")):
            return until_to_come(self.text, self.start)
        if lead.startswith("by ") and deadline_to_come(self.text, self.start):
            return True
        return told_as_coming(self.text, self.start, self.end)


Resolver = Callable[[re.Match[str], Context], Value]


def year_day(match: re.Match[str], _: Context) -> Value:
    """A day with its year; one that is not in the calendar (31 June) stays unresolved."""
    year = int(match["year"])
    return calendar.day_value(calendar.make_day(year, calendar.month_number(match["month"]), int(match["day"])))


def iso_day(match: re.Match[str], _: Context) -> Value:
    """2020-02-22; one that is not in the calendar stays unresolved."""
    return calendar.day_value(calendar.make_day(int(match["year"]), int(match["m"]), int(match["day"])))


def slashed_day(match: re.Match[str], _: Context) -> Value:
    """Day and month only where one order alone makes a date, or both make the same."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    readings = {calendar.make_day(year, second, first), calendar.make_day(year, first, second)} - {None}
    return calendar.day_value(readings.pop()) if len(readings) == 1 else UNRESOLVED


def near_day(match: re.Match[str], at: Context) -> Value:
    """A day without year: the nearest up to publication, or from it on where the act is told as coming."""
    if at.published is None:
        return UNRESOLVED
    month, day = calendar.month_number(match["month"]), int(match["day"])
    return calendar.day_value(calendar.day_near(at.published, month, day, at.coming()))


def _told_year(match: re.Match[str], at: Context) -> int | None:
    if at.published is None:
        return None
    return at.published.year + {"last": -1, "this": 0, "next": 1}[match["which"].lower()]


def day_told_year(match: re.Match[str], at: Context) -> Value:
    """A day "of last year": the year counts from that of publication."""
    year = _told_year(match, at)
    if year is None:
        return UNRESOLVED
    return calendar.day_value(calendar.make_day(year, calendar.month_number(match["month"]), int(match["day"])))


def month_told_year(match: re.Match[str], at: Context) -> Value:
    """A month "of last year": the year counts from that of publication."""
    year = _told_year(match, at)
    return UNRESOLVED if year is None else calendar.month_value(year, calendar.month_number(match["month"]))


def month_year(match: re.Match[str], _: Context) -> Value:
    """A month with its year in figures; its precision is the month, whether early or late in it."""
    return calendar.month_value(int(match["year"]), calendar.month_number(match["month"]))


def month_which(match: re.Match[str], at: Context) -> Value:
    """The December of "last December" is the one before the month of publication, "this" the one in its year."""
    if at.published is None:
        return UNRESOLVED
    month, now = calendar.month_number(match["name"]), at.published.month
    which = match["which"].lower()
    step = {"last": -1 if month >= now else 0, "this": 0, "next": 0 if month > now else 1}[which]
    return calendar.month_value(at.published.year + step, month)


def day_range(match: re.Match[str], at: Context) -> Value:
    """Two days of one month; where no year is told, the first day decides on it."""
    month = calendar.month_number(match["month"])
    first, last = int(match["day"]), int(match["last"])
    if match["year"]:
        days = [calendar.make_day(int(match["year"]), month, day) for day in (first, last)]
    elif at.published is None:
        return UNRESOLVED
    else:
        coming = at.coming()
        start = calendar.day_near(at.published, month, first, coming)
        days = [start, calendar.make_day(start.year, month, last) if start else None]
    return calendar.range_value(calendar.day_value(days[0]), calendar.day_value(days[1]))


def year(match: re.Match[str], _: Context) -> Value:
    """A year alone, or with a season or a part of it: the precision is the year."""
    return calendar.year_value(int(match["year"]))


def years(match: re.Match[str], _: Context) -> Value:
    """Two years; a last one of two digits (1992-95) stands in the century of the first."""
    first, last = match["year"], match["last"]
    return calendar.range_value(
        calendar.year_value(int(first)), calendar.year_value(int(first[: 4 - len(last)] + last))
    )


def weekday(match: re.Match[str], at: Context) -> Value:
    """The nearest such day up to publication, which counts itself, or from it on where told as coming."""
    if at.published is None:
        return UNRESOLVED
    weekday = calendar.weekday_number(match["weekday"])
    return calendar.day_value(calendar.weekday_near(at.published, weekday, at.coming()))


def weekday_which(match: re.Match[str], at: Context) -> Value:
    """The Friday of "last Friday" lies before publication, and before yesterday, which has a shorter name."""
    if at.published is None:
        return UNRESOLVED
    weekday, which = calendar.weekday_number(match["weekday"]), match["which"].lower()
    if which == "last":
        back = (at.published.weekday() - weekday) % 7
        return calendar.day_value(calendar.shift_days(at.published, -(back if back > 1 else back + 7)))
    ahead = (weekday - at.published.weekday()) % 7
    if which == "this":
        return calendar.day_value(calendar.weekday_near(at.published, weekday, at.coming()))
    return calendar.day_value(calendar.shift_days(at.published, ahead or 7))


def weekday_of_week(match: re.Match[str], at: Context) -> Value:
    """Weeks begin on Monday: "Friday last week" lies in the calendar week before that of publication."""
    if at.published is None:
        return UNRESOLVED
    weeks = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    days = calendar.weekday_number(match["weekday"]) - at.published.weekday() + 7 * weeks
    return calendar.day_value(calendar.shift_days(at.published, days))


def weekday_range(match: re.Match[str], at: Context) -> Value:
    """Two weekdays; with "overnight" the later one, as the guide has it."""
    if at.published is None:
        return UNRESOLVED
    last = calendar.weekday_near(at.published, calendar.weekday_number(match["weekday"]), at.coming())
    if last is None or match[0].lower().startswith("overnight"):
        return calendar.day_value(last)
    first = calendar.weekday_near(last, calendar.weekday_number(match["first"]), coming=False)
    return calendar.range_value(calendar.day_value(first), calendar.day_value(last))


def offset(days: int) -> Resolver:
    """A resolver for words that stand for a fixed number of days from publication, such as yesterday."""

    def resolve(_: re.Match[str], at: Context) -> Value:
        return UNRESOLVED if at.published is None else calendar.day_value(calendar.shift_days(at.published, days))

    return resolve


def whole_unit(match: re.Match[str], at: Context) -> Value:
    """The month or year itself, for "last month" or "the end of the year"; a week has no value."""
    unit = match["unit"].lower()
    if unit in {"week", "weekend", "fortnight"}:
        return WEEK
    if at.published is None:
        return UNRESOLVED
    step = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(match["which"].lower(), 0)
    step -= match.groupdict().get("before") is not None
    if unit == "year":
        return calendar.year_value(at.published.year + step)
    return calendar.month_value(at.published.year, at.published.month + step)


def unit_before(match: re.Match[str], at: Context) -> Value:
    """For "the month before" and "the year before", counted from publication, not from the last phrase."""
    if at.published is None:
        return UNRESOLVED
    if match["unit"] == "year":
        return calendar.year_value(at.published.year - 1)
    return calendar.month_value(at.published.year, at.published.month - 1)


def ago(match: re.Match[str], at: Context) -> Value:
    """Days count exactly; a single month or year is said loosely, and a week always is."""
    count, unit = calendar.number_of(match["n"]), match["unit"]
    if at.published is None or count is None:
        return UNRESOLVED
    if unit in {"day", "night"}:
        return calendar.day_value(calendar.shift_days(at.published, -count))
    if count == 1 or unit not in {"month", "year"}:
        return UNRESOLVED
    if unit == "year":
        return calendar.year_value(at.published.year - count)
    return calendar.month_value(at.published.year, at.published.month - count)


def _from_anchor(anchor: str | None, unit: str, count: int) -> Value:
    """So many units from the last resolved phrase, if that is precise enough to count from."""
    if anchor is None:
        return UNRESOLVED
    parts = [int(part) for part in anchor.split("-")]
    if unit in {"day", "night"} and len(parts) == 3:
        return calendar.day_value(calendar.shift_days(date(*parts), count))
    if unit == "month" and len(parts) >= 2:
        return calendar.month_value(parts[0], parts[1] + count)
    return calendar.year_value(parts[0] + count) if unit == "year" else UNRESOLVED


def later(match: re.Match[str], at: Context) -> Value:
    """For "two days later": counted from the last resolved phrase, which must be as precise as the unit."""
    count = calendar.number_of(match["n"])
    if count is None:
        return UNRESOLVED
    return _from_anchor(at.anchor, match["unit"], count if match["way"].lower() in {"later", "after"} else -count)


def after(match: re.Match[str], at: Context) -> Value:
    """The day of X in "four days after X": back from the last value, or from publication where a sentence opens."""
    count = calendar.number_of(match["n"])
    if count is None:
        return UNRESOLVED
    opening = at.start == 0 or at.text[max(0, at.start - 3) : at.start].rstrip()[-1:] in {"", ".", "—"}
    anchor = at.published.isoformat() if opening and at.published else at.anchor
    return _from_anchor(anchor, "day", -count)


def same_day(match: re.Match[str], at: Context) -> Value:
    """For "that day" and "the following day": counted from the last resolved phrase, which must be a day."""
    word = match["which"].lower()
    return _from_anchor(at.anchor, "day", {"previous": -1, "preceding": -1, "following": 1, "next": 1}.get(word, 0))


def day_beside(match: re.Match[str], at: Context) -> Value:
    """For "the day before" and "the day after": one day from the last resolved phrase, which must be a day."""
    return _from_anchor(at.anchor, "day", 1 if match["way"].lower() == "after" else -1)


def holiday(match: re.Match[str], at: Context) -> Value:
    """A holiday with a fixed day of the year, taken like a day without year."""
    if at.published is None:
        return UNRESOLVED
    month, day = next(day for name, day in _HOLIDAYS.items() if match["name"].startswith(name))
    return calendar.day_value(calendar.day_near(at.published, month, day, at.coming()))


def nine_eleven(_: re.Match[str], __: Context) -> Value:
    """11 September 2001, whatever the day of publication."""
    return calendar.day_value(date(2001, 9, 11))


def nothing(_: re.Match[str], __: Context) -> Value:
    """For phrases that are times and have no value, such as recurring and vague ones."""
    return UNRESOLVED


def week(_: re.Match[str], __: Context) -> Value:
    """Keeps the precision alone: a week gets neither first nor last day."""
    return WEEK
