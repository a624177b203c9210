"""A good guest: conditions byte for byte, Retry-After, robots.txt, spacing, an honest name; thirty simulated days."""

import email.utils
from itertools import pairwise

import httpx2
import pytest

from dateline.config import Settings
from dateline.errors import SettingInvalid
from dateline.errors_collecting import (
    BodyDamaged,
    ContactMissing,
    FetchTimedOut,
    FetchTooLarge,
    NetError,
    NotYet,
    RobotsForbid,
    StatusRefused,
    Unreachable,
)
from dateline.net.client import Client, Fetched, Unchanged, Validators, retry_after
from dateline.net.clock import SystemClock
from dateline.net.pace import DAY, SPACING, Pace
from dateline.net.start import open_client
from tests.net.fakes import CONTACT, FakeClock, Pieces, Site

FEED = "https://news.example/feed"
ROBOTS = "https://news.example/robots.txt"


def page(body: bytes = b"hi", **headers: str) -> httpx2.Response:
    return httpx2.Response(200, headers=headers, stream=Pieces([body]))


def test_what_a_server_gave_goes_back_byte_for_byte() -> None:
    etag, modified = b'W/"\xe9-1"', b"Sat, 22 Feb 2020  10:00:00 gmt"
    clock = FakeClock()
    answers = [
        httpx2.Response(200, headers=[(b"ETag", etag), (b"Last-Modified", modified)], stream=Pieces([b"1"])),
        httpx2.Response(304),
    ]
    site = Site(clock, {FEED: lambda request: answers.pop(0)})
    client = site.client()
    first = client.fetch(FEED)
    assert isinstance(first, Fetched)
    assert first.validators == Validators(FEED, FEED, etag, modified)
    assert isinstance(client.fetch(FEED, first.validators), Unchanged)
    sent = dict(site.requests[-1][1].headers.raw)
    assert (sent[b"If-None-Match"], sent[b"If-Modified-Since"]) == (etag, modified)


def test_the_honest_name_with_its_contact_on_each_request() -> None:
    site = Site(FakeClock(), {FEED: lambda request: page()})
    site.client().fetch(FEED)
    assert len(site.requests) == 2
    assert {request.headers["user-agent"] for _, request in site.requests} == {f"dateline/0.1.0 (+{CONTACT})"}
    assert not any("cookie" in request.headers for _, request in site.requests)


@pytest.mark.parametrize("contact", [None, "", "a b", "me\r\nX: y", "é@x"])
def test_without_a_contact_nothing_is_fetched(contact: str | None) -> None:
    clock = FakeClock()
    with pytest.raises(ContactMissing):
        Client(httpx2.MockTransport(Site(clock, {})), clock, Pace(clock), contact)


def test_settings_make_the_client(monkeypatch: pytest.MonkeyPatch) -> None:
    open_client(Settings(contact=CONTACT, allow_networks="127.0.0.0/8")).close()
    with pytest.raises(SettingInvalid):
        open_client(Settings(contact=CONTACT, allow_networks="127.0.0.1/99"))


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_no_request_before_retry_after(form: str) -> None:
    clock = FakeClock()
    value = "7200" if form == "seconds" else email.utils.formatdate(clock.now() + 10 + 7200, usegmt=True)
    answers = [httpx2.Response(429, headers={"Retry-After": value}), page()]
    site = Site(clock, {FEED: lambda request: answers.pop(0)})
    client = site.client()
    with pytest.raises(StatusRefused):
        client.fetch(FEED)
    told = clock.monotonic()
    for _ in range(100):
        clock.pass_(60)
        if clock.monotonic() - told < 7200:
            with pytest.raises(NotYet):
                client.fetch(FEED)
    clock.pass_(1300)
    assert isinstance(client.fetch(FEED), Fetched)
    assert site.requests[-1][0] - told >= 7199


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("Sat, 32 Feb 2020", None),
        ("9" * 40, 1e12 - 1),
    ],
)
def test_the_forms_of_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}, 1_000_000.0) == seconds
    assert retry_after({"retry-after": "Thu, 01 Jan 1970 00:00:30 GMT"}, 10.0) == 20.0


