"""Calibration: the fitted map gives the share of right records, and little evidence leaves it near the identity."""

import numpy as np
import pytest

from dateline.annotate.thresholds import Calibration
from train.calibrate import fit, fit_all

Points = list[tuple[float, bool]]


def _points(slope: float, offset: float, count: int = 4000) -> Points:
    draw = np.random.default_rng(11)
    raw = draw.uniform(0.02, 0.98, count)
    share = 1 / (1 + np.exp(-(slope * np.log(raw / (1 - raw)) + offset)))
    return [(float(p), bool(ok)) for p, ok in zip(raw, draw.uniform(size=count) < share, strict=True)]


@pytest.mark.parametrize(("slope", "offset"), [(1.0, 0.0), (0.5, -0.7), (1.6, 0.4)])
def test_the_map_behind_the_points_is_found(slope: float, offset: float) -> None:
    found = fit(_points(slope, offset))
    assert found.slope == pytest.approx(slope, abs=0.12)
    assert found.offset == pytest.approx(offset, abs=0.12)


def test_the_mean_confidence_is_the_share_of_right_records() -> None:
    points = _points(0.4, -1.0)
    found = fit(points)
    mean = sum(found(raw) for raw, _ in points) / len(points)
    assert mean == pytest.approx(sum(ok for _, ok in points) / len(points), abs=0.01)


@pytest.mark.parametrize("right", [True, False])
def test_points_that_are_all_alike_give_a_finite_map(right: bool) -> None:
    found = fit([(0.9, right)] * 30)
    assert np.isfinite([found.slope, found.offset]).all()
    assert (found(0.9) > 0.9) is right


def test_no_points_give_the_identity() -> None:
    assert fit([]) == Calibration(1.0, 0.0)


def test_only_kinds_with_enough_points_and_by_the_decoder_s_names() -> None:
    few, enough = _points(1.0, 0.0, 19), _points(1.0, 0.0, 20)
    assert set(fit_all({"events": enough, "figures": few, "quotations": enough, "mentions": enough})) == {
        "event",
        "quotation",
    }
