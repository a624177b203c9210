"""`dateline when WORDS`: which days the words stand for, and why."""

import difflib
from typing import Annotated

import msgspec
import typer

from dateline.annotate.dates_calendar import MONTHS, WEEKDAYS
from dateline.annotate.dates_told import Told
from dateline.annotate.dates_told import when as read_when
from dateline.cli.days import asked_day
from dateline.cli.exits import Exit
from dateline.cli.messages import visible
from dateline.cli.output import opened
from dateline.errors import UsageError

_WORDS = (*(m.capitalize() for m in MONTHS), *(d.capitalize() for d in WEEKDAYS), "yesterday", "tomorrow", "overnight")
_DAY = len("2020-02-22")


def when(
    words: Annotated[str, typer.Argument(metavar="WORDS", help='"last Friday", "overnight", "since June".')],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day of the dispatch (2020-02-22).")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> int:
    """Say which days the words stand for in a dispatch of that day; for a week or the like the whole range."""
    typed = " ".join(words.split())
    if not typed:
        raise UsageError("WORDS", "no time to look up", 'dateline when "last Friday" --on 2020-02-22')
    day = asked_day(on, "--on")
    if day is not None and len(day) < _DAY:
        raise UsageError("--on", f"{day} is no day, and the words count from one", "--on 2020-02-22")
    found = read_when(typed, day)
    alike = [] if found else _alike(typed)
    with opened(None, keep=lambda: True) as out:
        out.write(_as_json(typed, day, found, alike) if json else _as_text(typed, day, found, alike))
    return Exit.DONE if any(one.start for one in found) else Exit.UNKNOWN


def _alike(words: str) -> list[str]:
    """The words with the names of days and months put right, if that changes them."""
    right = [difflib.get_close_matches(w, _WORDS, n=1, cutoff=0.75) or [w] for w in words.split()]
    mended = " ".join(match[0] for match in right)
    return [mended] if mended != words and read_when(mended, "2020-02-22") else []


def _as_json(words: str, on: str | None, found: list[Told], alike: list[str]) -> str:
    record = {"words": words, "on": on, "found": found, "did_you_mean": alike}
    return msgspec.json.encode(record).decode() + "\n"


def _as_text(words: str, on: str | None, found: list[Told], alike: list[str]) -> str:
    lines = [] if found else [f"{visible(words)}: no time that is known"]
    for one in found:
        days = f"{one.start} to {one.end}" if one.end else one.start or "no days"
        lines += [f"{visible(one.phrase)}: {days} ({one.kind})", f"  because {one.reason}"]
    lines += [f"  did you mean {mended}?" for mended in alike]
    if any(one.reason.endswith("not given") for one in found):
        more = f'dateline when "{visible(words)}" --on DAY'
    else:
        more = f'dateline when "{visible(words)}"' + (f" --on {on}" if on else "") + " --json"
    return "\n".join(lines) + f"\n\nnext: {more if found else 'dateline when --help'}\n"
