"""Words with their offsets and the surface features that an uncased encoder cannot see."""

import re
from dataclasses import dataclass

from dateline.text.sentences import is_wrapped

# A word is a run of letters, digits and combining marks; every other visible character stands alone.
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed])+|[^\s]")
_OPENING = frozenset("“«„")
_CLOSING = frozenset("”»")
_SHAPES = 8

FEATURES = _SHAPES * 2 * 2
"""Size of the feature embedding: word shape, whether inside quotation marks, whether in the title."""


@dataclass(frozen=True, slots=True)
class Word:
    """Half-open offsets into the text it came from, and its feature row (0 .. FEATURES-1)."""

    start: int
    end: int
    feature: int


def _shape(word: str) -> int:
    """0 punctuation, 1 lower, 2 Title, 3 UPPER, 4 Mixed, 5 digits, 6 letters and digits, 7 single capital."""
    if word.isdigit():
        return 5
    if not word.isalpha():  # most words are nothing but letters and need not be looked at letter by letter
        if not any(c.isalnum() for c in word):
            return 0
        if any(c.isdigit() for c in word):
            return 6
    if word.isupper():
        return 7 if len(word) == 1 else 3
    if word.islower() or word.lower() == word:
        return 1
    return 2 if word[0].isupper() and word[1:] == word[1:].lower() else 4


def split_words(text: str, title: bool = False) -> list[Word]:
    """The words of a text in order; a quotation ends with its paragraph, so a lost mark cannot tint the rest."""
    words = []
    inside = False
    position = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        if inside and "\n" in text[position:start] and not is_wrapped(text, position, start):
            inside = False
        position = end
        mark = match.group()
        if mark == '"' or mark in _OPENING or mark in _CLOSING:
            inside = mark in _OPENING or (mark == '"' and not inside)
        feature = _shape(mark) * 4 + (2 if inside else 0) + (1 if title else 0)
        words.append(Word(start, end, feature))
    return words
