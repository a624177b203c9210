"""One writer's turn: numbers of the sequence, the time, and the changes that the transaction makes."""

from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from dateline.store.base import Action
from dateline.store.schema import changes, counter


def stamp(at: datetime) -> str:
    """UTC with microseconds; a time without a zone counts as UTC."""
    aware = at if at.tzinfo else at.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="microseconds")


class Turn:
    """Made at the start of a write transaction. It locks the counter, so writers come one after the other.

    Times never run backwards, even where the clock was set back: `changes(since=TIME)` would miss what came after.
    """

    def __init__(self, connection: Connection, now: datetime) -> None:
        self.connection = connection
        row = connection.execute(select(counter.c.seq, counter.c.at).with_for_update()).one()
        self._before: int = row.seq
        self._seq: int = row.seq
        self.at: str = max(stamp(now), row.at)
        self._changes: list[dict[str, str | int | None]] = []

    @property
    def ahead(self) -> int:
        """The number that comes next."""
        return self._seq + 1

    def number(self) -> int:
        """The next number of the sequence, as the key of a row that has no change of its own."""
        self._seq += 1
        return self._seq

    def note(
        self, action: Action, kind: str, subject: str, document: str | None = None, reason: str | None = None
    ) -> int:
        """Notes a change and returns its number."""
        seq = self.number()
        values: dict[str, str | int | None] = {"seq": seq, "at": self.at, "action": action, "kind": kind}
        self._changes.append(values | {"subject": subject, "document": document, "reason": reason})
        return seq

    def finish(self) -> None:
        """Writes the changes; a turn that changed nothing writes nothing."""
        if self._changes:
            self.connection.execute(insert(changes), self._changes)
        if self._seq != self._before:
            self.connection.execute(update(counter).values(seq=self._seq, at=self.at))
