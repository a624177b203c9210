"""A copy of all current records in columns, which answers a filter over a million records in milliseconds.

A Board never changes; `refreshed` gives the next one, for which only the documents that changed are read again. The
store remains the only place where records are kept: a board can be thrown away and made again at any time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dateline.situation.columns import KINDS, Columns, Interned, Ints, Names, Spot, columns_of
from dateline.situation.query import Kind, Query, days_of
from dateline.store.base import Face, KeptRecord
from dateline.store.base_linking import LinkingStore

MATCHES: Final = 5000
"""Documents that a search for words can give; more are cut off, the latest ones stay."""

_CHUNK: Final = 50_000
_MANY: Final = 20_000  # changes after which it is quicker to read everything again
_PAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class Shown:
    """A record on its way to a page: its JSON bytes, its document's face, and the day it is filed under."""

    kept: KeptRecord
    face: Face
    day: int
    own_day: bool


@dataclass(frozen=True)
class Board:
    """All current records as the store stood at the change `seq`."""

    seq: int
    names: Names
    columns: Columns
    ids: tuple[str, ...]
    faces: tuple[Face, ...]
    alive: NDArray[np.bool_]
    present: NDArray[np.bool_]

    @classmethod
    def read(cls, store: LinkingStore) -> "Board":
        """Reads everything."""
        seq, names = store.latest(), Names.empty()
        faces = tuple(store.shown())
        numbers = {face.sha256: number for number, face in enumerate(faces)}
        columns, ids = _read(store.current(), numbers, faces, names)
        return cls(seq, names, columns, ids, faces, np.ones(len(ids), np.bool_), np.ones(len(faces), np.bool_))

    def refreshed(self, store: LinkingStore) -> "Board":
        """The board as the store stands now; itself if nothing changed."""
        seq = store.latest()
        if seq == self.seq:
            return self
        if seq - self.seq > _MANY:
            return Board.read(store)
        touched = sorted(_touched(store, self.seq))
        gone = [self._numbers[sha] for sha in touched if sha in self._numbers]
        alive = self.alive & ~np.isin(self.columns.doc, np.array(gone, np.int32))
        fresh = tuple(store.shown(touched))
        faces = self.faces + fresh
        numbers = {face.sha256: len(self.faces) + at for at, face in enumerate(fresh)}
        columns, ids = _read(store.current(touched), numbers, faces, self.names)
        joined = self.columns.joined(columns, len(self.ids))
        alive = np.concatenate([alive, np.ones(len(ids), np.bool_)])
        present = np.concatenate([self.present, np.ones(len(fresh), np.bool_)])
        present[gone] = False
        return replace(self, seq=seq, columns=joined, ids=self.ids + ids, faces=faces, alive=alive, present=present)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {face.sha256: number for number, face in enumerate(self.faces) if self.present[number]}

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.ids) if self.alive[row]}

    @cached_property
    def _order(self) -> Ints:
        """The rows of living records, the latest day first; records of one day in the order of their ids."""
        order = np.lexsort((self.columns.key, -self.columns.day))
        return order[self.alive[order]].astype(np.int32)

    @cached_property
    def documents(self) -> tuple[Face, ...]:
        """The faces of all documents, the latest day first."""
        living = [face for number, face in enumerate(self.faces) if self.present[number]]
        return tuple(sorted(living, key=lambda face: (face.published or "", face.sha256), reverse=True))

    def row(self, record: str) -> int | None:
        """The row of a current record."""
        return self._rows.get(record)

    @cached_property
    def days(self) -> tuple[date | None, date | None]:
        """First and last day under which a record is filed."""
        known = self.columns.day[self.alive & (self.columns.day > 0)]
        if not len(known):
            return None, None
        return date.fromordinal(int(known.min())), date.fromordinal(int(known.max()))

    def number(self, sha256: str) -> int:
        """The number of a document in the columns, -1 if it is not there."""
        return self._numbers.get(sha256, -1)

    def face(self, sha256: str) -> Face | None:
        """The face of a document."""
        number = self._numbers.get(sha256)
        return None if number is None else self.faces[number]

    def select(self, query: Query, store: LinkingStore) -> Ints:
        """The rows that fit, in the order of `_order`."""
        mask = self._mask(query)
        if query.words is not None:
            found = [self._numbers[sha] for sha in store.search(query.words, MATCHES) if sha in self._numbers]
            mask &= np.isin(self.columns.doc, np.array(found, np.int32))
        return self._order[mask[self._order]]

    def _mask(self, query: Query) -> NDArray[np.bool_]:
        columns = self.columns
        mask = self.alive.copy()
        if query.kind is not None:
            mask &= columns.kind == KINDS.index(query.kind)
        for name in ("type", "status", "time"):
            value = getattr(query, name)
            if value is not None:
                mask &= getattr(columns, name) == _number(self.names.codes, value)
        mask &= self._period(query)
        if query.country is not None or query.place is not None or query.bbox is not None:
            mask &= self._places(query)[columns.place]
        if query.actor is not None:
            mask &= self._acting(query.actor)
        if query.publisher is not None or query.document is not None:
            mask &= self._documents(query)[columns.doc]
        return mask

    def _period(self, query: Query) -> NDArray[np.bool_]:
        """What lies wholly within it: "July" is in the third quarter, and not in the first week of July."""
        start, end = (days_of(day) if day else None for day in (query.start, query.end))
        fits = np.ones(len(self.ids), np.bool_)
        if start is not None:
            fits &= self.columns.day >= start[0]
        if end is not None:
            fits &= (self.columns.last <= end[1]) & (self.columns.day > 0)
        return fits

    def _places(self, query: Query) -> NDArray[np.bool_]:
        spots = self.names.spots.values
        return np.array([spot is not None and _there(spot, query) for spot in spots], np.bool_)

    def _acting(self, wanted: str) -> NDArray[np.bool_]:
        parties = self.names.parties.values
        fits = np.array([party is not None and party.is_named(wanted) for party in parties], np.bool_)
        mask = np.zeros(len(self.ids), np.bool_)
        mask[self.columns.part_row[fits[self.columns.part_actor]]] = True
        return mask

    def _documents(self, query: Query) -> NDArray[np.bool_]:
        publisher, wanted = query.publisher, query.document
        return np.array(
            [
                (publisher is None or publisher in (face.publisher, face.agency))
                and (wanted is None or wanted in (face.sha256, face.id))
                for face in self.faces
            ],
            np.bool_,
        )

    def shown(self, rows: Sequence[int] | Ints, store: LinkingStore) -> list[Shown]:
        """The records of these rows with their words; one that went since is left out."""
        numbers = [int(row) for row in rows]
        kept = {record.id: record for record in store.kept([self.ids[row] for row in numbers])}
        found = []
        for row in numbers:
            record = kept.get(self.ids[row])
            if record is not None:
                face = self.faces[self.columns.doc[row]]
                found.append(Shown(record, face, int(self.columns.day[row]), bool(self.columns.own[row])))
        return found

    def kinds(self, rows: Ints) -> dict[Kind, int]:
        """How many of each kind."""
        counted = np.bincount(self.columns.kind[rows], minlength=len(KINDS))
        return {kind: int(counted[at]) for at, kind in enumerate(KINDS)}


