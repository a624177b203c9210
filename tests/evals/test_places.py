"""Place names against coordinates, on records made up here."""

import json
from pathlib import Path

import pytest

from evals.jsonl import SetError
from evals.places import Article, Toponym, distance_km, document_countries, run, score
from evals.run import SETS
from tests.evals.test_run import read_never

TEXT = "Aleppo and Paris, Syria"


def toponym(words: str, lat: float | None, lon: float | None, number: int | None = None) -> Toponym:
    start = TEXT.index(words)
    return Toponym(words, start, start + len(words), lat, lon, number)


ALEPPO = toponym("Aleppo", 36.2, 37.16, 170063)


def test_distance_is_on_the_great_circle() -> None:
    assert distance_km(0, 0, 0, 0) == 0.0
    assert distance_km(0, 0, 0, 180) == pytest.approx(20015.1, abs=0.1)
    assert distance_km(48.8566, 2.3522, 51.5074, -0.1278) == pytest.approx(343.6, abs=0.5)


def test_a_town_is_near_and_exact() -> None:
    found = score([Article("a", TEXT, (ALEPPO,))])
    assert (found.toponyms, found.resolved, found.near, found.exact) == (1, 1.0, 1.0, 1.0)
    assert found.median_km is not None
    assert found.median_km < 20


def test_a_wrong_town_is_neither_and_unresolved_counts_as_wrong() -> None:
    far = toponym("Paris", 33.66, -95.55, 4717560)
    nowhere = Toponym("Qqqzz", 0, 0, 1.0, 1.0)
    found = score([Article("a", TEXT, (ALEPPO, far, nowhere, toponym("Syria", None, None)))])
    assert (found.toponyms, found.left_out, found.with_id) == (3, 1, 2)
    assert (found.resolved, found.near, found.exact) == pytest.approx((2 / 3, 1 / 3, 1 / 2))


def test_a_country_is_known_by_its_id_though_its_point_is_far() -> None:
    russia = Toponym("Russia", 0, 0, 60.0, 100.0, 2017370)
    found = score([Article("a", TEXT, (russia,))])
    assert (found.near, found.exact, found.found, found.below_country) == (0.0, 1.0, 1.0, 0)
    assert found.median_km_below_country is None


def test_a_country_is_known_by_the_title_of_its_article() -> None:
    russia = Toponym("Russia", 0, 0, 60.0, 80.0, None, "https://en.wikipedia.org/wiki/Russia")
    other = Toponym("Russia", 0, 0, 60.0, 80.0, None, "https://en.wikipedia.org/wiki/Russia,_Ohio")
    assert score([Article("a", TEXT, (russia,))]).found == 1.0
    assert score([Article("a", TEXT, (other,))]).found == 0.0
    georgia = Toponym("Georgia", 0, 0, 33.0, -83.5, None, "https://en.wikipedia.org/wiki/Georgia_(U.S._state)")
    assert score([Article("a", TEXT, (georgia,))]).found == 0.0


def test_without_ids_there_is_no_exact_figure() -> None:
    assert score([Article("a", TEXT, (toponym("Aleppo", 36.2, 37.16),))]).exact is None


def test_the_countries_of_the_text_decide_between_namesakes() -> None:
    assert document_countries("In France, the French said. Syria answered.", None)[0] == "FRA"
    assert document_countries("The United Nations met.", None) == ()
    text = "Texas and other parts of the United States; Dallas, Houston. In Paris, Texas, shots were heard."
    start = text.index("Paris")
    found = score([Article("a", text, (Toponym("Paris", start, start + 5, 33.66, -95.55),))])
    assert found.near == 1.0


def test_a_file_with_a_bare_newline_in_a_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "places.jsonl"
    record = {"id": "a", "text": "One\nAleppo", "toponyms": [{"text": "Aleppo", "start": 4, "end": 10, "lat": 36.2}]}
    record["toponyms"][0]["lon"] = 37.16  # type: ignore[index]
    line = json.dumps(record)
    path.write_text(line.replace("\\n", "\n") + "\n" + line + "\n")
    found = SETS["places"].run(path, read_never)
    assert getattr(found, "near", None) == 1.0
    assert getattr(found, "toponyms", None) == 2


def test_offsets_must_fit(tmp_path: Path) -> None:
    path = tmp_path / "places.jsonl"
    path.write_text('{"id":"a","text":"Aleppo","toponyms":[{"text":"Aleppo","start":1,"end":7}]}')
    with pytest.raises(SetError, match=r"a: 1\.\.7 is not 'Aleppo'"):
        run(path, read_never)
