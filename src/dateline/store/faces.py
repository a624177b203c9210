"""Which of the sightings of one text is shown: pure, so that it cannot depend on the order of arrival."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import astuple, replace

from dateline.model.document import Document


def storable(text: str) -> str:
    """Text that both databases take: PostgreSQL holds no NUL, and file names may hold bytes that are no UTF-8."""
    return text.replace("\0", "\ufffd").encode("utf-8", "backslashreplace").decode("utf-8")


def clean(document: Document) -> Document:
    """The document with metadata that can be kept. Its text is never changed: the documents layer refuses NUL in it."""
    return replace(
        document,
        id=storable(document.id),
        title=_optional(document.title),
        publisher=_optional(document.publisher),
        agency=_optional(document.agency),
        url=_optional(document.url),
    )


def best(faces: Iterable[Document]) -> Document:
    """The face to show: with a day, the earliest; then the fullest; then the first of the alphabet.

    Relative dates need a day, and a text was news on the day on which it first appeared.
    """
    return min(faces, key=_key)


def basis(face: Document) -> str:
    """Digest of what the extractor reads besides the text; records of another basis are not those of this face."""
    return digest(face.title, face.published)


def digest(*values: str | None) -> str:
    """SHA-256 over values in which None, "" and neighbours cannot be confused."""
    return hashlib.sha256(json.dumps(values).encode("ascii")).hexdigest()


def _key(face: Document) -> tuple[bool, str, int, bool, tuple[str, ...]]:
    values = tuple(value for name, value in zip(Document.__slots__, astuple(face), strict=True) if name != "text")
    missing = sum(value is None for value in values)
    unnamed = face.id == face.sha256
    return face.published is None, face.published or "", missing, unnamed, tuple(value or "" for value in values)


def _optional(value: str | None) -> str | None:
    return None if value is None else storable(value)
