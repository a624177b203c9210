"""One collector a database: a lock that the system lets go of when its holder ends, however it ends.

After a kill the file of the lock is still there and says nothing: only a living process can hold it.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from shlex import quote

from dateline.errors import AlreadyCollecting, StoreError, StoreUnreachable

_ENDING = "-collecting"


def beside(path: Path) -> Path:
    """The small database that is locked instead of the store, whose own locks last for one write."""
    return path.with_name(path.name + _ENDING)


@contextmanager
def held_beside(path: Path, subject: str) -> Iterator[None]:
    """Holds the lock of the store at `path`, which messages call `subject`; AlreadyCollecting names who has it."""
    while (connection := _attempt(beside(path), subject)) is None:
        pass  # its former holder removed the file between our opening and our locking it
    try:
        yield
    finally:
        # While it is held: whoever has opened the file already sees that it has lost its name.
        beside(path).unlink(missing_ok=True)
        connection.close()


def _attempt(lock: Path, subject: str) -> sqlite3.Connection | None:
    connection, ours = None, False
    try:
        lock.touch()
        opened = lock.stat().st_ino
        connection = sqlite3.connect(lock, timeout=0.2, isolation_level=None, check_same_thread=False)
        _take(connection, subject)
        ours = lock.exists() and lock.stat().st_ino == opened
        return connection if ours else None
    except (sqlite3.OperationalError, OSError) as error:
        raise StoreUnreachable(str(lock), f"the lock cannot be had: {error}") from error
    except sqlite3.DatabaseError as error:
        raise StoreError(str(lock), f"the lock is damaged: {error}", f"rm {quote(str(lock))}") from error
    finally:
        if connection is not None and not ours:
            connection.close()


def stale(path: Path) -> bool:
    """Whether a lock lies there that nobody holds."""
    lock = beside(path)
    if not lock.exists():
        return False
    try:
        with closing(sqlite3.connect(lock, timeout=0, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True
    return True


def _take(connection: sqlite3.Connection, subject: str) -> None:
    try:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("CREATE TABLE IF NOT EXISTS holder (process INTEGER)")
        connection.execute("DELETE FROM holder")
        connection.execute("INSERT INTO holder VALUES (?)", (os.getpid(),))
        connection.execute("COMMIT")
        # A reserved lock keeps out every other writer and lets all read who it is.
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        raise AlreadyCollecting(subject, f"another program collects into it{_holder(connection)}") from error


def _holder(connection: sqlite3.Connection) -> str:
    with suppress(sqlite3.Error):
        row = connection.execute("SELECT process FROM holder").fetchone()
        if row is not None:
            return f" (process {row[0]})"
    return ""
