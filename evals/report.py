"""Adds up the documents' counts: each figure with its 90 % interval, each accuracy beside the constant answer."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final, TypeVar

import numpy as np

from dateline.model.codes import EventType
from evals.metrics import Answer, DocumentScore, Tally

_Item = TypeVar("_Item")

# Name in the report, and what the table calls it. The order is that of the table.
MEASURES: Final = {
    "events.anchor": "event anchor F1",
    "events.type": "event anchor and type F1",
    "events.triple": "triple F1 (type, actor code, recipient code)",
    "events.actor_codes": "actor codes F1, matched events",
    "events.actor_codes_all": "actor codes F1, all events",
    "events.recipient_codes": "recipient codes F1, matched events",
    "events.recipient_codes_all": "recipient codes F1, all events",
    "events.status": "status accuracy",
    "events.time": "time accuracy",
    "events.place": "place accuracy",
    "events.place_strict": "place accuracy, equal words",
    "events.date": "date accuracy",
    "events.source": "source accuracy",
    "events.source_strict": "source accuracy, equal words",
    "events.none_where_none": "no event where there is none",
    "quotations.span": "quotation span F1",
    "quotations.speaker": "quotation span and speaker F1",
    "quotations.speaker_strict": "quotation span and speaker F1, equal words",
    "quotations.speaker_resolved": "quotation span and speaker's name F1",
    "quotations.kind": "quotation kind accuracy",
    "figures.exact": "figure exact span F1",
    "figures.overlap": "figure span F1, overlap",
    "figures.full": "figure full F1 (kind, low, high)",
    "figures.kind": "figure kind accuracy",
    "figures.bounds": "figure bounds accuracy",
    "agreements.name": "agreement F1, loose",
    "spans.verbatim": "spans equal to the text",
}
RESAMPLES: Final = 1000
SEED: Final = 20
BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure, 0 to 1; None where there was nothing to score. `low` and `high` bound the 90 % interval.

    `constant` is the accuracy of always giving the most frequent gold value, `constant_value` ("none" for null);
    `other_recall` is the share right among the `others` cases with another gold value. Only accuracies have them.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    precision: float | None
    recall: float | None
    predicted: int
    gold: int
    constant: float | None = None
    constant_value: str | None = None
    other_recall: float | None = None
    others: int | None = None


@dataclass(frozen=True, slots=True)
class Bin:
    """Records whose confidence lies in [low, high): their mean confidence and the share that is right."""

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """Expected calibration error (mean distance of confidence and accuracy, weighted by count) and its curve."""

    kind: str
    count: int
    error: float
    curve: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of one set of documents; `missing` are the ids without a reading, scored as empty."""

    name: str
    documents: int
    missing: tuple[str, ...]
    measures: tuple[Measure, ...]
    types: tuple[Measure, ...]
    calibration: tuple[Calibration, ...]

    def value(self, measure: str) -> float | None:
        """A measure's value by its name ("events.type", "type.ASSAULT"); KeyError if there is no such measure."""
        return {found.name: found.value for found in (*self.measures, *self.types)}[measure]

    def to_json(self) -> dict[str, object]:
        """Plain dictionaries, lists, strings and numbers."""
        return asdict(self)

    def table(self) -> str:
        """The figures in Markdown, readable as plain text too."""
        lines = [f"## {self.name}: {self.documents} documents", ""]
        if self.missing:
            lines += [f"Without a reading, scored as empty: {', '.join(self.missing)}", ""]
        lines += _measure_table(self.measures) + _type_table(self.types) + _calibration_table(self.calibration)
        return "\n".join(lines)


def build_report(name: str, scores: Sequence[DocumentScore], missing: Sequence[str] = ()) -> Report:
    """The report of a set of documents; the same scores give the same report."""
    answers = _joined([score.answers for score in scores])
    points = _joined([score.confidences for score in scores])
    return Report(
        name=name,
        documents=len(scores),
        missing=tuple(missing),
        measures=tuple(_measure(measure, scores, answers.get(measure, [])) for measure in MEASURES),
        types=tuple(_measure(f"type.{kind}", scores, []) for kind in EventType),
        calibration=tuple(calibrate(kind, found) for kind, found in points.items()),
    )


def _joined(parts: Sequence[Mapping[str, list[_Item]]]) -> dict[str, list[_Item]]:
    joined: dict[str, list[_Item]] = {}
    for part in parts:
        for key, items in part.items():
            joined.setdefault(key, []).extend(items)
    return joined


