"""IDMC IDU-shaped: one row a figure of displaced people, with one sentence about it that can be pasted.

Not IDMC data: which figures to recommend, and what drove people out, is its judgement.
"""

from types import MappingProxyType
from typing import Final

from dateline.export.days import Days, days, days_of
from dateline.export.material import Count, Material
from dateline.export.shapes.common import SOURCES, cite_point, country_name, iso, name_of, number, whole
from dateline.export.table import Row, Sheets, Table, columns_of
from dateline.model.codes import DatePrecision, FigureKind, PlacePrecision, Qualifier
from dateline.model.document import Document
from dateline.model.linked import FigurePoint
from dateline.model.records import Date, Figure, Place

TABLE: Final = Table(
    "idu_shaped",
    "Figures of displacement in the fields of IDMC's Internal Displacement Updates (not IDMC data)",
    "one figure of displaced people, homes or families",
    columns_of("idu"),
    ("id",),
)
TABLES: Final = (TABLE, SOURCES)
_Q = Qualifier
_QUALIFIERS: Final = MappingProxyType(
    {
        _Q.EXACT: "exact", _Q.ABOUT: "approximately", _Q.AT_LEAST: "more than", _Q.MORE_THAN: "more than",
        _Q.UP_TO: "less than", _Q.NEARLY: "less than",
    }
)  # fmt: skip
_OPENINGS: Final = MappingProxyType(
    {
        _Q.EXACT: "", _Q.ABOUT: "about ", _Q.AT_LEAST: "at least ", _Q.MORE_THAN: "more than ", _Q.UP_TO: "up to ",
        _Q.NEARLY: "nearly ",
    }
)  # fmt: skip
# In English whatever the language of the system, unlike those of `calendar`.
_MONTHS: Final = "January February March April May June July August September October November December".split()
_COUNTABLE: Final = frozenset({"people", "families", "households", "homes"})


def fill(material: Material, sheets: Sheets) -> None:
    """Writes the rows of the wanted figures of displacement."""
    for count in material.counts():
        point = count.history.latest
        figure = count.figures[point.telling.record]
        if count.history.kind is not FigureKind.DISPLACED:
            sheets.leave("figures of other kinds than the displaced")
        elif figure.unit not in _COUNTABLE:
            sheets.leave("a share, not a number")
        else:
            sheets.put(TABLE.name, _row(count, point, figure))
            for told in count.history.points:
                document = count.documents[told.telling.document]
                cite_point(sheets, str(number(count.history.id)), told, document, count.history.place)


def _row(count: Count, point: FigurePoint, figure: Figure) -> Row:
    place, span = count.history.place, days(figure.period)
    document = count.documents[point.telling.document]
    value, qualifier = _value(point)
    words = point.telling.words
    row: Row = {
        "id": number(count.history.id),
        "qualifier": qualifier,
        "figure": value if figure.unit == "people" else None,
        "standard_popup_text": sentence(point, figure, place, document),
        "standard_info_text": f"“{words.text}” ({document.id}, characters {words.start} to {words.end})",
        "old_id": count.history.id,
    }
    return row | _where(place) | _when(span)


def _value(point: FigurePoint) -> tuple[int | None, str | None]:
    """One number and what it is to the words; of a range the lower bound."""
    low, high = whole(point.low), whole(point.high)
    if low is not None and high is not None and low != high:
        return low, "more than"
    value = low if low is not None else high
    return value, _QUALIFIERS.get(point.qualifier) if value is not None else None


def _where(place: Place | None) -> Row:
    if place is None:
        return {}
    point = place.lat is not None and place.lon is not None
    return {
        "country": country_name(place.country),
        "iso3": iso(place),
        "latitude": place.lat,
        "longitude": place.lon,
        "centroid": f"[{place.lat}, {place.lon}]" if point else None,
    }


def _when(span: Days | None) -> Row:
    if span is None:
        return {}
    return {
        "displacement_date": span.first.isoformat() if span.single else None,
        "displacement_start_date": span.first.isoformat(),
        "displacement_end_date": span.last.isoformat(),
        "year": span.first.year if span.first.year == span.last.year else None,
    }


def sentence(point: FigurePoint, figure: Figure, place: Place | None, document: Document) -> str:
    """One sentence with its source, ready to paste; the speaker in brackets, since names differ in their articles.

    "Nearly 1,000,000 people were reported displaced in Idlib, Syria (source: UN; Harbour News, 4 March 2026)."
    """
    opening = f"{_amount(point, figure)} were reported displaced{_in(place)}{_on(figure.period)}".rstrip(",")
    speaker = name_of(point.said_by) if point.said_by else ""
    agency = document.agency if document.agency != document.publisher else None
    told = [document.publisher, agency, _shown(document.published), document.url]
    if document.publisher is None and document.url is None:
        told.append(f"document {document.id}")
    said = [f"source: {speaker}"] if speaker else []
    return f"{opening[:1].upper()}{opening[1:]} ({'; '.join([*said, ', '.join(filter(None, told))])})."


def _amount(point: FigurePoint, figure: Figure) -> str:
    low, high = whole(point.low), whole(point.high)
    opening = _OPENINGS.get(point.qualifier)
    if low is not None and high is not None and low != high:
        return f"{low:,} to {high:,} {figure.unit}"
    value = low if low is not None else high
    if opening is None or value is None:
        # Vague words ("thousands of people") stand for themselves.
        words = point.telling.words.text
        return words if figure.unit in words.casefold() else f"{words} {figure.unit}"
    return f"{opening}{value:,} {figure.unit}"


def _in(place: Place | None) -> str:
    if place is None:
        return ""
    country = "" if place.precision is PlacePrecision.COUNTRY else country_name(place.country)
    return f" in {place.name}, {country}," if country and country != place.name else f" in {place.name}"


def _on(period: Date | None) -> str:
    if period is None or days(period) is None:
        return ""
    if period.end is not None:
        return f" between {_shown(period.start)} and {_shown(period.end)}"
    return f" {'on' if period.precision is DatePrecision.DAY else 'in'} {_shown(period.start)}"


def _shown(prefix: str | None) -> str:
    """As exact as it is: "12 February 2020", "February 2020", "2020"; empty for None and what is no date."""
    span = days_of(prefix)
    if span is None or prefix is None:
        return ""
    month = f"{_MONTHS[span.first.month - 1]} " if len(prefix) > len("2020") else ""
    return f"{span.first.day} {month}{span.first.year}" if span.single else f"{month}{span.first.year}"
