"""Reads the records of an evaluation-only set: JSON Lines, plain or gzipped."""

import gzip
from pathlib import Path
from typing import TypeVar

import msgspec

Record = TypeVar("Record")


class SetError(Exception):
    """A set that cannot be read; names file and line."""


def read_records(path: Path, kind: type[Record]) -> list[Record]:
    """All records of the file as values of `kind`; fields that `kind` lacks are passed over."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    records: list[Record] = []
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            try:
                records.append(msgspec.json.decode(line, type=kind))
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise SetError(f"{path}:{number}: {error}") from error
    return records
