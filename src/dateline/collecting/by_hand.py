"""What a person names once: addresses and files that are no plain dispatches. None of it becomes a source."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from dateline.collecting.arrivals import Readers, arrival_of
from dateline.errors_collecting import NetError
from dateline.model.raw import Entry, Standing
from dateline.net.client import Fetched, Unchanged, Validators
from dateline.sources.collect import Fetcher, Visit
from dateline.sources.origin import rejected
from dateline.sources.read import is_list
from dateline.sources.registry import Kind, Source
from dateline.store.base import Arrival

NAME: Final = "by-hand"
"""The source of wire items that were added by hand: their versions and withdrawals are told apart by it."""

_SCHEMES: Final = ("http://", "https://")
_LISTS: Final = "application/rss+xml, application/atom+xml, application/feed+json, text/html, */*;q=0.5"


def is_address(typed: str) -> bool:
    """Whether it is to be fetched, and no file."""
    return typed.lower().startswith(_SCHEMES)


class _Begun:
    """A fetcher that has the first page already: one look tells a list from a page, and no request is made twice."""

    def __init__(self, client: Fetcher, first: Fetched) -> None:
        self._client = client
        self._first: Fetched | None = first

    def fetch(self, url: str, known: Validators | None = None, accept: str = _LISTS) -> Fetched | Unchanged:
        """The first page, once; then what the client has."""
        if self._first is not None and url == self._first.asked:
            first, self._first = self._first, None
            return first
        return self._client.fetch(url, known, accept)


class _Nothing:
    """Who adds by hand wants all of it."""

    def validators(self, url: str) -> Validators | None:
        return None

    def known(self, entry: Entry) -> bool:
        return False


def from_address(url: str, client: Fetcher, readers: Readers, publisher: str | None) -> Iterator[Arrival]:
    """The dispatch at an address, or all of a feed, sitemap or wire."""
    at = datetime.now(UTC)
    try:
        first = client.fetch(url, None, _LISTS)
    except NetError as error:
        yield arrival_of(rejected(error), url, readers.items, at)
        return
    if isinstance(first, Unchanged):
        return
    source = Source(NAME, Kind.FEED if is_list(first.body) else Kind.PAGE, url, 0.0, publisher=publisher)
    visit = Visit(source, _Begun(client, first), readers.lists, _Nothing(), at)
    for found in visit:
        yield _standing_alone(arrival_of(found, url, readers.items, at))
    for put_off in visit.put_off:
        yield arrival_of(put_off, url, readers.items, at)


def from_files(paths: Sequence[str], readers: Readers, publisher: str | None) -> Iterator[Arrival]:
    """The dispatches in files of the kinds of `sources.folders`."""
    at = datetime.now(UTC)
    for path in paths:
        source = Source(NAME, Kind.FOLDER, path, 0.0, publisher=publisher)
        visit = Visit(source, _Closed(), readers.lists, _Nothing(), at)
        for found in visit:
            yield _standing_alone(arrival_of(found, path, readers.items, at))


class _Closed:
    """Files bring no addresses that are fetched."""

    def fetch(self, url: str, known: Validators | None = None, accept: str = "") -> Fetched | Unchanged:
        raise NetError(url, "an item of a saved list, which names an address without a text", f"dateline add {url}")


def _standing_alone(arrival: Arrival) -> Arrival:
    """Without its entry, unless the wire that sent it may send a newer version or take it back."""
    entry = arrival.entry
    if entry is None or entry.version or entry.standing is not Standing.USABLE or entry.held is not None:
        return arrival
    return replace(arrival, entry=None, source=None)
