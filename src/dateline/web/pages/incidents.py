"""Incidents: the list, and one with its reports side by side."""

from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Parameter
from starlette.requests import Request
from starlette.responses import Response

from dateline.errors_serving import NotKept
from dateline.model.codes import EventType, Status
from dateline.model.linked import Incident, LinkKind
from dateline.situation import linked
from dateline.situation.compared import compared
from dateline.situation.query import Kind
from dateline.situation.reasons import links
from dateline.web.deps import LiveStore, tagged
from dateline.web.live import Live
from dateline.web.look import page
from dateline.web.pages.grouped import Grouped, listed

router = APIRouter(include_in_schema=False)


class Wanted(Grouped):
    """The filter of the list."""

    type: EventType | None = None
    status: Status | None = None


@router.get("/incidents")
def incidents(request: Request, live: LiveStore, wanted: Annotated[Wanted, Parameter()]) -> Response:
    """Events of several reports that are one occurrence, and those that one report tells alone."""
    return tagged(request, live.board.seq, lambda: _list(request, live, wanted))


@router.get("/incidents/{name}")
def incident(request: Request, live: LiveStore, name: str) -> Response:
    """One incident, by its id or that of any of its events."""
    return tagged(request, live.board.seq, lambda: _one(request, live, name))


def found(live: Live, name: str) -> Incident:
    """NotKept where the name leads to no event."""
    event = f"event-{name.rpartition('-')[2]}"
    one = linked.incident(live.store, event) if live.board.row(event) is not None else None
    if one is None:
        raise NotKept(name, "no such incident")
    return one


def _list(request: Request, live: Live, wanted: Wanted) -> Response:
    found = listed(live, wanted, Kind.EVENT, wanted.type, "/incidents")
    values = found.values | {
        "incidents": linked.incidents_of(live.store, found.members),
        "types": tuple(map(str, EventType)),
        "statuses": tuple(map(str, Status)),
    }
    return page(request, "incidents.html", values)


def _one(request: Request, live: Live, name: str) -> Response:
    one = found(live, name)
    faces = {telling.telling.document: live.board.face(telling.telling.document) for telling in one.tellings}
    members = [telling.telling.record for telling in one.tellings]
    figures = [linked.history(live.store, f"figure-{each.rpartition('-')[2]}") for each in one.figures]
    story = linked.story(live.store, one.tellings[0].telling.document)
    others = [live.board.face(sha) for sha in story.documents if sha not in faces] if story else []
    values = {"incident": one, "rows": compared(one), "faces": faces, "story": story}
    values |= {"others": [face for face in others if face], "histories": [each for each in figures if each]}
    values |= {"why": links(live.store, LinkKind.INCIDENT, members) if len(members) > 1 else []}
    values |= {"groups": linked.reprints(live.store, sorted(faces))}
    return page(request, "incident.html", values)
