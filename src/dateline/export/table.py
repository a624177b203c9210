"""What a table export is made of: columns with their meaning, rows, and how the file is written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final, Protocol, TypeAlias

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = dict[str, Cell]

TYPES: Final = frozenset({"string", "integer", "number", "date", "year"})
"""Types of Frictionless; a `date` is a whole day, an ISO prefix that may be shorter is a `string`."""

# A first character that makes a spreadsheet take text for a formula, also in its full-width form.
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")


@dataclass(frozen=True, slots=True)
class Column:
    """`tag` is the HXL hashtag ("" for none); `meaning` says what is written, or why the column is always empty."""

    name: str
    type: str
    tag: str
    meaning: str

    @property
    def filled(self) -> bool:
        """False for a column of the format that we know nothing for."""
        return not self.meaning.startswith("Empty:")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a delimited file is written; a file with tabs has no quotes, so that breaks inside a value become blanks."""

    delimiter: str = ","
    header: bool = True
    line_end: str = "\r\n"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of an export. `row` says what a row is; `key` names the columns that tell the rows apart."""

    name: str
    title: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    dialect: Dialect = field(default_factory=Dialect)
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(column.name for column in self.columns)


class Sink(Protocol):
    """Where the rows of one table go, one after the other."""

    def write(self, row: Mapping[str, Cell]) -> None:
        """Takes a row; columns that it lacks are empty."""

    def close(self) -> None:
        """Writes what is left; the file is then complete."""


class Sheets:
    """The open tables of one export. `left` counts what was left out, by reason; `rows` what was written, by table."""

    def __init__(self, sinks: Mapping[str, Sink]) -> None:
        self._sinks = MappingProxyType(dict(sinks))
        self.rows: Counter[str] = Counter(dict.fromkeys(sinks, 0))
        self.left: Counter[str] = Counter()

    def put(self, table: str, row: Mapping[str, Cell]) -> None:
        """A row of a table; of a table that is not wanted (on the standard output) it goes nowhere."""
        if table in self._sinks:
            self._sinks[table].write(row)
            self.rows[table] += 1

    def leave(self, reason: str, number: int = 1) -> None:
        """Something that has no row, and why."""
        self.left[reason] += number


@cache
def columns_of(name: str) -> tuple[Column, ...]:
    """The columns in `columns/NAME.tsv`."""
    text = resources.files("dateline.export.columns").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("# ")]
    return tuple(Column(*line.split("\t")) for line in lines)


def guarded(value: Cell) -> Cell:
    """Text that a spreadsheet could take for a formula with an apostrophe in front; numbers stay numbers."""
    if isinstance(value, str):
        # str() of a member of a code list is its value, whatever a writer would make of a subclass of str.
        return f"'{value}" if value.startswith(_FORMULA) else str(value)
    return value


def joined(values: Sequence[str | None]) -> str:
    """Several values in one cell; an unknown one leaves its place empty."""
    return "; ".join(value or "" for value in values)