def _measure(name: str, scores: Sequence[DocumentScore], answers: Sequence[Answer]) -> Measure:
    empty = Tally()
    rows = [score.tallies.get(name, empty) for score in scores]
    right, predicted, gold = (sum(getattr(row, key) for row in rows) for key in ("right", "predicted", "gold"))
    low, high = interval([2 * row.right for row in rows], [row.predicted + row.gold for row in rows])
    constant = constant_answer(answers) if answers else None
    return Measure(
        name=name,
        value=_ratio(2 * right, predicted + gold),
        low=low,
        high=high,
        precision=_ratio(right, predicted),
        recall=_ratio(right, gold),
        predicted=predicted,
        gold=gold,
        constant=constant.accuracy if constant else None,
        constant_value=constant.value if constant else None,
        other_recall=constant.other_recall if constant else None,
        others=constant.others if constant else None,
    )


@dataclass(frozen=True, slots=True)
class ConstantAnswer:
    """What the most frequent gold value would score, and how the rest was answered."""

    value: str
    accuracy: float
    other_recall: float | None
    others: int


def constant_answer(answers: Sequence[Answer]) -> ConstantAnswer:
    """Over the same records as the accuracy; among equally frequent values the first in text order."""
    common, count = Counter(answer.gold for answer in answers).most_common(1)[0]
    others = [answer.right for answer in answers if answer.gold != common]
    return ConstantAnswer(
        value="none" if common is None else common,
        accuracy=count / len(answers),
        other_recall=_ratio(sum(others), len(others)),
        others=len(others),
    )


def interval(above: Sequence[int], below: Sequence[int]) -> tuple[float | None, float | None]:
    """The 5th and 95th percentile of sum(above)/sum(below) over resamples of the documents, with a fixed seed."""
    if sum(below) == 0:
        return None, None
    documents = len(above)
    draws = np.random.default_rng(SEED).multinomial(documents, [1 / documents] * documents, size=RESAMPLES)
    tops, bottoms = draws @ np.asarray(above, dtype=float), draws @ np.asarray(below, dtype=float)
    values = tops[bottoms > 0] / bottoms[bottoms > 0]
    low, high = np.quantile(values, [0.05, 0.95])
    return float(low), float(high)


def calibrate(kind: str, points: Sequence[tuple[float, bool]]) -> Calibration:
    """The reliability curve over ten bins of equal width; empty bins are left out."""
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
    return Calibration(kind, total, error, tuple(curve))


def _ratio(above: int, below: int) -> float | None:
    return above / below if below else None


def shown(value: float | None) -> str:
    """Three decimals, or a dash for nothing to score."""
    return "-" if value is None else f"{value:.3f}"


def _measure_table(measures: Sequence[Measure]) -> list[str]:
    lines = [
        "| measure | value | 90 % | P | R | predicted | gold | constant answer | recall on the others |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for found in measures:
        constant = others = ""
        if found.constant is not None:
            constant = f"{shown(found.constant)} ({found.constant_value})"
            others = f"{shown(found.other_recall)} of {found.others}"
        lines.append(f"| {MEASURES[found.name]} | {_cells(found)} | {constant} | {others} |")
    return [*lines, ""]


def _cells(found: Measure) -> str:
    bounds = "-" if found.low is None else f"{shown(found.low)} to {shown(found.high)}"
    return " | ".join(
        (shown(found.value), bounds, shown(found.precision), shown(found.recall), str(found.predicted), str(found.gold))
    )


def _type_table(types: Sequence[Measure]) -> list[str]:
    lines = ["| event type | F1 | 90 % | P | R | predicted | gold |", "| --- | --- | --- | --- | --- | --- | --- |"]
    lines += [f"| {found.name.removeprefix('type.')} | {_cells(found)} |" for found in types]
    return [*lines, ""]


def _calibration_table(calibrations: Sequence[Calibration]) -> list[str]:
    if not calibrations:
        return []
    lines = ["| confidence of | records | calibration error | curve: mean confidence > share right (records) |"]
    lines += ["| --- | --- | --- | --- |"]
    for found in calibrations:
        curve = ", ".join(f"{part.confidence:.2f} > {part.accuracy:.2f} ({part.count})" for part in found.curve)
        lines.append(f"| {found.kind} | {found.count} | {shown(found.error)} | {curve} |")
    return [*lines, ""]
