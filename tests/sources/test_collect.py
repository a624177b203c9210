"""A visit: what is new, once; nothing lost where something is put off; nothing believed that cannot be."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest

from dateline.model.document import Rejected
from dateline.model.raw import Batch, Entry, Standing
from dateline.net.client import Validators
from dateline.sources.collect import Found, Visit
from dateline.sources.health import Health, State, after, due, state
from dateline.sources.origin import Origin
from dateline.sources.read import read_items
from dateline.sources.registry import Kind, Source
from tests.net.fakes import Answer, FakeClock, Pieces, Site
from tests.sources.mutations import FIXTURES

NOW = datetime(2020, 2, 24, tzinfo=UTC)
FEED = "https://post.example/rss"
POST = Source("post", Kind.FEED, FEED, 3600.0)
ARTICLE = b"<!doctype html><html><body><article><p>Ferries stopped on Saturday.</p></article></body></html>"


class Kept:
    """A memory in two dictionaries; `store` is what a store does after a visit."""

    def __init__(self) -> None:
        self.conditions: dict[str, Validators] = {}
        self.entries: dict[tuple[str, str], Entry] = {}

    def validators(self, url: str) -> Validators | None:
        return self.conditions.get(url)

    def known(self, entry: Entry) -> bool:
        return any((kept.source, kept.mark) == (entry.source, entry.mark) for kept in self.entries.values())

    def store(self, visit: Visit, found: list[Found | Rejected]) -> None:
        for one in found:
            if isinstance(one, Found):
                self.entries[one.entry.source, one.entry.key] = one.entry
        self.conditions |= {one.asked: one for one in visit.validators}


class Plain:
    def read(self, data: bytes, origin: Origin) -> Batch:
        return read_items(data, origin)


def feed(name: str = "rss.xml", etag: str = '"1"') -> Answer:
    body = (FIXTURES / name).read_bytes()

    def answer(request: httpx2.Request) -> httpx2.Response:
        if request.headers.get("if-none-match") == etag:
            return httpx2.Response(304)
        return httpx2.Response(200, headers={"ETag": etag}, stream=Pieces([body]))

    return answer


def article(request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(200, headers={"Content-Type": "text/html; charset=utf-8"}, stream=Pieces([ARTICLE]))


def visit(site: Site, kept: Kept, source: Source = POST, now: datetime = NOW) -> tuple[Visit, list[Found | Rejected]]:
    found = Visit(source, site.client(), Plain(), kept, now)
    return found, list(found)


def test_new_items_with_their_pages_then_nothing() -> None:
    kept = Kept()
    site = Site(FakeClock(), {FEED: feed(), "https://post.example/news/ferries": article})
    first, found = visit(site, kept)
    items = [one.item for one in found if isinstance(one, Found)]
    assert [item.key for item in items] == ["post-101", "https://post.example/news/truce"]
    assert items[0].body == ARTICLE
    assert items[0].media_type == "text/html"
    assert items[0].published == "2020-02-22T23:30:00-05:00"
    kept.store(first, found)
    second, none = visit(site, kept)
    assert (none, second.unchanged, second.new) == ([], True, 0)
    site.pages[FEED] = feed(etag='"2"')
    third, still = visit(site, kept)
    assert (still, third.unchanged, third.listed) == ([], False, 2)
    assert site.asked().count("https://post.example/news/ferries") == 1


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_page_that_is_put_off_is_not_lost(status: int) -> None:
    kept = Kept()
    clock = FakeClock()
    site = Site(clock, {FEED: feed(), "https://post.example/news/ferries": httpx2.Response(status)})
    first, found = visit(site, kept)
    assert (first.complete, first.validators, first.failed) == (False, (), None)
    assert [one.code for one in first.put_off] == ["E111"]
    kept.store(first, found)
    site.pages["https://post.example/news/ferries"] = article
    _, again = visit(site, kept)
    assert [one.item.key for one in again if isinstance(one, Found)] == ["post-101"]


def test_a_page_that_is_gone_is_a_refusal_and_the_visit_goes_on() -> None:
    kept = Kept()
    site = Site(FakeClock(), {FEED: feed()})
    first, found = visit(site, kept, now=NOW + timedelta(days=2))
    assert [one.missing and one.missing.code for one in found if isinstance(one, Found)] == ["E111", None]
    assert (len(first.validators), first.new, first.rejected) == (1, 1, 1)
    kept.store(first, found)
    site.pages[FEED] = feed(etag='"2"')
    assert visit(site, kept, now=NOW + timedelta(days=2))[1] == []
    assert site.asked().count("https://post.example/news/ferries") == 1


def test_a_list_that_cannot_be_read_keeps_nothing() -> None:
    site = Site(
        FakeClock(), {FEED: lambda request: httpx2.Response(200, headers={"ETag": "x"}, stream=Pieces([b"Gone"]))}
    )
    first, found = visit(site, Kept())
    assert first.failed is not None
    assert (first.failed.code, first.validators, len(found)) == ("E123", (), 1)


def test_a_correction_is_new_and_a_withdrawal_comes_without_words() -> None:
    kept = Kept()
    wire = Source("wire", Kind.WIRE, FEED, 3600.0)
    site = Site(FakeClock(), {FEED: feed("newsml.xml")})
    first, found = visit(site, kept, wire)
    assert [one.item.standing for one in found if isinstance(one, Found)] == [Standing.CORRECTED, Standing.WITHDRAWN]
    kept.store(first, found)
    changed = (FIXTURES / "newsml.xml").read_bytes().replace(b'version="3"', b'version="4"').replace(b"twelve", b"ten")
    site.pages[FEED] = lambda request: httpx2.Response(200, stream=Pieces([changed]))
    _, again = visit(site, kept, wire)
    assert [one.item.version for one in again if isinstance(one, Found)] == ["4"]


def test_a_day_in_the_future_is_not_believed() -> None:
    wire = Source("wire", Kind.WIRE, FEED, 3600.0)
    early = datetime(2020, 2, 20, tzinfo=UTC)
    _, found = visit(Site(FakeClock(), {FEED: feed("newsml.xml")}), Kept(), wire, early)
    items = [one.item for one in found if isinstance(one, Found)]
    assert {item.published for item in items} == {None}
    assert "lies in the future" in (items[0].note or "")


def test_a_circle_of_sitemaps_ends() -> None:
    index = (
        b"<sitemapindex>"
        + b"".join(b"<sitemap><loc>/map%d</loc></sitemap>" % n for n in range(40))
        + b"</sitemapindex>"
    )
    site = Site(FakeClock(), {})
    for name in [FEED, *(f"https://post.example/map{n}" for n in range(40))]:
        site.pages[name] = lambda request: httpx2.Response(200, stream=Pieces([index]))
    _, found = visit(site, Kept(), Source("map", Kind.SITEMAP, FEED, 3600.0))
    assert found == []
    assert len(site.asked()) == 20


def test_an_item_named_thirty_times_is_one() -> None:
    body = (FIXTURES / "rss.xml").read_bytes()
    item = body[body.index(b"<item>") : body.rindex(b"</item>") + 7]
    site = Site(FakeClock(), {
        FEED: lambda request: httpx2.Response(200, stream=Pieces([body.replace(item, item * 30)])),
        "https://post.example/news/ferries": article,
    })  # fmt: skip
    _, found = visit(site, Kept())
    assert len(found) == 2


def test_pages_and_folders_are_sources_too(tmp_path: Path) -> None:
    kept = Kept()
    page = Source("page", Kind.PAGE, "https://post.example/a", 3600.0)
    site = Site(FakeClock(), {"https://post.example/a": article})
    _, found = visit(site, kept, page)
    assert [one.item.body for one in found if isinstance(one, Found)] == [ARTICLE]
    (tmp_path / "a.txt").write_text("Words.", encoding="utf-8")
    _, found = visit(site, kept, Source("here", Kind.FOLDER, str(tmp_path), 3600.0))
    assert [one.item.body for one in found if isinstance(one, Found)] == [b"Words."]


def test_health() -> None:
    health = Health("post")
    assert state(health, 3600, 0) is State.NEW
    assert due(health, POST, 5.0) == 0
    for run in range(7):
        health = after(health, run * 3600.0, 20, 3, unchanged=False, failure=None)
    assert (state(health, 3600, 22_000), health.items) == (State.WELL, 21)
    assert 3600 <= due(health, POST, health.tried or 0) <= 3600 * 1.1
    assert due(health, POST, -1e9) <= 3600 * 1.1
    unchanged = after(health, 30_000, 0, 0, unchanged=True, failure=None)
    assert state(unchanged, 3600, 30_000) is State.WELL
    assert state(after(health, 30_000, 9, 0, unchanged=False, failure=None), 3600, 30_000) is State.QUIET
    assert state(unchanged, 3600, 30_000 + 10 * 86_400) is State.QUIET
    waits = []
    for _ in range(8):
        health = after(health, 30_000, 0, 0, unchanged=False, failure="the server answers 500")
        waits.append(due(health, POST, 30_000))
    assert state(health, 3600, 30_000) is State.FAILING
    assert health.reason == "the server answers 500"
    assert waits == sorted(waits)
    assert 86_400 <= waits[-1] <= 86_400 * 1.1


def test_an_index_is_asked_for_whole_each_time_and_its_maps_with_conditions() -> None:
    kept = Kept()
    wanted = Source("map", Kind.SITEMAP, FEED, 3600.0, pages=False)
    site = Site(
        FakeClock(), {FEED: feed("sitemap-index.xml"), "https://plain.example/map-1.xml": feed("news-sitemap.xml")}
    )
    first, found = visit(site, kept, wanted)
    assert first.failed is not None
    assert {one.code for one in found if isinstance(one, Rejected)} == {"E120"}
    site.pages["https://plain.example/map-2.xml.gz"] = feed("news-sitemap.xml")
    second, found = visit(site, kept, wanted)
    assert [one.asked for one in second.validators] == [
        "https://plain.example/map-1.xml", "https://plain.example/map-2.xml.gz",
    ]  # fmt: skip


def test_more_pages_than_a_visit_fetches_wait_for_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.sources.collect.MAX_PAGES", 1)
    kept = Kept()
    pages = {"https://plain.example/news/1": article, "https://plain.example/news/2": article}
    site = Site(FakeClock(), {FEED: feed("news-sitemap.xml"), **pages})
    for expected in ("https://plain.example/news/1", "https://plain.example/news/2"):
        one, found = visit(site, kept)
        assert [entry.item.key for entry in found if isinstance(entry, Found)] == [expected]
        kept.store(one, found)


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(200, headers={"Content-Encoding": "br"}, stream=Pieces([b""])),
        httpx2.Response(200, stream=Pieces([ARTICLE[:-25]])),
        httpx2.ReadTimeout("late"),
    ],
    ids=["packed otherwise", "breaks off", "late"],
)
def test_pages_that_cannot_be_had_now_are_put_off(answer: httpx2.Response | Exception) -> None:
    def reply(request: httpx2.Request) -> httpx2.Response:
        if isinstance(answer, Exception):
            raise answer
        return answer

    one, found = visit(Site(FakeClock(), {FEED: feed(), "https://post.example/news/ferries": reply}), Kept())
    assert not one.complete
    assert [type(entry) for entry in found] == [Found]
    assert len(one.put_off) == 1


def test_a_page_that_is_not_there() -> None:
    one, found = visit(Site(FakeClock(), {}), Kept(), Source("page", Kind.PAGE, "https://post.example/a", 3600.0))
    assert (found, one.failed and one.failed.code) == ([], "E111")
