"""Taking a batch in: which face a text shows, what is new of it, what a newer reading changes."""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, insert, select, update

from dateline.errors import DocumentFault
from dateline.model.document import Document, Rejected
from dateline.model.raw import Entry
from dateline.model.records import Reading
from dateline.store.base import Action, Arrival, Kept, State
from dateline.store.decisions import records_state
from dateline.store.faces import basis, best, clean, digest, storable
from dateline.store.items import Items
from dateline.store.rows import Values, document_of, face_row, record_row, records_of
from dateline.store.schema import documents, raws, readings, records, refusals, sightings
from dateline.store.turns import Turn, stamp

_AT_ONCE = 500  # SQLite takes 32,766 parameters, older ones 999

Indexer = Callable[[Connection, list[tuple[int, Document, Document | None]]], None]
"""Puts texts into the index of words: the document's number, its face, and the face it had before."""


@dataclass(frozen=True, slots=True)
class _Known:
    number: int
    face: Document
    state: str


def unread(connection: Connection, offered: Sequence[Document]) -> list[Document]:
    """Faces that have to be read before the offered documents can be kept."""
    known = _known(connection, [document.sha256 for document in offered])
    shown = _shown(known, [clean(document) for document in offered])
    return [face for sha, face in shown.items() if sha not in known or basis(face) != basis(known[sha].face)]


def keep(turn: Turn, arrivals: Sequence[Arrival], made: Sequence[Reading], extractor: str, index: Indexer) -> Kept:
    """See `base.Store.keep`."""
    connection = turn.connection
    came = [(arrival, clean(arrival.item)) for arrival in arrivals if isinstance(arrival.item, Document)]
    refused = [(arrival, arrival.item) for arrival in arrivals if isinstance(arrival.item, Rejected)]
    fresh = {(reading.document.sha256, basis(clean(reading.document))): reading for reading in made}
    hashes = [face.sha256 for _, face in came] + [reading.document.sha256 for reading in made]
    known = _known(connection, hashes)
    shown = _shown(known, [face for _, face in came])
    lacking = {sha: face for sha, face in shown.items() if _lacks(known.get(sha), face, fresh)}
    came = [(arrival, face) for arrival, face in came if face.sha256 not in lacking]
    shown = {sha: face for sha, face in shown.items() if sha not in lacking}
    new = sum(sha not in known for sha in shown)
    current = known | _put_documents(turn, known, shown, index)
    _put_raws(connection, [arrival.raw for arrival, _ in [*came, *refused] if arrival.raw is not None])
    entries = Items(turn)
    named: dict[tuple[Entry, str | None], str] = {}
    for arrival in arrivals:
        if arrival.entry is not None and _hash(arrival) not in lacking:
            named[arrival.entry, _hash(arrival)] = entries.take(arrival.entry, _number(arrival, current))
    _put_sightings(connection, current, came, named)
    _put_refusals(connection, refused)
    for (sha, ground), reading in fresh.items():
        if sha in current and basis(current[sha].face) == ground:
            _put_reading(turn, current[sha], reading, extractor)
    entered = entries.settle(current[sha].number for sha in shown if current[sha].state != State.CURRENT)
    failed = sum(item.code == DocumentFault.code for _, item in refused)
    return Kept(
        new,
        len(came) - new,
        len(refused) - failed,
        failed,
        entered[State.SUPERSEDED],
        entered[State.WITHDRAWN],
        entered[State.CURRENT],
        entries.held,
        tuple(lacking.values()),
    )


def _hash(arrival: Arrival) -> str | None:
    return arrival.item.sha256 if isinstance(arrival.item, Document) else None


def _number(arrival: Arrival, current: dict[str, _Known]) -> int | None:
    return current[arrival.item.sha256].number if isinstance(arrival.item, Document) else None


def _lacks(known: _Known | None, face: Document, fresh: dict[tuple[str, str], Reading]) -> bool:
    read = known is not None and basis(known.face) == basis(face)
    return not read and (face.sha256, basis(face)) not in fresh


