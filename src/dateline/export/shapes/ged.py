"""UCDP-GED-shaped: one row an incident of force with a number of dead, in the columns of UCDP's event data set.

Not UCDP data: its lists of conflicts, dyads and actors are its own, and so is its judgement which dead count.
"""

from types import MappingProxyType
from typing import Final

from dateline.export.days import Days
from dateline.export.material import Case, Material
from dateline.export.shapes.common import (
    CIVILIAN,
    SOURCES,
    STATE,
    cite,
    country_name,
    district,
    happened,
    killed,
    names_of,
    number,
    period,
    region,
    reports,
    sectors,
    sides,
    standing,
    whole,
)
from dateline.export.shapes.grid import cell_of
from dateline.export.table import Row, Sheets, Table, columns_of
from dateline.knowledge.crosswalk import CodeSystem, code
from dateline.model.codes import EventType, PlacePrecision, Qualifier, Sector
from dateline.model.linked import FigureHistory
from dateline.model.records import Actor, Place

TABLE: Final = Table(
    "ged_shaped",
    "Incidents in the columns of UCDP GED (not UCDP data)",
    "one incident of force for which a number of dead is reported",
    columns_of("ged"),
    ("id",),
)
TABLES: Final = (TABLE, SOURCES)
_WHERE: Final = MappingProxyType(
    {
        PlacePrecision.SITE: 1, PlacePrecision.TOWN: 1, PlacePrecision.DISTRICT: 3, PlacePrecision.PROVINCE: 4,
        PlacePrecision.COUNTRY: 6,
    }
)  # fmt: skip
_REBELS: Final = frozenset({Sector.REB})
# Of these the words state the number of the dead, exactly or from below.
_COUNTED: Final = frozenset({Qualifier.EXACT, Qualifier.ABOUT, Qualifier.AT_LEAST, Qualifier.MORE_THAN})
_CIVILIANS: Final = (
    "civilian", "child", "women", "woman", "villager", "resident", "protest", "demonstrator", "journalist", "worker",
    "student", "passenger", "worshipper", "famil", "patient", "teacher", "farmer", "shopper", "pilgrim", "bystander",
)  # fmt: skip
_FORCES: Final = ("soldier", "troop", "police", "officer", "servicemen", "guard", "commando")
_FIGHTERS: Final = ("rebel", "militant", "insurgent", "guerrilla")


def fill(material: Material, sheets: Sheets) -> None:
    """Writes the rows of the wanted incidents."""
    for case in material.cases():
        dead = killed(case)
        if case.incident.type is not EventType.ASSAULT:
            sheets.leave("no use of force")
        elif dead is None:
            sheets.leave("force without a number of dead")
        elif happened(case, sheets):
            row = _row(case) | _sides(case) | _when(period(case)) | _dead(case, dead)
            sheets.put(TABLE.name, row | _where(case.incident.place, period(case)))
            cite(sheets, str(number(case.incident.id)), case, dead)


def _row(case: Case) -> Row:
    documents = [document for _, document in reports(case)]
    offices = [document.publisher or document.agency or "" for document in documents]
    headed = zip(offices, documents, strict=True)
    return {
        "id": number(case.incident.id),
        "relid": case.incident.id,
        "number_of_sources": len(case.incident.sources),
        "source_article": ";".join(",".join(filter(None, (office, d.published, d.title))) for office, d in headed),
        "source_office": ";".join(offices),
        "source_date": ";".join(document.published or "" for document in documents),
        "source_headline": ";".join(document.title or "" for document in documents),
        "source_original": "; ".join(case.incident.claimed_by),
    }


def _sides(case: Case) -> Row:
    actors, recipients = sides(case.incident)
    day = case.incident.date.start if case.incident.date else None
    return {
        "side_a": names_of(actors),
        "side_b": names_of(recipients),
        "type_of_violence": violence(sectors(actors), sectors(recipients)),
        "gwnoa": _state(actors, day),
        "gwnob": _state(recipients, day),
    }


def violence(by: frozenset[Sector], on: frozenset[Sector]) -> int | None:
    """1 with a state on a side, 2 between rebels, 3 on civilians; None where a side is unknown or of another kind."""
    armed = STATE | _REBELS
    if not by or not on or not by <= armed:
        return None
    if on <= CIVILIAN:
        return 3
    if not on <= armed:
        return None
    return 1 if (by | on) & STATE else 2


def _state(actors: tuple[Actor, ...], day: str | None) -> int | None:
    """The Gleditsch-Ward number of a side that is the government or the army of one country."""
    countries = {actor.country for actor in actors if actor.sector in STATE}
    if len(countries) != 1 or not sectors(actors) <= STATE:
        return None
    country = countries.pop()
    found = code(country, CodeSystem.GW, day) if country else None
    return int(found) if found else None


def _when(span: Days | None) -> Row:
    if span is None:
        return {}
    sizes = ((1, 1), (6, 2), (7, 3), (31, 4))
    return {
        "year": span.first.year if span.first.year == span.last.year else None,
        "date_prec": next((precision for size, precision in sizes if span.number <= size), 5),
        "date_start": span.first.isoformat(),
        "date_end": span.last.isoformat(),
    }


def _where(place: Place | None, span: Days | None) -> Row:
    if place is None:
        return {}
    point = place.lat is not None and place.lon is not None
    number_of = code(place.country, CodeSystem.GW, span.first if span else None) if place.country else None
    return {
        "where_prec": _WHERE.get(place.precision) if place.precision and point else None,
        "where_coordinates": place.name,
        "where_description": place.span.text,
        "adm_1": region(place),
        "adm_2": district(place),
        "latitude": place.lat,
        "longitude": place.lon,
        "geom_wkt": f"POINT ({place.lon} {place.lat})" if point else None,
        "priogrid_gid": cell_of(place.lat, place.lon),
        "country": country_name(place.country),
        "country_id": int(number_of) if number_of else None,
    }


def _dead(case: Case, dead: FigureHistory) -> Row:
    latest = dead.latest
    best = whole(latest.low) if latest.qualifier in _COUNTED else None
    column = _column(case, (dead.of or "").casefold().split())
    low, high = standing(dead)
    return {"best": best, "low": low, "high": high, column: best}


def _column(case: Case, words: list[str]) -> str:
    """Whose dead they are, by what the text calls them; one kind of word, and one side that it can be."""
    actors, recipients = sides(case.incident)
    of_sides = (sectors(actors), sectors(recipients))
    if any(word.startswith(_CIVILIANS) for word in words):
        return "deaths_civilians"
    for names, kind in ((_FORCES, STATE), (_FIGHTERS, _REBELS)):
        mine = [column for column, of_side in zip(("deaths_a", "deaths_b"), of_sides, strict=True) if of_side & kind]
        if len(mine) == 1 and any(word.startswith(names) for word in words):
            return mine[0]
    return "deaths_unknown"
