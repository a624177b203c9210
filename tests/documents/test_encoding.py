"""Which encodings are read, and what is said of those that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.documents.encoding import decode
from dateline.errors import EncodingUnknown

TEXT = "The café in the town \u2014 \u201cclosed\u201d since Monday."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_same_text_from_each_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a") == TEXT


def test_big_endian_with_its_mark() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), "a") == TEXT


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(lambda text: "Town " + text))
def test_utf8_is_never_changed(text: str) -> None:
    assert decode(text.encode("utf-8"), "a") == text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Вооруженные силы вернули город".encode("cp1251"), "tried UTF-8, UTF-16"),
        (TEXT.encode("utf-8") + b"\xff more", "damaged UTF-8"),
        (TEXT.encode("utf-8")[:-2] + b"\xe2\x80", "damaged UTF-8"),
        ("The army said.".encode("utf-16-le"), "UTF-16LE without byte order mark"),
        ("The army said.".encode("utf-16-be"), "UTF-16BE without byte order mark"),
        (b"\xff\xfeT\x00h\x00\x00\xd8", "starts as UTF-16"),
    ],
)
def test_refusals_say_what_was_tried(data: bytes, said: str) -> None:
    with pytest.raises(EncodingUnknown) as caught:
        decode(data, "a")
    assert said in caught.value.reason


def test_a_page_is_read_in_the_encoding_it_declares() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><p>Wałęsa said in Łódź</p>'
    assert decode(page.encode("iso-8859-2"), "a", page=True) == page


@pytest.mark.parametrize("name", ["utf-7", "zip", "idna", "no-such", "unicode_escape"])
def test_codecs_that_are_no_encodings_of_pages_are_not_used(name: str) -> None:
    page = f'<html><head><meta charset="{name}"></head><p>café in the town</p>'
    assert decode(page.encode("cp1252"), "a", page=True) == page
