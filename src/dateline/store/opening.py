"""Opens the store that `--db` names."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from dateline.errors import DatelineError
from dateline.store.base import TIMEOUT
from dateline.store.base_linking import LinkingStore
from dateline.store.migrate import upgrade
from dateline.store.postgres import Postgres
from dateline.store.sql import Backend, SqlStore
from dateline.store.sqlite import Sqlite

SCHEMES: Final = ("postgresql://", "postgres://", "postgresql+psycopg://")


def now() -> datetime:
    """The clock of the store, where no other is given."""
    return datetime.now(UTC)


def open_store(
    target: str,
    create: bool = False,
    readonly: bool = False,
    timeout: float = TIMEOUT,
    clock: Callable[[], datetime] = now,
) -> LinkingStore:
    """The store in a file or at a PostgreSQL address, brought up to date. `create` makes what is not there.

    StoreMissing, StoreForeign, StoreNewer, StoreUnreachable and the rest of the tree say what stands in the way.
    """
    backend: Backend
    if target.startswith(SCHEMES):
        backend = Postgres(target, readonly, timeout)
    else:
        # What only reads can read a file that it may not write to; `add` is told.
        readonly = readonly or (not create and os.path.exists(target) and not os.access(target, os.W_OK))
        backend = Sqlite(Path(target), create, readonly, timeout)
    try:
        upgrade(backend, create, readonly)
    except DatelineError:
        backend.reading.dispose()
        raise
    return SqlStore(backend, clock)
