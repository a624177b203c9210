"""The day a document was published: taken as given, never guessed."""

import re
from datetime import date
from typing import Final

from dateline.documents.hints import line_of
from dateline.errors import DateInvalid

EARLIEST: Final = date(1800, 1, 1)
LATEST: Final = date(2100, 12, 31)

_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ].*|Z|[+-][0-9:]+)?", re.DOTALL)


def day(value: str | None, subject: str) -> str | None:
    """The ISO day at the head of a date or date and time; the zone is not applied, so the day stays the source's."""
    if value is None or not value.strip():
        return None
    match = _DAY.fullmatch(value.strip())
    if match is None:
        reason = f"published {value.strip()[:40]!r} is not an ISO day such as 2020-02-22"
        raise DateInvalid(subject, reason, line_of(subject))
    try:
        parsed = date.fromisoformat(match.group(1))
    except ValueError as error:
        reason = f"published {match.group(1)} is not in the calendar"
        raise DateInvalid(subject, reason, line_of(subject)) from error
    if not EARLIEST <= parsed <= LATEST:
        reason = f"published {match.group(1)} lies outside {EARLIEST.year} to {LATEST.year}"
        raise DateInvalid(subject, reason, line_of(subject))
    return match.group(1)
