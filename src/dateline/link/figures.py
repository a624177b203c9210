"""Whether two figures are values of one quantity: kind, group, place, and the occurrence they count."""

from collections.abc import Mapping
from itertools import product
from types import MappingProxyType
from typing import Final

from dateline.link import places, score
from dateline.link.quantities import kin
from dateline.link.traits import FigureTrait, Profile

BIAS: Final = -5.2
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "kind": 2.6,
        "value": 3.0,
        "near": 2.4,
        "grown": 1.5,
        "story": 2.1,
        "act": 1.4,
        "other act": -0.8,
        "place": 1.0,
        "day": 1.2,
        "group": 0.7,
        "sum": -0.8,
    }
)
_GROWTH: Final = 4.0  # times, from one report to a later one
_NEAR: Final = 1.15
_SMALL: Final = 10  # below it one more or less is near


def comparable(left: FigureTrait, right: FigureTrait) -> bool:
    """What has an owner in its document stands and falls with it."""
    return (
        left.owner is None and right.owner is None and not left.part and not right.part and kin(left.kind, right.kind)
    )


def features(
    early: FigureTrait, late: FigureTrait, acts: Mapping[tuple[str, str], float], story: float
) -> dict[str, float]:
    """The values that `WEIGHTS` weighs; `early` was published first. `acts` are the scores of the event pairs, `story`
    that of the documents.
    """
    pair = (early.event or "", late.event or "")
    same = (early.low, early.high) == (late.low, late.high)
    before, after = early.low or early.high or 0.0, late.low or late.high or 0.0
    near = not same and _near(before, after)
    return {
        "kind": 1.0 if early.kind == late.kind else 0.0,
        "value": 1.0 if same else 0.0,
        "near": 1.0 if near else 0.0,
        "grown": 1.0 if not same and not near and before < after <= before * _GROWTH else 0.0,
        "story": story,
        "act": acts.get(pair, acts.get((pair[1], pair[0]), 0.0)),
        "other act": 1.0 if early.event_day and late.event_day and early.event_day != late.event_day else 0.0,
        "place": places.agree(early.place, late.place),
        "day": 1.0 if early.days and early.days == late.days else 0.0,
        "group": 1.0 if set(early.of) & set(late.of) else (0.0 if early.of and late.of else 0.3),
        "sum": 1.0 if early.running != late.running else 0.0,
    }


def _near(left: float, right: float) -> bool:
    """Whether two values are as close as a correction of a few."""
    small, large = min(left, right), max(left, right)
    return large - small <= 1 if small < _SMALL else large <= small * _NEAR


def score_of(values: score.Values) -> float:
    """The chance that both are values of one quantity."""
    return score.chance(BIAS, WEIGHTS, values)


def pairs(
    left: Profile, right: Profile, acts: Mapping[tuple[str, str], float], story: float
) -> list[tuple[str, str, float]]:
    """Figures of two documents that may be one quantity; each is paired with the likeliest of the other document."""
    early = min((left, right), key=lambda each: (each.day or 0, each.document))
    found = []
    for one, other in product(left.figures, right.figures):
        if comparable(one, other):
            first, second = (one, other) if early is left else (other, one)
            value = score_of(features(first, second, acts, story))
            if value >= score.KEPT:
                found.append((-value, one.id, other.id))
    taken: set[str] = set()
    chosen = []
    for value, one_id, other_id in sorted(found):
        if one_id not in taken and other_id not in taken:
            taken |= {one_id, other_id}
            chosen.append((one_id, other_id, -value))
    return chosen
