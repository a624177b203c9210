"""Documents by words, publisher and day, with the passage in which the words stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dateline.situation.board import MATCHES, Board
from dateline.situation.columns import KINDS
from dateline.situation.query import Kind, Query, days_of
from dateline.store.base import Face
from dateline.store.base_linking import LinkingStore

_ENDING: Final = re.compile(r"(?:ings?|ed|es|s|e)$", re.IGNORECASE)
_SHORT: Final = 4  # letters of a word whose ending is left alone
WIDTH: Final = 280
"""Characters of a passage."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage; `hit` where it is one of the words that were asked for."""

    text: str
    hit: bool


def find(board: Board, store: LinkingStore, query: Query) -> list[Face]:
    """The documents, the latest day first; of `query` words, publisher, document and the days are heeded."""
    if query.words is None:
        faces: Iterator[Face] = iter(board.documents)
    else:
        hits = (board.face(sha) for sha in store.search(query.words, MATCHES))
        faces = (face for face in hits if face is not None)
    return [face for face in faces if _fits(face, query)]


def counts(board: Board, faces: Sequence[Face]) -> list[dict[Kind, int]]:
    """How many records of each kind the documents hold."""
    numbers = [board.number(face.sha256) for face in faces]
    rows = np.flatnonzero(board.alive & np.isin(board.columns.doc, np.array(numbers, np.int32)))
    found = {number: dict.fromkeys(KINDS, 0) for number in numbers}
    for row in rows:
        found[int(board.columns.doc[row])][KINDS[board.columns.kind[row]]] += 1
    return [found[number] for number in numbers]


def passage(text: str, words: str | None) -> list[Piece]:
    """The first place where one of the words stands, cut at white space, with every word marked; else the beginning."""
    wanted = sorted(set(re.findall(r"[^\W_]+", words or "")), key=len, reverse=True)
    # The index finds "killing" for "killed", and so must the eye.
    stems = "|".join(re.escape(_ENDING.sub("", word) if len(word) > _SHORT else word) for word in wanted)
    pattern = re.compile(rf"\b(?:{stems})[^\W_]*", re.IGNORECASE) if wanted else None
    first = pattern.search(text) if pattern else None
    start = max(0, first.start() - WIDTH // 3) if first else 0
    cut = text[start : start + WIDTH]
    if start:
        cut = "… " + cut.partition(" ")[2]
    if start + WIDTH < len(text):
        cut = cut.rpartition(" ")[0] + " …"
    return list(_pieces(" ".join(cut.split()), pattern))


def _pieces(cut: str, pattern: re.Pattern[str] | None) -> Iterator[Piece]:
    at = 0
    for match in pattern.finditer(cut) if pattern else ():
        yield Piece(cut[at : match.start()], False)
        yield Piece(match.group(), True)
        at = match.end()
    yield Piece(cut[at:], False)


def _fits(face: Face, query: Query) -> bool:
    if query.publisher is not None and query.publisher not in (face.publisher, face.agency):
        return False
    if query.document is not None and query.document not in (face.sha256, face.id):
        return False
    start, end = (days_of(day) if day else None for day in (query.start, query.end))
    if start is None and end is None:
        return True
    published = days_of(face.published) if face.published else None
    if published is None:
        return False
    return (start is None or published[0] >= start[0]) and (end is None or published[1] <= end[1])
