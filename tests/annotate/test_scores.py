"""Scores: the best reading of word tags against all readings, and pair scores against their definition."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate import labels
from dateline.annotate.scores import PairTables, Scores, bio_spans, sigmoid, softmax
from dateline.annotate.windows import Words
from dateline.text.words import Word

O, I, B = 0, 1, 2  # noqa: E741 (the usual names)
FINITE = st.floats(-6, 6, width=32)


def _tables(scores: np.ndarray, bias: float) -> np.ndarray:
    log = np.log(softmax(scores) + 1e-9)
    return np.stack([log[:, 0], log[:, 1], log[:, 2:].max(axis=1) + bias], axis=1)


def _value(table: np.ndarray, tags: tuple[int, ...]) -> float:
    return float(sum(table[i, tag] for i, tag in enumerate(tags)))


def _readings(count: int) -> list[tuple[int, ...]]:
    """All tag sequences in which an inside follows an inside or a beginning."""
    every = product((O, I, B), repeat=count)
    return [t for t in every if all(tag != I or (i and t[i - 1] != O) for i, tag in enumerate(t))]


@given(st.lists(st.tuples(FINITE, FINITE, FINITE, FINITE), min_size=1, max_size=6), st.sampled_from([0.0, 1.5, -2.0]))
def test_no_reading_is_better(rows: list[tuple[float, ...]], bias: float) -> None:
    scores = np.array(rows, dtype=np.float32)
    spans = bio_spans(scores, bias)
    tags = [O] * len(rows)
    for (first, last), label, probability in spans:
        assert tags[first : last + 1] == [O] * (last + 1 - first)
        tags[first : last + 1] = [B] + [I] * (last - first)
        assert label == 2 + int(scores[first, 2:].argmax())
        assert probability == pytest.approx(float(softmax(scores)[first, 2:].sum()), abs=1e-5)
    table = _tables(scores, bias)
    best = max(_value(table, reading) for reading in _readings(len(rows)))
    assert _value(table, tuple(tags)) == pytest.approx(best, abs=1e-4)
    assert spans == sorted(spans)


def _logits(tags: str, size: int = 4) -> np.ndarray:
    scores = np.zeros((len(tags), size), dtype=np.float32)
    for i, tag in enumerate(tags):
        scores[i, "OI23".index(tag)] = 9.0
    return scores


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("OOO", []),
        ("2", [((0, 0), 2)]),
        ("2II", [((0, 2), 2)]),
        ("22I3", [((0, 0), 2), ((1, 2), 2), ((3, 3), 3)]),
        ("O3IO2O", [((1, 2), 3), ((4, 4), 2)]),
    ],
)
def test_clear_tags(tags: str, spans: list[tuple[tuple[int, int], int]]) -> None:
    assert [(pair, label) for pair, label, _ in bio_spans(_logits(tags))] == spans


def test_no_words_no_spans() -> None:
    assert bio_spans(np.zeros((0, 4), dtype=np.float32)) == []


def test_bias_finds_more() -> None:
    scores = np.array([[1.0, -5.0, 0.0, -5.0]], dtype=np.float32)
    assert bio_spans(scores) == []
    assert bio_spans(scores, 1.5)[0][0] == (0, 0)


@given(st.lists(st.floats(-1e4, 1e4, width=32), min_size=1, max_size=8))
def test_shares_are_shares(row: list[float]) -> None:
    x = np.array(row, dtype=np.float32)
    assert float(softmax(x).sum()) == pytest.approx(1.0, abs=1e-5)
    assert ((sigmoid(x) >= 0) & (sigmoid(x) <= 1)).all()
    assert sigmoid(-x) == pytest.approx(1.0 - sigmoid(x), abs=1e-6)


def _scores(count: int, seed: int = 3) -> Scores:
    draw = np.random.default_rng(seed)
    width = len(labels.RELATIONS) * labels.RELATION_SIZE
    heads = sum(size for _, size in labels.HEADS)

    def table(*shape: int) -> np.ndarray:
        return draw.normal(size=shape).astype(np.float32)

    relations = len(labels.RELATIONS)
    tables = PairTables(
        table(relations, len(labels.DISTANCES) + 1), table(relations, len(labels.SENTENCES) + 1), table(relations)
    )
    words = tuple(Word(i * 2, i * 2 + 1, 0) for i in range(count))
    sentence = np.sort(draw.integers(0, 1 + count // 8, count)).astype(np.int32)
    return Scores(
        Words(words, sentence, ((1,),) * count),
        table(count, heads), table(count, width), table(count, width), table(count, width), tables,
    )  # fmt: skip


def _bucket(edges: tuple[int, ...], value: int) -> int:
    return sum(value > edge for edge in edges)


def _pair(scores: Scores, relation: str, anchor: tuple[int, int], other: tuple[int, int]) -> float:
    """A pair score word by word, as the definition has it: the mean of its begin side and its end side."""
    r = labels.RELATIONS.index(relation)
    part = slice(r * labels.RELATION_SIZE, (r + 1) * labels.RELATION_SIZE)
    question = (scores.query[anchor[0], part] + scores.query[anchor[1], part]) / 2
    total = 0.0
    for at, side in ((other[0], scores.start), (other[1], scores.end)):
        sentence = scores.words.sentence
        distance = _bucket(labels.DISTANCES, at - anchor[0])
        apart = _bucket(labels.SENTENCES, int(sentence[at]) - int(sentence[anchor[0]]))
        total += float(question @ side[at, part]) / labels.RELATION_SIZE**0.5
        total += float(scores.tables.distance[r, distance] + scores.tables.sentence[r, apart])
        total += float(scores.tables.constant[r])
    return total / 2


def test_pair_scores_are_as_defined() -> None:
    scores = _scores(900)
    anchors = [(0, 0), (17, 19), (450, 450), (899, 899)]
    others = [(0, 3), (16, 16), (20, 25), (448, 449), (452, 452), (895, 899)]
    relations = ["place", "actor", "same"]
    found = scores.pairs(relations, anchors, others)
    assert found.shape == (3, 4, 6)
    for i, relation in enumerate(relations):
        for j, anchor in enumerate(anchors):
            for k, other in enumerate(others):
                assert found[i, j, k] == pytest.approx(_pair(scores, relation, anchor, other), abs=1e-4)


def test_a_pair_score_does_not_depend_on_its_neighbours() -> None:
    scores = _scores(200)
    anchors = [(i, i) for i in range(0, 200, 7)]
    others = [(i, i + 1) for i in range(0, 190, 3)]
    together = scores.pairs(["source", "date"], anchors, others)
    for j in (0, 5, 28):
        alone = scores.pairs(["date"], [anchors[j]], others[10:12])
        assert alone[0, 0].tobytes() == together[1, j, 10:12].tobytes()


def test_nothing_to_pair() -> None:
    scores = _scores(5)
    assert scores.pairs(["actor", "place"], [], [(0, 0)]).shape == (2, 0, 1)
    assert scores.pairs(["actor"], [(0, 0)], []).shape == (1, 1, 0)


def test_heads_lie_side_by_side() -> None:
    scores = _scores(4)
    joined = np.concatenate([scores.head(name) for name, _ in labels.HEADS], axis=1)
    assert joined.tobytes() == scores.heads.tobytes()
