"""Bytes to characters: UTF-8, UTF-16 with its mark, the encoding a page declares, Windows-1252."""

import codecs
import re
from typing import Final

from dateline.documents.bytes_kind import require_no_signature
from dateline.documents.hints import file_of
from dateline.errors import EncodingUnknown

_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_SEQUENCE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DECLARED: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w.:-]{2,30})""", re.IGNORECASE)
# Python knows codecs that are no encodings of text ("zip", "idna"); only families that web pages use are let in.
_FAMILIES: Final = ("iso-8859", "iso8859", "latin", "windows-125", "cp125", "koi8", "gb", "big5", "shift_jis", "euc-")
# More accented letters than this among all letters, and it is another script read as Windows-1252.
_MOST_ACCENTED: Final = 0.3
_LEAST_LETTERS: Final = 0.5


def decode(data: bytes, subject: str, page: bool = False) -> str:
    """The text without byte order mark; EncodingUnknown says what was tried and where it broke."""
    require_no_signature(data, subject)
    if data.startswith(_UTF16):
        return _strict(data, "utf-16", subject)
    _refuse_unmarked_utf16(data, subject)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = error.start
    _refuse_damaged_utf8(data, where, subject)
    tried = ["UTF-8"]
    declared = _declared(data) if page else None
    if declared is not None:
        tried.append(declared)
        try:
            return data.decode(declared)
        except UnicodeDecodeError:
            declared = None
    text = _windows_1252(data)
    if text is not None:
        return text
    names = ", ".join([*tried, "UTF-16 (no byte order mark)", "Windows-1252"])
    reason = f"the encoding cannot be told: tried {names}; first bad byte at {where:,}"
    raise EncodingUnknown(subject, reason, f"iconv -f ENCODING -t UTF-8 {file_of(subject)} > utf8.txt")


def _strict(data: bytes, encoding: str, subject: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"it starts as {encoding.upper()}, but byte {error.start:,} does not fit: {error.reason}"
        raise EncodingUnknown(subject, reason) from error


def _refuse_unmarked_utf16(data: bytes, subject: str) -> None:
    """Latin letters in UTF-16 have a NUL as every second byte; without its mark it is not guessed which."""
    head = data[:1000]
    for start, name in ((1, "UTF-16LE"), (0, "UTF-16BE")):
        if (
            len(head) >= 4
            and head[start::2].count(0) > 0.8 * len(head[start::2])
            and head[1 - start :: 2].count(0) == 0
        ):
            reason = f"it looks like {name} without byte order mark (tried UTF-8, UTF-16 with mark)"
            raise EncodingUnknown(subject, reason, f"iconv -f {name} -t UTF-8 {file_of(subject)} > utf8.txt")


def _refuse_damaged_utf8(data: bytes, where: int, subject: str) -> None:
    """Where most high bytes do form UTF-8 characters, Windows-1252 would garble every one of them."""
    whole = sum(len(sequence) for sequence in _SEQUENCE.findall(data))
    if whole * 2 > len(_HIGH.findall(data)):
        reason = f"damaged UTF-8: byte {where:,} fits no character (tried UTF-8; Windows-1252 would garble the rest)"
        raise EncodingUnknown(subject, reason, f"iconv -f UTF-8 -t UTF-8 -c {file_of(subject)} > utf8.txt")


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4096])
    if match is None:
        return None
    name = match.group(1).decode("ascii", "replace").lower()
    if not name.startswith(_FAMILIES):
        return None
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _windows_1252(data: bytes) -> str | None:
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    letters = sum(character.isalpha() for character in text)
    accented = sum(character.isalpha() and character > "\x7f" for character in text)
    plain = sum(character.isalpha() or character.isspace() for character in text)
    if "\0" in text or accented > _MOST_ACCENTED * letters or plain < _LEAST_LETTERS * len(text):
        return None
    return text
