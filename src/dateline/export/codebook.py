"""What stands beside an export: a codebook to read, and a data package that programs read (Frictionless, version 2)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dateline.export.table import Column, Table
from dateline.model.records import SCHEMA

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
# Descriptions and attribution only: the records are the user's, and the words belong to who published them.
RIGHTS: Final = (
    "The records are made by `dateline` from documents that you gave it. The cited words belong to their publishers; "
    "the column `attribution` names them. Coordinates and place names whose id begins with geonames, adm1 or adm2 are "
    "from GeoNames, under CC BY 4.0."
)
_SOURCES: Final = (
    {"title": "GeoNames (CC BY 4.0)", "path": "https://www.geonames.org"},
    {"title": "Natural Earth (public domain)", "path": "https://www.naturalearthdata.com"},
)


@dataclass(frozen=True, slots=True)
class Written:
    """A file of an export: its table (None for the record contract), its ending and media type."""

    path: Path
    table: Table | None
    ending: str
    media: str
    rows: int
    hxl: bool = False


def codebook(title: str, filters: Sequence[str], left: Mapping[str, int], files: Sequence[Written]) -> str:
    """Markdown that names each file and each column, what was left out, and whose the words are."""
    lines = [f"# {title}", ""]
    lines += [f"Chosen: {', '.join(filters) if filters else 'everything that is kept'}.", ""]
    if left:
        lines += ["Left out:", "", *(f"- {number:,}: {reason}" for reason, number in sorted(left.items())), ""]
    for written in files:
        lines += _section(written)
    return "\n".join([*lines, "## Rights", "", RIGHTS, ""])


def _section(written: Written) -> list[str]:
    lines = [f"## {written.path.name}", ""]
    if written.table is None:
        return [
            *lines,
            f"{written.rows:,} documents, one JSON object a line, in the form `{SCHEMA}`: `document`, `events`, "
            "`quotations`, `figures`, `agreements`. Every span has `text`, `start` and `end`, which are offsets in "
            "code points of `document.text`.",
            "",
        ]
    table = written.table
    lines += [f"{table.title}. {written.rows:,} rows; each is {table.row}.", ""]
    if not table.dialect.header and written.ending == "tsv":
        lines += ["The file has no header; its columns are, in this order:", ""]
    lines += ["| column | type | HXL | meaning |", "|---|---|---|---|"]
    return [*lines, *(_line(column) for column in table.columns), ""]


def _line(column: Column) -> str:
    return f"| `{column.name}` | {column.type} | {column.tag} | {column.meaning.replace('|', chr(92) + '|')} |"


def data_package(title: str, name: str, files: Sequence[Written]) -> str:
    """The descriptor, as JSON. It holds no time of writing, so that the same rows give the same bytes."""
    package = {
        "$schema": PROFILE,
        "name": name,
        "title": title,
        "description": RIGHTS,
        "sources": _SOURCES,
        "resources": [_resource(written) for written in files],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(written: Written) -> dict[str, object]:
    found: dict[str, object] = {
        "name": written.table.name if written.table else "documents",
        "path": written.path.name,
        "format": written.ending,
        "mediatype": written.media,
        "encoding": "utf-8",
        "bytes": written.path.stat().st_size,
        "hash": f"sha256:{_digest(written.path)}",
    }
    table = written.table
    if table is None:
        return found
    found["title"] = table.title
    if written.ending in ("csv", "tsv"):
        found["type"] = "table"
        found["dialect"] = {
            "delimiter": table.dialect.delimiter,
            "header": table.dialect.header,
            "lineTerminator": table.dialect.line_end,
        } | ({"commentRows": [2]} if written.hxl else {})
    fields = [{"name": c.name, "type": c.type, "description": c.meaning} for c in table.columns]
    schema: dict[str, object] = {"fields": fields, "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    return found | {"schema": schema}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
