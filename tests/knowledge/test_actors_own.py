"""Each listed actor has its own id and name; nothing is filed under another actor to share a code."""

from itertools import pairwise

import pytest

from dateline.knowledge.actors import known_actor
from dateline.knowledge.resolver import code_of
from dateline.knowledge.tables import fold, rows
from dateline.model.codes import Sector

Line = tuple[str, str, str, str, bool]

DIFFER = [
    ("Ta'ang National Liberation Army", "Arakan Army"),
    ("Kachin Independence Army", "Karen National Union"),
    ("Kachin Independence Army", "Kachin Independence Organization"),
    ("MNDAA", "United Wa State Army"),
    ("ARSA", "Arakan Army"),
    ("Tatmadaw", "Myanmar junta"),
    ("Bangladesh Nationalist Party", "Awami League"),
    ("Jamaat-e-Islami", "Awami League"),
    ("Fatah", "Hamas"),
    ("PLO", "Palestinian Authority"),
    ("PFLP", "al-Aqsa Martyrs Brigades"),
    ("Mossad", "Shin Bet"),
    ("M23", "FDLR"),
    ("M23", "Mai-Mai"),
    ("CNDP", "Rally for Congolese Democracy"),
    ("al-Nusra Front", "Ahrar al-Sham"),
    ("Free Syrian Army", "Jaysh al-Islam"),
    ("YPG", "Syrian Democratic Forces"),
    ("JNIM", "ISGS"),
    ("JNIM", "National Movement for the Liberation of Azawad"),
    ("Boko Haram", "ISWAP"),
    ("IPOB", "MEND"),
    ("SPLM-IO", "South Sudanese army"),
    ("JEM", "Sudan Liberation Movement"),
    ("Rapid Support Forces", "Janjaweed"),
    ("Seleka", "anti-balaka"),
    ("FNL", "Forces for the Defence of Democracy"),
    ("Oromo Liberation Army", "Fano"),
    ("al-Shabaab", "Islamic Courts Union"),
    ("al-Qaida in the Islamic Maghreb", "AQAP"),
    ("Islamic State", "ISIS-K"),
    ("Saudi-led coalition", "US-led coalition"),
    ("Naxalites", "ULFA"),
    ("Hizbul Mujahideen", "NSCN"),
    ("Lashkar-e-Taiba", "Jaish-e-Mohammed"),
    ("PTI", "PML-N"),
    ("BJP", "Indian National Congress"),
    ("Moro Islamic Liberation Front", "Moro National Liberation Front"),
    ("Abu Sayyaf", "Maute"),
    ("Free Aceh Movement", "Jemaah Islamiyah"),
    ("Red Shirts", "Yellow Shirts"),
    ("Democratic Progressive Party", "Kuomintang"),
    ("AKP", "CHP"),
    ("PKK", "DHKP-C"),
    ("Kataib Hezbollah", "Mahdi Army"),
    ("Donetsk People's Republic", "Luhansk People's Republic"),
    ("Abkhazia", "South Ossetia"),
    ("FSB", "GRU"),
    ("IRA", "UVF"),
    ("Labour Party", "Conservative Party"),
    ("Republicans", "Democrats"),
    ("White House", "State Department"),
    ("CIA", "National Security Agency"),
    ("ANC", "Democratic Alliance"),
    ("ZANU-PF", "Movement for Democratic Change"),
    ("ELN", "M-19"),
    ("FARC", "Segunda Marquetalia"),
    ("Shining Path", "MRTA"),
    ("Sinaloa Cartel", "Gulf Cartel"),
    ("MS-13", "Barrio 18"),
    ("Security Council", "General Assembly"),
    ("European Commission", "European Parliament"),
    ("Asian Development Bank", "African Development Bank"),
    ("CNN", "Fox News"),
]
SAME = [
    ("TNLA", "Ta'ang National Liberation Army"),
    ("BNP", "Bangladesh Nationalist Party"),
    ("ISIL", "Daesh"),
    ("Jabhat al-Nusra", "al-Nusra Front"),
    ("MONUC", "MONUSCO"),
    ("LTTE", "Tamil Tigers"),
    ("Hizbullah", "Hezbollah"),
    ("Ansar Allah", "Houthis"),
    ("Islamic State Sahel Province", "ISGS"),
    ("SSPDF", "SPLA"),
]
OWNED = [
    ("the Israeli Labour Party", "ISR PTY"),
    ("Ukraine's National Guard", "UKR MIL"),
    ("the British Labour Party", "GBR PTY"),
    ("the Belarusian KGB", "BLR SPY"),
]
AT_A_DATE = [
    ("Renamo", "1985-01-01", "MOZ REB"),
    ("Renamo", "2024-10-01", "MOZ PTY"),
    ("UNITA", "1999-01-01", "AGO REB"),
    ("SPLM", "1999-01-01", "SDN REB"),
    ("SPLM", "2014-01-01", "SSD PTY"),
    ("National Liberation Army", "2001-08-28", "MKD REB"),
    ("National Liberation Army", "2024-09-19", "COL REB"),
    ("Hizbul Mujahideen", "2016-07-10", "IND REB"),
    ("Jamaat-e-Islami", "2013-02-28", "BGD PTY"),
]


