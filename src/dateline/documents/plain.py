"""A plain text file is one document; what is known about it comes from the options."""

from dateline.documents.build import Given, build, settle
from dateline.documents.encoding import decode
from dateline.errors import InputEmpty
from dateline.model.document import Document, Rejected


def read_plain(data: bytes, given: Given, subject: str, max_characters: int | None) -> Document | Rejected:
    """`subject` names the input in messages."""
    return settle(lambda: _parse(data, given, subject, max_characters))


def _parse(data: bytes, given: Given, subject: str, max_characters: int | None) -> Document:
    if not data:
        raise InputEmpty(subject, "it is empty (0 bytes)")
    return build(decode(data, subject), given, subject, max_characters)
