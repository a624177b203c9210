"""PRIO-GRID months: how many incidents of each type a cell has in a month, as input for forecasts."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from dateline.export.material import Material
from dateline.export.shapes.common import SOURCES, cite, happened, killed, period, standing, town
from dateline.export.shapes.grid import cell_of, middle_of
from dateline.export.table import Row, Sheets, Table, columns_of
from dateline.model.codes import EventType

TABLE: Final = Table(
    "priogrid_month",
    "Incidents by PRIO-GRID cell and month",
    "one cell in one month with at least one incident in it; cells and months without any have no row",
    columns_of("priogrid"),
    ("priogrid_gid", "month_id"),
)
TABLES: Final = (TABLE, SOURCES)


@dataclass(slots=True)
class _Sum:
    types: dict[EventType, int] = field(default_factory=lambda: dict.fromkeys(EventType, 0))
    low: int = 0
    known: int = 0


def fill(material: Material, sheets: Sheets) -> None:
    """Counts incidents at a town or site, known to the month; a province's middle would be in a cell by accident."""
    sums: defaultdict[tuple[int, int, int], _Sum] = defaultdict(_Sum)
    for case in material.cases():
        if not happened(case, sheets):
            continue
        span, place = period(case), case.incident.place
        cell = cell_of(place.lat, place.lon) if place and town(place) else None
        if cell is None:
            sheets.leave("not placed at a town or site")
        elif span is None or (span.first.year, span.first.month) != (span.last.year, span.last.month):
            sheets.leave("not dated to the month")
        else:
            key = (cell, span.first.year, span.first.month)
            dead = killed(case)
            low = standing(dead)[0]
            found = sums[key]
            found.types[case.incident.type] += 1
            found.low += low or 0
            found.known += low is not None
            cite(sheets, f"{cell}|{_month(*key[1:])}", case, dead)
    for key in sorted(sums):
        sheets.put(TABLE.name, _row(*key, sums[key]))


def _month(year: int, month: int) -> int:
    return (year - 1980) * 12 + month


def _row(cell: int, year: int, month: int, found: _Sum) -> Row:
    lat, lon = middle_of(cell)
    row: Row = {
        "priogrid_gid": cell,
        "xcoord": lon,
        "ycoord": lat,
        "year": year,
        "month": month,
        "month_id": _month(year, month),
        "events": sum(found.types.values()),
        "killed_low": found.low if found.known else None,
        "killed_known": found.known,
    }
    return row | {type.lower(): counted for type, counted in found.types.items()}
