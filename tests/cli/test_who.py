"""`dateline who`: an actor for a person at a prompt."""

import json

import pytest

from tests.cli.conftest import Command


def test_an_office_with_its_reasons(command: Command) -> None:
    result = command("who", "the Turkish president", "--on", "2020-02-21")
    assert result.code == 0
    assert result.out.startswith("the Turkish president: Recep Tayyip Erdoğan, president of Turkey (TUR GOV;")
    assert "because offices_own.tsv, entry" in result.out
    assert "not Abdullah Gül, president of Turkey from 2007-08-28 to 2014-08-28" in result.out
    assert result.out.endswith('next: dateline who "the Turkish president" --on 2020-02-21 --json\n')


def test_json(command: Command) -> None:
    record = json.loads(command("who", "Sergei Lavrov", "--on", "2020-02-21", "--json").out)
    assert list(record) == ["words", "on", "found", "reasons", "others", "did_you_mean"]
    assert list(record["found"][0]) == ["name", "code", "country", "sector", "id", "role", "from", "to"]
    assert record["found"][0]["code"] == "RUS GOV"
    assert record["found"][0]["role"] == "foreign minister of Russia"


def test_a_year_in_which_an_office_changed_hands_names_both(command: Command) -> None:
    record = json.loads(command("who", "president of Turkey", "--on", "2014", "--json").out)
    assert [one["name"] for one in record["found"]] == ["Abdullah Gül", "Recep Tayyip Erdoğan"]
    assert "changed hands" in record["reasons"][-1]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("the Kremlin", "RUS GOV"),
        ("Ankara", "TUR GOV"),
        ("Hezbollah", "LBN REB"),
        ("AFP", "FRA MED"),
        ("the Syrian army", "SYR MIL"),
        ("NATO", "INT IGO"),
    ],
)
def test_bodies_metonyms_and_roles(command: Command, words: str, code: str) -> None:
    record = json.loads(command("who", words, "--json").out)
    assert [one["code"] for one in record["found"]] == [code]
    assert record["reasons"]


def test_near_gives_the_country(command: Command) -> None:
    record = json.loads(command("who", "the president", "--near", "TUR", "--on", "2012", "--json").out)
    assert [one["name"] for one in record["found"]] == ["Abdullah Gül"]
    assert json.loads(command("who", "the army", "--near", "SYR", "--json").out)["found"][0]["code"] == "SYR MIL"


def test_a_former_holder_is_not_guessed(command: Command) -> None:
    result = command("who", "the former Turkish president", "--on", "2020")
    assert result.code == 8
    assert "the words do not tell which is meant" in result.out
    assert "not Abdullah Gül" in result.out


def test_nobody(command: Command) -> None:
    result = command("who", "Sergej Lavrow")
    assert result.code == 8
    assert "nobody is known by these words" in result.out
    assert "did you mean Sergei Lavrov?" in result.out
    assert json.loads(command("who", "Xqzzt", "--json").out)["found"] == []


def test_after_and_before_office(command: Command) -> None:
    after = json.loads(command("who", "Abdullah Gul", "--on", "2019-01-01", "--json").out)
    assert after["found"][0]["role"] is None
    assert "after leaving office" in after["reasons"][0]
    assert "before any office" in command("who", "Abdullah Gul", "--on", "1980-01-01").out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((" ",), "nobody to look up"),
        (("Putin", "--on", "2020-13"), "2020-13 is not in the calendar"),
        (("Putin", "--on", "yesterday"), "'yesterday' is no date"),
        (("the president", "--near", "Q9"), "not a country's ISO 3166-1 code"),
    ],
)
def test_wrong_typing(command: Command, arguments: tuple[str, ...], says: str) -> None:
    result = command("who", *arguments)
    assert (result.code, result.out) == (2, "")
    assert says in result.err
