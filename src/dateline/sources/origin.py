"""What is known of a list before it is read, and how a refusal in it becomes a value."""

from dataclasses import dataclass
from typing import Final

from dateline.errors import DatelineError
from dateline.model.document import Rejected

STAGE: Final = "sources"


@dataclass(frozen=True, slots=True)
class Origin:
    """The source's name in the registry, the address or path of the list, and what the registry says of the source."""

    source: str
    place: str
    publisher: str | None = None
    language: str | None = None
    usage: str | None = None
    fetched: str | None = None


def rejected(error: DatelineError) -> Rejected:
    """The value that stands for what could not be read."""
    return Rejected(error.subject, STAGE, error.code, error.reason, error.hint)
