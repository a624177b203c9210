"""Words: every visible character is in exactly one, and the features say what an uncased encoder cannot see."""

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.text.words import FEATURES, split_words
from tests.dispatches import STRANGE


def _strings(text: str) -> list[str]:
    return [text[w.start : w.end] for w in split_words(text)]


@given(st.text(), st.booleans())
@example("".join(STRANGE), False)
def test_each_visible_character_is_in_one_word(text: str, title: bool) -> None:
    words = split_words(text, title)
    assert "".join(text[w.start : w.end] for w in words) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))
    assert all(w.start < w.end and 0 <= w.feature < FEATURES for w in words)
    assert all(bool(w.feature & 1) == title for w in words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" \u00a0\n\t\u2028", []),
        ("a U.S. envoy", ["a", "U", ".", "S", ".", "envoy"]),
        ("1.2m-strong", ["1", ".", "2m", "-", "strong"]),
        ("snake_case", ["snake", "_", "case"]),
        ("Erdog\u0306an", ["Erdog\u0306an"]),
        ("مُحَمَّد؟", ["مُحَمَّد", "؟"]),
        ("שָׁלוֹם", ["שָׁלוֹם"]),
        ("a\u200bb", ["a", "\u200b", "b"]),
        ("👩‍👧", ["👩", "\u200d", "👧"]),
    ],
)
def test_where_words_end(text: str, words: list[str]) -> None:
    assert _strings(text) == words


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        (".", 0), ("\u200b", 0), ("army", 1), ("Army", 2), ("Émile", 2), ("UN", 3), ("McCain", 4), ("iPhone", 4),
        ("2020", 5), ("72nd", 6), ("F16", 6), ("A", 7), ("军队", 1),
    ],
)  # fmt: skip
def test_shapes(word: str, shape: int) -> None:
    assert [w.feature // 4 for w in split_words(word)] == [shape]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "go now" and left', "now"),
        ("He said “go now” and left", "now"),
        ("He said «go now» and left", "now"),
        ('He "go" then "now" end', "now"),
    ],
)
def test_words_in_marks_know_it(text: str, inside: str) -> None:
    states = {text[w.start : w.end]: bool(w.feature & 2) for w in split_words(text)}
    assert states[inside]
    assert states["go"]
    assert not states["He"]
    assert not states[text.split()[-1]]


def test_a_lost_mark_tints_its_line_only() -> None:
    text = '"go now\nThe army left'
    states = {text[w.start : w.end]: bool(w.feature & 2) for w in split_words(text)}
    assert states["now"]
    assert not states["The"]
    assert not states["left"]
