"""The store over SQLAlchemy, the same for both databases; a Backend holds what differs between them."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol, Self

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from dateline.errors import StoreCorrupt, StoreError, StoreLocked, StoreReadOnly
from dateline.model.document import Document
from dateline.model.linked import LinkKind
from dateline.model.records import Reading
from dateline.store import decisions, linkviews, taking, views
from dateline.store.base import (
    Action,
    Arrival,
    Change,
    Counts,
    Decision,
    Fetch,
    Filter,
    Health,
    Judgement,
    Kept,
    KeptDocument,
    KeptRecord,
    Refusal,
    Sighting,
    Source,
    State,
    Statement,
)
from dateline.store.base_linking import Linking, Pair, Wanted
from dateline.store.linking import SqlLinking, effective
from dateline.store.schema import judged
from dateline.store.statements import statements_of
from dateline.store.turns import Turn

Clock = Callable[[], datetime]


class Backend(Protocol):
    """What SQLite and PostgreSQL do each in its own way."""

    subject: str
    readonly: bool
    reading: Engine
    """Its transactions see the state at their start, and write nothing."""
    writing: Engine

    def error(self, error: DBAPIError) -> StoreError:
        """Our name for an error of the database."""

    def guard(self) -> None:
        """Raises StoreMissing where what was opened is no longer what has the name."""

    def alone(self, connection: Connection) -> None:
        """Makes this transaction the only one that changes tables."""

    def index(self, connection: Connection, words: list[tuple[int, Document, Document | None]]) -> None:
        """Puts texts into the index of words."""

    def search(self, connection: Connection, words: Sequence[str], limit: int) -> list[str]:
        """Hashes of current documents that hold all words, the latest day first."""

    def damage(self, connection: Connection, deep: bool) -> list[str]:
        """What the database itself finds wrong; `deep` compares the indexes with the tables, too."""


@contextmanager
def named(backend: Backend) -> Iterator[None]:
    """Errors of the database leave as ours."""
    try:
        yield
    except DBAPIError as error:
        raise backend.error(error) from error
    except PoolTimeout as error:
        raise StoreLocked(backend.subject, "all connections of this program are in use") from error
    except zlib.error as error:
        raise StoreCorrupt(backend.subject, f"bytes kept in it cannot be unpacked: {error}") from error


class SqlStore:
    """`base.Store`, whose docstrings say what each method does."""

    def __init__(self, backend: Backend, clock: Clock) -> None:
        self.backend = backend
        self._clock = clock

    @property
    def subject(self) -> str:
        return self.backend.subject

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.backend.reading.dispose()
        self.backend.writing.dispose()

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        self.backend.guard()
        with named(self.backend), self.backend.reading.begin() as connection:
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Turn]:
        self.backend.guard()
        if self.backend.readonly:
            raise StoreReadOnly(self.subject, "it was opened for reading")
        with named(self.backend), self.backend.writing.begin() as connection:
            turn = Turn(connection, self._clock())
            yield turn
            turn.finish()

    def unread(self, documents: Sequence[Document]) -> list[Document]:
        with self._read() as connection:
            return taking.unread(connection, documents)

    def keep(self, arrivals: Sequence[Arrival], readings: Sequence[Reading], extractor: str) -> Kept:
        with self._write() as turn:
            return taking.keep(turn, arrivals, readings, extractor, self.backend.index)

    def stale(self, extractor: str, after: str = "", limit: int = 100) -> list[Document]:
        with self._read() as connection:
            return views.stale(connection, extractor, after, limit)

    def withdraw(self, document: str, reason: str) -> bool:
        with self._write() as turn:
            states = (State.CURRENT, State.WITHDRAWN)
            return decisions.set_state(turn, document, *states, Action.WITHDRAWN, reason)

    def reinstate(self, document: str, reason: str) -> bool:
        with self._write() as turn:
            states = (State.WITHDRAWN, State.CURRENT)
            return decisions.set_state(turn, document, *states, Action.REINSTATED, reason)

    def lookup(self, name: str) -> list[str]:
        with self._read() as connection:
            return views.lookup(connection, name)

    def document(self, sha256: str) -> KeptDocument | None:
        with self._read() as connection:
            return views.document(connection, sha256)

    def documents(self) -> Iterator[KeptDocument]:
        with self._read() as connection:
            yield from views.all_documents(connection)

    def records(self, wanted: Filter, after: str = "", limit: int = 100) -> list[KeptRecord]:
        with self._read() as connection:
            return views.find_records(connection, wanted, after, limit)

    def history(self, record: str) -> list[KeptRecord]:
        with self._read() as connection:
            return views.history(connection, record)

    def statements(self, record: str) -> list[Statement]:
        return [statement for kept in self.history(record) for statement in statements_of(kept)]

    def sightings(self, document: str) -> list[Sighting]:
        with self._read() as connection:
            return views.find_sightings(connection, document)

    def raw(self, sha256: str) -> bytes | None:
        with self._read() as connection:
            return views.raw(connection, sha256)

    def search(self, words: str, limit: int = 50) -> list[str]:
        with self._read() as connection:
            wanted = views.words_of(words)
            return self.backend.search(connection, wanted, limit) if wanted else []

    def judge(
        self,
        decision: Decision,
        subjects: Sequence[str],
        user: str,
        reason: str,
        value: str | None = None,
        score: float | None = None,
    ) -> Judgement:
        values = {"decision": decision, "user": user, "reason": reason, "value": value, "score": score}
        with self._write() as turn:
            return decisions.judge(turn, values, subjects)

    def judgements(self, subject: str | None = None) -> list[Judgement]:
        about = None if subject is None else select(judged.c.judgement).where(judged.c.subject == subject)
        with self._read() as connection:
            return decisions.find_judgements(connection, about)

    @contextmanager
    def linking(self) -> Iterator[Linking]:
        with self._write() as turn:
            yield SqlLinking(turn)

    def clusters(self, kind: LinkKind, wanted: Wanted, limit: int = 100) -> list[tuple[str, ...]]:
        with self._read() as connection:
            return linkviews.find_clusters(connection, kind, wanted, limit)

    def grouped(self, kind: LinkKind, members: Sequence[str]) -> dict[str, tuple[str, ...]]:
        with self._read() as connection:
            return linkviews.grouped(connection, kind, members)

    def pairs(self, kind: LinkKind, members: Sequence[str]) -> list[Pair]:
        with self._read() as connection:
            return linkviews.pairs_among(connection, kind, members)

    def kept(self, records: Sequence[str]) -> list[KeptRecord]:
        with self._read() as connection:
            return linkviews.find_kept(connection, records)

    def texts(self, documents: Sequence[str]) -> dict[str, Document]:
        with self._read() as connection:
            return linkviews.find_texts(connection, documents)

    def compared(self, documents: Sequence[str]) -> dict[str, bytes]:
        with self._read() as connection:
            return linkviews.compared(connection, documents)

    def beginning(self, digits: str) -> list[str]:
        with self._read() as connection:
            return linkviews.beginning(connection, digits)

    def decided(self, subjects: Sequence[str]) -> list[Judgement]:
        with self._read() as connection:
            return effective(connection, subjects)

    def unlinked(self, version: str) -> int:
        with self._read() as connection:
            return linkviews.unlinked(connection, version)

    def refusals(self, limit: int = 1000) -> list[Refusal]:
        with self._read() as connection:
            return views.find_refusals(connection, limit)

    def changes(self, since: int | datetime = 0, limit: int = 1000) -> list[Change]:
        with self._read() as connection:
            return views.find_changes(connection, since, limit)

    def put_source(self, source: Source) -> None:
        with self._write() as turn:
            decisions.put_source(turn.connection, source)

    def fetched(self, name: str, fetch: Fetch) -> None:
        with self._write() as turn:
            decisions.put_fetch(turn.connection, turn.number(), name, fetch)

    def sources(self) -> list[Health]:
        with self._read() as connection:
            return decisions.find_sources(connection)

    def counts(self) -> Counts:
        with self._read() as connection:
            return views.count(connection)

    def check(self, deep: bool = False) -> list[str]:
        with self._read() as connection:
            found = self.backend.damage(connection, deep) or views.faults(connection)
            return found + (views.broken_spans(connection) if deep and not found else [])
