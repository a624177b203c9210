"""What the shapes of the field make of a situation, and what they leave empty."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.export.formats import SHAPES, Format
from dateline.export.shapes.acled import kind_of
from dateline.export.shapes.cameo import GOLDSTEIN, event_code, quad_class
from dateline.export.shapes.ged import violence
from dateline.export.shapes.grid import cell_of, middle_of
from dateline.export.table import columns_of
from dateline.model.codes import MODES, DatePrecision, EventType, Qualifier, Sector, Status, Time
from dateline.model.records import Date
from tests.export.kept import (
    ARMY,
    BOMBED,
    FLED,
    KILLED,
    MARCHED,
    RIVAL,
    SARAQIB,
    TEXT,
    UN,
    URL,
    Filled,
    event,
    saraqib,
    told_again,
)

NOBODY: frozenset[Sector] = frozenset()
SOLDIERS, REBELS, PEOPLE = (frozenset({sector}) for sector in (Sector.MIL, Sector.REB, Sector.CVL))


def test_acled_row() -> None:
    bombed, marched = Filled(Format.ACLED, saraqib()).main
    assert bombed == {
        "event_id_cnty": f"incident-{BOMBED.id[6:]}",
        "event_date": "2020-02-12", "year": 2020, "time_precision": 1,
        "disorder_type": "Political violence", "event_type": "Explosions/Remote violence",
        "sub_event_type": "Air/drone strike",
        "actor1": "Syrian army", "inter1": "State Forces", "actor2": "civilians", "inter2": "Civilians",
        "interaction": "State Forces-Civilians", "civilian_targeting": "Civilian targeting",
        "iso": 760, "country": "Syria", "admin1": "Idlib", "location": "Saraqib",
        "latitude": 35.8641, "longitude": 36.8059, "geo_precision": 1, "source": "Reuters",
        "notes": (
            "“ALEPPO, Syria - Syrian army helicopters bombed the town of Saraqib on Wednesday, killing at least 26 "
            f"civilians.” (Harbour News, 2020-02-13, {URL})"
        ),
        "fatalities": 26, "tags": "sources=1",
    }  # fmt: skip
    assert (marched["event_type"], marched["actor1"]) == ("Protests", "Protesters")
    # The text gives no day for the march, and the day of publication is not one.
    assert {"event_date", "year", "time_precision", "fatalities"}.isdisjoint(marched)


@pytest.mark.parametrize(
    ("kind", "mode", "by", "on", "expected"),
    [
        (EventType.ASSAULT, None, SOLDIERS, REBELS, ("Political violence", "Battles", "")),
        (EventType.ASSAULT, None, REBELS, PEOPLE, ("Political violence", "Violence against civilians", "Attack")),
        (EventType.ASSAULT, None, NOBODY, NOBODY, ("Political violence", "", "")),
        (EventType.ASSAULT, "abduct", REBELS, SOLDIERS, ("Political violence", "", "")),
        (EventType.PROTEST, None, PEOPLE, NOBODY, ("Demonstrations", "", "")),
        (EventType.PROTEST, "riot", PEOPLE, NOBODY, ("Demonstrations", "Riots", "")),
        (EventType.PROTEST, "hunger", PEOPLE, NOBODY, None),
        (EventType.COERCE, "arrest", SOLDIERS, PEOPLE, ("Strategic developments", "Strategic developments", "Arrests")),
        (EventType.CONSULT, "visit", NOBODY, NOBODY, None),
    ],
)
def test_acled_types(
    kind: EventType, mode: str | None, by: frozenset[Sector], on: frozenset[Sector], expected: object
) -> None:
    assert kind_of(kind, mode, by, on) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2020-02-12", None, (1, "2020-02-12")),
        ("2020-02-10", "2020-02-16", (2, "2020-02-10")),
        ("2020-02", None, (3, "2020-02-01")),
        ("2020", None, (None, None)),
    ],
)
def test_acled_dates_state_their_precision(start: str, end: str | None, expected: object) -> None:
    dated = replace(BOMBED, date=Date(None, start, end, DatePrecision.UNKNOWN))
    (row,) = Filled(Format.ACLED, saraqib(dated)).main
    assert (row.get("time_precision"), row.get("event_date")) == expected
    assert row["year"] == 2020


def test_ged_row() -> None:
    made = Filled(Format.GED, saraqib())
    (row,) = made.main
    expected = {
        "relid": f"incident-{BOMBED.id[6:]}", "year": 2020, "type_of_violence": 3, "side_a": "Syrian army",
        "side_b": "civilians", "number_of_sources": 1, "source_article": "Harbour News,2020-02-13,Saraqib bombed",
        "source_office": "Harbour News", "source_date": "2020-02-13", "source_headline": "Saraqib bombed",
        "where_prec": 1, "where_coordinates": "Saraqib", "where_description": "Saraqib", "adm_1": "Idlib",
        "latitude": 35.8641, "longitude": 36.8059, "geom_wkt": "POINT (36.8059 35.8641)",
        "priogrid_gid": 251 * 720 + 433 + 1, "country": "Syria", "country_id": 652, "date_prec": 1,
        "date_start": "2020-02-12", "date_end": "2020-02-12", "deaths_civilians": 26, "best": 26, "low": 26,
        "gwnoa": 652,
    }  # fmt: skip
    assert {name: value for name, value in row.items() if name != "id"} == expected
    assert made.left == {"no use of force": 1}
    cited = made.tables["sources"]
    assert [(source["record"], source["text"]) for source in cited] == [("event", "bombed"), ("figure", "at least 26")]
    assert {source["table_row"] for source in cited} == {str(row["id"])}


@pytest.mark.parametrize(
    ("by", "on", "expected"),
    [
        (SOLDIERS, REBELS, 1),
        (REBELS, SOLDIERS, 1),
        (REBELS, REBELS, 2),
        (REBELS, PEOPLE, 3),
        (PEOPLE, SOLDIERS, None),
        (SOLDIERS, NOBODY, None),
        (frozenset({Sector.UAF}), PEOPLE, None),
    ],
)
def test_ged_violence(by: frozenset[Sector], on: frozenset[Sector], expected: int | None) -> None:
    assert violence(by, on) == expected


def test_ged_best_is_empty_where_the_words_only_bound_the_number_from_above() -> None:
    up_to = replace(KILLED, low=None, high=30, qualifier=Qualifier.UP_TO)
    (row,) = Filled(Format.GED, saraqib(figures=(up_to,))).main
    assert "best" not in row
    assert "low" not in row
    assert row["high"] == 30


def test_a_number_of_dead_is_given_to_one_attack() -> None:
    other = event("killing", EventType.ASSAULT, actors=(ARMY,), place=SARAQIB)
    made = Filled(Format.GED, saraqib(BOMBED, other))
    assert len(made.main) == 1
    assert made.left == {"force without a number of dead": 1}


def test_gdelt_rows() -> None:
    made = Filled(Format.GDELT, saraqib())
    row = made.main[0]
    expected = {
        "SQLDATE": 20200212, "MonthYear": 202002, "Year": 2020, "FractionDate": 2020.1151,
        "Actor1Code": "SYRMIL", "Actor1Name": "Syrian army", "Actor1CountryCode": "SYR", "Actor1Type1Code": "MIL",
        "Actor2Code": "SYRCVL", "Actor2Name": "civilians", "Actor2CountryCode": "SYR", "Actor2Type1Code": "CVL",
        "IsRootEvent": 1, "EventCode": "195", "EventBaseCode": "195", "EventRootCode": "19", "QuadClass": 4,
        "GoldsteinScale": -10.0, "NumMentions": 1, "NumSources": 1, "NumArticles": 1, "ActionGeo_Type": 4,
        "ActionGeo_FullName": "Saraqib, Idlib, Syria", "ActionGeo_CountryCode": "SY", "ActionGeo_Lat": 35.8641,
        "ActionGeo_Long": 36.8059, "SOURCEURL": URL,
    }  # fmt: skip
    assert {name: value for name, value in row.items() if name != "GLOBALEVENTID"} == expected
    assert 0 <= int(str(row["GLOBALEVENTID"])) < 2**53
    mention = made.tables["mentions"][0]
    assert mention == {
        "GLOBALEVENTID": row["GLOBALEVENTID"], "EventTimeDate": 20200212, "MentionTimeDate": 20200213,
        "MentionType": 1, "MentionSourceName": "Harbour News", "MentionIdentifier": URL, "SentenceID": 1,
        "Actor1CharOffset": TEXT.index("Syrian army"), "Actor2CharOffset": TEXT.index("civilians"),
        "ActionCharOffset": TEXT.index("bombed"), "InRawText": 1, "Confidence": 90, "MentionDocLen": len(TEXT),
        "Extras": BOMBED.id,
    }  # fmt: skip
    assert made.main[1]["IsRootEvent"] == 0
    assert made.tables["mentions"][1]["SentenceID"] == 3


@pytest.mark.parametrize("kind", EventType)
def test_every_cameo_code_has_its_published_score(kind: EventType) -> None:
    modes: list[str | None] = [None, *MODES.get(kind, ())]
    sides = [(NOBODY, NOBODY), (SOLDIERS, REBELS), (REBELS, PEOPLE)]
    codes = {event_code(kind, mode, words, by, on) for mode in modes for words in ("x", "urged") for by, on in sides}
    assert codes - {""} <= set(GOLDSTEIN)
    for code in codes - {""}:
        assert quad_class(code, kind) in (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("words", "expected"), [("demanded", "100"), ("urged", "020"), ("called on", "020"), ("said", "")]
)
def test_an_appeal_is_told_from_a_demand_by_the_word(words: str, expected: str) -> None:
    assert event_code(EventType.REQUEST, None, words, NOBODY, NOBODY) == expected


def test_an_attack_without_sides_has_no_cameo_code_but_a_class() -> None:
    assert event_code(EventType.ASSAULT, None, "attack", NOBODY, NOBODY) == ""
    assert quad_class("", EventType.ASSAULT) == 4
    assert quad_class("", EventType.REQUEST) is None


def test_polecat_row() -> None:
    army = replace(ARMY, span=None)
    bombed = replace(BOMBED, actors=(army, UN), contexts=("military", "repression"), intensity=-9.5)
    (row,) = Filled(Format.POLECAT, saraqib(bombed)).main
    assert row == {
        "Event ID": BOMBED.id, "Event Date": "2020-02-12", "Event Type": "ASSAULT", "Event Mode": "aerial",
        "Intensity": -9.5, "Quad Code": "MATERIAL CONFLICT", "Contexts": "military; repression",
        "Actor Name": "Syrian army; United Nations", "Actor Country": "SYR; IGO", "Actor COW": "652; ",
        "Primary Actor Sector": "MIL", "Actor Sectors": "MIL; IGO", "Actor Name Raw": "; United Nations",
        "Recipient Name": "civilians", "Recipient Country": "SYR", "Recipient COW": "652",
        "Primary Recipient Sector": "CVL", "Recipient Sectors": "CVL", "Recipient Name Raw": "civilians",
        "Placename": "Saraqib", "City": "Saraqib", "Province": "Idlib", "Country": "SYR", "Latitude": 35.8641,
        "Longitude": 36.8059, "GeoNames ID": "172955", "Raw Placename": "Saraqib", "Feature Type": "town",
        "Source": "Harbour News", "Publication Date": "2020-02-13", "Language": "en", "Version": "0.1.0+test",
    }  # fmt: skip


def test_polecat_sectors_are_plovers() -> None:
    doctors = replace(ARMY, sector="HLT")
    reporters = replace(ARMY, sector="MED")
    (row,) = Filled(Format.POLECAT, saraqib(replace(BOMBED, actors=(doctors, reporters)))).main
    assert row["Actor Sectors"] == "MED; JRN"


def test_polecat_dates_are_days_or_empty() -> None:
    month = replace(BOMBED, date=Date(None, "2020-02", None, DatePrecision.MONTH))
    (row,) = Filled(Format.POLECAT, saraqib(month)).main
    assert "Event Date" not in row


def test_idu_row() -> None:
    made = Filled(Format.IDU, saraqib())
    (row,) = made.main
    assert row.pop("id")
    assert row == {
        "country": "Syria", "iso3": "SYR", "latitude": 35.9333, "longitude": 36.6333, "centroid": "[35.9333, 36.6333]",
        "qualifier": "less than", "figure": 900_000,
        "displacement_start_date": "2019-12-01", "displacement_end_date": "2020-02-29",
        "standard_popup_text": (
            "Nearly 900,000 people were reported displaced in Idlib, Syria, between December 2019 and February 2020 "
            f"(source: United Nations; Harbour News, Reuters, 13 February 2020, {URL})."
        ),
        "standard_info_text": f"“Nearly 900,000” (saraqib, characters {FLED.span.start} to {FLED.span.end})",
        "old_id": f"history-{FLED.id[7:]}",
    }  # fmt: skip
    assert made.left == {"figures of other kinds than the displaced": 1}


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "unit", "opening", "figure"),
    [
        (12, 12, Qualifier.EXACT, "people", "12 people were reported displaced", 12),
        (850, 1100, Qualifier.ABOUT, "people", "850 to 1,100 people were reported displaced", 850),
        (300, None, Qualifier.AT_LEAST, "families", "At least 300 families were reported displaced", None),
        (2000, None, Qualifier.VAGUE, "people", "Nearly 900,000 people were reported displaced", 2000),
    ],
)
def test_idu_sentences(
    low: int | None, high: int | None, qualifier: Qualifier, unit: str, opening: str, figure: int | None
) -> None:
    changed = replace(FLED, low=low, high=high, qualifier=qualifier, unit=unit, place=None, period=None)
    (row,) = Filled(Format.IDU, saraqib(figures=(changed,))).main
    assert str(row["standard_popup_text"]).startswith(f"{opening} (source: ")
    assert row.get("figure") == figure


def test_hapi_counts_violence_on_civilians_twice() -> None:
    dated = replace(MARCHED, date=Date(None, "2020-02", None, DatePrecision.MONTH))
    made = Filled(Format.HAPI, saraqib(BOMBED, dated))
    shown = [
        (row["location_code"], row.get("provider_admin1_name"), row["event_type"], row["events"], row.get("fatalities"))
        for row in made.main
    ]
    assert shown == [
        ("JOR", "Amman", "demonstration", 1, None),
        ("SYR", "Idlib", "civilian_targeting", 1, 26),
        ("SYR", "Idlib", "political_violence", 1, 26),
    ]
    assert made.main[1]["warning"] == "number of dead known for 1 of 1"
    assert {(row["reference_period_start"], row["reference_period_end"]) for row in made.main} == {
        ("2020-02-01", "2020-02-29")
    }
    assert made.tables["sources"][0]["table_row"] == "SYR|Idlib||political_violence|2020-02-01"


def test_priogrid_sums() -> None:
    made = Filled(Format.PRIOGRID, saraqib())
    (row,) = made.main
    cell = cell_of(35.8641, 36.8059)
    wanted = ("priogrid_gid", "year", "month", "month_id", "events", "assault", "protest", "killed_low", "killed_known")
    assert [row[name] for name in wanted] == [cell, 2020, 2, 482, 1, 1, 0, 26, 1]
    assert made.left == {"not dated to the month": 1}


def test_a_province_is_in_no_cell() -> None:
    made = Filled(Format.PRIOGRID, saraqib(replace(BOMBED, place=FLED.place)))
    assert made.main == []
    assert made.left == {"not placed at a town or site": 1}


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-90, -180, 1), (-90, 180, 720), (-89.5, -180, 721), (90, 180, 259_200), (0, 0, 129_961), (91, 0, None)],
)
def test_cells_by_the_published_formula(lat: float, lon: float, cell: int | None) -> None:
    assert cell_of(lat, lon) == cell


@given(st.integers(1, 259_200))
def test_the_middle_of_a_cell_is_in_it(cell: int) -> None:
    lat, lon = middle_of(cell)
    assert cell_of(lat, lon) == cell
    assert cell_of(lat - 0.25, lon - 0.25) == cell


@pytest.mark.parametrize("form", sorted(SHAPES - {Format.IDU}))
def test_what_did_not_happen_or_is_no_news_is_left_out_and_counted(form: Format) -> None:
    planned = replace(BOMBED, status=Status.PLANNED)
    told = replace(BOMBED, id="event-00000000000000ff", time=Time.BACKGROUND)
    made = Filled(form, saraqib(planned, told))
    assert made.main == []
    assert made.tables["sources"] == []
    assert sum(made.left.values()) == 2
    if form is not Format.GED:
        assert made.left == {"planned: nothing that happened": 1, "told as background only": 1}


@pytest.mark.parametrize("form", sorted(SHAPES))
def test_nothing_stands_in_a_column_that_is_said_to_be_empty(form: Format) -> None:
    empty = {column.name for column in columns_of(form.value) if not column.filled}
    made = Filled(form, saraqib())
    assert made.main
    assert [name for row in made.main for name in row if name in empty] == []


@pytest.mark.parametrize("form", sorted(SHAPES))
def test_every_row_leads_to_its_words(form: Format) -> None:
    made = Filled(form, saraqib())
    assert made.tables["sources"]
    for source in made.tables["sources"]:
        start, end = int(str(source["start"])), int(str(source["end"]))
        assert TEXT[start:end] == source["text"]
        assert str(source["text"]) in str(source["sentence"])
        assert source["document_id"] == "saraqib"
        assert source["url"] == URL
        assert str(source["attribution"]).startswith("Harbour News (Reuters)")


def test_reports_of_one_incident_are_one_row_and_reprints_one_source() -> None:
    told = (saraqib(), told_again(TEXT + "More follows.\n", "Port Gazette", "Reuters"), told_again(RIVAL, "AP", "AP"))
    (row,) = [row for row in Filled(Format.ACLED, *told).main if row["disorder_type"] == "Political violence"]
    assert row["fatalities"] == 31
    assert row["tags"] == "sources=2"
    assert row["source"] == "AP; Reuters"
    assert str(row["notes"]).count("“") == 3
    (row,) = Filled(Format.GED, *told).main
    assert (row["number_of_sources"], row["low"], row.get("high")) == (2, 31, None)
    made = Filled(Format.GDELT, *told)
    (row,) = [row for row in made.main if row["EventRootCode"] == "19"]
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == (3, 2, 3)
    assert [each["GLOBALEVENTID"] for each in made.tables["mentions"]].count(row["GLOBALEVENTID"]) == 3
    (row,) = Filled(Format.HAPI, *told).main[-1:]
    assert (row["events"], row["fatalities"]) == (1, 31)
