"""Whether two lists of actors name one and the same."""

from collections.abc import Sequence

from dateline.link.traits import Party


def agree(left: Sequence[Party], right: Sequence[Party]) -> float:
    """1 by name, 0.6 by code, 0 where one list is empty, down to -1 for others altogether."""
    if not left or not right:
        return 0.0
    return max(_one(a, b) for a in left for b in right)


def _one(left: Party, right: Party) -> float:
    ours, theirs = set(left.words), set(right.words)
    if ours and theirs and (ours <= theirs or theirs <= ours or len(ours & theirs) >= 2):
        return 1.0
    if left.code and left.code == right.code:
        return 0.6
    if not left.code or not right.code or left.code[:3] == right.code[:3]:
        return -0.2
    return -1.0


def shared(left: Sequence[Party], right: Sequence[Party]) -> str | None:
    """The code of the first pair that agrees."""
    for one in left:
        for other in right:
            if _one(one, other) >= 0.6:
                return one.code or other.code
    return None
