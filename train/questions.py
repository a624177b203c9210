"""The pair-scorer questions of a window as tensors, one group a relation."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from dateline.annotate import labels

Pair = tuple[int, int]


@dataclass(slots=True)
class Query:
    """One question. Spans are inclusive word pairs.

    With `choices` None every word is asked (begin and end apart); otherwise the answer is one of the choices, or none.
    """

    relation: int
    anchor: Pair
    positive: list[Pair]
    ignored: list[Pair] = field(default_factory=list)
    choices: list[Pair] | None = None
    weight: float = 1.0


@dataclass(slots=True)
class Asked:
    """All questions of one relation in one window of W words; n questions.

    `distance` and `sentence` are bucket indices [n, W]; `target` and `weight` [n, W] for begin and end words;
    with choices: `choice` [n, C, 2] word pairs, `valid` [n, C], `right` [n, 1 + C] with "none" first.
    """

    anchor: Tensor
    distance: Tensor
    sentence: Tensor
    importance: Tensor
    target: tuple[Tensor, Tensor]
    weight: tuple[Tensor, Tensor]
    choice: Tensor | None
    valid: Tensor
    right: Tensor


def buckets(anchor: Sequence[Pair], sentence: npt.NDArray[np.int32]) -> tuple[Tensor, Tensor]:
    """Word- and sentence-distance buckets from each anchor's first word to each word, [n, W]."""
    near = np.array([a for a, _ in anchor])
    words = np.arange(len(sentence))
    distance = np.searchsorted(np.array(labels.DISTANCES), words[None] - near[:, None], side="left")
    apart = np.searchsorted(np.array(labels.SENTENCES), sentence[None] - sentence[near][:, None], side="left")
    return torch.from_numpy(distance), torch.from_numpy(apart)


def _sides(queries: Sequence[Query], count: int, side: int) -> tuple[Tensor, Tensor]:
    target = torch.zeros(len(queries), count)
    weight = torch.ones(len(queries), count)
    for row, query in enumerate(queries):
        for pair in query.ignored:
            weight[row, pair[side]] = 0.0
        for pair in query.positive:
            target[row, pair[side]] = weight[row, pair[side]] = 1.0
    return target, weight


def ask(queries: Sequence[Query], sentence: npt.NDArray[np.int32]) -> Asked:
    """Tensors of queries that share a relation."""
    anchor = [q.anchor for q in queries]
    distance, apart = buckets(anchor, sentence)
    targets, weights = zip(*(_sides(queries, len(sentence), side) for side in (0, 1)), strict=True)
    most = max(len(q.choices or ()) for q in queries)
    choice = torch.zeros(len(queries), most, 2, dtype=torch.long)
    valid = torch.zeros(len(queries), most, dtype=torch.bool)
    right = torch.zeros(len(queries), 1 + most, dtype=torch.bool)
    for row, query in enumerate(queries):
        right[row, 0] = not query.positive
        for column, pair in enumerate(query.choices or ()):
            choice[row, column] = torch.tensor(pair)
            valid[row, column] = True
            right[row, 1 + column] = pair in query.positive
    return Asked(
        anchor=torch.tensor(anchor),
        distance=distance,
        sentence=apart,
        importance=torch.tensor([q.weight for q in queries]),
        target=targets,
        weight=weights,
        choice=None if queries[0].choices is None else choice,
        valid=valid,
        right=right,
    )
