"""Clusters follow from scores and judgements alone."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.link.cluster import clusters, pair

NAMES = [f"m{number}" for number in range(9)]
PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda each: each[0] != each[1])
SCORES = st.dictionaries(PAIRS.map(lambda each: pair(*each)), st.floats(0, 1).map(lambda value: round(value, 4)))


def test_joined_while_the_mean_reaches() -> None:
    scores = {("a", "b"): 0.9, ("b", "c"): 0.8, ("a", "c"): 0.3}
    assert clusters("abc", scores, join=0.5) == [("a", "b", "c")]
    assert clusters("abc", scores, join=0.6) == [("a", "b"), ("c",)]


def test_a_chain_of_single_links_does_not_join_all() -> None:
    scores = {("a", "b"): 0.9, ("b", "c"): 0.6, ("c", "d"): 0.9}
    assert clusters("abcd", scores, join=0.5) == [("a", "b"), ("c", "d")]


def test_judgements_win_over_scores() -> None:
    scores = {("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): 0.9}
    assert clusters("abcd", {}, same=[("d", "a")]) == [("a", "d"), ("b",), ("c",)]
    parted = clusters("abc", scores, apart=[("c", "a")])
    assert all(not {"a", "c"} <= set(group) for group in parted)
    assert clusters("ab", scores, same=[("a", "b")], apart=[("a", "b")]) == [("a",), ("b",)]


def test_members_of_one_document_stay_apart_unless_judged_the_same() -> None:
    scores = {("a", "c"): 0.9, ("b", "c"): 0.8}
    holders = {"a": 1, "b": 1, "c": 2}
    assert clusters("abc", scores, holders=holders) == [("a", "c"), ("b",)]
    assert clusters("abc", scores, same=[("a", "b")], holders=holders) == [("a", "b", "c")]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SCORES, st.lists(PAIRS, max_size=3), st.lists(PAIRS, max_size=3), st.data())
def test_the_order_makes_no_difference(
    scores: dict[tuple[str, str], float],
    same: list[tuple[str, str]],
    apart: list[tuple[str, str]],
    data: st.DataObject,
) -> None:
    first = clusters(NAMES, scores, same, apart)
    shuffled = dict(data.draw(st.permutations(sorted(scores.items()))))
    members = data.draw(st.permutations(NAMES))
    assert clusters(members, shuffled, [(b, a) for a, b in reversed(same)], apart[::-1]) == first
    assert sorted(member for group in first for member in group) == NAMES
    for a, b in apart:
        assert all(not {a, b} <= set(group) for group in first)
