"""Agreements: which phrases name a deal, what joins them, and how a deal stands."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.annotate.agreements import find_agreements
from dateline.model.codes import AgreementStatus


@pytest.mark.parametrize(
    ("text", "phrase", "name", "status"),
    [
        (
            "The sides signed a 72-hour truce on Monday.",
            "a 72-hour truce",
            "72-hour truce",
            AgreementStatus.SIGNED,
        ),
        (
            "Monitors counted new violations of the Varna agreements.",
            "the Varna agreements",
            "Varna agreements",
            AgreementStatus.VIOLATED,
        ),
        (
            "A ceasefire reached in Oslo collapsed within days.",
            "A ceasefire reached in Oslo",
            "ceasefire reached in Oslo",
            AgreementStatus.COLLAPSED,
        ),
        (
            "Mediators proposed a humanitarian pause.",
            "a humanitarian pause",
            "humanitarian pause",
            AgreementStatus.PROPOSED,
        ),
        (
            "Their envoys agreed to extend the interim accord by a month.",
            "the interim accord",
            "interim accord",
            AgreementStatus.EXTENDED,
        ),
        (
            "The army turned down a two-day ceasefire.",
            "a two-day ceasefire",
            "two-day ceasefire",
            AgreementStatus.REJECTED,
        ),
        (
            "Both governments completed a prisoner swap at the bridge.",
            "a prisoner swap",
            "prisoner swap",
            AgreementStatus.IMPLEMENTED,
        ),
        (
            "The ministers are expected to sign a fisheries pact on Friday.",
            "a fisheries pact",
            "fisheries pact",
            AgreementStatus.PROPOSED,
        ),
    ],
)
def test_phrase_name_and_status(text: str, phrase: str, name: str, status: AgreementStatus) -> None:
    [found] = find_agreements(text)
    assert text[found.start : found.end] == phrase
    assert found.name == name
    assert found.status is status


@pytest.mark.parametrize(
    "text",
    [
        "There is no deal, the minister said.",
        "A no-deal exit would cost a great deal.",
        "The first chapter deals with the war.",
        "He stressed the need for a lasting ceasefire.",
        "They failed to reach an agreement.",
        "Shots were fired across the ceasefire line.",
        "The step would be a declaration of war.",
        "He was freed in exchange for money.",
        "The truce village was closed to visitors.",
        "The council adopted resolution 2254.",
    ],
)
def test_deal_words_that_name_no_deal(text: str) -> None:
    assert find_agreements(text) == []


def test_later_mentions_join_the_first_and_the_strongest_state_wins() -> None:
    text = (
        "The two governments signed the Lisbon border agreement in May. The deal holds, a spokesman said. "
        "Villagers said soldiers had violated the accord."
    )
    [found] = find_agreements(text)
    assert text[found.start : found.end] == "the Lisbon border agreement"
    assert found.status is AgreementStatus.VIOLATED


@pytest.mark.parametrize(
    ("text", "phrases", "statuses"),
    [
        (
            "They signed a prisoner exchange agreement in Muscat.",
            ["a prisoner exchange agreement in Muscat"],
            [AgreementStatus.SIGNED],
        ),
        ("The Oslo ceasefire agreement collapsed.", ["The Oslo ceasefire agreement"], [AgreementStatus.COLLAPSED]),
        (
            "They reached a truce and prisoner exchange deal in Doha.",
            ["a truce", "prisoner exchange deal in Doha"],
            [AgreementStatus.REACHED, AgreementStatus.REACHED],
        ),
    ],
)
def test_a_deal_word_inside_a_longer_phrase_is_no_deal_of_its_own(
    text: str, phrases: list[str], statuses: list[AgreementStatus]
) -> None:
    found = find_agreements(text)
    assert [text[agreement.start : agreement.end] for agreement in found] == phrases
    assert [agreement.status for agreement in found] == statuses


def test_different_names_are_different_deals() -> None:
    found = find_agreements("They signed the Oslo accord. Neither side has broken the Geneva accord.")
    assert [agreement.name for agreement in found] == ["Oslo accord", "Geneva accord"]


def test_an_item_of_a_roundup_does_not_take_up_the_deal_of_another() -> None:
    text = "LIMA (Agency) — Teachers reached a wage deal.\n\nQUITO (Agency) — The truce expires in June.\n"
    assert [agreement.name for agreement in find_agreements(text)] == ["wage deal", "truce"]


_PIECES = st.sampled_from(
    [
        "the ",
        "a ",
        "Oslo ",
        "truce",
        " deal",
        "swap ",
        "prisoner ",
        "exchange ",
        "signed ",
        "agreement",
        " of ",
        "2015",
        ". ",
        "\n",
        "’s ",
        "é",
        "— ",
    ]
)


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_spans_hold_their_names_and_stand_in_order(text: str) -> None:
    found = find_agreements(text)
    assert found == sorted(found, key=lambda agreement: (agreement.start, agreement.end))
    assert all(one.end <= other.start for one, other in pairwise(found))
    for agreement in found:
        assert 0 <= agreement.start < agreement.end <= len(text)
        assert agreement.name
        assert agreement.name in text[agreement.start : agreement.end]
        assert 0 <= agreement.confidence <= 1
