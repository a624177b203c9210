"""Who reports: publishers and agencies with what they printed, and how much of it is another's copy."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.situation.board import Board
from dateline.situation.columns import Ints


@dataclass(frozen=True, slots=True)
class SourceCount:
    """A publisher; `own` counts the documents that name no other agency, `agencies` whose copy the rest is."""

    name: str
    documents: int
    own: int
    records: int
    first: str | None
    last: str | None
    agencies: tuple[tuple[str, int], ...]


def sources(board: Board, rows: Ints) -> list[SourceCount]:
    """Publishers of the documents that the records come from, the one with most documents first."""
    counted = np.bincount(board.columns.doc[rows], minlength=len(board.faces))
    grouped: dict[str, list[int]] = {}
    for number in np.flatnonzero(counted):
        face = board.faces[int(number)]
        grouped.setdefault(face.publisher or face.agency or "", []).append(int(number))
    found = [_count(board, name, numbers, counted) for name, numbers in grouped.items()]
    return sorted(found, key=lambda one: (-one.documents, one.name))


def _count(board: Board, name: str, numbers: list[int], counted: NDArray[np.intp]) -> SourceCount:
    faces = [board.faces[number] for number in numbers]
    agencies: dict[str, int] = {}
    for face in faces:
        if face.agency and face.agency != face.publisher:
            agencies[face.agency] = agencies.get(face.agency, 0) + 1
    days = sorted(face.published for face in faces if face.published)
    ranked = tuple(sorted(agencies.items(), key=lambda item: (-item[1], item[0])))
    own = len(faces) - sum(agencies.values())
    first, last = (days[0], days[-1]) if days else (None, None)
    return SourceCount(name, len(faces), own, int(counted[numbers].sum()), first, last, ranked)
