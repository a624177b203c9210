"""RSS, Atom and RDF by feedparser, which keeps dates as written and reads feeds that are no XML at all."""

import io
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final
from xml.sax import SAXException

import feedparser

from dateline.errors_collecting import FeedEmpty, FeedUnreadable, ItemIncomplete, SourceError
from dateline.model.raw import Batch, RawItem
from dateline.sources.dates import moment
from dateline.sources.links import absolute
from dateline.sources.origin import Origin, rejected
from dateline.sources.xml import require_no_entities

MAX_ITEMS: Final = 5_000
# Figures beyond Unicode would end the parser, and with it the whole feed.
_NO_CHARACTER: Final = re.compile(rb"&#(?:[0-9]{7,}|[xX][0-9a-fA-F]{6,});")
# The end of a whole list. feedparser reads one that was cut off without a word; its last item may lack half its text.
_END: Final = re.compile(rb"</(?:[\w.-]+:)?(?:rss|feed|RDF|channel)\s*>[^<]*(?:<!--[^<]*-->\s*)*\Z", re.IGNORECASE)
_TAIL: Final = 4_000
# What feedparser and the parsers under it raise on bytes that are no feed at all.
_FAULTS: Final = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RuntimeError, SAXException)
_MEDIA: Final = {"text/plain": "text/plain", "text/html": "text/html", "application/xhtml+xml": "text/html"}


def read_feed(data: bytes, origin: Origin) -> Batch:
    """Items in the feed's order; FeedUnreadable or FeedEmpty where there are none."""
    require_no_entities(data, origin.place)
    found = _parsed(data, origin.place)
    entries = found.get("entries") or []
    feed = found.get("feed") or {}
    if not entries:
        if found.get("version"):
            raise FeedEmpty(origin.place, "a feed without items")
        broken = found.get("bozo_exception")
        raise FeedUnreadable(origin.place, f"no feed: {broken or 'none of the known formats'}"[:300])
    items: list[RawItem] = []
    refused: list[SourceError] = []
    whole = not found.get("bozo") or _END.search(data[-_TAIL:].replace(b"\0", b"")) is not None
    if not whole:
        entries = entries[:-1]
        refused.append(FeedUnreadable(origin.place, f"it breaks off after {len(entries):,} whole items"))
    for number, entry in enumerate(entries[:MAX_ITEMS], start=1):
        try:
            items.append(_item(entry, feed, origin, f"{origin.place}#{number}", str(found.get("version"))))
        except SourceError as error:
            refused.append(error)
    if len(entries) > MAX_ITEMS:
        refused.append(FeedUnreadable(origin.place, f"{len(entries):,} items; those after {MAX_ITEMS:,} are left out"))
    return Batch(tuple(items), tuple(map(rejected, refused)), whole=whole)


def _parsed(data: bytes, subject: str) -> Mapping[str, Any]:
    data = _NO_CHARACTER.sub(b"&#xFFFD;", data)
    try:
        found: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False, response_headers={}
        )
    except _FAULTS as error:
        raise FeedUnreadable(subject, f"no parser can read it: {type(error).__name__}: {error}"[:300]) from error
    return found


def _item(entry: Mapping[str, Any], feed: Mapping[str, Any], origin: Origin, subject: str, version: str) -> RawItem:
    base = absolute(origin.place, feed.get("link")) or origin.place
    url = absolute(base, entry.get("link")) or absolute(base, _permalink(entry))
    media, content = _content(entry)
    summary = _text(entry.get("summary"))
    if content is None and url is None:
        media, content = _media(entry.get("summary_detail")), summary
    if content is None and url is None:
        raise ItemIncomplete(subject, "an item with neither words nor an address")
    # Without the question, feedparser gives the day of publication and a warning. RSS and RDF have no day of change:
    # what stands there is dc:date, the day of the item.
    changed = moment(_text(entry["updated"])) if "updated" in entry else None
    dc = not version.startswith("atom")
    key = _text(entry.get("id")) or url or sha256((content or "").encode("utf-8", "replace")).hexdigest()
    return RawItem(
        source=origin.source,
        key=key,
        url=url,
        media_type=media if content is not None else "",
        charset="utf-8" if content is not None else None,
        body=content.encode("utf-8", "replace") if content is not None else None,
        title=_text(entry.get("title")),
        published=moment(_text(entry.get("published")))
        or moment(_text(entry.get("created")))
        or (changed if dc else None),
        modified=None if dc else changed,
        byline=_text(entry.get("author")),
        publisher=origin.publisher or _text(feed.get("title")),
        language=origin.language or _text(feed.get("language")),
        usage=origin.usage or _text(feed.get("rights")),
        fetched=origin.fetched,
    )


def _permalink(entry: Mapping[str, Any]) -> object:
    return entry.get("id") if entry.get("guidislink") else None


def _content(entry: Mapping[str, Any]) -> tuple[str, str | None]:
    """The whole text where the feed carries it (content:encoded, Atom's content), not a summary of it."""
    for part in entry.get("content") or ():
        value = _text(part.get("value"))
        if value is not None:
            return _media(part), value
    return "", None


def _media(detail: object) -> str:
    kind = detail.get("type") if isinstance(detail, Mapping) else None
    return _MEDIA.get(str(kind), "text/html")


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
