"""Hand-made network outputs: a sheet on which a test writes what the heads and pair scorers say."""

import numpy as np

from dateline.annotate import labels
from dateline.annotate.annotator import decode
from dateline.annotate.scores import Pair, PairTables, Scores
from dateline.annotate.thresholds import Thresholds
from dateline.annotate.windows import Words
from dateline.model.annotations import Annotations
from dateline.model.document import Document
from dateline.text.sentences import split_sentences
from dateline.text.words import split_words

SURE = 12.0
_SLICES = labels.head_slices()
_RELATIONS = len(labels.RELATIONS)
_SIZE = labels.RELATION_SIZE


def words_of(text: str) -> Words:
    """The words of a text without a tokenizer; each is one piece."""
    words = split_words(text)
    starts = [start for start, _ in split_sentences(text)]
    sentence = np.searchsorted(starts, [w.start for w in words], side="right").astype(np.int32) - 1
    return Words(tuple(words), sentence.astype(np.int32), ((1,),) * len(words))


class Sheet:
    """At first every head says "nothing" with certainty, and no pair is linked."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = words_of(document.text)
        count = len(self.words)
        self.heads = np.zeros((count, sum(size for _, size in labels.HEADS)), dtype=np.float32)
        for part in _SLICES.values():
            self.heads[:, part.start] = SURE
        width = _RELATIONS * _SIZE
        self.query, self.start, self.end = (np.zeros((count, width), dtype=np.float32) for _ in range(3))
        self._links = 0

    def at(self, string: str, nth: int = 0) -> Pair:
        """The words of the nth occurrence of a string."""
        begin = -1
        for _ in range(nth + 1):
            begin = self.document.text.index(string, begin + 1)
        inside = [i for i, w in enumerate(self.words.words) if begin <= w.start and w.end <= begin + len(string)]
        return inside[0], inside[-1]

    def say(self, head: str, word: int, label: int, score: float = SURE) -> None:
        """A head's answer for one word: `score` for this label, 0 for all others."""
        part = _SLICES[head]
        self.heads[word, part] = 0.0
        self.heads[word, part.start + label] = score

    def tag(self, head: str, pair: Pair, label: int, score: float = SURE) -> Pair:
        """A BIO span: this beginning, then insides."""
        self.say(head, pair[0], label, score)
        for i in range(pair[0] + 1, pair[1] + 1):
            self.say(head, i, 1)
        return pair

    def event(self, string: str, kind: str, nth: int = 0, score: float = SURE) -> Pair:
        """An anchor of a type, told for the first time."""
        pair = self.tag("event", self.at(string, nth), labels.EVENT_TAGS.index(kind), score)
        self.say("first", pair[0], 1)
        return pair

    def filler(self, string: str, nth: int = 0, kind: str = "actor") -> Pair:
        """A mention that may play a part."""
        return self.tag("filler", self.at(string, nth), labels.FILLER_TAGS.index(kind))

    def link(self, relation: str, anchor: Pair, other: Pair, score: float = SURE) -> None:
        """The pair scorer's answer for an anchor and a span; each link takes a dimension of its own."""
        column = labels.RELATIONS.index(relation) * _SIZE + self._links % _SIZE
        self._links += 1
        self.query[anchor[0], column] += 0.5 * _SIZE**0.5
        self.query[anchor[1], column] += 0.5 * _SIZE**0.5
        self.start[other[0], column] += score - UNLINKED
        self.end[other[1], column] += score - UNLINKED

    def scores(self) -> Scores:
        """The outputs as the network would give them."""
        tables = PairTables(
            np.zeros((_RELATIONS, len(labels.DISTANCES) + 1), dtype=np.float32),
            np.zeros((_RELATIONS, len(labels.SENTENCES) + 1), dtype=np.float32),
            np.full(_RELATIONS, UNLINKED, dtype=np.float32),
        )
        return Scores(self.words, self.heads, self.query, self.start, self.end, tables)

    def read(self, thresholds: Thresholds | None = None) -> Annotations:
        """What the decoder makes of it, all mentions included."""
        return decode(self.scores(), self.document, thresholds or Thresholds(), mentions=True)


UNLINKED = -6.0
"""The pair score of two spans that nothing links."""