def _known(connection: Connection, hashes: Iterable[str]) -> dict[str, _Known]:
    return {row.sha256: _Known(row.number, document_of(row), row.state) for row in _rows(connection, documents, hashes)}


def _rows(connection: Connection, table: Table, keys: Iterable[str], column: str = "sha256") -> list[Row[Any]]:
    wanted = sorted(set(keys))
    found: list[Row[Any]] = []
    for start in range(0, len(wanted), _AT_ONCE):
        chosen = select(table).where(table.c[column].in_(wanted[start : start + _AT_ONCE]))
        found += connection.execute(chosen).all()
    return found


def _shown(known: dict[str, _Known], faces: Iterable[Document]) -> dict[str, Document]:
    """The face of each text that arrived, in the order of arrival."""
    offered: dict[str, list[Document]] = {}
    for face in faces:
        offered.setdefault(face.sha256, []).append(face)
    return {sha: best([*several, known[sha].face] if sha in known else several) for sha, several in offered.items()}


def _put_documents(
    turn: Turn, known: dict[str, _Known], shown: dict[str, Document], index: Indexer
) -> dict[str, _Known]:
    """Rows for new texts and better faces; returns these documents as they are now."""
    now: dict[str, _Known] = {}
    rows: list[Values] = []
    words: list[tuple[int, Document, Document | None]] = []
    for sha, face in shown.items():
        before = known.get(sha)
        if before is None:
            seq = turn.note(Action.ADDED, "document", sha, sha)
            now[sha] = _Known(seq, face, State.CURRENT)
            own = {"number": seq, "sha256": sha, "text": face.text, "language": face.language, "state": State.CURRENT}
            rows.append(face_row(face) | own | {"reason": None, "seq": seq, "updated": turn.at})
            words.append((seq, face, None))
        elif before.face != face:
            seq = turn.note(Action.CHANGED, "document", sha, sha, "an earlier or fuller sighting is shown")
            now[sha] = _Known(before.number, face, before.state)
            values = face_row(face) | {"seq": seq, "updated": turn.at}
            turn.connection.execute(update(documents).where(documents.c.number == before.number).values(values))
            if face.title != before.face.title:
                words.append((before.number, face, before.face))
    if rows:
        turn.connection.execute(insert(documents), rows)
    if words:
        index(turn.connection, words)
    return now


def _put_raws(connection: Connection, bodies: Iterable[bytes]) -> None:
    by_hash = {hashlib.sha256(body).hexdigest(): body for body in bodies}
    present = _present(connection, raws, "sha256", by_hash)
    rows = [
        {"sha256": sha, "size": len(body), "packed": zlib.compress(body)}
        for sha, body in by_hash.items()
        if sha not in present
    ]
    if rows:
        connection.execute(insert(raws), rows)


def _present(connection: Connection, table: Table, column: str, keys: Iterable[str]) -> set[str]:
    wanted = sorted(keys)
    found: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        chosen = select(table.c[column]).where(table.c[column].in_(wanted[start : start + _AT_ONCE]))
        found.update(connection.scalars(chosen))
    return found


def _put_sightings(
    connection: Connection,
    current: dict[str, _Known],
    came: Iterable[tuple[Arrival, Document]],
    named: dict[tuple[Entry, str | None], str],
) -> None:
    rows: dict[str, Values] = {}
    for arrival, face in came:
        values = face_row(face) | _where(arrival)
        item = None if arrival.entry is None else named[arrival.entry, face.sha256]
        # Sightings without an item have the keys that they had before there were items.
        of_item = [item] if item is not None else []
        key = digest(face.sha256, *(values[name] for name in sorted(values)), *of_item)
        own = {"key": key, "document": current[face.sha256].number, "fetched": stamp(arrival.fetched), "item": item}
        rows.setdefault(key, values | own)
    _insert_missing(connection, sightings, rows)


