"""Pages of a selection: where one ended, the next begins, whatever was added in between."""

from dataclasses import dataclass

import numpy as np

from dateline.situation.board import Board, Shown
from dateline.situation.columns import Ints
from dateline.store.base_linking import LinkingStore


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last record that was given out: its day as ordinal, and its id."""

    day: int
    record: str

    def __str__(self) -> str:
        return f"{self.day}.{self.record}"


def start_of(board: Board, rows: Ints, after: Cursor | None) -> int:
    """How many of the rows (in the board's order) stand at or before the cursor."""
    if after is None:
        return 0
    days = -board.columns.day[rows].astype(np.int64)
    low, high = np.searchsorted(days, -after.day, "left"), np.searchsorted(days, -after.day, "right")
    keys = board.columns.key[rows[low:high]]
    return int(low + np.searchsorted(keys, key_of(after.record), "right"))


def key_of(record: str) -> int:
    """The number by which records of one day are ordered: the first sixty bits of the id."""
    return int(record.rpartition("-")[2][:15], 16)


def records_after(
    board: Board, store: LinkingStore, rows: Ints, after: Cursor | None, limit: int
) -> tuple[list[Shown], Cursor | None]:
    """The next records, and the cursor for those after them, None at the end."""
    start = start_of(board, rows, after)
    chosen = rows[start : start + limit]
    shown = board.shown(chosen, store)
    if start + limit >= len(rows):
        return shown, None
    last = int(chosen[-1])
    return shown, Cursor(int(board.columns.day[last]), board.ids[last])
