"""What belongs to a report: the documents about a place in a period, and all that was read in them.

A document is about a place if its title or opening names it, or if a third of what it locates lies there. It belongs
to the period by its day of publication, so that a report says what could be known when the period ended.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import asin, cos, radians, sin, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dateline.errors_reporting import PlaceUnknown
from dateline.knowledge.gazetteer import country, country_code
from dateline.knowledge.tables import country_names, fold
from dateline.link.histories import until
from dateline.model.document import Document
from dateline.model.linked import AgreementLine, FigureHistory, Incident, LinkKind, ReprintGroup
from dateline.model.records import Agreement, Event, Figure, Place, Quotation
from dateline.situation import linked
from dateline.situation.board import MATCHES, Board
from dateline.situation.columns import Spot
from dateline.store.base_linking import LinkingStore
from dateline.store.rows import Record, record_of

_OPENING: Final = 500
_SHARE: Final = 1 / 3
_FAR: Final = 200.0
"""Kilometres beyond which violence and figures of a dispatch about a place are of another place."""
_KINDS_OF_REGION: Final = frozenset(
    "department province region governorate county state district oblast prefecture division city municipality".split()
)
_WINDS: Final = frozenset({"northern", "southern", "eastern", "western"})


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked for; days are ISO prefixes that include their ends, `country` is ISO 3166-1 alpha-3."""

    place: str | None = None
    country: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A place that was found: its name as the records have it, or a country's, and the spots of records in it."""

    name: str | None
    country: str | None
    spots: frozenset[Spot] | None
    centre: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Material:
    """All that a report is made from. `documents` holds also those that tell of the same but are not in scope;
    `scope` are the hashes of those that are. `start` and `end` are the days asked for, else those of publication.
    """

    question: Question
    area: Area
    start: str | None
    end: str | None
    documents: Mapping[str, Document]
    scope: tuple[str, ...]
    sources: Mapping[str, str]
    reprints: tuple[ReprintGroup, ...]
    records: Mapping[str, Record]
    holders: Mapping[str, str]
    incidents: tuple[Incident, ...]
    histories: tuple[FigureHistory, ...]
    agreements: tuple[AgreementLine, ...]
    quotations: tuple[Quotation, ...]


def gather(store: LinkingStore, question: Question) -> Material:
    """Everything about the place in the period; PlaceUnknown if no record lies there."""
    board = Board.read(store)
    area = _area(board, question)
    shas = _in_period(board, sorted(_about(board, store, area)), question)
    documents = store.texts(shas)
    kept = sorted(store.current(shas), key=lambda one: one.id)
    records = {one.id: record_of(one) for one in kept}
    holders = {one.id: one.document for one in kept}
    near = [one for one in records.values() if not _elsewhere(one, area)]
    last = max((documents[sha].published or "" for sha in shas), default="")
    end = question.end or last or None
    told_of = _groups(store, board, LinkKind.INCIDENT, _ids(near, Event), end, question.start)
    incidents = linked.incidents_of(store, told_of)
    histories = linked.histories_of(store, _groups(store, board, LinkKind.FIGURE, _ids(near, Figure), None))
    standing = [each for one in histories if (each := until(one, end) if end else one) is not None]
    agreements = linked.agreements_of(store, _groups(store, board, LinkKind.AGREEMENT, _ids(near, Agreement), end))
    first = min((documents[sha].published or "9" for sha in shas), default="9")
    tellings = [each.telling for one in incidents for each in one.tellings]
    tellings += [each.telling for one in standing for each in one.points]
    tellings += [each.telling for one in agreements for each in one.mentions]
    told = {one.document for one in tellings}
    further = store.kept(sorted({one.record for one in tellings} - records.keys()))
    records |= {one.id: record_of(one) for one in further}
    groups = linked.reprints(store, sorted(set(shas) | told))
    texts = dict(documents) | store.texts(sorted(told - set(shas)))
    return Material(
        question,
        area,
        question.start or (first if first != "9" else None),
        end,
        texts,
        tuple(sorted(shas, key=lambda sha: (documents[sha].published or "9", documents[sha].publisher or "", sha))),
        _sources(texts, groups),
        tuple(groups),
        records,
        holders | {one.id: one.document for one in further},
        tuple(incidents),
        tuple(_grounded(one, records) for one in standing),
        tuple(agreements),
        tuple(one for one in near if isinstance(one, Quotation)),
    )


