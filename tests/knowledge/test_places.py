"""Which place a name stands for: alone, beside countries, and in a text with others."""

import gzip
import time
from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.knowledge.gazetteer import candidates, country, country_code, distance_km, region
from dateline.knowledge.packed import lines_of
from dateline.knowledge.places_words import holders, named
from dateline.knowledge.resolver import Resolution, Toponym, place, resolve
from dateline.knowledge.tables import country_labels, fold, rows
from dateline.model.codes import PlacePrecision

ALONE = [
    ("Paris", "geonames:2988507"),
    ("Saraqib", "geonames:164816"),
    ("Киев", "geonames:703448"),
    ("حلب", "geonames:170063"),
    ("Alep", "geonames:170063"),
    ("Idlib", "geonames:169387"),
    ("Idlib city", "geonames:169389"),
    ("Aleppo province", "geonames:170062"),
    ("New York", "geonames:5128581"),
    ("Rapides Parish", "adm2:US.LA.079"),
    ("Louisiana", "geonames:4331987"),
    ("La.", "geonames:4331987"),
    ("N.S.W.", "geonames:2155400"),
    ("Gaza Strip", "geonames:281132"),
    ("Gaza", "geonames:281132"),
    ("northwest Syria", "region:northwest-syria"),
    ("the Sahel", "region:sahel"),
    ("Zaire", "iso:COD"),
    ("Syrian", "iso:SYR"),
    ("Puerto Rico", "iso:PRI"),
]
TOGETHER = [
    ("Police in Paris, Texas, held a man.", "Paris", "Texas", "geonames:4717560"),
    ("From Springfield the road leads to Chicago.", "Springfield", "Chicago", "geonames:4250542"),
    ("Fighting went on in Tripoli and Zawiya.", "Tripoli", "Zawiya", "geonames:2210247"),
    ("Shots were heard in Tripoli and Zahle.", "Tripoli", "Zahle", "geonames:266826"),
    ("Atlanta is the capital of Georgia.", "Georgia", "Atlanta", "geonames:4197000"),
    ("Tbilisi is the capital of Georgia.", "Georgia", "Tbilisi", "iso:GEO"),
    ("Alexandria and Rapides Parish were hit.", "Alexandria", "Rapides Parish", "geonames:4314550"),
    ("Alexandria and Cairo were hit.", "Alexandria", "Cairo", "geonames:361058"),
]


def in_text(text: str, *names: str) -> list[Resolution | None]:
    return resolve(text, [Toponym(name, text.index(name), text.index(name) + len(name)) for name in names])


@pytest.mark.parametrize(("words", "expected"), ALONE)
def test_a_name_alone(words: str, expected: str) -> None:
    entry = place(words)
    assert entry is not None
    assert entry.id == expected


@pytest.mark.parametrize(("text", "name", "beside", "expected"), TOGETHER)
def test_a_name_beside_others(text: str, name: str, beside: str, expected: str) -> None:
    found = in_text(text, name, beside)[0]
    assert found is not None
    assert found.entry.id == expected
    assert found.reasons


def test_one_name_has_one_meaning_in_a_text() -> None:
    text = "Paris, Texas, woke late. Paris was quiet."
    first, second = text.index("Paris"), text.rindex("Paris")
    found = resolve(text, [Toponym("Paris", first, first + 5), Toponym("Paris", second, second + 5)])
    assert [one.entry.admin1 for one in found if one] == ["Texas", "Texas"]


def test_a_country_called_like_a_state() -> None:
    entry = place("Georgia", ["USA", "GEO"])
    assert entry is not None
    assert (entry.country, entry.precision) == ("USA", PlacePrecision.PROVINCE)


def test_words_around_a_name_change_the_precision() -> None:
    found = [place(words) for words in ("Aleppo", "Aleppo airport", "Aleppo province", "northern Syria")]
    assert [one.precision.value for one in found if one] == ["town", "site", "province", "country"]


