"""Reads in bulk for whoever keeps a copy of all that is current: faces without texts, and records."""

from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, func, select

from dateline.store.base import Face, KeptRecord, State
from dateline.store.rows import kept_record
from dateline.store.schema import changes, documents, records
from dateline.store.views import WHOLE

_AT_ONCE: Final = 500  # names in one question; SQLite takes 32,766, and shorter questions are answered sooner
_COLUMNS: Final = ("sha256", "id", "title", "published", "publisher", "agency", "language", "url")


def shown(connection: Connection, wanted: Sequence[str] | None) -> Iterator[Face]:
    """See `base.Store.shown`."""
    chosen = select(*(documents.c[name] for name in _COLUMNS)).where(documents.c.state == State.CURRENT)
    for part in _parts(wanted):
        own = chosen if part is None else chosen.where(documents.c.sha256.in_(part))
        for row in connection.execute(own.execution_options(yield_per=_AT_ONCE)):
            yield Face(*row)


def current(connection: Connection, wanted: Sequence[str] | None) -> Iterator[KeptRecord]:
    """See `base.Store.current`."""
    chosen = WHOLE.where(records.c.state == State.CURRENT)
    for part in _parts(wanted):
        own = chosen if part is None else chosen.where(documents.c.sha256.in_(part))
        for row in connection.execute(own.execution_options(yield_per=_AT_ONCE)):
            yield kept_record(row)


def latest(connection: Connection) -> int:
    """See `base.Store.latest`."""
    return connection.scalar(select(func.max(changes.c.seq))) or 0


def _parts(wanted: Sequence[str] | None) -> Iterator[Sequence[str] | None]:
    if wanted is None:
        yield None
        return
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]
