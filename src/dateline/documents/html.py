"""A web page is one document: its main text, and the title, day, site and address that its head declares."""

from typing import Final

from trafilatura import bare_extraction

from dateline.documents.build import Given, build, settle
from dateline.documents.dates import EARLIEST, LATEST, day
from dateline.documents.encoding import decode
from dateline.documents.nesting import MAX_DEPTH, count_tags, too_deep
from dateline.errors import DateInvalid, InputEmpty, PageTooDeep, PageTooLarge, PageWithoutText
from dateline.model.document import Document, Rejected

MAX_BYTES: Final = 5_000_000
MAX_TAGS: Final = 50_000
"""News pages have hundreds to a few thousand; this many take about three seconds, and the time is not linear."""

# `extensive_search` would take any date in the text; the fixed limits keep today's date out of the result.
_DATES: Final = {
    "extensive_search": False,
    "original_date": True,
    "min_date": EARLIEST.isoformat(),
    "max_date": LATEST.isoformat(),
}


def read_page(data: bytes, given: Given, subject: str, max_characters: int | None) -> Document | Rejected:
    """Options win over what the page says of itself."""
    return settle(lambda: _parse(data, given, subject, max_characters))


def _parse(data: bytes, given: Given, subject: str, max_characters: int | None) -> Document:
    if not data:
        raise InputEmpty(subject, "it is empty (0 bytes)")
    if len(data) > MAX_BYTES:
        raise PageTooLarge(subject, f"an HTML page of more than {MAX_BYTES // 1_000_000} MB")
    page = decode(data, subject, page=True)
    if not page.strip():
        raise InputEmpty(subject, "there is nothing in it but white space")
    if too_deep(page):
        raise PageTooDeep(subject, f"its tags are nested {MAX_DEPTH} deep or deeper")
    tags = count_tags(page)
    if tags > MAX_TAGS:
        raise PageTooLarge(subject, f"an HTML page of {tags:,} tags, more than {MAX_TAGS:,}")
    text, found = _extract(page, given.url, subject)
    return build(text, given.or_else(found), subject, max_characters)


def _extract(page: str, url: str | None, subject: str) -> tuple[str, Given]:
    found = bare_extraction(
        page, url=url, include_comments=False, with_metadata=True, date_extraction_params=dict(_DATES)
    )
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise PageWithoutText(subject, "no main text was found in the page")
    head = Given(
        title=found.title, published=_published(found.date), publisher=found.sitename, url=found.url or found.hostname
    )
    return _body(str(found.text), found.title), head


def _body(text: str, title: str | None) -> str:
    """The text without the headline in its first line: the title holds it, and read twice it would tell twice."""
    first, _, rest = text.partition("\n")
    return rest if title and rest.strip() and first.split() == title.split() else text


def _published(value: str | None) -> str | None:
    """A page's own date is a finding, not a statement of the user: one that makes no sense is dropped."""
    try:
        return day(value, "page")
    except DateInvalid:
        return None
