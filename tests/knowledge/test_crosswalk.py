"""Codes of countries and sectors in other systems: facts of their lists, and ways there and back."""

from datetime import date

import pytest

from dateline.knowledge.crosswalk import CodeSystem, code, iso3, state_at
from dateline.knowledge.crosswalk_sectors import (
    from_acled,
    from_cameo,
    from_plover,
    to_acled,
    to_cameo,
    to_plover,
)
from dateline.knowledge.tables import rows
from dateline.model.codes import EventType, Sector


@pytest.mark.parametrize(
    ("country", "system", "on", "expected"),
    [
        ("SDN", "gw", None, "625"),
        ("SDN", "numeric", "2010", "736"),
        ("SDN", "numeric", "2012", "729"),
        ("SSD", "gw", "2011-07-08", "625"),
        ("SSD", "gw", "2011-07-09", "626"),
        ("SSD", "iso3", "2010", "SDN"),
        ("SRB", "gw", "1999-03-24", "345"),
        ("SRB", "gw", "2007", "340"),
        ("SRB", "cow", "2020", "345"),
        ("SRB", "iso2", "2005", "CS"),
        ("MNE", "gw", "2006-06-04", "341"),
        ("MNE", "iso3", "2004", "SCG"),
        ("XKX", "gw", "1999", "345"),
        ("XKX", "gw", "2009", "347"),
        ("XKX", "cameo", None, "KSV"),
        ("XKX", "numeric", None, None),
        ("XKX", "m49", None, "412"),
        ("HRV", "gw", "1985", "345"),
        ("HRV", "cow", "1991-12-01", "345"),
        ("HRV", "cow", "1992-02-01", "344"),
        ("BIH", "iso3", "1990", "YUG"),
        ("UKR", "cow", "1985", "365"),
        ("UKR", "gw", "1991-12-10", "369"),
        ("UKR", "iso3", "1985", "SUN"),
        ("RUS", "fips", "1980", "UR"),
        ("RUS", "fips", None, "RS"),
        ("EST", "cow", "1991-10", "366"),
        ("CZE", "fips", "1990", "CZ"),
        ("CZE", "fips", None, "EZ"),
        ("SVK", "gw", "1992-12-31", "315"),
        ("SVK", "gw", "1993-01-01", "317"),
        ("DEU", "cow", "1980", "260"),
        ("DEU", "cow", "1990-10-03", "255"),
        ("DEU", "gw", None, "260"),
        ("DEU", "numeric", "1989", "280"),
        ("DDR", "cow", None, "265"),
        ("DDR", "iso2", "1970", "DD"),
        ("YEM", "cow", "1985", "678"),
        ("YEM", "cow", None, "679"),
        ("YEM", "gw", None, "678"),
        ("YMD", "gw", "1985", "680"),
        ("YUG", "numeric", "1985", "890"),
        ("YUG", "numeric", "1999", "891"),
        ("TLS", "gw", "1990", "850"),
        ("TLS", "cow", "2001", None),
        ("TLS", "gw", "2002-07", "860"),
        ("TLS", "cow", "2002-07", None),
        ("TLS", "cameo", None, "TMP"),
        ("ERI", "gw", "1990", "530"),
        ("ERI", "gw", "1994", "531"),
        ("COD", "iso3", "1990", "ZAR"),
        ("MMR", "iso2", "1988", "BU"),
        ("BGD", "gw", "1970", "770"),
        ("NAM", "cow", "1985", None),
        ("NAM", "cow", "1991", "565"),
        ("AGO", "cow", "1970", None),
        ("TWN", "m49", None, None),
        ("TWN", "numeric", None, "158"),
        ("HKG", "gw", None, None),
        ("HKG", "iso2", None, "HK"),
        ("AFG", "numeric", None, "004"),
        ("INT", "gw", None, None),
    ],
)
def test_the_code_at_the_date(country: str, system: str, on: str | None, expected: str | None) -> None:
    assert code(country, system, on) == expected


def test_a_date_may_be_a_date() -> None:
    assert code("SSD", CodeSystem.COW, date(2012, 1, 1)) == "626"


def test_an_unknown_system_is_an_error() -> None:
    with pytest.raises(ValueError, match="nuts"):
        code("SDN", "nuts")


@pytest.mark.parametrize(
    ("value", "system", "on", "expected"),
    [
        ("345", "gw", "1985", "SRB"),
        ("340", "gw", None, "SRB"),
        ("365", "cow", "1985", "RUS"),
        ("260", "gw", None, "DEU"),
        ("265", "gw", None, "DEU"),
        ("678", "gw", None, "YEM"),
        ("680", "cow", None, "YEM"),
        ("817", "cow", "1970", "VNM"),
        ("CS", "iso2", "1990", "CZE"),
        ("CS", "iso2", "2004", "SRB"),
        ("YUG", "iso3", None, "SRB"),
        ("KSV", "cameo", None, "XKX"),
        ("IV", "fips", None, "CIV"),
        ("GZ", "fips", None, "PSE"),
        ("2", "cow", None, "USA"),
        ("002", "cow", None, "USA"),
        ("ZZZ", "iso3", None, None),
        ("", "gw", None, None),
    ],
)
def test_the_country_of_a_code(value: str, system: str, on: str | None, expected: str | None) -> None:
    assert iso3(value, system, on) == expected


@pytest.mark.parametrize("system", list(CodeSystem))
def test_every_code_of_today_leads_back(system: CodeSystem) -> None:
    for row in rows("codes.tsv"):
        value = code(row[0], system)
        assert value is None or iso3(value, system) == row[0], (row[0], value)


def test_former_states_end_before_their_areas_begin_anew() -> None:
    soviet = state_at("LVA", "1990")
    assert soviet is not None
    assert soviet.name == "Soviet Union"
    assert "LVA" in soviet.areas
    latvia = state_at("LVA", "1991-09-06")
    assert latvia is not None
    assert latvia.name == "Latvia"


@pytest.mark.parametrize("sector", list(Sector))
def test_sectors_lead_back_from_plover_and_into_every_system(sector: Sector) -> None:
    assert from_plover(to_plover(sector)) is sector
    assert from_cameo(to_cameo(sector)) is (Sector.UAF if sector is Sector.PRM else sector)
    assert from_acled(to_acled(sector)) is not None


def test_health_and_media_swap_their_letters() -> None:
    assert (to_plover("HLT"), to_plover("MED"), from_plover("JRN")) == ("MED", "JRN", Sector.MED)
    assert (to_cameo("HLT"), from_cameo("MED")) == ("HLH", Sector.MED)


def test_acled_classes() -> None:
    assert [to_acled(s) for s in ("MIL", "COP", "REB", "PRM", "UAF", "CRM", "CVL", "NGO")] == [1, 1, 2, 3, 3, 3, 7, 7]
    assert to_acled("MIL", abroad=True) == 8
    assert to_acled("IGO") == 8
    assert to_acled("LAB", EventType.PROTEST) == 6
    assert to_acled("EDU", "PROTEST", riot=True) == 5
    assert to_acled("COP", "PROTEST") == 1
    assert from_acled(9) is None
