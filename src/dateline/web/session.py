"""Coming in: the local session by the address printed at the start, or a token typed into a form."""

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.errors_serving import AccessNeeded
from dateline.web.door import SESSION, Door
from dateline.web.look import page

router = APIRouter(include_in_schema=False)


@router.get("/session")
def ask(request: Request, key: str | None = None) -> Response:
    """With the key: the session begins. Without: the form for a token."""
    return page(request, "session.html", {}) if key is None else _begin(request, key)


@router.post("/session")
def begin(request: Request, token: Annotated[str, Form(max_length=200)]) -> Response:
    """The session of the holder of a token."""
    return _begin(request, token.strip())


@router.post("/session/end")
def end() -> Response:
    """Forgets the cookie."""
    response = RedirectResponse("/", 303)
    response.delete_cookie(SESSION, path="/", httponly=True, samesite="strict")
    return response


def _begin(request: Request, secret: str) -> Response:
    door: Door = request.state.door
    if door.holder(secret) is None:
        raise AccessNeeded("token", "it is not one of this dashboard", "open /session")
    response = RedirectResponse("/", 303)
    secure = request.url.scheme == "https"
    response.set_cookie(SESSION, secret, path="/", httponly=True, samesite="strict", secure=secure)
    return response
