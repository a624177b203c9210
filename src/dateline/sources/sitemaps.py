"""Sitemaps, above all news sitemaps: addresses with title, day, paper and language; an index names further ones."""

from typing import Final

from lxml import etree

from dateline.errors_collecting import FeedEmpty, ItemIncomplete, SourceError
from dateline.model.raw import Batch, RawItem
from dateline.sources.dates import moment
from dateline.sources.links import absolute
from dateline.sources.origin import Origin, rejected
from dateline.sources.xml import child, name_of, words

MAX_FOLLOWED: Final = 50


def read_sitemap(root: etree._Element, origin: Origin) -> Batch:
    """Items without bodies, or the maps to follow; FeedEmpty where there is neither."""
    if name_of(root) == "sitemapindex":
        places = (absolute(origin.place, words(child(entry, "loc"))) for entry in root if name_of(entry) == "sitemap")
        follow = tuple(dict.fromkeys(place for place in places if place))[:MAX_FOLLOWED]
        if not follow:
            raise FeedEmpty(origin.place, "a sitemap index without an address")
        return Batch(follow=follow)
    items: list[RawItem] = []
    refused: list[SourceError] = []
    for number, entry in enumerate((below for below in root if name_of(below) == "url"), start=1):
        try:
            items.append(_item(entry, origin, f"{origin.place}#{number}"))
        except SourceError as error:
            refused.append(error)
    if not items and not refused:
        raise FeedEmpty(origin.place, "a sitemap without an address")
    return Batch(tuple(items), tuple(map(rejected, refused)))


def _item(entry: etree._Element, origin: Origin, subject: str) -> RawItem:
    url = absolute(origin.place, words(child(entry, "loc")))
    if url is None:
        raise ItemIncomplete(subject, "an entry of a sitemap without an address")
    return RawItem(
        source=origin.source,
        key=url,
        url=url,
        title=words(child(entry, "news", "title")),
        published=moment(words(child(entry, "news", "publication_date"))),
        modified=moment(words(child(entry, "lastmod"))),
        publisher=origin.publisher or words(child(entry, "news", "publication", "name")),
        language=origin.language or words(child(entry, "news", "publication", "language")),
        usage=origin.usage,
        fetched=origin.fetched,
    )
