"""The situation: what happened where and when, how much of it, what is out of the ordinary, who did what to whom."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter
from fastapi import Query as Parameter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dateline.situation import linked, tallies
from dateline.situation.board import Board
from dateline.situation.columns import Ints
from dateline.situation.groups import Order, groups
from dateline.situation.pages import records_after
from dateline.situation.query import Kind, Query, days_of
from dateline.situation.sources import sources
from dateline.situation.timeline import timeline
from dateline.situation.trends import trends
from dateline.store.rows import record_of
from dateline.web.deps import LiveStore, tagged
from dateline.web.draw import chart_of
from dateline.web.live import Live
from dateline.web.look import is_partial, link, page
from dateline.web.questions import STATUSES, TYPES, Asked, cursor_of
from dateline.web.wording import line

router = APIRouter(include_in_schema=False)
_LINES: Final = 40
_PLACES: Final = 14
_JOINED: Final = 8
_ON_MAP: Final = 3000  # more symbols than that can neither be told apart nor drawn quickly


class Wanted(Asked):
    """The filter of the page; `kind` also chooses which records are listed."""

    kind: Kind | None = None
    type: str | None = None
    cursor: str | None = Field(None, max_length=60)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with the rows that answer it."""

    live: Live
    board: Board
    query: Query
    rows: Ints


def _ask(live: Live, board: Board, wanted: Wanted) -> _Asked:
    query = wanted.query(wanted.kind, wanted.type)
    return _Asked(live, board, query, live.rows(board, query))


@router.get("/")
def situation(request: Request, live: LiveStore, wanted: Annotated[Wanted, Parameter()]) -> Response:
    """The page, or for a script its part below the filter."""
    board = live.board
    return tagged(request, board.seq, lambda: _whole(request, _ask(live, board, wanted), wanted))


@router.get("/lines")
def lines(request: Request, live: LiveStore, wanted: Annotated[Wanted, Parameter()]) -> Response:
    """The next records of the list, as a part of a page."""
    board = live.board

    def made() -> Response:
        return page(request, "lines.html", _lines(_ask(live, board, wanted), wanted) | {"wanted": wanted})

    return tagged(request, board.seq, made)


@router.get("/lines.json")
def worded(request: Request, live: LiveStore, wanted: Annotated[Wanted, Parameter()]) -> Response:
    """The first records as one line of words each, for the map."""
    board = live.board

    def made() -> Response:
        shown, _ = records_after(board, live.store, _ask(live, board, wanted).rows, None, _LINES)
        return JSONResponse({"items": [{"id": one.kept.id, "line": line(record_of(one.kept))} for one in shown]})

    return tagged(request, board.seq, made)


@router.get("/map.json")
def on_map(request: Request, live: LiveStore, wanted: Annotated[Wanted, Parameter()]) -> Response:
    """The places of the records as GeoJSON, the most told first."""
    board = live.board

    def made() -> Response:
        asked = _ask(live, board, wanted)
        key = (board.seq, "map", asked.query)
        return JSONResponse(live.view(key, lambda: _features(board, asked.rows)), media_type="application/geo+json")

    return tagged(request, board.seq, made)


def _whole(request: Request, asked: _Asked, wanted: Wanted) -> Response:
    summary = asked.live.view((asked.board.seq, "situation", asked.query), lambda: _summary(asked))
    values = {"wanted": wanted, "parameters": wanted.parameters(), "types": TYPES, "statuses": STATUSES}
    values |= summary | _lines(asked, wanted)
    return page(request, "view.html" if is_partial(request) else "situation.html", values)


def _summary(asked: _Asked) -> dict[str, object]:
    board, rows = asked.board, asked.rows
    events = rows[board.columns.kind[rows] == 0]
    of_time = timeline(board, rows, asked.query)
    end = days_of(asked.query.end) if asked.query.end else None
    flagged = trends(
        board, _without_period(asked), None if end is None else of_time.buckets[-1].end if of_time.buckets else None
    )
    places = tallies.places(board, rows)
    return {
        "kinds": board.kinds(rows),
        "total": len(rows),
        "kept": len(board.documents),
        "chart": chart_of(of_time),
        "places": places[:_PLACES],
        "mapped": sum(one.records for one in places if one.spot.lat is not None),
        "countries": tallies.countries(board, rows)[:12],
        "deeds": tallies.deeds(board, events, 12),
        "actors": tallies.actors(board, rows)[:12],
        "sources": sources(board, rows)[:10],
        "flagged": flagged,
        "documents": len(set(board.columns.doc[rows].tolist())),
    } | _joined(asked)


def _joined(asked: _Asked) -> dict[str, object]:
    """The incidents, figures and agreements that most documents tell of."""

    def most(kind: Kind) -> list[tuple[str, ...]]:
        found = groups(asked.board, asked.live.store, asked.rows, kind, Order.TOLD)
        return [group.members for group in found[:_JOINED]]

    store = asked.live.store
    return {
        "incidents": linked.incidents_of(store, most(Kind.EVENT)),
        "histories": linked.histories_of(store, most(Kind.FIGURE)),
        "agreements": linked.agreements_of(store, most(Kind.AGREEMENT)[:4]),
    }


def _without_period(asked: _Asked) -> Ints:
    """The same filter over all time: a week is compared with those before it."""
    query = asked.query
    whole = Query(
        kind=query.kind, type=query.type, country=query.country, place=query.place, actor=query.actor,
        publisher=query.publisher, words=query.words, bbox=query.bbox,
    )  # fmt: skip
    return asked.live.rows(asked.board, whole)


def _lines(asked: _Asked, wanted: Wanted) -> dict[str, object]:
    after = cursor_of(wanted.cursor)
    shown, following = records_after(asked.board, asked.live.store, asked.rows, after, _LINES)
    found = [(record_of(one.kept), one) for one in shown]
    more = link("/lines", **(wanted.parameters() | {"cursor": str(following)})) if following else None
    return {"lines": found, "more": more}


def _features(board: Board, rows: Ints) -> dict[str, object]:
    features = []
    for one in tallies.places(board, rows)[:_ON_MAP]:
        if one.spot.lat is None or one.spot.lon is None:
            continue
        about = {"name": one.spot.name, "id": one.spot.id or one.spot.name, "n": one.records, "figures": one.figures}
        about |= {"precision": one.spot.precision, "quad": _quad(one.quads), "country": one.spot.country}
        about |= {f"q{number}": count for number, count in enumerate(one.quads, 1)}
        point = {"type": "Point", "coordinates": [one.spot.lon, one.spot.lat]}
        features.append({"type": "Feature", "geometry": point, "properties": about})
    return {"type": "FeatureCollection", "features": features}


def _quad(quads: tuple[int, int, int, int]) -> int:
    """The most frequent quad class; of equals the more conflictual one; 0 without events."""
    return max(range(4), key=lambda at: (quads[at], at)) + 1 if any(quads) else 0
