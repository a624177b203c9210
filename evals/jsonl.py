"""Reads the records of an evaluation-only set: JSON Lines, plain or gzipped."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path
from typing import TypeVar

import msgspec

Record = TypeVar("Record")


class SetError(Exception):
    """A set that cannot be read; names file and line."""


def read_records(path: Path, kind: type[Record]) -> list[Record]:
    """All records of the file as values of `kind`, a dataclass; fields that `kind` lacks are passed over."""
    records: list[Record] = []
    for number, line in _lines(path):
        try:
            records.append(msgspec.json.decode(line, type=kind))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise SetError(f"{path}:{number}: {error}; a record here has the fields {_needed(kind)}") from error
    if not records:
        raise SetError(f"{path}: no records")
    return records


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each record with the number of its first line.

    A line that does not open an object goes on with the record before it: one of the development files has a bare
    newline inside a text, which counts as a character there.
    """
    begun, record = 0, b""
    for number, line in enumerate(_bytes(path).split(b"\n"), 1):
        if record and line.strip() and not line.lstrip().startswith(b"{"):
            record += rb"\n" + line
            continue
        if record.strip():
            yield begun, record
        begun, record = number, line.removesuffix(b"\r")
    if record.strip():
        yield begun, record


def _bytes(path: Path) -> bytes:
    data = path.read_bytes()
    if path.suffix != ".gz":
        return data
    try:
        return gzip.decompress(data)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise SetError(f"{path}: not a whole gzip file: {error}") from error


def _needed(kind: type) -> str:
    return ", ".join(field.name for field in fields(kind) if field.default is MISSING)
