"""Columns of numbers for many records: what is counted and filtered lies in arrays, what is shown in the store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final, Generic, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

from dateline.model.codes import QUAD, EventType
from dateline.situation.query import Kind, days_of
from dateline.store.base import Face, KeptRecord

Ints = NDArray[np.int32]
KINDS: Final = tuple(Kind)
ROLES: Final = ("actor", "recipient", "source", "speaker", "addressee", "party")
Value = TypeVar("Value")


class Interned(Generic[Value]):
    """Values and their numbers; number 0 is None. It only ever grows, so that old arrays stay right."""

    def __init__(self) -> None:
        self.values: list[Value | None] = [None]
        self._numbers: dict[Value, int] = {}

    def __getitem__(self, number: int) -> Value | None:
        return self.values[number]

    def __len__(self) -> int:
        return len(self.values)

    def number(self, value: Value | None) -> int:
        """The number of the value, given now if it is new."""
        if value is None:
            return 0
        found = self._numbers.get(value)
        if found is None:
            found = len(self.values)
            self.values.append(value)
            self._numbers[value] = found
        return found

    def find(self, value: Value) -> int | None:
        """The number of the value, None if it never came."""
        return self._numbers.get(value)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as records have it: `lat` and `lon` are None where the gazetteer has no sure entry."""

    name: str
    id: str | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    precision: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """An actor as records have it; `name` is never empty: the resolved name, else the words, else the code."""

    name: str
    code: str | None
    country: str | None
    sector: str | None
    id: str | None

    @property
    def label(self) -> str:
        """The name, with the code where the name alone does not say who it is: `army (MKD MIL)`."""
        return label_of(self.name, self.code, self.id)

    def is_named(self, word: str) -> bool:
        """Whether `word` is its name, its label, its code ("SYR MIL") or its id, in any case."""
        wanted = word.casefold()
        names = (self.name, self.label, self.code, self.id)
        return any(name is not None and name.casefold() == wanted for name in names)


def label_of(name: str, code: str | None, known: str | None) -> str:
    """See `Party.label`; `known` is the id, None for whoever is no known actor."""
    return f"{name} ({code})" if code and code != name and known is None else name


class _Words(msgspec.Struct):
    text: str
    start: int


class _Actor(msgspec.Struct):
    name: str | None
    code: str | None
    country: str | None
    sector: str | None
    id: str | None
    span: _Words | None = None

    def party(self) -> Party | None:
        name = self.name or (self.span.text if self.span else None) or self.code
        return Party(name, self.code, self.country, self.sector, self.id) if name else None


class _Place(msgspec.Struct):
    name: str
    id: str | None
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    precision: str | None


class _Date(msgspec.Struct):
    start: str | None
    end: str | None


class _Lean(msgspec.Struct):
    """The fields of all four kinds that are filtered by; the rest of the JSON is passed over."""

    confidence: float
    type: str | None = None
    kind: str | None = None
    status: str | None = None
    time: str | None = None
    anchor: _Words | None = None
    span: _Words | None = None
    place: _Place | None = None
    date: _Date | None = None
    period: _Date | None = None
    actors: tuple[_Actor, ...] = ()
    recipients: tuple[_Actor, ...] = ()
    parties: tuple[_Actor, ...] = ()
    source: _Actor | None = None
    speaker: _Actor | None = None
    addressee: _Actor | None = None


_DECODER: Final = msgspec.json.Decoder(_Lean)
_QUADS: Final = {str(kind): QUAD[kind] for kind in EventType}


