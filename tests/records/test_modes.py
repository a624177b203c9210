"""Modes, contexts and intensity by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.codes import CONTEXTS, INTENSITY, MODES, EventType
from dateline.records import modes
from dateline.records.modes import contexts_of, intensity_of, mode_of


def _mode(event_type: EventType, sentence: str, anchor: str) -> str | None:
    start = sentence.index(anchor)
    return mode_of(event_type, sentence, start, start + len(anchor))


@pytest.mark.parametrize(
    ("event_type", "sentence", "anchor", "mode"),
    [
        (EventType.ASSAULT, "Warplanes bombed the market.", "bombed", "aerial"),
        (EventType.ASSAULT, "A drone attack hit the depot.", "attack", "drone"),
        (EventType.ASSAULT, "Gunmen abducted two nurses.", "abducted", "abduct"),
        (EventType.ASSAULT, "Mortars were fired at the camp.", "fired", "heavy-weapons"),
        (EventType.ASSAULT, "Police fired tear gas at the crowd.", "fired", "crowd-control"),
        (EventType.ASSAULT, "The two armies fought all day.", "fought", None),
        (EventType.COERCE, "Officers arrested forty people under the curfew.", "arrested", "arrest"),
        (EventType.COERCE, "The governor imposed a curfew.", "imposed", "curfew"),
        (EventType.COERCE, "The junta declared a state of emergency.", "declared", "martial-law"),
        (EventType.COERCE, "The regulator shut two radio stations.", "shut", "censor"),
        (EventType.RETREAT, "The rebels freed nine hostages.", "freed", "release"),
        (EventType.RETREAT, "Their troops pulled back from the ridge.", "pulled back", "withdraw"),
        (EventType.RETREAT, "The group handed over its mortars.", "handed over", "disarm"),
        (EventType.RETREAT, "The premier resigned.", "resigned", "resign"),
        (EventType.CONSULT, "The ministers spoke by telephone.", "spoke", "phone"),
        (EventType.CONSULT, "Norway mediated between them.", "mediated", "third-party"),
        (EventType.CONSULT, "They met on Monday.", "met", None),
        (EventType.PROTEST, "Thousands marched in the capital.", "marched", "demo"),
        (EventType.PROTEST, "Dockers began a strike.", "strike", "strike"),
        (EventType.PROTEST, "Inmates are on hunger strike.", "strike", "hunger"),
        (EventType.ACCUSE, "The council condemned the raid.", "condemned", "disapprove"),
        (EventType.ACCUSE, "The army accused the rebels of theft.", "accused", "allege"),
        (EventType.REJECT, "The front refused to attend the talks.", "refused", "meet"),
        (EventType.REQUEST, "The agency appealed for funds.", "appealed", "assist"),
        (EventType.THREATEN, "He threatened to expel the envoys.", "threatened", "expel"),
        (EventType.SANCTION, "Washington suspended aid to the government.", "suspended", "discontinue"),
        (EventType.MOBILIZE, "Two warships were sent to the strait.", "sent", "weapons"),
        (EventType.AGREE, "They agreed to meet.", "agreed", None),
    ],
)
def test_mode(event_type: EventType, sentence: str, anchor: str, mode: str | None) -> None:
    assert _mode(event_type, sentence, anchor) == mode


def test_a_contrasting_clause_gives_no_mode() -> None:
    sentence = "Rebels attacked the town, but no drones were seen."
    assert _mode(EventType.ASSAULT, sentence, "attacked") is None


def test_the_tables_hold_only_known_members() -> None:
    rules = modes._rules()
    assert set(rules) == set(MODES)
    for event_type, of_type in rules.items():
        assert {rule.mode for rule in of_type} == set(MODES[event_type])
        assert all(rule.anchor or rule.near for rule in of_type)
    assert set(modes._contexts()) == CONTEXTS


def test_contexts_are_sorted_and_only_on_clear_words() -> None:
    assert contexts_of("The army flew vaccines to the cholera wards.") == ("health", "military")
    assert contexts_of("They met again on Monday.") == ()


def test_intensity_falls_back_to_the_type() -> None:
    assert intensity_of(EventType.RETREAT, "disarm") == 10.0
    assert intensity_of(EventType.PROTEST, "vandalize") == INTENSITY[EventType.PROTEST]
    assert intensity_of(EventType.AGREE, None) == INTENSITY[EventType.AGREE]


@given(st.sampled_from(list(EventType)), st.text(max_size=80), st.integers(0, 80), st.integers(0, 20))
def test_any_sentence_gives_a_known_mode_or_none(event_type: EventType, sentence: str, start: int, length: int) -> None:
    mode = mode_of(event_type, sentence, min(start, len(sentence)), min(start + length, len(sentence)))
    assert mode is None or mode in MODES[event_type]
    assert -10 <= intensity_of(event_type, mode) <= 10
    assert set(contexts_of(sentence)) <= CONTEXTS
