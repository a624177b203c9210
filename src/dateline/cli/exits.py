"""The exit codes of every command; `docs/reference/exit-codes.md` names each."""

from enum import IntEnum
from types import MappingProxyType
from typing import Final

from dateline.errors import DateInvalid, DatelineError, InputError, ModelError, OutputError, StoreError, UsageError
from dateline.errors_collecting import ContactMissing, NetError, RegistryInvalid, RegistryMissing, SourceError
from dateline.errors_reporting import PdfMissing, PlaceUnknown
from dateline.errors_serving import ServeError


class Exit(IntEnum):
    """1 is left to Python: it means a fault of ours."""

    DONE = 0
    USAGE = 2
    SOME_REJECTED = 3
    NONE_READ = 4
    MODEL = 5
    OUTPUT = 6
    STORE = 7
    UNKNOWN = 8
    SERVE = 9
    INTERRUPTED = 130


MEANINGS: Final = MappingProxyType(
    {
        Exit.DONE: "everything was read",
        Exit.USAGE: "the command cannot be understood, and nothing was done",
        Exit.SOME_REJECTED: "some documents were read, others rejected",
        Exit.NONE_READ: "no document could be read",
        Exit.MODEL: "the model is missing or damaged",
        Exit.OUTPUT: "the output cannot be written",
        Exit.STORE: "the database cannot be used",
        Exit.UNKNOWN: "the words name nobody, no place or no time that is known",
        Exit.SERVE: "the dashboard cannot be served",
        Exit.INTERRUPTED: "stopped by Ctrl-C, lines already written are whole",
    }
)
# A wrong --published is the user's typing, not a bad input.
_BY_ERROR: Final = (
    (UsageError, Exit.USAGE),
    (DateInvalid, Exit.USAGE),
    (RegistryInvalid, Exit.USAGE),
    (RegistryMissing, Exit.USAGE),
    (ContactMissing, Exit.USAGE),
    (NetError, Exit.NONE_READ),
    (SourceError, Exit.NONE_READ),
    (PlaceUnknown, Exit.USAGE),
    (InputError, Exit.NONE_READ),
    (ModelError, Exit.MODEL),
    (OutputError, Exit.OUTPUT),
    (PdfMissing, Exit.OUTPUT),
    (StoreError, Exit.STORE),
    (ServeError, Exit.SERVE),
)


def exit_of(error: DatelineError) -> int:
    """The exit code of an error that ended the command."""
    return next((code for kind, code in _BY_ERROR if isinstance(error, kind)), 1)


def epilog() -> str:
    """The exit codes in one paragraph, for the help of a command."""
    return "Exit codes: " + "; ".join(f"{code.value} {meaning}" for code, meaning in MEANINGS.items()) + "."
