"""ninjs, 1.x to 3.x: one news item in JSON, with its version, its standing and what it may be used for."""

from typing import Any, Final

from dateline.errors_collecting import WireInvalid
from dateline.model.raw import Batch, RawItem, Standing
from dateline.sources.dates import moment
from dateline.sources.json_feed import string
from dateline.sources.links import absolute
from dateline.sources.origin import Origin

_STANDINGS: Final = {
    "usable": Standing.USABLE,
    "withheld": Standing.WITHHELD,
    "canceled": Standing.WITHDRAWN,
    "cancelled": Standing.WITHDRAWN,
}
_TEXT: Final = frozenset({"text", "composite", None})


def is_ninjs(value: object) -> bool:
    """By the one member that ninjs requires, together with one that only news items have."""
    if not isinstance(value, dict) or not isinstance(value.get("uri"), str):
        return False
    return any(str(name).lower().startswith(("version", "pubstatus", "headline", "body_", "bodies")) for name in value)


def read_ninjs(value: dict[str, Any], origin: Origin) -> Batch:
    """One item, none for pictures and sound; an unknown standing is an error, never taken for usable."""
    # 3.0 writes members in camel case and 2.0 in lower case; no two members differ by case alone.
    item = {str(name).lower(): member for name, member in value.items()}
    if string(item.get("type")) not in _TEXT:
        return Batch()
    key = string(item.get("uri"))
    if key is None:
        raise WireInvalid(origin.place, "a ninjs item without `uri`")
    status = (string(item.get("pubstatus")) or "usable").lower().rpartition(":")[2]
    if status not in _STANDINGS:
        raise WireInvalid(f"{origin.place} {key}", f"pubstatus {status!r} is none of usable, withheld, canceled")
    standing = _STANDINGS[status]
    if standing is Standing.USABLE and "correction" in _signals(item):
        standing = Standing.CORRECTED
    media, body = _body(item)
    if body is None and standing in {Standing.USABLE, Standing.CORRECTED}:
        raise WireInvalid(f"{origin.place} {key}", "a text item without body")
    kept = body if standing is not Standing.WITHDRAWN else None
    version = item.get("version")
    found = RawItem(
        source=origin.source,
        key=key,
        url=absolute(origin.place, item.get("url")) or absolute(origin.place, key),
        media_type=media if kept is not None else "",
        charset="utf-8" if kept is not None else None,
        body=None if kept is None else kept.encode("utf-8", "replace"),
        title=_by_role(item.get("headlines")) or string(item.get("headline")),
        published=moment(string(item.get("firstcreated"))) or moment(string(item.get("versioncreated"))),
        modified=moment(string(item.get("versioncreated"))),
        byline=string(item.get("byline")) or string(item.get("by")),
        agency=_source(item),
        publisher=origin.publisher or string(item.get("copyrightholder")),
        language=string(item.get("language")) or origin.language,
        version=str(version) if isinstance(version, int) else string(version),
        standing=standing,
        embargoed=moment(string(item.get("embargoed"))),
        note=string(item.get("ednote")) or _by_role(item.get("ednotes")),
        usage=origin.usage or string(item.get("usageterms")) or string(item.get("copyrightnotice")),
        fetched=origin.fetched,
    )
    return Batch((found,))


def _body(item: dict[str, Any]) -> tuple[str, str | None]:
    """HTML before plain text: its paragraphs are marked."""
    listed = item.get("bodies")
    for part in listed if isinstance(listed, list) else ():
        if isinstance(part, dict) and string(part.get("value")):
            kind = str(part.get("contenttype") or part.get("contentType") or part.get("role") or "")
            return ("text/html" if "html" in kind.lower() else "text/plain"), string(part.get("value"))
    for name in ("body_xhtml", "body_html"):
        if string(item.get(name)):
            return "text/html", string(item.get(name))
    return "text/plain", string(item.get("body_text"))


def _by_role(listed: object) -> str | None:
    values = [part for part in listed if isinstance(part, dict)] if isinstance(listed, list) else []
    main = [part for part in values if part.get("role") in {None, "main", "headline"}]
    return next((found for part in [*main, *values] if (found := string(part.get("value")))), None)


def _signals(item: dict[str, Any]) -> set[str]:
    listed = item.get("signals") or item.get("signal") or ()
    return {str(one).lower().rpartition(":")[2] for one in (listed if isinstance(listed, list) else [listed])}


def _source(item: dict[str, Any]) -> str | None:
    listed = item.get("infosources") or item.get("infosource") or item.get("source")
    if isinstance(listed, list):
        names = [string(one.get("name")) or string(one.get("literal")) for one in listed if isinstance(one, dict)]
        return next((name for name in names if name), None)
    return string(listed)
