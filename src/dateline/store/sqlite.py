"""SQLite: one file, WAL, each commit on the disk before it is acknowledged."""

import os
import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from dateline.errors import (
    StoreCorrupt,
    StoreError,
    StoreForeign,
    StoreFull,
    StoreLocked,
    StoreMissing,
    StoreReadOnly,
    StoreUnreachable,
)
from dateline.model.document import Document
from dateline.store.base import TIMEOUT
from dateline.store.schema import APPLICATION
from dateline.store.watching import held_beside

INDEXED: Final = 250_000
"""Characters of a text that go into the index of words; PostgreSQL takes no more than about a megabyte."""

_MAGIC: Final = b"SQLite format 3\0"
_INDEX: Final = text("INSERT INTO words (rowid, title, body) VALUES (:number, :title, :body)")
_FORGET: Final = text("INSERT INTO words (words, rowid, title, body) VALUES ('delete', :number, :title, :body)")
_SEARCH: Final = text(
    "SELECT d.sha256 FROM words JOIN documents d ON d.number = words.rowid "
    "WHERE words MATCH :words AND d.state = 'current' ORDER BY d.published DESC NULLS LAST, d.sha256 LIMIT :limit"
)
_BY_NAME: Final = (
    ("SQLITE_BUSY", StoreLocked, "another program holds it"),
    ("SQLITE_LOCKED", StoreLocked, "another program holds it"),
    ("SQLITE_CORRUPT", StoreCorrupt, "the file is damaged"),
    ("SQLITE_NOTADB", StoreForeign, "not a database"),
    ("SQLITE_READONLY", StoreReadOnly, "it may not be written to"),
    ("SQLITE_FULL", StoreFull, "the disk is full"),
    ("SQLITE_CANTOPEN", StoreUnreachable, "it cannot be opened"),
    ("SQLITE_PERM", StoreUnreachable, "it cannot be opened"),
)


class Sqlite:
    """The file at `path`; `timeout` in seconds is for tests. `readonly` opens it for reading only."""

    def __init__(self, path: Path, create: bool, readonly: bool, timeout: float = TIMEOUT) -> None:
        self.subject = str(path)
        self._path = path
        self.readonly = readonly
        self._timeout = timeout
        _prepare(path, create and not readonly)
        self._identity = _identity(path)
        self.reading: Engine = self._engine()
        self.writing: Engine = self.reading.execution_options(writing=True)

    def _engine(self) -> Engine:
        engine = create_engine("sqlite://", creator=self._connect, poolclass=QueuePool, pool_timeout=TIMEOUT)
        event.listen(engine, "begin", _begin)
        return engine

    def _connect(self) -> sqlite3.Connection:
        mode = "ro" if self.readonly else "rw"
        # No isolation level: the driver would commit before a step that makes a table, and half a step would stay.
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=self._timeout,
            isolation_level=None,
            check_same_thread=False,
        )
        if not self.readonly:
            connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def error(self, error: DBAPIError) -> StoreError:
        name = getattr(error.orig, "sqlite_errorname", "")
        for start, kind, reason in _BY_NAME:
            if name.startswith(start):
                return kind(self.subject, f"{reason} ({error.orig})")
        return StoreError(self.subject, f"{error.orig} ({name or type(error.orig).__name__})")

    def guard(self) -> None:
        # Without this look, rows would go into a file that no longer has a name, and be gone at the end.
        if _identity(self._path) != self._identity:
            raise StoreMissing(self.subject, "the file was removed or replaced while it was open")

    def alone(self, connection: Connection) -> None:
        """BEGIN IMMEDIATE has seen to it."""

    def index(self, connection: Connection, words: list[tuple[int, Document, Document | None]]) -> None:
        gone = [_words(number, before) for number, _, before in words if before is not None]
        if gone:
            connection.execute(_FORGET, gone)
        connection.execute(_INDEX, [_words(number, face) for number, face, _ in words])

    def search(self, connection: Connection, words: Sequence[str], limit: int) -> list[str]:
        wanted = " ".join(f'"{word}"' for word in words)
        return list(connection.scalars(_SEARCH, {"words": wanted, "limit": limit}))

    def collecting(self) -> AbstractContextManager[None]:
        return held_beside(self._path.absolute(), self.subject)

    def damage(self, connection: Connection, deep: bool) -> list[str]:
        question = "PRAGMA integrity_check(20)" if deep else "PRAGMA quick_check(20)"
        found = [str(line) for line in connection.scalars(text(question)) if line != "ok"]
        orphans = len(connection.execute(text("PRAGMA foreign_key_check")).all())
        return found + ([f"{orphans:,} rows without the row they belong to"] if orphans else [])


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _words(number: int, face: Document) -> dict[str, int | str]:
    return {"number": number, "title": face.title or "", "body": face.text[:INDEXED]}


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _prepare(path: Path, create: bool) -> None:
    """Looks at the first bytes, before SQLite could change the file of another program."""
    try:
        head = _head(path)
    except FileNotFoundError as error:
        if not create:
            raise StoreMissing(str(path), "no such file", "dateline add IN --db FILE") from error
        head = b""
    except OSError as error:
        raise StoreUnreachable(str(path), f"cannot be read: {(error.strerror or str(error)).lower()}") from error
    if not head and create:
        _make(path)
    elif not head:
        raise StoreForeign(str(path), "it is empty (0 bytes)")
    elif not head.startswith(_MAGIC):
        raise StoreForeign(str(path), "not a database")
    elif int.from_bytes(head[68:72], "big") != APPLICATION:
        raise StoreForeign(str(path), "a database of another program")


def _head(path: Path) -> bytes:
    with open(path, "rb") as file:
        return file.read(100)


def _make(path: Path) -> None:
    """An empty database with our mark, which stands in the file before anything else does."""
    try:
        connection = sqlite3.connect(path, timeout=TIMEOUT)
        try:
            connection.execute(f"PRAGMA application_id = {APPLICATION:d}")
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise StoreUnreachable(str(path), f"it cannot be made: {error}") from error
