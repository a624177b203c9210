"""Errors as answers: a page for a person, `application/problem+json` (RFC 9457) for a program."""

import sys
import traceback
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dateline.errors import DatelineError, StoreError, StoreLocked
from dateline.errors_serving import AccessNeeded, NotKept, QuestionInvalid, RequestRefused, ServeError
from dateline.explanations import EXPLANATIONS
from dateline.web.look import page

_STATUS: Final = (
    (QuestionInvalid, 422),
    (NotKept, 404),
    (RequestRefused, 403),
    (AccessNeeded, 401),
    (StoreLocked, 503),
    (StoreError, 500),
)
_WORDS: Final = MappingProxyType({404: "There is no such page", 405: "This address does not take that"})
_DATA: Final = ("/api/", "/ogc", "/feeds/")


def install(app: FastAPI) -> None:
    """Hands every error of the application to `answer`; what has no name becomes a 500 without details."""
    app.add_exception_handler(DatelineError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _fault)


def status_of(error: DatelineError) -> int:
    """The HTTP status of an error."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def answer(request: Request, error: DatelineError, status: int | None = None) -> Response:
    """The error as what the asker can read."""
    status = status or status_of(error)
    if status == 422 and request.url.path.startswith("/ogc"):
        status = 400  # OGC API Features, requirement 10
    if isinstance(error, StoreError):
        # Where the file lies, or at which server, is nothing that a visitor must know.
        error = type(error)("the database", error.reason, error.hint)
    entry = EXPLANATIONS[error.code]
    headers = {"www-authenticate": 'Bearer realm="dateline"'} if status == 401 else {}
    headers |= {"retry-after": "2"} if status == 503 else {}
    if request.url.path.startswith(_DATA):
        about = {"type": "about:blank", "title": entry.title, "status": status, "code": error.code}
        about |= {"detail": f"{error.subject}: {error.reason}"}
        return JSONResponse(about, status, headers, "application/problem+json")
    shown = {"error": error, "entry": entry, "status": status}
    return page(request, "fault.html", shown, status, headers)


async def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, DatelineError)  # noqa: S101 (registered for this class alone)
    return answer(request, error)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 (registered for this class alone)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:]) or str(first["loc"][0])
    return answer(request, QuestionInvalid(where, str(first["msg"])))


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 (registered for this class alone)
    status = error.status_code
    kind: type[ServeError] = NotKept if status == 404 else RequestRefused
    headers: Mapping[str, str] = error.headers or {}
    made = answer(request, kind(request.url.path, _WORDS.get(status, str(error.detail)).lower()), status)
    made.headers.update(headers)
    return made


async def _fault(request: Request, error: Exception) -> Response:
    """A fault of ours: whoever started the program sees it whole, a visitor only that there was one."""
    traceback.print_exception(error, file=sys.stderr)
    return answer(
        request, ServeError(request.url.path, "a fault of the program; its traceback is where it was started")
    )