def _grounded(history: FigureHistory, records: Mapping[str, Record]) -> FigureHistory:
    """Without a place or group that only a telling after the period names."""
    told = [record for one in history.points if isinstance(record := records[one.telling.record], Figure)]
    place = history.place if any(each.place and each.place.name == _name(history) for each in told) else None
    of = history.of if any(each.of == history.of for each in told) else None
    return replace(history, place=place, of=of)


def _name(history: FigureHistory) -> str | None:
    return history.place.name if history.place else None


def _sources(documents: Mapping[str, Document], groups: Sequence[ReprintGroup]) -> dict[str, str]:
    found = {sha: one.agency or one.publisher or sha for sha, one in documents.items()}
    return found | {sha: group.source for group in groups for sha in group.documents}


def _ids(records: Iterable[Record], kind: type[Event | Figure | Agreement]) -> list[str]:
    return [one.id for one in records if isinstance(one, kind)]


def _groups(
    store: LinkingStore, board: Board, kind: LinkKind, ids: Sequence[str], end: str | None, start: str | None = None
) -> list[tuple[str, ...]]:
    """The clusters of these records, without what came out after the period, or before `start`."""
    found = []
    for group in sorted(set(store.grouped(kind, ids).values())):
        days = {each: _published(board, each) for each in group}
        late = {each for each, day in days.items() if end is not None and day[: len(end)] > end}
        early = {each for each, day in days.items() if start is not None and day[: len(start)] < start}
        found.append(tuple(each for each in group if each not in late and each not in early))
    return [group for group in found if group]


def _published(board: Board, record: str) -> str:
    row = board.row(record)
    return (board.faces[int(board.columns.doc[row])].published or "") if row is not None else ""


def _in_period(board: Board, shas: Iterable[str], question: Question) -> list[str]:
    start, end = question.start, question.end
    if start is None and end is None:
        return list(shas)
    found = []
    for sha in shas:
        face = board.face(sha)
        day = face.published if face else None
        if day and (start is None or day[: len(start)] >= start) and (end is None or day[: len(end)] <= end):
            found.append(sha)
    return found


def _area(board: Board, question: Question) -> Area:
    place, code = question.place, question.country
    spots = [spot for spot in board.names.spots.values if spot is not None]
    if code is not None:
        code = country_code(code.upper()) or code.upper()
        if all(spot.country != code for spot in spots):
            raise PlaceUnknown(code, "no record lies in this country", _like(code, spots, codes=True))
    if place is None:
        known = country(code) if code else None
        return Area(known.name if known else code, code, None, None)
    wanted = _key(place)
    found = [
        spot
        for spot in spots
        if (spot.id == place or wanted in (_key(spot.name), _key(spot.admin1 or ""))) and code in (None, spot.country)
    ]
    nation = country_names().get(fold(place))
    if (
        nation is not None
        and nation[1] == "country"
        and code is None
        and any(spot.country == nation[0] for spot in spots)
    ):
        known = country(nation[0])
        return Area(known.name if known else place, nation[0], None, None)
    if not found:
        raise PlaceUnknown(place, "no record of the database lies in a place of this name", _like(place, spots))
    named = sorted(found, key=lambda spot: (_key(spot.name) != wanted, spot.name))
    name = named[0].name if _key(named[0].name) == wanted else named[0].admin1 or place
    points = [(spot.lat, spot.lon) for spot in found if spot.lat is not None and spot.lon is not None]
    centre = (
        (sum(lat for lat, _ in points) / len(points), sum(lon for _, lon in points) / len(points)) if points else None
    )
    return Area(name, None, frozenset(found), centre)


def _key(name: str) -> str:
    """The folded name without the word that only says what kind of region it is, and "north" for "northern"."""
    words = [word.removesuffix("ern") if word in _WINDS else word for word in fold(name).split()]
    return " ".join(words[:-1] if len(words) > 1 and words[-1] in _KINDS_OF_REGION else words)


