"""Numbers, days, lists and names in prose."""

import pytest

from dateline.model.codes import Qualifier
from dateline.model.linked import FigurePoint, Relation, Telling
from dateline.model.records import Actor, Span
from dateline.report import wording
from dateline.report.amounts import is_people
from dateline.report.names import actor_name, among, mid, subject
from tests.link.week import document


def _point(words: str, low: float | None, high: float | None, qualifier: Qualifier) -> FigurePoint:
    telling = Telling("d", "figure-1", "2024-05-11", "Wire", "Wire", Span(words, 0, len(words)))
    return FigurePoint(telling, low, high, qualifier, None, None, Relation.NEW)


@pytest.mark.parametrize(
    ("words", "low", "high", "qualifier", "told"),
    [
        ("seven", 7, 7, Qualifier.EXACT, "seven"),
        ("17", 17, 17, Qualifier.EXACT, "17"),
        ("at least 1,200", 1200, None, Qualifier.AT_LEAST, "at least 1,200"),
        ("more than 30", 30, None, Qualifier.MORE_THAN, "more than 30"),
        ("up to 3,000", None, 3000, Qualifier.UP_TO, "up to 3,000"),
        ("nearly one million", 900_000, 1_000_000, Qualifier.NEARLY, "nearly 1 million"),
        ("about 20", 20, 20, Qualifier.ABOUT, "about 20"),
        ("30 to 40", 30, 40, Qualifier.EXACT, "between 30 and 40"),
        ("Dozens", 24, None, Qualifier.VAGUE, "dozens"),
    ],
)
def test_amounts_keep_their_qualifier(
    words: str, low: float | None, high: float | None, qualifier: Qualifier, told: str
) -> None:
    assert wording.amount(_point(words, low, high, qualifier)) == told


def test_groups() -> None:
    assert wording.of_group("dozens", "people") == "dozens of people"
    assert wording.of_group("at least 12", "civilians") == "at least 12 civilians"
    assert is_people("nurses", one=False)
    assert is_people("soldier", one=True)
    assert not is_people("graves", one=False)
    assert not is_people("quarters", one=False)


def test_days() -> None:
    assert wording.on("2024-05-11", 2024) == "on 11 May"
    assert wording.on("2024-05-11") == "on 11 May 2024"
    assert wording.on("2024-05") == "in May 2024"
    assert wording.period("2020-02-14", "2020-02-21") == "14 to 21 February 2020"
    assert wording.period("2020-01-28", "2020-02-02") == "28 January to 2 February 2020"
    assert wording.period("2019-12-28", "2020-01-02") == "28 December 2019 to 2 January 2020"
    assert wording.period("2020-02-14", None) == "from 14 February 2020"


def test_lists() -> None:
    assert wording.listed(["A"]) == "A"
    assert wording.listed(["A", "B", "C"]) == "A, B and C"
    assert among(["A", "B", "C", "D", "E"]) == "five sources, among them A, B and C"
    assert subject(["the governor, Ali Nour"]) == mid("the governor, Ali Nour") == "the governor, Ali Nour,"


@pytest.mark.parametrize(
    ("text", "words", "name", "told"),
    [
        ("Gunmen opened fire.", "Gunmen", "Gunmen", "gunmen"),
        ("The army shelled it.", "The army", "army", "the army"),
        ("Turkish troops came. The Turkish troops left.", "Turkish troops", "Turkish troops", "the Turkish troops"),
        ("They left. The Rapid Support Forces denied it.", "They", "Rapid Support Forces", "the Rapid Support Forces"),
        ("Its spokesman said so.", "Its spokesman", "spokesman", "the spokesman"),
        ("Norway said so.", "Norway", "Norway", "Norway"),
        ("Residents of Mellit fled.", "Residents of Mellit", "Residents of Mellit", "residents of Mellit"),
        ("Boko Haram struck.", "Boko Haram", "Boko Haram", "Boko Haram"),
    ],
)
def test_actors_keep_the_article_of_the_text(text: str, words: str, name: str, told: str) -> None:
    span = Span.of(text, 0, len(words))
    assert actor_name(Actor(span, name, None, None, None, None), document(text, None, "Wire")) == told


@pytest.mark.parametrize("name", ["they", "A drone", "Warplanes"])
def test_pronouns_and_weapons_are_nobody(name: str) -> None:
    actor = Actor(Span(name, 0, len(name)), name, None, None, None, None)
    assert actor_name(actor, document(f"{name} struck.", None, "Wire")) is None
