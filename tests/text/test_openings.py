"""Which patterns may match, by the letters that open them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.text.openings import Openings, lowered

_PATTERNS = {
    "arms": r"weapons?|(?:rocket|mortar)s? (?:fire|attack)|5G",
    "crowd": r"march(?:ed|ing)?|al[- ]Qaida|sit-?ins?|axe?s",
    "need": "in need|İs",
}
_PIECES = ("weapon", "Weapons", "rocket", "mortars fire", "5g", "MARCHED", "al-Qaida", "sit in", "ax", "in", " ")


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=3), max_size=8).map("".join))
def test_a_pattern_that_matches_is_always_possible(text: str) -> None:
    possible = Openings(_PATTERNS).possible(text)
    for key, pattern in _PATTERNS.items():
        if re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE):
            assert key in possible


def test_what_no_word_opens_is_not_possible() -> None:
    openings = Openings(_PATTERNS)
    assert openings.possible("They met on Monday in Geneva.") == {"need"}
    assert openings.possible("Rockets fell.") == {"arms"}
    assert openings.possible("") == set()


def test_a_letter_that_may_be_left_out_opens_nothing() -> None:
    assert Openings({"key": "axe?s"}).possible("axs") == {"key"}


@pytest.mark.parametrize("pattern", [r"\w+ed", "(?:very )?big", "a?b", "one||two"])
def test_a_pattern_without_a_sure_opening_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="begins with"):
        Openings({"key": pattern})


@given(st.text())
def test_lower_case_keeps_every_place(text: str) -> None:
    assert len(lowered(text)) == len(text)


@pytest.mark.parametrize(("written", "plain"), [("İ", "i"), ("ı", "i"), ("ſ", "s"), ("\u212a", "k"), ("É", "é")])
def test_letters_are_taken_as_a_search_without_case_takes_them(written: str, plain: str) -> None:
    assert lowered(written) == plain
    assert re.fullmatch(plain, written, re.IGNORECASE)
