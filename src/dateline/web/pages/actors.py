"""Actors: the list, and the dossier of one: what it did, what was done to it, what it said, with whom it deals."""

from typing import Annotated, Final

from fastapi import APIRouter
from fastapi import Query as Parameter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from dateline.errors_serving import NotKept
from dateline.situation import tallies
from dateline.situation.pages import records_after
from dateline.situation.query import Kind, Query
from dateline.situation.timeline import timeline
from dateline.store.rows import record_of
from dateline.web.deps import LiveStore, tagged
from dateline.web.draw import chart_of
from dateline.web.live import Live
from dateline.web.look import link, page
from dateline.web.questions import Asked, Words

router = APIRouter(include_in_schema=False)
_PAGE: Final = 100
_LINES: Final = 30


class Wanted(Asked):
    """The filter of the list."""

    name: Words = Field(None, max_length=100)
    page: int = Field(1, ge=1, le=10_000)


@router.get("/actors")
def actors(request: Request, live: LiveStore, wanted: Annotated[Wanted, Parameter()]) -> Response:
    """Actors by how often they are told of, with their roles."""
    return tagged(request, live.board.seq, lambda: _list(request, live, wanted))


@router.get("/actors/{name:path}")
def actor(request: Request, live: LiveStore, name: str) -> Response:
    """The dossier of an actor, by name, code or id."""
    return tagged(request, live.board.seq, lambda: _one(request, live, name))


def _list(request: Request, live: Live, wanted: Wanted) -> Response:
    board, query = live.board, wanted.query(None)
    whole = live.view((board.seq, "actors", query), lambda: tallies.actors(board, live.rows(board, query)))
    part = (wanted.name or "").casefold()
    found = [one for one in whole if part in one.party.name.casefold()] if part else whole
    start = (wanted.page - 1) * _PAGE
    more = start + _PAGE < len(found)
    following = link("/actors", **(wanted.parameters() | {"page": wanted.page + 1})) if more else None
    values = {"actors": found[start : start + _PAGE], "total": len(found), "start": start, "more": following}
    return page(request, "actors.html", values | {"wanted": wanted, "kept": len(board.documents)})


def _one(request: Request, live: Live, name: str) -> Response:
    board, query = live.board, Query(actor=name)
    rows = live.rows(board, query)
    parties = [one for one in tallies.actors(board, rows) if one.party.is_named(name)]
    if not parties:
        raise NotKept(name, "no such actor")
    events = rows[board.columns.kind[rows] == 0]
    shown, following = records_after(board, live.store, rows, None, _LINES)
    said = live.rows(board, Query(kind=Kind.QUOTATION, actor=name))
    words, _ = records_after(board, live.store, said, None, 12)
    deeds = tallies.deeds(board, events, 400)
    values = {"name": parties[0].party.name, "asked": name, "parties": parties, "total": len(rows)}
    values |= {"chart": chart_of(timeline(board, rows, query)), "roles": tallies.roles(parties)}
    values |= {"does": [one for one in deeds if one.actor.is_named(name)][:20]}
    values |= {"done": [one for one in deeds if one.recipient.is_named(name)][:20]}
    values |= {"lines": [(record_of(one.kept), one) for one in shown], "quoted": len(said)}
    values |= {"said": [(record_of(one.kept), one) for one in words], "places": tallies.places(board, events)[:10]}
    values |= {"more": link("/lines", actor=name, cursor=str(following)) if following else None}
    return page(request, "actor.html", values)
