"""Stable identifiers: hashes of content, in an encoding in which no value can run into its neighbour."""

import hashlib


def content_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal; a lone surrogate cannot occur in a Document."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def record_id(kind: str, document_sha256: str, *parts: str | int) -> str:
    """`kind` plus 16 hexadecimal digits over the document's hash and the parts (spans, types) that make the record.

    Each part is preceded by its length, so ("ab", "c") and ("a", "bc") differ.
    """
    digest = hashlib.sha256()
    for part in (kind, document_sha256, *parts):
        data = str(part).encode("utf-8")
        digest.update(str(len(data)).encode("ascii") + b":" + data)
    return f"{kind}-{digest.hexdigest()[:16]}"
