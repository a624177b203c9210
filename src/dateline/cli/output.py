"""Where records go: the standard output, or a file that appears under its name only when it is complete."""

import io
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TextIO

from rich.console import Console

from dateline.errors import OutputError

STANDARD_OUTPUT = "standard output"


class ReaderGone(Exception):
    """Whoever read the output has closed the pipe. No BrokenPipeError, which typer would turn into exit code 1."""


class Terminal(Console):
    """rich ends the program with code 1 when the reader of a pipe is gone; our `run` settles that for all outputs."""

    def on_broken_pipe(self) -> NoReturn:
        """Passes the event on."""
        raise BrokenPipeError


@contextmanager
def opened(name: str | None, keep: Callable[[], bool]) -> Iterator[TextIO]:
    """A text stream in UTF-8 without newline translation; what cannot be written raises OutputError.

    A file is written under a temporary name beside it and renamed at the end; if anything stops the run, it is
    removed and what stood under the name before is untouched. So too if `keep`, asked at the end, says no.
    """
    try:
        if name is None or name == "-":
            yield _standard_output()
            sys.stdout.flush()
        elif is_stream(name):
            with open(name, "w", encoding="utf-8", newline="") as out:
                yield out
        else:
            yield from _replaced(Path(os.path.realpath(name)), keep)
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(name or STANDARD_OUTPUT, f"cannot be written: {reason}") from error


def _standard_output() -> TextIO:
    if sys.stdout is None:
        raise OutputError(STANDARD_OUTPUT, "it is closed")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    return sys.stdout


def is_stream(name: str | None) -> bool:
    """Whether it is the standard output, a pipe or a device, which take what comes and cannot be replaced."""
    if name is None or name == "-":
        return True
    path = Path(name)
    return path.exists() and not path.is_file() and not path.is_dir()


@contextmanager
def placed(name: str) -> Iterator[tuple[Path, str]]:
    """A new folder for several files, and the name of the main one; at the end they move to where `name` is.

    Each file appears whole, the main one last; if anything stops the run, what stood there before is untouched.
    """
    path = Path(os.path.realpath(name))
    folder = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        if path.is_dir():
            raise IsADirectoryError(21, "it is a folder")
        folder.mkdir()
        try:
            yield folder, path.name
            for file in sorted(folder.iterdir(), key=lambda file: file.name == path.name):
                _synced(file)
                os.replace(file, path.with_name(file.name))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise OutputError(name, f"cannot be written: {reason}") from error


def _synced(file: Path) -> None:
    with file.open("rb") as written:
        os.fsync(written.fileno())


def _replaced(path: Path, keep: Callable[[], bool]) -> Iterator[TextIO]:
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder")
    part = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}.part")
    # "x" and not a helper of tempfile: the file is to have the user's usual permissions.
    with open(part, "x", encoding="utf-8", newline="") as out:
        try:
            yield out
            out.flush()
            os.fsync(out.fileno())
            if keep():
                os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)
