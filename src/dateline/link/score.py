"""Scores with reasons: a few features, each with a weight in log-odds, summed through the logistic function."""

import math
from collections.abc import Mapping
from typing import Final

from dateline.model.linked import Reason

KEPT: Final = 0.15
"""Pairs below this score are not kept: to a cluster they count as FAR."""

FAR: Final = 0.05

Values = Mapping[str, float]


def chance(bias: float, weights: Mapping[str, float], values: Values) -> float:
    """Between 0 and 1, rounded, so that a sum cannot differ in its last digit."""
    total = bias + sum(weight * values[name] for name, weight in weights.items())
    return round(1.0 / (1.0 + math.exp(-total)), 4)


def reasons(weights: Mapping[str, float], values: Values, texts: Mapping[str, str]) -> tuple[Reason, ...]:
    """The features that counted, the weightiest first, in the words of `texts`."""
    counted = [(round(weight * values[name], 2), texts[name]) for name, weight in weights.items() if name in texts]
    shown = [Reason(text, value) for value, text in counted if abs(value) >= 0.05]
    return tuple(sorted(shown, key=lambda reason: (-abs(reason.weight), reason.text)))
