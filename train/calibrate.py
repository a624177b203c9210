"""Fits the confidences on the dev part: a logistic map from raw probability to the share of right records."""

from collections.abc import Mapping, Sequence

import numpy as np

from dateline.annotate.thresholds import Calibration

KINDS = {"events": "event", "quotations": "quotation", "figures": "figure", "agreements": "agreement"}
"""Record kinds as the scorer names them, and as the decoder does."""

_PRIOR = 1e-2


def fit(points: Sequence[tuple[float, bool]]) -> Calibration:
    """Maximum likelihood of slope and offset by Newton's method, with a weak pull towards the identity."""
    raw = np.clip(np.array([p for p, _ in points]), 1e-3, 1 - 1e-3)
    right = np.array([float(ok) for _, ok in points])
    x = np.stack([np.log(raw / (1 - raw)), np.ones(len(raw))], axis=1)
    identity = np.array([1.0, 0.0])
    w = identity.copy()
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ w)))
        gradient = x.T @ (right - p) - _PRIOR * (w - identity)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + _PRIOR * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        w = w + step
        if np.abs(step).max() < 1e-8:
            break
    return Calibration(round(float(w[0]), 4), round(float(w[1]), 4))


def fit_all(points: Mapping[str, Sequence[tuple[float, bool]]]) -> dict[str, Calibration]:
    """One calibration a record kind that has at least 20 points."""
    return {KINDS[kind]: fit(found) for kind, found in points.items() if kind in KINDS and len(found) >= 20}
