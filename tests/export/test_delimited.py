"""Comma- and tab-separated files: whatever a text holds, a row stays a row and no cell is a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.export.table import Cell, Column, Dialect, Table
from dateline.export.table_csv import CsvSink

CELLS = st.one_of(st.none(), st.text(), st.integers(), st.floats(allow_nan=False, allow_infinity=False))
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=5)
FORMULAS = tuple("=+-@\t\r\n＝＋－＠")


def table(tabs: bool = False, header: bool = True) -> Table:
    columns = tuple(Column(name, "string", f"#{name}", "a column") for name in "abc")
    return Table("t", "T", "a row", columns, (), Dialect("\t", header, "\n") if tabs else Dialect(header=header))


def written(rows: list[tuple[Cell, ...]], of: Table, hxl: bool = False, bom: bool = False) -> str:
    out = io.StringIO(newline="")
    sink = CsvSink(out, of, hxl, bom)
    for row in rows:
        sink.write(dict(zip("abc", row, strict=True)))
    sink.close()
    return out.getvalue()


def guarded(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else str(cell)


@given(ROWS)
def test_commas_give_back_what_was_written(rows: list[tuple[Cell, ...]]) -> None:
    found = list(csv.reader(io.StringIO(written(rows, table()), newline="")))
    assert found == [["a", "b", "c"], *([guarded(cell) for cell in row] for row in rows)]


@given(ROWS)
def test_tabs_keep_rows_and_columns_apart_for_every_reader(rows: list[tuple[Cell, ...]]) -> None:
    found = written(rows, table(tabs=True, header=False))
    assert [len(line.split("\t")) for line in found.splitlines()] == [3] * len(rows)
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        parsed = list(csv.reader(io.StringIO(found, newline=""), delimiter="\t", quoting=quoting))
        assert [len(row) for row in parsed] == [3] * len(rows)


@given(st.text(), st.sampled_from(FORMULAS), st.booleans())
def test_no_text_is_a_formula(rest: str, first: str, tabs: bool) -> None:
    found = written([(first + rest, -1, 2.5)], table(tabs, header=False))
    cells = found.split("\t") if tabs else next(csv.reader(io.StringIO(found, newline="")))
    assert cells[0].startswith("'")
    assert cells[1] == "-1"


@pytest.mark.parametrize("tabs", [False, True])
def test_tags_stand_below_the_header(tabs: bool) -> None:
    lines = written([("1", "2", "3")], table(tabs), hxl=True).splitlines()
    assert [line.replace("\t", ",") for line in lines] == ["a,b,c", "#a,#b,#c", "1,2,3"]


def test_a_byte_order_mark_comes_first() -> None:
    assert written([], table(), bom=True) == "\ufeffa,b,c\r\n"