@dataclass(frozen=True, slots=True)
class Columns:
    """One entry a record in each array; `day` and `last` are ordinals, 0 where neither record nor document has one.

    `own` says that the day is the record's, not that of the publication. `key` orders records of one day; `seq`
    is the number of the record's last change.
    The three arrays of parts have one entry for each actor of each record: its row, role and number.
    """

    doc: Ints
    kind: NDArray[np.int8]
    type: Ints
    quad: NDArray[np.int8]
    status: Ints
    time: Ints
    place: Ints
    day: Ints
    last: Ints
    own: NDArray[np.bool_]
    confidence: NDArray[np.float32]
    start: Ints
    key: NDArray[np.int64]
    seq: NDArray[np.int64]
    part_row: Ints
    part_role: NDArray[np.int8]
    part_actor: Ints

    def joined(self, more: "Columns", offset: int) -> "Columns":
        """Both, one after the other; `offset` is the number of records in the first."""
        pairs = {one.name: (getattr(self, one.name), getattr(more, one.name)) for one in fields(self)}
        first, second = pairs["part_row"]
        pairs["part_row"] = (first, second + np.int32(offset))
        return Columns(**{name: np.concatenate(both) for name, both in pairs.items()})


@dataclass(slots=True)
class Names:
    """The numbers that stand for words in the columns."""

    codes: Interned[str]
    spots: Interned[Spot]
    parties: Interned[Party]

    @classmethod
    def empty(cls) -> "Names":
        """No names yet."""
        return cls(Interned(), Interned(), Interned())


_TYPES: Final = {
    "doc": np.int32, "kind": np.int8, "type": np.int32, "quad": np.int8, "status": np.int32, "time": np.int32,
    "place": np.int32, "day": np.int32, "last": np.int32, "own": np.bool_, "confidence": np.float32,
    "start": np.int32, "key": np.int64, "seq": np.int64,
}  # fmt: skip


def columns_of(records: Iterable[tuple[KeptRecord, int, Face]], names: Names) -> tuple[Columns, list[str]]:
    """The columns of these records, each given with the number of its document, and their ids."""
    ids: list[str] = []
    rows: list[tuple[float, ...]] = []
    parts: list[tuple[int, int, int]] = []
    for record, doc, face in records:
        lean = _DECODER.decode(record.json)
        for role, number in _parts(lean, names):
            parts.append((len(ids), role, number))
        ids.append(record.id)
        rows.append(_row(record, lean, doc, face, names))
    by_column: Sequence[Sequence[float]] = list(zip(*rows, strict=True)) if rows else [[] for _ in _TYPES]
    arrays: dict[str, NDArray[Any]] = {
        name: np.array(by_column[at], dtype) for at, (name, dtype) in enumerate(_TYPES.items())
    }
    of_parts = np.array(parts, np.int32).reshape(-1, 3)
    arrays |= {"part_row": of_parts[:, 0], "part_role": of_parts[:, 1].astype(np.int8), "part_actor": of_parts[:, 2]}
    return Columns(**arrays), ids


def _row(record: KeptRecord, lean: _Lean, doc: int, face: Face, names: Names) -> tuple[float, ...]:
    when = lean.date or lean.period
    own = days_of(when.start) if when and when.start else None
    days = own or (days_of(face.published) if face.published else None) or (0, 0)
    last = days_of(when.end) if own and when and when.end else None
    words = lean.anchor or lean.span
    kind = KINDS.index(Kind(record.kind))
    code = lean.type or lean.kind
    place = lean.place
    spot = Spot(*(getattr(place, name) for name in Spot.__dataclass_fields__)) if place else None
    return (
        doc, kind, names.codes.number(code), _QUADS.get(code or "", 0) if kind == 0 else 0,
        names.codes.number(lean.status), names.codes.number(lean.time), names.spots.number(spot),
        days[0], max(days[1], last[1]) if last else days[1], own is not None, lean.confidence,
        words.start if words else 0, int(record.id.rpartition("-")[2][:15], 16), record.seq,
    )  # fmt: skip


def _parts(lean: _Lean, names: Names) -> Iterable[tuple[int, int]]:
    single = (lean.source, lean.speaker, lean.addressee)
    of_roles = (lean.actors, lean.recipients, *([one] if one else [] for one in single), lean.parties)
    for role, actors in enumerate(of_roles):
        for actor in actors:
            party = actor.party()
            if party is not None:
                yield role, names.parties.number(party)
