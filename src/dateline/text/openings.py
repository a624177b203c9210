"""Which of many patterns may match in a text, told from the words in it: most need not be searched for at all.

A pattern is an alternation as the word tables have it: each alternative begins with letters or with a plain group of
such alternatives, and is searched for at word beginnings without regard to case.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import Final, Generic, TypeVar

_LETTERS: Final = 4
_WORD: Final = re.compile(r"\w+")
_BEGINNING: Final = re.compile(r"\w*")
_REPEAT: Final = frozenset("?*+{")
# What `re.IGNORECASE` takes for an ASCII letter, beside those that `str.lower` makes one.
_AS_ASCII: Final = str.maketrans({"İ": "i", "ı": "i", "ſ": "s"})

Key = TypeVar("Key", bound=Hashable)


def lowered(text: str) -> str:
    """The text in lower case, code point for code point, as `re.IGNORECASE` compares ASCII letters."""
    return (text if text.isascii() else text.translate(_AS_ASCII)).lower()


class Openings(Generic[Key]):
    """The keys of patterns by the letters that open them. ValueError for a pattern that may begin without a letter."""

    def __init__(self, patterns: Mapping[Key, str]) -> None:
        table: defaultdict[str, set[Key]] = defaultdict(set)
        for key, pattern in patterns.items():
            for letters in _openings(lowered(pattern)):
                table[letters].add(key)
        self._table = dict(table)
        self._lengths = sorted({len(letters) for letters in table})

    def possible(self, text: str) -> set[Key]:
        """The keys of the patterns that may match in a text; the others do not."""
        words = set(_WORD.findall(lowered(text)))
        table = self._table
        keys: set[Key] = set()
        for length in self._lengths:
            for letters in {word[:length] for word in words} & table.keys():
                keys |= table[letters]
        return keys


def _openings(pattern: str) -> Iterator[str]:
    for alternative in _alternatives(pattern):
        if alternative.startswith("(?:"):
            end = _group_end(alternative)
            if alternative[end : end + 1] in _REPEAT and end < len(alternative):
                raise ValueError(f"begins with what may be left out: {alternative}")
            yield from _openings(alternative[3 : end - 1])
            continue
        found = _BEGINNING.match(alternative)
        letters = found.group() if found else ""
        if alternative[len(letters) : len(letters) + 1] in {"?", "*", "{"}:
            letters = letters[:-1]
        if not letters:
            raise ValueError(f"begins without a letter: {alternative}")
        yield letters[:_LETTERS]


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of the outermost level."""
    found, depth, start = [], 0, 0
    for at, character in enumerate(pattern):
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            found.append(pattern[start:at])
            start = at + 1
    return [*found, pattern[start:]]


def _group_end(pattern: str) -> int:
    """One past the bracket that closes the group a pattern begins with."""
    depth = 0
    for at, character in enumerate(pattern):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return at + 1
    raise ValueError(f"no closing bracket: {pattern}")
