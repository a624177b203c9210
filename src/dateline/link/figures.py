"""Whether two figures are values of one quantity: kind, group, place, and the occurrence they count."""

from collections.abc import Mapping
from itertools import product
from types import MappingProxyType
from typing import Final

from dateline.link import places, score
from dateline.link.quantities import kin, size
from dateline.link.traits import FigureTrait, Profile
from dateline.link.words import cosine

BIAS: Final = -2.2
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {"kind": 1.0, "place": 0.8, "act": 2.0, "sentence": 2.0, "story": 1.5, "value": 2.0, "sum": -3.0, "size": -1.5}
)


def comparable(left: FigureTrait, right: FigureTrait) -> bool:
    """What has an owner in its document stands and falls with it."""
    return (
        left.owner is None and right.owner is None and not left.part and not right.part and kin(left.kind, right.kind)
    )


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
        "size": size(left, right),
    }


def score_of(values: score.Values) -> float:
    """The chance that both are values of one quantity."""
    return score.chance(BIAS, WEIGHTS, values)


def pairs(
    left: Profile, right: Profile, acts: Mapping[tuple[str, str], float], story: float
) -> list[tuple[str, str, float]]:
    """Figures of two documents that may be one quantity; each is paired with the likeliest of the other document."""
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
