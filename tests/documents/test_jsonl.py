"""One object a line; a bad line is refused with its place and says why."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.documents.build import Given
from dateline.documents.jsonl import read_line
from dateline.model.document import Document, Rejected


def read(data: bytes | str, about: Given = Given()) -> Document | Rejected:  # noqa: B008
    return read_line(data if isinstance(data, bytes) else data.encode("utf-8"), about, "a.jsonl:7", 500_000)


def test_all_fields() -> None:
    line = {
        "text": "The army said.",
        "id": "wire-7 ",
        "title": "T",
        "published": "2020-02-22T10:00",
        "publisher": "P",
        "agency": "AFP",
        "url": "https://a.example",
        "language": "en",
        "other": {"ignored": [1]},
    }
    document = read(json.dumps(line))
    assert isinstance(document, Document)
    assert (document.id, document.title, document.published) == ("wire-7 ", "T", "2020-02-22")
    assert (document.publisher, document.agency, document.url) == ("P", "AFP", "https://a.example")


def test_numbers_are_ids_and_the_line_wins_over_the_options() -> None:
    document = read('{"text": "The army said.", "id": 12, "publisher": "Line"}', Given(publisher="Option", title="T"))
    assert isinstance(document, Document)
    assert (document.id, document.publisher, document.title) == ("12", "Line", "T")


def test_half_an_emoji_becomes_one_replacement_character() -> None:
    document = read(b'{"text": "cut \\ud83d here"}')
    assert isinstance(document, Document)
    assert document.text == "cut \ufffd here"


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (b"not json", "E020", "column 1"),
        (b'{"text": "a"', "E020", "not JSON"),
        (b"[1]", "E020", "a JSON list"),
        (b'"text"', "E020", "a JSON str"),
        (b"[" * 100_000, "E020", "nested too deep"),
        (b'{"text": ' + b"9" * 5000 + b"}", "E020", "not JSON"),
        (b'{"title": "x"}', "E021", "fields: title"),
        (b'{"text": null}', "E021", "no field `text`"),
        (b'{"text": 5}', "E022", "field `text` must be a string, but is the number 5"),
        (b'{"text": "a", "title": ["x"]}', "E022", "field `title` must be a string or null, but is a list"),
        (b'{"text": "a", "published": 20200222}', "E022", "`published` must be a string or null, but is the number 2"),
        (b'{"text": "a", "agency": {}}', "E022", "field `agency` must be a string or null, but is an object"),
        (b'{"text": "a", "id": true}', "E022", "field `id` must be a string, a whole number or null, but is true"),
        (b'{"text": "a", "id": 1.5}', "E022", "but is the number 1.5"),
        (b'{"text": "a", "published": "0020-01-01"}', "E023", "1800 to 2100"),
        (b'{"text": ""}', "E012", "white space"),
        (b'{"text": "a\\u0000b"}', "E013", "NUL"),
        (b'{"text": "\xff"}', "E014", "not UTF-8"),
        (b'{"text": "a", "language": "fr"}', "E019", "fr"),
    ],
)
def test_refusals(line: bytes, code: str, said: str) -> None:
    refused = read(line)
    assert isinstance(refused, Rejected)
    assert (refused.code, refused.subject) == (code, "a.jsonl:7")
    assert said in refused.reason
    shows_the_line = code in {"E020", "E022", "E023"}
    assert (refused.hint == "sed -n 7p a.jsonl") is shows_the_line


@given(st.binary(max_size=100) | st.text(max_size=60).map(lambda text: json.dumps({"text": text}).encode()))
def test_any_line_gives_a_document_or_a_refusal(data: bytes) -> None:
    assert isinstance(read(data), Document | Rejected)
