"""Names, roles and places to codes, on examples of our own."""

import pytest

from dateline.knowledge.resolver import code_of, country_cues, known_actor, place, sector_of


def test_case_tells_a_country_from_a_bird() -> None:
    text = "Turkey ate turkey, said us and the US."
    assert [(text[c.start : c.end], c.country) for c in country_cues(text, None)] == [("Turkey", "TUR"), ("US", "USA")]


@pytest.mark.parametrize(("words", "code"), [("Hezbollah fighters", "LBN REB"), ("the White House", "USA GOV")])
def test_known_actor(words: str, code: str) -> None:
    actor = known_actor(words, None)
    assert actor is not None
    assert code_of(actor.country, actor.sector) == code


def test_head_noun_decides() -> None:
    assert sector_of("an army hospital") == "HLT"


def test_place() -> None:
    entry = place("the city of Mosul", ["IRQ"])
    assert entry is not None
    assert entry.country == "IRQ"
