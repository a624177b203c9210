"""HDX HAPI conflict events: incidents and dead by region, kind and month.

HAPI's table of displaced people is not written: it holds rounds of the Displacement Tracking Matrix, which counts on
the ground, and a number in a dispatch is none of these. Figures of displacement are in the IDU export.
"""

from calendar import monthrange
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from dateline.export.material import Case, Material
from dateline.export.shapes.common import (
    CIVILIAN,
    SOURCES,
    cite,
    district,
    happened,
    iso,
    killed,
    period,
    region,
    sectors,
    sides,
    standing,
)
from dateline.export.table import Row, Sheets, Table, columns_of
from dateline.model.codes import EventType
from dateline.model.records import Place

TABLE: Final = Table(
    "hapi_conflict_event",
    "Incidents by region and month in the columns of HDX HAPI",
    "one region, kind of incident and month with at least one incident",
    columns_of("hapi"),
    ("location_code", "provider_admin1_name", "provider_admin2_name", "event_type", "reference_period_start"),
)
TABLES: Final = (TABLE, SOURCES)
Key = tuple[str, str, str, str, str]


@dataclass(slots=True)
class _Sum:
    events: int = 0
    low: int = 0
    known: int = 0


def fill(material: Material, sheets: Sheets) -> None:
    """Counts the wanted incidents; one of violence against civilians is counted in two kinds, as HAPI does."""
    sums: defaultdict[Key, _Sum] = defaultdict(_Sum)
    for case in material.cases():
        kinds = _kinds(case)
        if not kinds:
            sheets.leave("neither violence nor demonstration")
        elif happened(case, sheets):
            where, month = _where(case.incident.place), _month(case)
            if where is None:
                sheets.leave("in no known country")
            elif month is None:
                sheets.leave("not dated to the month")
            else:
                _count(sheets, sums, [(*where, kind, month) for kind in kinds], case)
    for key in sorted(sums):
        sheets.put(TABLE.name, _row(key, sums[key]))


def _count(sheets: Sheets, sums: defaultdict[Key, _Sum], keys: list[Key], case: Case) -> None:
    dead = killed(case)
    low = standing(dead)[0]
    for key in keys:
        found = sums[key]
        found.events += 1
        found.low += low or 0
        found.known += low is not None
        cite(sheets, "|".join(key), case, dead)


def _kinds(case: Case) -> list[str]:
    if case.incident.type is EventType.PROTEST:
        return ["demonstration"]
    if case.incident.type is not EventType.ASSAULT:
        return []
    on = sectors(sides(case.incident)[1])
    return ["political_violence", *(["civilian_targeting"] if on and on <= CIVILIAN else [])]


def _where(place: Place | None) -> tuple[str, str, str] | None:
    """Country, region and district; a town is counted in its region."""
    country = iso(place)
    return (country, region(place), district(place)) if country else None


def _month(case: Case) -> str | None:
    span = period(case)
    if span is None or (span.first.year, span.first.month) != (span.last.year, span.last.month):
        return None
    return span.first.replace(day=1).isoformat()


def _row(key: Key, found: _Sum) -> Row:
    country, admin1, admin2, kind, start = key
    first = date.fromisoformat(start)
    known = found.known if kind != "demonstration" or found.known else None
    return {
        "location_code": country,
        "provider_admin1_name": admin1,
        "provider_admin2_name": admin2,
        "admin_level": 2 if admin2 else 1 if admin1 else 0,
        "event_type": kind,
        "events": found.events,
        "fatalities": found.low if found.known else None,
        "reference_period_start": start,
        "reference_period_end": first.replace(day=monthrange(first.year, first.month)[1]).isoformat(),
        "warning": None if known is None else f"number of dead known for {known} of {found.events}",
    }
