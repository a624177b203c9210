"""`dateline where`: a place for a person at a prompt."""

import json

from tests.cli.conftest import Command


def test_a_place_with_its_reasons(command: Command) -> None:
    result = command("where", "Saraqib", "--near", "SYR")
    assert result.code == 0
    assert result.out.startswith("Saraqib: Saraqib, Idlib, SYR (town)\n")
    assert "because SYR is number 1 of the countries in play" in result.out
    assert result.out.endswith('next: dateline where "Saraqib" --json\n')


def test_json(command: Command) -> None:
    record = json.loads(command("where", "Paris, Texas", "--json").out)
    assert list(record) == ["words", "place", "belief", "reasons", "others"]
    assert record["place"]["id"] == "geonames:4717560"
    assert set(record["place"]) == {"name", "id", "lat", "lon", "country", "admin1", "precision", "radius"}
    assert record["others"][0]["country"] == "FRA"


def test_a_place_beside_another(command: Command) -> None:
    out = command("where", "Springfield", "--near", "Chicago").out
    assert out.startswith("Springfield: Springfield, Illinois, USA (town)\n")
    assert 'km from "Chicago"' in out


def test_an_unknown_place(command: Command) -> None:
    result = command("where", "Qqqz", "--json")
    assert (result.code, json.loads(result.out)["place"]) == (8, None)
    assert command("where", "Qqqz").out.startswith("Qqqz: no place of this name is known\n")


def test_what_is_no_place_to_be_near(command: Command) -> None:
    result = command("where", "Homs", "--near", "Qqqz")
    assert result.code == 2
    assert result.err.startswith("E001 Qqqz: neither a country's code nor a known place")
    assert command("where", " ").code == 2
