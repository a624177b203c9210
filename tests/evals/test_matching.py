from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.records import Span
from evals.matching import alike, assign, intersection_over_union, normalised, overlap, same, same_speaker


def at(start: int, end: int) -> Span:
    return Span("x" * (end - start), start, end)


def best_total(weights: list[list[int]]) -> int:
    """The greatest total by trying every way; the pairs of weight 0 add nothing."""
    rows, columns = len(weights), len(weights[0])
    if rows > columns:
        weights = [[row[column] for row in weights] for column in range(columns)]
        rows, columns = columns, rows
    ways = permutations(range(columns), rows)
    return max(sum(weights[row][column] for row, column in enumerate(way)) for way in ways)


@given(
    st.integers(1, 5).flatmap(
        lambda columns: st.lists(
            st.lists(st.sampled_from([0, 0, 1, 2, 7, 10**9]), min_size=columns, max_size=columns),
            min_size=1,
            max_size=5,
        )
    )
)
def test_assign_is_one_to_one_and_best(weights: list[list[int]]) -> None:
    pairs = assign(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(weights[row][column] > 0 for row, column in pairs)
    assert sum(weights[row][column] for row, column in pairs) == best_total(weights)


def test_assign_gives_up_a_good_pair_for_two() -> None:
    assert assign([[2, 1], [2, 0]]) == [(0, 1), (1, 0)]


@pytest.mark.parametrize("weights", [[], [[]], [[], []], [[0]], [[0, 0], [0, 0]]])
def test_assign_of_nothing(weights: list[list[int]]) -> None:
    assert assign(weights) == []


def test_overlap_is_half_open() -> None:
    assert overlap(at(0, 5), at(5, 9)) == 0
    assert overlap(at(0, 5), at(4, 9)) == 1


def test_intersection_over_union() -> None:
    assert intersection_over_union(at(0, 10), at(0, 10)) == 1.0
    assert intersection_over_union(at(0, 10), at(2, 12)) == pytest.approx(8 / 12)
    assert intersection_over_union(at(0, 3), at(7, 9)) == 0.0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The Israeli army", "israeli army"),
        ("Syria’s", "syria"),
        ("a U.S. official", "u.s official"),
        ("The", "the"),
        ("  ", None),
        (None, None),
    ],
)
def test_normalised(words: str | None, expected: str | None) -> None:
    assert normalised(words) == expected


def test_same_and_alike() -> None:
    assert same("the Foreign Ministry", "Foreign Ministry's")
    assert not same("Reuters", None)
    assert same(None, None)
    assert alike("Gen. Joseph Votel", "Joseph Votel")
    assert not alike("Taksim Square, Istanbul", "Istanbul")
    assert not alike("Reuters", None)


@pytest.mark.parametrize(
    ("gold", "said", "expected"),
    [
        ("Ahmet Davutoglu", "Prime Minister Davutoglu", True),
        ("Mr Davutoglu", "Ahmet Davutoglu", True),
        ("Ahmet Davutoglu", "Ahmet Kaya", False),
        ("the Interior Ministry", "the Defence Ministry", False),
        ("a senior official", "another official", False),
        ("he", "he", True),
        ("he", None, False),
    ],
)
def test_same_speaker(gold: str, said: str | None, expected: bool) -> None:
    assert same_speaker(gold, said) is expected
