"""GDELT 2.0: a table of events and one of mentions, tab-separated without a header. Columns of the GDELT codebooks.

One row an incident of any type, told as news and as having happened, and one mention a telling.
"""

from types import MappingProxyType
from typing import Final

from dateline.export.days import Days, days_of
from dateline.export.material import Case, Material
from dateline.export.shapes.cameo import GOLDSTEIN, event_code, quad_class
from dateline.export.shapes.common import (
    SOURCES,
    cite,
    country_name,
    happened,
    name_of,
    number,
    period,
    sectors,
    sentences_of,
    sides,
)
from dateline.export.table import Dialect, Row, Sheets, Table, columns_of
from dateline.knowledge.crosswalk import CodeSystem, code
from dateline.knowledge.crosswalk_sectors import to_cameo
from dateline.model.codes import PlacePrecision
from dateline.model.document import Document
from dateline.model.linked import IncidentTelling
from dateline.model.records import Actor, Place
from dateline.text.blocks import paragraph_end

_TABS: Final = Dialect("\t", header=False, line_end="\n")
TABLE: Final = Table(
    "gdelt_events",
    "Incidents in the columns of GDELT 2.0 events",
    "one incident that was reported as news and as having happened",
    columns_of("gdelt"),
    ("GLOBALEVENTID",),
    _TABS,
)
MENTIONS: Final = Table(
    "mentions",
    "Their tellings in the columns of GDELT 2.0 mentions",
    "one document's telling of an incident",
    columns_of("gdelt_mentions"),
    ("GLOBALEVENTID", "Extras"),
    _TABS,
)
TABLES: Final = (TABLE, MENTIONS, SOURCES)
_TOWNS: Final = frozenset({PlacePrecision.TOWN, PlacePrecision.SITE})
_HERE: Final = MappingProxyType({True: (3, 2), False: (4, 5)})


def fill(material: Material, sheets: Sheets) -> None:
    """Writes the rows of the wanted incidents and their mentions."""
    for case in material.cases():
        if happened(case, sheets):
            name = number(case.incident.id)
            sheets.put(TABLE.name, _row(case) | {"GLOBALEVENTID": name})
            for told in case.incident.tellings:
                document = case.documents[told.telling.document]
                sheets.put(MENTIONS.name, _mention(told, document) | {"GLOBALEVENTID": name})
            cite(sheets, str(name), case)


def _row(case: Case) -> Row:
    incident = case.incident
    actors, recipients = sides(incident)
    day = incident.date.start if incident.date else None
    words = incident.tellings[0].telling.words.text
    cameo = event_code(incident.type, incident.mode, words, sectors(actors), sectors(recipients))
    urls = (case.documents[told.telling.document].url for told in incident.tellings)
    row: Row = {
        "IsRootEvent": int(any(_leads(told, case.documents[told.telling.document]) for told in incident.tellings)),
        "EventCode": cameo,
        "EventBaseCode": cameo[:3],
        "EventRootCode": cameo[:2],
        "QuadClass": quad_class(cameo, incident.type),
        "GoldsteinScale": GOLDSTEIN.get(cameo),
        "NumMentions": len(incident.tellings),
        "NumSources": len(incident.sources),
        "NumArticles": len({told.telling.document for told in incident.tellings}),
        "SOURCEURL": next((url for url in urls if url), None),
    }
    row |= _when(period(case)) | _where(incident.place, day)
    return row | _actor("Actor1", actors[:1], day) | _actor("Actor2", recipients[:1], day)


def _mention(told: IncidentTelling, document: Document) -> Row:
    start = told.telling.words.start
    return {
        "EventTimeDate": _day(told.date.start if told.date and told.date.end is None else None),
        "MentionTimeDate": _day(document.published),
        "MentionType": 1 if document.url else 2,
        "MentionSourceName": document.publisher,
        "MentionIdentifier": document.url or document.id,
        "SentenceID": next(
            (at for at, (first, end) in enumerate(sentences_of(document.text), 1) if first <= start < end), None
        ),
        "Actor1CharOffset": _offset(told.actors),
        "Actor2CharOffset": _offset(told.recipients),
        "ActionCharOffset": start,
        "InRawText": 1,
        "Confidence": round(told.confidence * 100),
        "MentionDocLen": len(document.text),
        "Extras": told.telling.record,
    }


def _leads(told: IncidentTelling, document: Document) -> bool:
    """Whether it is told in the first paragraph."""
    begin = len(document.text) - len(document.text.lstrip())
    return told.telling.words.start < paragraph_end(document.text, begin)


def _offset(actors: tuple[Actor, ...]) -> int | None:
    return actors[0].span.start if actors and actors[0].span else None


def _day(prefix: str | None) -> int | None:
    span = days_of(prefix)
    return int(f"{span.first:%Y%m%d}") if span and span.single else None


def _when(span: Days | None) -> Row:
    """Day, month and year, each only where it is known."""
    if span is None or span.first.year != span.last.year:
        return {}
    first = span.first
    row: Row = {"Year": first.year}
    if first.month == span.last.month:
        row["MonthYear"] = first.year * 100 + first.month
    if span.single:
        row["SQLDATE"] = int(f"{first:%Y%m%d}")
        row["FractionDate"] = round(first.year + (30 * (first.month - 1) + first.day) / 365, 4)
    return row


def _where(place: Place | None, day: str | None) -> Row:
    if place is None:
        return {}
    fips = code(place.country, CodeSystem.FIPS, day) if place.country else None
    whole = place.precision is PlacePrecision.COUNTRY
    parts = [place.name, *([] if whole else [place.admin1, country_name(place.country)])]
    shown = list(dict.fromkeys(part for part in parts if part))
    return {
        "ActionGeo_Type": _type(place),
        "ActionGeo_FullName": ", ".join(shown),
        "ActionGeo_CountryCode": fips,
        "ActionGeo_ADM1Code": fips if whole else None,
        "ActionGeo_Lat": place.lat,
        "ActionGeo_Long": place.lon,
        "ActionGeo_FeatureID": fips if whole else None,
    }


def _type(place: Place) -> int | None:
    towns, provinces = _HERE[place.country == "USA"]
    if place.precision is PlacePrecision.COUNTRY:
        return 1
    if place.precision in _TOWNS:
        return towns
    return provinces if place.precision is PlacePrecision.PROVINCE else None


def _actor(role: str, actors: tuple[Actor, ...], day: str | None) -> Row:
    if not actors:
        return {}
    actor = actors[0]
    country = code(actor.country, CodeSystem.CAMEO, day) if actor.country else None
    kind = to_cameo(actor.sector) if actor.sector else ""
    return {
        f"{role}Code": f"{country or ''}{kind}",
        f"{role}Name": name_of(actor),
        f"{role}CountryCode": country,
        f"{role}Type1Code": kind,
    }
