"""What we received: a Document, or a Rejected that keeps the reason."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One text as received, after NFC and newline normalisation only, so that offsets stay meaningful.

    `id` is the one the input gave, else the content hash; `sha256` is the hex hash of `text` in UTF-8;
    `published` is an ISO day or None and is never guessed; `language` is an ISO 639-1 code.
    """

    id: str
    sha256: str
    title: str | None
    text: str
    published: str | None
    publisher: str | None
    agency: str | None
    language: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that gave no document, with the stage and the reason. Bad data is a value, not an exception.

    `subject` says where it stood (file, file:line), `code` is the stable error code (`dateline explain CODE`).
    """

    subject: str
    stage: str
    code: str
    reason: str
    hint: str | None = None
