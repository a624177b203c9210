"""Figures: the quantities that the rules find, kept where the model says that they count people, homes or aid."""

from dateline.annotate import labels
from dateline.annotate.candidates import Candidates
from dateline.annotate.numbers import Quantity, find_quantities
from dateline.annotate.scores import Pair, softmax
from dateline.annotate.thresholds import Thresholds
from dateline.model.annotations import FigureAnnotation
from dateline.model.codes import FigureKind
from dateline.model.records import Span


def _figure(
    candidates: Candidates, quantity: Quantity, pair: Pair, kind: FigureKind, confidence: float, t: Thresholds
) -> FigureAnnotation:
    parts = candidates.parts(("figure_place", "figure_source"), [pair])
    place = parts.best(0, t.figure_place)
    source = parts.best(1, t.figure_source)
    period = candidates.time("figure_period", pair, t.figure_period, resolved=False)
    return FigureAnnotation(
        span=Span.of(candidates.locate.text, quantity.start, quantity.end),
        kind=kind,
        low=quantity.low,
        high=quantity.high,
        qualifier=quantity.qualifier,
        unit=quantity.unit,
        of=quantity.of,
        place=candidates.locate.span(place.pair) if place else None,
        period=period.date if period else None,
        source=candidates.actor(source) if source else None,
        confidence=confidence,
    )


def find_figures(candidates: Candidates, t: Thresholds) -> list[FigureAnnotation]:
    """The figures of a document, in order."""
    shares = softmax(candidates.scores.head("figure"))
    found = []
    for quantity in find_quantities(candidates.locate.text):
        pair = candidates.locate.pair(quantity.start, quantity.end)
        if pair is None:
            continue
        mean = shares[pair[0] : pair[1] + 1].mean(axis=0)
        probability = 1.0 - float(mean[0])
        best = 1 + int(mean[1:].argmax())
        kind = labels.FIGURE_KINDS[best]
        if kind is not None and probability >= t.figure:
            found.append(_figure(candidates, quantity, pair, kind, t.confidence("figure", float(mean[best])), t))
    return found
