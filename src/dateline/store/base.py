"""What a store keeps and what it does; `sqlite.py` and `postgres.py` do it, `opening.open_store` chooses one.

A document is its text: it is kept once, under the hash of its text. Whoever printed it, where and when, is a sighting.
Of the sightings one face (id, title, day, publisher ...) is shown, chosen by `faces.best`, never by who came first;
so two stores that took in the same documents in any order export the same bytes. A reading is all that one extractor
version found in a document under one face; an older reading is marked superseded and stays. Each write is one
transaction, and each thing that changed gets the next number of one sequence, in the order of the commits.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol, Self

from dateline.model.document import Document, Rejected
from dateline.model.raw import Entry
from dateline.model.records import Reading, Span

TIMEOUT: Final = 5.0
"""Seconds that a store waits for another program before it raises StoreLocked."""


class State(StrEnum):
    """How a record or a document stands. A record is superseded by a newer reading of its document, a document by a
    newer version of its dispatch; the records of a document that does not stand are withdrawn.
    """

    CURRENT = "current"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """What a change did to its subject."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"


class Decision(StrEnum):
    """What a judgement says; UNDONE takes back the judgement it names, which stays in the history."""

    SAME = "same"
    NOT_SAME = "not_same"
    UNSURE = "unsure"
    CORRECTION = "correction"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document or a refusal as it came in. `origin` names the file or feed, `raw` the bytes as received.

    `entry` says which item of a source it is; the item is None where the source only takes a dispatch back, or where
    it is held until its time.
    """

    item: Document | Rejected | None
    origin: str
    fetched: datetime
    raw: bytes | None = None
    source: str | None = None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What one batch did. `replaced`, `withdrawn` and `reinstated` count documents that no longer stand or stand again,
    `held` the items that wait for their time.

    `deferred` are texts that lack a reading of the face they now have: nothing of them was taken in, and their
    arrivals are to be kept again together with readings of these.
    """

    new: int = 0
    duplicate: int = 0
    rejected: int = 0
    failed: int = 0
    replaced: int = 0
    withdrawn: int = 0
    reinstated: int = 0
    held: int = 0
    deferred: tuple[Document, ...] = ()

    def __add__(self, other: "Kept") -> "Kept":
        counts = (each.name for each in fields(Kept) if each.name != "deferred")
        sums = {name: getattr(self, name) + getattr(other, name) for name in counts}
        return Kept(**sums, deferred=self.deferred + other.deferred)


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record with its history: `json` are the bytes of the contract, `seq` the number of its last change."""

    id: str
    kind: str
    document: str
    json: bytes
    extractor: str
    state: State
    seq: int
    updated: datetime


@dataclass(frozen=True, slots=True)
class Face:
    """A document as it is shown, without its text."""

    sha256: str
    id: str
    title: str | None
    published: str | None
    publisher: str | None
    agency: str | None
    language: str
    url: str | None


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document under its present face with its current records, ordered by id."""

    document: Document
    state: State
    records: tuple[KeptRecord, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of a record: `field` is its path ("actors.0.name"), `span` the nearest one around it, or None."""

    record: str
    field: str
    value: str | int | float | None
    span: Span | None
    extractor: str
    state: State


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where and as what a document was met; `raw` is the SHA-256 of the bytes as received."""

    document: str
    face: Document
    origin: str
    source: str | None
    fetched: datetime
    raw: str | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A rejected document, kept aside."""

    rejected: Rejected
    origin: str
    at: datetime
    raw: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """An append-only decision about subjects (record, document or cluster ids).

    `value` is what a correction puts in a field ("status=denied"), or the id of the judgement that UNDONE takes back.
    """

    id: str
    decision: Decision
    subjects: tuple[str, ...]
    user: str
    reason: str
    at: datetime
    value: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the sequence. `reason` is set for what was removed, withdrawn or judged."""

    seq: int
    at: datetime
    action: Action
    kind: str
    subject: str
    document: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A source as it was configured, and `memory`, what its reader wants back the next time (cache headers)."""

    name: str
    kind: str
    url: str
    settings: str = "{}"
    memory: str = "{}"


@dataclass(frozen=True, slots=True)
class Fetch:
    """One look at a source. `error` is None if it worked; `items` counts what it offered, `new` what was new."""

    at: datetime
    items: int = 0
    new: int = 0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """How a source does; `failures` counts those since the last success, `last` are the newest fetches."""

    source: Source
    last_success: datetime | None
    failures: int
    items: int
    last: tuple[Fetch, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which current records are wanted; None leaves a field open. Days are ISO prefixes and include their ends."""

    kind: str | None = None
    type: str | None = None
    status: str | None = None
    country: str | None = None
    place: str | None = None
    start: str | None = None
    end: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows of each kind the store holds; `records` counts the current ones, `history` all."""

    documents: int
    sightings: int
    raws: int
    readings: int
    records: int
    history: int
    judgements: int
    refusals: int
    changes: int


class Store(Protocol):
    """All methods raise StoreError and nothing else of the database's; none waits for longer than TIMEOUT."""

    @property
    def subject(self) -> str:
        """The file or the address, without a password."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...

    def close(self) -> None:
        """Closes the connections; a later call opens them again."""

    def unread(self, documents: Sequence[Document]) -> list[Document]:
        """What of these must be read before `keep`: new texts, and known ones that come with a better face."""

    def keep(self, arrivals: Sequence[Arrival], readings: Sequence[Reading], extractor: str) -> Kept:
        """Takes in a batch in one transaction; a second time it adds nothing.

        A reading belongs to the face it was made of; one of a face that is not shown is passed over.
        """

    def stale(self, extractor: str, after: str = "", limit: int = 100) -> list[Document]:
        """Documents that another extractor version read, ordered by hash, from `after` on."""

    def known(self, entry: Entry) -> bool:
        """Whether this item of a source, as it is now or in a later version, was taken in already."""

    def due(self, now: datetime, limit: int = 100) -> list[Entry]:
        """Items that were held until a time that has come, the earliest first."""

    def withdraw(self, document: str, reason: str) -> bool:
        """Withdraws a document (by hash) and its records for good, whatever its sources say; False if it is not there
        or was withdrawn in this way already.
        """

    def reinstate(self, document: str, reason: str) -> bool:
        """Makes a document stand that does not, whoever took it back; False if there is none such."""

    def lookup(self, name: str) -> list[str]:
        """Hashes of the documents that have this id or address in any sighting, this hash (8 figures of it are enough),
        or a record of this id.
        """

    def document(self, sha256: str) -> KeptDocument | None:
        """One document, withdrawn or not."""

    def documents(self) -> Iterator[KeptDocument]:
        """All that are not withdrawn, by document id and hash, as they stood when the first one was asked for."""

    def records(self, wanted: Filter, after: str = "", limit: int = 100) -> list[KeptRecord]:
        """Current records by id, from `after` on."""

    def shown(self, documents: Sequence[str] | None = None) -> Iterator[Face]:
        """The faces of these documents (by hash), or of all, that are not withdrawn; in no order."""

    def current(self, documents: Sequence[str] | None = None) -> Iterator[KeptRecord]:
        """The current records of these documents (by hash), or of all; in no order."""

    def history(self, record: str) -> list[KeptRecord]:
        """All that extractor versions made of one record, the newest reading first."""

    def statements(self, record: str) -> list[Statement]:
        """The values of a record, of all readings, the newest first."""

    def sightings(self, document: str) -> list[Sighting]:
        """Where a document was met, the earliest first."""

    def raw(self, sha256: str) -> bytes | None:
        """The bytes as received, by their hash."""

    def search(self, words: str, limit: int = 50) -> list[str]:
        """Hashes of the documents that hold all words, the latest day first. No operators: words are words."""

    def judge(
        self,
        decision: Decision,
        subjects: Sequence[str],
        user: str,
        reason: str,
        value: str | None = None,
        score: float | None = None,
    ) -> Judgement:
        """Appends a judgement; its id and time are given here."""

    def judgements(self, subject: str | None = None) -> list[Judgement]:
        """All, or those about one subject, in the order in which they were made."""

    def refusals(self, limit: int = 1000) -> list[Refusal]:
        """Rejected documents, the newest first."""

    def refused(self) -> dict[str, int]:
        """How many were rejected, by error code."""

    def changes(self, since: int | datetime = 0, limit: int = 1000) -> list[Change]:
        """What changed after this number of the sequence, or at or after this time, in order."""

    def latest(self) -> int:
        """The number of the last change, 0 before the first."""

    def put_source(self, source: Source) -> None:
        """Adds a source, or replaces what is known of the one with this name."""

    def fetched(self, name: str, fetch: Fetch) -> None:
        """Appends a look at a source."""

    def sources(self) -> list[Health]:
        """All sources by name."""

    def last_change(self) -> datetime | None:
        """The time of the last change; None before the first."""

    def counts(self) -> Counts:
        """The size of everything."""

    def check(self, deep: bool = False) -> list[str]:
        """What is wrong inside: damage, rows without their owner. Empty is well. `deep` also compares the indexes with
        the tables and walks each span of each record, which takes minutes for a large store.
        """

    def mend(self) -> list[str]:
        """Makes indexes that are missing, takes out rows whose owner is gone, and lets each document stand as its
        sources have it; says what it did. No document, record or judgement is lost by it.
        """

    def collecting(self) -> AbstractContextManager[None]:
        """Held by the one program that collects into this store; AlreadyCollecting where another one does. The system
        lets go of it when the program ends, however it ends.
        """
