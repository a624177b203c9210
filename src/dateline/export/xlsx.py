"""Excel workbooks: the rows, and a sheet that says what each column means.

All text is written as text, whatever it begins with; a workbook has no other way to read it. A sheet holds at most
1,048,576 rows, so what is more goes on in a next one; a cell holds at most 32,767 characters, so a longer text ends in
"…" there (its offsets stay whole).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from dateline.export.table import Cell, Table

LAST_ROW: Final = 1_048_575
CELL: Final = 32_767
# The workbook would state when it was written, and would not be the same the next time.
_MADE: Final = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_WIDE: Final = frozenset({"text", "title", "notes", "standard_popup_text"})
_OPTIONS: Final = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


class XlsxSink:
    """Writes row by row; one row is in memory at a time, the rest in temporary files of the system."""

    def __init__(self, path: Path, table: Table, hxl: bool = False, last_row: int = LAST_ROW) -> None:
        self._book = Workbook(str(path), _OPTIONS)
        self._book.set_properties({"title": table.title, "created": _MADE})
        self._head = self._book.add_format({"bold": True, "bg_color": "#EEEEEE"})
        self._table = table
        self._hxl = hxl
        self._last_row = last_row
        self._sheets = 0
        self._sheet = self._new_sheet()

    def write(self, row: Mapping[str, Cell]) -> None:
        """See `table.Sink`."""
        if self._row > self._last_row:
            self._sheet = self._new_sheet()
        for place, column in enumerate(self._table.names):
            _put(self._sheet, self._row, place, row.get(column))
        self._row += 1

    def close(self) -> None:
        """See `table.Sink`."""
        about = self._book.add_worksheet("about")
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 110)
        lines = [("table", self._table.title), ("a row is", self._table.row)]
        lines += [(column.name, column.meaning) for column in self._table.columns]
        for number, (name, meaning) in enumerate(lines):
            _put(about, number, 0, name)
            _put(about, number, 1, meaning)
        self._book.close()

    def _new_sheet(self) -> Worksheet:
        self._sheets += 1
        name = self._table.name if self._sheets == 1 else f"{self._table.name} {self._sheets}"
        sheet = self._book.add_worksheet(name)
        for place, column in enumerate(self._table.columns):
            sheet.set_column(place, place, 50 if column.name in _WIDE else 16)
            sheet.write_string(0, place, column.name, self._head)
        if self._hxl:
            for place, column in enumerate(self._table.columns):
                _put(sheet, 1, place, column.tag)
        self._row = 2 if self._hxl else 1
        sheet.freeze_panes(self._row, 0)
        return sheet


def _put(sheet: Worksheet, row: int, place: int, value: Cell) -> None:
    if isinstance(value, int | float):
        sheet.write_number(row, place, value)
    elif value:
        text = str(value)
        sheet.write_string(row, place, text if len(text) <= CELL else text[: CELL - 1] + "…")
