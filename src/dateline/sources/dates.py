"""Moments as feeds write them, to ISO, with the source's own zone; never completed, never moved to another zone.

Libraries that guess make "Feb" the 22nd of February of this year. A moment counts only if it names day, month and year.
"""

import re
from datetime import date, datetime, timedelta, timezone
from typing import Final

_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ISO: Final = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?)?",
    re.IGNORECASE,
)
_MAIL: Final = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s+)?(\d{1,2})[ -]([a-z]{3})[a-z]*\.?,?[ -](\d{4})"
    r"(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?\s*(Z|[a-z]{1,5}|[+-]\d\d:?\d\d)?(?:\s*\([^()]{0,40}\))?)?",
    re.IGNORECASE,
)
# RFC 822 names these; other letters mean nothing that two readers would agree on, so the time then goes without zone.
_ZONES: Final = {"z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6}
_PACIFIC: Final = {"pst": -8, "pdt": -7}
_YEARS: Final = range(1800, 2101)
_LONGEST: Final = 80


def moment(value: str | None) -> str | None:
    """An ISO day, or day and time with the zone that was written; None for anything less, or not in the calendar."""
    text = (value or "").strip()
    if not text or len(text) > _LONGEST:
        return None
    iso = _ISO.fullmatch(text)
    if iso is not None:
        year, month, day, *clock = iso.groups()
        return _written(int(year), int(month), int(day), clock)
    mail = _MAIL.fullmatch(text)
    if mail is None or mail.group(2).lower() not in _MONTHS:
        return None
    day, name, year, *clock = mail.groups()
    return _written(int(year), _MONTHS.index(name.lower()) + 1, int(day), clock)


def _written(year: int, month: int, day: int, clock: list[str | None]) -> str | None:
    if year not in _YEARS:
        return None
    hour, minute, second, zone = clock
    try:
        if hour is None or minute is None:
            return date(year, month, day).isoformat()
        seconds = min(int(second or 0), 59)
        return datetime(year, month, day, int(hour), int(minute), seconds, tzinfo=_zone(zone)).isoformat()
    except ValueError:
        return None


def _zone(written: str | None) -> timezone | None:
    if not written:
        return None
    name = written.lower()
    if name[0] in "+-":
        figures = name[1:].replace(":", "")
        offset = timedelta(hours=int(figures[:2]), minutes=int(figures[2:] or 0))
        return timezone(-offset if name[0] == "-" else offset)
    hours = _ZONES.get(name, _PACIFIC.get(name))
    return None if hours is None else timezone(timedelta(hours=hours))


def everywhere(value: str) -> datetime:
    """The instant at which a moment has come in the whole world, so that none without a zone is taken too early."""
    found = datetime.fromisoformat(value)
    return found if found.tzinfo is not None else found.replace(tzinfo=timezone(timedelta(hours=-12)))


def later_than(value: str | None, limit: datetime) -> bool:
    """Whether a moment lies after `limit` (which has a zone); one without a zone is given a day of grace."""
    if value is None:
        return False
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        return found - timedelta(days=1) > limit.replace(tzinfo=None)
    return found > limit