def _read(
    records: Iterator[KeptRecord], numbers: dict[str, int], faces: tuple[Face, ...], names: Names
) -> tuple[Columns, tuple[str, ...]]:
    # A document that came between the two questions is read at the next refresh.
    known = (
        (kept, numbers[kept.document], faces[numbers[kept.document]]) for kept in records if kept.document in numbers
    )
    columns, first = columns_of(islice(known, _CHUNK), names)
    ids = list(first)
    while True:
        chunk, more = columns_of(islice(known, _CHUNK), names)
        if not more:
            return columns, tuple(ids)
        columns = columns.joined(chunk, len(ids))
        ids += more


def _touched(store: LinkingStore, since: int) -> set[str]:
    touched: set[str] = set()
    while page := store.changes(since, _PAGE):
        touched.update(change.document for change in page if change.document)
        since = page[-1].seq
    return touched


def _number(names: Interned[str], value: str) -> int:
    found = names.find(value)
    return -1 if found is None else found


def _there(spot: Spot, query: Query) -> bool:
    if query.country is not None and spot.country != query.country:
        return False
    if query.place is not None and not _named(spot, query.place):
        return False
    if query.bbox is None:
        return True
    if spot.lat is None or spot.lon is None:
        return False
    west, south, east, north = query.bbox
    across = west <= spot.lon <= east if west <= east else (spot.lon >= west or spot.lon <= east)
    return south <= spot.lat <= north and across


def _named(spot: Spot, place: str) -> bool:
    wanted = place.casefold()
    return place == spot.id or wanted in (spot.name.casefold(), (spot.admin1 or "").casefold())
