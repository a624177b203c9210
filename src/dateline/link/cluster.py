"""Clusters out of links and judgements: the same ones whatever the order in which either came."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush
from types import MappingProxyType
from typing import Final

from dateline.link.score import FAR
from dateline.model.linked import LinkKind

JOIN: Final = MappingProxyType(
    {
        LinkKind.REPRINT: 0.25,
        LinkKind.STORY: 0.4,
        LinkKind.INCIDENT: 0.5,
        LinkKind.FIGURE: 0.4,
        LinkKind.AGREEMENT: 0.35,
    }
)
"""Two clusters become one while the mean of the scores between them reaches this."""

Pair = tuple[str, str]


def pair(one: str, other: str) -> Pair:
    """The two in the order of the alphabet."""
    return (one, other) if one <= other else (other, one)


def clusters(
    members: Iterable[str],
    scores: Mapping[Pair, float],
    same: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
    join: float = 0.5,
    holders: Mapping[str, str | int] = MappingProxyType({}),
) -> list[tuple[str, ...]]:
    """Every member in one cluster, sorted. The two clusters with the highest mean score are joined, as long as it
    reaches `join`; but never two that hold members judged apart, nor two that hold members of one document, where
    `holders` names the document of each. At last the clusters of what is judged the same are joined.
    """
    groups = _Groups(members, scores, holders)
    kept_apart = {pair(*each) for each in apart}
    groups.settle(join, kept_apart)
    for one, other in sorted(pair(*each) for each in same):
        if groups.has(one, other) and not groups.parted(one, other, kept_apart):
            groups.unite(groups.of[one], groups.of[other])
    return sorted(tuple(sorted(group)) for group in groups.groups.values())


class _Groups:
    """Groups of members by number; the sums of the scores between two groups are kept as groups are joined."""

    def __init__(self, members: Iterable[str], scores: Mapping[Pair, float], holders: Mapping[str, str | int]) -> None:
        ordered = sorted(set(members))
        self.of = {member: number for number, member in enumerate(ordered)}
        self.groups = {number: [member] for number, member in enumerate(ordered)}
        self._held = {number: {holders[each]} if each in holders else set() for each, number in self.of.items()}
        self._sums: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        for (one, other), value in scores.items():
            if self.has(one, other) and one != other:
                self._sums[self.of[one]][self.of[other]] = (value, 1)
                self._sums[self.of[other]][self.of[one]] = (value, 1)

    def has(self, one: str, other: str) -> bool:
        return one in self.of and other in self.of

    def parted(self, one: str, other: str, apart: set[Pair]) -> bool:
        return self._parted(self.of[one], self.of[other], apart)

    def _parted(self, left: int, right: int, apart: set[Pair]) -> bool:
        return bool(apart) and any(pair(a, b) in apart for a in self.groups[left] for b in self.groups[right])

    def _mean(self, left: int, right: int) -> float:
        total, number = self._sums[left][right]
        size = len(self.groups[left]) * len(self.groups[right])
        return (total + FAR * (size - number)) / size

    def settle(self, join: float, apart: set[Pair]) -> None:
        """Joins the likeliest two until none are likely enough."""
        heap = [self._entry(left, right) for left, others in self._sums.items() for right in others if left < right]
        heapify(heap)
        while heap:
            value, left, right = heappop(heap)
            if -value < join:
                return
            # What was joined since has another entry; and what may not be joined now never may.
            current = right in self._sums.get(left, {}) and self._entry(left, right)[0] == value
            if not current or self._held[left] & self._held[right] or self._parted(left, right, apart):
                continue
            self.unite(left, right)
            for other in self._sums[left]:
                heappush(heap, self._entry(min(left, other), max(left, other)))

    def _entry(self, left: int, right: int) -> tuple[float, int, int]:
        return -round(self._mean(left, right), 9), left, right

    def unite(self, left: int, right: int) -> None:
        """Puts all of one group into the other, the one with the smaller number."""
        if left == right:
            return
        left, right = min(left, right), max(left, right)
        for member in self.groups[right]:
            self.of[member] = left
        self.groups[left] += self.groups.pop(right)
        self._held[left] |= self._held.pop(right)
        for other, (total, number) in self._sums.pop(right, {}).items():
            del self._sums[other][right]
            if other != left:
                before = self._sums[left].get(other, (0.0, 0))
                joined = (before[0] + total, before[1] + number)
                self._sums[left][other] = joined
                self._sums[other][left] = joined
