"""The formats of `dateline export`: which tables each has, and who writes their files."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from dateline.export.geojson import MAPPED
from dateline.export.material import Material
from dateline.export.rows import RECORDS, rows
from dateline.export.table import Sheets, Table


class Format(StrEnum):
    """How records are written."""

    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    GEOPARQUET = "geoparquet"
    GEOJSON = "geojson"
    POLECAT = "polecat"
    ACLED = "acled"
    GED = "ged"
    GDELT = "gdelt"
    IDU = "idu"
    HAPI = "hapi"
    PRIOGRID = "priogrid"


BINARY: Final = frozenset({Format.XLSX, Format.PARQUET, Format.GEOPARQUET})
RECORD_FORMATS: Final = BINARY | {Format.CSV, Format.GEOJSON}
SHAPES: Final = frozenset(Format) - RECORD_FORMATS - {Format.JSONL}
WITH_HXL: Final = frozenset(
    {Format.CSV, Format.XLSX, Format.ACLED, Format.GED, Format.IDU, Format.HAPI, Format.PRIOGRID}
)

# Ending of the file by format, where none is typed; the media type is what a data package states.
MEDIA: Final = MappingProxyType(
    {
        Format.JSONL: ("jsonl", "application/jsonl"),
        Format.CSV: ("csv", "text/csv"),
        Format.XLSX: ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Format.PARQUET: ("parquet", "application/vnd.apache.parquet"),
        Format.GEOPARQUET: ("parquet", "application/vnd.apache.parquet"),
        Format.GEOJSON: ("geojson", "application/geo+json"),
        Format.POLECAT: ("tsv", "text/tab-separated-values"),
        Format.GDELT: ("tsv", "text/tab-separated-values"),
    }
)
_CSV: Final = ("csv", "text/csv")


@dataclass(frozen=True, slots=True)
class Shape:
    """The tables of a format, the main one first, and what fills them."""

    tables: tuple[Table, ...]
    fill: Callable[[Material, Sheets], None]


def media_of(form: Format) -> tuple[str, str]:
    """The usual ending and the media type of the main file."""
    return MEDIA.get(form, _CSV)


def shape_of(form: Format) -> Shape:
    """The tables of a format; only the module of this one is imported."""
    if form in RECORD_FORMATS:
        return Shape((RECORDS,), fill_features if form is Format.GEOJSON else fill_records)
    module = importlib.import_module(f"dateline.export.shapes.{form.value}")
    return Shape(module.TABLES, module.fill)


def fill_records(material: Material, sheets: Sheets) -> None:
    """One row a wanted record."""
    for row in rows(reading for reading, _ in material.readings()):
        sheets.put(RECORDS.name, row)


def fill_features(material: Material, sheets: Sheets) -> None:
    """Likewise, of the records that can have a place."""
    for row in rows(reading for reading, _ in material.readings()):
        if row["record"] in MAPPED:
            sheets.put(RECORDS.name, row)
        else:
            sheets.leave(f"{row['record']}s, which have no place")
