"""Which files the user's names stand for, in order, before any of them is opened."""

import os
import re
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum, auto
from pathlib import Path
from typing import Final

from dateline.documents.hints import STANDARD_INPUT, file_of
from dateline.errors import AddressGiven, FolderEmpty, InputError, InputMissing, KindUnknown

_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class Kind(Enum):
    """How a file is read."""

    PLAIN = auto()
    PAGE = auto()
    LINES = auto()
    PACKED_LINES = auto()
    STREAM = auto()  # standard input and pipes: what it is shows in its first characters
    UNKNOWN = auto()


_ENDINGS: Final = {
    ".txt": Kind.PLAIN,
    ".text": Kind.PLAIN,
    "": Kind.PLAIN,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".xhtml": Kind.PAGE,
    ".jsonl": Kind.LINES,
    ".ndjson": Kind.LINES,
    ".jsonl.gz": Kind.PACKED_LINES,
    ".ndjson.gz": Kind.PACKED_LINES,
}


@dataclass(frozen=True, slots=True)
class File:
    """One file to read; `size` is in bytes, None for a stream. `name` is what messages call it."""

    name: str
    kind: Kind
    size: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """What the names stand for: files and refusals in order, how many files of folders were passed over, and the names
    of files that somebody else reads.
    """

    entries: tuple[File | InputError, ...]
    passed_over: int
    left: tuple[str, ...] = ()


def find(names: Sequence[str], leave: Collection[str] = ()) -> Found:
    """Expands folders, sorted by name; a name that stands for nothing becomes an InputError in its place. Files whose
    names end as in `leave` are left to the caller.
    """
    entries: list[File | InputError] = []
    left: list[str] = []
    passed_over = 0
    for name in names:
        if name == "-":
            entries.append(File(STANDARD_INPUT, Kind.STREAM, None))
            continue
        try:
            if _is_folder(name):
                inside = list(_folder(name))
                others = [entry for entry in inside if _is_left(entry, leave)]
                left += [entry.name for entry in others if isinstance(entry, File)]
                inside = [entry for entry in inside if entry not in others]
                readable = [entry for entry in inside if not _is_unknown(entry)]
                passed_over += len(inside) - len(readable)
                empty = FolderEmpty(name, "no .txt, .html or .jsonl file in it", f"ls -R {file_of(name)}")
                entries += readable or ([] if others else [empty])
            elif _is_left(found := _named(name), leave):
                left.append(name)
            else:
                entries.append(found)
        except InputError as error:
            entries.append(error)
    return Found(tuple(entries), passed_over, tuple(left))


def unreadable(name: str, error: OSError) -> InputError:
    """The error for what the system refused."""
    reason = error.strerror or type(error).__name__
    hint = f"chmod u+r {file_of(name)}" if isinstance(error, PermissionError) else None
    return InputError(name, f"cannot be read: {reason.lower()}", hint)


def unknown_kind(name: str) -> KindUnknown:
    """The error for an ending that is not read."""
    ending = "".join(Path(name).suffixes[-1:])
    return KindUnknown(name, f"files ending in {ending} are not read", f"dateline read - < {file_of(name)}")


def _is_folder(name: str) -> bool:
    if _ADDRESS.match(name):
        raise AddressGiven(name, "a web address; `read` reads files only", f"dateline add {file_of(name)} --db FILE")
    try:
        return stat.S_ISDIR(os.stat(name).st_mode)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _missing(name) from error
    except OSError as error:
        raise unreadable(name, error) from error
    except ValueError as error:
        raise InputMissing(name, "no such file or folder") from error


def _named(name: str) -> File:
    status = os.stat(name)
    if not stat.S_ISREG(status.st_mode):
        return File(name, Kind.STREAM, None)
    return File(name, _kind(name), status.st_size)


def _folder(name: str) -> Iterator[File | InputError]:
    refused: list[OSError] = []
    for folder, folders, files in os.walk(name, onerror=refused.append):
        folders[:] = sorted(entry for entry in folders if not entry.startswith("."))
        for entry in sorted(files):
            path = os.path.join(folder, entry)
            if not entry.startswith("."):
                yield _entry(path)
    for error in refused:
        yield unreadable(str(error.filename), error)


def _entry(path: str) -> File | InputError:
    """A file of a folder: a pipe in it is passed over, since waiting for one would hang the whole run."""
    try:
        found = _named(path)
    except OSError as error:
        return unreadable(path, error)
    plain_name = found.kind is Kind.PLAIN and not Path(path).suffix
    return File(path, Kind.UNKNOWN, None) if found.kind is Kind.STREAM or plain_name else found


def _is_left(entry: File | InputError, leave: Collection[str]) -> bool:
    return _is_unknown(entry) and isinstance(entry, File) and entry.name.lower().endswith(tuple(leave))


def _is_unknown(entry: File | InputError) -> bool:
    return isinstance(entry, File) and entry.kind is Kind.UNKNOWN


def _kind(name: str) -> Kind:
    suffixes = [suffix.lower() for suffix in Path(name).suffixes]
    packed = "".join(suffixes[-2:])
    return _ENDINGS.get(packed) or _ENDINGS.get("".join(suffixes[-1:]), Kind.UNKNOWN)


def _missing(name: str) -> InputMissing:
    path = Path(name)
    try:
        beside = sorted(os.listdir(path.parent))
    except OSError:
        return InputMissing(name, "no such file or folder", f"ls {file_of(str(path.parent))}")
    near = get_close_matches(path.name, beside, n=1, cutoff=0.75)
    if near:
        close = str(path.parent / near[0])
        return InputMissing(name, f"no such file or folder; did you mean {close}?", f"dateline read {file_of(close)}")
    return InputMissing(name, "no such file or folder", f"ls {file_of(str(path.parent))}")
