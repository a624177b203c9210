"""What the shapes share: numbers for ids, sides, countries, and the table of sources beside each export."""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from dateline.export.days import Days, days
from dateline.export.material import Case
from dateline.export.rows import attribution
from dateline.export.table import Row, Sheets, Table, columns_of
from dateline.knowledge.tables import country_labels
from dateline.model.codes import FigureKind, PlacePrecision, Sector, Status, Time
from dateline.model.document import Document
from dateline.model.linked import FigureHistory, FigurePoint, Incident, Telling
from dateline.model.records import Actor, Place, Span
from dateline.text.sentences import split_sentences

SOURCES: Final = Table(
    "sources",
    "What each row rests on",
    "one passage of one document that a row of the main table rests on",
    columns_of("sources"),
)
_LONGEST: Final = 600
STATE: Final = frozenset({Sector.GOV, Sector.MIL, Sector.COP, Sector.SPY})
ARMED: Final = STATE | {Sector.REB, Sector.UAF, Sector.PRM, Sector.CRM}
CIVILIAN: Final = frozenset(
    {
        Sector.CVL, Sector.REF, Sector.LAB, Sector.BUS, Sector.EDU, Sector.REL, Sector.HLT, Sector.MED, Sector.NGO,
        Sector.IGO, Sector.OPP, Sector.PTY, Sector.LEG, Sector.JUD,
    }
)  # fmt: skip


def number(name: str) -> int:
    """A number below 2^53, exact in every program, from the digits of an id, for formats whose ids are numbers."""
    return int(name.rpartition("-")[2], 16) >> 11


def whole(value: float | None) -> int | None:
    """A count as an integer; None for None and for what is no whole number."""
    return int(value) if value is not None and float(value).is_integer() else None


def happened(case: Case, sheets: Sheets) -> bool:
    """Whether a data set of what happened holds the incident; counts why not."""
    actual = [telling for telling in case.incident.tellings if telling.status is Status.ACTUAL]
    if not actual:
        sheets.leave(f"{case.incident.status.replace('_', ' ')}: nothing that happened")
        return False
    if all(telling.time is Time.BACKGROUND for telling in actual):
        sheets.leave("told as background only")
        return False
    return True


def period(case: Case) -> Days | None:
    """The days of the incident, by its own date; the day of publication never stands in for it."""
    return days(case.incident.date)


def sides(incident: Incident) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Who did it and to whom, of the telling that names the most of them."""
    told = max(incident.tellings, key=lambda telling: len(telling.actors) + len(telling.recipients))
    return told.actors, told.recipients


def sectors(actors: Iterable[Actor]) -> frozenset[Sector]:
    """The sectors of actors; an actor without one adds none."""
    return frozenset(Sector(actor.sector) for actor in actors if actor.sector)


def name_of(actor: Actor) -> str:
    """The resolved name, else the words of the text, else the code, else nothing."""
    return actor.name or (actor.span.text if actor.span else None) or actor.code or ""


def names_of(actors: Iterable[Actor]) -> str:
    """Names joined by "; "."""
    return "; ".join(name_of(actor) for actor in actors)


@cache
def _labels() -> dict[str, str]:
    return country_labels()


def country_name(code: str | None) -> str:
    """English short name of an ISO 3166-1 alpha-3 code; empty where there is none."""
    return _labels().get(code or "", "")


def town(place: Place | None) -> bool:
    """Whether the point of the place is that of a town or a site, so that it says where it was."""
    return place is not None and place.precision in (PlacePrecision.TOWN, PlacePrecision.SITE) and place.lat is not None


def iso(place: Place | None) -> str | None:
    """The country of a place; None for what lies in several, for which "INT" is our own sign."""
    return place.country if place is not None and place.country != "INT" else None


def region(place: Place | None) -> str:
    """The first-level region of a place; informal regions ("the north-east") are none."""
    if place is None or place.precision is not PlacePrecision.PROVINCE:
        return (place.admin1 or "") if place is not None else ""
    return "" if (place.id or "").startswith("region:") else place.name


def district(place: Place | None) -> str:
    """The name of the place where it is a district."""
    return place.name if place is not None and place.precision is PlacePrecision.DISTRICT else ""


def killed(case: Case) -> FigureHistory | None:
    """The number of dead of the incident: the history that was told most, the first of equals."""
    counted = [history for history in case.figures if history.kind is FigureKind.KILLED]
    return max(counted, key=lambda history: len(history.points), default=None)


def standing(dead: FigureHistory | None) -> tuple[int | None, int | None]:
    """Lowest and highest of the values that stand now: the latest and what contradicts it; None where one is open."""
    points = (dead.latest, *dead.rivals) if dead else ()
    lows, highs = [whole(point.low) for point in points], [whole(point.high) for point in points]
    low = None if None in lows else min((low for low in lows if low is not None), default=None)
    return low, None if None in highs else max((high for high in highs if high is not None), default=None)


def reports(case: Case) -> list[tuple[Telling, Document]]:
    """The tellings of an incident with their documents, in the order in which it was told."""
    tellings = (told.telling for told in case.incident.tellings)
    return [(telling, case.documents[telling.document]) for telling in tellings]


def cite(sheets: Sheets, row: str, case: Case, dead: FigureHistory | None = None) -> None:
    """Rows of the table of sources for a row that rests on an incident and, if it has one, its number of dead."""
    for told in case.incident.tellings:
        cited = _source(row, told.telling, case.documents[told.telling.document], told.place)
        said = name_of(told.said_by) if told.said_by else None
        sheets.put("sources", cited | {"record": "event", "said_by": said, "confidence": told.confidence})
    for point in dead.points if dead else ():
        cite_point(sheets, row, point, case.documents[point.telling.document], None)


def cite_point(sheets: Sheets, row: str, point: FigurePoint, document: Document, place: Place | None) -> None:
    """Likewise for one value of a figure."""
    said = name_of(point.said_by) if point.said_by else None
    sheets.put("sources", _source(row, point.telling, document, place) | {"record": "figure", "said_by": said})


@lru_cache(maxsize=16)
def sentences_of(text: str) -> list[tuple[int, int]]:
    """The sentences of a text; its records ask for them one after the other."""
    return split_sentences(text)


def passage(document: Document, words: Span) -> str:
    """The sentence that holds the words, in one line; of a very long one the part around them."""
    around = (pair for pair in sentences_of(document.text) if pair[0] <= words.start < pair[1])
    start, end = next(around, (words.start, words.end))
    end = max(end, words.end)
    if end - start > _LONGEST:
        cut = (max(start, words.start - _LONGEST // 2), min(end, words.start + _LONGEST // 2))
        return ("…" if cut[0] > start else "") + _line(document, *cut) + ("…" if cut[1] < end else "")
    return _line(document, start, end)


def _line(document: Document, start: int, end: int) -> str:
    return " ".join(document.text[start:end].split())


def _source(row: str, telling: Telling, document: Document, place: Place | None) -> Row:
    return {
        "table_row": row,
        "record_id": telling.record,
        "document_id": document.id,
        "published": document.published,
        "publisher": document.publisher,
        "agency": document.agency,
        "title": document.title,
        "url": document.url,
        "text": telling.words.text,
        "start": telling.words.start,
        "end": telling.words.end,
        "sentence": passage(document, telling.words),
        "attribution": attribution(document, place),
    }
