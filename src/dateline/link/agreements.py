"""Whether two mentions are of one agreement: what it is called, who made it, when."""

from collections.abc import Mapping
from itertools import combinations, product
from types import MappingProxyType
from typing import Final

from dateline.link import parties, score
from dateline.link.traits import AgreementTrait, Profile
from dateline.link.words import cosine, weight

BIAS: Final = -2.5
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {"kind": 1.0, "name": 1.5, "parties": 1.0, "day": 1.2, "sentence": 2.0, "story": 2.0, "text": 2.0}
)
_TELLING: Final = 3.0  # weight of a word of a name from which it tells one agreement from another: "Minsk", not "deal"


def features(left: AgreementTrait, right: AgreementTrait, text: float, story: float) -> dict[str, float]:
    """The values that `WEIGHTS` weighs; `text` is the likeness of the documents, `story` the score of their story."""
    ours, theirs = _name(left), _name(right)
    return {
        "kind": 1.0 if left.family == right.family else -1.0,
        "name": 1.0 if ours & theirs else (-0.5 if ours and theirs else 0.0),
        "parties": parties.agree(left.parties, right.parties),
        "day": _day(left, right),
        "sentence": cosine(left.terms, right.terms),
        "story": story,
        "text": text,
    }


def _name(trait: AgreementTrait) -> set[str]:
    return {word for word in trait.name if weight(word) >= _TELLING}


def _day(left: AgreementTrait, right: AgreementTrait) -> float:
    """The date of a mention may be that of a later state, so that other days say little."""
    if left.days is None or right.days is None:
        return 0.0
    return 1.0 if left.days[0] <= right.days[1] and right.days[0] <= left.days[1] else -0.2


def score_of(values: score.Values) -> float:
    """The chance that both mean one agreement."""
    return score.chance(BIAS, WEIGHTS, values)


def pairs(left: Profile, right: Profile, story: float) -> list[tuple[str, str, float]]:
    """Mentions of two documents that may be of one agreement."""
    text = cosine(left.words, right.words)
    found = []
    for one, other in product(left.agreements, right.agreements):
        value = score_of(features(one, other, text, story))
        if value >= score.KEPT:
            found.append((one.id, other.id, value))
    return found


def within(profile: Profile) -> list[tuple[str, str, float]]:
    """Mentions in one document: of one kind they are one, unless their names differ."""
    found = []
    for one, other in combinations(profile.agreements, 2):
        ours, theirs = _name(one), _name(other)
        if one.family == other.family and (not ours or not theirs or ours & theirs):
            found.append((one.id, other.id, 0.8))
    return found
