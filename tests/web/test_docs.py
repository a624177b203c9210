"""Every address is named in the docs, and every parameter of a list."""

from pathlib import Path

from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from dateline.web.app import ROUTERS

ROOT = Path(__file__).resolve().parents[2]
API = (ROOT / "docs/reference/api.md").read_text(encoding="utf-8")
PAGES = (ROOT / "docs/concepts/dashboard.md").read_text(encoding="utf-8")
# Parts of pages, which scripts of ours ask for.
PARTS = {"/lines", "/lines.json", "/map.json", "/static/{name:path}", "/session/end"}


def test_every_address_of_the_api_and_every_parameter_is_named(web: TestClient) -> None:
    described = web.get("/api/v1/openapi.json").json()
    assert len(described["paths"]) >= 20
    assert [path for path in described["paths"] if f"`{path}`" not in API] == []
    names = {
        parameter["name"]
        for methods in described["paths"].values()
        for operation in methods.values()
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "query"
    }
    assert {name for name in names if f"`{name}`" not in API} <= {"since", "datetime"}


def test_every_page_is_named() -> None:
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    pages = {route.path for route in routes if not route.include_in_schema} - PARTS
    known = {path.partition("/{")[0] for path in pages if not path.startswith(("/api/", "/ogc"))}
    assert len(known) >= 9
    assert [path for path in sorted(known) if f"`{path}`" not in PAGES and f"`{path}/" not in PAGES] == []
