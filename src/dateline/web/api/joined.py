"""Lists of what several reports have in common: incidents, and histories of quantities."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Parameter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from dateline.model.codes import EventType, FigureKind, Status
from dateline.model.linked import FigureHistory, Incident
from dateline.situation import linked
from dateline.situation.groups import Order, groups
from dateline.situation.query import Kind
from dateline.web.api.described import FAULTS
from dateline.web.api.forms import json_value, json_values
from dateline.web.deps import LiveStore, tagged
from dateline.web.live import Live
from dateline.web.pages.figures import found as found_history
from dateline.web.pages.incidents import found as found_incident
from dateline.web.questions import Where

router = APIRouter(prefix="/api/v1", responses=FAULTS)


@dataclass(frozen=True, slots=True)
class IncidentList:
    """A page of incidents."""

    items: list[Incident]
    next: str | None


@dataclass(frozen=True, slots=True)
class HistoryList:
    """A page of histories."""

    items: list[FigureHistory]
    next: str | None


class _Ranked(Where):
    """A filter with an order; such lists are paged by number."""

    order: Order = Order.TOLD
    limit: int = Field(100, ge=1, le=1000, description="items of a page")
    cursor: int = Field(0, ge=0, le=10_000_000, description="`next` of the page before")


class Incidents(_Ranked):
    """Filter of incidents: those of which one event fits."""

    type: EventType | None = None
    status: Status | None = None


class Histories(_Ranked):
    """Filter of histories: those of which one figure fits."""

    type: FigureKind | None = None


@router.get("/incidents", response_model=IncidentList)
def incidents(request: Request, live: LiveStore, wanted: Annotated[Incidents, Parameter()]) -> Response:
    """Incidents with all their tellings."""

    def made() -> Response:
        members, following = _members(live, wanted, Kind.EVENT, wanted.type)
        return json_values(linked.incidents_of(live.store, members), following)

    return tagged(request, live.board.seq, made)


@router.get("/incidents/{incident}", response_model=Incident)
def incident(request: Request, live: LiveStore, incident: str) -> Response:
    """One incident, by its id or that of any of its events."""
    return tagged(request, live.board.seq, lambda: json_value(found_incident(live, incident)))


@router.get("/histories", response_model=HistoryList)
def histories(request: Request, live: LiveStore, wanted: Annotated[Histories, Parameter()]) -> Response:
    """Quantities with all that was told of them."""

    def made() -> Response:
        members, following = _members(live, wanted, Kind.FIGURE, wanted.type)
        return json_values(linked.histories_of(live.store, members), following)

    return tagged(request, live.board.seq, made)


@router.get("/histories/{history}", response_model=FigureHistory)
def history(request: Request, live: LiveStore, history: str) -> Response:
    """One history, by its id or that of any of its figures."""
    return tagged(request, live.board.seq, lambda: json_value(found_history(live, history)))


def _members(live: Live, wanted: _Ranked, kind: Kind, type_: str | None) -> tuple[list[tuple[str, ...]], str | None]:
    board, query = live.board, wanted.query(kind, type_)
    key = (board.seq, "groups", query, wanted.order)
    found = live.view(key, lambda: groups(board, live.store, live.rows(board, query), kind, wanted.order))
    end = wanted.cursor + wanted.limit
    return [group.members for group in found[wanted.cursor : end]], str(end) if end < len(found) else None
