"""Whether two figures are values of one quantity: kind, group, place, and the occurrence they count."""

from collections.abc import Mapping
from itertools import combinations, product
from types import MappingProxyType
from typing import Final

from dateline.link import places, score
from dateline.link.traits import FigureTrait, Profile
from dateline.link.words import cosine

BIAS: Final = -2.2
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {"kind": 1.0, "place": 0.8, "act": 2.0, "sentence": 2.0, "story": 1.5, "value": 2.0, "sum": -3.0, "size": -1.5}
)
_KIN: Final = (
    frozenset({"displaced", "refugees", "affected", "in_need", "other"}),
    frozenset({"killed", "injured", "other"}),
    frozenset({"detained", "missing", "other"}),
    frozenset({"troops", "other"}),
    frozenset({"missing", "killed"}),
)


def comparable(left: FigureTrait, right: FigureTrait) -> bool:
    """Parts are values of no quantity of their own; kinds that extraction confuses may be one."""
    if left.part or right.part:
        return False
    return left.kind == right.kind or any(left.kind in kin and right.kind in kin for kin in _KIN)


def features(
    left: FigureTrait, right: FigureTrait, acts: Mapping[tuple[str, str], float], story: float
) -> dict[str, float]:
    """The values that `WEIGHTS` weighs; `acts` are the scores of the event pairs, `story` that of the documents."""
    act = acts.get((left.event or "", right.event or ""), 0.0)
    apart = -0.5 if left.event and right.event and not act else act
    return {
        "kind": 1.0 if left.kind == right.kind else 0.0,
        "place": places.agree(left.place, right.place),
        "act": apart,
        "sentence": cosine(left.terms, right.terms),
        "story": story,
        "value": 1.0 if (left.low, left.high) == (right.low, right.high) else 0.0,
        "sum": 1.0 if left.running != right.running else 0.0,
        "size": _size(left, right),
    }


def _size(left: FigureTrait, right: FigureTrait) -> float:
    """1 where one is more than ten times the other; tolls grow, but not by that in a day or two."""
    ours, theirs = left.low or left.high or 0.0, right.low or right.high or 0.0
    if min(ours, theirs) <= 0:
        return 0.0
    ratio = max(ours, theirs) / min(ours, theirs)
    return 0.0 if ratio <= 3 else min(1.0, (ratio - 3) / 7)


def score_of(values: score.Values) -> float:
    """The chance that both are values of one quantity."""
    return score.chance(BIAS, WEIGHTS, values)


def pairs(
    left: Profile, right: Profile, acts: Mapping[tuple[str, str], float], story: float
) -> list[tuple[str, str, float]]:
    """Figures of two documents that may be one quantity. Each is paired with the likeliest of the other document,
    and with those of the same value.
    """
    found = []
    for one, other in product(left.figures, right.figures):
        if comparable(one, other):
            value = score_of(features(one, other, acts, story))
            if value >= score.KEPT:
                found.append((-value, one.id, other.id))
    taken: set[str] = set()
    chosen = []
    for value, one_id, other_id in sorted(found):
        if one_id not in taken and other_id not in taken:
            taken |= {one_id, other_id}
            chosen.append((one_id, other_id, -value))
    return chosen


def within(profile: Profile) -> list[tuple[str, str, float]]:
    """Figures of one document that are one quantity told again or put right: the same value, or "14, not 17"."""
    found = []
    for one, other in combinations(profile.figures, 2):
        if one.part or other.part or one.kind != other.kind or one.running != other.running:
            continue
        same = (one.low, one.high) == (other.low, other.high)
        revised = one.sentence == other.sentence and (
            one.quoted_old or other.quoted_old or (one.disputed and not _size(one, other))
        )
        if same or revised:
            found.append((one.id, other.id, 0.9))
    return found
