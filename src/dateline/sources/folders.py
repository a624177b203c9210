"""Files on this machine: each file one item, each line of JSON Lines and each row of a CSV one item."""

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from dateline.errors import DatelineError
from dateline.errors_collecting import ItemIncomplete, SourceError
from dateline.model.document import Rejected
from dateline.model.raw import RawItem
from dateline.net.decode import MAX_DECODED
from dateline.sources.origin import Origin, rejected
from dateline.sources.read import read_items
from dateline.sources.warc import ENDINGS as ARCHIVES
from dateline.sources.warc import read_archive

WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LINE: Final = "application/json"
"""A JSON object with `text`, as one line of JSON Lines."""

_MEDIA: Final = {
    ".txt": "text/plain", ".text": "text/plain", ".html": "text/html", ".htm": "text/html", ".xhtml": "text/html",
    ".pdf": "application/pdf", ".docx": WORD, ".eml": "message/rfc822",
}  # fmt: skip
BEYOND: Final = (".pdf", ".docx", ".eml", ".csv", ".xml", ".rss", ".atom", ".rdf", ".json", *ARCHIVES)
"""Endings of the kinds that only sources know; `documents.inputs` reads plain text, pages and JSON Lines by itself."""

_LINES: Final = frozenset({".jsonl", ".ndjson"})
_LISTS: Final = frozenset({".xml", ".rss", ".atom", ".rdf", ".json"})
_FIELDS: Final = frozenset("text id title published publisher url language agency".split())
_MAX_LINE: Final = 8_000_000


def read_path(path: Path, origin: Origin) -> Iterator[RawItem | Rejected]:
    """The items of a file or of a folder and its subfolders, in the order of their names; hidden ones are left out."""
    try:
        if not path.is_dir():
            yield from _file(path, origin)
            return
    except OSError as error:
        yield rejected(_unreadable(path, error))
        return
    refused: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield from _file(Path(folder, name), origin)
    for refusal in refused:
        yield rejected(_unreadable(Path(str(refusal.filename)), refusal))


def _file(path: Path, origin: Origin) -> Iterator[RawItem | Rejected]:
    ending = path.suffix.lower()
    try:
        if not path.is_file():
            raise SourceError(str(path), "no such file, or no ordinary one")
        if ending in _LINES:
            with open(path, "rb") as stream:
                yield from _lines(stream, path, origin)
        elif ending == ".csv":
            yield from _rows(path, origin)
        elif path.name.lower().endswith(ARCHIVES):
            yield from read_archive(path, origin)
        elif ending in _LISTS:
            batch = read_items(
                _whole(path), Origin(origin.source, path.absolute().as_uri(), origin.publisher, origin.language)
            )
            yield from batch.items
            yield from batch.rejected
        elif ending in _MEDIA:
            yield _item(origin, str(path), _MEDIA[ending], _whole(path))
        else:
            raise SourceError(str(path), f"files ending in {ending or 'nothing'} are not read")
    except OSError as error:
        yield rejected(_unreadable(path, error))
    except DatelineError as error:
        yield rejected(error)


def _whole(path: Path) -> bytes:
    with open(path, "rb") as stream:
        data = stream.read(MAX_DECODED + 1)
    if len(data) > MAX_DECODED:
        raise SourceError(str(path), f"a file of more than {MAX_DECODED // 1_000_000} MB")
    return data


def _item(origin: Origin, key: str, media: str, body: bytes) -> RawItem:
    return RawItem(
        source=origin.source, key=key, media_type=media, body=body, publisher=origin.publisher, usage=origin.usage
    )


def _lines(stream: IO[bytes], path: Path, origin: Origin) -> Iterator[RawItem | Rejected]:
    number = 0
    while line := stream.readline(_MAX_LINE + 1):
        number += 1
        if len(line) > _MAX_LINE:
            yield rejected(ItemIncomplete(f"{path}:{number}", f"a line of more than {_MAX_LINE:,} bytes"))
            while line and not line.endswith(b"\n"):
                line = stream.readline(_MAX_LINE)
        elif line.strip():
            yield _item(origin, f"{path}:{number}", LINE, line)


def _rows(path: Path, origin: Origin) -> Iterator[RawItem | Rejected]:
    """Column names as those of JSON Lines, in any case; other columns are passed over."""
    try:
        text = _whole(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(str(path), f"byte {error.start:,} is not UTF-8") from error
    rows = csv.reader(io.StringIO(text, newline=""))
    try:
        names = [name.strip().lower() for name in next(rows, [])]
        if "text" not in names:
            raise SourceError(str(path), f"no column `text` (columns: {', '.join(names)[:80] or 'none'})")
        for row in rows:
            fields = {name: cell for name, cell in zip(names, row, strict=False) if name in _FIELDS and cell.strip()}
            if "text" in fields:
                yield _item(origin, f"{path}:{rows.line_num}", LINE, json.dumps(fields).encode("utf-8"))
            elif any(cell.strip() for cell in row):
                yield rejected(ItemIncomplete(f"{path}:{rows.line_num}", "a row without text"))
    except csv.Error as error:
        raise SourceError(f"{path}:{rows.line_num}", f"not CSV: {error}") from error


def _unreadable(path: Path, error: OSError) -> SourceError:
    return SourceError(str(path), f"cannot be read: {(error.strerror or type(error).__name__).lower()}")