def _put_refusals(connection: Connection, refused: Iterable[tuple[Arrival, Rejected]]) -> None:
    rows: dict[str, Values] = {}
    for arrival, item in refused:
        values: Values = {"subject": storable(item.subject), "stage": item.stage, "code": item.code}
        values |= {"reason": storable(item.reason), "hint": storable(item.hint) if item.hint else None}
        where = _where(arrival)
        values |= {"origin": where["origin"], "raw": where["raw"]}
        key = digest(*(values[name] for name in sorted(values)))
        rows.setdefault(key, values | {"key": key, "at": stamp(arrival.fetched)})
    _insert_missing(connection, refusals, rows)


def _where(arrival: Arrival) -> Values:
    raw = None if arrival.raw is None else hashlib.sha256(arrival.raw).hexdigest()
    source = storable(arrival.source) if arrival.source else None
    return {"origin": storable(arrival.origin), "source": source, "raw": raw}


def _insert_missing(connection: Connection, table: Table, rows: dict[str, Values]) -> None:
    present = _present(connection, table, "key", rows)
    missing = [values for key, values in rows.items() if key not in present]
    if missing:
        connection.execute(insert(table), missing)


def _put_reading(turn: Turn, known: _Known, reading: Reading, extractor: str) -> None:
    """Makes this reading the current one; it does nothing if it is that already."""
    ground = basis(known.face)
    of_document = turn.connection.execute(select(readings).where(readings.c.document == known.number)).all()
    same = next((row for row in of_document if (row.extractor, row.basis) == (extractor, ground)), None)
    if same is not None and same.state == State.CURRENT:
        return
    before = _supersede(turn, known) if of_document else {}
    number = turn.number() if same is None else int(same.number)
    rows = [_record(turn, known, record_row(record), before) for record in records_of(reading)]
    found = {row["id"] for row in rows}
    _note_removed(turn, known, [row for name, row in before.items() if name not in found], extractor)
    connection = turn.connection
    if same is None:
        values = {"number": number, "document": known.number, "extractor": extractor, "basis": ground}
        values |= {"state": State.CURRENT, "seq": number, "updated": turn.at}
        connection.execute(insert(readings), [values])
        if rows:
            connection.execute(insert(records), [row | {"reading": number} for row in rows])
        return
    connection.execute(update(readings).where(readings.c.number == number).values(state=State.CURRENT))
    for row in rows:
        chosen = update(records).where(records.c.reading == number, records.c.id == row["id"])
        connection.execute(chosen.values(state=row["state"], seq=row["seq"], updated=row["updated"]))


def _supersede(turn: Turn, known: _Known) -> dict[str, Row[Any]]:
    """Marks what stood until now; returns it by record id."""
    chosen = select(records).where(records.c.document == known.number, records.c.state != State.SUPERSEDED)
    before = {row.id: row for row in turn.connection.execute(chosen)}
    for table in (readings, records):
        ours = update(table).where(table.c.document == known.number)
        turn.connection.execute(ours.where(table.c.state != State.SUPERSEDED).values(state=State.SUPERSEDED))
    return before


def _record(turn: Turn, known: _Known, row: Values, before: dict[str, Row[Any]]) -> Values:
    """The whole row. A record that a newer reading leaves as it was keeps the number of its last change."""
    row |= {"document": known.number, "state": records_state(State(known.state))}
    old = before.get(row["id"])
    if old is not None and old.json == row["json"]:
        return row | {"seq": old.seq, "updated": old.updated}
    action = Action.ADDED if old is None else Action.CHANGED
    return row | {"seq": turn.note(action, row["kind"], row["id"], known.face.sha256), "updated": turn.at}


def _note_removed(turn: Turn, known: _Known, gone: Iterable[Row[Any]], extractor: str) -> None:
    for row in sorted(gone, key=lambda row: str(row.id)):
        reason = f"no longer found by extractor {extractor}"
        turn.note(Action.REMOVED, row.kind, row.id, known.face.sha256, reason)
