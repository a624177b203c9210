"""Lists of records: events, quotations, figures, agreements; with paging, as JSON, CSV or GeoJSON."""

from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Parameter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from dateline.errors_serving import NotKept, QuestionInvalid
from dateline.model.codes import AgreementStatus, EventType, FigureKind, QuotationKind, Status
from dateline.situation.pages import records_after
from dateline.situation.query import Kind
from dateline.web.api.described import FAULTS, FEATURES, TABLES
from dateline.web.api.forms import Form, item, json_list, table
from dateline.web.api.shapes import (
    AgreementItem,
    AgreementList,
    EventItem,
    EventList,
    FigureItem,
    FigureList,
    QuotationItem,
    QuotationList,
)
from dateline.web.deps import LiveStore, tagged
from dateline.web.live import Live
from dateline.web.look import link
from dateline.web.questions import Where, cursor_of

LARGEST_TABLE = 20_000
"""Rows of one CSV or GeoJSON; `Link` leads to the rest. A page of JSON has at most 1,000."""

router = APIRouter(prefix="/api/v1", responses=FAULTS)


class Paged(Where):
    """A filter with a place in the list."""

    limit: int = Field(100, ge=1, le=1000, description="items of a page of JSON")
    cursor: str | None = Field(None, max_length=60, description="`next` of the page before")


class Records(Paged):
    """A filter with a place in the list and a form."""

    format: Form = Field(Form.JSON, description="json, csv or geojson (events and figures)")


class Events(Records):
    """Filter of events."""

    type: EventType | None = None
    status: Status | None = None


class Quotations(Records):
    """Filter of quotations."""

    type: QuotationKind | None = None


class Figures(Records):
    """Filter of figures."""

    type: FigureKind | None = None


class Agreements(Records):
    """Filter of agreements."""

    status: AgreementStatus | None = None


@router.get("/events", response_model=EventList, responses=FEATURES)
def events(request: Request, live: LiveStore, wanted: Annotated[Events, Parameter()]) -> Response:
    """Events, the latest day first."""
    return _listed(request, live, wanted, Kind.EVENT, wanted.type)


@router.get("/quotations", response_model=QuotationList, responses=TABLES)
def quotations(request: Request, live: LiveStore, wanted: Annotated[Quotations, Parameter()]) -> Response:
    """Quotations, the latest day of publication first."""
    return _listed(request, live, wanted, Kind.QUOTATION, wanted.type)


@router.get("/figures", response_model=FigureList, responses=FEATURES)
def figures(request: Request, live: LiveStore, wanted: Annotated[Figures, Parameter()]) -> Response:
    """Figures, the latest day first."""
    return _listed(request, live, wanted, Kind.FIGURE, wanted.type)


@router.get("/agreements", response_model=AgreementList, responses=TABLES)
def agreements(request: Request, live: LiveStore, wanted: Annotated[Agreements, Parameter()]) -> Response:
    """Agreements, the latest day first."""
    return _listed(request, live, wanted, Kind.AGREEMENT, None)


@router.get("/events/{record}", response_model=EventItem)
def event(request: Request, live: LiveStore, record: str) -> Response:
    """One event."""
    return _single(request, live, record, Kind.EVENT)


@router.get("/quotations/{record}", response_model=QuotationItem)
def quotation(request: Request, live: LiveStore, record: str) -> Response:
    """One quotation."""
    return _single(request, live, record, Kind.QUOTATION)


@router.get("/figures/{record}", response_model=FigureItem)
def figure(request: Request, live: LiveStore, record: str) -> Response:
    """One figure."""
    return _single(request, live, record, Kind.FIGURE)


@router.get("/agreements/{record}", response_model=AgreementItem)
def agreement(request: Request, live: LiveStore, record: str) -> Response:
    """One agreement."""
    return _single(request, live, record, Kind.AGREEMENT)


def _listed(request: Request, live: Live, wanted: Records, kind: Kind, type_: str | None) -> Response:
    query, after = wanted.query(kind, type_), cursor_of(wanted.cursor)
    if wanted.format is Form.GEOJSON and kind not in (Kind.EVENT, Kind.FIGURE):
        raise QuestionInvalid("format=geojson", f"{kind.value}s have no place")
    board = live.board

    def made() -> Response:
        as_json = wanted.format is Form.JSON
        rows = live.rows(board, query)
        shown, after_them = records_after(board, live.store, rows, after, wanted.limit if as_json else LARGEST_TABLE)
        if as_json:
            return json_list(map(item, shown), str(after_them) if after_them else None)
        here = wanted.parameters() | {"cursor": str(after_them)}
        following = link(request.url.path, **here) if after_them else None
        return table(shown, wanted.format, f"{kind.value}s", following)

    return tagged(request, board.seq, made)


def _single(request: Request, live: Live, record: str, kind: Kind) -> Response:
    board = live.board
    row = board.row(record)
    shown = board.shown([row], live.store) if row is not None else []
    if not shown or shown[0].kept.kind != kind.value:
        raise NotKept(record, f"no such {kind.value}")
    return tagged(request, board.seq, lambda: Response(item(shown[0]), media_type="application/json"))
