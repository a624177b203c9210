"""What sources say of their items over time, and which documents stand for it.

An item of a source has one document: the text of its newest version. A document stands while it was met without an item
(a file that somebody added) or while a usable item has it; so an agency takes back its own dispatch and nobody else's,
and the result does not depend on the order in which the sources were asked.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, exists, insert, or_, select, update

from dateline.model.raw import Entry, Standing
from dateline.store.base import Action, State
from dateline.store.decisions import change_state
from dateline.store.faces import digest, storable
from dateline.store.schema import documents, items, sightings
from dateline.store.turns import Turn, stamp
from dateline.text.alike import is_revision

_USABLE = (Standing.USABLE, Standing.CORRECTED)


def known(connection: Connection, entry: Entry) -> bool:
    """See `base.Store.known`."""
    same = exists().where(items.c.source == storable(entry.source), items.c.mark == entry.mark)
    if connection.scalar(select(same)):
        return True
    row = _found(connection, entry)
    return row is not None and not _is_newer(entry, row)


def due(connection: Connection, now: datetime, limit: int) -> list[Entry]:
    """See `base.Store.due`."""
    chosen = select(items).where(items.c.until <= stamp(now)).order_by(items.c.until, items.c.name).limit(limit)
    return [
        Entry(row.source, row.key, row.mark, note=row.note, until=row.until, held=row.held)
        for row in connection.execute(chosen)
    ]


class Items:
    """The items of one transaction; `touched` are numbers of the documents whose standing may have changed."""

    def __init__(self, turn: Turn) -> None:
        self.held = 0
        self.touched: set[int] = set()
        self._turn = turn
        self._connection = turn.connection

    def take(self, entry: Entry, document: int | None) -> str:
        """Takes up what the source says now; the name of the item, for the sighting.

        `document` is None for a withdrawal, for what is held, and for what could not be read.
        """
        row = _found(self._connection, entry)
        name = digest(entry.source, entry.key) if row is None else str(row.name)
        if entry.held is not None and entry.until is not None:
            self._hold(name, entry, entry.until, row)
            return name
        if row is not None and row.held is not None and row.mark == entry.mark:
            # Its time has come. Even if it turns out to change nothing, it must not come again.
            self._connection.execute(update(items).where(items.c.name == name).values(until=None, held=None))
        if document is not None and row is not None and self._is_another(entry, row, document):
            name = digest(entry.source, entry.key, str(document))
            row = _row(self._connection, name)
        if row is not None and not _is_newer(entry, row):
            if document is not None:
                self.touched.add(document)
            return name
        self._put(name, entry, row, document)
        return name

    def _is_another(self, entry: Entry, row: Row[Any], document: int) -> bool:
        """Whether the source uses the id of one article for another, which must not replace it."""
        if row.document in (None, document) or entry.standing is Standing.CORRECTED:
            return False
        if _versions(entry, row) is not None:
            return False
        return not is_revision(_text(self._connection, row.document), _text(self._connection, document))

    def _hold(self, name: str, entry: Entry, until: str, row: Row[Any] | None) -> None:
        self.held += 1
        values = {"mark": entry.mark, "note": _optional(entry.note), "held": entry.held}
        values["until"] = stamp(datetime.fromisoformat(until))
        if row is not None:
            self._connection.execute(update(items).where(items.c.name == name).values(values))
            return
        own = {"name": name, "source": storable(entry.source), "key": storable(entry.key), "document": None}
        own |= {"place": _place(entry), "version": None, "modified": None, "standing": Standing.WITHHELD}
        self._connection.execute(insert(items), [values | own])

    def _put(self, name: str, entry: Entry, row: Row[Any] | None, document: int | None) -> None:
        usable = entry.standing in _USABLE
        # What could not be read replaces nothing; what was taken back stays the item's document, and no longer stands.
        shown = document if document is not None or row is None else row.document
        values: dict[str, Any] = {"mark": entry.mark, "version": entry.version, "modified": entry.modified}
        values |= {"standing": entry.standing, "note": _optional(entry.note), "document": shown}
        values |= {"until": None, "held": None}
        if row is None:
            own = {"name": name, "source": storable(entry.source), "key": storable(entry.key), "place": _place(entry)}
            self._connection.execute(insert(items), [values | own])
        else:
            self._connection.execute(update(items).where(items.c.name == name).values(values))
        before = row.document if row is not None else None
        if before is not None and (before != shown or not usable):
            self.touched.add(before)
        if document is not None and not usable:
            self.touched.add(document)

    def settle(self, others: Iterable[int] = ()) -> Counter[State]:
        """Lets each touched document stand or not, as its sources have it; counts the states that were entered."""
        entered: Counter[State] = Counter()
        for number in sorted(self.touched | set(others)):
            row = self._connection.execute(select(documents).where(documents.c.number == number)).one()
            state, reason = wanted(self._connection, row)
            if state != row.state:
                change_state(self._turn, row, state, ACTIONS[state], reason)
                entered[state] += 1
        return entered


ACTIONS = {
    State.CURRENT: Action.REINSTATED,
    State.SUPERSEDED: Action.SUPERSEDED,
    State.WITHDRAWN: Action.WITHDRAWN,
}


def wanted(connection: Connection, row: Row[Any]) -> tuple[State, str]:
    """How a document (a whole row) should stand, and why."""
    if row.decided is not None:
        return State(row.decided), row.reason or ""
    met = select(sightings.c.key).where(sightings.c.document == row.number, sightings.c.item.is_(None))
    if connection.execute(met.limit(1)).first() is not None:
        return State.CURRENT, "added by hand"
    ours = select(sightings.c.item).where(sightings.c.document == row.number)
    chosen = select(items).where(or_(items.c.name.in_(ours), items.c.document == row.number)).order_by(items.c.name)
    found = connection.execute(chosen).all()
    # A document without any item is one of a store that was made before there were items.
    if not found or any(item.document == row.number and item.standing in _USABLE for item in found):
        return State.CURRENT, "its source sent it again"
    for item in found:
        if item.document == row.number:
            return State.WITHDRAWN, _taken_back(item)
    newer = connection.scalar(select(documents.c.sha256).where(documents.c.number == found[0].document)) or "none"
    version = f"version {found[0].version}" if found[0].version else "a newer version"
    return State.SUPERSEDED, f"replaced by {version} of the same dispatch: document {newer[:16]}"


def astray(connection: Connection) -> list[Row[Any]]:
    """Documents that stand otherwise than their sources have it; none unless something went wrong."""
    listed = exists().where(sightings.c.document == documents.c.number, sightings.c.item.is_not(None))
    chosen = select(documents).where(and_(listed, documents.c.decided.is_(None))).order_by(documents.c.number)
    return [row for row in connection.execute(chosen) if wanted(connection, row)[0] != row.state]


def _taken_back(item: Row[Any]) -> str:
    word = "withdrawn" if item.standing == Standing.WITHDRAWN else "withheld"
    return f"{word} by its source {item.source}" + (f": {item.note}" if item.note else "")


def _place(entry: Entry) -> str | None:
    return None if entry.place is None else digest(entry.source, entry.place)


def _found(connection: Connection, entry: Entry) -> Row[Any] | None:
    """The item of this key, else the one at this address: some sources give new ids to old items."""
    row = _row(connection, digest(entry.source, entry.key))
    if row is not None or entry.place is None:
        return row
    chosen = select(items).where(items.c.place == _place(entry)).order_by(items.c.name)
    return connection.execute(chosen.limit(1)).first()


def _row(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(select(items).where(items.c.name == name)).one_or_none()


def _text(connection: Connection, number: int) -> str:
    return str(connection.scalar(select(documents.c.text).where(documents.c.number == number)))


def _versions(entry: Entry, row: Row[Any]) -> bool | None:
    """Whether the entry's version is the higher one; None where they do not tell."""
    mine, theirs = entry.version or "", row.version or ""
    if not (mine.isdecimal() and theirs.isdecimal()) or int(mine) == int(theirs):
        return None
    return int(mine) > int(theirs)


def _is_newer(entry: Entry, row: Row[Any]) -> bool:
    """By version, else by the moment of the last change, else by arrival; what was taken back needs more than that."""
    by_version = _versions(entry, row)
    if by_version is not None:
        return by_version
    mine, theirs = (stamp(datetime.fromisoformat(value)) if value else None for value in (entry.modified, row.modified))
    if mine is not None and theirs is not None and mine != theirs:
        return mine > theirs
    return row.standing != Standing.WITHDRAWN or entry.standing is Standing.WITHDRAWN


def _optional(value: str | None) -> str | None:
    return None if value is None else storable(value)
