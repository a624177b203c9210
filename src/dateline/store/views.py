"""What is read out of the tables."""

import re
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, func, or_, select

from dateline.model.document import Document, Rejected
from dateline.store.base import (
    Action,
    Change,
    Counts,
    Filter,
    KeptDocument,
    KeptRecord,
    Refusal,
    Sighting,
    State,
)
from dateline.store.rows import document_of, kept_record, sighting_of
from dateline.store.schema import (
    changes,
    documents,
    judgements,
    raws,
    readings,
    records,
    refusals,
    sightings,
)
from dateline.store.statements import spans_of
from dateline.store.turns import stamp

_PAGE = 200

WHOLE = (
    select(records, documents.c.sha256, readings.c.extractor)
    .join(documents, records.c.document == documents.c.number)
    .join(readings, records.c.reading == readings.c.number)
)
"""Records with what a KeptRecord needs besides."""


def lookup(connection: Connection, name: str) -> list[str]:
    """See `base.Store.lookup`."""
    met = exists().where(sightings.c.document == documents.c.number)
    named = met.where(or_(sightings.c.id == name, sightings.c.url == name))
    chosen = select(documents.c.sha256).where(or_(documents.c.sha256 == name, named))
    return list(connection.scalars(chosen.order_by(documents.c.sha256)))


def document(connection: Connection, sha256: str) -> KeptDocument | None:
    """See `base.Store.document`."""
    row = connection.execute(select(documents).where(documents.c.sha256 == sha256)).one_or_none()
    return None if row is None else with_records(connection, [row])[0]


def all_documents(connection: Connection) -> Iterator[KeptDocument]:
    """See `base.Store.documents`; a page of them is in memory at a time."""
    ordered = select(documents.c.number).where(documents.c.state == State.CURRENT)
    ordered = ordered.order_by(documents.c.id, documents.c.sha256).execution_options(yield_per=_PAGE)
    for page in connection.scalars(ordered).partitions():
        chosen = select(documents).where(documents.c.number.in_(page))
        rows = connection.execute(chosen.order_by(documents.c.id, documents.c.sha256)).all()
        yield from with_records(connection, rows)


def with_records(connection: Connection, rows: Sequence[Row[Any]]) -> list[KeptDocument]:
    """Rows of documents as documents with their records."""
    numbers = [row.number for row in rows]
    chosen = WHOLE.where(records.c.document.in_(numbers), records.c.state != State.SUPERSEDED)
    found: dict[str, list[KeptRecord]] = {}
    for row in connection.execute(chosen.order_by(records.c.id)):
        found.setdefault(row.sha256, []).append(kept_record(row))
    return [KeptDocument(document_of(row), State(row.state), tuple(found.get(row.sha256, ()))) for row in rows]


def find_records(connection: Connection, wanted: Filter, after: str, limit: int) -> list[KeptRecord]:
    """See `base.Store.records`."""
    chosen = WHOLE.where(records.c.state == State.CURRENT, records.c.id > after)
    for name in ("kind", "type", "status", "country", "place"):
        value = getattr(wanted, name)
        if value is not None:
            chosen = chosen.where(records.c[name] == value)
    if wanted.document is not None:
        chosen = chosen.where(documents.c.sha256 == wanted.document)
    if wanted.start is not None:
        chosen = chosen.where(records.c.day >= wanted.start)
    if wanted.end is not None:
        # "2018-07-04" lies in "2018-07": whatever starts with the end belongs to it.
        chosen = chosen.where(records.c.day < wanted.end + "\U0010ffff")
    return _kept(connection, chosen.order_by(records.c.id).limit(limit))


def history(connection: Connection, record: str) -> list[KeptRecord]:
    """See `base.Store.history`."""
    newest = (records.c.state == State.SUPERSEDED, records.c.reading.desc())
    return _kept(connection, WHOLE.where(records.c.id == record).order_by(*newest))


def _kept(connection: Connection, chosen: Select[Any]) -> list[KeptRecord]:
    return [kept_record(row) for row in connection.execute(chosen)]


