"""The files that pages load: ours, and those of others under `static/vendor` (see NOTICE). Nothing else is served."""

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dateline.errors_serving import NotKept

router = APIRouter(include_in_schema=False)

_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "json": "application/json",
    "geojson": "application/geo+json",
}
_NAMES: Final = (
    "site.css", "site.js", "map.js", "brush.js", "icon.svg", "page.css", "page.js", "vendor/htmx.min.js",
    "vendor/maplibre-gl.mjs", "vendor/maplibre-gl-worker.mjs", "vendor/world.geojson",
)  # fmt: skip
# The look of a text with its spans is that of the page that `read --html` writes.
_OF_EXPORT: Final = frozenset({"page.css", "page.js"})


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent. `tag` is a part of its address, so that a changed file has another one."""

    content: bytes
    packed: bytes
    media: str
    tag: str


@cache
def asset(name: str) -> Asset:
    """NotKept for any name that is not in the list."""
    if name not in _NAMES:
        raise NotKept(name, "no such file")
    package, folder = ("dateline.export", "templates") if name in _OF_EXPORT else ("dateline.web", "static")
    content = files(package).joinpath(folder, *name.split("/")).read_bytes()
    media = _TYPES[name.rpartition(".")[2]]
    return Asset(content, gzip.compress(content, 9, mtime=0), media, sha256(content).hexdigest()[:12])


@cache
def address(name: str) -> str:
    """Where the file is found."""
    return f"/static/{name}?v={asset(name).tag}"


@router.get("/static/{name:path}")
def static(request: Request, name: str, v: str | None = None) -> Response:
    """The file; for good if it was asked for by its tag."""
    found = asset(name)
    packed = "gzip" in request.headers.get("accept-encoding", "")
    keep = "private, max-age=31536000, immutable" if v == found.tag else "private, no-cache"
    headers = {"cache-control": keep, "etag": f'"{found.tag}"', "vary": "Accept-Encoding", "content-type": found.media}
    if f'"{found.tag}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if packed:
        return Response(found.packed, headers=headers | {"content-encoding": "gzip"})
    return Response(found.content, headers=headers)
