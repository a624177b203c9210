"""`dateline demo`: reads the six invented dispatches that ship with the package, without network or configuration."""

import shlex
import shutil
import sys
import time
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Final

import typer

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
SENTENCE: Final = "Rebels shelled the port of Hodeidah on Monday, killing at least 12 people, officials said."


def demo(
    output: Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="Folder for what is written.")] = FOLDER,
) -> int:
    """Read six invented dispatches, show the first with its records, and write a page of all.

    The dispatches are copied beside the page, so that there is something to try the other commands on.
    """
    started = time.monotonic()
    folder = Path(output)
    _make(folder)
    source = files("dateline").joinpath("examples", DISPATCHES)
    _write(folder / DISPATCHES, source.read_text(encoding="utf-8"))
    with as_file(source) as path:
        items = list(Pipeline(settings()).read(Inputs([str(path)], Given(), None, sys.stdin.buffer)))
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
        out.write("next:\n" + "".join(f"  {command}\n" for command in commands(folder)))
    return Exit.DONE if len(readings) == len(items) else Exit.SOME_REJECTED


def commands(folder: Path) -> list[str]:
    """Three commands that work as they stand, from the same shell in the same folder."""
    program = _program()
    dispatches = shlex.quote(str(folder / DISPATCHES))
    table = shlex.quote(str(folder / "records.csv"))
    return [
        f"{program} read {dispatches} --csv -o {table}",
        f"{program} read {dispatches} --json --mentions",
        f"echo {shlex.quote(SENTENCE)} | {program} read - --published 2024-05-08",
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
