"""Adds up the documents' counts: each figure with its 90 % interval, each accuracy beside the constant answer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final, TypeVar

import numpy as np

from dateline.model.codes import EventType
from evals.calibration import Calibration, calibrate
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
# The measure that says how many right records of a kind there could be: what its confidence speaks of.
GOLD_OF: Final = {
    "events": "events.type",
    "quotations": "quotations.span",
    "figures": "figures.full",
    "agreements": "agreements.name",
}
GROUPED_BY: Final = ("source", "region")
GROUP_MEASURES: Final = ("events.anchor", "events.type", "events.triple", "quotations.speaker", "figures.full")
GROUP_FROM: Final = 3
RESAMPLES: Final = 1000
SEED: Final = 20


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
class Group:
    """The figures of the documents of one source or one region; `by` is "source" or "region"."""

    by: str
    name: str
    documents: int
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of one set of documents; `missing` are the ids without a reading, scored as empty."""

    name: str
    documents: int
    missing: tuple[str, ...]
    measures: tuple[Measure, ...]
    types: tuple[Measure, ...]
    calibration: tuple[Calibration, ...]
    groups: tuple[Group, ...] = ()

    def value(self, measure: str) -> float | None:
        """A measure's value by its name ("events.type", "type.ASSAULT"); KeyError if there is no such measure."""
        return {found.name: found.value for found in (*self.measures, *self.types)}[measure]

    def to_json(self) -> dict[str, object]:
        """Plain dictionaries, lists, strings and numbers."""
        return asdict(self)


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
        calibration=tuple(calibrate(kind, found, _gold(scores, GOLD_OF[kind])) for kind, found in points.items()),
        groups=tuple(group for by in GROUPED_BY for group in _groups(by, scores)),
    )


def _gold(scores: Sequence[DocumentScore], measure: str) -> int:
    return sum(score.tallies[measure].gold for score in scores if measure in score.tallies)


def _groups(by: str, scores: Sequence[DocumentScore]) -> list[Group]:
    """The largest group first; sources and regions of a document or two are taken together."""
    named: dict[str, list[DocumentScore]] = {}
    for score in scores:
        named.setdefault(getattr(score, by), []).append(score)
    small = [name for name, members in named.items() if len(members) < GROUP_FROM]
    if len(small) > 1:
        named[f"{len(small)} others"] = [score for name in small for score in named.pop(name)]
    ordered = sorted(named.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        Group(by, name, len(members), tuple(_measure(measure, members, []) for measure in GROUP_MEASURES))
        for name, members in ordered
    ]


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


def _ratio(above: int, below: int) -> float | None:
    return above / below if below else None


def shown(value: float | None) -> str:
    """Three decimals, or a dash for nothing to score."""
    return "-" if value is None else f"{value:.3f}"
