"""Dates that are typed as options."""

import re
from datetime import date

from dateline.cli.messages import visible
from dateline.errors import UsageError

_PREFIX = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)


def asked_day(value: str | None, option: str) -> str | None:
    """The ISO day, month or year that was typed; what is none raises UsageError."""
    if value is None:
        return None
    found = _PREFIX.fullmatch(value.strip())
    if found is None:
        raise UsageError(option, f"{visible(value)!r} is no date", f"{option} 2020-02-21")
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        date(year, month, day)
    except ValueError as error:
        raise UsageError(option, f"{visible(value)} is not in the calendar", f"{option} 2020-02-21") from error
    return found.group()
