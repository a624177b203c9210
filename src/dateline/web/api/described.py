"""Answers of the API that are no JSON items, for its description."""

from typing import Any, Final

from starlette.responses import JSONResponse, Response

_FAULT: Final = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "description": "that of `dateline explain`"},
    },
}
_TEXT: Final = {"schema": {"type": "string"}}
_FEATURES: Final = {"schema": {"type": "object", "required": ["type", "features"]}}


def _fault(words: str) -> dict[str, Any]:
    return {"description": words, "content": {"application/problem+json": {"schema": _FAULT}}}


def _ok(**content: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    names = {"csv": "text/csv", "geojson": "application/geo+json", "atom": "application/atom+xml"}
    return {200: {"content": {names[name]: value for name, value in content.items()}}}


FAULTS: Final[dict[int | str, dict[str, Any]]] = {
    304: {"description": "Nothing changed since the ETag of If-None-Match"},
    400: _fault("A parameter has no meaning (below /ogc)"),
    401: _fault("A token is needed"),
    403: _fault("Refused: a foreign host or page"),
    404: _fault("Nothing of this name is kept"),
    405: _fault("Not with this method"),
    422: _fault("A parameter has no meaning"),
    503: _fault("The database is busy"),
}
TABLES: Final = _ok(csv=_TEXT)
FEATURES: Final = _ok(csv=_TEXT, geojson=_FEATURES)


class GeoJson(JSONResponse):
    """Features."""

    media_type = "application/geo+json"


class JsonFeed(JSONResponse):
    """JSON Feed 1.1."""

    media_type = "application/feed+json"


class Atom(Response):
    """Atom, as bytes."""

    media_type = "application/atom+xml"
