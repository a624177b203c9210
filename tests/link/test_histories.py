"""What each value of a history adds to those before it, what holds now, and who disagrees."""

import pytest

from dateline.link.histories import history_of, words_of
from dateline.link.profile import profile_of
from dateline.link.told import Context
from dateline.model.codes import FigureKind, Qualifier
from dateline.model.linked import FigureHistory, Measure
from dateline.model.records import Figure, Reading
from tests.link.week import document, figure

DAYS = ("2024-05-11", "2024-05-12", "2024-05-13", "2024-05-14")


def _history(*told: tuple[str, list[tuple[str, int]]], kind: FigureKind = FigureKind.KILLED) -> FigureHistory:
    """Reports on following days, each with the words and values of its figures, as one history."""
    readings = []
    for day, (text, values) in zip(DAYS, told, strict=False):
        of = document(text, day, f"Desk {day}")
        readings.append(Reading(of, (), (), tuple(figure(of, words, low, kind=kind) for words, low in values), ()))
    figures: list[Figure] = [each for reading in readings for each in reading.figures]
    traits = {trait.id: trait for reading in readings for trait in profile_of(reading).figures}
    documents = {reading.document.sha256: reading.document for reading in readings}
    holders = {each.id: reading.document.sha256 for reading in readings for each in reading.figures}
    sources = {sha: each.publisher or "" for sha, each in documents.items()}
    return history_of(figures, traits, Context(documents, sources, holders), None)


def _told(history: FigureHistory) -> list[tuple[str, str]]:
    return [(point.telling.words.text, str(point.relation)) for point in history.points]


def test_a_toll_that_rises() -> None:
    history = _history(
        ("The fire killed at least 12 people.", [("at least 12", 12)]),
        ("The toll rose to 17, medics said.", [("17", 17)]),
        ("Medics again spoke of 17 dead.", [("17", 17)]),
    )
    assert _told(history) == [("at least 12", "new"), ("17", "supersedes"), ("17", "repeat")]
    assert (history.latest.low, history.in_conflict, history.low, history.high) == (17, False, 12, None)


def test_a_correction_downwards_is_no_conflict() -> None:
    history = _history(
        ("The fire killed 17 people.", [("17", 17)]),
        ("It killed 14 people, not 17, the committee said, correcting itself.", [("14", 14), ("17", 17)]),
    )
    assert _told(history) == [("17", "new"), ("14", "supersedes"), ("17", "repeat")]
    assert (history.latest.low, history.in_conflict) == (14, False)


def test_a_lower_count_of_another_side_is_a_conflict() -> None:
    history = _history(
        ("Seven people were killed in the hamlet.", [("Seven", 7)]),
        ("The army said it had found four bodies, contradicting the officials.", [("four", 4)]),
    )
    assert _told(history) == [("Seven", "new"), ("four", "conflicts")]
    assert history.in_conflict
    assert [point.low for point in history.rivals] == [7]


def test_two_counts_in_one_sentence_disagree() -> None:
    history = _history(
        ("At the stop at least eight were killed.", [("at least eight", 8)]),
        ("The toll went up to 13, though the administration reported nine dead.", [("13", 13), ("nine", 9)]),
    )
    assert _told(history)[1:] == [("13", "supersedes"), ("nine", "conflicts")]
    assert (history.latest.low, history.in_conflict) == (13, True)


def test_people_who_come_back_contradict_nobody() -> None:
    history = _history(
        ("Some 36,000 people fled.", [("36,000", 36000)]),
        ("About 20,000 are still away.", [("20,000", 20000)]),
        kind=FigureKind.DISPLACED,
    )
    assert _told(history)[1] == ("20,000", "supersedes")
    assert not history.in_conflict


def test_parts_are_no_values_of_the_whole() -> None:
    history = _history(("A drone killed six people, among them two nurses.", [("six", 6), ("two", 2)]))
    assert _told(history) == [("six", "new"), ("two", "part_of")]
    assert (history.low, history.high) == (6, 6)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The raid killed 12 people.", Measure.FLOW),
        ("Since Monday 12 people have been killed.", Measure.RUNNING),
        ("The camp already shelters 12 people.", Measure.STOCK),
    ],
)
def test_a_sum_a_stock_and_one_occurrence(text: str, measure: Measure) -> None:
    assert _history((text, [("12", 12)])).measure == measure


def test_bounds_in_words() -> None:
    history = _history(("It killed at least 12 people.", [("at least 12", 12)]))
    assert words_of(history.latest) == "12 or more"
    exact = _history(("It killed 1200 people.", [("1200", 1200)]))
    assert words_of(exact.latest) == "1,200"
    assert exact.latest.qualifier == Qualifier.EXACT
