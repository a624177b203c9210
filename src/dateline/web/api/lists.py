"""Lists of documents, actors and places, the changes, and the description of it all."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, TypeVar

from fastapi import APIRouter
from fastapi import Query as Parameter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dateline.errors_serving import NotKept, QuestionInvalid
from dateline.export.contract import contract_line
from dateline.situation import search, tallies
from dateline.situation.query import Kind
from dateline.store.base import Change
from dateline.web.api.described import FAULTS
from dateline.web.api.forms import json_values
from dateline.web.api.shapes import (
    ActorItem,
    ActorList,
    ChangeItem,
    ChangeList,
    DocumentItem,
    DocumentList,
    PlaceItem,
    PlaceList,
)
from dateline.web.deps import LiveStore, tagged
from dateline.web.questions import Where, Words

router = APIRouter(prefix="/api/v1", responses=FAULTS)
Value = TypeVar("Value")


class Counted(Where):
    """A filter of what is counted; such lists are paged by number."""

    kind: Kind | None = None
    limit: int = Field(100, ge=1, le=1000, description="items of a page")
    cursor: int = Field(0, ge=0, le=10_000_000, description="`next` of the page before")


class Named(Counted):
    """Likewise, with a part of the name."""

    name: Words = Field(None, max_length=100, description="a part of the name, in any case")


class Since(BaseModel):
    """Where to go on."""

    model_config = ConfigDict(extra="forbid")
    since: str = Field("0", max_length=40, description="a number of the sequence, or an ISO day or time in UTC")
    limit: int = Field(100, ge=1, le=1000)


@router.get("/documents", response_model=DocumentList)
def documents(request: Request, live: LiveStore, wanted: Annotated[Counted, Parameter()]) -> Response:
    """Documents without their texts, the latest first; of the filter q, publisher, document, from and to count."""
    board, query = live.board, wanted.query(None)

    def made() -> Response:
        found = live.view((board.seq, "documents", query), lambda: search.find(board, live.store, query))
        part, following = _part(found, wanted)
        sums = [sum(own.values()) for own in search.counts(board, part)]
        items = [DocumentItem(**asdict(face), records=number) for face, number in zip(part, sums, strict=True)]
        return json_values(items, following)

    return tagged(request, board.seq, made)


@router.get("/documents/{document:path}")
def document(request: Request, live: LiveStore, document: str) -> Response:
    """One document in the record contract, by hash, id or address: its text and all its records."""
    names = [document] if live.board.face(document) else live.store.lookup(document)
    kept = live.store.document(names[0]) if names else None
    if kept is None:
        raise NotKept(document, "no such document")
    return tagged(request, live.board.seq, lambda: Response(contract_line(kept), media_type="application/json"))


@router.get("/actors", response_model=ActorList)
def actors(request: Request, live: LiveStore, wanted: Annotated[Named, Parameter()]) -> Response:
    """Actors of the records that fit, the most told first."""
    board, query = live.board, wanted.query(wanted.kind)

    def made() -> Response:
        whole = live.view((board.seq, "actors", query), lambda: tallies.actors(board, live.rows(board, query)))
        part, following = _part([one for one in whole if _holds(one.party.name, wanted.name)], wanted)
        items = [_actor(one) for one in part]
        return json_values(items, following)

    return tagged(request, board.seq, made)


@router.get("/places", response_model=PlaceList)
def places(request: Request, live: LiveStore, wanted: Annotated[Named, Parameter()]) -> Response:
    """Places of the records that fit, the most told first."""
    board, query = live.board, wanted.query(wanted.kind)

    def made() -> Response:
        whole = live.view((board.seq, "places", query), lambda: tallies.places(board, live.rows(board, query)))
        part, following = _part([one for one in whole if _holds(one.spot.name, wanted.name)], wanted)
        items = [
            PlaceItem(**asdict(one.spot), records=one.records, quads=one.quads, figures=one.figures) for one in part
        ]
        return json_values(items, following)

    return tagged(request, board.seq, made)


@router.get("/changes", response_model=ChangeList)
def changes(request: Request, live: LiveStore, wanted: Annotated[Since, Parameter()]) -> Response:
    """What was added, changed, removed or withdrawn, in order; next is where to go on, also at the end."""
    since = moment(wanted.since)
    found = live.store.changes(since, wanted.limit)
    last = found[-1].seq if found else since if isinstance(since, int) else live.store.latest()
    return json_values(map(_change, found), str(last))


@router.get("/openapi.json", include_in_schema=False)
def description(request: Request) -> Response:
    """The description of this API (OpenAPI)."""
    return JSONResponse(request.app.openapi())


def _actor(one: tallies.ActorCount) -> ActorItem:
    actor, recipient, source, speaker, addressee, party = one.roles
    known = (one.party.name, one.party.code, one.party.country, one.party.sector, one.party.id)
    return ActorItem(*known, one.records, actor, recipient, source, speaker, addressee, party)


def _part(found: Sequence[Value], wanted: Counted) -> tuple[Sequence[Value], str | None]:
    end = wanted.cursor + wanted.limit
    return found[wanted.cursor : end], str(end) if end < len(found) else None


def _holds(name: str, part: str | None) -> bool:
    return part is None or part.casefold() in name.casefold()


def _change(change: Change) -> ChangeItem:
    return ChangeItem(**asdict(change))


def moment(since: str) -> int | datetime:
    """A number of the sequence, or a time in UTC unless it names a zone; QuestionInvalid for anything else."""
    if since.isascii() and since.isdecimal():
        # Numbers of the sequence are 64 bits wide in the database.
        return min(int(since), 2**63 - 1)
    try:
        at = datetime.fromisoformat(since)
    except ValueError as error:
        raise QuestionInvalid(f"since={since}", "neither a number nor an ISO day or time") from error
    try:
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError as error:
        raise QuestionInvalid(f"since={since}", "outside of the calendar") from error
