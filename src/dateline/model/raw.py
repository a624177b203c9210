"""What a source hands over before it is read: bytes with what the source says about them."""

from dataclasses import dataclass
from enum import StrEnum

from dateline.model.document import Rejected


class Standing(StrEnum):
    """What the source says of a dispatch: to be used; sent again corrected; taken back; held back for now."""

    USABLE = "usable"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class RawItem:
    """One item of a source.

    `key` is the source's own lasting id of the item (guid, uri, address, path): a correction or withdrawal has the key
    of what it corrects, and a higher `version`. `body` is None where the item only announces what lies at `url`.
    `published` and `modified` are as exact as the source wrote them, in ISO form with the source's own zone; None where
    it wrote none or nonsense. `language` is the source's own word. A WITHDRAWN item has no body to read.
    """

    source: str
    key: str
    url: str | None = None
    media_type: str = ""
    charset: str | None = None
    body: bytes | None = None
    title: str | None = None
    published: str | None = None
    modified: str | None = None
    byline: str | None = None
    agency: str | None = None
    publisher: str | None = None
    language: str | None = None
    version: str | None = None
    standing: Standing = Standing.USABLE
    embargoed: str | None = None
    note: str | None = None
    usage: str | None = None
    fetched: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Which item of a source an arrival is, and how it stands.

    `key` is the source's lasting id of the item, `mark` the digest of all else that the source says of it. `place` is
    the address that only this item has, by which it is known where its id does not last. `version` and `modified` order
    the versions of one item. `held` is the whole item, encoded, where it may not be shown before the instant `until`;
    both are None otherwise.
    """

    source: str
    key: str
    mark: str
    place: str | None = None
    version: str | None = None
    modified: str | None = None
    standing: Standing = Standing.USABLE
    note: str | None = None
    until: str | None = None
    held: bytes | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """What one feed, file or message gave: items, refusals, and addresses of further lists (of a sitemap index).

    `whole` is False for a list that breaks off: what came before is in it, and there was more.
    """

    items: tuple[RawItem, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    follow: tuple[str, ...] = ()
    whole: bool = True
