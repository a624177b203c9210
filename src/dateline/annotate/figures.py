"""Figures: the quantities that the rules find, kept where the model says that they count people, homes or aid."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.annotate import labels
from dateline.annotate.candidates import Candidates
from dateline.annotate.figure_words import hints
from dateline.annotate.numbers import Quantity, find_quantities
from dateline.annotate.scores import Pair, softmax
from dateline.annotate.thresholds import Thresholds
from dateline.model.annotations import FigureAnnotation
from dateline.model.codes import FigureKind
from dateline.model.records import Span
from dateline.text.sentences import split_sentences


@dataclass(frozen=True, slots=True)
class _Counted:
    """A quantity that is a figure: its words, kind and confidence."""

    quantity: Quantity
    pair: Pair
    kind: FigureKind
    confidence: float


def _counted(candidates: Candidates, t: Thresholds) -> Iterator[_Counted]:
    text = candidates.locate.text
    scores = candidates.scores.head("figure")
    sentences = split_sentences(text)
    starts = [start for start, _ in sentences]
    for quantity in find_quantities(text):
        pair = candidates.locate.pair(quantity.start, quantity.end)
        if pair is None:
            continue
        sentence = sentences[bisect_right(starts, quantity.start) - 1]
        mean = scores[pair[0] : pair[1] + 1].mean(axis=0)
        shares = softmax(mean + hints(text, quantity, sentence))
        best = 1 + int(shares[1:].argmax())
        kind = labels.FIGURE_KINDS[best]
        if kind is not None and 1.0 - float(shares[0]) >= t.figure:
            yield _Counted(quantity, pair, kind, t.confidence("figure", float(shares[best])))


def find_figures(candidates: Candidates, t: Thresholds) -> list[FigureAnnotation]:
    """The figures of a document, in order."""
    counted = list(_counted(candidates, t))
    pairs = [one.pair for one in counted]
    near = candidates.parts(labels.FIGURE_RELATIONS, pairs)
    periods = candidates.dates("figure_period", pairs, t.figure_period, resolved=False)
    found = []
    for one, parts, period in zip(counted, near, periods, strict=True):
        quantity = one.quantity
        place = parts.best(0, t.figure_place)
        source = parts.best(1, t.figure_source)
        found.append(
            FigureAnnotation(
                span=Span.of(candidates.locate.text, quantity.start, quantity.end),
                kind=one.kind,
                low=quantity.low,
                high=quantity.high,
                qualifier=quantity.qualifier,
                unit=quantity.unit,
                of=quantity.of,
                place=candidates.locate.span(place.pair) if place else None,
                period=period.date if period else None,
                source=candidates.actor(source) if source else None,
                confidence=one.confidence,
            )
        )
    return found
