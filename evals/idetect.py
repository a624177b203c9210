"""Displacement figures in excerpts, one labelled figure each. The set is for evaluation only."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dateline.model.codes import FigureKind
from dateline.model.records import Figure, Reading
from evals.jsonl import read_records
from evals.metrics import same_number
from evals.scoring import Read, plain_document, readings_of

DEFAULT: Final = Path("data/figures/idmc_labelled.jsonl")
_K: Final = FigureKind
_PEOPLE_KINDS: Final = frozenset({_K.DISPLACED, _K.REFUGEES, _K.AFFECTED})
_HOME_KINDS: Final = frozenset({_K.HOMES_DESTROYED})
_HOME_TERMS: Final = frozenset({"Destroyed Housing", "Partially Destroyed Housing", "Uninhabitable Housing"})
_HOUSEHOLD_UNITS: Final = frozenset({"households", "families", "homes"})


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One excerpt with its figure. `doubtful` names a label that should not be scored.

    `sum_of` holds the numbers that the annotators added up: no single phrase of the text says their sum.
    """

    id: str
    text: str
    figure: float | int | None
    value_min: float | int | None
    value_max: float | int | None
    term: str | None
    unit: str | None
    doubtful: str | bool | None = None
    lang: str | None = None
    sum_of: tuple[float | int, ...] | None = None


@dataclass(frozen=True, slots=True)
class IdetectScore:
    """Excerpts scored are those in English with a label that is neither doubtful nor a sum.

    `f1`, `precision`, `recall` take one answer from an excerpt: the surest figure of a displacement kind; it is right
    if its bounds are the labelled ones, or if the labelled number is one of its bounds (`number_f1`). `bounds_recall`
    and `number_recall` ask whether any figure of the excerpt is right. `kind` and `unit`: shares among those found.
    """

    items: int
    left_out: int
    f1: float
    precision: float
    recall: float
    number_f1: float
    bounds_recall: float
    number_recall: float
    kind: float
    unit: float


def run(path: Path, read: Read) -> IdetectScore:
    """Reads each excerpt as a document of its own."""
    excerpts = read_records(path, Excerpt)
    scored = [excerpt for excerpt in excerpts if _is_scored(excerpt)]
    readings = readings_of([plain_document(excerpt.id, excerpt.text) for excerpt in scored], read)
    return score(scored, [readings.get(excerpt.id) for excerpt in scored], len(excerpts) - len(scored))


def _is_scored(excerpt: Excerpt) -> bool:
    return not excerpt.doubtful and not excerpt.sum_of and excerpt.lang in (None, "en")


def score(excerpts: Sequence[Excerpt], readings: Sequence[Reading | None], left_out: int = 0) -> IdetectScore:
    """Figures over the excerpts, each with its reading or None."""
    figures = [reading.figures if reading is not None else () for reading in readings]
    pairs = list(zip(excerpts, figures, strict=True))
    answers = [(excerpt, found) for excerpt, every in pairs if (found := answer(every)) is not None]
    right = sum(bounds_right(excerpt, found) for excerpt, found in answers)
    number = sum(number_right(excerpt, found) for excerpt, found in answers)
    with_bounds = [[one for one in every if bounds_right(excerpt, one)] for excerpt, every in pairs]
    with_number = [[one for one in every if number_right(excerpt, one)] for excerpt, every in pairs]
    hits = [(excerpt, ones) for (excerpt, _), ones in zip(pairs, with_number, strict=True) if ones]
    return IdetectScore(
        items=len(excerpts),
        left_out=left_out,
        f1=_share(2 * right, len(excerpts) + len(answers)),
        precision=_share(right, len(answers)),
        recall=_share(right, len(excerpts)),
        number_f1=_share(2 * number, len(excerpts) + len(answers)),
        bounds_recall=_share(sum(map(bool, with_bounds)), len(excerpts)),
        number_recall=_share(len(hits), len(excerpts)),
        kind=_share(sum(any(kind_right(excerpt, one) for one in ones) for excerpt, ones in hits), len(hits)),
        unit=_share(sum(any(unit_right(excerpt, one) for one in ones) for excerpt, ones in hits), len(hits)),
    )


def answer(figures: Sequence[Figure]) -> Figure | None:
    """The surest figure of a kind that the set labels; the earlier one among equals."""
    candidates = [figure for figure in figures if figure.kind in _PEOPLE_KINDS | _HOME_KINDS]
    return min(candidates, key=lambda figure: (-figure.confidence, figure.span), default=None)


def bounds_right(excerpt: Excerpt, figure: Figure) -> bool:
    """Both bounds are the labelled ones."""
    return same_number(excerpt.value_min, figure.low) and same_number(excerpt.value_max, figure.high)


def number_right(excerpt: Excerpt, figure: Figure) -> bool:
    """The labelled number is one of the bounds, whatever the qualifier."""
    number = excerpt.figure
    return number is not None and any(
        bound is not None and math.isclose(bound, number, rel_tol=1e-9) for bound in (figure.low, figure.high)
    )


def kind_right(excerpt: Excerpt, figure: Figure) -> bool:
    """Housing terms want homes_destroyed; the others displaced, refugees or affected (sheltered, in a camp)."""
    return figure.kind in (_HOME_KINDS if excerpt.term in _HOME_TERMS else _PEOPLE_KINDS)


def unit_right(excerpt: Excerpt, figure: Figure) -> bool:
    """ "Households" stands for families and houses too."""
    return figure.unit in _HOUSEHOLD_UNITS if excerpt.unit == "Households" else figure.unit == "people"


def _share(above: int, below: int) -> float:
    return above / below if below else 0.0
