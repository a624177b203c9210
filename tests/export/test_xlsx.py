"""Workbooks: text stays text, nothing is lost without a sign, the same bytes each time."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape

from dateline.export.rows import RECORDS, rows
from dateline.export.table import Cell
from dateline.export.xlsx import CELL, XlsxSink
from tests.export.kept import saraqib
from tests.export.sample import reading


def made(path: Path, *cells: dict[str, Cell], hxl: bool = False, last_row: int = 1_048_575) -> Workbook:
    sink = XlsxSink(path, RECORDS, hxl, last_row)
    for row in cells:
        sink.write(row)
    sink.close()
    return load_workbook(path)


def table(book: Workbook, name: str = "records") -> list[tuple[Cell, ...]]:
    return list(book[name].iter_rows(values_only=True))


def test_the_rows_come_back(tmp_path: Path) -> None:
    written = list(rows([reading(), saraqib()]))
    header, *found = table(made(tmp_path / "a.xlsx", *written))
    assert header == RECORDS.names
    expected = [
        tuple(row.get(name) or (0 if row.get(name) == 0 else None) for name in RECORDS.names) for row in written
    ]
    assert found == expected


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "{=1}", "https://a.example", "0012", "\x07bell", "_x0041_", "<b>"]
)
def test_text_is_never_interpreted(tmp_path: Path, text: str) -> None:
    book = made(tmp_path / "a.xlsx", {"record": "event", "title": text, "lat": -12.5})
    cell = book["records"].cell(2, RECORDS.names.index("title") + 1)
    assert (cell.data_type, unescape(cell.value), cell.hyperlink) == ("s", text, None)
    assert book["records"].cell(2, RECORDS.names.index("lat") + 1).value == -12.5


def test_what_is_too_long_for_a_cell_ends_in_a_sign(tmp_path: Path) -> None:
    book = made(tmp_path / "a.xlsx", {"text": "x" * (CELL + 1)}, {"text": "y" * CELL})
    long, fits = (row[RECORDS.names.index("text")] for row in table(book)[1:])
    assert long == "x" * (CELL - 1) + "…"
    assert fits == "y" * CELL


def test_what_is_too_much_for_a_sheet_goes_on_in_the_next(tmp_path: Path) -> None:
    book = made(tmp_path / "a.xlsx", *({"record_id": str(at)} for at in range(7)), hxl=True, last_row=4)
    at = RECORDS.names.index("record_id")
    sheets = [[row[at] for row in table(book, name)] for name in book.sheetnames[:-1]]
    assert book.sheetnames[:-1] == ["records", "records 2", "records 3"]
    assert sheets == [["record_id", "#event+id", *map(str, part)] for part in (range(3), range(3, 6), range(6, 7))]


def test_a_sheet_says_what_each_column_means(tmp_path: Path) -> None:
    about = table(made(tmp_path / "a.xlsx"), "about")
    assert {name for name, _ in about} == {"table", "a row is", *RECORDS.names}
    assert all(meaning for _, meaning in about)
