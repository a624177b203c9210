"""Fits the confidences on the dev part: a logistic map from raw probability to the share of right records."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from dateline.annotate.thresholds import Calibration

Floats = npt.NDArray[np.float64]
KINDS = {"events": "event", "quotations": "quotation", "figures": "figure", "agreements": "agreement"}
"""Record kinds as the scorer names them, and as the decoder does."""

_PRIOR = 1e-2
FLAT = Calibration(0.25, 0.0)
"""The raw probabilities of a network crowd at 1, where three decimals tell them apart no more; so the readings to be
fitted on are made with this flatter map, and the fitted one is laid over it."""


def _loss(w: Floats, x: Floats, right: Floats, start: Floats) -> float:
    z = x @ w
    fit = np.logaddexp(0.0, z) - right * z
    return float(fit.sum() + 0.5 * _PRIOR * ((w - start) ** 2).sum())


def fit(points: Sequence[tuple[float, bool]]) -> Calibration:
    """Maximum likelihood of slope and offset by damped Newton steps, with a weak pull towards the identity."""
    raw = np.clip(np.array([p for p, _ in points]), 1e-3, 1 - 1e-3)
    logit = np.log(raw / (1 - raw))
    right = np.array([float(ok) for _, ok in points])
    x = np.stack([logit, np.ones(len(raw))], axis=1)
    start = np.array([1.0, 0.0])
    w = start.copy()
    for _ in range(100):
        p = 0.5 * (1 + np.tanh(0.5 * (x @ w)))
        gradient = x.T @ (p - right) + _PRIOR * (w - start)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + _PRIOR * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        size = 1.0
        while size > 1e-6 and _loss(w - size * step, x, right, start) > _loss(w, x, right, start):
            size /= 2
        w = w - size * step
        if np.abs(size * step).max() < 1e-8:
            break
    return Calibration(round(float(max(w[0], 0.0)), 4), round(float(w[1]), 4))


def fit_all(points: Mapping[str, Sequence[tuple[float, bool]]]) -> dict[str, Calibration]:
    """One calibration a record kind that has at least 20 points, which were read with `FLAT`."""
    fitted = {KINDS[kind]: fit(found) for kind, found in points.items() if kind in KINDS and len(found) >= 20}
    return {kind: Calibration(round(FLAT.slope * found.slope, 4), found.offset) for kind, found in fitted.items()}
