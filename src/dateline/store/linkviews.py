"""What is read of the linking: clusters, pairs, and the records and documents that they name."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from dateline.model.document import Document
from dateline.model.linked import LinkKind
from dateline.store.base import KeptRecord, State
from dateline.store.base_linking import Pair, Wanted
from dateline.store.linking import chunks, news, pairs_at
from dateline.store.rows import document_of, kept_record
from dateline.store.schema import changes, clusters, documents, linked, linker, records
from dateline.store.views import WHOLE

_RECORDS = {LinkKind.INCIDENT: "event", LinkKind.FIGURE: "figure", LinkKind.AGREEMENT: "agreement"}


def find_clusters(connection: Connection, kind: LinkKind, wanted: Wanted, limit: int) -> list[tuple[str, ...]]:
    """See `base_linking.LinkingStore.clusters`."""
    chosen = _of_records(kind, wanted) if kind in _RECORDS else _of_documents(kind, wanted)
    names = [row.name for row in connection.execute(chosen.limit(limit))]
    members: dict[str, list[str]] = {name: [] for name in names}
    for part in chunks(names):
        inside = select(clusters).where(clusters.c.kind == kind, clusters.c.cluster.in_(part))
        for row in connection.execute(inside):
            members[row.cluster].append(row.member)
    return [tuple(sorted(members[name])) or (name,) for name in names]


def _of_records(kind: LinkKind, wanted: Wanted) -> Select[Any]:
    name = func.coalesce(clusters.c.cluster, records.c.id).label("name")
    day = func.coalesce(records.c.day, documents.c.published)
    joined = records.join(documents, records.c.document == documents.c.number).outerjoin(
        clusters, and_(clusters.c.kind == kind, clusters.c.member == records.c.id)
    )
    chosen = select(name).select_from(joined).where(records.c.state == State.CURRENT, records.c.kind == _RECORDS[kind])
    if wanted.type is not None:
        chosen = chosen.where(or_(records.c.type == wanted.type, records.c.status == wanted.type))
    if wanted.country is not None and kind == LinkKind.AGREEMENT:
        chosen = chosen.where(records.c.json.contains(f'"country":"{wanted.country}"', autoescape=True))
    elif wanted.country is not None:
        chosen = chosen.where(records.c.country == wanted.country)
    if wanted.place is not None:
        chosen = chosen.where(func.lower(records.c.json).like(_pattern(kind, wanted.place), escape="\\"))
    return _between(chosen, day, wanted).group_by(name).order_by(func.max(day).desc().nulls_last(), name)


def _pattern(kind: LinkKind, words: str) -> str:
    """Of the JSON of a record, in small letters of ASCII as SQLite makes them. The fields of a place stand between
    "place" and "precision"; an agreement has none, and its words are looked through.
    """
    small = "".join(c.lower() if c.isascii() else c for c in " ".join(words.split()))
    wanted = "".join(f"\\{c}" if c in "%_\\" else c for c in small)
    return f"%{wanted}%" if kind == LinkKind.AGREEMENT else f'%"place":{{%{wanted}%"precision"%'


def _of_documents(kind: LinkKind, wanted: Wanted) -> Select[Any]:
    name = func.coalesce(clusters.c.cluster, documents.c.sha256).label("name")
    joined = documents.outerjoin(clusters, and_(clusters.c.kind == kind, clusters.c.member == documents.c.sha256))
    chosen = select(name).select_from(joined).where(documents.c.state == State.CURRENT)
    day = documents.c.published
    return _between(chosen, day, wanted).group_by(name).order_by(func.max(day).desc().nulls_last(), name)


def _between(chosen: Select[Any], day: Any, wanted: Wanted) -> Select[Any]:
    if wanted.start is not None:
        chosen = chosen.where(day >= wanted.start)
    if wanted.end is not None:
        chosen = chosen.where(day < wanted.end + "\U0010ffff")
    return chosen


def grouped(connection: Connection, kind: LinkKind, members: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """See `base_linking.LinkingStore.grouped`."""
    found: dict[str, list[str]] = {}
    for part in chunks(members):
        named = select(clusters.c.cluster).where(clusters.c.kind == kind, clusters.c.member.in_(part))
        inside = select(clusters).where(clusters.c.kind == kind, clusters.c.cluster.in_(named))
        for row in connection.execute(inside.order_by(clusters.c.member)):
            if row.member not in found.setdefault(row.cluster, []):
                found[row.cluster].append(row.member)
    whole = {member: tuple(group) for group in found.values() for member in group}
    return {member: whole.get(member, (member,)) for member in members}


def pairs_among(connection: Connection, kind: LinkKind, members: Sequence[str]) -> list[Pair]:
    """See `base_linking.LinkingStore.pairs`."""
    wanted = set(members)
    found = {(each.a, each.b): each for part in chunks(wanted) for each in pairs_at(connection, kind, part, 0.0)}
    return [each for _, each in sorted(found.items()) if each.a in wanted and each.b in wanted]


def find_kept(connection: Connection, wanted: Sequence[str]) -> list[KeptRecord]:
    """See `base_linking.LinkingStore.kept`."""
    found = []
    for part in chunks(wanted):
        # Asked for the state as well, SQLite walks all current records instead of looking up the few ids.
        rows = connection.execute(WHOLE.where(records.c.id.in_(part)).order_by(records.c.id))
        found += [kept_record(row) for row in rows if row.state == State.CURRENT]
    return found


def find_texts(connection: Connection, wanted: Sequence[str]) -> dict[str, Document]:
    """See `base_linking.LinkingStore.faces`."""
    found: dict[str, Document] = {}
    for part in chunks(wanted):
        for row in connection.execute(select(documents).where(documents.c.sha256.in_(part))):
            found[row.sha256] = document_of(row)
    return found


def compared(connection: Connection, wanted: Sequence[str]) -> dict[str, bytes]:
    """See `base_linking.LinkingStore.compared`."""
    found: dict[str, bytes] = {}
    joined = linked.join(documents, linked.c.document == documents.c.number)
    for part in chunks(wanted):
        chosen = select(documents.c.sha256, linked.c.profile).select_from(joined).where(documents.c.sha256.in_(part))
        found |= {row.sha256: row.profile for row in connection.execute(chosen)}
    return found


def beginning(connection: Connection, digits: str) -> list[str]:
    """See `base_linking.LinkingStore.beginning`."""
    named = documents.c.sha256.startswith(digits, autoescape=True)
    chosen = select(documents.c.sha256).where(named, documents.c.state == State.CURRENT)
    return list(connection.scalars(chosen.order_by(documents.c.sha256).limit(20)))


def unlinked(connection: Connection, version: str) -> int:
    """See `base_linking.LinkingStore.unlinked`."""
    row = connection.execute(select(linker)).one_or_none()
    after = row.seq if row is not None and row.version == version else 0
    waiting = news(func.count(func.distinct(changes.c.document))).where(changes.c.seq > after)
    judged = select(func.count()).select_from(changes).where(changes.c.seq > after, changes.c.kind == "judgement")
    return (connection.scalar(waiting) or 0) + (connection.scalar(judged) or 0)
