"""One visit to one source: what is new there, with the pages behind it, and what to remember once it is stored.

Order matters to a process that may be killed at any moment: a server's validators may only be stored together with, or
after, the items they stand for; and not at all where an item was put off, or the next visit would be told that nothing
has changed. So a visit hands out items first and `validators` at the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

from dateline.errors_collecting import (
    FetchTimedOut,
    HostUnknown,
    NetError,
    NotYet,
    SourceError,
    StatusRefused,
    Unreachable,
)  # fmt: skip
from dateline.model.document import Rejected
from dateline.model.raw import Batch, RawItem, Standing
from dateline.net.client import Client, Fetched, Unchanged, Validators
from dateline.sources.dates import later_than
from dateline.sources.folders import read_path
from dateline.sources.links import canonical
from dateline.sources.origin import Origin, rejected
from dateline.sources.registry import Kind, Source

MAX_PAGES: Final = 100
MAX_LISTS: Final = 20
_FEEDS: Final = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_PASSING: Final = (NotYet, FetchTimedOut, HostUnknown, Unreachable)
_GRACE: Final = timedelta(days=1)


class Memory(Protocol):
    """What earlier visits left behind; the store keeps it."""

    def validators(self, url: str) -> Validators | None:
        """Those kept for an address."""
        ...

    def mark(self, source: str, key: str) -> str | None:
        """The mark of the item's last stored version."""
        ...


class ListReader(Protocol):
    """`isolated.Lists`, or `read_items` itself in tests."""

    def read(self, data: bytes, origin: Origin) -> Batch:
        """Items, refusals and further lists."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """An item that is new or changed, and the mark to store with it."""

    item: RawItem
    mark: str


def mark_of(item: RawItem) -> str:
    """A digest of all that the list says of an item, so that a change of any of it is seen."""
    digest = sha256()
    for part in (item.key, item.url, item.title, item.published, item.modified, item.version, item.standing, item.note):
        data = (part or "").encode("utf-8", "replace")
        digest.update(str(len(data)).encode("ascii") + b":" + data)
    digest.update(item.body or b"")
    return digest.hexdigest()


class Visit:
    """Iterate once for Found and Rejected; then read the counts, `validators`, `moved` and `failed`.

    `failed` is the refusal that kept the list itself from being read, None for a visit that went well. `complete` is
    False where items were put off to the next visit; `validators` is then empty.
    """

    def __init__(self, source: Source, client: Client, lists: ListReader, memory: Memory, now: datetime) -> None:
        self.source = source
        self.listed = 0
        self.new = 0
        self.rejected = 0
        self.unchanged = False
        self.complete = True
        self.moved: str | None = None
        self.failed: Rejected | None = None
        self._client = client
        self._lists = lists
        self._memory = memory
        self._now = now
        self._pages = 0
        self._validators: list[Validators] = []

    @property
    def validators(self) -> tuple[Validators, ...]:
        """To be stored with the items or after them."""
        return tuple(self._validators) if self.complete and self.failed is None else ()

    def __iter__(self) -> Iterator[Found | Rejected]:
        for entry in self._entries():
            result = self._settled(entry) if isinstance(entry, RawItem) else entry
            if isinstance(result, Rejected):
                self.rejected += 1
            elif result is not None:
                self.new += 1
            if result is not None:
                yield result

    def _entries(self) -> Iterator[RawItem | Rejected]:
        if self.source.kind in {Kind.FOLDER, Kind.ARCHIVE}:
            yield from read_path(Path(self.source.place), self._origin(self.source.place, None))
        elif self.source.kind is Kind.PAGE:
            yield from self._page()
        else:
            yield from self._all_lists()

    def _page(self) -> Iterator[RawItem | Rejected]:
        found = self._get(self.source.place)
        if found is not None:
            yield _filled(RawItem(self.source.name, self.source.place, publisher=self.source.publisher), found)

    def _all_lists(self) -> Iterator[RawItem | Rejected]:
        """The list, and those a sitemap index names; each address once, so that a loop ends."""
        waiting, seen = [self.source.place], {self.source.place}
        while waiting:
            place = waiting.pop(0)
            found = self._get(place)
            if found is None:
                continue
            batch = self._lists.read(found.body, self._origin(found.url, found.fetched))
            if not batch.items and not batch.follow and batch.rejected:
                self.failed = self.failed or batch.rejected[0]
            if batch.follow:
                # The maps may change while their index stays, so an index is asked for whole each time.
                self._validators.remove(found.validators)
            fresh = [one for one in batch.follow if one not in seen][: max(MAX_LISTS - len(seen), 0)]
            seen.update(fresh)
            waiting += fresh
            yield from batch.rejected
            yield from _once(batch.items)

    def _get(self, place: str) -> Fetched | None:
        """None where it is unchanged or cannot be had; why is kept in `unchanged` or `failed`."""
        try:
            found = self._client.fetch(place, self._memory.validators(place), _FEEDS)
        except NetError as error:
            self.failed = self.failed or rejected(error)
            return None
        if isinstance(found, Unchanged):
            self.unchanged = True
            return None
        if place == self.source.place:
            self.moved = found.moved
        self._validators.append(found.validators)
        return found

    def _origin(self, place: str, fetched: str | None) -> Origin:
        known = self.source
        return Origin(known.name, place, known.publisher, known.language, known.licence, fetched)

    def _settled(self, listed: RawItem) -> Found | Rejected | None:
        """None for what is stored already, and for what has to wait until the next visit."""
        self.listed += 1
        item = self._believed(listed)
        mark = mark_of(item)
        if self._memory.mark(item.source, item.key) == mark:
            return None
        held = item.standing in {Standing.WITHDRAWN, Standing.WITHHELD} or later_than(item.embargoed, self._now)
        if item.body is not None or held:
            return Found(item, mark)
        if item.url is None or not self.source.pages:
            return rejected(SourceError(item.key, "announced without its text, and pages are not fetched"))
        if self._pages >= MAX_PAGES:
            self.complete = False
            return None
        return self._fetched(item, mark)

    def _fetched(self, item: RawItem, mark: str) -> Found | Rejected | None:
        self._pages += 1
        try:
            found = self._client.fetch(canonical(item.url or ""))
        except _PASSING as error:
            self.complete = False
            return rejected(error)
        except StatusRefused as error:
            self.complete = self.complete and error.status < 500 and error.status != 429
            return rejected(error)
        except NetError as error:
            return rejected(error)
        return Found(_filled(item, found), mark)

    def _believed(self, item: RawItem) -> RawItem:
        """A dispatch cannot have been published after it was fetched: such a date is dropped, and said to be."""
        if not later_than(item.published, self._now + _GRACE):
            return item
        note = f"published {item.published}, which lies in the future"
        return replace(item, published=None, note=f"{item.note}; {note}" if item.note else note)


def _once(items: tuple[RawItem, ...]) -> Iterator[RawItem]:
    """A list that names an item many times gives it once; a later version of it counts as another item."""
    seen: set[tuple[str, str | None, str]] = set()
    for item in items:
        name = (item.key, item.version, item.standing)
        if name not in seen:
            seen.add(name)
            yield item


def _filled(item: RawItem, found: Fetched | Unchanged) -> RawItem:
    """With the page; a request without conditions is never answered by Unchanged, see `Client`."""
    if isinstance(found, Unchanged):
        return item
    return replace(
        item, url=found.url, media_type=found.media_type, charset=found.charset, body=found.body, fetched=found.fetched
    )
