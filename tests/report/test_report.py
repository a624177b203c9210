"""What a report of a small, made database says."""

from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors_reporting import PlaceUnknown
from dateline.link.histories import until
from dateline.model.codes import EventType
from dateline.model.records import Reading
from dateline.report.markdown import render_markdown
from dateline.report.model import Remark
from dateline.situation import linked
from dateline.store.base_linking import Wanted
from tests.link.week import document, event
from tests.report.build import APART, READINGS, SPOKEN, report, store, texts

GOLDEN = Path(__file__).resolve().parents[2] / "docs/concepts/report-example.md"


def test_the_whole_report(tmp_path: Path) -> None:
    """The file is read by people: after a change of the prose look at what differs, then write it anew."""
    made = render_markdown(report(tmp_path, place="Abu Shouk")).decode("utf-8")
    assert made == GOLDEN.read_text(encoding="utf-8")


def test_the_order_of_ingest_makes_no_difference(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    there = report(tmp_path / "one", READINGS, place="Mellit")
    assert report(tmp_path / "two", tuple(reversed(READINGS)), place="Mellit") == there


def test_what_was_known_at_the_end_of_the_period(tmp_path: Path) -> None:
    told = texts(report(tmp_path, place="Abu Shouk", start="2024-05-10", end="2024-05-12"), "people")
    assert told[0] == "17 people were killed in Abu Shouk, Rift Press reported on 12 May."
    assert told[1] == "This replaces the figure of at least 12 that Harbour Wire gave on 11 May."
    assert not any("14" in one for one in told)


def test_history_until_a_day(tmp_path: Path) -> None:
    with store(tmp_path) as made:
        (history,) = linked.figures(made, Wanted(type="killed", place="Abu Shouk"))
    assert until(history, "2024-05-10") is None
    assert until(history, "2024-06") is history
    earlier = until(history, "2024-05-11")
    assert earlier is not None
    assert (earlier.latest.low, earlier.high, len(earlier.points)) == (12, None, 1)


def test_denials_stand_beside_what_they_deny(tmp_path: Path) -> None:
    made = report(tmp_path)
    assert "A spokesman denied it (Savanna Desk)." in texts(made, "events")
    rows = [one for one in texts(made, "statements") if " | " in one]
    assert rows == [
        "Yusuf Jiddo: “the army was hiding guns in the market at Mellit” | "
        "Salwa Bakhit denied: “there were any guns” | Nile Press"
    ]


def test_plans_are_no_deeds(tmp_path: Path) -> None:
    made = report(tmp_path)
    assert "An attack in Abu Shouk on 11 May was planned (Rift Press)." in texts(made, "calls")
    assert not any("planned" in one for one in texts(made, "events"))


def test_disagreement_and_doubt(tmp_path: Path) -> None:
    made = report(tmp_path)
    (told,) = texts(made, "disagreements")
    assert (
        told == "Sources differ on the day of the attack by the army: Nile Press has 16 May and Lake News has 15 May."
    )
    assert texts(made, "unconfirmed") == ["Only Savanna Desk reported an attack in Mellit on 14 May."]


def test_reprints_are_one_source(tmp_path: Path) -> None:
    rows = texts(report(tmp_path), "sources")
    assert "Harbour Wire | four dispatches | Evening Ledger | 11 to 15 May" in rows


@pytest.mark.parametrize(
    ("text", "by", "told"),
    [
        ("Rebels attacked Tina on Friday.", "Rebels", "Rebels carried out an attack in Tina"),
        ("An attack by rebels shook Tina on Friday.", "rebels", "Rebels carried out an attack in Tina"),
        ("Tina, a town held by rebels, was attacked on Friday.", "rebels", "There was an attack in Tina"),
        ("The attack on Tina, held by rebels, lasted all Friday.", "rebels", "There was an attack in Tina"),
        ("Rebels accused the army after the attack on Tina on Friday.", "Rebels", "There was an attack in Tina"),
    ],
)
def test_only_the_doer_is_named(tmp_path: Path, text: str, by: str, told: str) -> None:
    of = document(text, "2024-05-18", "Lake News")
    words = "attacked" if "attacked" in text else "ttack"
    one = event(of, words, EventType.ASSAULT, at="Tina", day="2024-05-17", by=by)
    made = report(tmp_path, (Reading(of, (one,), (), (), ()),), place="Tina")
    assert texts(made, "events")[1] == f"{told} (Lake News)."


def test_sources_that_name_different_doers(tmp_path: Path) -> None:
    readings = []
    for publisher, day, by, code in (("Paper A", "18", "The army", "MIL"), ("Paper B", "19", "The militia", "PRM")):
        of = document(f"{by} shelled Mellit on Friday morning, and shops burned.", f"2024-05-{day}", publisher)
        told = event(of, "shelled", at="Mellit", day="2024-05-17", by=by)
        (doer,) = told.actors
        named = replace(doer, code=f"SDN {code}", country="SDN", sector=code)
        readings.append(Reading(of, (replace(told, actors=(named,)),), (), (), ()))
    made = report(tmp_path, tuple(readings), place="Mellit")
    assert texts(made, "events")[1] == "There was an attack in Mellit (Paper A and Paper B)."
    assert texts(made, "disagreements") == [
        "Sources differ on who was behind an attack in Mellit on 17 May: Paper A names the army and Paper B names the "
        "militia."
    ]


def test_nothing_to_report(tmp_path: Path) -> None:
    made = report(tmp_path, place="Mellit", start="2023-01-01", end="2023-01-31")
    (section,) = made.sections
    assert [one.text for one in section.blocks if isinstance(one, Remark)] == [
        "Nothing was told of Mellit, 1 to 31 January 2023, in any dispatch of the database.",
        "Take other days, leave the days out, or add dispatches with the command dateline add.",
    ]
    assert not made.evidence


def test_an_empty_database(tmp_path: Path) -> None:
    assert [one.id for one in report(tmp_path, ()).sections] == ["nothing"]


@pytest.mark.parametrize(
    ("typed", "hint"), [("Melit", "Mellit"), ("Abu Shuk", "Abu Shouk"), ("Darfur", "North Darfur")]
)
def test_a_wrong_place_gets_a_suggestion(tmp_path: Path, typed: str, hint: str) -> None:
    with pytest.raises(PlaceUnknown) as raised:
        report(tmp_path, (SPOKEN, *READINGS[:1]), place=typed)
    assert hint in (raised.value.hint or "")


def test_a_country_by_name_and_code_and_a_region(tmp_path: Path) -> None:
    for number, asked in enumerate(({"place": "Sudan"}, {"country": "sdn"}, {"place": "north darfur"})):
        folder = tmp_path / str(number)
        folder.mkdir()
        made = report(folder, (SPOKEN, APART), **asked)
        assert any("Mellit" in one for one in texts(made, "events"))
    with pytest.raises(PlaceUnknown, match="country"):
        report(tmp_path, (SPOKEN,), country="NOR")
