"""MUC-4 templates, on records made up here."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from dateline.model.codes import EventType, Status
from dateline.model.document import Document
from dateline.model.records import Event, Reading, Span
from evals.jsonl import SetError
from evals.muc4 import SLOTS, Template, gold_templates, incident_type, normalised, run, said_templates, score
from evals.scoring import plain_document
from tests.evals.build import actor, event_of, gold_event

TEXT = "Two gunmen of the Arland Front bombed the town hall and abducted the mayor of Larna. Rebels burned a bus."


def event(anchor: str, actors: tuple[str, ...], recipients: tuple[str, ...], **changes: object) -> Event:
    at = TEXT.index(anchor)
    base = {
        "anchor": Span(anchor, at, at + len(anchor)),
        "actors": tuple(actor(words, None, TEXT) for words in actors),
        "recipients": tuple(actor(words, None, TEXT) for words in recipients),
    }
    return event_of(gold_event("condemned", EventType.ASSAULT), **(base | changes))


BOMBED = event("bombed", ("Two gunmen", "the Arland Front"), ("the town hall",), mode="explosives")
ABDUCTED = event("abducted", ("Two gunmen",), ("the mayor of Larna",), mode="abduct")


def template(kind: str, **slots: list[list[str]]) -> dict[str, object]:
    return {"incident_type": kind} | {slot: slots.get(slot, []) for slot in SLOTS}


def reading(*events: Event) -> Reading:
    return Reading(plain_document("x", TEXT), events, (), (), ())


def test_words_are_compared_without_case_articles_and_marks() -> None:
    assert normalised('The "Arland  Front", a group') == "arland front group"


def test_every_form_of_a_slot_that_is_known_gives_the_same() -> None:
    forms: list[object] = [
        [["GUNMEN", "the gunmen of Larna"]],
        [[["gunmen", 5], ["gunmen of Larna", 5]]],
        [[{"text": "gunmen"}, {"mention": "gunmen of larna"}]],
    ]
    found = [gold_templates([{"incident_type": "attack", "PerpInd": form}]) for form in forms]
    assert found[0] == found[1] == found[2]
    assert found[0][0].slots["PerpInd"] == (frozenset({"gunmen", "gunmen of larna"}),)
    bare = gold_templates([{"incident_type": "attack", "PerpInd": ["gunmen", "rebels"]}])
    assert bare[0].slots["PerpInd"] == (frozenset({"gunmen"}), frozenset({"rebels"}))


def test_repeated_templates_count_once() -> None:
    assert len(gold_templates([template("attack"), template("ATTACK"), template("bombing")])) == 2


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ({"incident_type": "attack", "Perpetrator": []}, "unknown fields Perpetrator"),
        ({"PerpInd": []}, "no incident_type"),
        ({"incident_type": "attack", "Victim": "the mayor"}, 'Victim: not a list but "the mayor"'),
        ({"incident_type": "attack", "Victim": [7]}, "Victim: unknown entity 7"),
        ({"incident_type": "attack", "Victim": [[["mayor", "x"]]]}, "Victim: unknown mention"),
    ],
)
def test_unknown_forms_are_named(tmp_path: Path, raw: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        gold_templates([raw])


def test_an_unknown_form_names_file_and_record(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text('{"id":"m1","text":"x","templates":[{"incident_type":7}]}')
    with pytest.raises(SetError, match=r"m\.jsonl: m1: template with no incident_type"):
        run(path, lambda documents: [])


def test_incident_types_come_from_mode_and_anchor() -> None:
    assert (incident_type(BOMBED), incident_type(ABDUCTED)) == ("bombing", "kidnapping")
    assert incident_type(event("burned", ("Rebels",), ("a bus",))) == "arson"
    assert incident_type(event("bombed", (), ())) == "attack"
    assert incident_type(event("bombed", (), (), status=Status.PLANNED)) is None
    assert incident_type(event("bombed", (), (), type=EventType.ACCUSE)) is None


def test_one_template_for_each_incident_type() -> None:
    bombing, kidnapping = said_templates(reading(BOMBED, ABDUCTED, BOMBED))
    assert bombing.types == ("bombing",)
    assert bombing.slots["PerpInd"] == (frozenset({"two gunmen"}),)
    assert bombing.slots["PerpOrg"] == (frozenset({"arland front"}),)
    assert kidnapping.slots["Victim"] == (frozenset({"mayor of larna"}),)
    assert event("burned", (), ("a bus",)).recipients
    (arson,) = said_templates(reading(event("burned", ("Rebels",), ("a bus",))))
    assert arson.slots["Target"] == (frozenset({"bus"}),)
    assert said_templates(None) == []


def test_a_perfect_answer() -> None:
    gold = gold_templates([template("attack / bombing", PerpOrg=[["Arland Front", "the Front"]])])
    said = [Template(("bombing",), gold[0].slots | {"PerpOrg": (frozenset({"front"}),)})]  # type: ignore[operator]
    found = score([gold], [said])
    assert (found.f1, found.precision, found.recall) == (1.0, 1.0, 1.0)


def test_another_type_fills_nothing() -> None:
    gold = gold_templates([template("kidnapping", Victim=[["the mayor"]])])
    found = score([gold], [gold_templates([template("attack", Victim=[["the mayor"]])])])
    assert (found.f1, found.slots["Victim"], found.templates, found.predicted) == (0.0, 0.0, 1, 1)


def test_the_best_mapping_of_templates_is_taken() -> None:
    gold = gold_templates([template("attack", Victim=[["mayor"]]), template("attack", Victim=[["judge"], ["clerk"]])])
    said = gold_templates([template("attack", Victim=[["judge"], ["driver"]])])
    found = score([gold], [said])
    assert (found.precision, found.recall) == pytest.approx((2 / 3, 2 / 5))


def test_a_file_is_scored(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl"
    path.write_text('{"id":"m1","text":"x","templates":[{"incident_type":"bombing","PerpInd":[["two gunmen"]]}]}')

    def read(documents: Iterable[Document]) -> Iterator[Reading]:
        return (reading(BOMBED) for _ in documents)

    found = run(path, read)
    assert (found.documents, found.slots["incident_type"], found.slots["PerpInd"]) == (1, 1.0, 1.0)
    assert found.f1 == pytest.approx(2 * 0.5 * 1.0 / 1.5)