def test_robots_is_kept_for_a_day_and_obeyed() -> None:
    clock = FakeClock()
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow: /private\nAllow: /private/open\n"
    site = Site(clock, {
        ROBOTS: lambda request: page(rules), FEED: lambda request: page(),
        "https://news.example/private/open": lambda request: page(),
    })  # fmt: skip
    client = site.client()
    client.fetch(FEED)
    client.fetch("https://news.example/private/open")
    for _ in range(3):
        with pytest.raises(RobotsForbid):
            client.fetch("https://news.example/private/x")
    texts = [at for at, request in site.requests if request.url.path == "/robots.txt"]
    assert len(texts) == 1
    clock.pass_(DAY + 1)
    client.fetch(FEED)
    assert sum(request.url.path == "/robots.txt" for _, request in site.requests) == 2
    assert not any("private/x" in url for url in site.asked())


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (410, True), (500, False), (503, False), (429, False)]
)
def test_robots_that_is_not_there_allows_and_out_of_order_forbids(status: int, allowed: bool) -> None:
    clock = FakeClock()
    site = Site(clock, {ROBOTS: lambda request: httpx2.Response(status), FEED: lambda request: page()})
    client = site.client()
    if allowed:
        assert isinstance(client.fetch(FEED), Fetched)
    else:
        with pytest.raises(RobotsForbid):
            client.fetch(FEED)
        assert site.asked() == []


def test_crawl_delay_and_a_long_line_in_robots() -> None:
    clock = FakeClock()
    rules = b"User-agent: *\nDisallow: /" + b"a*" * 250_000 + b"b$\nCrawl-delay: 30\nDisallow: /closed\n"
    site = Site(clock, {ROBOTS: lambda request: page(rules), FEED: lambda request: page()})
    client = site.client()
    client.fetch(FEED)
    client.fetch(FEED)
    moments = [at for at, _ in site.requests]
    assert moments[2] - moments[1] >= 30
    with pytest.raises(RobotsForbid):
        client.fetch("https://news.example/closed")


def test_redirects_carry_conditions_only_to_the_address_that_gave_them() -> None:
    clock = FakeClock()
    to = "https://other.example/rss"
    site = Site(clock, {
        FEED: lambda request: httpx2.Response(301, headers={"Location": to}),
        to: lambda request: httpx2.Response(304) if "if-none-match" in request.headers else page(ETag='"1"'),
    })  # fmt: skip
    client = site.client()
    first = client.fetch(FEED)
    assert isinstance(first, Fetched)
    assert (first.url, first.moved) == (to, to)
    assert isinstance(client.fetch(FEED, first.validators), Unchanged)
    for _, request in site.requests:
        assert ("if-none-match" in request.headers) <= (str(request.url) == to)


def test_a_passing_redirect_is_no_move_and_robots_counts_at_each_hop() -> None:
    to = "https://other.example/rss"
    pages = {FEED: httpx2.Response(302, headers={"Location": to}), to: page()}
    found = Site(FakeClock(), dict(pages)).client().fetch(FEED)
    assert isinstance(found, Fetched)
    assert found.moved is None
    closed = Site(FakeClock(), {**pages, "https://other.example/robots.txt": page(b"User-agent: *\nDisallow: /")})
    with pytest.raises(RobotsForbid):
        closed.client().fetch(FEED)
    assert closed.asked() == [FEED]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (httpx2.Response(200, headers={"Content-Encoding": "br"}, stream=Pieces([b"x"])), BodyDamaged),
        (httpx2.Response(200, stream=Pieces([bytes(1_000_000)] * 30)), FetchTooLarge),
        (httpx2.Response(302), NetError),
        (httpx2.Response(304), StatusRefused),
        (httpx2.Response(204), StatusRefused),
        (httpx2.Response(404), StatusRefused),
        (httpx2.Response(500), StatusRefused),
    ],
)
def test_answers_that_are_no_content(answer: httpx2.Response, error: type[NetError]) -> None:
    with pytest.raises(error):
        Site(FakeClock(), {FEED: answer}).client().fetch(FEED)


