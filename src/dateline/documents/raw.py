"""A RawItem to a Document or a Rejected: by what its bytes are, and only then by what the server called them."""

import codecs
import re
from typing import Final

from dateline.documents.build import Given, build, settle
from dateline.documents.encoding import decode
from dateline.documents.fragment import fragment_text
from dateline.documents.html import read_page
from dateline.documents.jsonl import read_line
from dateline.documents.mail import mail_text
from dateline.documents.office import word_text
from dateline.documents.pdf import pdf_text
from dateline.documents.plain import read_plain
from dateline.errors import InputEmpty
from dateline.model.document import Document, Rejected
from dateline.model.raw import RawItem

_WHOLE_PAGE: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_SOME_TAG: Final = re.compile(rb"</?[a-zA-Z][^<>]{0,500}>")
_WORD: Final = b"PK\x03\x04"
_PDF: Final = b"%PDF-"
_HEAD: Final = 4096
_TEXT_CODECS: Final = (
    "utf",
    "iso-8859",
    "iso8859",
    "latin",
    "windows-125",
    "cp125",
    "koi8",
    "gb",
    "big5",
    "shift_jis",
    "euc",
)


def read_raw(item: RawItem, max_characters: int | None) -> Document | Rejected:
    """The item's language is judged by its words: what feeds say of it is often the default of their software."""
    subject = item.url or item.key
    given = Given(item.title, item.published, item.publisher, item.url, None, item.agency)
    if not item.body:
        return settle(lambda: _empty(subject))
    return _by_kind(item, item.body, given, subject, max_characters)


def _by_kind(item: RawItem, data: bytes, given: Given, subject: str, most: int | None) -> Document | Rejected:
    if data.startswith(_PDF):
        return settle(lambda: _titled(pdf_text(data, subject), given, subject, most))
    if data.startswith(_WORD):
        return settle(lambda: _titled(word_text(data, subject), given, subject, most))
    if item.media_type == "application/json":
        return read_line(data, given, item.key, most)
    if item.media_type == "message/rfc822":
        return settle(lambda: _mail(data, given, subject, most))
    text = _in_utf8(data, item.charset)
    if _WHOLE_PAGE.search(text[:_HEAD]):
        return read_page(text, given, subject, most)
    if item.media_type in {"text/html", "application/xhtml+xml"} and (_SOME_TAG.search(text) or b"&" in text):
        return settle(lambda: build(fragment_text(decode(text, subject), subject), given, subject, most))
    return read_plain(text, given, subject, most)


def _empty(subject: str) -> Document:
    raise InputEmpty(subject, "there is nothing in it")


def _titled(found: tuple[str, str | None], given: Given, subject: str, most: int | None) -> Document:
    return build(found[0], given.or_else(Given(title=found[1])), subject, most)


def _mail(data: bytes, given: Given, subject: str, most: int | None) -> Document:
    text, title, sender, day = mail_text(data, subject)
    return build(text, given.or_else(Given(title=title, publisher=sender, published=day)), subject, most)


def _in_utf8(data: bytes, charset: str | None) -> bytes:
    """The charset of the HTTP header counts where the bytes are not UTF-8 anyway, since it is so often wrong."""
    name = (charset or "").lower()
    if not name.startswith(_TEXT_CODECS):
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode(codecs.lookup(name).name).encode("utf-8")
        except (LookupError, UnicodeDecodeError):
            return data
    return data
