"""Words beside a quantity lean towards what it counts; units rule kinds out."""

import pytest

from dateline.annotate import labels
from dateline.annotate.figure_words import hints
from dateline.annotate.numbers import find_quantities
from dateline.model.codes import FigureKind


def _favoured(text: str) -> FigureKind | None:
    (quantity,) = find_quantities(text)
    values = hints(text, quantity, (0, len(text)))
    return labels.FIGURE_KINDS[int(values.argmax())]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The shelling killed 14 people in the market.", FigureKind.KILLED),
        ("At least 285 people were hurt on the bridge.", FigureKind.INJURED),
        ("Both sides let 250 prisoners go.", FigureKind.DETAINED),
        ("The floods left 40,000 homeless.", FigureKind.DISPLACED),
        ("Chad hosts 850,000 refugees.", FigureKind.REFUGEES),
        ("Some 260,000 people are trapped in the city.", FigureKind.AFFECTED),
        ("More than 20 million people are in need.", FigureKind.IN_NEED),
        ("The army sent 600 soldiers to the border.", FigureKind.TROOPS),
        ("Norway pledged $12 million.", FigureKind.AID_MONEY),
    ],
)
def test_the_nearest_word_tells_the_kind(text: str, kind: FigureKind) -> None:
    assert _favoured(text) is kind


def test_money_is_never_people_and_people_are_never_money() -> None:
    kinds = labels.FIGURE_KINDS
    for text, banned in (
        ("They paid $5 million.", FigureKind.KILLED),
        ("It took in 500 people.", FigureKind.AID_MONEY),
    ):
        (quantity,) = find_quantities(text)
        assert hints(text, quantity, (0, len(text)))[kinds.index(banned)] < -10


def test_a_word_outside_the_sentence_says_nothing() -> None:
    text = "He was killed. The town has 500 people."
    (quantity,) = find_quantities(text)
    values = hints(text, quantity, (15, len(text)))
    assert values[labels.FIGURE_KINDS.index(FigureKind.KILLED)] == 0
