"""The one place where a Document is made: limits, normalisation, language and metadata are settled here."""

from collections.abc import Callable
from dataclasses import dataclass

from dateline.documents.agency import agency_of
from dateline.documents.bytes_kind import require_text
from dateline.documents.dates import day
from dateline.documents.hints import file_of
from dateline.errors import InputBinary, InputEmpty, InputError, NotEnglish, TextTooLong
from dateline.model.document import Document, Rejected
from dateline.model.ids import content_hash
from dateline.text.language import other_language
from dateline.text.normalise import MAX_MARKS, marks_run_on, normalise

STAGE = "documents"


@dataclass(frozen=True, slots=True)
class Given:
    """What is said about a text from outside of it: by options, by a JSON object or by the head of a page."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    agency: str | None = None
    id: str | None = None

    def or_else(self, other: "Given") -> "Given":
        """These values, and those of `other` where there is none."""
        return Given(
            title=self.title or other.title,
            published=self.published or other.published,
            publisher=self.publisher or other.publisher,
            url=self.url or other.url,
            language=self.language or other.language,
            agency=self.agency or other.agency,
            id=self.id or other.id,
        )


def build(text: str, given: Given, subject: str, max_characters: int | None) -> Document:
    """A Document, or an InputError; `max_characters` None means that the user forces it."""
    if max_characters is not None and len(text) > max_characters:
        reason = f"{len(text):,} characters, more than {max_characters:,}"
        raise TextTooLong(subject, reason, f"dateline read {file_of(subject)} --force")
    require_text(text, subject)
    if marks_run_on(text):
        raise InputBinary(subject, f"more than {MAX_MARKS:,} combining marks follow one another")
    text = normalise(text)
    if not text.strip():
        raise InputEmpty(subject, "there is nothing in it but white space")
    published = day(given.published, subject)
    _require_english(text, given.language, subject)
    digest = content_hash(text)
    return Document(
        id=normalise(given.id) if given.id else digest,
        sha256=digest,
        title=_line(given.title),
        text=text,
        published=published,
        publisher=_line(given.publisher),
        agency=_line(given.agency) or agency_of(text),
        language="en",
        url=_line(given.url),
    )


def settle(parse: Callable[[], Document]) -> Document | Rejected:
    """Bad data becomes a value here; the parsers below raise, so that each can be read from top to bottom."""
    try:
        return parse()
    except InputError as error:
        return rejected(error)


def rejected(error: InputError) -> Rejected:
    """The value that stands for an input that could not be read."""
    return Rejected(error.subject, STAGE, error.code, error.reason, error.hint)


def _require_english(text: str, language: str | None, subject: str) -> None:
    """A stated language is believed; only a silent input is judged."""
    if language and language.strip():
        primary = language.strip().replace("_", "-").split("-")[0].casefold()
        if primary not in {"en", "eng", "english"}:
            raise NotEnglish(subject, f"not English (its language is given as {language.strip()})")
        return
    other = other_language(text)
    if other is not None:
        # No hint: a command that reads the text all the same would invent records from what is not English.
        raise NotEnglish(subject, f"not English (looks like {other})")


def _line(value: str | None) -> str | None:
    """Metadata are one line each; what is blank is absent."""
    return (" ".join(normalise(value).split()) or None) if value else None
