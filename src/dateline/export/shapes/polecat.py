"""POLECAT: one row an event record, tab-separated. https://doi.org/10.7910/DVN/AJGVIT

Literal "None", which POLECAT writes for what it does not know, is left to it: here such a cell is empty.
"""

from types import MappingProxyType
from typing import Final

from dateline.export.material import Material
from dateline.export.rows import attribution
from dateline.export.shapes.common import SOURCES, iso, name_of, passage, region
from dateline.export.table import Dialect, Row, Sheets, Table, columns_of, joined
from dateline.knowledge.crosswalk import CodeSystem, code
from dateline.knowledge.crosswalk_sectors import to_plover
from dateline.model.codes import DatePrecision, PlacePrecision, Status, Time
from dateline.model.document import Document
from dateline.model.records import Actor, Event, Place

TABLE: Final = Table(
    "polecat",
    "Events in the columns of POLECAT",
    "one event record of one document, told as news and as having happened; reprints are rows of their own",
    columns_of("polecat"),
    ("Event ID",),
    Dialect("\t", line_end="\n"),
)
TABLES: Final = (TABLE, SOURCES)
_QUADS: Final = MappingProxyType(
    {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
)
_CITIES: Final = frozenset({PlacePrecision.TOWN, PlacePrecision.SITE})


def fill(material: Material, sheets: Sheets) -> None:
    """Writes the rows of the wanted events."""
    for reading, extractor in material.readings():
        for event in reading.events:
            if event.status is not Status.ACTUAL:
                sheets.leave(f"{event.status.replace('_', ' ')}: nothing that happened")
            elif event.time is Time.BACKGROUND:
                sheets.leave("told as background only")
            else:
                sheets.put(TABLE.name, _row(event, reading.document) | {"Version": extractor})
                sheets.put(SOURCES.name, _source(event, reading.document))


def _row(event: Event, document: Document) -> Row:
    exact = event.date is not None and event.date.precision is DatePrecision.DAY and event.date.end is None
    row: Row = {
        "Event ID": event.id,
        "Event Date": event.date.start if event.date and exact else None,
        "Event Type": event.type,
        "Event Mode": event.mode,
        "Intensity": event.intensity,
        "Quad Code": _QUADS[event.quad],
        "Contexts": joined(event.contexts),
        "Source": document.publisher,
        "Publication Date": document.published if len(document.published or "") == 10 else None,
        "Language": document.language,
    }
    day = event.date.start if event.date else document.published
    return row | _party("Actor", event.actors, day) | _party("Recipient", event.recipients, day) | _place(event.place)


def _party(role: str, actors: tuple[Actor, ...], day: str | None) -> Row:
    codes = [to_plover(actor.sector) if actor.sector else "" for actor in actors]
    return {
        f"{role} Name": joined([actor.name for actor in actors]),
        f"{role} Country": joined([_country(actor) for actor in actors]),
        f"{role} COW": joined([code(actor.country, CodeSystem.COW, day) if actor.country else "" for actor in actors]),
        f"Primary {role} Sector": codes[0] if codes else "",
        f"{role} Sectors": joined(codes),
        f"{role} Name Raw": joined([actor.span.text if actor.span else "" for actor in actors]),
    }


def _country(actor: Actor) -> str | None:
    # "INT" is ours; PLOVER has a country code for organisations of states.
    return "IGO" if actor.country == "INT" and actor.sector == "IGO" else actor.country


def _place(place: Place | None) -> Row:
    if place is None:
        return {}
    scheme, _, name = (place.id or "").partition(":")
    return {
        "Placename": place.name,
        "City": place.name if place.precision in _CITIES else None,
        "District": place.name if place.precision is PlacePrecision.DISTRICT else None,
        "Province": region(place),
        "Country": iso(place),
        "Latitude": place.lat,
        "Longitude": place.lon,
        "GeoNames ID": name if scheme == "geonames" else None,
        "Raw Placename": place.span.text,
        "Feature Type": place.precision,
    }


def _source(event: Event, document: Document) -> Row:
    return {
        "table_row": event.id,
        "record_id": event.id,
        "record": "event",
        "document_id": document.id,
        "published": document.published,
        "publisher": document.publisher,
        "agency": document.agency,
        "title": document.title,
        "url": document.url,
        "text": event.anchor.text,
        "start": event.anchor.start,
        "end": event.anchor.end,
        "sentence": passage(document, event.anchor),
        "said_by": name_of(event.source) if event.source else None,
        "confidence": event.confidence,
        "attribution": attribution(document, event.place),
    }
