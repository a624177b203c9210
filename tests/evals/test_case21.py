"""ACLED types of snippets, on records made up here."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.model.codes import EventType, Sector, Status
from dateline.model.document import Document
from dateline.model.records import Event, Reading
from evals.case21 import acled_type, answer, run, score
from evals.scoring import plain_document
from tests.evals.build import actor, event_of, gold_event


def event(kind: EventType, mode: str | None = None, doer: str = "SYR GOV", other: str = "SYR CVL") -> Event:
    base = event_of(gold_event("condemned", kind), mode=mode)
    return replace(base, actors=(actor(None, doer),), recipients=(actor(None, other),))


@pytest.mark.parametrize(
    ("found", "sentence", "expected"),
    [
        (event(EventType.ASSAULT, "aerial"), "x", "AIR_STRIKE"),
        (event(EventType.ASSAULT, "explosives"), "x", "REM_EXPLOS"),
        (event(EventType.ASSAULT, "explosives"), "They threw a grenade.", "GRENADE"),
        (event(EventType.ASSAULT, None, "SYR MIL"), "x", "ATTACK"),
        (event(EventType.ASSAULT, "firearms", "SYR MIL", "SYR REB"), "x", "ARMED_CLASH"),
        (event(EventType.ASSAULT, "heavy-weapons", "SYR MIL", "SYR REB"), "x", "ART_MISS_ATTACK"),
        (event(EventType.ASSAULT, "beat"), "A mob beat them.", "MOB_VIOL"),
        (event(EventType.PROTEST, "demo"), "Police watched.", "PEACE_PROTEST"),
        (event(EventType.PROTEST, "demo"), "Police fired tear gas.", "PROTEST_WITH_INTER"),
        (event(EventType.PROTEST, "riot"), "x", "VIOL_DEMONSTR"),
        (event(EventType.COERCE, "arrest"), "x", "ARREST"),
        (event(EventType.COERCE, "curfew"), "x", "OTHER"),
        (event(EventType.ACCUSE), "x", "OTHER"),
    ],
)
def test_types_and_modes(found: Event, sentence: str, expected: str) -> None:
    assert acled_type(found, sentence) == expected


def test_who_takes_a_place_settles_the_type() -> None:
    taken = event(EventType.ASSAULT, None, "SYR MIL")
    taken = replace(taken, anchor=replace(taken.anchor, text="recaptured"))
    assert acled_type(taken, "x") == "GOV_REGAINS_TERIT"
    assert acled_type(replace(taken, actors=(actor(None, "SYR REB"),)), "x") == "NON_STATE_ACTOR_OVERTAKES_TER"
    assert Sector.REB not in {one.sector for one in taken.actors}


def test_the_surest_event_that_happened_answers() -> None:
    planned = replace(event(EventType.PROTEST, "demo"), status=Status.PLANNED)
    arrest = replace(event(EventType.COERCE, "arrest"), confidence=0.4)
    reading = Reading(plain_document("x", "x"), (planned, arrest), (), (), ())
    assert answer("x", reading) == "ARREST"
    assert answer("x", replace(reading, events=(planned,))) == "PEACE_PROTEST"
    assert answer("x", replace(reading, events=())) is answer("x", None) is None


def test_figures_weigh_labels_by_their_number() -> None:
    found = score(["ATTACK", "ATTACK", "OTHER", "FLOOD"], ["ATTACK", "ARREST", None, None])
    assert found.f1 == pytest.approx({"ATTACK": 2 / 3, "OTHER": 2 / 3, "FLOOD": 0.0})
    assert found.weighted_f1 == pytest.approx((2 * 2 / 3 + 2 / 3) / 4)
    assert (found.accuracy, found.coverage, found.unknown) == (0.5, 0.5, ("FLOOD",))


def test_a_file_is_scored(tmp_path: Path) -> None:
    path = tmp_path / "case.jsonl"
    path.write_text('{"id":"1","sentence":"x","label":"arrest"}\n{"id":"2","sentence":"y","label":"ATTACK"}\n')

    def read(documents: Iterable[Document]) -> Iterator[Reading]:
        return (Reading(one, (event(EventType.COERCE, "arrest"),), (), (), ()) for one in documents)

    assert run(path, read).accuracy == 0.5
