"""Feeds of any filter, Atom (RFC 4287) and JSON Feed 1.1: the fifty records that changed last."""

from datetime import UTC, datetime
from typing import Annotated, Final, Literal
from xml.etree import ElementTree as Xml  # only written, never parsed

import numpy as np
from fastapi import APIRouter
from fastapi import Query as Parameter
from starlette.requests import Request
from starlette.responses import Response

from dateline import __version__
from dateline.export.labels import CONTROL_PICTURES, headline
from dateline.model.document import Document
from dateline.situation.board import Shown
from dateline.situation.query import Kind
from dateline.store.base import Face
from dateline.store.rows import record_of
from dateline.web.api.described import FAULTS, Atom, JsonFeed
from dateline.web.deps import LiveStore, tagged
from dateline.web.live import Live
from dateline.web.look import link
from dateline.web.questions import Where
from dateline.web.wording import line

ENTRIES: Final = 50
_ATOM: Final = "http://www.w3.org/2005/Atom"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
Name = Literal["events", "quotations", "figures", "agreements", "records"]
router = APIRouter(prefix="/feeds", responses=FAULTS)


class Fed(Where):
    """The filter of a feed."""

    type: str | None = None


@router.get("/{name}.atom", response_class=Atom)
def atom(request: Request, live: LiveStore, name: Name, wanted: Annotated[Fed, Parameter()]) -> Response:
    """Atom."""
    return tagged(request, live.board.seq, lambda: _atom(request, name, wanted, _latest(live, name, wanted)))


@router.get("/{name}.json", response_class=JsonFeed)
def json_feed(request: Request, live: LiveStore, name: Name, wanted: Annotated[Fed, Parameter()]) -> Response:
    """JSON Feed."""
    return tagged(request, live.board.seq, lambda: _json(request, name, wanted, _latest(live, name, wanted)))


def _latest(live: Live, name: str, wanted: Fed) -> list[Shown]:
    board = live.board
    kind = None if name == "records" else Kind(name.removesuffix("s"))
    rows = live.rows(board, wanted.query(kind, wanted.type))
    newest = rows[np.argsort(-board.columns.seq[rows], kind="stable")[:ENTRIES]]
    return board.shown(newest, live.store)


def _title(name: str, wanted: Fed) -> str:
    parts = [f"{key}={value}" for key, value in wanted.parameters().items()]
    return " · ".join([f"dateline {name}", *parts])


def _atom(request: Request, name: str, wanted: Fed, shown: list[Shown]) -> Response:
    Xml.register_namespace("", _ATOM)
    feed = Xml.Element(f"{{{_ATOM}}}feed")
    _put(feed, "id", str(request.url))
    _put(feed, "title", _title(name, wanted))
    _put(feed, "updated", max((one.kept.updated for one in shown), default=_EPOCH).isoformat())
    _put(feed, "link", None, rel="self", href=str(request.url), type="application/atom+xml")
    _put(feed, "generator", "dateline", version=__version__)
    for one in shown:
        entry = Xml.SubElement(feed, f"{{{_ATOM}}}entry")
        _put(entry, "id", f"urn:dateline:{one.kept.id}")
        _put(entry, "title", line(record_of(one.kept)))
        _put(entry, "updated", one.kept.updated.isoformat())
        _put(entry, "link", None, rel="alternate", href=_here(request, one), type="text/html")
        _put(Xml.SubElement(entry, f"{{{_ATOM}}}author"), "name", one.face.publisher or "unknown")
        _put(entry, "content", _told(one.face), type="text")
    body = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Atom(body)


def _put(parent: Xml.Element, name: str, text: str | None, **attributes: str) -> None:
    child = Xml.SubElement(parent, f"{{{_ATOM}}}{name}", {key: _clean(value) for key, value in attributes.items()})
    child.text = None if text is None else _clean(text)


def _clean(text: str) -> str:
    # XML has no control characters, not even escaped; U+FFFE and U+FFFF are none of its characters either.
    return text.translate(CONTROL_PICTURES).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")


def _json(request: Request, name: str, wanted: Fed, shown: list[Shown]) -> Response:
    items = [
        {
            "id": f"urn:dateline:{one.kept.id}",
            "url": _here(request, one),
            "title": line(record_of(one.kept)),
            "content_text": _told(one.face),
            "date_modified": one.kept.updated.isoformat(),
        }
        for one in shown
    ]
    whole = {"version": "https://jsonfeed.org/version/1.1", "title": _title(name, wanted), "feed_url": str(request.url)}
    home = link(str(request.base_url), **wanted.parameters())
    return JsonFeed(whole | {"home_page_url": home, "items": items})


def _here(request: Request, one: Shown) -> str:
    return f"{str(request.base_url).rstrip('/')}/records/{one.kept.id}"


def _told(face: Face) -> str:
    document = Document(face.id, face.sha256, face.title, "", None, None, None, face.language, None)
    parts = [headline(document), face.publisher, face.published, face.url]
    return " · ".join(part for part in parts if part)
