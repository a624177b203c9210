"""What linking asks of a store: one transaction in which documents that wait are linked. `base.Store` has the rest.

Documents go by their number in this store, which never leaves it; nothing that linking decides may depend on it.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from dateline.model.document import Document
from dateline.model.linked import LinkKind
from dateline.store.base import Judgement, KeptDocument, KeptRecord, Store


@dataclass(frozen=True, slots=True)
class Waiting:
    """What changed since all was linked. `subjects` are those of new judgements; `through` is the number of the
    sequence up to which this goes.
    """

    documents: tuple[tuple[int, KeptDocument], ...]
    subjects: tuple[str, ...]
    through: int


@dataclass(frozen=True, slots=True, order=True)
class Peer:
    """A document in a block. Ranks follow from texts, so their order is the same in every store."""

    rank: int
    document: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ends that may belong together, `a` before `b`, and the documents that hold them."""

    kind: LinkKind
    a: str
    b: str
    document_a: int
    document_b: int
    score: float


class Linking(Protocol):
    """One turn of linking. Two programs never have a turn at once."""

    def waiting(self, version: str, limit: int) -> Waiting:
        """At most `limit` documents. If all was linked by another version, everything is forgotten first."""

    def done(self, version: str, through: int) -> None:
        """All is linked up to this number."""

    def profiles(self, documents: Iterable[int]) -> dict[int, bytes]:
        """What is remembered of these documents; one that is not linked is left out."""

    def remember(self, document: int, rank: int, profile: bytes, heads: Mapping[int, bool]) -> None:
        """Keeps a profile, and its blocking keys with whether it is a head of each."""

    def forget(self, document: int) -> list[int]:
        """Takes out a document with its keys and links; returns the keys of which it was a head."""

    def heads(self, keys: Iterable[int]) -> dict[int, list[Peer]]:
        """The heads of each key, by rank."""

    def peers(self, key: int) -> list[Peer]:
        """All documents with this key, by rank."""

    def keys(self, document: int) -> dict[int, bool]:
        """The keys of a document, and whether it is a head of each."""

    def set_head(self, key: int, document: int, head: bool) -> None:
        """Makes a document a head of a key, or no longer one."""

    def put_pairs(self, pairs: Sequence[Pair]) -> None:
        """Keeps pairs; one that is kept already gets the new score."""

    def drop_pairs(self, pairs: Sequence[Pair]) -> None:
        """Takes pairs out."""

    def pairs_of(self, document: int) -> list[Pair]:
        """All pairs with an end in this document."""

    def pairs(self, kind: LinkKind, ends: Iterable[str], least: float) -> list[Pair]:
        """Pairs with one of these ends whose score reaches `least`."""

    def mates(self, kind: LinkKind, members: Iterable[str]) -> set[str]:
        """All members of the clusters that hold these."""

    def put_clusters(self, kind: LinkKind, members: Iterable[str], groups: Sequence[tuple[str, ...]]) -> None:
        """Forgets the clusters of all `members`, and keeps those groups that have two and more."""

    def judgements(self, subjects: Iterable[str]) -> list[Judgement]:
        """Judgements about these subjects that were not taken back, in order."""

    def standing(self, members: Iterable[str]) -> set[str]:
        """Which of these records or documents are linked, that is, are current."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which clusters are wanted: those of which one record is like this; None leaves a field open.

    `place` are words of a name of a place in any of the record's fields, in any case; days are ISO prefixes and
    include their ends: they are compared with the day of the record, else with that of publication.
    """

    type: str | None = None
    place: str | None = None
    country: str | None = None
    start: str | None = None
    end: str | None = None


class LinkingStore(Store, Protocol):
    """A store whose documents are linked. All its methods raise StoreError and nothing else of the database's."""

    def linking(self) -> AbstractContextManager[Linking]:
        """A turn of linking: one transaction, undone if an error leaves it."""

    def clusters(self, kind: LinkKind, wanted: Wanted, limit: int = 100) -> list[tuple[str, ...]]:
        """Clusters of current records (or, for stories and reprints, documents) with their members, those with the
        latest day first; what is in no cluster comes alone.
        """

    def grouped(self, kind: LinkKind, members: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The cluster of each of these, sorted; one that stands alone is a cluster of one."""

    def pairs(self, kind: LinkKind, members: Sequence[str]) -> list[Pair]:
        """The pairs among these members, by their ends."""

    def kept(self, records: Sequence[str]) -> list[KeptRecord]:
        """The current records with these ids, by id."""

    def texts(self, documents: Sequence[str]) -> dict[str, Document]:
        """The documents with these hashes."""

    def compared(self, documents: Sequence[str]) -> dict[str, bytes]:
        """What linking remembers of the documents with these hashes; one that waits to be linked is left out."""

    def beginning(self, digits: str) -> list[str]:
        """Hashes of current documents that begin with these hexadecimal digits."""

    def decided(self, subjects: Sequence[str]) -> list[Judgement]:
        """Judgements about these subjects that were not taken back, in order."""

    def unlinked(self, version: str) -> int:
        """How many documents and judgements changed since this version linked all."""
