"""What the pair scorers choose from: mentions that may play a part, time expressions, words that name a country."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.annotate import labels
from dateline.annotate.dates import TimeExpression, find_times
from dateline.annotate.scores import Pair, Scores, bio_spans, sigmoid, softmax
from dateline.annotate.thresholds import Thresholds
from dateline.knowledge.resolver import country_cues
from dateline.model.annotations import ActorMention
from dateline.model.codes import Sector
from dateline.model.records import Span

_PLACE = labels.FILLER_TAGS.index("place")


class Locator:
    """Maps character offsets to inclusive word pairs and back."""

    def __init__(self, scores: Scores, text: str) -> None:
        self.text = text
        self._words = scores.words.words
        self._starts = np.array([w.start for w in self._words])
        self._ends = np.array([w.end for w in self._words])

    def pair(self, start: int, end: int) -> Pair | None:
        """The words that the characters [start, end) touch; None when they touch none."""
        first = int(np.searchsorted(self._ends, start, side="right"))
        last = int(np.searchsorted(self._starts, end, side="left")) - 1
        return (first, last) if first <= last < len(self._words) else None

    def span(self, pair: Pair) -> Span:
        """The characters of inclusive words."""
        return Span.of(self.text, self._words[pair[0]].start, self._words[pair[1]].end)


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention that may play a part; `is_place` is the tagger's guess, which binds no scorer."""

    pair: Pair
    is_place: bool
    probability: float


class Candidates:
    """All that the scorers of one document may point at, with the actors made on demand and kept."""

    def __init__(self, scores: Scores, text: str, published: str | None, thresholds: Thresholds) -> None:
        self.scores = scores
        self.locate = Locator(scores, text)
        tagged = bio_spans(scores.head("filler"), thresholds.filler_bias)
        self.fillers = [Filler(pair, label == _PLACE, p) for pair, label, p in tagged]
        self.pairs = [filler.pair for filler in self.fillers]
        self.times: list[tuple[Pair, TimeExpression]] = [
            (pair, t) for t in find_times(text, published) if (pair := self.locate.pair(t.start, t.end))
        ]
        cues = [(self.locate.pair(c.start, c.end), c) for c in country_cues(text, published) if c.country != "INT"]
        self._cues = [pair for pair, _ in cues if pair]
        self.names = [(p, labels.NAME_TAGS[tag], c) for p, tag, c in bio_spans(scores.head("name"))]
        self._actors: dict[Pair, ActorMention] = {}

    def relation(self, name: str, anchors: Sequence[Pair]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        """Probability [anchors, fillers] that a filler plays the part."""
        return sigmoid(self.scores.pair(name, anchors, self.pairs))

    def best(self, name: str, anchor: Pair, threshold: float, forbidden: Sequence[Pair] = ()) -> Filler | None:
        """The likeliest filler of a part that takes one, if it reaches the threshold."""
        if not self.fillers:
            return None
        row = self.relation(name, [anchor])[0].copy()
        for i, pair in enumerate(self.pairs):
            if any(a <= pair[1] and pair[0] <= b for a, b in forbidden):
                row[i] = 0.0
        i = int(row.argmax())
        return self.fillers[i] if row[i] >= threshold else None

    def time(self, name: str, anchor: Pair, threshold: float, resolved: bool) -> TimeExpression | None:
        """The time expression of an anchor; with `resolved` only such as have a value may be chosen."""
        times = [(p, t) for p, t in self.times if t.date.start is not None or not resolved]
        if not times:
            return None
        row = self.scores.pair(name, [anchor], [p for p, _ in times])[0]
        shares = softmax(np.append(row, np.float32(0.0)))
        i = int(shares[:-1].argmax())
        return times[i][1] if shares[i] >= threshold else None

    def actor(self, filler: Filler) -> ActorMention:
        """The filler as an actor, with its sector and the country word that it links to."""
        known = self._actors.get(filler.pair)
        if known is None:
            sectors = softmax(self.scores.head("sector")[filler.pair[0]])
            best = int(sectors.argmax())
            sector: Sector | None = labels.SECTORS[best]
            span = self.locate.span(filler.pair)
            cue, person = self._cue(filler.pair), self._person(filler.pair)
            known = ActorMention(span, person, sector, float(sectors[best]), cue, filler.probability)
            self._actors[filler.pair] = known
        return known

    def _person(self, pair: Pair) -> Span | None:
        inside = [p for p, tag, _ in self.names if tag == "PER" and pair[0] <= p[0] and p[1] <= pair[1]]
        return self.locate.span(inside[-1]) if inside else None

    def _cue(self, pair: Pair) -> Span | None:
        if not self._cues:
            return None
        row = self.scores.pair("country", [pair], self._cues)[0]
        i = int(row.argmax())
        return self.locate.span(self._cues[i]) if row[i] > 0 else None
