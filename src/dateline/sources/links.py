"""Addresses as they stand in feeds: joined to where they stood, and without what only counts clicks."""

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_COUNTERS: Final = re.compile(
    r"utm_\w+|fbclid|gclid|mc_[ce]id|at_(?:medium|campaign|link_\w+|format)|ns_\w+|cmpid|ref_src"
)
_LONGEST: Final = 4096


def absolute(base: str, link: object) -> str | None:
    """An http(s) address, or None where the link is none."""
    if not isinstance(link, str) or not link.strip() or len(link) > _LONGEST:
        return None
    try:
        parts = urlsplit(urljoin(base, link.strip()))
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return None
        _ = parts.port
    except ValueError:
        return None
    return urlunsplit((parts.scheme, parts.netloc, parts.path, parts.query, ""))


def canonical(url: str) -> str:
    """The same page under one name: host in lower case, no fragment, no click counters. Order of the query is kept."""
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _COUNTERS.fullmatch(pair[0])]
    query = parts.query if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)) else urlencode(kept)
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or "/", query, ""))
