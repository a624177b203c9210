"""Figures: histories of quantities, and one with its chart."""

from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Parameter
from starlette.requests import Request
from starlette.responses import Response

from dateline.errors_serving import NotKept
from dateline.model.codes import FigureKind
from dateline.model.linked import FigureHistory
from dateline.situation import linked
from dateline.situation.query import Kind
from dateline.web.deps import LiveStore, tagged
from dateline.web.draw_figures import drawing_of
from dateline.web.live import Live
from dateline.web.look import page
from dateline.web.pages.grouped import Grouped, listed

router = APIRouter(include_in_schema=False)


class Wanted(Grouped):
    """The filter of the list."""

    type: FigureKind | None = None


@router.get("/figures")
def figures(request: Request, live: LiveStore, wanted: Annotated[Wanted, Parameter()]) -> Response:
    """Quantities with their latest value, its range and who says it."""
    return tagged(request, live.board.seq, lambda: _list(request, live, wanted))


@router.get("/figures/{name}")
def figure(request: Request, live: LiveStore, name: str) -> Response:
    """One history, by its id or that of any of its figures."""
    return tagged(request, live.board.seq, lambda: _one(request, live, name))


def found(live: Live, name: str) -> FigureHistory:
    """NotKept where the name leads to no figure."""
    record = f"figure-{name.rpartition('-')[2]}"
    one = linked.history(live.store, record) if live.board.row(record) is not None else None
    if one is None:
        raise NotKept(name, "no such figure")
    return one


def _list(request: Request, live: Live, wanted: Wanted) -> Response:
    found = listed(live, wanted, Kind.FIGURE, wanted.type, "/figures")
    values = found.values | {
        "histories": linked.histories_of(live.store, found.members),
        "types": tuple(map(str, FigureKind)),
        "statuses": (),
    }
    return page(request, "figures.html", values)


def _one(request: Request, live: Live, name: str) -> Response:
    one = found(live, name)
    faces = {point.telling.document: live.board.face(point.telling.document) for point in one.points}
    return page(request, "figure.html", {"history": one, "drawing": drawing_of(one), "faces": faces})
