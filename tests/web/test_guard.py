"""The closed door: hosts, origins, sizes, holders of tokens, and the headers of every answer."""

from collections.abc import Iterator
from itertools import product
from types import MappingProxyType

import pytest
from fastapi import APIRouter
from starlette.testclient import TestClient

from dateline.store.base_linking import LinkingStore
from dateline.web.app import create_app
from dateline.web.deps import Writer
from dateline.web.door import SESSION, Door, hashed
from dateline.web.guard import DATA_POLICY, LARGEST_BODY, POLICY
from tests.web.build import HOME, client

TOKEN = "a-token-of-forty-three-characters-or-there"  # noqa: S105 (of the tests)
KEY = "the-key-of-this-run"
OWN = {"sec-fetch-site": "same-origin", "origin": HOME}
OTHERS = MappingProxyType({hashed(TOKEN): "ana"})


def _with_a_write(store: LinkingStore, door: Door) -> TestClient:
    router = APIRouter()

    @router.post("/written")
    def written(user: Writer) -> dict[str, str]:
        return {"by": user}

    app = create_app(store, door, store)
    app.app.include_router(router)  # type: ignore[attr-defined]
    return TestClient(app, base_url=HOME, follow_redirects=False)


@pytest.fixture
def writing(store: LinkingStore) -> Iterator[TestClient]:
    return _with_a_write(store, Door(write=True, key=KEY, tokens=OTHERS))


@pytest.mark.parametrize(
    "address", ["/", "/nowhere", "/api/v1/events", "/static/site.css", "/ogc", "/feeds/events.atom"]
)
def test_every_answer_has_the_headers(web: TestClient, address: str) -> None:
    headers = web.get(address).headers
    page = headers["content-type"].startswith(("text/html", "text/css"))
    assert headers["content-security-policy"] == (POLICY if page else DATA_POLICY)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"].startswith("private")
    assert "access-control-allow-origin" not in headers


def test_an_answer_without_content_leaves_the_policy_as_it_is(web: TestClient) -> None:
    """A browser puts the headers of a 304 in place of those that it kept with the page."""
    page = web.get("/")
    again = web.get("/", headers={"if-none-match": page.headers["etag"]})
    assert again.status_code == 304
    assert again.headers.get("content-security-policy", POLICY) == page.headers["content-security-policy"]


def test_the_policy_lets_nothing_run_or_load_but_our_own_files() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert {rules[name] for name in rules if name not in ("default-src", "base-uri", "frame-ancestors")} == {"'self'"}


@pytest.mark.parametrize("host", ["localhost", "localhost:8321", "127.0.0.1:1", "[::1]:80", "LOCALHOST"])
def test_our_own_names_are_answered(web: TestClient, host: str) -> None:
    assert web.get("/session", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8321", "127.0.0.1.evil.example", "localhost.evil.example", "", "10.0.0.1", "[::2]"],
)  # fmt: skip
def test_a_foreign_name_is_refused(web: TestClient, host: str) -> None:
    """A name that its owner lets point to 127.0.0.1 would else make our pages those of its site."""
    answer = web.get("/", headers={"host": host})
    assert answer.status_code == 403
    assert "E166" in answer.text


def test_an_address_or_a_body_may_not_be_large(web: TestClient) -> None:
    assert web.get("/?q=" + "x" * 9000).status_code == 403
    assert web.post("/session", headers=OWN, content=b"x" * (LARGEST_BODY + 1)).status_code == 403

    def drips() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * (LARGEST_BODY // 10)

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert web.post("/session", headers=OWN | kind, content=drips()).status_code in (400, 413)


@pytest.mark.parametrize(
    ("site", "origin"),
    list(product(
        [None, "same-origin", "same-site", "cross-site", "none"],
        [None, HOME, "http://evil.example", "null", "http://localhost:9999"],
    )),
)  # fmt: skip
def test_a_write_comes_from_our_own_page_or_not_at_all(
    writing: TestClient, site: str | None, origin: str | None
) -> None:
    writing.cookies.set(SESSION, KEY)
    headers = {name: value for name, value in (("sec-fetch-site", site), ("origin", origin)) if value}
    own = site in (None, "same-origin") and origin in (None, HOME) and (site, origin) != (None, None)
    answer = writing.post("/written", headers=headers)
    assert answer.status_code == (200 if own else 403)
    assert not own or answer.json() == {"by": "local"}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_every_method_that_could_change_something_is_covered(writing: TestClient, method: str) -> None:
    writing.cookies.set(SESSION, KEY)
    foreign = writing.request(method, "/written", headers={"origin": "http://evil.example"})
    assert foreign.status_code == 403
    assert "E166" in foreign.text


def test_a_program_writes_with_its_token(writing: TestClient) -> None:
    answer = writing.post("/written", headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.json() == {"by": "ana"}
    for wrong in (TOKEN[:-1], hashed(TOKEN), "", f"{TOKEN} "):
        refused = writing.post("/written", headers={"authorization": f"Bearer {wrong}x"})
        assert refused.status_code == 401


def test_nobody_writes_unless_it_was_started_for_it(store: LinkingStore) -> None:
    reader = _with_a_write(store, Door(tokens=OTHERS))
    answer = reader.post("/written", headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 401
    assert "--write" in answer.text


def test_the_local_session_begins_with_the_printed_address(writing: TestClient) -> None:
    assert writing.get("/session?key=wrong").status_code == 401
    begun = writing.get(f"/session?key={KEY}")
    assert begun.status_code == 303
    cookie = begun.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert writing.post("/written", headers=OWN).json() == {"by": "local"}
    writing.post("/session/end", headers=OWN)
    assert writing.post("/written", headers=OWN).status_code == 401


def test_other_machines_read_nothing_without_a_token(store: LinkingStore) -> None:
    far = client(store, Door(frozenset({"localhost", "news.example"}), local=False, tokens=OTHERS))
    for address in ("/", "/api/v1/events", "/documents", "/feeds/events.atom", "/ogc"):
        assert far.get(address).status_code == 401
    assert far.get("/session").status_code == far.get("/static/site.css").status_code == 200
    assert far.get("/api/v1/events", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert far.post("/session", headers=OWN, data={"token": "wrong"}).status_code == 401
    assert far.post("/session", headers=OWN, data={"token": TOKEN}).status_code == 303
    assert far.get("/").status_code == 200


def test_an_error_tells_programs_what_and_where(web: TestClient) -> None:
    answer = web.get("/api/v1/events?type=BOMB")
    assert answer.headers["content-type"] == "application/problem+json"
    about = answer.json()
    assert (about["status"], about["code"]) == (422, "E164")
    assert "type" in about["detail"]
