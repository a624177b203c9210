"""What routes ask for: the live store, the user, the right to write; and answers that a browser may keep."""

import hashlib
from collections.abc import Callable
from typing import Annotated

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

from dateline import __version__
from dateline.errors_serving import AccessNeeded
from dateline.store.base_linking import LinkingStore
from dateline.web.door import Door
from dateline.web.live import Live


def live(request: Request) -> Live:
    """The store and its board."""
    found: Live = request.app.state.live
    return found


def user(request: Request) -> str | None:
    """The name of whoever holds the token or session of this request."""
    name: str | None = request.state.user
    return name


def writer(request: Request) -> str:
    """The name of the user who may write; AccessNeeded if this one may not."""
    door: Door = request.state.door
    name = user(request)
    if not door.may_write(name) or name is None:
        reason = "writing needs a local session or a token" if door.write else "it was started for reading only"
        raise AccessNeeded(request.url.path, reason, "dateline serve --db FILE --write")
    return name


def writing(request: Request) -> LinkingStore:
    """The store to write to; use it together with `Writer`."""
    store: LinkingStore | None = request.app.state.writing
    if store is None:
        raise AccessNeeded(request.url.path, "it was started for reading only", "dateline serve --db FILE --write")
    return store


LiveStore = Annotated[Live, Depends(live)]
User = Annotated[str | None, Depends(user)]
Writer = Annotated[str, Depends(writer)]
WritingStore = Annotated[LinkingStore, Depends(writing)]


def tagged(request: Request, seq: int, make: Callable[[], Response]) -> Response:
    """The answer with its ETag, or 304 where the asker has it: it depends on the address and on what is kept."""
    seen = (__version__, seq, request.url.path, request.url.query, request.state.user, request.headers.get("accept"))
    whole = repr((*seen, request.headers.get("hx-request")))
    tag = f'W/"{seq}-{hashlib.sha256(whole.encode()).hexdigest()[:16]}"'
    known = [one.strip() for one in request.headers.get("if-none-match", "").split(",")]
    headers = {"etag": tag, "vary": "Accept, HX-Request"}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    made = make()
    if made.status_code == 200:
        made.headers.update(headers)
    return made
