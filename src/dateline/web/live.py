"""What the pages are made from: the store for reading, and its board, looked after as the store changes."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final, TypeVar, cast

from dateline.situation.board import Board
from dateline.situation.columns import Ints
from dateline.situation.query import Query
from dateline.store.base_linking import LinkingStore

PAUSE: Final = 2.0
"""Seconds between two looks for changes: while an ingest runs, readers share one refresh."""

_SELECTIONS: Final = 16  # arrays of up to four bytes a record each
_KEPT: Final = 512  # computed views; a filter and its pages are asked for again and again
Value = TypeVar("Value")


class Live:
    """Thread-safe. `board` is at most PAUSE seconds behind the store; the first call reads everything."""

    def __init__(self, store: LinkingStore, clock: Callable[[], float] = time.monotonic) -> None:
        self.store = store
        self._clock = clock
        self._board: Board | None = None
        self._looked = 0.0
        self._reading = threading.Lock()
        self._views: OrderedDict[Hashable, object] = OrderedDict()
        self._selected: OrderedDict[tuple[int, Query], Ints] = OrderedDict()
        self._keeping = threading.Lock()

    @property
    def board(self) -> Board:
        """The present board. While one thread refreshes it, the others go on with the one before."""
        board = self._board
        if board is not None and self._clock() - self._looked < PAUSE:
            return board
        if not self._reading.acquire(blocking=board is None):
            return cast(Board, board)
        try:
            # Another thread may have read it while this one waited.
            if self._board is None or self._clock() - self._looked >= PAUSE:
                self._board = Board.read(self.store) if self._board is None else self._board.refreshed(self.store)
                self._looked = self._clock()
            return self._board
        finally:
            self._reading.release()

    def rows(self, board: Board, query: Query) -> Ints:
        """The rows that fit; the last few answers are kept, since a list is read page by page."""
        with self._keeping:
            found = self._selected.get((board.seq, query))
            if found is not None:
                self._selected.move_to_end((board.seq, query))
                return found
        rows = board.select(query, self.store)
        with self._keeping:
            self._selected[(board.seq, query)] = rows
            while len(self._selected) > _SELECTIONS:
                self._selected.popitem(last=False)
        return rows

    def view(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What `make` gives, kept under the key; the key must hold all that it depends on, the board's seq too."""
        with self._keeping:
            if key in self._views:
                self._views.move_to_end(key)
                return cast(Value, self._views[key])
        made = make()
        with self._keeping:
            self._views[key] = made
            while len(self._views) > _KEPT:
                self._views.popitem(last=False)
        return made
