"""Sentences: in order, without overlap, nothing lost; and in linear time, whatever the text."""

import itertools
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.text.sentences import split_sentences
from tests.dispatches import STRANGE, dispatches


@given(st.one_of(st.text(), st.text(alphabet=' \n.!?"”’)(“Aa1')))
@example("".join(STRANGE))
def test_nothing_visible_is_lost(text: str) -> None:
    spans = split_sentences(text)
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    assert all(text[a:b] == text[a:b].strip() and "\n" not in text[a:b] for a, b in spans)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It ended. They left.", ["It ended.", "They left."]),
        ("It ended! Why? 3 left.", ["It ended!", "Why?", "3 left."]),
        ("“It ended.” They left.", ["“It ended.”", "They left."]),
        ('He said: "Go." "No."', ['He said: "Go."', '"No."']),
        ("Gen. Dostum met Mr. Khan at 5 p.m. They spoke.", ["Gen. Dostum met Mr. Khan at 5 p.m. They spoke."]),
        ("The U.S. Army came. It left.", ["The U.S. Army came.", "It left."]),
        ("About 1.5 million fled.", ["About 1.5 million fled."]),
        ("no capital follows. here", ["no capital follows. here"]),
        ("GENEVA\n\nThe waters rose", ["GENEVA", "The waters rose"]),
        ("Well... Then it ended", ["Well...", "Then it ended"]),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in split_sentences(text)] == sentences


def test_dispatches_have_sentences_of_usual_length() -> None:
    counts = [len(document.text.split()) / len(split_sentences(document.text)) for document in dispatches()]
    assert 12 < sum(counts) / len(counts) < 35


@pytest.mark.parametrize("text", ["." * 300_000, '."' * 150_000, ". " * 150_000, "." + " " * 300_000, "a" * 300_000])
def test_linear_time(text: str) -> None:
    started = time.process_time()
    split_sentences(text)
    assert time.process_time() - started < 5
