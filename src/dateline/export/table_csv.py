"""Delimited files: comma-separated by RFC 4180 (CRLF line ends, quotes), or tab-separated without quotes.

Text that a spreadsheet could take for a formula gets an apostrophe in front (`table.guarded`). Number columns are
written as numbers, so a southern latitude keeps its minus sign. In a tab-separated file, which has no quotes, tabs and
line breaks become blanks and the straight double quote becomes an apostrophe: many readers of such files would take it
for the beginning of a quoted value.
"""

import csv
from collections.abc import Iterable, Mapping
from typing import Final, TextIO

from dateline.export.rows import RECORDS, rows
from dateline.export.table import Cell, Table, guarded
from dateline.model.records import Reading

_BREAKS: Final = str.maketrans(dict.fromkeys("\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " ") | {'"': "'"})


class CsvSink:
    """Writes row by row. `out` is to be opened with `newline=""` and UTF-8; `hxl` adds the row of hashtags.

    `bom` puts a byte order mark first, by which Excel tells UTF-8.
    """

    def __init__(self, out: TextIO, table: Table, hxl: bool = False, bom: bool = False) -> None:
        self._out = out
        self._columns = table.names
        self._tabs = table.dialect.delimiter == "\t"
        self._writer = csv.writer(out, lineterminator=table.dialect.line_end)
        if bom:
            out.write("\ufeff")
        if table.dialect.header:
            self._line(self._columns)
        if hxl:
            self._line([column.tag for column in table.columns])

    def write(self, row: Mapping[str, Cell]) -> None:
        """See `table.Sink`."""
        self._line([guarded(row.get(column)) for column in self._columns])

    def close(self) -> None:
        """Nothing is kept back; `out` belongs to the caller."""

    def _line(self, cells: Iterable[Cell]) -> None:
        if self._tabs:
            self._out.write("\t".join(_plain(cell) for cell in cells) + "\n")
        else:
            self._writer.writerow(cells)


def write_csv(readings: Iterable[Reading], out: TextIO) -> None:
    """The flat table of records, row by row, as the readings come; see `CsvSink` for `out`."""
    sink = CsvSink(out, RECORDS)
    for row in rows(readings):
        sink.write(row)


def _plain(cell: Cell) -> str:
    return "" if cell is None else str(cell).translate(_BREAKS)
