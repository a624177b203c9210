"""How refusals are said: what, where, why, what mends it, and the code. All on stderr, as plain lines."""

import sys
from contextlib import suppress

from dateline.errors import DatelineError
from dateline.explanations import EXPLANATIONS
from dateline.model.document import Rejected


def visible(text: str) -> str:
    """File names and words of inputs may hold escape sequences; a terminal must never obey them."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def say(line: str) -> None:
    """A line on stderr; where nobody listens any more (closed pipe, full disk), the work goes on without it."""
    with suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.write(line + "\n")
            sys.stderr.flush()


def rejection(item: Rejected) -> str:
    """One or two lines: the refusal, and the command that mends it if there is a sure one."""
    lines = [f"{item.code} {visible(item.subject)}: {visible(item.reason)}"]
    if item.hint:
        lines.append(f"     mend it: {visible(item.hint)}")
    return "\n".join(lines)


def show_error(error: DatelineError) -> None:
    """The message of an error that ends the command."""
    entry = EXPLANATIONS[error.code]
    mend = error.hint or entry.command or entry.mend
    say(
        f"{error.code} {visible(error.subject)}: {visible(error.reason)}\n"
        f"     mend it: {visible(mend)}\n"
        f"     more:    dateline explain {error.code}"
    )
