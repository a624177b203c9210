"""The countries and parties of a document, both sides of a dispute, and bodies named before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.knowledge.resolver import code_of
from dateline.knowledge.scene import Scene, stem
from dateline.knowledge.sides import again, sides

DAY = "2021-03-02"


def _country(text: str, words: str, sector: str | None, linked: str | None = None) -> str | None:
    at = text.index(words)
    return Scene(text, DAY).country(at, at + len(words), sector, linked)


@pytest.mark.parametrize(
    ("text", "words", "sector", "country"),
    [
        ("BAMAKO, Mali. Fighting went on in Mali. The police fired.", "The police", "COP", "MLI"),
        ("Mali burns. Malian troops left Mali. Foreign troops came.", "Foreign troops", "MIL", "INT"),
        (
            "In Kenya it rained.\nIn Peru miners met. The government paid Peruvian miners.",
            "The government",
            "GOV",
            "PER",
        ),
    ],
)
def test_the_country_of_a_role_noun(text: str, words: str, sector: str, country: str) -> None:
    assert _country(text, words, sector) == country


def test_the_network_decides_between_equals() -> None:
    text = "Kenya met Peru. The police fired."
    assert {_country(text, "The police", "COP", linked) for linked in ("KEN", "PER")} == {"KEN", "PER"}


def test_without_any_country_the_network_is_asked() -> None:
    assert _country("The police fired.", "The police", "COP", None) is None
    assert _country("The police fired.", "The police", "COP", "INT") == "INT"


def test_the_parties_of_a_text() -> None:
    text = "The Syrian army and police in Kenya met Hezbollah."
    found = [(p.head, code_of(p.country, p.sector)) for p in Scene(text, DAY).parties]
    assert found == [("army", "SYR MIL"), ("police", "KEN COP"), ("", "LBN REB")]


@pytest.mark.parametrize(
    ("before", "words", "codes"),
    [
        ("Kenya and Peru spoke. Kenya and Peru met.", "the two presidents", ["KEN GOV", "PER GOV"]),
        ("Kenya and Peru spoke. Kenya and Peru met.", "both countries", ["KEN", "PER"]),
        ("The Yemeni government and the Houthi rebels fought the Houthis.", "both sides", ["YEM REB", "YEM GOV"]),
        ("The Syrian army and Syrian rebels fought on.", "The warring parties", ["SYR MIL", "SYR REB"]),
        ("It rained.", "the warring parties in Syria", ["SYR GOV", "SYR REB"]),
        ("It rained.", "both sides", []),
        ("Kenya and Peru spoke.", "the two boys", []),
    ],
)
def test_sides(before: str, words: str, codes: list[str]) -> None:
    scene = Scene(f"{before} {words}", DAY)
    assert sorted(code_of(a.country, a.sector) or "" for a in sides(scene, words, len(before) + 1, False)) == sorted(
        codes
    )


def test_a_state_at_war_is_its_army() -> None:
    text = "The Yemeni government fought the Houthis. Both sides"
    assert "YEM MIL" in {code_of(a.country, a.sector) for a in sides(Scene(text, DAY), "Both sides", 42, True)}


@pytest.mark.parametrize(
    ("before", "words", "ident"),
    [
        ("Hezbollah fired.", "the group", "group:hezbollah"),
        ("Hezbollah fired at NATO.", "the group", "group:hezbollah"),
        ("Hezbollah fired at NATO.", "the alliance", "org:nato"),
        ("Kenya fired.", "the group", None),
        ("Hezbollah fired.", "a group", None),
        ("Hezbollah fired.", "the tent", None),
    ],
)
def test_a_body_named_before(before: str, words: str, ident: str | None) -> None:
    found = again(Scene(f"{before} {words}", DAY), words, len(before) + 1)
    assert (found.id if found else None) == ident


@pytest.mark.parametrize(
    ("word", "singular"),
    [("Armies", "army"), ("gunmen", "gunman"), ("rebels", "rebel"), ("mass", "mass"), ("police", "police")],
)
def test_stem(word: str, singular: str) -> None:
    assert stem(word) == singular


PIECES = ["Kenya", "the army", "both sides", "Hezbollah", "in", "\n", ".", "Peruvian", "police", "UN", "his"]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join), st.integers(0, 60), st.integers(1, 12))
def test_a_country_is_one_of_the_text(text: str, start: int, length: int) -> None:
    scene = Scene(text, None)
    assert scene.country(start, start + length, "MIL", None) in {None, "INT", *scene.counts}
    assert len(sides(scene, "both sides", start, False)) in (0, 2)


def test_the_place_of_filing_is_not_whom_the_text_speaks_of() -> None:
    text = "CHIANG MAI, Thailand, March 14 (Wire) - Myanmar's generals agreed to a truce. The army denied it."
    scene = Scene(text, "2025-03-14")
    assert [cue.country for cue in scene.states] == ["MMR"]
    at = text.index("The army")
    assert scene.country(at, at + len("The army"), "MIL", None) == "MMR"


def test_the_place_of_filing_stands_where_nothing_else_does() -> None:
    scene = Scene("PARIS, France (Wire) - Police arrested two men.", None)
    assert {cue.country for cue in scene.states} == {"FRA"}
