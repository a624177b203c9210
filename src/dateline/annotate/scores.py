"""What the network says of one document: word scores and the two sides of each pair scorer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.annotate import labels
from dateline.annotate.windows import Words

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
Indices = npt.NDArray[np.int64]
Pair = tuple[int, int]
"""Inclusive first and last word of a span."""

_SLICES = labels.head_slices()
_RELATION = {name: i for i, name in enumerate(labels.RELATIONS)}
_DISTANCES = np.array(labels.DISTANCES)
_SENTENCES = np.array(labels.SENTENCES)


def sigmoid(x: Floats) -> Floats:
    """Logistic function, safe for large negative scores."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * x)), dtype=np.float32)


def softmax(x: Floats) -> Floats:
    """Softmax over the last axis."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True), dtype=np.float32)


def shares_or_none(scores: Floats) -> Floats:
    """Softmax over choices and, last, "none of them" (score 0)."""
    # `softmax` in place: this is asked of every anchor, and each further small array takes longer than the sums
    shares = np.zeros(len(scores) + 1, dtype=np.float32)
    shares[:-1] = scores
    shares -= shares.max()
    np.exp(shares, out=shares)
    shares /= shares.sum()
    return shares


@dataclass(frozen=True, slots=True)
class PairTables:
    """Learned additions to the dot products: [relations, distance buckets], [relations, buckets], [relations]."""

    distance: Floats
    sentence: Floats
    constant: Floats


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of a document of W words: `heads` [W, sum of heads]; `query`, `start`, `end` [W, relations * size].

    The last three may be half floats, which halves the memory of a long document; sums are made in single ones.
    """

    words: Words
    heads: Floats
    query: Halves | Floats
    start: Halves | Floats
    end: Halves | Floats
    tables: PairTables

    def head(self, name: str) -> Floats:
        """Raw scores of one word-level head, [W, labels]."""
        return self.heads[:, _SLICES[name]]

    def pairs(self, relations: Sequence[str], anchors: Sequence[Pair], candidates: Sequence[Pair]) -> Floats:
        """Scores [relations, anchors, candidates]; 0 is the balance point of yes and no."""
        if not anchors or not candidates:
            return np.zeros((len(relations), len(anchors), len(candidates)), dtype=np.float32)
        chosen = np.array([_RELATION[name] for name in relations])
        a, c = np.array(anchors, dtype=np.int64), np.array(candidates, dtype=np.int64)
        question = _part(self.query, a[:, 0], self.query, a[:, 1], chosen) / np.float32(2 * labels.RELATION_SIZE**0.5)
        # einsum, not matmul: its sums do not depend on how many rows stand beside a row
        dots = np.einsum("nrd,mrd->rnm", question, _part(self.start, c[:, 0], self.end, c[:, 1], chosen))
        apart = self._apart(chosen, a[:, 0], c.T.ravel())
        scores = dots + apart[..., : len(c)] + apart[..., len(c) :]
        return np.asarray(0.5 * scores + self.tables.constant[chosen][:, None, None], dtype=np.float32)

    def _apart(self, chosen: Indices, near: Indices, at: Indices) -> Floats:
        """What distance in words and in sentences adds, [relations, anchors, candidates]."""
        sentence = self.words.sentence
        distance = np.searchsorted(_DISTANCES, at[None] - near[:, None], side="left")
        apart = np.searchsorted(_SENTENCES, sentence[at][None] - sentence[near][:, None], side="left")
        return np.asarray(self.tables.distance[chosen][:, distance] + self.tables.sentence[chosen][:, apart])


def _part(one: Halves | Floats, at: Indices, other: Halves | Floats, there: Indices, chosen: Indices) -> Floats:
    """The sum of rows of two arrays, cut to the slices of some relations, [rows, relations, size]."""
    shape = (-1, len(labels.RELATIONS), labels.RELATION_SIZE)
    begins, ends = one.reshape(shape)[at[:, None], chosen], other.reshape(shape)[there[:, None], chosen]
    return np.asarray(begins.astype(np.float32) + ends)


def bio_spans(scores: Floats, bias: float = 0.0) -> list[tuple[Pair, int, float]]:
    """Best BIO reading of word scores [W, tags] (0 outside, 1 inside, 2.. beginnings), by Viterbi.

    `bias` is added to the beginnings: above 0 finds more spans. Gives (words, label index of the beginning,
    probability of the beginning).
    """
    if len(scores) == 0:
        return []
    log = np.log(softmax(scores) + 1e-9)
    label = scores[:, 2:].argmax(axis=1) + 2
    # Python floats: one at a time they are several times as fast as those of an array
    outside, inside, begin = log[:, 0].tolist(), log[:, 1].tolist(), (log[:, 2:].max(axis=1) + bias).tolist()
    best_out, best_in = outside[0], begin[0]
    back_out, back_in = [False], [False]
    for out, on, new in zip(outside[1:], inside[1:], begin[1:], strict=True):
        from_span = best_in > best_out
        came = best_in if from_span else best_out
        # back_in: True where the word continues the span, False where it begins one
        continued, begun = best_in + on, came + new
        back_out.append(from_span)
        back_in.append(continued >= begun)
        best_out, best_in = came + out, continued if continued >= begun else begun
    return _trace(log, label, back_out, back_in, best_in > best_out)


def _trace(
    log: Floats, label: npt.NDArray[np.int64], back_out: Sequence[bool], back_in: Sequence[bool], open_: bool
) -> list[tuple[Pair, int, float]]:
    spans = []
    last = len(label) - 1
    i = last
    while i >= 0:
        if not open_:
            open_ = back_out[i]
            i -= 1
            last = i
            continue
        if i > 0 and back_in[i]:
            i -= 1
            continue
        spans.append(((i, last), int(label[i]), float(np.exp(log[i, 2:]).sum())))
        # where the begin came from: the same choice as for an outside word at this place
        open_ = back_out[i]
        i -= 1
        last = i
    return spans[::-1]
