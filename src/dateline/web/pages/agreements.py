"""Agreements: each with the states that it went through, and who told of them first."""

from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Parameter
from starlette.requests import Request
from starlette.responses import Response

from dateline.errors_serving import NotKept
from dateline.model.codes import AgreementStatus
from dateline.situation import linked
from dateline.situation.query import Kind
from dateline.web.deps import LiveStore, tagged
from dateline.web.live import Live
from dateline.web.look import page
from dateline.web.pages.grouped import Grouped, listed

router = APIRouter(include_in_schema=False)


class Wanted(Grouped):
    """The filter of the list."""

    status: AgreementStatus | None = None


@router.get("/agreements")
def agreements(request: Request, live: LiveStore, wanted: Annotated[Wanted, Parameter()]) -> Response:
    """The list."""
    return tagged(request, live.board.seq, lambda: _list(request, live, wanted))


@router.get("/agreements/{name}")
def agreement(request: Request, live: LiveStore, name: str) -> Response:
    """One agreement, by its id or that of any of its mentions."""
    mention = f"agreement-{name.rpartition('-')[2]}"
    one = linked.agreement(live.store, mention) if live.board.row(mention) is not None else None
    if one is None:
        raise NotKept(name, "no such agreement")
    faces = {point.telling.document: live.board.face(point.telling.document) for point in one.mentions}
    values = {"agreement": one, "faces": faces}
    return tagged(request, live.board.seq, lambda: page(request, "agreement.html", values))


def _list(request: Request, live: Live, wanted: Wanted) -> Response:
    found = listed(live, wanted, Kind.AGREEMENT, None, "/agreements")
    values = found.values | {
        "agreements": linked.agreements_of(live.store, found.members),
        "types": (),
        "statuses": tuple(map(str, AgreementStatus)),
    }
    return page(request, "agreements.html", values)
