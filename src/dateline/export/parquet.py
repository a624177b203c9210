"""Parquet and GeoParquet 1.1, written by DuckDB from a temporary file of JSON Lines; nothing is kept in a database.

One thread writes row groups of a fixed size in the order of the rows, so the same rows give the same bytes. Empty
text is null. A GeoParquet file has the point as WKB in `geometry` and its box in `bbox`, by which readers skip rows.
"""

import struct
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import duckdb
import msgspec

from dateline.errors import ExportFailed
from dateline.export.table import Cell, Table

_TYPES: Final = MappingProxyType(
    {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "date": "DATE", "year": "INTEGER"}
)
_ROW_GROUP: Final = 50_000
_GEO: Final = MappingProxyType(
    {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {
            "geometry": {
                "encoding": "WKB",
                "geometry_types": ["Point"],
                "covering": {"bbox": {side: ["bbox", side] for side in ("xmin", "ymin", "xmax", "ymax")}},
            }
        },
    }
)


class ParquetSink:
    """Gathers rows in a file beside `path` and packs them in `close`; with `geo` the columns lat and lon become points.

    A place without coordinates, or with impossible ones, has a null geometry; its row is kept.
    """

    def __init__(self, path: Path, table: Table, geo: bool = False) -> None:
        self._path = path
        self._table = table
        self._geo = geo
        self._lines = path.with_name(f"{path.name}.jsonl")
        self._out = self._lines.open("wb")

    def write(self, row: Mapping[str, Cell]) -> None:
        """See `table.Sink`."""
        values: dict[str, Cell] = {name: row.get(name) for name in self._table.names}
        known: dict[str, Cell] = {name: value for name, value in values.items() if value is not None and value != ""}
        if self._geo:
            known |= {"wkb": _point(row.get("lat"), row.get("lon"))}
        self._out.write(msgspec.json.encode(known) + b"\n")

    def close(self) -> None:
        """See `table.Sink`; raises ExportFailed."""
        self._out.close()
        try:
            with duckdb.connect(config={"threads": 1, "preserve_insertion_order": True}) as connection:
                connection.execute(self._copy())
        except duckdb.Error as error:
            raise ExportFailed(self._path.name, f"DuckDB cannot write it: {error}") from error
        finally:
            self._lines.unlink()

    def _copy(self) -> str:
        types = {column.name: _TYPES[column.type] for column in self._table.columns}
        wanted = [f'"{name}"' for name in types]
        options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP}"
        if self._geo:
            types["wkb"] = "VARCHAR"
            sides = "{'xmin': lon, 'ymin': lat, 'xmax': lon, 'ymax': lat}"
            wanted += ["unhex(wkb) AS geometry", f"CASE WHEN wkb IS NULL THEN NULL ELSE {sides} END AS bbox"]
            options += f", KV_METADATA {{geo: {_quoted(msgspec.json.encode(dict(_GEO)).decode())}}}"
        columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
        source = f"read_json({_quoted(str(self._lines))}, format = 'newline_delimited', columns = {{{columns}}})"
        # Every name comes from our own tables; the two paths are quoted.
        return f"COPY (SELECT {', '.join(wanted)} FROM {source}) TO {_quoted(str(self._path))} ({options})"  # noqa: S608


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _point(lat: Cell, lon: Cell) -> str | None:
    if not isinstance(lat, int | float) or not isinstance(lon, int | float):
        return None
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        return None
    return struct.pack("<BIdd", 1, 1, lon, lat).hex()