def _like(typed: str, spots: Iterable[Spot], codes: bool = False) -> str:
    if codes:
        known = {spot.country: spot.country for spot in spots if spot.country}
    else:
        named = [spot.name for spot in spots] + [spot.admin1 for spot in spots if spot.admin1]
        known = {_key(name): name for name in sorted(named, reverse=True)}
    near = difflib.get_close_matches(typed if codes else _key(typed), sorted(known), 3, 0.6)
    if not near and codes and known:
        return f"the database has {', '.join(sorted(filter(None, known))[:12])}"
    if not near:
        return "dateline incidents --db FILE"
    return f"did you mean {' or '.join(known[one] for one in near)}?"


def _about(board: Board, store: LinkingStore, area: Area) -> set[str]:
    living = np.flatnonzero(board.alive)
    if area.spots is None and area.country is None:
        return {face.sha256 for face in board.documents}
    spots = board.names.spots.values
    inside = np.array([spot is not None and _inside(spot, area) for spot in spots], np.bool_)
    doc, place = board.columns.doc[living], board.columns.place[living]
    located = np.bincount(doc[place > 0], minlength=len(board.faces))
    there = np.bincount(doc[inside[place]], minlength=len(board.faces))
    enough = (there > 0) & (there >= located * _SHARE)
    found = {board.faces[int(number)].sha256 for number in np.flatnonzero(enough)}
    if area.name is not None:
        hits = [sha for sha in store.search(area.name, MATCHES) if board.face(sha) is not None]
        texts = store.texts(hits)
        wide = {board.faces[int(number)].sha256 for number in np.flatnonzero(_in_country(board, area))}
        found |= {sha for sha, document in texts.items() if sha in wide or _opens_with(document, area.name)}
    return found


def _in_country(board: Board, area: Area) -> NDArray[np.bool_]:
    """Documents that mostly tell of the country in which a region lies: of those, naming it is enough.

    A dispatch about a district names its towns, which the gazetteer may not know to lie in it; a town, on the other
    hand, is often named only as the seat of somebody.
    """
    none = np.zeros(len(board.faces), np.bool_)
    countries = {spot.country for spot in area.spots or () if spot.precision in ("district", "province")} - {None}
    if len(countries) != 1:
        return none
    living = np.flatnonzero(board.alive)
    inside = np.array([spot is not None and spot.country in countries for spot in board.names.spots.values], np.bool_)
    doc, place = board.columns.doc[living], board.columns.place[living]
    located = np.bincount(doc[place > 0], minlength=len(board.faces))
    there = np.bincount(doc[inside[place]], minlength=len(board.faces))
    enough: NDArray[np.bool_] = (there > 0) & (there >= located * _SHARE)
    return enough


def _opens_with(document: Document, name: str) -> bool:
    opening = re.sub(r"[’']s\b", "", f"{document.title or ''} | {document.text[:_OPENING]}")
    return f" {fold(name)} " in f" {fold(opening)} "


def _inside(spot: Spot, area: Area) -> bool:
    return spot in area.spots if area.spots is not None else spot.country == area.country


def _elsewhere(record: Record, area: Area) -> bool:
    """Violence and figures of another place; talks about this one may be held anywhere."""
    if isinstance(record, Event):
        place = record.place if record.quad == 4 else None
    else:
        place = record.place if isinstance(record, Figure) else None
    if place is None or (area.spots is None and area.country is None):
        return False
    if area.country is not None:
        return place.country is not None and place.country != area.country
    wide = any(spot.precision in ("province", "district") for spot in area.spots or ())
    return _distance(place, area.centre) > (2 * _FAR if wide else _FAR)


def _distance(place: Place, centre: tuple[float, float] | None) -> float:
    if centre is None or place.lat is None or place.lon is None or place.precision == "country":
        return 0.0
    lat, lon = radians(place.lat), radians(place.lon)
    other_lat, other_lon = radians(centre[0]), radians(centre[1])
    across = sin((lat - other_lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin((lon - other_lon) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(across))
