"""JSON Lines: each line an object in UTF-8 with `text` and, if known, id, title, published, publisher, url, ..."""

import json
import re
from typing import Final

import msgspec

from dateline.documents.build import Given, build, settle
from dateline.documents.hints import line_of
from dateline.errors import EncodingUnknown, FieldInvalid, LineNotJson, LineWithoutText
from dateline.model.document import Document, Rejected


class _Line(msgspec.Struct):
    text: str
    id: str | int | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    agency: str | None = None


_WANTED: Final = {"text": "a string", "id": "a string, a whole number or null"}
_NAMED: Final = re.compile(r"`\$\.(\w+)`")


def read_line(data: bytes, given: Given, subject: str, max_characters: int | None) -> Document | Rejected:
    """`subject` is file:line. The line's own fields win over the options, since they are as explicit and nearer."""
    return settle(lambda: _parse(data, given, subject, max_characters))


def _parse(data: bytes, given: Given, subject: str, max_characters: int | None) -> Document:
    line = _fields(_object(data, subject), subject)
    own = Given(
        title=line.title,
        published=line.published,
        publisher=line.publisher,
        url=line.url,
        language=line.language,
        agency=line.agency,
        id=None if line.id is None else str(line.id),
    )
    return build(line.text, own.or_else(given), subject, max_characters)


def _object(data: bytes, subject: str) -> dict[str, object]:
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise EncodingUnknown(subject, f"byte {error.start:,} of the line is not UTF-8 (tried UTF-8)") from error
    except RecursionError as error:
        raise LineNotJson(subject, "the JSON is nested too deep", line_of(subject)) from error
    except json.JSONDecodeError as error:
        raise LineNotJson(subject, f"not JSON: {error.msg} at column {error.colno}", line_of(subject)) from error
    except ValueError as error:
        raise LineNotJson(subject, f"not JSON: {error}", line_of(subject)) from error
    if not isinstance(value, dict):
        raise LineNotJson(subject, f"a JSON {type(value).__name__}, not an object", line_of(subject))
    return value


def _fields(value: dict[str, object], subject: str) -> _Line:
    if value.get("text") is None:
        names = ", ".join(sorted(value)[:6]) or "none"
        raise LineWithoutText(subject, f"no field `text` (fields: {names})")
    try:
        return msgspec.convert(value, _Line)
    except msgspec.ValidationError as error:
        raise FieldInvalid(subject, _wrong(value, error), line_of(subject)) from error


def _wrong(value: dict[str, object], error: msgspec.ValidationError) -> str:
    """Which field is wrong, what it must be and what it is; msgspec names the field at the end as `$.published`."""
    named = _NAMED.search(str(error))
    if named is None:
        return str(error)
    name = named.group(1)
    return f"field `{name}` must be {_WANTED.get(name, 'a string or null')}, but is {_shown(value.get(name))}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"the number {str(value)[:20]}"
    return "a list" if isinstance(value, list) else "an object" if isinstance(value, dict) else "null"