def test_a_body_that_drips_is_cut_off() -> None:
    clock = FakeClock()
    body = Pieces([b"x"] * 1000, clock, seconds=1.0)
    with pytest.raises(FetchTimedOut):
        Site(clock, {FEED: httpx2.Response(200, stream=body)}).client().fetch(FEED)
    assert body.taken <= 32


def test_thirty_days_as_a_guest() -> None:
    """Hourly visits to a server that changes daily, is out of order for two days, and asks for pauses."""
    clock = FakeClock()
    begin = clock.monotonic()
    told: list[tuple[float, float]] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        day = int((clock.monotonic() - begin) // DAY)
        if day in {10, 11}:
            return httpx2.Response(503)
        if len(site.requests) % 50 == 49:
            told.append((clock.monotonic(), 10_000.0))
            return httpx2.Response(429, headers={"Retry-After": "10000"})
        etag = f'"{day}"'
        return httpx2.Response(304) if request.headers.get("if-none-match") == etag else page(ETag=etag)

    site = Site(clock, {FEED: answer})
    client = site.client()
    known: Validators | None = None
    while clock.monotonic() - begin < 30 * DAY:
        try:
            found = client.fetch(FEED, known)
            known = found.validators if isinstance(found, Fetched) else known
        except (StatusRefused, NotYet, RobotsForbid):
            pass
        clock.pass_(3600)
    feed = [(at, request) for at, request in site.requests if request.url.path == "/feed"]
    assert len(feed) > 300
    assert all("if-none-match" in request.headers for _, request in feed[1:])
    assert all(late - soon >= SPACING for (soon, _), (late, _) in pairwise(site.requests))
    assert all(not at < moment < at + wait for at, wait in told for moment, _ in site.requests)
    ill = [at for at, _ in feed if 10 * DAY <= at - begin < 12 * DAY]
    assert len(ill) < 14


@pytest.mark.parametrize(
    ("robots", "code"),
    [
        (httpx2.Response(302, headers={"Location": ROBOTS}), None),
        (httpx2.Response(200, stream=Pieces([bytes(1_000_000)] * 3)), "E109"),
        (httpx2.Response(200, headers={"Content-Encoding": "br"}, stream=Pieces([b"x"])), "E113"),
        (httpx2.Response(302), "E113"),
    ],
    ids=["circle", "large", "packed", "nowhere"],
)
def test_robots_that_cannot_be_read(robots: httpx2.Response, code: str | None) -> None:
    site = Site(FakeClock(), {ROBOTS: robots, FEED: page()})
    if code is None:
        assert isinstance(site.client(patience=1000).fetch(FEED), Fetched)
    else:
        with pytest.raises(NetError) as caught:
            site.client(patience=1000).fetch(FEED)
        assert caught.value.code == code


def test_what_breaks_below_http_is_our_own_error() -> None:
    def broken(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("refused")

    clock = FakeClock()
    with pytest.raises(Unreachable):
        Client(httpx2.MockTransport(broken), clock, Pace(clock), CONTACT).fetch(FEED)


def test_only_one_condition_where_only_one_was_given_and_a_pause_on_success() -> None:
    clock = FakeClock()
    headers = {"Last-Modified": "Sat, 22 Feb 2020 10:00:00 GMT", "Retry-After": "30"}
    site = Site(clock, {FEED: lambda request: page(**headers)})
    client = site.client()
    first = client.fetch(FEED)
    assert isinstance(first, Fetched)
    client.fetch(FEED, first.validators)
    client.fetch(FEED, Validators(FEED, FEED))
    moments = [at for at, request in site.requests if request.url.path == "/feed"]
    assert moments[1] - moments[0] >= 30
    sent = site.requests[-2][1].headers
    assert "if-none-match" not in sent
    assert sent["if-modified-since"] == headers["Last-Modified"]
    assert retry_after({"retry-after": "Thu, 01 Jan 1970 00:00:30 -0000"}, 10.0) == 20.0
    client.close()


def test_the_clock_of_the_machine() -> None:
    clock = SystemClock()
    before = clock.monotonic()
    clock.sleep(0.001)
    assert clock.monotonic() > before
    assert clock.now() > 1_700_000_000
