"""NFC and newlines, and nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.text.normalise import MAX_MARKS, marks_run_on, normalise

ANY_TEXT = st.text(st.characters(codec=None))


@given(ANY_TEXT)
def test_twice_is_once_and_the_result_can_be_written(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert "\r" not in once
    assert once.encode("utf-8").decode("utf-8") == once


@given(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"])))
def test_text_in_nfc_is_left_as_it_is(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert normalise(composed) == composed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("cafe\u0301", "caf\u00e9"),
        ("a\u2028b\u2029c\u0085d\u00a0e", "a\u2028b\u2029c\u0085d\u00a0e"),
        ("cut \ud83d here", "cut \ufffd here"),
        ("\ufb01ne \u200d", "\ufb01ne \u200d"),
    ],
)
def test_examples(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_endless_marks_are_seen_and_long_scripts_are_not_taken_for_them() -> None:
    assert marks_run_on("a" + "\u0301\u0316" * MAX_MARKS)
    assert not marks_run_on("\u6f22\u5b57" * MAX_MARKS)
    assert not marks_run_on("a\u0301" * MAX_MARKS)
