"""Whether one text is a revision of another: pure, on words alone."""

import re
from typing import Final

_WORD: Final = re.compile(r"\w+")
_RUN: Final = 3
SHARE: Final = 0.5


def is_revision(older: str, newer: str) -> bool:
    """Whether at least half of the runs of three words of the shorter text are in the longer one.

    So a correction, a longer story and one that was cut count as the same article; two articles of one day do not.
    """
    first, second = _runs(older), _runs(newer)
    least = min(len(first), len(second))
    return least > 0 and len(first & second) >= SHARE * least


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [found.group().casefold() for found in _WORD.finditer(text)]
    size = min(_RUN, len(words))
    return {tuple(words[place : place + size]) for place in range(len(words) - size + 1)} if words else set()
