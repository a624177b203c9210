"""Writes an export: main file, further tables, codebook and data package; or the main table alone to a stream.

Everything is written row by row as the documents come, but the aggregates, which keep one sum a row.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TextIO

from dateline.export.choice import Choice
from dateline.export.codebook import Written, codebook, data_package
from dateline.export.contract import contract_line
from dateline.export.formats import BINARY, RECORD_FORMATS, WITH_HXL, Format, media_of, shape_of
from dateline.export.geojson import GeojsonSink
from dateline.export.material import Material
from dateline.export.table import Sheets, Sink, Table
from dateline.export.table_csv import CsvSink
from dateline.store.base_linking import LinkingStore


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted. `hxl` adds the row of hashtags, `bom` a byte order mark, by which Excel tells UTF-8."""

    form: Format
    choice: Choice = field(default_factory=Choice)
    hxl: bool = False
    bom: bool = False

    @property
    def name(self) -> str:
        """A name for the data package."""
        return f"dateline-{self.form.value}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`rows` of the main table (documents for JSON Lines), `left` what was left out by reason, `files` by name."""

    rows: int
    left: Mapping[str, int]
    files: tuple[str, ...] = ()


def write_stream(store: LinkingStore, order: Order, out: TextIO) -> Outcome:
    """The main table alone, to an open text stream; not for formats in `formats.BINARY`."""
    material = Material(store, order.choice)
    if order.form is Format.JSONL:
        return Outcome(_write_contract(material, out), {})
    shape = shape_of(order.form)
    main = shape.tables[0]
    sink = _text_sink(order, main, out)
    sheets = Sheets({main.name: sink})
    shape.fill(material, sheets)
    sink.close()
    return Outcome(sheets.rows[main.name], sheets.left)


def write_files(store: LinkingStore, order: Order, folder: Path, name: str) -> Outcome:
    """All files, into a folder of their own; `name` is that of the main file, from which the others take theirs."""
    material = Material(store, order.choice)
    if order.form is Format.JSONL:
        with (folder / name).open("w", encoding="utf-8", newline="") as out:
            number = _write_contract(material, out)
        tables = [Written(folder / name, None, *media_of(order.form), number)]
        left: Mapping[str, int] = {}
    else:
        tables, left = _write_tables(material, order, folder, name)
    beside = _beside(order, left, tables, folder / name)
    return Outcome(tables[0].rows, left, tuple(path.name for path in (*(table.path for table in tables), *beside)))


def _write_contract(material: Material, out: TextIO) -> int:
    number = 0
    for kept in material.kept():
        out.write(contract_line(kept).decode("utf-8") + "\n")
        number += 1
    return number


def _write_tables(material: Material, order: Order, folder: Path, name: str) -> tuple[list[Written], Mapping[str, int]]:
    shape = shape_of(order.form)
    paths = {table.name: folder / _file_of(table, name, first=table is shape.tables[0]) for table in shape.tables}
    with ExitStack() as stack:
        sinks = dict(_sinks(order, shape.tables, paths, stack))
        sheets = Sheets(sinks)
        shape.fill(material, sheets)
        for sink in sinks.values():
            sink.close()
    written = [
        Written(
            paths[table.name], table, *_media(order, table, at == 0), sheets.rows[table.name], order.hxl and at == 0
        )
        for at, table in enumerate(shape.tables)
    ]
    return written, sheets.left


def _sinks(
    order: Order, tables: tuple[Table, ...], paths: Mapping[str, Path], stack: ExitStack
) -> Iterator[tuple[str, Sink]]:
    for at, table in enumerate(tables):
        path = paths[table.name]
        if at == 0 and order.form in BINARY:
            yield table.name, _binary_sink(order, table, path)
        else:
            out = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            yield table.name, _text_sink(order, table, out) if at == 0 else CsvSink(out, table, bom=order.bom)


def _text_sink(order: Order, table: Table, out: TextIO) -> Sink:
    if order.form is Format.GEOJSON:
        return GeojsonSink(out)
    return CsvSink(out, table, order.hxl and order.form in WITH_HXL, order.bom)


def _binary_sink(order: Order, table: Table, path: Path) -> Sink:
    # Both libraries take long to load, and only these formats need them.
    if order.form is Format.XLSX:
        from dateline.export.xlsx import XlsxSink

        return XlsxSink(path, table, order.hxl)
    from dateline.export.parquet import ParquetSink

    return ParquetSink(path, table, geo=order.form is Format.GEOPARQUET)


def _file_of(table: Table, name: str, first: bool) -> str:
    if first:
        return name
    path = PurePath(name)
    ending = path.suffix if table.dialect.delimiter == "\t" else ".csv"
    return f"{path.stem.removesuffix('.export')}.{table.name}{ending}"


def _media(order: Order, table: Table, first: bool) -> tuple[str, str]:
    if first and (order.form in RECORD_FORMATS or order.form is Format.JSONL):
        return media_of(order.form)
    tabs = table.dialect.delimiter == "\t"
    return ("tsv", "text/tab-separated-values") if tabs else ("csv", "text/csv")


def _beside(order: Order, left: Mapping[str, int], tables: list[Written], main: Path) -> list[Path]:
    title = tables[0].table.title if tables[0].table else "Documents with their records"
    book, package = (main.with_name(f"{main.name}.{end}") for end in ("codebook.md", "datapackage.json"))
    book.write_text(codebook(title, order.choice.said(), left, tables), encoding="utf-8", newline="\n")
    package.write_text(data_package(title, order.name, tables), encoding="utf-8", newline="\n")
    return [book, package]
