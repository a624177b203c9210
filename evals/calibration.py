"""What the confidences are worth: how far they lie from the share that is right, and what a threshold buys."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

BINS: Final = 10
RECALLS: Final = (0.5, 0.8)

Points = Sequence[tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class Bin:
    """Records whose confidence lies in [low, high): their mean confidence and the share that is right."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Operating:
    """The highest threshold at which `recall` of the gold records is reached, and the precision there.

    `threshold` and `precision` are None where even all records together do not reach that recall.
    """

    recall: float
    threshold: float | None
    precision: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Expected calibration error (mean distance of confidence and accuracy, weighted by count) and its curve.

    `top_recall` is the share of the gold records that is found without any threshold.
    """

    kind: str
    count: int
    error: float
    curve: tuple[Bin, ...]
    gold: int = 0
    top_recall: float | None = None
    operating: tuple[Operating, ...] = ()


def calibrate(kind: str, points: Points, gold: int = 0) -> Calibration:
    """The reliability curve over ten bins of equal width, empty ones left out, and the operating points.

    Each point is a record's confidence and whether it is right; `gold` is how many right ones there could be.
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for confidence, right in points:
        bins.setdefault(min(BINS - 1, max(0, math.floor(confidence * BINS))), []).append((confidence, right))
    curve = []
    for number, found in sorted(bins.items()):
        mean = sum(confidence for confidence, _ in found) / len(found)
        accuracy = sum(right for _, right in found) / len(found)
        curve.append(Bin(number / BINS, (number + 1) / BINS, len(found), mean, accuracy))
    total = len(points)
    error = sum(found.count * abs(found.confidence - found.accuracy) for found in curve) / total if total else 0.0
    return Calibration(
        kind=kind,
        count=total,
        error=error,
        curve=tuple(curve),
        gold=gold,
        top_recall=sum(right for _, right in points) / gold if gold else None,
        operating=tuple(operating_point(points, gold, recall) for recall in RECALLS) if gold else (),
    )


def operating_point(points: Points, gold: int, recall: float) -> Operating:
    """Records are taken from the surest down, those of equal confidence together, until the recall is reached."""
    right = taken = 0
    ordered = sorted(points, key=lambda point: -point[0])
    for confidence, level in groupby(ordered, key=lambda point: point[0]):
        for _, is_right in level:
            taken += 1
            right += is_right
        if right >= recall * gold:
            return Operating(recall, confidence, right / taken)
    return Operating(recall, None, None)
