"""The tables of linking, read and written; `base_linking.Linking` says what each method does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, insert, or_, select, tuple_, update

from dateline.model.linked import LinkKind
from dateline.store.base import Decision, Judgement, KeptDocument, State
from dateline.store.base_linking import Pair, Peer, Waiting
from dateline.store.decisions import find_judgements
from dateline.store.schema import (
    blocks,
    changes,
    clusters,
    documents,
    judged,
    judgements,
    linked,
    linker,
    links,
    records,
)
from dateline.store.turns import Turn
from dateline.store.views import with_records

_AT_ONCE = 400
_PAGE = 2000
T = TypeVar("T")


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """Parts that a database takes as parameters of one statement; sorted, so that the plan is always the same."""
    ordered = sorted(set(values))  # type: ignore[type-var]
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]


class SqlLinking:
    """`base_linking.Linking` over one write transaction."""

    def __init__(self, turn: Turn) -> None:
        self._connection: Connection = turn.connection
        self._seq = turn.ahead - 1  # of the last change; no other program makes one before this turn ends

    def waiting(self, version: str, limit: int) -> Waiting:
        row = self._connection.execute(select(linker)).one_or_none()
        if row is None or row.version != version:
            self._forget_all()
        after = row.seq if row is not None and row.version == version else 0
        wanted: dict[str, None] = {}
        subjects: list[str] = []
        through = after
        for change in self._changes(after):
            if change.document is not None and change.document not in wanted:
                if len(wanted) == limit:
                    break
                wanted[change.document] = None
            elif change.kind == "judgement":
                subjects.append(change.subject)
            through = change.seq
        else:
            through = self._seq
        return Waiting(tuple(self._documents(wanted)), tuple(self._subjects(subjects)), through)

    def _changes(self, after: int) -> Iterator[Any]:
        columns = (changes.c.seq, changes.c.kind, changes.c.subject, changes.c.document)
        while page := self._connection.execute(
            news(*columns).where(changes.c.seq > after).order_by(changes.c.seq).limit(_PAGE)
        ).all():
            yield from page
            after = page[-1].seq

    def _documents(self, wanted: Iterable[str]) -> Iterator[tuple[int, KeptDocument]]:
        for part in chunks(wanted):
            rows = self._connection.execute(select(documents).where(documents.c.sha256.in_(part))).all()
            numbers = {row.sha256: int(row.number) for row in rows}
            for kept in with_records(self._connection, rows):
                yield numbers[kept.document.sha256], kept

    def _subjects(self, named: Iterable[str]) -> Iterator[str]:
        for part in chunks(int(name.rpartition("-")[2]) for name in named):
            yield from self._connection.scalars(select(judged.c.subject).where(judged.c.judgement.in_(part)))

    def _forget_all(self) -> None:
        for table in (clusters, links, blocks, linked, linker):
            self._connection.execute(delete(table))

    def done(self, version: str, through: int) -> None:
        values = {"version": version, "seq": through}
        if not self._connection.execute(update(linker).values(values)).rowcount:
            self._connection.execute(insert(linker), [values])

    def profiles(self, documents: Iterable[int]) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        for part in chunks(documents):
            chosen = select(linked.c.document, linked.c.profile).where(linked.c.document.in_(part))
            found |= {row.document: row.profile for row in self._connection.execute(chosen)}
        return found

    def remember(self, document: int, rank: int, profile: bytes, heads: Mapping[int, bool]) -> None:
        self._connection.execute(
            insert(linked), [{"document": document, "rank": rank, "seq": self._seq, "profile": profile}]
        )
        rows = [{"key": key, "document": document, "rank": rank, "head": int(head)} for key, head in heads.items()]
        if rows:
            self._connection.execute(insert(blocks), rows)

    def forget(self, document: int) -> list[int]:
        headed = select(blocks.c.key).where(blocks.c.document == document, blocks.c.head == 1).order_by(blocks.c.key)
        keys = list(self._connection.scalars(headed))
        ours = or_(links.c.document_a == document, links.c.document_b == document)
        self._connection.execute(delete(links).where(ours))
        self._connection.execute(delete(blocks).where(blocks.c.document == document))
        self._connection.execute(delete(linked).where(linked.c.document == document))
        return keys

    def heads(self, keys: Iterable[int]) -> dict[int, list[Peer]]:
        found: dict[int, list[Peer]] = {}
        columns = (blocks.c.key, blocks.c.rank, blocks.c.document)
        for part in chunks(keys):
            for row in self._connection.execute(select(*columns).where(blocks.c.key.in_(part), blocks.c.head == 1)):
                found.setdefault(row.key, []).append(Peer(row.rank, row.document))
        return {key: sorted(peers) for key, peers in found.items()}

    def peers(self, key: int) -> list[Peer]:
        chosen = select(blocks.c.rank, blocks.c.document).where(blocks.c.key == key)
        return sorted(Peer(row.rank, row.document) for row in self._connection.execute(chosen))

    def keys(self, document: int) -> dict[int, bool]:
        chosen = select(blocks.c.key, blocks.c.head).where(blocks.c.document == document)
        return {row.key: bool(row.head) for row in self._connection.execute(chosen)}

    def set_head(self, key: int, document: int, head: bool) -> None:
        chosen = update(blocks).where(blocks.c.key == key, blocks.c.document == document)
        self._connection.execute(chosen.values(head=int(head)))

    def put_pairs(self, pairs: Sequence[Pair]) -> None:
        if pairs:
            self.drop_pairs(pairs)
            rows = [{name: getattr(pair, name) for name in Pair.__slots__} for pair in pairs]
            self._connection.execute(insert(links), rows)

    def drop_pairs(self, pairs: Sequence[Pair]) -> None:
        for part in chunks((str(pair.kind), pair.a, pair.b) for pair in pairs):
            self._connection.execute(delete(links).where(tuple_(links.c.kind, links.c.a, links.c.b).in_(part)))

    def pairs_of(self, document: int) -> list[Pair]:
        return self._pairs(or_(links.c.document_a == document, links.c.document_b == document))

    def pairs(self, kind: LinkKind, ends: Iterable[str], least: float) -> list[Pair]:
        return [pair for part in chunks(ends) for pair in pairs_at(self._connection, kind, part, least)]

    def _pairs(self, condition: ColumnElement[bool]) -> list[Pair]:
        return [_pair(row) for row in self._connection.execute(select(links).where(condition))]

    def mates(self, kind: LinkKind, members: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for part in chunks(members):
            named = select(clusters.c.cluster).where(clusters.c.kind == kind, clusters.c.member.in_(part))
            chosen = select(clusters.c.member).where(clusters.c.kind == kind, clusters.c.cluster.in_(named))
            found.update(self._connection.scalars(chosen))
        return found

    def put_clusters(self, kind: LinkKind, members: Iterable[str], groups: Sequence[tuple[str, ...]]) -> None:
        for part in chunks(members):
            self._connection.execute(delete(clusters).where(clusters.c.kind == kind, clusters.c.member.in_(part)))
        rows = [
            {"kind": kind, "member": member, "cluster": group[0]}
            for group in groups
            for member in group
            if len(group) > 1
        ]
        if rows:
            self._connection.execute(insert(clusters), rows)

    def judgements(self, subjects: Iterable[str]) -> list[Judgement]:
        return effective(self._connection, subjects)

    def standing(self, members: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for part in chunks(members):
            own = select(records.c.id).where(records.c.id.in_(part), records.c.state == State.CURRENT)
            found.update(self._connection.scalars(own))
            whole = select(documents.c.sha256).where(documents.c.sha256.in_(part), documents.c.state == State.CURRENT)
            found.update(self._connection.scalars(whole))
        return found


def news(*columns: ColumnElement[Any]) -> Select[Any]:
    """Changes that linking has not seen: a batch of documents may have been linked before the last of its changes."""
    joined = changes.outerjoin(documents, documents.c.sha256 == changes.c.document).outerjoin(
        linked, linked.c.document == documents.c.number
    )
    return select(*columns).select_from(joined).where(or_(linked.c.seq.is_(None), linked.c.seq < changes.c.seq))


def pairs_at(connection: Connection, kind: LinkKind, ends: Sequence[str], least: float) -> list[Pair]:
    """Two questions, since each end has an index of its own; a pair with both ends among these comes once."""
    chosen = select(links).where(links.c.kind == kind, links.c.score >= least)
    first = connection.execute(chosen.where(links.c.a.in_(ends))).all()
    ours = set(ends)
    second = [row for row in connection.execute(chosen.where(links.c.b.in_(ends))) if row.a not in ours]
    return [_pair(row) for row in (*first, *second)]


def _pair(row: Row[Any]) -> Pair:
    return Pair(LinkKind(row.kind), row.a, row.b, row.document_a, row.document_b, row.score)


def effective(connection: Connection, subjects: Iterable[str]) -> list[Judgement]:
    """Judgements about these subjects that no later one takes back, in the order in which they were made."""
    undone = _undone(connection)
    found: dict[str, Judgement] = {}
    for part in chunks(subjects):
        about = select(judged.c.judgement).where(judged.c.subject.in_(part))
        for judgement in find_judgements(connection, about=about):
            found[judgement.id] = judgement
    kept = [each for each in found.values() if each.decision != Decision.UNDONE and each.id not in undone]
    return sorted(kept, key=lambda each: int(each.id.rpartition("-")[2]))


def _undone(connection: Connection) -> set[str]:
    """Ids of judgements that are taken back. An undoing may itself be undone; the latest one decides."""
    chosen = select(judgements.c.seq, judgements.c.value).where(judgements.c.decision == Decision.UNDONE)
    gone: set[str] = set()
    for row in connection.execute(chosen.order_by(judgements.c.seq.desc())):
        if f"judgement-{row.seq}" not in gone and row.value:
            gone.add(row.value)
    return gone
