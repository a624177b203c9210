"""The decision points of the decoder and the calibration of confidences; they lie beside the weights."""

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic map from a raw probability to the share of right records: sigmoid(slope * logit + offset)."""

    slope: float = 1.0
    offset: float = 0.0

    def __call__(self, raw: float) -> float:
        """Calibrated confidence, rounded to three decimals."""
        p = min(max(raw, 1e-6), 1 - 1e-6)
        logit = self.slope * float(np.log(p / (1 - p))) + self.offset
        return round(float(0.5 * (1 + np.tanh(0.5 * logit))), 3)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which something is kept; biases are added to the log-probability of a beginning.

    The defaults were chosen on a held-out part of the training documents, real, open and our own (ids whose hash begins
    with byte 51 to 101), with a network that had not seen it.

    `document`: where no act is told with at least this probability the document tells none. What is left in a report of
    sport or of an accident is a few half-likely words; a dispatch has a sure one.
    """

    document: float = 0.98
    event: float = 0.9
    repeat: float = 0.45
    actor: float = 0.15
    recipient: float = 0.3
    beside: float = 0.6
    place: float = 0.35
    source: float = 0.35
    date: float = 0.5
    same: float = 0.4
    speaker: float = 0.1
    addressee: float = 0.5
    figure: float = 0.5
    figure_place: float = 0.5
    figure_period: float = 0.5
    figure_source: float = 0.5
    filler_bias: float = 0.0
    quote_bias: float = -2.5
    calibration: dict[str, Calibration] = field(default_factory=dict)

    def confidence(self, kind: str, raw: float) -> float:
        """Calibrated confidence of a record kind."""
        return self.calibration.get(kind, Calibration())(raw)
