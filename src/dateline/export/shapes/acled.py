"""ACLED-shaped: one row an incident of the kinds that ACLED records, in the columns of its export.

Not ACLED data: nothing of ACLED's is in it, and its research and review are not. Which of ACLED's types an incident has
follows from PLOVER type and mode and from the sectors of the sides; where these fit several, the cell is empty.
"""

from types import MappingProxyType
from typing import Final

from dateline.export.days import Days
from dateline.export.material import Case, Material
from dateline.export.shapes.common import (
    ARMED,
    CIVILIAN,
    SOURCES,
    cite,
    country_name,
    district,
    happened,
    iso,
    killed,
    name_of,
    names_of,
    passage,
    period,
    region,
    reports,
    sectors,
    sides,
    standing,
)
from dateline.export.table import Row, Sheets, Table, columns_of
from dateline.knowledge.crosswalk import CodeSystem, code
from dateline.knowledge.crosswalk_sectors import ACLED_CLASSES, to_acled
from dateline.model.codes import EventType, PlacePrecision, Sector
from dateline.model.linked import Incident
from dateline.model.records import Actor, Place

TABLE: Final = Table(
    "acled_shaped",
    "Incidents in the columns of ACLED's export (not ACLED data)",
    "one incident: an attack, a protest, an arrest, a withdrawal or a deployment that was reported as news",
    columns_of("acled"),
    ("event_id_cnty",),
)
TABLES: Final = (TABLE, SOURCES)
_VIOLENCE: Final = "Political violence"
_REMOTE: Final = "Explosions/Remote violence"
_CIVILIANS: Final = "Violence against civilians"
_STRATEGIC: Final = "Strategic developments"
_PROTESTS: Final = "Demonstrations"
Kind = tuple[str, str, str]
# What the mode tells alone; "" is what it leaves open.
_BY_MODE: Final = MappingProxyType(
    {
        (EventType.ASSAULT, "aerial"): (_VIOLENCE, _REMOTE, "Air/drone strike"),
        (EventType.ASSAULT, "drone"): (_VIOLENCE, _REMOTE, "Air/drone strike"),
        (EventType.ASSAULT, "suicide-attack"): (_VIOLENCE, _REMOTE, "Suicide bomb"),
        (EventType.ASSAULT, "heavy-weapons"): (_VIOLENCE, _REMOTE, "Shelling/artillery/missile attack"),
        (EventType.ASSAULT, "explosives"): (_VIOLENCE, _REMOTE, ""),
        (EventType.ASSAULT, "unconventional"): (_VIOLENCE, _REMOTE, ""),
        (EventType.ASSAULT, "crowd-control"): (_PROTESTS, "", ""),
        (EventType.ASSAULT, "destroy"): ("", "", ""),
        (EventType.PROTEST, "demo"): (_PROTESTS, "Protests", ""),
        (EventType.PROTEST, "obstruct"): (_PROTESTS, "Protests", ""),
        (EventType.PROTEST, "riot"): (_PROTESTS, "Riots", ""),
        (EventType.PROTEST, "vandalize"): (_PROTESTS, "Riots", ""),
        (EventType.COERCE, "arrest"): (_STRATEGIC, _STRATEGIC, "Arrests"),
        (EventType.RETREAT, "withdraw"): (_STRATEGIC, _STRATEGIC, ""),
        (EventType.RETREAT, "ceasefire"): (_STRATEGIC, _STRATEGIC, ""),
        (EventType.RETREAT, "disarm"): (_STRATEGIC, _STRATEGIC, ""),
        (EventType.MOBILIZE, "troops"): (_STRATEGIC, _STRATEGIC, ""),
        (EventType.MOBILIZE, "weapons"): (_STRATEGIC, _STRATEGIC, ""),
        (EventType.MOBILIZE, "militia"): (_STRATEGIC, _STRATEGIC, ""),
    }
)
# Hunger strikes, strikes and boycotts are no gatherings, which ACLED's protests are.
_NO_GATHERING: Final = frozenset({"hunger", "strike", "boycott"})
_ON_CIVILIANS: Final = MappingProxyType({"abduct": "Abduction/forced disappearance", "sexual": "Sexual violence"})
_GEO: Final = MappingProxyType(
    {PlacePrecision.SITE: 1, PlacePrecision.TOWN: 1, PlacePrecision.DISTRICT: 2, PlacePrecision.PROVINCE: 3}
)


