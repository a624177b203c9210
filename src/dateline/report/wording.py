"""Small words: lists with "and", numbers, days, amounts with their qualifiers. British spelling and style."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from dateline.model.codes import Qualifier
from dateline.model.linked import FigurePoint

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SMALL: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_LOOSE: Final = frozenset({"dozens", "scores", "hundreds", "thousands", "tens of thousands", "hundreds of thousands",
                           "millions", "tens"})  # fmt: skip


def listed(words: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"; with semicolons where an item has a comma of its own."""
    parts = list(words)
    if len(parts) < 2:
        return "".join(parts)
    mark = "; " if any("," in part for part in parts) else ", "
    comma = "," if mark == "; " else ""
    return f"{mark.join(parts[:-1])}{comma} and {parts[-1]}"


def capital(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def number(value: float) -> str:
    """ "seven", "14", "1,200", "1.2 million": words below ten, as the house style of the field has it."""
    whole = int(value) if float(value).is_integer() else None
    if whole is None:
        return f"{value:,.6g}"
    if 0 < whole < len(SMALL):
        return SMALL[whole]
    if whole >= 1_000_000 and whole % 100_000 == 0:
        return f"{whole / 1_000_000:g} million"
    return f"{whole:,}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """ "one source", "three sources"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def day(iso: str, year: int | None = None) -> str:
    """ "11 May 2024", "May 2024", "2024"; a day in `year` goes without it."""
    parts = [int(part) for part in iso[:10].split("-")]
    if len(parts) == 1:
        return str(parts[0])
    if len(parts) == 2:
        return f"{MONTHS[parts[1] - 1]} {parts[0]}"
    words = f"{parts[2]} {MONTHS[parts[1] - 1]}"
    return words if parts[0] == year else f"{words} {parts[0]}"


def on(iso: str, year: int | None = None) -> str:
    """ "on 11 May", "in May 2024", "in 2024"."""
    return f"{'on' if len(iso) >= 10 else 'in'} {day(iso, year)}"


def period(start: str | None, end: str | None) -> str:
    """ "14 to 21 February 2020", "28 January to 2 February 2020", "from 14 February 2020", "to May 2020"."""
    if start is None or end is None:
        return f"from {day(start)}" if start else f"to {day(end)}" if end else "all days"
    if start == end:
        return day(start)
    if len(start) == len(end) == 10:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day} to {day(end)}"
        if first.year == last.year:
            return f"{day(start, last.year)} to {day(end)}"
    return f"{day(start)} to {day(end)}"


def between(first: str, last: str, year: int | None = None) -> str:
    """ "11 May", "11 to 16 May", "28 April to 2 May"."""
    if first == last:
        return day(first, year)
    if len(first) >= 10 and first[:7] == last[:7]:
        return f"{int(first[8:10])} to {day(last, year)}"
    return f"{day(first, year)} to {day(last, year)}"


def amount(point: FigurePoint) -> str:
    """The value as its words bound it: "at least 12", "nearly one million", "between 30 and 40", "dozens"."""
    low, high = point.low, point.high
    if point.qualifier is Qualifier.VAGUE or (low is None and high is None):
        return " ".join(point.telling.words.text.split()).lower()
    if low is not None and high is not None and low != high and point.qualifier is not Qualifier.NEARLY:
        return f"between {number(low)} and {number(high)}"
    if point.qualifier is Qualifier.UP_TO or low is None:
        return f"up to {number(_known(high, low))}"
    if point.qualifier is Qualifier.NEARLY:
        return f"nearly {number(_known(high, low))}"
    if point.qualifier is Qualifier.MORE_THAN:
        return f"more than {number(low)}"
    if point.qualifier is Qualifier.AT_LEAST or high is None:
        return f"at least {number(low)}"
    return f"about {number(low)}" if point.qualifier is Qualifier.ABOUT else number(low)


def is_one(point: FigurePoint) -> bool:
    """Whether the verb stands in the singular."""
    return amount(point) in ("one", "at least one", "about one")


def of_group(words: str, group: str) -> str:
    """ "12 people", "dozens of people"."""
    return f"{words} of {group}" if words in _LOOSE else f"{words} {group}"


def _known(first: float | None, second: float | None) -> float:
    return first if first is not None else second if second is not None else 0
