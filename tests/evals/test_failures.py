"""Examples of failure: each kind is told, and which ones are shown is settled by a digest."""

from dataclasses import replace

import pytest

from dateline.model.codes import EventType, FigureKind, Status
from dateline.model.records import Reading
from evals.failures import Failure, drawn
from tests.evals.build import actor, event_of, figure_of, full_gold, gold, gold_event, perfect, quotation_of, reading

GOLD = full_gold()
PERFECT = perfect(GOLD)


def failures(found: Reading) -> list[Failure]:
    return list(drawn([GOLD], {"d1": found}, of_each=9))


def test_a_perfect_reading_has_none_and_a_missing_one_is_passed_over() -> None:
    assert failures(PERFECT) == []
    assert drawn([GOLD], {}) == ()


def test_what_is_not_read_is_missed() -> None:
    found = failures(reading(GOLD))
    kinds = [one.kind for one in found]
    assert kinds == ["event missed"] * 3 + ["figure missed", "quotation missed or cut otherwise"]
    (figure,) = (one for one in found if one.kind == "figure missed")
    assert figure.excerpt[figure.start : figure.end] == "12"
    assert figure.excerpt == "Police arrested 12 students in Larna, the ministry said."
    assert (figure.gold, figure.read) == ("detained, 12 to 12", "nothing")


def test_what_is_not_labelled_is_invented() -> None:
    bare = gold()
    found = drawn([bare], {"d1": replace(PERFECT, document=PERFECT.document)}, of_each=1)
    assert [one.kind for one in found] == [
        "event invented",
        "figure invented",
        "quotation invented or cut otherwise",
    ]
    assert {one.gold for one in found} == {"nothing"}


@pytest.mark.parametrize(
    ("changes", "kind", "read"),
    [
        ({"type": EventType.ASSAULT}, "event with the wrong type", "ASSAULT, TUR GOV to GRC MIL"),
        ({"recipients": ()}, "event with wrong parties", "ACCUSE, TUR GOV to nobody"),
        ({"status": Status.DENIED}, "event with the wrong status", "denied"),
    ],
)
def test_the_first_thing_wrong_with_an_event_is_told(changes: dict[str, object], kind: str, read: str) -> None:
    wrong = event_of(gold_event("condemned"), **changes)
    (found,) = failures(replace(PERFECT, events=(wrong, *PERFECT.events[1:])))
    assert (found.kind, found.read) == (kind, read)
    assert found.excerpt[found.start : found.end] == "condemned"


def test_wrong_speakers_and_bounds() -> None:
    quotation = quotation_of(GOLD.quotes[0], speaker=actor("Police"))
    figure = figure_of(GOLD.figures[0], kind=FigureKind.KILLED, high=None)
    found = failures(replace(PERFECT, quotations=(quotation,), figures=(figure,)))
    assert [(one.kind, one.gold, one.read) for one in found] == [
        ("figure with the wrong kind or bounds", "detained, 12 to 12", "killed, 12 to open"),
        ("quotation with the wrong speaker", "said by Ada Brenn", "said by Police"),
    ]


def test_optional_events_are_no_failures() -> None:
    labelled = gold([gold_event("condemned", optional=True)])
    assert drawn([labelled], {"d1": reading(labelled)}) == ()
    wrong = event_of(labelled.events[0], type=EventType.AID)
    assert drawn([labelled], {"d1": reading(labelled, [wrong])}) == ()


def test_few_are_drawn_and_always_the_same() -> None:
    documents = [replace(GOLD, doc=replace(GOLD.doc, id=f"d{number}")) for number in range(5)]
    readings = {one.doc.id: reading(one) for one in documents}
    found = drawn(documents, readings)
    assert [one.kind for one in found].count("event missed") == 2
    assert found == drawn(documents[::-1], readings)


def test_long_sentences_are_cut_between_words() -> None:
    text = "word " * 200 + "condemned " + "word " * 200
    start = text.index("condemned")
    label = replace(gold_event("condemned"), anchor=replace(gold_event("condemned").anchor, start=start, end=start + 9))
    long = gold([label])
    long = replace(long, doc=replace(long.doc, text=text))
    (found,) = drawn([long], {"d1": reading(long)})
    assert found.excerpt[found.start : found.end] == "condemned"
    assert 200 < len(found.excerpt) <= 300
    assert set(found.excerpt.split()) == {"word", "condemned"}
