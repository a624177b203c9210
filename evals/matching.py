"""One-to-one matching, and when two strings name the same thing."""

import re
from collections.abc import Sequence
from typing import Final, TypeVar

from dateline.model.records import Span

_Left = TypeVar("_Left")
_Right = TypeVar("_Right")
_FAR: Final = 1 << 62
_ARTICLES: Final = frozenset({"a", "an", "the"})
_WORD: Final = re.compile(r"[^\W_]+(?:[-.'&][^\W_]+)*")
# A shared last word of these says nothing about who is meant: "the Defence Ministry" is not "the Interior Ministry".
_INSTITUTIONS: Final = (
    "administration agency alliance army association authority authorities bank coalition command commission committee "
    "congress council court defence defense department directorate embassy federation force forces foundation front "
    "government group guard house institute ministry mission movement nations observatory office organisation "
    "organization parliament party police press republic rights senate service services states times tribunal union "
    "united"
)
_COMMON_LAST: Final = frozenset(_INSTITUTIONS.split())


def overlap(left: Span, right: Span) -> int:
    """Characters that both spans cover."""
    return max(0, min(left.end, right.end) - max(left.start, right.start))


def unmatched(
    pairs: Sequence[tuple[int, int]], left: Sequence[_Left], right: Sequence[_Right]
) -> tuple[list[_Left], list[_Right]]:
    """What no pair (number on the left, number on the right) takes up, of each side."""
    one, two = {number for number, _ in pairs}, {number for _, number in pairs}
    return (
        [item for number, item in enumerate(left) if number not in one],
        [item for number, item in enumerate(right) if number not in two],
    )


def intersection_over_union(left: Span, right: Span) -> float:
    """Shared characters over all characters covered, 0 to 1."""
    shared = overlap(left, right)
    union = (left.end - left.start) + (right.end - right.start) - shared
    return shared / union if union else 0.0


def assign(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """The one-to-one pairs (row, column) of greatest total weight; a pair of weight 0 may not be made.

    Exact (Hungarian method with potentials, O(rows² · columns)), in integers, so that ties fall the same way each time.
    """
    columns = len(weights[0]) if weights else 0
    if columns == 0:
        return []
    if len(weights) > columns:
        turned = [[row[column] for row in weights] for column in range(columns)]
        return sorted((row, column) for column, row in assign(turned))
    owner = _column_owners(weights, columns)
    pairs = ((row - 1, column - 1) for column, row in enumerate(owner) if column and row)
    return sorted((row, column) for row, column in pairs if weights[row][column] > 0)


def _column_owners(weights: Sequence[Sequence[int]], columns: int) -> list[int]:
    """The row (from 1) of each column (from 1), 0 for none; rows may not outnumber columns."""
    row_potential = [0] * (len(weights) + 1)
    column_potential = [0] * (columns + 1)
    owner = [0] * (columns + 1)
    for row in range(1, len(weights) + 1):
        owner[0] = row
        previous, free = _shortest_path(weights, owner, row_potential, column_potential)
        while free:
            owner[free] = owner[previous[free]]
            free = previous[free]
    return owner


def _shortest_path(
    weights: Sequence[Sequence[int]], owner: list[int], row_potential: list[int], column_potential: list[int]
) -> tuple[list[int], int]:
    """Extends the matching from column 0 to the nearest free column; gives back-pointers and that column."""
    columns = len(owner) - 1
    distance = [_FAR] * (columns + 1)
    previous = [0] * (columns + 1)
    used = [False] * (columns + 1)
    column = 0
    while owner[column]:
        used[column] = True
        row = owner[column]
        for other in range(1, columns + 1):
            if used[other]:
                continue
            cost = -weights[row - 1][other - 1] - row_potential[row] - column_potential[other]
            if cost < distance[other]:
                distance[other], previous[other] = cost, column
        nearest = min((other for other in range(1, columns + 1) if not used[other]), key=distance.__getitem__)
        step = distance[nearest]
        for other in range(columns + 1):
            if used[other]:
                row_potential[owner[other]] += step
                column_potential[other] -= step
            else:
                distance[other] -= step
        column = nearest
    return previous, column


def normalised(words: str | None) -> str | None:
    """Case-folded words without articles, possessive endings and punctuation; None for nothing."""
    if words is None:
        return None
    folded = words.casefold().replace("’", "'")
    tokens = [token.removesuffix("'s") for token in _WORD.findall(folded)]
    kept = [token for token in tokens if token not in _ARTICLES]
    return " ".join(kept or tokens) or None


def same(left: str | None, right: str | None) -> bool:
    """Equal after normalisation; nothing equals only nothing."""
    return normalised(left) == normalised(right)


def alike(left: str | None, right: str | None) -> bool:
    """Equal after normalisation, or at least half of all their words (as sets) are shared."""
    one, two = normalised(left), normalised(right)
    if one is None or two is None:
        return one == two
    first, second = set(one.split()), set(two.split())
    return one == two or len(first & second) * 2 >= len(first | second)


def same_speaker(gold: str | None, said: str | None) -> bool:
    """Equal after normalisation, or the same last name: an equal, capitalised last word that is no institution's."""
    one, two = normalised(gold), normalised(said)
    if one is None or two is None:
        return False
    if one == two:
        return True
    last = one.split()[-1]
    return last == two.split()[-1] and last not in _COMMON_LAST and _capitalised(gold) and _capitalised(said)


def _capitalised(words: str | None) -> bool:
    found = _WORD.findall(words or "")
    return bool(found) and found[-1][0].isupper()
