"""Figures: the quantities that the rules find, kept where the model says that they count people, homes or aid."""

from bisect import bisect_right

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
    text = candidates.locate.text
    scores = candidates.scores.head("figure")
    sentences = split_sentences(text)
    starts = [start for start, _ in sentences]
    found = []
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
            found.append(_figure(candidates, quantity, pair, kind, t.confidence("figure", float(shares[best])), t))
    return found
