"""The commands of our pages. `python -m tests.pages` runs them and writes what they print back into the pages.

In a block fenced as `console`, a line after `$ ` is a command, lines after `> ` continue it, and the rest is its
output. In a block fenced as `console quiet` no output is written. The commands of one page run in one empty folder.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
PAGES: Final = ("README.md", "docs/tutorial.md")
_BLOCK: Final = re.compile(r"^```console( quiet)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COLUMNS: Final = "110"


@dataclass(frozen=True, slots=True)
class Typed:
    """One command as the shell gets it, and the lines as the page shows it."""

    command: str
    lines: tuple[str, ...]


def typed_in(block: str) -> list[Typed]:
    """The commands of a block, in order."""
    found: list[list[str]] = []
    continues = False
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append([line])
            continues = True
        elif continues and (line == ">" or line.startswith("> ")):
            found[-1].append(line)
        else:
            continues = False
    return [Typed("\n".join(line[2:] for line in lines), tuple(lines)) for lines in found]


def commands(page: str) -> list[Typed]:
    """All commands of a page, in order."""
    return [typed for block in _BLOCK.finditer(page) for typed in typed_in(block.group(2))]


def run(typed: Typed, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a command in `folder` with our `dateline` and Python first on the path; stderr goes where it sends it."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "COLUMNS": _COLUMNS, "NO_COLOR": "1"}
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", typed.command],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )


def written(page: str, folder: Path) -> str:
    """The page with the output of its commands as it is now."""

    def lines(quiet: bool, block: str) -> Iterator[str]:
        for typed in typed_in(block):
            yield from typed.lines
            result = run(typed, folder)
            if result.returncode:
                raise SystemExit(f"{typed.command}\n{result.stderr}")
            if not quiet:
                yield from (line.rstrip() for line in result.stdout.rstrip().splitlines())

    def block(found: re.Match[str]) -> str:
        quiet = found.group(1) or ""
        return f"```console{quiet}\n" + "".join(f"{line}\n" for line in lines(bool(quiet), found.group(2))) + "```"

    return _BLOCK.sub(block, page)


if __name__ == "__main__":
    for name in PAGES:
        with tempfile.TemporaryDirectory() as folder:
            page = ROOT / name
            page.write_text(written(page.read_text(encoding="utf-8"), Path(folder)), encoding="utf-8")
