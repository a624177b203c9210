"""The questions of a window as tensors."""

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch belongs to the [train] extra")

from dateline.annotate import labels
from train.questions import Query, ask, buckets

SENTENCE = np.array([0, 0, 0, 1, 1, 2], dtype=np.int32)


def test_words_are_asked_at_their_begin_and_end() -> None:
    asked = ask([Query(0, (1, 1), [(3, 4)], [(0, 0)], weight=0.5)], SENTENCE)
    begin, end = asked.target
    assert begin.tolist() == [[0, 0, 0, 1, 0, 0]]
    assert end.tolist() == [[0, 0, 0, 0, 1, 0]]
    assert asked.weight[0].tolist() == [[0, 1, 1, 1, 1, 1]]
    assert asked.importance.tolist() == [0.5]
    assert asked.choice is None


def test_a_right_word_is_asked_even_where_another_answer_is_ignored() -> None:
    asked = ask([Query(0, (1, 1), [(3, 4)], [(3, 3), (4, 4)])], SENTENCE)
    assert asked.weight[0][0, 3] == 1.0
    assert asked.weight[1][0, 4] == 1.0


def test_choices_have_none_first() -> None:
    several = Query(4, (3, 3), [(0, 1)], choices=[(0, 1), (2, 2)])
    nothing = Query(4, (5, 5), [], choices=[(0, 1)])
    asked = ask([several, nothing], SENTENCE)
    assert asked.choice is not None
    assert asked.choice[0].tolist() == [[0, 1], [2, 2]]
    assert asked.valid.tolist() == [[True, True], [True, False]]
    assert asked.right.tolist() == [[False, True, False], [True, False, False]]


def test_buckets_are_those_of_the_decoder() -> None:
    distance, apart = buckets([(3, 3)], SENTENCE)
    edges = labels.DISTANCES
    assert distance.tolist() == [[sum(word - 3 > edge for edge in edges) for word in range(6)]]
    assert apart.tolist() == [[sum(int(s) - 1 > edge for edge in labels.SENTENCES) for s in SENTENCE]]
