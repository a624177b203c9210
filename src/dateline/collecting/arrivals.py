"""What a visit found, read into what the store takes; one item at a time, in workers that can be ended."""

from datetime import UTC, datetime
from typing import Final, Protocol

from dateline.documents.isolated import Reader
from dateline.model.document import Document, Rejected
from dateline.model.raw import RawItem, Standing
from dateline.net.clock import Clock
from dateline.sources.collect import Found
from dateline.sources.isolated import Lists
from dateline.store.base import Arrival

KEPT_ASIDE: Final = 1_000_000
"""Bytes of a rejected input that are kept beside its reason; of a longer one only the reason is."""

_WITHOUT_WORDS: Final = frozenset({Standing.WITHDRAWN, Standing.WITHHELD})


class ItemReader(Protocol):
    """`documents.isolated.Reader`, or a stand-in in tests."""

    def read(self, item: RawItem) -> Document | Rejected:
        """A document, or the reason why there is none."""
        ...


class Readers:
    """The two workers: one takes lists apart, one documents. Close it, or they stay until the program ends."""

    def __init__(self, max_characters: int | None) -> None:
        self.lists = Lists()
        self.items = Reader(max_characters)

    def __enter__(self) -> "Readers":
        return self

    def __exit__(self, *_: object) -> None:
        self.lists.close()
        self.items.close()


def arrival_of(found: Found | Rejected, place: str, reader: ItemReader, at: datetime) -> Arrival:
    """The document of an item with its bytes; or only its entry, where there is nothing to read or not yet."""
    if isinstance(found, Rejected):
        return Arrival(found, place, at)
    item, entry = found.item, found.entry
    if found.missing is not None:
        return Arrival(found.missing, place, at, None, item.source, entry)
    if entry.held is not None or item.standing in _WITHOUT_WORDS:
        return Arrival(None, place, at, None, item.source, entry)
    read = reader.read(item)
    raw = item.body
    if isinstance(read, Rejected) and raw is not None and len(raw) > KEPT_ASIDE:
        raw = None
    return Arrival(read, place, at, raw, item.source, entry)


def now(clock: Clock) -> datetime:
    """The wall clock as a time with its zone."""
    return datetime.fromtimestamp(clock.now(), UTC)