def stale(connection: Connection, extractor: str, after: str, limit: int) -> list[Document]:
    """See `base.Store.stale`."""
    chosen = select(documents).join(readings, readings.c.document == documents.c.number)
    chosen = chosen.where(readings.c.state == State.CURRENT, readings.c.extractor != extractor)
    chosen = chosen.where(documents.c.sha256 > after).order_by(documents.c.sha256).limit(limit)
    return [document_of(row) for row in connection.execute(chosen)]


def find_sightings(connection: Connection, sha256: str) -> list[Sighting]:
    """See `base.Store.sightings`."""
    row = connection.execute(select(documents).where(documents.c.sha256 == sha256)).one_or_none()
    if row is None:
        return []
    chosen = select(sightings).where(sightings.c.document == row.number)
    ordered = chosen.order_by(sightings.c.fetched, sightings.c.key)
    return [sighting_of(each, document_of(row)) for each in connection.execute(ordered)]


def raw(connection: Connection, sha256: str) -> bytes | None:
    """See `base.Store.raw`."""
    packed = connection.scalar(select(raws.c.packed).where(raws.c.sha256 == sha256))
    return None if packed is None else zlib.decompress(packed)


def words_of(typed: str) -> list[str]:
    """The words that were typed, without the marks that a query language could take for operators."""
    return re.findall(r"[^\W_]+", typed)


def find_refusals(connection: Connection, limit: int) -> list[Refusal]:
    """See `base.Store.refusals`."""
    chosen = select(refusals).order_by(refusals.c.at.desc(), refusals.c.key).limit(limit)
    return [
        Refusal(
            Rejected(row.subject, row.stage, row.code, row.reason, row.hint),
            row.origin,
            datetime.fromisoformat(row.at),
            row.raw,
        )
        for row in connection.execute(chosen)
    ]


def find_changes(connection: Connection, since: int | datetime, limit: int) -> list[Change]:
    """See `base.Store.changes`."""
    later = changes.c.at >= stamp(since) if isinstance(since, datetime) else changes.c.seq > since
    chosen = select(changes).where(later).order_by(changes.c.seq).limit(limit)
    return [
        Change(
            row.seq,
            datetime.fromisoformat(row.at),
            Action(row.action),
            row.kind,
            row.subject,
            row.document,
            row.reason,
        )
        for row in connection.execute(chosen)
    ]


def count(connection: Connection) -> Counts:
    """See `base.Store.counts`."""
    tables = (documents, sightings, raws, readings, records, records, judgements, refusals, changes)
    numbers = []
    for place, table in enumerate(tables):
        chosen = select(func.count()).select_from(table)
        current = place == tables.index(records)
        numbers.append(connection.scalar(chosen.where(records.c.state == State.CURRENT) if current else chosen) or 0)
    return Counts(*numbers)


def faults(connection: Connection) -> list[str]:
    """Rows that no kept document accounts for; the foreign keys guard the rest."""
    current = exists().where(readings.c.document == documents.c.number, readings.c.state == State.CURRENT)
    met = exists().where(sightings.c.document == documents.c.number)
    noted = exists().where(changes.c.seq == documents.c.seq)
    owned = exists().where(readings.c.number == records.c.reading, readings.c.document == records.c.document)
    questions = {
        "documents without a reading": select(func.count()).select_from(documents).where(~current),
        "documents without a sighting": select(func.count()).select_from(documents).where(~met),
        "documents without a change": select(func.count()).select_from(documents).where(~noted),
        "records without their reading": select(func.count()).select_from(records).where(~owned),
    }
    answers = {text: connection.scalar(question) or 0 for text, question in questions.items()}
    return [f"{number:,} {text}" for text, number in answers.items() if number]


def broken_spans(connection: Connection) -> list[str]:
    """Records with a span that differs from the text at its offsets."""
    broken = []
    for kept in all_documents(connection):
        text = kept.document.text
        for record in kept.records:
            if any(text[span.start : span.end] != span.text for span in spans_of(record.json)):
                broken.append(f"{record.id}: a span differs from the text of {kept.document.sha256}")
    return broken
