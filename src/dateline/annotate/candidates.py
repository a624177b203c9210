"""What the pair scorers choose from: mentions that may play a part, time expressions, words that name a country."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dateline.annotate import labels
from dateline.annotate.dates import TimeExpression, find_times
from dateline.annotate.scores import Floats, Pair, Scores, bio_spans, sigmoid, softmax
from dateline.annotate.thresholds import Thresholds
from dateline.knowledge.resolver import CueKind, country_cues
from dateline.model.annotations import ActorMention
from dateline.model.records import Span

_PLACE: Final = labels.FILLER_TAGS.index("place")
_ARTICLES: Final = frozenset({"A", "An", "The"})
_PARTICLES: Final = frozenset(
    "al el bin bint ibn abu de del della dela dos da di du la le van von der den ter y e ul uz s".split()
)
_REACH: Final = 600
"""Words to either side in which the other side of a pair is looked for; training windows are shorter."""


class Locator:
    """Maps character offsets to inclusive word pairs and back."""

    def __init__(self, scores: Scores, text: str) -> None:
        self.text = text
        self._words = scores.words.words
        self._starts = [w.start for w in self._words]
        self._ends = [w.end for w in self._words]

    def pair(self, start: int, end: int) -> Pair | None:
        """The words that the characters [start, end) touch; None when they touch none."""
        first = bisect_left(self._ends, start + 1)
        last = bisect_left(self._starts, end) - 1
        return (first, last) if first <= last < len(self._words) else None

    def span(self, pair: Pair) -> Span:
        """The characters of inclusive words."""
        return Span.of(self.text, self._starts[pair[0]], self._ends[pair[1]])


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention that may play a part; `is_place` is the tagger's guess, which binds no scorer."""

    pair: Pair
    is_place: bool
    probability: float


@dataclass(frozen=True, slots=True)
class Parts:
    """Fillers near some anchors, and the probability [relations, anchors, fillers] that each plays the part."""

    fillers: Sequence[Filler]
    shares: Floats

    def best(self, relation: int, threshold: float, forbidden: Sequence[Pair] = ()) -> Filler | None:
        """The likeliest filler of a part of the first anchor that takes one, if it reaches the threshold."""
        row = self.shares[relation, 0]
        ranked = sorted(range(len(row)), key=lambda i: (-row[i], i))
        for i in ranked:
            if row[i] < threshold:
                return None
            first, last = self.fillers[i].pair
            if not any(a <= last and first <= b for a, b in forbidden):
                return self.fillers[i]
        return None


class Candidates:
    """All that the scorers of one document may point at, with the actors made on demand and kept."""

    def __init__(self, scores: Scores, text: str, published: str | None, thresholds: Thresholds) -> None:
        self.scores = scores
        self.locate = Locator(scores, text)
        tagged = bio_spans(scores.head("filler"), thresholds.filler_bias)
        self.fillers = [Filler(pair, label == _PLACE, p) for pair, label, p in tagged]
        self.times: list[tuple[Pair, TimeExpression]] = [
            (pair, t) for t in find_times(text, published) if (pair := self.locate.pair(t.start, t.end))
        ]
        cues = [(self.locate.pair(c.start, c.end), c) for c in country_cues(text, published)]
        known = [(pair, cue) for pair, cue in cues if pair and cue.country != "INT"]
        self._cues = [pair for pair, _ in known]
        self._cue_countries = [cue.country for _, cue in known]
        self._places = {pair for pair, cue in known if cue.kind is not CueKind.LEADER}
        self.countries = tuple(country for country, _ in Counter(self._cue_countries).most_common())
        self.names = [(p, labels.NAME_TAGS[tag], c) for p, tag, c in bio_spans(scores.head("name"))]
        self._persons = [p for name, tag, _ in self.names if tag == "PER" and (p := self._named(name))]
        self._actors: dict[Pair, ActorMention] = {}

    def _named(self, name: Pair) -> Pair | None:
        """A person's name without apposition or trailing common words; None where a common word or place is left."""
        words = [self.locate.span((i, i)).text for i in range(name[0], name[1] + 1)]
        if "," in words:
            words = words[: words.index(",")]
        while words and not words[-1][0].isupper():
            words.pop()
        found = (name[0], name[0] + len(words) - 1)
        common = [w for w in words if w.islower() and w not in _PARTICLES]
        if not words or common or words[0] in _ARTICLES or found in self._places:
            return None
        return found

    def parts(self, relations: Sequence[str], anchors: Sequence[Pair]) -> Parts:
        """The fillers within reach of the anchors, with their probabilities."""
        low = bisect_left(self.fillers, min(a for a, _ in anchors) - _REACH, key=lambda f: f.pair[0])
        high = bisect_left(self.fillers, max(b for _, b in anchors) + _REACH, key=lambda f: f.pair[0])
        near = self.fillers[low:high]
        return Parts(near, sigmoid(self.scores.pairs(relations, anchors, [f.pair for f in near])))

    def time(self, name: str, anchor: Pair, threshold: float, resolved: bool) -> TimeExpression | None:
        """The time expression of an anchor; with `resolved` only such as have a value may be chosen."""
        near = _near(self.times, anchor)
        times = [(p, t) for p, t in near if t.date.start is not None or not resolved]
        if not times:
            return None
        shares = _shares(self.scores.pairs([name], [anchor], [p for p, _ in times])[0, 0])
        i = int(shares[:-1].argmax())
        return times[i][1] if shares[i] >= threshold else None

    def actor(self, filler: Filler) -> ActorMention:
        """The filler as an actor, with its sector and the country word that it links to."""
        known = self._actors.get(filler.pair)
        if known is None:
            sectors = softmax(self.scores.head("sector")[filler.pair[0]])
            best = int(sectors.argmax())
            span = self.locate.span(filler.pair)
            cue, country = self._country(filler.pair)
            sure = float(sectors[best])
            person = self.person(filler.pair)
            known = ActorMention(span, person, labels.SECTORS[best], sure, cue, country, filler.probability)
            self._actors[filler.pair] = known
        return known

    def person(self, pair: Pair) -> Span | None:
        """The last name of a person inside a mention."""
        at = bisect_left(self._persons, (pair[1] + 1, 0)) - 1
        inside = at >= 0 and pair[0] <= self._persons[at][0] and self._persons[at][1] <= pair[1]
        return self.locate.span(self._persons[at]) if inside else None

    def _country(self, pair: Pair) -> tuple[Span | None, str | None]:
        low = bisect_left(self._cues, (pair[0] - _REACH, 0))
        cues = self._cues[low : bisect_left(self._cues, (pair[1] + _REACH, 0))]
        if not cues:
            return None, None
        row = self.scores.pairs(["country"], [pair], cues)[0, 0]
        i = int(row.argmax())
        return (self.locate.span(cues[i]), self._cue_countries[low + i]) if row[i] > 0 else (None, "INT")


def _near(times: Sequence[tuple[Pair, TimeExpression]], anchor: Pair) -> Sequence[tuple[Pair, TimeExpression]]:
    low = bisect_left(times, anchor[0] - _REACH, key=lambda item: item[0][0])
    return times[low : bisect_left(times, anchor[1] + _REACH, key=lambda item: item[0][0])]


def _shares(scores: Floats) -> Floats:
    """Softmax over the choices and, last, "none" (score 0)."""
    return softmax(np.concatenate([scores, np.zeros(1, dtype=np.float32)]))
