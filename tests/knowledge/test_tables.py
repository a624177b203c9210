"""The shipped tables hold only what the model knows, and stay small."""

from importlib import resources

import pytest

from dateline.knowledge.leaders import year_of
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
        assert key.partition(":")[0] in {"org", "group", "party"}
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
    assert sum(len(f.read_bytes()) for f in folder.iterdir()) <= 4_000_000


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
