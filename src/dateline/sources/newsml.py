"""NewsML-G2: news items alone or in a news message, with version, standing, signals and embargo."""

from typing import Final

from lxml import etree

from dateline.errors_collecting import FeedEmpty, SourceError, WireInvalid
from dateline.model.raw import Batch, RawItem, Standing
from dateline.sources.dates import moment
from dateline.sources.links import absolute
from dateline.sources.origin import Origin, rejected
from dateline.sources.xml import child, name_of, words

ROOTS: Final = frozenset({"newsMessage", "newsItem"})
_STANDINGS: Final = {"usable": Standing.USABLE, "withheld": Standing.WITHHELD, "canceled": Standing.WITHDRAWN}
_KILLS: Final = frozenset({"kill", "withdrawal", "withdraw", "advisory-kill"})
_BLOCKS: Final = frozenset({"p", "hl1", "hl2", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "pre", "blockquote"})


def read_newsml(root: etree._Element, origin: Origin) -> Batch:
    """The text items of a message or the one item of a document; pictures, sound and packages are passed over."""
    found = [root] if name_of(root) == "newsItem" else list(_items(root))
    if not found:
        raise FeedEmpty(origin.place, "a news message without a news item")
    items: list[RawItem] = []
    refused: list[SourceError] = []
    for number, element in enumerate(found, start=1):
        kind = _code(child(element, "itemMeta", "itemClass"))
        if kind not in {"text", "composite", ""}:
            continue
        try:
            items.append(_item(element, origin, f"{origin.place}#{number}"))
        except SourceError as error:
            refused.append(error)
    return Batch(tuple(items), tuple(map(rejected, refused)))


def _items(root: etree._Element) -> list[etree._Element]:
    return [below for part in root if name_of(part) == "itemSet" for below in part if name_of(below) == "newsItem"]


def _item(element: etree._Element, origin: Origin, subject: str) -> RawItem:
    key = (element.get("guid") or "").strip()
    meta = child(element, "itemMeta")
    if not key or meta is None:
        raise WireInvalid(subject, "a news item without guid or itemMeta")
    standing = _standing(meta, f"{origin.place} {key}")
    text = None if standing is Standing.WITHDRAWN else _text(child(element, "contentSet"))
    if text is None and standing in {Standing.USABLE, Standing.CORRECTED}:
        raise WireInvalid(f"{origin.place} {key}", "a text item without inline content")
    content = child(element, "contentMeta")
    first, version = (moment(words(child(meta, name))) for name in ("firstCreated", "versionCreated"))
    return RawItem(
        source=origin.source,
        key=key,
        url=absolute(origin.place, key) if key.startswith("http") else None,
        media_type="" if text is None else "text/plain",
        charset=None if text is None else "utf-8",
        body=None if text is None else text.encode("utf-8"),
        title=_of(content, "headline") or words(child(meta, "title")),
        published=first or version,
        modified=version,
        byline=_of(content, "by"),
        agency=_of(content, "infoSource") or words(child(meta, "provider", "name")),
        publisher=origin.publisher or words(child(element, "rightsInfo", "copyrightHolder", "name")),
        language=_language(content) or origin.language,
        version=(element.get("version") or "1").strip(),
        standing=standing,
        embargoed=moment(words(child(meta, "embargoed"))),
        note=words(child(meta, "edNote")),
        usage=origin.usage or words(child(element, "rightsInfo", "usageTerms")),
        fetched=origin.fetched,
    )


def _standing(meta: etree._Element, subject: str) -> Standing:
    """Usable where nothing is said, as the standard has it; an unknown code is an error, never taken for usable."""
    status = _code(child(meta, "pubStatus")) or "usable"
    if status not in _STANDINGS:
        raise WireInvalid(subject, f"pubStatus {status!r} is none of usable, withheld, canceled")
    signals = {_code(below) for below in meta if name_of(below) == "signal"}
    if signals & _KILLS:
        return Standing.WITHDRAWN
    standing = _STANDINGS[status]
    return Standing.CORRECTED if standing is Standing.USABLE and "correction" in signals else standing


def _code(element: etree._Element | None) -> str:
    """The last part of a qcode or uri, as "usable" of "stat:usable"."""
    if element is None:
        return ""
    value = element.get("qcode") or element.get("uri") or ""
    return value.strip().lower().replace("/", ":").rpartition(":")[2]


def _of(content: etree._Element | None, name: str) -> str | None:
    found = None if content is None else child(content, name)
    if found is None:
        return None
    return words(child(found, "name")) or words(found) or found.get("literal")


def _language(content: etree._Element | None) -> str | None:
    found = None if content is None else child(content, "language")
    return None if found is None else (found.get("tag") or "").strip() or None


def _text(content: etree._Element | None) -> str | None:
    """Paragraphs of XHTML or NITF, a line each; or the plain inline data."""
    if content is None:
        return None
    for part in content:
        if name_of(part) == "inlineXML":
            named = {name_of(below): below for below in part.iter() if name_of(below) in {"body.content", "body"}}
            body = named.get("body.content", named.get("body", part))
            blocks = [below for below in body.iter() if name_of(below) in _BLOCKS and not _within(below, body)]
            lines = [line for block in blocks if (line := words(block))]
            if lines or words(body):
                return "\n".join(lines) or words(body)
        if name_of(part) == "inlineData" and (part.text or "").strip():
            return (part.text or "").strip()
    return None


def _within(block: etree._Element, body: etree._Element) -> bool:
    """Whether it lies in another block, whose words hold its own already."""
    above = block.getparent()
    while above is not None and above is not body:
        if name_of(above) in _BLOCKS:
            return True
        above = above.getparent()
    return False
