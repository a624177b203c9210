"""Documents: search, and one text with its spans lit beside the cards of its records."""

from typing import Annotated, Final

from fastapi import APIRouter
from fastapi import Query as Parameter
from markupsafe import Markup
from pydantic import Field
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.errors_serving import NotKept
from dateline.export.cards import class_of, render_cards
from dateline.export.labels import KIND_NAMES, Kind, headline
from dateline.export.page import render_text
from dateline.export.segments import marks
from dateline.situation.board import Board
from dateline.situation.readings import as_told, label_of
from dateline.situation.search import counts, find, passage
from dateline.store.base import KeptDocument, State, Store
from dateline.web.deps import LiveStore, tagged
from dateline.web.live import Live
from dateline.web.look import link, page
from dateline.web.questions import Asked

router = APIRouter(include_in_schema=False)
SECTION: Final = "d1"
"""The id of the text on the page; its cards are `d1-E1` and so on."""

_PAGE: Final = 20


class Wanted(Asked):
    """The filter of the list of documents."""

    page: int = Field(1, ge=1, le=10_000)


@router.get("/documents")
def documents(request: Request, live: LiveStore, wanted: Annotated[Wanted, Parameter()]) -> Response:
    """The documents with all the words, the latest first; without words, all of them."""
    board = live.board
    return tagged(request, board.seq, lambda: _list(request, live, board, wanted))


@router.get("/documents/{name:path}")
def document(request: Request, live: LiveStore, name: str) -> Response:
    """One document, by its hash, its id or its address."""
    sha256 = name if live.board.face(name) else _named(live.store, name)
    if sha256 != name:
        return RedirectResponse(f"/documents/{sha256}", 307)
    kept = live.store.document(sha256)
    if kept is None:
        raise NotKept(name, "no such document")
    return tagged(request, live.board.seq, lambda: _one(request, live, kept))


@router.get("/records/{record}")
def record(live: LiveStore, record: str) -> Response:
    """To the words of a record: its document, with its card lit."""
    found = live.store.kept([record])
    kept = live.store.document(found[0].document) if found else None
    if kept is None:
        raise NotKept(record, "no such record")
    label = label_of(as_told(kept), record)
    return RedirectResponse(f"/documents/{kept.document.sha256}#{SECTION}-{label}", 307)


def _named(store: Store, name: str) -> str:
    found = store.lookup(name)
    if not found:
        raise NotKept(name, "no such document")
    return found[0]


def _list(request: Request, live: Live, board: Board, wanted: Wanted) -> Response:
    query = wanted.query(None)
    found = live.view((board.seq, "documents", query), lambda: find(board, live.store, query))
    start = (wanted.page - 1) * _PAGE
    shown = found[start : start + _PAGE]
    texts = [live.store.document(face.sha256) for face in shown]
    rows = [
        (face, headline(kept.document), passage(kept.document.text, wanted.words), counted)
        for face, kept, counted in zip(shown, texts, counts(board, shown), strict=True)
        if kept is not None
    ]
    more = start + _PAGE < len(found)
    following = link("/documents", **(wanted.parameters() | {"page": wanted.page + 1})) if more else None
    values = {"rows": rows, "total": len(found), "kept": len(board.documents), "wanted": wanted, "start": start}
    return page(request, "documents.html", values | {"following": following})


def _one(request: Request, live: Live, kept: KeptDocument) -> Response:
    reading = as_told(kept)
    text = Markup(render_text(reading.document.text, marks(reading), SECTION))  # noqa: S704 (escaped where it is made)
    cards = Markup(render_cards(reading, SECTION))  # noqa: S704 (likewise)
    values = {"document": kept.document, "title": headline(kept.document), "text": text, "cards": cards}
    values |= {"section": SECTION, "withdrawn": kept.state is State.WITHDRAWN, "legend": _legend()}
    values |= {"records": len(kept.records), "sightings": live.store.sightings(kept.document.sha256)}
    return page(request, "document.html", values)


def _legend() -> list[tuple[str, Kind, str]]:
    others = (Kind.QUOTATION, Kind.FIGURE, Kind.AGREEMENT)
    return [(class_of(kind, None), kind, KIND_NAMES[kind][0].lower()) for kind in others]
