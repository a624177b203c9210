"""What the pair scorers choose from: mentions that may play a part, time expressions, words that name a country."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from dateline.annotate import labels
from dateline.annotate.dates import TimeExpression, find_times
from dateline.annotate.scores import Floats, Pair, Scores, bio_spans, shares_or_none, sigmoid, softmax
from dateline.annotate.thresholds import Thresholds
from dateline.annotate.windows import Words
from dateline.knowledge.resolver import CueKind, country_cues, sector_of
from dateline.model.annotations import ActorMention
from dateline.model.records import Span

_PLACE: Final = labels.FILLER_TAGS.index("place")
_ARTICLES: Final = frozenset({"A", "An", "The"})
_TITLES: Final = frozenset(
    "President Prime Minister Secretary General Chancellor King Queen Prince Princess Senator Governor Foreign Defence "
    "Defense Interior Mr Mrs Ms Dr Sir Lord Lady Pope Sheikh Ayatollah Spokesman Spokeswoman Spokesperson Ambassador "
    "Envoy Commander Colonel Major Captain Lieutenant Admiral Marshal Judge Justice Professor Leader Chief "
    "Director".split()
)
_PARTICLES: Final = frozenset(
    "al el bin bint ibn abu de del della dela dos da di du la le van von der den ter y e ul uz s".split()
)
_BLOCK: Final = 32
_REACH: Final = 600
"""Words to either side in which the other side of a pair is looked for; training windows are shorter."""


class Locator:
    """Maps character offsets to inclusive word pairs and back."""

    def __init__(self, text: str, words: Words) -> None:
        self.text = text
        self.words = words
        self._starts = [w.start for w in words.words]
        self._ends = [w.end for w in words.words]

    def pair(self, start: int, end: int) -> Pair | None:
        """The words that the characters [start, end) touch; None when they touch none."""
        first = bisect_left(self._ends, start + 1)
        last = bisect_left(self._starts, end) - 1
        return (first, last) if first <= last < len(self.words) else None

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
    """The fillers near an anchor, from number `low` on, and the probability [relations, fillers] of each part."""

    low: int
    fillers: Sequence[Filler]
    shares: Floats

    def best(self, relation: int, threshold: float, forbidden: Sequence[Pair] = ()) -> Filler | None:
        """The likeliest filler of a part that takes one, if it reaches the threshold."""
        row = self.shares[relation]
        if not forbidden:
            likeliest = int(row.argmax()) if len(row) else -1
            return self.fillers[likeliest] if likeliest >= 0 and row[likeliest] >= threshold else None
        for i in sorted(np.flatnonzero(row >= threshold).tolist(), key=lambda i: (-row[i], i)):
            first, last = self.fillers[i].pair
            if not any(a <= last and first <= b for a, b in forbidden):
                return self.fillers[i]
        return None

    def joined(self, other: "Parts", weight: float) -> "Parts":
        """The higher probability of each filler, those of the other anchor at a weight."""
        shares = self.shares.copy()
        first, last = max(self.low, other.low), min(self.low + len(self.fillers), other.low + len(other.fillers))
        if first < last:
            mine = shares[:, first - self.low : last - self.low]
            np.maximum(mine, other.shares[:, first - other.low : last - other.low] * weight, out=mine)
        return Parts(self.low, self.fillers, shares)


class Candidates:
    """All that the scorers of one document may point at, with the actors made on demand and kept."""

    def __init__(self, scores: Scores, text: str, published: str | None, thresholds: Thresholds) -> None:
        self.scores = scores
        self.locate = Locator(text, scores.words)
        tagged = bio_spans(scores.head("filler"), thresholds.filler_bias)
        self.fillers = [Filler(pair, label == _PLACE, p) for pair, label, p in tagged]
        self._pairs = [filler.pair for filler in self.fillers]
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
        titles = [i for i, w in enumerate(words[:-1]) if w in _TITLES or (w.istitle() and sector_of(w) is not None)]
        first = titles[-1] + 1 if titles else 0
        while first < len(words) - 1 and not words[first][0].isalnum():
            first += 1  # the full stop of "Col."
        found = (name[0] + first, name[0] + len(words) - 1)
        words = words[first:]
        common = [w for w in words if w.islower() and w not in _PARTICLES]
        if not words or common or words[0] in _ARTICLES or found in self._places:
            return None
        return found

    def parts(self, relations: Sequence[str], anchors: Sequence[Pair]) -> list[Parts]:
        """For each anchor the fillers within reach, with their probabilities; anchors are given in text order."""
        found: list[Parts] = []
        for low, scores in self._near(relations, anchors, self._pairs):
            fillers, shares = self.fillers[low : low + scores.shape[2]], sigmoid(scores)
            found += [Parts(low, fillers, shares[:, i]) for i in range(scores.shape[1])]
        return found

    def dates(
        self, name: str, anchors: Sequence[Pair], threshold: float, resolved: bool
    ) -> list[TimeExpression | None]:
        """The time expression of each anchor; with `resolved` only such as have a value may be chosen."""
        times = [(p, t) for p, t in self.times if t.date.start is not None or not resolved]
        found: list[TimeExpression | None] = []
        for low, scores in self._near([name], anchors, [p for p, _ in times]):
            for row in scores[0]:
                shares = shares_or_none(row)
                best = int(shares.argmax())
                found.append(times[low + best][1] if best < len(row) and shares[best] >= threshold else None)
        return found

    def _near(
        self, relations: Sequence[str], anchors: Sequence[Pair], choices: Sequence[Pair]
    ) -> Iterator[tuple[int, Floats]]:
        """For each block of anchors the number of the first choice within reach, and the scores from there,
        [relations, anchors, choices]: one call for many anchors costs little more than one for one.
        """
        for begin in range(0, len(anchors), _BLOCK):
            block = anchors[begin : begin + _BLOCK]
            low = bisect_left(choices, (block[0][0] - _REACH, 0))
            high = bisect_left(choices, (max(b for _, b in block) + _REACH, 0))
            yield low, self.scores.pairs(relations, block, choices[low:high])

    def actor(self, filler: Filler) -> ActorMention:
        """The filler as an actor, with its sector and the country word that it links to."""
        known = self._actors.get(filler.pair)
        if known is None:
            sectors = self._sectors[filler.pair[0]]
            best = int(sectors.argmax())
            span = self.locate.span(filler.pair)
            cue, country = self._countries[filler.pair]
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

    @cached_property
    def _sectors(self) -> Floats:
        return softmax(self.scores.head("sector"))

    @cached_property
    def _countries(self) -> dict[Pair, tuple[Span | None, str | None]]:
        """For each filler the country word that it links to, and the country."""
        linked: list[tuple[Span | None, str | None]] = []
        for low, scores in self._near(["country"], self._pairs, self._cues):
            for row in scores[0]:
                best = int(row.argmax()) if len(row) else -1
                if best < 0:
                    linked.append((None, None))
                elif row[best] > 0:
                    linked.append((self.locate.span(self._cues[low + best]), self._cue_countries[low + best]))
                else:
                    linked.append((None, "INT"))
        return dict(zip(self._pairs, linked, strict=True))
