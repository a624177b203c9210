"""A list of items in any of the formats, told apart by what it is and not by what the server calls it."""

import json
import re
import zlib
from enum import StrEnum
from typing import Final

from dateline.errors import DatelineError
from dateline.errors_collecting import BodyDamaged, FeedUnreadable, FetchTooLarge
from dateline.model.raw import Batch
from dateline.net.decode import inflate
from dateline.sources.feeds import read_feed
from dateline.sources.json_feed import is_json_feed, read_json_feed
from dateline.sources.newsml import ROOTS, read_newsml
from dateline.sources.ninjs import is_ninjs, read_ninjs
from dateline.sources.origin import Origin, rejected
from dateline.sources.sitemaps import read_sitemap
from dateline.sources.xml import name_of, require_no_entities, root_of

_ROOT: Final = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")
_PASSED: Final = re.compile(rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_HEAD: Final = 20_000
_FEEDS: Final = frozenset({b"rss", b"feed", b"rdf"})
_JSON_HEAD: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\[{]")


class Format(StrEnum):
    """What a list turned out to be."""

    FEED = "feed"
    JSON = "json"
    SITEMAP = "sitemap"
    NEWSML = "newsml"


def format_of(data: bytes) -> Format:
    """By its first characters; what is none of the others is for the feed parser, which reads broken feeds too."""
    if _JSON_HEAD.match(data):
        return Format.JSON
    head = _PASSED.sub(b"", data[:_HEAD].replace(b"\0", b""))
    match = _ROOT.search(head)
    name = match.group(1).decode("ascii", "replace") if match else ""
    if name in {"urlset", "sitemapindex"}:
        return Format.SITEMAP
    return Format.NEWSML if name in ROOTS else Format.FEED


def is_list(data: bytes) -> bool:
    """Whether it is a list of items and not a page: by its first characters, since servers call both text/html."""
    if data.startswith(b"\x1f\x8b"):
        return True
    if format_of(data) is not Format.FEED:
        return True
    match = _ROOT.search(_PASSED.sub(b"", data[:_HEAD].replace(b"\0", b"")))
    return match is not None and match.group(1).lower() in _FEEDS


def read_items(data: bytes, origin: Origin) -> Batch:
    """Items, refusals and lists to follow. Never raises: whatever is wrong with the list becomes a Rejected."""
    try:
        return _read(data, origin)
    except DatelineError as error:
        return Batch(rejected=(rejected(error),))
    except RecursionError:
        return Batch(rejected=(rejected(FeedUnreadable(origin.place, "it is nested too deep")),))


def _read(data: bytes, origin: Origin) -> Batch:
    if data.startswith(b"\x1f\x8b"):
        data = _unpacked(data, origin.place)
    if not data.strip():
        raise FeedUnreadable(origin.place, "it is empty")
    kind = format_of(data)
    if kind is Format.JSON:
        return _read_json(data, origin)
    require_no_entities(data, origin.place)
    if kind is Format.FEED:
        return read_feed(data, origin)
    root = root_of(data, origin.place)
    return read_sitemap(root, origin) if name_of(root) in {"urlset", "sitemapindex"} else read_newsml(root, origin)


def _read_json(data: bytes, origin: Origin) -> Batch:
    try:
        value = json.loads(data)
    except (ValueError, UnicodeDecodeError) as error:
        raise FeedUnreadable(origin.place, f"not JSON: {error}"[:200]) from error
    if isinstance(value, list) and value and all(map(is_ninjs, value)):
        batches = [_guarded(one, origin) for one in value]
        return Batch(
            tuple(item for batch in batches for item in batch.items),
            tuple(one for batch in batches for one in batch.rejected),
        )
    if is_ninjs(value):
        return read_ninjs(value, origin)
    if is_json_feed(value):
        return read_json_feed(value, origin)
    raise FeedUnreadable(origin.place, "JSON, but neither a JSON Feed nor ninjs")


def _guarded(value: dict[str, object], origin: Origin) -> Batch:
    try:
        return read_ninjs(value, origin)
    except DatelineError as error:
        return Batch(rejected=(rejected(error),))


def _unpacked(data: bytes, place: str) -> bytes:
    try:
        return inflate([data], place)
    except (FetchTooLarge, BodyDamaged, zlib.error) as error:
        raise FeedUnreadable(place, f"packed, and cannot be unpacked: {error}") from error
