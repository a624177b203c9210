"""Commands that mend an input, with its name made safe for a shell."""

import re
import shlex

STANDARD_INPUT = "standard input"


def file_of(subject: str) -> str:
    """The file of a subject, which is a file or file:line, quoted; `-` for the standard input."""
    name = re.sub(r":[0-9]+$", "", subject)
    return "-" if name == STANDARD_INPUT else shlex.quote(name)


def line_of(subject: str) -> str | None:
    """A command that shows the line of a file:line; None where there is no plain file to show."""
    match = re.fullmatch(r"(.+):([0-9]+)", subject, re.DOTALL)
    if match is None or match.group(1) == STANDARD_INPUT:
        return None
    name = shlex.quote(match.group(1))
    return f"zcat {name} | sed -n {match.group(2)}p" if name.endswith(".gz") else f"sed -n {match.group(2)}p {name}"
