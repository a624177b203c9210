"""One visit to one source: what is new there, with the pages behind it, and what to remember once it is stored.

Order matters to a process that may be killed at any moment: a server's validators may only be stored together with, or
after, the items they stand for; and not at all where an item was put off, or the next visit would be told that nothing
has changed. So a visit hands out items first and `validators` at the end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final, Protocol

import msgspec

from dateline.errors_collecting import (
    BodyDamaged,
    FetchTimedOut,
    HostUnknown,
    NetError,
    NotYet,
    RobotsUnknown,
    SourceError,
    StatusRefused,
    Unreachable,
)  # fmt: skip
from dateline.model.document import Rejected
from dateline.model.raw import Batch, Entry, RawItem, Standing
from dateline.net.client import Fetched, Unchanged, Validators
from dateline.sources.dates import everywhere, later_than
from dateline.sources.folders import LINE, read_path
from dateline.sources.links import canonical
from dateline.sources.origin import Origin, rejected
from dateline.sources.registry import Kind, Source

MAX_PAGES: Final = 100
MAX_LISTS: Final = 20
_FEEDS: Final = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_PASSING: Final = (NotYet, FetchTimedOut, HostUnknown, Unreachable, BodyDamaged, RobotsUnknown)
_BUSY: Final = 429
_GONE: Final = 404
_HELD: Final = frozenset({Standing.WITHDRAWN, Standing.WITHHELD})
_PAGE: Final = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_PAGE_END: Final = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_GRACE: Final = timedelta(days=1)


class Memory(Protocol):
    """What earlier visits left behind; the store keeps it."""

    def validators(self, url: str) -> Validators | None:
        """Those kept for an address."""
        ...

    def known(self, entry: Entry) -> bool:
        """Whether the item, as it is now or in a later version, is stored."""
        ...


class Fetcher(Protocol):
    """`net.client.Client`, or what stands before it."""

    def fetch(self, url: str, known: Validators | None = None, accept: str = ...) -> Fetched | Unchanged:
        """The body, or that it is unchanged; NetError says what stood in the way."""
        ...


class ListReader(Protocol):
    """`isolated.Lists`, or `read_items` itself in tests."""

    def read(self, data: bytes, origin: Origin) -> Batch:
        """Items, refusals and further lists."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """An item that is new or changed, and the entry to store with it. `missing` says why its page cannot be had; it
    is stored too, so that the page is not asked for at each visit.
    """

    item: RawItem
    entry: Entry
    missing: Rejected | None = None


def mark_of(item: RawItem) -> str:
    """A digest of all that the list says of an item but its id: feeds that give new ids to old items say nothing new.

    Where there is neither a text nor an address, as in a withdrawal, the id is all there is.
    """
    digest = sha256()
    bare = item.standing in _HELD or (item.body is None and item.url is None)
    known = (item.url, item.title, item.published, item.modified, item.version, item.standing, item.note)
    for part in (item.key if bare else None, *known):
        data = (part or "").encode("utf-8", "replace")
        digest.update(str(len(data)).encode("ascii") + b":" + data)
    digest.update(item.body or b"")
    return digest.hexdigest()


def entry_of(item: RawItem, now: datetime) -> Entry:
    """How the store will know the item. One under embargo is held whole: its source may drop it before its time."""
    entry = _entry(item, mark_of(item))
    if item.embargoed is None or item.standing is Standing.WITHDRAWN or everywhere(item.embargoed) <= now:
        return entry
    held = replace(item, standing=Standing.USABLE) if item.body is not None else item
    return replace(entry, until=everywhere(item.embargoed).isoformat(), held=msgspec.msgpack.encode(held))


def released(entry: Entry) -> Found:
    """The item that an entry held, to be stored as if it came now."""
    item = msgspec.msgpack.decode(entry.held or b"", type=RawItem)
    return Found(item, _entry(item, entry.mark))


def _entry(item: RawItem, mark: str) -> Entry:
    place = None if item.url is None else canonical(item.url)
    return Entry(item.source, item.key, mark, place, item.version, item.modified, item.standing, item.note)


class Visit:
    """Iterate once for Found and Rejected; then read the counts, `validators`, `moved` and `failed`.

    `failed` is the refusal that kept the list itself from being read, None for a visit that went well. `complete` is
    False where items were put off to the next visit; `validators` is then empty, and `put_off` says why, once for each
    item. `newest` is the latest moment that is known to have passed, should the clock have been set back.
    """

    def __init__(
        self,
        source: Source,
        client: Fetcher,
        lists: ListReader,
        memory: Memory,
        now: datetime,
        newest: datetime | None = None,
    ) -> None:
        self.source = source
        self.listed = 0
        self.new = 0
        self.rejected = 0
        self.unchanged = False
        self.complete = True
        self.moved: str | None = None
        self.failed: Rejected | None = None
        self.put_off: list[Rejected] = []
        self._newest = max(now, newest or now)
        self._client = client
        self._lists = lists
        self._memory = memory
        self._now = now
        self._pages = 0
        self._shared: set[str | None] = set()
        self._validators: list[Validators] = []

    @property
    def validators(self) -> tuple[Validators, ...]:
        """To be stored with the items or after them."""
        return tuple(self._validators) if self.complete and self.failed is None else ()

    def __iter__(self) -> Iterator[Found | Rejected]:
        for entry in self._entries():
            result = self._settled(entry) if isinstance(entry, RawItem) else entry
            if isinstance(result, Rejected) or (result is not None and result.missing is not None):
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
            self.complete = self.complete and batch.whole
            self._shared |= _shared(batch.items)
            yield from batch.rejected
            yield from _once(_told_apart(batch.items))

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
        entry = entry_of(item, self._now)
        if item.media_type == LINE:
            # Where a line stands is no identity: other lines move there.
            entry = replace(entry, key=entry.mark)
        if item.url in self._shared:
            entry = replace(entry, place=None)
        if self._memory.known(entry):
            return None
        if item.body is not None or entry.held is not None or item.standing in _HELD:
            return Found(item, entry)
        if item.url is None or not self.source.pages:
            return rejected(SourceError(item.key, "announced without its text, and pages are not fetched"))
        if self._pages >= MAX_PAGES:
            self.complete = False
            return None
        return self._fetched(item, entry)

    def _fetched(self, item: RawItem, entry: Entry) -> Found | None:
        """The item with its page; None where it is put off to the next visit."""
        self._pages += 1
        try:
            found = self._client.fetch(canonical(item.url or ""))
            if isinstance(found, Fetched):
                _require_end(found)
        except _PASSING as error:
            why: NetError = error
        except StatusRefused as error:
            # A page may be announced before it is there.
            early = error.status == _GONE and later_than(item.published, self._now - _GRACE)
            if error.status < 500 and error.status != _BUSY and not early:
                return Found(item, entry, rejected(error))
            why = error
        except NetError as error:
            return Found(item, entry, rejected(error))
        else:
            return Found(_filled(item, found), entry)
        self.complete = False
        self.put_off.append(rejected(why))
        return None

    def _believed(self, item: RawItem) -> RawItem:
        """A dispatch cannot have been written after it was fetched: such a date is dropped, and said to be."""
        for name in ("published", "modified"):
            value = getattr(item, name)
            if later_than(value, self._newest + _GRACE):
                note = f"{name} {value}, which lies in the future"
                item = replace(item, note=f"{item.note}; {note}" if item.note else note)
                item = replace(item, published=None) if name == "published" else replace(item, modified=None)
        return item


def _told_apart(items: tuple[RawItem, ...]) -> Iterator[RawItem]:
    """An id that names several articles in one list is none: there the address, or else the title, is added to it.

    Items of one id come in the order of their versions.
    """
    of_key: dict[str, list[RawItem]] = {}
    for item in items:
        of_key.setdefault(item.key, []).append(item)
    for several in of_key.values():
        if any(item.version is not None for item in several):
            yield from sorted(several, key=_version)
            continue
        names = {item.url or item.title or "" for item in several}
        for item in several:
            yield item if len(names) == 1 else replace(item, key=f"{item.key} {item.url or item.title or ''}")


def _shared(items: tuple[RawItem, ...]) -> set[str | None]:
    """Addresses that several items of a list have, such as that of the whole site: they tell nothing apart."""
    keys: dict[str | None, set[str]] = {}
    for item in items:
        keys.setdefault(item.url, set()).add(item.key)
    return {url for url, several in keys.items() if len(several) > 1}


def _version(item: RawItem) -> int:
    return int(item.version) if item.version is not None and item.version.isdecimal() else 0


def _once(items: Iterator[RawItem]) -> Iterator[RawItem]:
    """A list that names an item many times gives it once; a later version of it counts as another item."""
    seen: set[tuple[str, str]] = set()
    for item in items:
        name = (item.key, mark_of(item))
        if name not in seen:
            seen.add(name)
            yield item


def _require_end(found: Fetched) -> None:
    """BodyDamaged for a page without an end that came without a length: nothing else shows that it broke off."""
    if not found.sized and _PAGE.match(found.body) and not _PAGE_END.search(found.body[-4096:]):
        raise BodyDamaged(found.url, "it breaks off: no length was given, and the page has no end")


def _filled(item: RawItem, found: Fetched | Unchanged) -> RawItem:
    """With the page; a request without conditions is never answered by Unchanged, see `Client`."""
    if isinstance(found, Unchanged):
        return item
    return replace(
        item, url=found.url, media_type=found.media_type, charset=found.charset, body=found.body, fetched=found.fetched
    )
