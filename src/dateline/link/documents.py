"""Whether two documents print one text, and whether they are about one occurrence."""

from collections.abc import Mapping, Sequence
from itertools import product
from types import MappingProxyType
from typing import Final

from dateline.link import places, score
from dateline.link.traits import EventTrait, Profile
from dateline.link.words import cosine
from dateline.model.codes import Time

WHOLLY: Final = 0.5
"""Share of the shorter text's runs that the longer one must hold, if they do not share their first sentences."""

MOSTLY: Final = 0.3
"""The same where one begins with the words of the other."""

LEAD: Final = 0.5
_SHORTEST: Final = 12  # runs; a text of a line or two is copied by chance
_FORTNIGHT: Final = 14
_FIRST: Final = 2  # the last of the sentences whose acts a document is about

BIAS: Final = -1.9
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "main act": 2.8,
        "covered": 2.5,
        "retold": 2.6,
        "lead words": 1.6,
        "words": 1.5,
        "apart": -2.1,
        "other day": -0.9,
        "other place": -0.9,
    }
)


def copied(left: Profile, right: Profile) -> float:
    """Share of the shorter text that stands word for word in the longer one, 0 where it is not a reprint."""
    if min(len(left.runs), len(right.runs)) < _SHORTEST:
        return 1.0 if left.runs == right.runs and left.runs else 0.0
    ours, theirs = frozenset(left.runs), frozenset(right.runs)
    share = len(ours & theirs) / min(len(ours), len(theirs))
    if share < MOSTLY:
        return 0.0
    begins = max(_share(left.lead_runs, theirs), _share(right.lead_runs, ours))
    return round(share, 4) if share >= WHOLLY or begins >= LEAD else 0.0


def _share(runs: list[int], of: frozenset[int]) -> float:
    return sum(run in of for run in runs) / len(runs) if runs else 0.0


def features(left: Profile, right: Profile, main_act: float) -> dict[str, float]:
    """The values that `WEIGHTS` weighs; `main_act` is the highest score of two acts of the first sentences."""
    early, late = sorted((left, right), key=lambda each: (each.day or 0, each.document))
    ours, theirs = _found(late.heads, early.sentences), _found(early.heads, late.sentences)
    first, second = _acts(left), _acts(right)
    return {
        "main act": main_act,
        "covered": (sum(ours) + sum(theirs)) / 6,
        "retold": max(ours[1:], default=0.0),
        "lead words": cosine(left.lead_words, right.lead_words),
        "words": cosine(left.words, right.words),
        "apart": _apart(left, right),
        "other day": _other_day(first, second),
        "other place": _other_place(first, second),
    }


def _found(heads: Sequence[Mapping[str, float]], sentences: Sequence[Mapping[str, float]]) -> list[float]:
    """For each first sentence of one document, how like it is to the likest sentence of the other."""
    return [max((cosine(head, sentence) for sentence in sentences), default=0.0) for head in heads]


def _apart(left: Profile, right: Profile) -> float:
    """Weeks between the days of publication, at most two; unknown ones count as one."""
    if left.day is None or right.day is None:
        return 1.0
    return min(abs(left.day - right.day), _FORTNIGHT) / 7


def _acts(profile: Profile) -> list[EventTrait]:
    return [event for event in profile.events if event.sentence <= _FIRST and event.time == Time.CURRENT]


def _other_day(left: Sequence[EventTrait], right: Sequence[EventTrait]) -> float:
    """1 where both begin with acts of exact days, and of none in common."""
    ours, theirs = ({e.days for e in acts if e.days and e.days[0] == e.days[1]} for acts in (left, right))
    return 1.0 if ours and theirs and not ours & theirs else 0.0


def _other_place(left: Sequence[EventTrait], right: Sequence[EventTrait]) -> float:
    """1 where both begin with acts at towns or sites, and none of these can be one place."""
    ours, theirs = (
        [e.place for e in acts if e.place and e.place.precision not in ("country", "province")]
        for acts in (left, right)
    )
    return 1.0 if ours and theirs and all(places.agree(a, b) < 0 for a, b in product(ours, theirs)) else 0.0


def score_of(values: score.Values) -> float:
    """The chance that both are about one occurrence."""
    return score.chance(BIAS, WEIGHTS, values)