def fill(material: Material, sheets: Sheets) -> None:
    """Writes the rows of the wanted incidents."""
    for case in material.cases():
        actors, recipients = sides(case.incident)
        kind = kind_of(case.incident.type, case.incident.mode, sectors(actors), sectors(recipients))
        if kind is None:
            sheets.leave("of a kind that ACLED does not record")
        elif happened(case, sheets):
            dead = killed(case)
            row = _row(case, kind) | _parties(case.incident, actors, recipients)
            row["fatalities"] = standing(dead)[0]
            sheets.put(TABLE.name, row)
            cite(sheets, case.incident.id, case, dead)


def kind_of(type: EventType, mode: str | None, by: frozenset[Sector], on: frozenset[Sector]) -> Kind | None:
    """Disorder, event and sub-event type, "" for what is not known; None for what ACLED does not record."""
    if mode is not None and (type, mode) in _BY_MODE:
        return _BY_MODE[type, mode]
    if type is EventType.PROTEST:
        return None if mode in _NO_GATHERING else (_PROTESTS, "", "")
    if type is not EventType.ASSAULT:
        return None
    if on and on <= CIVILIAN:
        return _VIOLENCE, _CIVILIANS, _ON_CIVILIANS.get(mode or "", "Attack")
    if by and on and by <= ARMED and on <= ARMED - {Sector.GOV} and mode not in _ON_CIVILIANS:
        return _VIOLENCE, "Battles", ""
    return _VIOLENCE, "", ""


def _row(case: Case, kind: Kind) -> Row:
    incident, told = case.incident, reports(case)
    row: Row = {
        "event_id_cnty": incident.id,
        "disorder_type": kind[0],
        "event_type": kind[1],
        "sub_event_type": kind[2],
        "source": "; ".join(sorted({document.agency or document.publisher or "" for _, document in told} - {""})),
        "notes": " ".join(
            f"“{passage(d, telling.words)}” ({', '.join(filter(None, (d.publisher or d.id, d.published, d.url)))})"
            for telling, d in told
        ),
        "tags": "; ".join([*(f"denied by {who}" for who in incident.denied_by), f"sources={len(incident.sources)}"]),
    }
    return row | _when(period(case)) | _where(incident.place, incident.date.start if incident.date else None)


def _when(span: Days | None) -> Row:
    if span is None:
        return {}
    precision = 1 if span.single else 2 if span.number <= 7 else 3 if span.number <= 31 else None
    row: Row = {"time_precision": precision, "event_date": span.first.isoformat() if precision else None}
    return row | {"year": span.first.year if span.first.year == span.last.year else None}


def _where(place: Place | None, day: str | None) -> Row:
    if place is None:
        return {}
    number = code(place.country, CodeSystem.NUMERIC, day) if iso(place) and place.country else None
    return {
        "iso": int(number) if number else None,
        "country": country_name(place.country),
        "admin1": region(place),
        "admin2": district(place),
        "location": place.name,
        "latitude": place.lat,
        "longitude": place.lon,
        "geo_precision": _GEO.get(place.precision) if place.precision and place.lat is not None else None,
    }


def _parties(incident: Incident, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]) -> Row:
    first, second = _class(incident, actors), _class(incident, recipients)
    civilians = incident.type is EventType.ASSAULT and bool(on := sectors(recipients)) and on <= CIVILIAN
    return {
        "actor1": name_of(actors[0]) if actors else None,
        "assoc_actor_1": names_of(actors[1:]),
        "inter1": first,
        "actor2": name_of(recipients[0]) if recipients else None,
        "assoc_actor_2": names_of(recipients[1:]),
        "inter2": second,
        # Of two sides with only one class known, the cell would look like an event with one side.
        "interaction": "-".join(filter(None, (first, second))) if bool(second) == bool(recipients) and first else None,
        "civilian_targeting": "Civilian targeting" if civilians else None,
    }


def _class(incident: Incident, actors: tuple[Actor, ...]) -> str:
    sector = actors[0].sector if actors else None
    if not actors or sector is None:
        return ""
    where = incident.place.country if incident.place else None
    home = actors[0].country
    abroad = home is not None and where is not None and home != where
    return ACLED_CLASSES[to_acled(sector, incident.type, incident.mode == "riot", abroad)]
