"""Names, roles and places to codes, on examples of our own."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.knowledge.resolver import (
    code_of,
    country_cues,
    known_actor,
    known_actors,
    place,
    sector_of,
)
from dateline.model.codes import PlacePrecision, Sector

CUES = [
    ("Turkey ate turkey, said us and the US.", None, ["Turkey TUR country", "US USA country"]),
    ("Jordan won; Michael Jordan did not.", None, ["Jordan JOR country"]),
    ("Troops left Guinea-Bissau for Guinea.", None, ["Guinea-Bissau GNB country", "Guinea GIN country"]),
    ("In South Sudan and in Sudan", None, ["South Sudan SSD country", "Sudan SDN country"]),
    ("the Democratic Republic of the Congo", None, ["Democratic Republic of the Congo COD country"]),
    ("Nigerien and Nigerian farmers", None, ["Nigerien NER demonym", "Nigerian NGA demonym"]),
    ("TEHRAN, July 4", None, ["TEHRAN IRN capital"]),
    ("U.S. and U.N. envoys", None, ["U.S. USA country", "U.N. INT organisation"]),
    ("near Deir ez-Zor", None, ["Deir ez-Zor SYR city"]),
    ("fighting in the Donbas", None, ["Donbas UKR region"]),
    ("Zelensky phoned Macron.", "2022-03-01", ["Zelensky UKR leader", "Macron FRA leader"]),
    ("Zelensky signed the will.", "1994-03-01", []),
    ("unrest in New Caledonia", None, ["New Caledonia FRA region"]),
    ("army spokesman Ali Nasser in Yemen", None, ["Yemen YEM country"]),
    ("a commander, Hassan al-Nasser, in Yemen", None, ["Yemen YEM country"]),
    ("the army spokesman Zubin Nasser", None, []),
    ("photographs by John Lubbock", None, []),
    ("Near Mosul and East Mosul", None, ["Mosul IRQ city", "Mosul IRQ city"]),
    ("Governor Borno, in Borno", None, ["Borno NGA region", "Borno NGA region"]),
    ("South Sudan's Bentiu", None, ["South Sudan SSD country", "Bentiu SSD city"]),
    ("North Carolina at Greensboro", None, ["North Carolina USA region", "Greensboro USA city"]),
    ("police in Kano", None, ["Kano NGA city"]),
    ("Muslim Mindanao", None, ["Mindanao PHL region"]),
    ("who is to say it is so", None, []),
    ("the chad of a ballot", None, []),
    ("", None, []),
]
ACTORS = [
    ("Hezbollah fighters", None, "LBN REB"),
    ("the White House", None, "USA GOV"),
    ("Ankara", None, "TUR GOV"),
    ("Turkey", None, "TUR"),
    ("the U.N. refugee agency UNHCR", None, "INT IGO"),
    ("Russian President Vladimir Putin", "2018-05-01", "RUS GOV"),
    ("Putin's", "2018-05-01", "RUS GOV"),
    ("IS", None, "INT REB"),
    ("al-Qaeda", None, "INT REB"),
    ("al-Qaeda in Iraq", "2006-01-01", "INT REB"),
    ("the Taliban", "2015-01-01", "AFG REB"),
    ("the Taliban", "2023-01-01", "AFG GOV"),
    ("the Syrian government", None, "SYR GOV"),
    ("Sudanese soldiers", None, "SDN MIL"),
    ("police in Kenya", None, "KEN COP"),
    ("the Rapid Support Forces", None, "SDN PRM"),
    ("the YPG", None, "SYR REB"),
    ("the US-led coalition", None, "INT MIL"),
    ("Houthi rebels", None, "YEM REB"),
    ("the Russian ambassador to Turkey", None, "RUS GOV"),
    ("the Libyan House of Representatives", None, "LBY LEG"),
    ("Angela Merkel", "2010", "DEU GOV"),
    ("Conservative MP Philip Hammond", "2019-10-02", "GBR LEG"),
    ("two Moroccans", None, "MAR CVL"),
    ("Rwandan peacekeepers", None, "RWA MIL"),
    ("The U.S.", None, "USA"),
    ("Kim Jong-un", "2019-02", "PRK GOV"),
    ("Barack Obama", None, "USA GOV"),
    ("the Pentagon", None, "USA MIL"),
    ("Downing Street", None, "GBR GOV"),
    ("Kremlin spokesman Dmitry Peskov", "2021-01-01", "RUS GOV"),
    ("Afghan lawmakers", None, "AFG LEG"),
]
UNKNOWN = ["is", "the two sides", "Saudi-backed rebels", "he", "the", "", "'s", "turkey", "who"]
SECTORS = [
    ("an army hospital", "HLT"),
    ("the president", "GOV"),
    ("members of parliament", "LEG"),
    ("a spokesman for the army", "MIL"),
    ("the spokesman", None),
    ("chiefs of staff of the armed forces", "MIL"),
    ("police officials", "COP"),
    ("thousands of protesters", "CVL"),
    ("rebel commanders", "REB"),
    ("gunmen", "UAF"),
    ("displaced families", "REF"),
    ("the attorney general", "GOV"),
    ("Col. Haruna Bello", "MIL"),
    ("a newspaper", "MED"),
    ("aid workers", "NGO"),
    ("opposition parties", "PTY"),
    ("Turkish-backed fighters", "REB"),
    ("the trade union", "LAB"),
    ("a prosecutor", "JUD"),
    ("Sheikh Idris", "REL"),
    ("the weather", None),
]
PLACES = [
    ("the city of Mosul", ["IRQ"], "IRQ", PlacePrecision.TOWN),
    ("MOSUL", [], "IRQ", PlacePrecision.TOWN),
    ("northern Syria", [], "SYR", PlacePrecision.COUNTRY),
    ("Tripoli", ["LBN"], "LBN", PlacePrecision.TOWN),
    ("Tripoli", ["LBY"], "LBY", PlacePrecision.TOWN),
    ("Aleppo province", ["SYR"], "SYR", PlacePrecision.PROVINCE),
    ("Darfur", [], "SDN", PlacePrecision.PROVINCE),
    ("the West Bank and Gaza", [], "PSE", PlacePrecision.PROVINCE),
    ("the Thai capital", [], "THA", PlacePrecision.TOWN),
    ("Sana’a", [], "YEM", PlacePrecision.TOWN),
    ("Guyana", [], "GUY", PlacePrecision.COUNTRY),
]


@pytest.mark.parametrize(("text", "on", "expected"), CUES)
def test_country_cues(text: str, on: str | None, expected: list[str]) -> None:
    assert [f"{text[c.start : c.end]} {c.country} {c.kind}" for c in country_cues(text, on)] == expected


@pytest.mark.parametrize(("words", "on", "code"), ACTORS)
def test_known_actor(words: str, on: str | None, code: str) -> None:
    actor = known_actor(words, on)
    assert actor is not None
    assert code_of(actor.country, actor.sector) == code


@pytest.mark.parametrize("words", UNKNOWN)
def test_an_unknown_actor_is_none(words: str) -> None:
    assert known_actor(words, "2020-01-01") is None


@pytest.mark.parametrize(("words", "sector"), SECTORS)
def test_sector_of(words: str, sector: str | None) -> None:
    assert sector_of(words) == sector


@pytest.mark.parametrize(("words", "countries", "country", "precision"), PLACES)
def test_place(words: str, countries: list[str], country: str, precision: PlacePrecision) -> None:
    entry = place(words, countries)
    assert entry is not None
    assert (entry.country, entry.precision) == (country, precision)


def test_place_that_is_unknown() -> None:
    assert place("a hillside above the stadium", ["SYR"]) is None


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("the leaders of Ukraine, Russia and France", ["UKR GOV", "RUS GOV", "FRA GOV"]),
        ("Indian and Pakistani soldiers", ["IND MIL", "PAK MIL"]),
        ("the six world powers", ["USA GOV", "GBR GOV", "FRA GOV", "DEU GOV", "RUS GOV", "CHN GOV"]),
        ("Moscow and Kyiv", ["RUS GOV", "UKR GOV"]),
        ("Hezbollah", ["LBN REB"]),
        ("nobody", []),
    ],
)
def test_known_actors(words: str, codes: list[str]) -> None:
    assert [code_of(a.country, a.sector) for a in known_actors(words)] == codes


def test_ids_are_stable_and_readable() -> None:
    ids = [actor.id for words in ("Hezbollah", "the UN", "Turkey") for actor in known_actors(words)]
    assert ids == ["group:hezbollah", "org:un", "iso:TUR"]


def test_code_of() -> None:
    assert [code_of("TUR", "GOV"), code_of("USA", None), code_of(None, "GOV")] == ["TUR GOV", "USA", None]


PIECES = ["the", "U.S.", "army", "of", "Turkey’s", "and", "Putin", "al-Qaida", "UN,", "in-", "\n", "("]
WORDS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join))


@settings(deadline=None, max_examples=150)
@given(words=WORDS, on=st.one_of(st.none(), st.text(max_size=10), st.dates().map(str)))
def test_never_raises_and_keeps_its_promises(words: str, on: str | None) -> None:
    cues = country_cues(words, on)
    assert all(0 <= c.start < c.end <= len(words) for c in cues)
    assert all(a.end <= b.start for a, b in pairwise(cues))
    assert all(a.sector is None or a.sector in set(Sector) for a in known_actors(words, on))
    assert sector_of(words) in {None, *Sector}
    entry = place(words, [c.country for c in cues])
    assert entry is None or (-90 <= entry.lat <= 90 and -180 <= entry.lon <= 180)


@pytest.mark.parametrize("before", ["", "the ", "anti-", "of the ", "Near "])
@pytest.mark.parametrize("name", ["Democratic Republic of the Congo", "United Arab Emirates", "Bosnia and Herzegovina"])
def test_a_long_name_is_read_whole_whatever_stands_before_it(before: str, name: str) -> None:
    text = f"{before}{name} spoke"
    assert [text[cue.start : cue.end] for cue in country_cues(text)] == [name]
