"""OGC API Features, part 1: the collections `events` and `figures`, as QGIS and other map programs read them."""

import io
import json
from datetime import UTC, datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter
from fastapi import Query as Parameter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dateline.errors_serving import NotKept, QuestionInvalid
from dateline.export.geojson import write_geojson
from dateline.situation.board import Board, Shown
from dateline.situation.pages import records_after
from dateline.situation.query import Kind, days_of
from dateline.web.api.described import FAULTS, GeoJson
from dateline.web.api.forms import readings
from dateline.web.deps import LiveStore, tagged
from dateline.web.live import Live
from dateline.web.look import link
from dateline.web.questions import Where, cursor_of

router = APIRouter(prefix="/ogc", responses=FAULTS)
COLLECTIONS: Final = {
    "events": (Kind.EVENT, "Events", "What sources say happened, planned, denied or called for"),
    "figures": (Kind.FIGURE, "Figures", "Counted quantities with their bounds and sources"),
}
_CLASSES: Final = ("core", "geojson")
_SPEC: Final = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
_WGS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_GEOJSON: Final = "application/geo+json"
Name = Literal["events", "figures"]


class Items(Where):
    """`datetime` is a day, a time, or an interval of two with a slash; `..` leaves an end open."""

    type: str | None = Field(None, description="event type, or kind of figure")
    datetime: str | None = Field(None, max_length=80)
    limit: int = Field(100, ge=1, le=10_000)
    cursor: str | None = Field(None, max_length=60)


@router.get("")
def landing(request: Request) -> Response:
    """The landing page."""
    base = _base(request)
    links = [
        _link(base, "self", "application/json", "This page"),
        _link(f"{base}/api", "service-desc", "application/vnd.oai.openapi+json;version=3.1", "The description"),
        _link(f"{base}/conformance", "conformance", "application/json", "Conformance classes"),
        _link(f"{base}/collections", "data", "application/json", "The collections"),
    ]
    return JSONResponse({"title": "dateline", "description": "Records of news dispatches", "links": links})


@router.get("/api", include_in_schema=False)
def description(request: Request) -> Response:
    """The description of the API (OpenAPI)."""
    return JSONResponse(request.app.openapi(), media_type="application/vnd.oai.openapi+json;version=3.1")


@router.get("/conformance")
def conformance() -> Response:
    """The parts of the standard that are kept."""
    return JSONResponse({"conformsTo": [f"{_SPEC}/{name}" for name in _CLASSES]})


@router.get("/collections")
def collections(request: Request, live: LiveStore) -> Response:
    """All collections."""
    base = _base(request)
    links = [_link(f"{base}/collections", "self", "application/json", "This page")]
    found = [_collection(base, name, live.board) for name in COLLECTIONS]
    return JSONResponse({"links": links, "collections": found})


@router.get("/collections/{name}")
def collection(request: Request, live: LiveStore, name: Name) -> Response:
    """One collection."""
    return JSONResponse(_collection(_base(request), name, live.board))


@router.get("/collections/{name}/items", response_class=GeoJson)
def items(request: Request, live: LiveStore, name: Name, wanted: Annotated[Items, Parameter()]) -> Response:
    """Features that fit, the latest day first."""
    board = live.board
    return tagged(request, board.seq, lambda: _items(request, live, board, name, wanted))


@router.get("/collections/{name}/items/{feature}", response_class=GeoJson)
def item(request: Request, live: LiveStore, name: Name, feature: str) -> Response:
    """One feature."""
    board = live.board
    row = board.row(feature)
    shown = board.shown([row], live.store) if row is not None else []
    if not shown or shown[0].kept.kind != COLLECTIONS[name][0].value:
        raise NotKept(feature, f"no such feature of {name}")
    whole = features(shown)[0] | {"links": [_link(str(request.url), "self", _GEOJSON, "This feature")]}
    return tagged(request, board.seq, lambda: GeoJson(whole))


def features(shown: list[Shown]) -> list[dict[str, object]]:
    """GeoJSON features as the export writes them."""
    out = io.StringIO()
    write_geojson(readings(shown), out)
    found: list[dict[str, object]] = json.loads(out.getvalue())["features"]
    return found


def _items(request: Request, live: Live, board: Board, name: str, wanted: Items) -> Response:
    start, end = interval(wanted.datetime) if wanted.datetime else (wanted.start, wanted.end)
    fields = {"start": start, "end": end}
    query = wanted.model_copy(update=fields).query(COLLECTIONS[name][0], wanted.type)
    rows = live.rows(board, query)
    shown, following = records_after(board, live.store, rows, cursor_of(wanted.cursor), wanted.limit)
    base = f"{_base(request)}/collections/{name}/items"
    links = [_link(str(request.url), "self", _GEOJSON, "These features")]
    if following is not None:
        address = link(base, **(wanted.parameters() | {"cursor": str(following)}))
        links.append(_link(address, "next", _GEOJSON, "The next ones"))
    found = features(shown)
    whole: dict[str, object] = {"type": "FeatureCollection", "features": found, "links": links}
    stamp = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    whole |= {"timeStamp": stamp, "numberMatched": len(rows), "numberReturned": len(found)}
    return GeoJson(whole)


def interval(value: str) -> tuple[str | None, str | None]:
    """First and last day of a `datetime`; None is open."""
    first, slash, last = value.partition("/")
    start, end = _end(first), _end(last) if slash else _end(first)
    if not slash and start is None:
        raise QuestionInvalid("datetime", "a day, a time, or two with a slash between them")
    return start, end


def _end(value: str) -> str | None:
    if value in ("", ".."):
        return None
    day = value.partition("T")[0]
    if days_of(day) is None:
        raise QuestionInvalid(f"datetime={value}", "neither a day nor a time")
    return day


def _collection(base: str, name: str, board: Board) -> dict[str, object]:
    _, title, words = COLLECTIONS[name]
    here = f"{base}/collections/{name}"
    links = [
        _link(here, "self", "application/json", "This collection"),
        _link(f"{here}/items", "items", _GEOJSON, "Its features"),
    ]
    first, last = board.days
    extent = {
        "spatial": {"bbox": [[-180, -90, 180, 90]], "crs": _WGS84},
        "temporal": {"interval": [[f"{first}T00:00:00Z" if first else None, f"{last}T23:59:59Z" if last else None]]},
    }
    about: dict[str, object] = {"id": name, "title": title, "description": words, "links": links, "extent": extent}
    return about | {"itemType": "feature", "crs": [_WGS84]}


def _base(request: Request) -> str:
    return f"{str(request.base_url).rstrip('/')}/ogc"


def _link(href: str, rel: str, media: str, title: str) -> dict[str, str]:
    return {"href": href, "rel": rel, "type": media, "title": title}
