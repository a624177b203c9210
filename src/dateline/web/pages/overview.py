"""Sources, changes, and the page that names the addresses of the API."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter
from fastapi import Query as Parameter
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from dateline.situation.sources import sources as counted
from dateline.web.api.lists import moment
from dateline.web.deps import LiveStore, tagged
from dateline.web.look import page
from dateline.web.questions import Asked

router = APIRouter(include_in_schema=False)
_SHOWN: Final = 200


class Since(BaseModel):
    """Since when."""

    since: str | None = Field(None, max_length=40)


@router.get("/sources")
def sources(request: Request, live: LiveStore, wanted: Annotated[Asked, Parameter()]) -> Response:
    """Who reports, how much of it is another's copy; how the feeds do; what was refused and why."""
    board, query = live.board, wanted.query(None)

    def made() -> Response:
        found = live.view((board.seq, "sources", query), lambda: counted(board, live.rows(board, query)))
        refused: dict[str, list[str]] = {}
        for one in live.store.refusals(1000):
            refused.setdefault(one.rejected.code, []).append(one.rejected.subject)
        values = {"sources": found, "health": live.store.sources(), "refused": refused, "kept": len(board.documents)}
        return page(request, "sources.html", values)

    # The health of a feed changes without a change of records.
    return tagged(request, board.seq, made) if not live.store.sources() else made()


@router.get("/changes")
def changes(request: Request, live: LiveStore, wanted: Annotated[Since, Parameter()]) -> Response:
    """What came, changed and went since a moment; without one, since a day ago."""
    since = moment(wanted.since) if wanted.since else datetime.now(UTC) - timedelta(days=1)
    found = live.store.changes(since, _SHOWN)
    values: dict[str, object] = {
        "changes": found,
        "since": wanted.since,
        "shown": _SHOWN,
        "latest": live.store.latest(),
    }
    values |= {"faces": {one.document: live.board.face(one.document) for one in found if one.document}}
    return page(request, "changes.html", values)


@router.get("/api")
def api(request: Request) -> Response:
    """The addresses of the API with their parameters, from its own description."""
    described = request.app.openapi()
    found = [
        (path, operation["description"].split("\n")[0], [one["name"] for one in operation.get("parameters", ())])
        for path, methods in described["paths"].items()
        for operation in methods.values()
    ]
    return tagged(request, 0, lambda: page(request, "api.html", {"operations": found}))
