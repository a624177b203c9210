"""PostgreSQL 15 or newer, through psycopg 3."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from dateline.errors import (
    AlreadyCollecting,
    StoreCorrupt,
    StoreError,
    StoreForeign,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreUnreachable,
)
from dateline.model.document import Document
from dateline.store.base import TIMEOUT
from dateline.store.sqlite import INDEXED

OLDEST: Final = 15
_LOCK: Final = 0x646C696E  # for advisory locks; any number that others are unlikely to use
_INDEX: Final = text(
    "INSERT INTO words (number, vector) VALUES (:number, to_tsvector('english', :body)) "
    "ON CONFLICT (number) DO UPDATE SET vector = excluded.vector"
)
_SEARCH: Final = text(
    "SELECT d.sha256 FROM words JOIN documents d ON d.number = words.number "
    "WHERE words.vector @@ plainto_tsquery('english', :words) AND d.state = 'current' "
    "ORDER BY d.published DESC NULLS LAST, d.sha256 LIMIT :limit"
)
# The first two or all five characters of SQLSTATE.
_BY_STATE: Final = (
    ("55P03", StoreLocked, "another program holds it"),
    ("40", StoreLocked, "another program got in the way"),
    ("53100", StoreFull, "the disk of the server is full"),
    ("25006", StoreReadOnly, "it may not be written to"),
    ("42501", StoreReadOnly, "the account lacks the right"),
    ("XX", StoreCorrupt, "the database is damaged"),
    ("08", StoreUnreachable, "the connection broke"),
    ("28", StoreUnreachable, "the server refuses the account"),
    ("3D", StoreUnreachable, "there is no such database"),
    ("53", StoreUnreachable, "the server has no room for another connection"),
    ("57P", StoreUnreachable, "the server is shutting down"),
)


class Postgres:
    """The database at `address` (postgresql://...); `timeout` in seconds is for tests."""

    def __init__(self, address: str, readonly: bool, timeout: float = TIMEOUT) -> None:
        url = _parsed(address)
        self.subject = url.render_as_string(hide_password=True)
        self.readonly = readonly
        engine = _engine(url, timeout)
        self.reading: Engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        self.writing: Engine = engine

    def error(self, error: DBAPIError) -> StoreError:
        state = getattr(error.orig, "sqlstate", None) or ""
        said = " ".join(str(error.orig).split())
        for start, kind, reason in _BY_STATE:
            if state.startswith(start):
                return kind(self.subject, f"{reason} ({said})")
        if not state or error.connection_invalidated:
            return StoreUnreachable(self.subject, said or "the connection broke")
        return StoreError(self.subject, f"{said} ({state})")

    def guard(self) -> None:
        """The server keeps the name and the data together."""

    def alone(self, connection: Connection) -> None:
        found = connection.scalar(text("SELECT current_setting('server_version_num')::int / 10000"))
        if found < OLDEST:
            raise StoreForeign(self.subject, f"PostgreSQL {found}; {OLDEST} or newer is needed")
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})

    def index(self, connection: Connection, words: list[tuple[int, Document, Document | None]]) -> None:
        rows = [{"number": number, "body": f"{face.title or ''}\n{face.text}"[:INDEXED]} for number, face, _ in words]
        connection.execute(_INDEX, rows)

    def search(self, connection: Connection, words: Sequence[str], limit: int) -> list[str]:
        return list(connection.scalars(_SEARCH, {"words": " ".join(words), "limit": limit}))

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """A lock of the session: the server lets go of it when the connection breaks."""
        with self.writing.connect() as connection:
            # Two keys: the lock of the migrations has one, and must not be in the way.
            taken = connection.scalar(text("SELECT pg_try_advisory_lock(:key, 1)"), {"key": _LOCK})
            connection.commit()
            if not taken:
                raise AlreadyCollecting(self.subject, "another program collects into it")
            try:
                yield
            finally:
                connection.execute(text("SELECT pg_advisory_unlock(:key, 1)"), {"key": _LOCK})
                connection.commit()

    def damage(self, connection: Connection, deep: bool) -> list[str]:
        """The server checks its pages as it reads them, if it was set up to; `deep` makes it read all values."""
        if deep:
            connection.execute(text("SELECT sum(length(json)) FROM records")).all()
            connection.execute(text("SELECT sum(length(text)) FROM documents")).all()
        return []


def _parsed(address: str) -> URL:
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise StoreUnreachable(
            "--db", "not an address of a PostgreSQL database (postgresql://USER@HOST/NAME)"
        ) from error
    return url.set(drivername="postgresql+psycopg")


def _engine(url: URL, timeout: float) -> Engine:
    wait = int(timeout * 1000)
    settings = f"-c lock_timeout={wait} -c synchronous_commit=on -c client_encoding=UTF8 -c timezone=UTC"
    connect = {"connect_timeout": max(2, int(timeout)), "options": settings, "application_name": "dateline"}
    # The ping finds connections that a restarted server has forgotten.
    return create_engine(url, connect_args=connect, pool_pre_ping=True, pool_timeout=timeout)
