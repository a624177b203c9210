"""Before and after every request: the host, the origin, the size and the holder; the headers of every answer.

A page of another site can make a browser send requests here. It can neither read the answers (no CORS, CORP
same-origin) nor write: a request that changes something must come from our own pages, told by Sec-Fetch-Site and
Origin, or carry a token that no browser adds by itself. A name that an attacker lets point to 127.0.0.1 is not ours.
"""

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.errors import DatelineError
from dateline.errors_serving import AccessNeeded, RequestRefused
from dateline.web.door import SESSION, Door
from dateline.web.faults import answer

LONGEST_ADDRESS: Final = 8_192
"""Bytes of path and query together."""

LARGEST_BODY: Final = 1_000_000
"""Bytes of the body of a request; the largest form is a judgement with its reason."""

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
DATA_POLICY: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""Of everything that is not a page of ours."""

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# Reachable without a token: the form that asks for one, and what it looks like.
_OPEN: Final = ("/session", "/static/")
_HEADERS: Final = (
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
)


class _TooLarge(Exception):
    """The body went over the limit while it was read."""


class Guard:
    """ASGI middleware around everything."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        user = self._door.holder(_secret(scope, headers))
        scope.setdefault("state", {})
        scope["state"] |= {"user": user, "door": self._door}
        try:
            self._look(scope, headers, user)
        except DatelineError as error:
            await answer(Request(scope), error)(scope, receive, _dressed(send))
            return
        try:
            await self.app(scope, _limited(receive), _dressed(send))
        except _TooLarge:
            large = RequestRefused(scope["path"], f"more than {LARGEST_BODY:,} bytes")
            await answer(Request(scope), large, 413)(scope, receive, _dressed(send))

    def _look(self, scope: Scope, headers: Headers, user: str | None) -> None:
        if _host(headers.get("host", "")) not in self._door.names:
            raise RequestRefused("Host", "this is not the name of this server", "dateline serve --name NAME")
        if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > LONGEST_ADDRESS:
            raise RequestRefused("address", f"longer than {LONGEST_ADDRESS:,} bytes")
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            raise RequestRefused("body", f"more than {LARGEST_BODY:,} bytes")
        if scope["method"] not in _SAFE:
            _check_origin(scope, headers)
        if not scope["path"].startswith(_OPEN) and not self._door.may_read(user):
            raise AccessNeeded(scope["path"], "this dashboard is open to holders of a token", "open /session")


def _check_origin(scope: Scope, headers: Headers) -> None:
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is None and origin is None:
        # No browser: there is nobody in whose name another page could act, if it brings its own token.
        if headers.get("authorization") is None:
            raise RequestRefused("Origin", "a browser would say where the request comes from")
        return
    if site is not None and site != "same-origin":
        raise RequestRefused("Sec-Fetch-Site", f"it comes from elsewhere ({site})")
    if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
        raise RequestRefused("Origin", "it comes from the page of another site")


def _secret(scope: Scope, headers: Headers) -> str | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip()
    return Request(scope).cookies.get(SESSION)


def _host(named: str) -> str:
    if named.startswith("["):
        return named[1:].partition("]")[0].lower()
    return named.rpartition(":")[0].lower() if ":" in named else named.lower()


def _limited(receive: Receive) -> Receive:
    got = 0

    async def limited() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > LARGEST_BODY:
            raise _TooLarge
        return message

    return limited


def _dressed(send: Send) -> Send:
    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            page = headers.get("content-type", "").startswith(("text/html", "text/css", "text/javascript"))
            # A 304 has no type, and its headers take the place of those of the answer that the browser kept.
            if message["status"] != 304:
                headers.setdefault("content-security-policy", POLICY if page else DATA_POLICY)
            headers.setdefault("cache-control", "private, no-cache")
            headers.add_vary_header("Cookie")
            headers.add_vary_header("Authorization")
            for name, value in _HEADERS:
                headers.setdefault(name, value)
        await send(message)

    return dressed