def _lines() -> list[Line]:
    return [
        (fold(name), key, name, names.split("|")[0], any(dates))
        for key, _, _, names, *dates in rows("actors_own.tsv")
        for name in names.split("|")
    ]


def _owners(name: str) -> set[str]:
    return {key for folded, key, *_ in _lines() if folded == fold(name)}


@pytest.mark.parametrize(("one", "other"), DIFFER)
def test_different_actors_have_different_ids_and_names(one: str, other: str) -> None:
    first, second = known_actor(one), known_actor(other)
    assert first is not None
    assert second is not None
    assert first.id != second.id
    assert first.name != second.name
    assert _owners(one)
    assert _owners(other)
    assert _owners(one).isdisjoint(_owners(other))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_of_one_actor_share_the_id(one: str, other: str) -> None:
    first, second = known_actor(one), known_actor(other)
    assert first is not None
    assert second is not None
    assert first.id == second.id


def test_no_alias_stands_on_two_lines_unless_dated() -> None:
    found: dict[str, list[tuple[str, bool]]] = {}
    for number, (key, _, _, names, *dates) in enumerate(rows("actors_own.tsv")):
        for folded in {fold(name) for name in names.split("|")}:
            found.setdefault(folded, []).append((f"{number} {key}", any(dates)))
    twice = {name: lines for name, lines in found.items() if len(lines) > 1 and not all(dated for _, dated in lines)}
    assert twice == {}


def test_the_times_of_an_alias_do_not_overlap() -> None:
    spells: dict[str, list[tuple[str, str]]] = {}
    for _, _, _, names, *dates in rows("actors_own.tsv"):
        if any(dates):
            for folded in {fold(name) for name in names.split("|")}:
                spells.setdefault(folded, []).append((dates[0], dates[1] or "9999"))
    for name, times in spells.items():
        times.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(times)), name


def test_an_id_has_one_name_and_one_name_has_an_id() -> None:
    owners: dict[str, set[str]] = {}
    for _, key, _, label, _ in _lines():
        owners.setdefault(fold(label), set()).add(key)
    shared = {name for name, keys in owners.items() if len(keys) > 1}
    # These generic names change their bearers with the date.
    assert shared <= {"us led coalition", "national liberation army"}


@pytest.mark.parametrize(("words", "on", "code"), AT_A_DATE)
def test_sectors_follow_the_date(words: str, on: str, code: str) -> None:
    actor = known_actor(words, on)
    assert actor is not None
    assert code_of(actor.country, actor.sector) == code
    assert actor.sector in set(Sector)


@pytest.mark.parametrize(("words", "code"), OWNED)
def test_the_country_in_front_owns_a_common_name(words: str, code: str) -> None:
    actor = known_actor(words)
    assert actor is not None
    assert code_of(actor.country, actor.sector) == code


@pytest.mark.parametrize(
    ("words", "name", "ident"),
    [
        ("UN Secretary-General Ban Ki-moon", "Ban Ki-moon", "person:ban-ki-moon"),
        ("the UN Secretary-General", "UN Secretary-General", "office:un-secretary-general"),
        ("US Secretary of State Hillary Clinton", "Hillary Clinton", "person:hillary-clinton"),
        ("Philippine Foreign Secretary", "Philippine Foreign Secretary", "gov:PHL"),
        ("Hans Blix", "Hans Blix", "person:hans-blix"),
        ("Sheikh Hassan Nasrallah", "Hassan Nasrallah", "person:hassan-nasrallah"),
        ("People's Defense Force", "People's Defence Force", "group:pdf-mmr"),
        ("Patriotic Union of Kurdistan", "Patriotic Union of Kurdistan", "party:puk"),
    ],
)
def test_people_are_no_bodies(words: str, name: str, ident: str) -> None:
    actor = known_actor(words, "2009-01-01")
    assert actor is not None
    assert (actor.name, actor.id) == (name, ident)


def test_the_dictionaries_do_not_make_an_armed_group_of_a_common_phrase() -> None:
    listed = {name for name, *_ in rows("bodies.tsv.gz")}
    assert listed.isdisjoint({"national front", "direct action", "hassan nasrallah", "aldo moro", "robert mcnamara"})
