"""Whether two documents print one text, and whether they are about one occurrence."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from dateline.link import score
from dateline.link.traits import Profile
from dateline.link.words import cosine

WHOLLY: Final = 0.5
"""Share of the shorter text's runs that the longer one must hold, if they do not share their first sentences."""

MOSTLY: Final = 0.3
"""The same where one begins with the words of the other."""

LEAD: Final = 0.5
_SHORTEST: Final = 12  # runs; a text of a line or two is copied by chance
_FORTNIGHT: Final = 14

BIAS: Final = -3.0
WEIGHTS: Final[Mapping[str, float]] = MappingProxyType(
    {"lead": 4.2, "text": 3.0, "apart": -2.5, "main act": 3.0, "figure": 1.0, "copied": 2.0}
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


def features(left: Profile, right: Profile, main_act: float, share: float) -> dict[str, float]:
    """The values that `WEIGHTS` weighs; `main_act` is the highest score of two acts of the first sentences."""
    apart = 1.0 if left.day is None or right.day is None else min(abs(left.day - right.day), _FORTNIGHT) / 7
    ours = {(figure.kind, figure.low) for figure in left.figures if (figure.low or 0) > 5}
    return {
        "lead": cosine(left.lead, right.lead),
        "text": cosine(left.terms, right.terms),
        "apart": apart,
        "main act": main_act,
        "figure": 1.0 if any((figure.kind, figure.low) in ours for figure in right.figures) else 0.0,
        "copied": 1.0 if share else 0.0,
    }


def score_of(values: score.Values) -> float:
    """The chance that both are about one occurrence."""
    return score.chance(BIAS, WEIGHTS, values)
