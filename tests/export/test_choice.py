"""Filters of an export."""

from dataclasses import replace

import pytest

from dateline.export.choice import Choice
from dateline.export.material import Material
from dateline.model.codes import DatePrecision
from dateline.model.records import Date
from tests.export.kept import BOMBED, FLED, KILLED, MARCHED, saraqib, stored

NAMES = {"bombed": BOMBED.id, "marched": MARCHED.id, "killed": KILLED.id, "fled": FLED.id}


@pytest.mark.parametrize(
    ("choice", "wanted"),
    [
        (Choice(), "bombed marched killed fled"),
        (Choice(kinds=("event",)), "bombed marched"),
        (Choice(types=("ASSAULT", "displaced")), "bombed fled"),
        (Choice(country="SYR"), "bombed fled"),
        (Choice(place="idlib"), "bombed fled"),
        (Choice(place="geonames:250441"), "marched"),
        (Choice(place="SARAQIB"), "bombed"),
        (Choice(place="Homs"), ""),
        (Choice(place="Ara"), ""),
        (Choice(start="2020-02-12", end="2020-02-12"), "bombed"),
        (Choice(start="2020-02-13"), "marched killed"),
        (Choice(start="2019-12", end="2020-02"), "bombed marched killed fled"),
        (Choice(end="2020-01"), ""),
        (Choice(kinds=("event",), country="SYR", start="2020"), "bombed"),
    ],
)
def test_what_is_taken(choice: Choice, wanted: str) -> None:
    with stored(saraqib()) as store:
        found = [record.id for kept in Material(store, choice).kept() for record in kept.records]
    assert sorted(found) == sorted(NAMES[name] for name in wanted.split())


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [("2020-02", None, True), ("2020", None, False), ("2020-02-28", "2020-03-01", False), ("2019-12-31", None, False)],
)
def test_a_period_lies_wholly_within(start: str, end: str | None, inside: bool) -> None:
    dated = replace(BOMBED, date=Date(None, start, end, DatePrecision.UNKNOWN))
    choice = Choice(start="2020-01", end="2020-02-29")
    assert choice.takes(dated, saraqib().document) is inside


def test_a_document_without_a_wanted_record_is_left_out_but_kept_if_all_are_wanted() -> None:
    with stored(replace(saraqib(), events=(), figures=())) as store:
        assert list(Material(store, Choice()).kept()) == list(store.documents())
        assert list(Material(store, Choice(kinds=("event",))).kept()) == []
