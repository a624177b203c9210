"""A document as the encoder sees it: its words in windows of whole sentences, each with the title in front."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from dateline.text.sentences import split_sentences
from dateline.text.words import Word, split_words

WINDOW_PIECES = 480
"""Most word pieces of one window; the encoder knows 512 positions."""

TITLE_PIECES = 40
CONTEXT_SENTENCES = 2
CLS, SEP, UNKNOWN = 101, 102, 100

_KEPT_LETTERS = 40
"""Longer words are no words, and their pieces are not kept: memory stays bounded whatever is read."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a document: offsets, the sentence each stands in, and the word pieces of each."""

    words: tuple[Word, ...]
    sentence: npt.NDArray[np.int32]
    pieces: tuple[tuple[int, ...], ...]

    def __len__(self) -> int:
        return len(self.words)


@dataclass(frozen=True, slots=True)
class Window:
    """One encoder input. `first[i]` is the position of the first piece of word `start + i`.

    Words before `keep` are context that an earlier window has already read; their outputs are dropped.
    """

    pieces: npt.NDArray[np.int64]
    features: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]
    start: int
    keep: int

    @property
    def end(self) -> int:
        """One past the last word."""
        return self.start + len(self.first)


@lru_cache(maxsize=1 << 16)
def _known_pieces(tokenizer: Tokenizer, word: str) -> tuple[int, ...]:
    return _new_pieces(tokenizer, word)


def _new_pieces(tokenizer: Tokenizer, word: str) -> tuple[int, ...]:
    encoding = tokenizer.encode([word], is_pretokenized=True, add_special_tokens=False)
    return tuple(encoding.ids) or (UNKNOWN,)


def _pieces(tokenizer: Tokenizer, text: str, words: Sequence[Word]) -> tuple[tuple[int, ...], ...]:
    """Word pieces of each word; a word that the tokenizer's normaliser empties becomes one unknown piece.

    The tokenizer reads each word for itself and takes longest over handing them back, so those met before are kept.
    """
    return tuple(
        (_known_pieces if w.end - w.start <= _KEPT_LETTERS else _new_pieces)(tokenizer, text[w.start : w.end])
        for w in words
    )


def words_of(tokenizer: Tokenizer, text: str) -> Words:
    """The words of a document's text."""
    words = split_words(text)
    later = [start for start, _ in split_sentences(text)[1:]]
    sentence = np.searchsorted(later, [word.start for word in words], side="right").astype(np.int32)
    return Words(tuple(words), sentence, _pieces(tokenizer, text, words))


def _title(tokenizer: Tokenizer, title: str | None, text: str) -> tuple[list[int], list[int]]:
    """Pieces and features of the title; none when the text begins with it."""
    if not title or text.lstrip().startswith(title.strip()):
        return [], []
    words = split_words(title, title=True)
    ids: list[int] = []
    features: list[int] = []
    for word, pieces in zip(words, _pieces(tokenizer, title, words), strict=True):
        ids.extend(pieces)
        features.extend([word.feature] * len(pieces))
    return [*ids[:TITLE_PIECES], SEP], [*features[:TITLE_PIECES], 0]


def _bounds(words: Words, room: int) -> list[tuple[int, int, int]]:
    """(start, keep, end) word indices of the windows: whole sentences where they fit, with a little left context."""
    count = len(words)
    sizes = np.array([min(len(p), room) for p in words.pieces], dtype=np.int64)  # the caller cuts longer words
    before = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)])
    bounds = []
    keep = start = 0
    while keep < count:
        if before[keep + 1] - before[start] > room:
            start = keep  # a word that fills a window leaves no room for context
        end = int(np.searchsorted(before, before[start] + room, side="right")) - 1
        if end < count:
            cut = end
            while cut > keep and words.sentence[cut] == words.sentence[cut - 1]:
                cut -= 1
            end = cut if cut > keep else end
        bounds.append((start, keep, end))
        keep = end
        if keep < count:
            near = np.searchsorted(words.sentence, words.sentence[keep] - CONTEXT_SENTENCES, side="left")
            light = np.searchsorted(before, before[keep] - room // 4, side="left")
            start = min(int(max(near, light)), keep)
    return bounds


def windows_of(tokenizer: Tokenizer, words: Words, title: str | None, text: str) -> list[Window]:
    """The encoder inputs of a document, in order; together their kept words are all its words, once each."""
    title_ids, title_features = _title(tokenizer, title, text)
    head_ids = [CLS, *title_ids]
    head_features = [0, *title_features]
    room = WINDOW_PIECES - len(head_ids) - 1
    windows = []
    for start, keep, end in _bounds(words, room):
        ids = list(head_ids)
        features = list(head_features)
        first = []
        for word, pieces in zip(words.words[start:end], words.pieces[start:end], strict=True):
            first.append(len(ids))
            ids.extend(pieces[:room])
            features.extend([word.feature] * min(len(pieces), room))
        ids.append(SEP)
        features.append(0)
        windows.append(
            Window(
                np.array(ids, dtype=np.int64),
                np.array(features, dtype=np.int64),
                np.array(first, dtype=np.int64),
                start,
                keep,
            )
        )
    return windows
