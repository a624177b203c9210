"""The shipped tables hold only what the model knows, and stay small."""

from importlib import resources
from itertools import pairwise

import pytest

from dateline.knowledge.leaders import by_full_name, by_short_name, year_of
from dateline.knowledge.tables import country_labels, fold, rows
from dateline.model.codes import PlacePrecision, Sector

COUNTRIES = {*country_labels(), "INT"}


def test_leaders() -> None:
    for file in ("leaders_own.tsv", "leaders.tsv.gz"):
        for country, sector, _, name, _, start, end in rows(file):
            assert country in COUNTRIES, name
            assert sector in set(Sector), name
            assert (year_of(start) or 0) <= (year_of(end) or 2100), name


def test_actors() -> None:
    for key, country, sector, names, *dates in rows("actors_own.tsv"):
        assert key.partition(":")[0] in {"org", "group", "party", "office"}
        assert country in COUNTRIES, names
        assert sector in set(Sector), names
        assert len(dates) in (0, 2), names


@pytest.mark.parametrize("file", ["roles_own.tsv", "roles_weak.tsv"])
def test_roles(file: str) -> None:
    assert {sector for sector, _ in rows(file)} <= {*Sector, "-"}


def test_regions() -> None:
    for names, country, lat, lon, precision in rows("regions_own.tsv"):
        assert country in COUNTRIES, names
        assert -90 <= float(lat) <= 90, names
        assert -180 <= float(lon) <= 180, names
        assert precision in set(PlacePrecision), names


def test_collectives() -> None:
    assert all(set(members.split()) <= COUNTRIES for _, members, _ in rows("collectives_own.tsv"))


def test_size() -> None:
    folder = resources.files("dateline.knowledge").joinpath("data")
    sizes = {f.name: len(f.read_bytes()) for f in folder.iterdir()}
    places = sum(size for name, size in sizes.items() if name.startswith(("place", "admin1", "country_points")))
    assert places <= 9_000_000
    assert sum(sizes.values()) - places <= 4_000_000


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("Sana’a", "sanaa"),
        ("U.S.", "us"),
        ("Bogotá", "bogota"),
        ("Deir  ez-Zor", "deir ez zor"),
        ("Łódź", "lodz"),
        ("", ""),
    ],
)
def test_fold(words: str, folded: str) -> None:
    assert fold(words) == folded


@pytest.mark.parametrize(
    ("date", "year"), [("2020-07", 2020.5), ("2020", 2020.5), ("²020", None), (None, None), ("20-1", None)]
)
def test_year_of(date: str | None, year: float | None) -> None:
    assert year_of(date) == year


def test_a_name_of_a_person_is_one_person_at_a_time() -> None:
    terms: dict[str, list[tuple[float, float, str]]] = {}
    for _, _, _, names, _, start, end in rows("leaders_own.tsv"):
        for folded in {fold(name) for name in names.split("|")}:
            terms.setdefault(folded, []).append((year_of(start) or 0.0, year_of(end) or 2100.0, names))
    for name, spells in terms.items():
        spells.sort()
        assert all(one[1] <= other[0] for one, other in pairwise(spells)), name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fidel Castro", "Raul Castro"),
        ("Laurent Kabila", "Joseph Kabila"),
        ("Mahinda Rajapaksa", "Gotabaya Rajapaksa"),
        ("Masoud Barzani", "Masrour Barzani"),
        ("Mullah Omar", "Mullah Mansour"),
        ("Bobi Wine", "Kizza Besigye"),
        ("Corneille Nangaa", "Bertrand Bisimwa"),
        ("Prince Harry", "Prince Andrew"),
        ("Rafik Hariri", "Saad Hariri"),
        ("Ali Khamenei", "Mojtaba Khamenei"),
    ],
)
def test_two_people_are_not_one(one: str, other: str) -> None:
    first, second = by_full_name(fold(one), None), by_full_name(fold(other), None)
    assert first is not None
    assert second is not None
    assert first.name != second.name


@pytest.mark.parametrize(
    ("short", "on", "name"),
    [
        ("Kabila", "1999-05-01", "Laurent Kabila"),
        ("Kabila", "2010-05-01", "Joseph Kabila"),
        ("Castro", "1998-01-01", "Fidel Castro"),
        ("Castro", "2016-03-20", "Raul Castro"),
        ("Aoun", "2019-10-01", "Michel Aoun"),
        ("Aoun", "2025-06-01", "Joseph Aoun"),
        ("Marcos", "1985-01-01", "Ferdinand Marcos"),
        ("Jolani", "2015-01-01", "Ahmed al-Sharaa"),
    ],
)
def test_a_surname_follows_the_date(short: str, on: str, name: str) -> None:
    spell = by_short_name(fold(short), on)
    assert spell is not None
    assert spell.name == name


def test_a_place_has_one_line() -> None:
    names = [name for line in rows("regions_own.tsv") for name in {fold(n) for n in line[0].split("|")}]
    assert len(names) == len(set(names))
