"""Windows: each word is read once as its own, none is longer than the encoder can read, sentences stay whole."""

import time
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from dateline.annotate.runtime import TOKENIZER, shipped_model
from dateline.annotate.windows import (
    CLS,
    CONTEXT_SENTENCES,
    SEP,
    TITLE_PIECES,
    UNKNOWN,
    WINDOW_PIECES,
    Window,
    Words,
    windows_of,
    words_of,
)
from dateline.config import Settings
from dateline.text.normalise import normalise
from dateline.text.words import FEATURES
from tests.dispatches import STRANGE, dispatches, wrecked

POSITIONS = 512
"""What the encoder has position embeddings for."""

LONG = "\n\n".join(document.text for document in dispatches()[:12])


@cache
def _tokenizer() -> Tokenizer:
    folder = Settings().model_dir or shipped_model()
    tokenizer = Tokenizer.from_str((folder / TOKENIZER).read_text(encoding="utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _read(text: str, title: str | None = None) -> tuple[Words, list[Window]]:
    words = words_of(_tokenizer(), text)
    return words, windows_of(_tokenizer(), words, title, text)


def _check(text: str, title: str | None) -> list[Window]:
    words, windows = _read(text, title)
    assert [i for w in windows for i in range(w.keep, w.end)] == list(range(len(words)))
    for w in windows:
        assert w.start <= w.keep < w.end
        assert len(w.pieces) == len(w.features) <= min(WINDOW_PIECES, POSITIONS)
        assert w.pieces[0] == CLS
        assert w.pieces[-1] == SEP
        assert w.features.min() >= 0
        assert w.features.max() < FEATURES
        for i, at in enumerate(w.first):
            assert w.pieces[at] == words.pieces[w.start + i][0]
            assert w.features[at] == words.words[w.start + i].feature
    return windows


@given(wrecked(), st.sampled_from([None, "Talks resume", "w" * 900, "中" * 900, "\u200b", "  "]))
@settings(max_examples=60, deadline=None)
@example("".join(STRANGE), "".join(STRANGE))
@example("", None)
@example(" \n", "Talks resume")
def test_each_word_is_kept_once_and_none_is_too_long(text: str, title: str | None) -> None:
    _check(normalise(text), normalise(title) if title else None)


@pytest.mark.parametrize("title", [None, "中" * 900])
@pytest.mark.parametrize("count", [475, 477, 478, 479, 480, 900, 5000])
def test_a_huge_word_after_context(count: int, title: str | None) -> None:
    """Each of these characters is a piece of its own, so the word fills a window, or would fill several."""
    windows = _check("The talks began in Oslo. They went on. " + "中" * count + " was said. Then all left.", title)
    assert len(windows) >= 2


def test_a_long_document_has_whole_sentences_and_context() -> None:
    words, _ = _read(LONG)
    windows = _check(LONG, "A title")
    assert len(windows) > 5
    for earlier, later in pairwise(windows):
        assert words.sentence[later.keep] != words.sentence[later.keep - 1]
        assert later.start < later.keep <= earlier.end
        assert words.sentence[later.keep] - words.sentence[later.start] <= CONTEXT_SENTENCES


def test_a_short_document_is_one_window() -> None:
    text = "Troops left the town. Talks resumed."
    words, windows = _read(text)
    assert len(windows) == 1
    assert (windows[0].start, windows[0].keep, windows[0].end) == (0, 0, len(words))
    assert words.sentence.tolist() == [0] * 5 + [1] * 3


def test_every_window_begins_with_the_title() -> None:
    title = "Truce holds in Varna"
    pieces = _tokenizer().encode(title, add_special_tokens=False).ids
    for window in _read(LONG, title)[1]:
        assert window.pieces[1 : 1 + len(pieces)].tolist() == pieces
        assert all(feature & 1 for feature in window.features[1 : 1 + len(pieces)])
        assert not any(feature & 1 for feature in window.features[window.first])


def test_a_long_title_is_cut() -> None:
    plain = _read("Troops left.")[1][0]
    titled = _read("Troops left.", "word " * 200)[1][0]
    assert len(titled.pieces) == len(plain.pieces) + TITLE_PIECES + 1


def test_a_title_that_the_text_repeats_is_not_read_twice() -> None:
    text = "Truce holds in Varna\n\nTroops left the town."
    assert len(_read(text, " Truce holds in Varna ")[1][0].pieces) == len(_read(text)[1][0].pieces)


def test_a_word_that_the_tokenizer_empties_is_unknown() -> None:
    words, _ = _read("a \u200b b \u0301 c")
    assert [len(p) for p in words.pieces] == [1] * 5
    assert words.pieces[1] == words.pieces[3] == (UNKNOWN,)


@pytest.mark.parametrize("text", ["abc " * 60_000, "… " * 60_000])
def test_one_endless_sentence_takes_linear_time(text: str) -> None:
    started = time.process_time()
    _check(text, None)
    assert time.process_time() - started < 20
