"""`dateline demo`: reads the invented dispatches that ship with the package, without network or configuration."""

import shlex
import shutil
import sys
import time
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final

import typer

from dateline.cli.add import add
from dateline.cli.exits import Exit
from dateline.cli.messages import rejection, say
from dateline.cli.output import Terminal, opened
from dateline.cli.terminal import print_reading
from dateline.config import settings
from dateline.documents.build import Given
from dateline.documents.inputs import Inputs
from dateline.errors import OutputError
from dateline.export.labels import KIND_NAMES
from dateline.export.page import render_page
from dateline.model.document import Rejected
from dateline.model.records import Reading
from dateline.pipeline import Pipeline

FOLDER: Final = "demo-out"
PAGE: Final = "dateline-demo.html"
DISPATCHES: Final = "dispatches.jsonl"
SITUATION: Final = "situation.jsonl"
DATABASE: Final = "situation.db"
SENTENCE: Final = "Rebels shelled the port of Hodeidah on Monday, killing at least 12 people, officials said."


def demo(
    output: Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="Folder for what is written.")] = FOLDER,
) -> int:
    """Read six invented dispatches, show one, write a page of all, and make a database of two invented weeks.

    The dispatches are copied beside the page, so that there is something to try the other commands on.
    """
    started = time.monotonic()
    folder = Path(output)
    _make(folder)
    for name in (DISPATCHES, SITUATION):
        _write(folder / name, files("dateline").joinpath("examples", name).read_text(encoding="utf-8"))
    items = list(Pipeline(settings()).read(Inputs([str(folder / DISPATCHES)], Given(), None, sys.stdin.buffer)))
    readings = [item for item in items if isinstance(item, Reading)]
    for item in items:
        if isinstance(item, Rejected):
            say(rejection(item))
    _write(folder / PAGE, render_page(readings))
    seconds = time.monotonic() - started
    with opened(None, keep=lambda: True) as out:
        if readings:
            print_reading(readings[0], Terminal(file=out), mentions=False)
        out.write(f"\n{_counts(readings)}, in {seconds:.1f} seconds.\n")
        out.write(f"page: {folder / PAGE} (open it in a browser)\n")
        out.flush()  # the database takes some seconds more
        kept = add(str(folder / DATABASE), [str(folder / SITUATION)], quiet=True)
        out.write(f"database: {folder / DATABASE} (two weeks of one situation, told by 14 outlets)\n")
        out.write("next:\n" + "".join(f"  {command}\n" for command in commands(folder)))
    return kept if len(readings) == len(items) else Exit.SOME_REJECTED


def commands(folder: Path) -> list[str]:
    """Commands that work as they stand, from the same shell in the same folder."""
    program = _program()
    dispatches = shlex.quote(str(folder / DISPATCHES))
    table = shlex.quote(str(folder / "records.csv"))
    database = shlex.quote(str(folder / DATABASE))
    kept = shlex.quote(str(folder / "records.jsonl"))
    report = shlex.quote(str(folder / "mellit.html"))
    return [
        f"{program} read {dispatches} --csv -o {table}",
        f"{program} read {dispatches} --json --mentions",
        f"echo {shlex.quote(SENTENCE)} | {program} read - --published 2024-05-08",
        f"{program} export --db {database} --format jsonl -o {kept}",
        f"{program} figures --db {database} --place Mellit",
        f"{program} report --db {database} --place Mellit --from 2026-03-09 --to 2026-03-22 -o {report}",
        f"{program} serve --db {database}",
    ]


def _program() -> str:
    """The program as the user can type it: by its name if that is what the shell would find, else by its path."""
    typed = Path(sys.argv[0])
    found = shutil.which("dateline")
    if found is not None and typed.exists() and Path(found).samefile(typed):
        return "dateline"
    if typed.name == "dateline":
        return shlex.quote(str(typed))
    return f"{shlex.quote(sys.executable)} -m dateline"


def _counts(readings: Sequence[Reading]) -> str:
    totals = (
        sum(len(reading.events) for reading in readings),
        sum(len(reading.quotations) for reading in readings),
        sum(len(reading.figures) for reading in readings),
        sum(len(reading.agreements) for reading in readings),
    )
    named = [f"{total} {names[total != 1].lower()}" for total, names in zip(totals, KIND_NAMES.values(), strict=True)]
    return f"{len(readings)} dispatches read: {', '.join(named[:-1])} and {named[-1]}"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"cannot be made: {(error.strerror or type(error).__name__).lower()}"
        raise OutputError(str(folder), reason, "dateline demo -o DIR") from error


def _write(path: Path, text: str) -> None:
    with opened(str(path), keep=lambda: True) as out:
        out.write(text)
