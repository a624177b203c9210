"""The form of the dated roles test: ids, dates, codes, size and spread. What it says is not tested here."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

from dateline.model.codes import Sector

EVALS = Path(__file__).parents[2] / "evals"
COLUMNS = ["id", "question", "words", "on", "country", "sector", "person", "in_office", "kind", "note"]
PREFIXES = {"role_to_person": "r", "name_to_role": "n", "body": "b"}


def lines_of(name: str) -> list[str]:
    text = (EVALS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def cases() -> list[dict[str, str]]:
    return list(csv.DictReader(lines_of("dated_roles.tsv"), delimiter="\t", quoting=csv.QUOTE_NONE))


def countries() -> set[str]:
    return {line.split("\t")[0] for line in lines_of("countries.tsv")} | {"INT"}


def test_columns_are_those_the_head_names() -> None:
    lines = lines_of("dated_roles.tsv")
    assert lines[0].split("\t") == COLUMNS
    assert {line.count("\t") for line in lines} == {len(COLUMNS) - 1}


def test_ids_are_unique_and_tell_the_kind() -> None:
    rows = cases()
    assert len({row["id"] for row in rows}) == len(rows)
    assert [row["id"] for row in rows if not row["id"].startswith(PREFIXES[row["kind"]])] == []


def test_no_question_is_put_twice() -> None:
    asked = Counter((row["words"], row["on"]) for row in cases())
    assert [key for key, times in asked.items() if times > 1] == []


def test_days_are_iso_days_between_1985_and_2026() -> None:
    days = [date.fromisoformat(row["on"]) for row in cases()]
    assert min(days) >= date(1985, 1, 1)
    assert max(days) <= date(2026, 12, 31)


def test_codes_are_known() -> None:
    known = countries()
    for row in cases():
        assert set(row["country"].split("|")) <= known, row["id"]
        assert {Sector(code) for code in row["sector"].split("|")}, row["id"]
        assert row["in_office"] in {"yes", "no"}, row["id"]
        assert all(row["person"].split("|")), row["id"]


def test_a_name_is_asked_for_an_office_and_a_role_is_always_held() -> None:
    rows = cases()
    assert [row["id"] for row in rows if row["kind"] == "name_to_role" and not row["note"]] == []
    assert [row["id"] for row in rows if row["kind"] == "role_to_person" and row["in_office"] != "yes"] == []


def test_there_are_enough_cases_of_each_kind_and_of_many_countries() -> None:
    rows = cases()
    kinds = Counter(row["kind"] for row in rows)
    assert len(rows) >= 400
    assert set(kinds) == set(PREFIXES)
    assert min(kinds.values()) >= 60
    assert len({row["country"].split("|")[0] for row in rows}) >= 70
    assert sum(row["kind"] == "role_to_person" and row["country"].startswith("INT") for row in rows) >= 60
    assert {row["in_office"] for row in rows if row["kind"] == "name_to_role"} == {"yes", "no"}
