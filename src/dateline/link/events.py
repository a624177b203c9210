"""Whether two event records of different documents are one occurrence."""

from collections.abc import Mapping
from itertools import product
from types import MappingProxyType
from typing import Final

from dateline.link import parties, places, score
from dateline.link.traits import EventTrait, Profile
from dateline.link.words import cosine
from dateline.model.codes import EventType, Status

_E: Final = EventType
_KIN: Final = (
    {_E.ASSAULT, _E.COERCE},
    {_E.ASSAULT, _E.PROTEST},
    {_E.COERCE, _E.PROTEST},
    {_E.ASSAULT, _E.MOBILIZE},
    {_E.AGREE, _E.CONCEDE, _E.COOPERATE, _E.SUPPORT},
    {_E.AGREE, _E.CONSULT},
    {_E.RETREAT, _E.CONCEDE, _E.AID},
    {_E.SANCTION, _E.REJECT, _E.COERCE, _E.CONCEDE},
    {_E.ACCUSE, _E.REJECT},
    {_E.REQUEST, _E.THREATEN},
)
"""Types by which two writers may code one act; acts of other pairs of types are never one."""

RELATED: Final = frozenset((str(a), str(b)) for kin in _KIN for a, b in product(kin, kin)) | {
    (str(each), str(each)) for each in EventType
}
_WORDS: Final = frozenset(map(str, (_E.REQUEST, _E.ACCUSE, _E.REJECT, _E.THREATEN, _E.SUPPORT, _E.CONCEDE)))
_DONE: Final = frozenset(map(str, (Status.ACTUAL, Status.DENIED)))
BIAS: Final = -3.6
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "type": 1.2,
        "place": 1.4,
        "day": 1.7,
        "days told": 1.6,
        "recipient": 0.9,
        "spoken": -1.2,
        "sentence": 3.0,
        "anchor": 0.4,
        "value": 0.8,
    }
)


def score_of(left: EventTrait, right: EventTrait, values: score.Values) -> float:
    """The chance that both tell one occurrence."""
    return score.chance(BIAS, WEIGHTS, values)


def comparable(left: EventTrait, right: EventTrait) -> bool:
    """A planned act and a done one are not one, nor are acts of unrelated types; a denial belongs to its act."""
    if (left.type, right.type) not in RELATED:
        return False
    return left.status == right.status or (left.status in _DONE and right.status in _DONE)


def features(left: EventTrait, right: EventTrait) -> dict[str, float]:
    """The values that `WEIGHTS` weighs; each is 0 where nothing is known."""
    day, told = _days(left, right)
    return {
        "type": 1.0 if left.type == right.type else 0.0,
        "place": places.agree(left.place, right.place),
        "day": day,
        "days told": told,
        "recipient": parties.agree(left.recipients, right.recipients),
        "spoken": 1.0 if left.type in _WORDS or right.type in _WORDS else 0.0,
        "sentence": cosine(left.terms, right.terms),
        "anchor": 1.0 if set(left.anchor) & set(right.anchor) else 0.0,
        "value": 1.0 if set(left.values) & set(right.values) else 0.0,
    }


def _days(left: EventTrait, right: EventTrait) -> tuple[float, float]:
    """What the days say: where both texts give one, and where one must be taken from the day of publication."""
    ours, theirs = left.days or left.implied, right.days or right.implied
    if ours is None or theirs is None:
        return 0.0, 0.0
    first, last = max(ours[0], theirs[0]), min(ours[1], theirs[1])
    if left.days and right.days:
        if first <= last:
            return (1.0 if max(ours[1] - ours[0], theirs[1] - theirs[0]) == 0 else 0.5), 0.0
        return (-0.3 if first - last == 1 else -1.0), 0.0
    if first > last:
        return 0.0, -1.0
    if left.days or right.days:
        apart = theirs[1] - ours[0] if left.days else ours[1] - theirs[0]
    else:
        apart = abs(ours[1] - theirs[1])
    return 0.0, max(0.0, 1.0 - apart / 7) if left.time == right.time or left.days or right.days else 0.0


def pairs(left: Profile, right: Profile) -> list[tuple[str, str, float]]:
    """Event records of two documents that may be one, with their scores; none is in two pairs.

    A text tells an occurrence once, so of all possible partners a record gets the likeliest.
    """
    found = []
    for one, other in product(left.events, right.events):
        if comparable(one, other):
            value = score_of(one, other, features(one, other))
            if value >= score.KEPT:
                found.append((-value, one.id, other.id))
    taken: set[str] = set()
    chosen = []
    for value, one_id, other_id in sorted(found):
        if one_id not in taken and other_id not in taken:
            taken |= {one_id, other_id}
            chosen.append((one_id, other_id, -value))
    return chosen
