"""What is collected is kept once, whatever the web, the clock, the disk or a kill does."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import httpx2
import pytest

from dateline.collecting.remembered import known_sources
from dateline.errors import StoreFull, StoreLocked
from dateline.sources.health import State, state
from dateline.sources.registry import Kind, Source
from dateline.store.base import Store
from dateline.store.sql import SqlStore
from tests.collecting.conftest import Desk
from tests.contract.samples import SamplePipeline
from tests.net.fakes import Answer, Pieces

FEED = "https://post.example/rss"
POST = Source("post", Kind.FEED, FEED, 3600.0)
WIRE = Source("wire", Kind.WIRE, "https://wire.example/list", 3600.0)
HOUR = 3600.0
DAY = 24 * HOUR
TEXT = "Shelling in Idlib killed {n} people on Monday, the governor of the province said in a statement."


def answer(body: bytes | str, **headers: str) -> Answer:
    """200 with this body, whenever it is asked for."""
    data = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda request: httpx2.Response(200, headers=named, stream=Pieces([data]))


def page(text: str) -> Answer:
    return answer(
        f"<!doctype html><html><body><article><p>{text}</p></article></body></html>", Content_Type="text/html"
    )


def rss(*items: tuple[str, str], when: str = "Sun, 10 Jan 2027 10:00:00 GMT") -> str:
    """Items of id and address."""
    entries = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>T {link[-1]}</title><link>{link}</link>"
        f"<pubDate>{when}</pubDate></item>"
        for guid, link in items
    )
    return f"<rss version='2.0'><channel><title>Post</title>{entries}</channel></rss>"


def ninjs(*items: dict[str, object]) -> str:
    return json.dumps(
        [{"uri": "urn:1", "type": "text", "versioncreated": "2027-01-10T10:00:00Z"} | item for item in items]
    )


def texts(desk: Desk) -> list[str]:
    with desk.open() as store:
        return sorted(kept.document.text for kept in store.documents())


def url(number: object) -> str:
    return f"https://post.example/{number}"


def two_pages(desk: Desk) -> None:
    desk.site.pages |= {
        FEED: answer(rss(("a", url(1)), ("b", url(2))), ETag='"1"'),
        url(1): page(TEXT.format(n=12)),
        url(2): page("Envoys of both sides met in Geneva for talks on a truce, the United Nations announced."),
    }


def test_what_is_new_is_kept_once(desk: Desk) -> None:
    two_pages(desk)
    (visited,) = desk.once(POST)
    assert (visited.listed, visited.new, visited.failed) == (2, 2, None)
    assert len(texts(desk)) == 2
    with desk.open() as store:
        counts = store.counts()
    desk.clock.pass_(2 * HOUR)
    (again,) = desk.once()
    assert (again.new, desk.site.asked().count(url(1))) == (0, 1)
    with desk.open() as store:
        assert store.counts() == counts
        (health,) = store.sources()
        assert [fetch.new for fetch in health.last] == [0, 2]


def test_only_what_is_due_is_visited(desk: Desk) -> None:
    two_pages(desk)
    desk.once(POST)
    assert desk.once(due_only=True) == []
    desk.clock.pass_(1.2 * HOUR)
    assert len(desk.once(due_only=True)) == 1


class Broken(Exception):
    """Stands for a kill."""


def test_a_run_that_ends_before_the_visit_is_remembered_asks_again_and_loses_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_pages(desk)
    desk.once(POST)
    desk.site.pages[FEED] = answer(rss(("c", url(3)), ("a", url(1)), ("b", url(2))), ETag='"2"')
    desk.site.pages[url(3)] = page("Police arrested 12 protesters near the port of Beirut on Friday, witnesses said.")

    def broken(store: object, source: object) -> None:
        raise Broken

    with monkeypatch.context() as patched:
        patched.setattr(SqlStore, "put_source", broken)
        with pytest.raises(Broken):
            desk.once()
    assert len(texts(desk)) == 3
    with desk.open() as store:
        assert [one.etag for one in known_sources(store)["post"].memory.validators] == [b'"1"']
    (after,) = desk.once()
    assert (after.new, desk.site.asked().count(url(3))) == (0, 1)


def test_what_was_fetched_and_not_kept_is_fetched_again(desk: Desk) -> None:
    two_pages(desk)

    class Dies(SamplePipeline):
        def keep(self, *_: object, **__: object) -> None:  # type: ignore[override]
            raise Broken

    desk.pipeline = Dies()
    with pytest.raises(Broken):
        desk.once(POST)
    assert texts(desk) == []
    desk.pipeline, desk.stop = SamplePipeline(), type(desk.stop)()
    desk.once()
    assert len(texts(desk)) == 2


def test_the_same_article_under_ten_addresses_is_one_document_with_ten_sightings(desk: Desk) -> None:
    desk.site.pages[FEED] = answer(rss(*((f"g{n}", url(n)) for n in range(10))))
    desk.site.pages |= {url(n): page(TEXT.format(n=12)) for n in range(10)}
    desk.once(POST)
    with desk.open() as store:
        (kept,) = store.documents()
        assert len(store.sightings(kept.document.sha256)) == 10
        assert {sighting.face.url for sighting in store.sightings(kept.document.sha256)} == {url(n) for n in range(10)}


def test_a_feed_that_gives_new_ids_brings_nothing_new_and_no_page_is_asked_for_again(desk: Desk) -> None:
    two_pages(desk)
    desk.once(POST)
    for run in range(3):
        desk.clock.pass_(2 * HOUR)
        desk.site.pages[FEED] = answer(rss((f"x{run}", url(1)), (f"y{run}", url(2))))
        (visited,) = desk.once()
        assert (visited.listed, visited.new) == (2, 0)
    assert desk.site.asked().count(url(1)) == 1
    desk.site.pages[FEED] = answer(rss(("z", url(1)), ("b", url(2)), when="Mon, 11 Jan 2027 10:00:00 GMT"))
    desk.site.pages[url(1)] = page(TEXT.format(n=10))
    desk.once()
    assert len(texts(desk)) == 2  # the correction came under a new id, and replaced what it corrects
    assert any("killed 10 people" in text for text in texts(desk))


def test_one_id_for_all_articles_loses_none(desk: Desk) -> None:
    two_pages(desk)
    desk.site.pages[FEED] = answer(rss(("same", url(1)), ("same", url(2))))
    desk.once(POST)
    assert len(texts(desk)) == 2
    desk.clock.pass_(2 * HOUR)
    desk.site.pages[FEED] = answer(rss(("same", url(3))))
    desk.site.pages[url(3)] = page("Police arrested 12 protesters near the port of Beirut on Friday, witnesses said.")
    desk.once()
    assert len(texts(desk)) == 3
    assert desk.site.asked().count(url(1)) == 1


def test_a_day_in_the_future_is_dropped_and_does_not_bar_later_corrections(desk: Desk) -> None:
    item = {"body_text": TEXT.format(n=12), "versioncreated": "2031-01-01T00:00:00Z"}
    desk.site.pages[WIRE.place] = answer(ninjs(item))
    desk.once(WIRE)
    with desk.open() as store:
        (kept,) = store.documents()
        assert kept.document.published is None
    desk.site.pages[WIRE.place] = answer(
        ninjs(item | {"body_text": TEXT.format(n=10), "versioncreated": "2027-01-12T00:00:00Z"})
    )
    desk.clock.pass_(2 * HOUR)
    desk.once()
    assert texts(desk) == [TEXT.format(n=10)]


def test_corrections_and_withdrawals_of_a_wire(desk: Desk) -> None:
    first = {"version": 1, "body_text": TEXT.format(n=12)}
    second = {"version": 2, "body_text": TEXT.format(n=10)}
    desk.site.pages[WIRE.place] = answer(ninjs(first))
    desk.once(WIRE)
    desk.site.pages[WIRE.place] = answer(ninjs(second, first))
    desk.once()
    assert texts(desk) == [TEXT.format(n=10)]
    desk.site.pages[WIRE.place] = answer(ninjs({"version": 3, "pubstatus": "canceled"}, second, first))
    desk.once()
    assert texts(desk) == []
    with desk.open() as store:
        assert store.search("governor") == []
        states = {change.subject: change for change in store.changes(0) if change.kind == "document"}
        assert {kept.reason for kept in states.values()} >= {"withdrawn by its source wire"}
        assert store.counts().documents == 2
    (visited,) = desk.once()
    assert visited.new == 0


def test_an_embargo_holds_until_its_time_even_where_the_source_drops_the_item(desk: Desk) -> None:
    until = datetime.fromtimestamp(desk.clock.now(), UTC) + timedelta(days=1)
    item = {"version": 1, "body_text": TEXT.format(n=12), "embargoed": until.isoformat()}
    desk.site.pages[WIRE.place] = answer(ninjs(item))
    desk.once(WIRE)
    assert texts(desk) == []
    desk.site.pages[WIRE.place] = answer(ninjs({"uri": "urn:2", "body_text": "Two soldiers died in Kobane on Friday."}))
    desk.clock.pass_(DAY - 100)
    desk.once()
    assert texts(desk) == ["Two soldiers died in Kobane on Friday."]
    desk.clock.pass_(100)
    desk.once()
    assert texts(desk) == [TEXT.format(n=12), "Two soldiers died in Kobane on Friday."]
    desk.once()
    assert len(texts(desk)) == 2


def test_a_clock_set_back_does_no_harm(desk: Desk) -> None:
    two_pages(desk)
    desk.once(POST)
    with desk.open() as store:
        before = [kept.document.published for kept in store.documents()]
    assert None not in before
    desk.clock.wall -= 30 * DAY
    desk.site.pages[FEED] = answer(rss(("c", url(3)), ("a", url(1)), ("b", url(2))))
    desk.site.pages[url(3)] = page("Police arrested 12 protesters near the port of Beirut on Friday, witnesses said.")
    with desk.open() as store:
        waits = desk.run(store).waits()
    assert 0 < waits["post"] <= 1.1 * HOUR
    desk.once()
    with desk.open() as store:
        published = [kept.document.published for kept in store.documents()]
        assert published == ["2027-01-10"] * 3
        seqs = [change.at for change in store.changes(0)]
        assert seqs == sorted(seqs)


def test_a_full_disk_stops_the_run_and_loses_nothing(desk: Desk) -> None:
    two_pages(desk)
    desk.once(POST)
    long = "A long text about the many things that happened here. " * 40
    desk.site.pages[FEED] = answer(rss(*((f"g{n}", url(n)) for n in range(3, 9)), ("a", url(1)), ("b", url(2))))
    desk.site.pages |= {url(n): page(f"{n} people fled. {long}") for n in range(3, 9)}
    with desk.open() as store:
        assert isinstance(store, SqlStore)
        with store.backend.writing.begin() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreFull):
            list(desk.run(store).once(due_only=False))
        assert store.counts().documents < 8
        assert store.check(deep=True) == []
    desk.stop = type(desk.stop)()
    desk.once()
    assert len(texts(desk)) == 8


def test_a_database_that_another_program_holds_for_a_while(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    two_pages(desk)
    real, calls = SamplePipeline.keep, []

    def keep(self: SamplePipeline, store: Store, arrivals: object, workers: int | None = None) -> object:
        calls.append(1)
        if len(calls) in (2, 3):
            raise StoreLocked(store.subject, "another program holds it")
        return real(self, store, arrivals, workers)  # type: ignore[arg-type]

    monkeypatch.setattr(SamplePipeline, "keep", keep)
    desk.once(POST)
    assert len(texts(desk)) == 2


def test_a_source_that_dries_up_is_seen_at_once(desk: Desk) -> None:
    for run in range(8):
        listed = 8 if run < 7 else 3
        desk.site.pages[WIRE.place] = answer(
            ninjs(
                *({"uri": f"urn:{n}", "body_text": f"{n} people fled {n} towns on day {run}."} for n in range(listed))
            )
        )
        desk.once(WIRE)
        with desk.open() as store:
            mine = known_sources(store)["wire"].memory.health
        expected = State.QUIET if run == 7 else State.WELL
        assert state(mine, WIRE.interval, desk.clock.now()) is expected
        desk.clock.pass_(HOUR)


def test_an_unknown_standing_is_refused_by_name_and_never_taken_for_usable(desk: Desk) -> None:
    desk.site.pages[WIRE.place] = answer(ninjs({"uri": "urn:7", "pubstatus": "stat:fresh", "body_text": "Two died."}))
    desk.once(WIRE)
    assert texts(desk) == []
    with desk.open() as store:
        (refusal,) = store.refusals()
    assert (refusal.rejected.code, "urn:7" in refusal.rejected.subject) == ("E127", True)
    assert "'fresh'" in refusal.rejected.reason


def test_thirty_days_as_a_guest(desk: Desk) -> None:
    """Figures of row 13: every repeat has conditions, nobody is asked too early, each says who asks."""
    day = [0]

    def feed(request: httpx2.Request) -> httpx2.Response:
        if day[0] % 5 == 3:
            return httpx2.Response(503, headers={"Retry-After": "7200"})
        tag = f'"{day[0]}"'
        if request.headers.get("if-none-match") == tag:
            return httpx2.Response(304)
        items = [(f"d{n}", url(f"day-{n}")) for n in range(day[0] + 1)]
        return httpx2.Response(200, headers={"ETag": tag}, stream=Pieces([rss(*items).encode()]))

    desk.site.pages[FEED] = feed
    desk.site.pages[url("day-0")] = page("0 people fled the town on Monday, the mayor said.")
    desk.once(POST)
    started = desk.clock.monotonic()
    for day[0] in range(30):
        desk.site.pages[url(f"day-{day[0]}")] = page(f"{day[0]} people fled the town on Monday, the mayor said.")
        with desk.open() as store:
            run = desk.run(store)
            while desk.clock.monotonic() - started < (day[0] + 1) * DAY:
                list(run.once())
                desk.clock.pass_(3000)
    requests = desk.site.requests
    moments = [at for at, _ in requests]
    assert all(later - earlier >= 5 for earlier, later in pairwise(moments))
    agents = {request.headers["user-agent"] for _, request in requests}
    assert all(agent.endswith("(+desk@example.org)") for agent in agents)
    lists = [(at, request) for at, request in requests if str(request.url) == FEED]
    assert all("if-none-match" in request.headers for _, request in lists[1:])
    assert len(lists) < 30 * 24
    refused = [at for at, request in lists if int((at - started) // DAY) % 5 == 3]
    assert all(later - earlier >= 7200 for earlier, later in pairwise(refused))
    pages = [str(request.url) for _, request in requests if "/day-" in request.url.path]
    assert sorted(pages) == sorted(set(pages))
    assert len(pages) == len(texts(desk)) > 20


def test_a_page_that_is_not_there_yet_is_asked_for_again_for_a_day(desk: Desk) -> None:
    two_pages(desk)
    del desk.site.pages[url(1)]
    fresh = format_datetime(datetime.fromtimestamp(desk.clock.now(), UTC))
    desk.site.pages[FEED] = answer(rss(("a", url(1)), when=fresh))
    (visited,) = desk.once(POST)
    assert (visited.put_off, visited.rejected) == (1, 0)
    desk.clock.pass_(2 * DAY)
    (visited,) = desk.once()
    assert (visited.put_off, visited.rejected) == (0, 1)
    (visited,) = desk.once()
    assert (visited.new, visited.rejected, desk.site.asked().count(url(1))) == (0, 0, 2)


def test_folders_need_no_contact(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_text(
        json.dumps({"text": TEXT.format(n=3)}) + "\n" + json.dumps({"text": TEXT.format(n=4)})
    )
    here = Source("here", Kind.FOLDER, str(folder), HOUR)
    desk.once(here)
    lines = (folder / "a.jsonl").read_text().splitlines()
    (folder / "a.jsonl").write_text("\n".join([json.dumps({"text": TEXT.format(n=5)}), *lines]))
    desk.once()
    assert texts(desk) == [TEXT.format(n=n) for n in (3, 4, 5)]  # lines that move replace nothing
    assert desk.site.requests == []


def test_pauses_of_hosts_outlive_a_restart(desk: Desk) -> None:
    desk.site.pages[FEED] = httpx2.Response(503, headers={"Retry-After": "86400"})
    desk.once(POST)
    asked = len(desk.site.requests)
    desk.clock.pass_(12 * HOUR)
    (visited,) = desk.once()
    assert (visited.early, visited.known.memory.health.failures) == (True, 1)
    assert len(desk.site.requests) == asked
    desk.clock.pass_(13 * HOUR)
    two_pages(desk)
    (visited,) = desk.once()
    assert visited.new == 2


def test_a_stop_is_heeded_while_a_host_is_waited_for(desk: Desk) -> None:
    two_pages(desk)
    with desk.open() as store:
        desk.once(POST)
        run = desk.run(store)
        desk.stop.ask()
        assert list(run.on_and_on()) == []
        assert list(run.once(due_only=False)) == []
    assert known(desk) == {"post"}


def known(desk: Desk) -> set[str]:
    with desk.open() as store:
        return set(known_sources(store))
