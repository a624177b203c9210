"""JSON Feed 1.0 and 1.1."""

from typing import Any

from dateline.errors_collecting import FeedEmpty, FeedUnreadable, ItemIncomplete, SourceError
from dateline.model.raw import Batch, RawItem
from dateline.sources.dates import moment
from dateline.sources.feeds import MAX_ITEMS
from dateline.sources.links import absolute
from dateline.sources.origin import Origin, rejected


def is_json_feed(value: object) -> bool:
    """By its version, as the specification asks; some feeds leave that out and are known by their items."""
    if not isinstance(value, dict):
        return False
    return "jsonfeed.org" in str(value.get("version", "")) or isinstance(value.get("items"), list)


def read_json_feed(value: dict[str, Any], origin: Origin) -> Batch:
    """Items in the feed's order."""
    entries = value.get("items")
    if not isinstance(entries, list):
        raise FeedUnreadable(origin.place, "a JSON Feed whose `items` is no list")
    if not entries:
        raise FeedEmpty(origin.place, "a feed without items")
    items: list[RawItem] = []
    refused: list[SourceError] = []
    for number, entry in enumerate(entries[:MAX_ITEMS], start=1):
        try:
            items.append(_item(entry, value, origin, f"{origin.place}#{number}"))
        except SourceError as error:
            refused.append(error)
    return Batch(tuple(items), tuple(map(rejected, refused)))


def _item(entry: object, feed: dict[str, Any], origin: Origin, subject: str) -> RawItem:
    if not isinstance(entry, dict):
        raise ItemIncomplete(subject, f"an item that is no object but {type(entry).__name__}")
    base = absolute(origin.place, feed.get("home_page_url")) or origin.place
    url = absolute(base, entry.get("url")) or absolute(base, entry.get("external_url"))
    plain, page, summary = (string(entry.get(name)) for name in ("content_text", "content_html", "summary"))
    body = page or plain or (summary if url is None else None)
    number = entry.get("id")
    key = string(number) or (str(number) if isinstance(number, int | float) else None) or url
    if key is None or (body is None and url is None):
        raise ItemIncomplete(subject, "an item without id, or with neither words nor an address")
    return RawItem(
        source=origin.source,
        key=key,
        url=url,
        media_type="" if body is None else "text/html" if page else "text/plain",
        charset=None if body is None else "utf-8",
        body=None if body is None else body.encode("utf-8", "replace"),
        title=string(entry.get("title")),
        published=moment(string(entry.get("date_published"))),
        modified=moment(string(entry.get("date_modified"))),
        byline=_authors(entry) or _authors(feed),
        publisher=origin.publisher or string(feed.get("title")),
        language=origin.language or string(entry.get("language")) or string(feed.get("language")),
        usage=origin.usage,
        fetched=origin.fetched,
    )


def _authors(value: dict[str, Any]) -> str | None:
    listed = value.get("authors") if isinstance(value.get("authors"), list) else [value.get("author")]
    names = [string(one.get("name")) for one in listed or () if isinstance(one, dict)]
    return ", ".join(name for name in names if name) or None


def string(value: object) -> str | None:
    """The string without white space around it; None for what is empty or no string."""
    return value.strip() or None if isinstance(value, str) else None