def test_what_the_text_puts_a_name_into() -> None:
    text = "in Alexandria, La., and Ras al-Ain in Hasakah province"
    at = text.index("Alexandria")
    assert [h.code for h in holders(text, at, at + 10)] == ["US.LA"]
    at = text.index("Ras")
    assert "SY.01" in [h.code for h in holders(text, at, at + 10)]
    assert holders("Alexandria, or so", 0, 10) == []


def test_countries_and_regions_have_a_point_a_size_and_a_code() -> None:
    syria, idlib = country("SYR"), region("SY.12")
    assert syria is not None
    assert idlib is not None
    assert (syria.code, idlib.admin1, idlib.country) == ("SY", "Idlib", "SYR")
    assert 150 < syria.radius < 350
    assert 10 < idlib.radius < 100
    assert distance_km(syria, idlib) < 300
    assert [country_code(c) for c in ("SY", "SYR", "PR", "syr", "ZZ")] == ["SYR", "SYR", "USA", None, None]


def test_every_country_has_a_point() -> None:
    assert [code for code in country_labels() if country(code) is None and code != "INT"] == []


def test_our_own_list() -> None:
    levels = {level.value for level in PlacePrecision}
    seen = set()
    for names, code, lat, lon, radius, precision, remark in rows("places_own.tsv"):
        assert code in {*country_labels(), "INT"}, names
        assert abs(float(lat)) <= 90, names
        assert abs(float(lon)) <= 180, names
        assert 0 < float(radius) <= 8000, names
        assert precision in levels, names
        assert remark, names
        seen.add(fold(names.split("|")[0]))
    assert len(seen) > 350


def test_packed_tables_are_sorted_and_found_whole() -> None:
    folder = resources.files("dateline.knowledge").joinpath("data")
    for table in ("places", "place_names"):
        lines = gzip.decompress(folder.joinpath(f"{table}.tsv.gz").read_bytes()).decode().splitlines()
        keys = [line.partition("\t")[0] for line in lines]
        assert all(a <= b for a, b in pairwise(keys))
        for at in range(0, len(lines), 9973):
            assert lines[at].split("\t")[1:] in lines_of(table, keys[at])
            assert len(lines_of(table, keys[at])) == keys.count(keys[at])
    assert lines_of("places", "") == lines_of("places", "no such place at all") == []


def test_a_name_of_a_region_of_our_list_takes_the_number_of_the_built_table() -> None:
    found = candidates("anbar")
    assert [c.entry.id for c in found if c.usual] == ["geonames:99592"]


def test_looking_up_is_quick() -> None:
    named.cache_clear()
    place("Saraqib")
    begun = time.perf_counter()
    for words in ("Springfield", "Homs", "Kharkiv", "Goma", "Port Sudan", "Sittwe", "Erbil", "Mekelle", "Gao", "Cali"):
        place(words)
    assert time.perf_counter() - begun < 1.0  # 20 ms in fact; a table read whole would take seconds


@settings(deadline=None, max_examples=60)
@given(
    text=st.text(max_size=80),
    words=st.lists(st.sampled_from(["Paris", "Texas", "Homs", "Gaza", "x", "", ",", "La.", "the"]), max_size=6),
)
def test_any_text_gives_one_answer_a_name(text: str, words: list[str]) -> None:
    found = resolve(text, [Toponym(word, 0, len(word)) for word in words], ["USA", "XXX"])
    assert len(found) == len(words)
    assert all(one is None or 0 <= one.belief <= 1 for one in found)


def test_the_reasons_cost_nothing_where_they_are_not_asked_for() -> None:
    text = "Shells fell on Idlib, Saraqib and Aleppo."
    toponyms = [Toponym(w, text.index(w), text.index(w) + len(w)) for w in ("Idlib", "Saraqib", "Aleppo")]
    bare, told = resolve(text, toponyms, ("SYR",), why=False), resolve(text, toponyms, ("SYR",))
    assert [one and (one.entry, one.belief, one.others) for one in bare] == [
        one and (one.entry, one.belief, one.others) for one in told
    ]
    assert all(one is not None and one.reasons == () for one in bare)
    assert all(one is not None and one.reasons for one in told)
