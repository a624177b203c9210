"""The lists: paging gives everything once, filters are those of the pages, and nothing is sent twice."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from starlette.testclient import TestClient

from dateline.export.table_csv import COLUMNS
from dateline.store.base_linking import LinkingStore
from dateline.store.opening import open_store
from tests.export.sample import TEXT, reading
from tests.web.build import client, fill, keep, readings, sample

KINDS = ("events", "quotations", "figures", "agreements")


def _all(web: TestClient, path: str, **parameters: Any) -> Iterator[dict[str, Any]]:
    cursor = None
    while True:
        page = web.get(path, params=parameters | ({"cursor": cursor} if cursor else {})).json()
        assert set(page) == {"items", "next"}
        yield from page["items"]
        cursor = page["next"]
        if cursor is None:
            return


def _kept(store: LinkingStore, kind: str) -> dict[str, bytes]:
    return {record.id: record.json for record in store.current() if f"{record.kind}s" == kind}


@pytest.mark.parametrize("kind", KINDS)
def test_paging_gives_each_record_once_as_it_is_kept(web: TestClient, store: LinkingStore, kind: str) -> None:
    kept = _kept(store, kind)
    items = list(_all(web, f"/api/v1/{kind}", limit=7))
    assert [one["id"] for one in items] == [one["id"] for one in _all(web, f"/api/v1/{kind}", limit=1000)]
    assert sorted(one["id"] for one in items) == sorted(kept)
    for one in items:
        own = json.loads(kept[one["id"]])
        assert {name: one[name] for name in own} == own
    days = [one["day"] or "" for one in items]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("kind", KINDS)
def test_one_record_is_found_by_its_id_and_kind(web: TestClient, kind: str) -> None:
    first = web.get(f"/api/v1/{kind}?limit=1").json()["items"][0]
    assert web.get(f"/api/v1/{kind}/{first['id']}").json() == first
    other = KINDS[KINDS.index(kind) - 1]
    assert web.get(f"/api/v1/{other}/{first['id']}").status_code == 404


def test_every_span_of_an_item_is_in_the_text(web: TestClient) -> None:
    text = {reading().document.sha256: TEXT}
    for one in _all(web, "/api/v1/events", document="sample-1"):
        anchor = one["anchor"]
        assert text[one["document"]["sha256"]][anchor["start"] : anchor["end"]] == anchor["text"]


@pytest.mark.parametrize(
    ("parameters", "fits"),
    [
        ({"type": "ASSAULT"}, lambda one: one["type"] == "ASSAULT"),
        ({"status": "planned"}, lambda one: one["status"] == "planned"),
        ({"time": "background"}, lambda one: one["time"] == "background"),
        ({"place": "TARRU"}, lambda one: (one["place"] or {}).get("name") == "Tarru"),
        ({"actor": "ODA MIL"}, lambda one: any(actor["code"] == "ODA MIL" for actor in one["actors"])),
        ({"publisher": "Senn Daily"}, lambda one: one["document"]["publisher"] == "Senn Daily"),
        ({"document": "sample-1"}, lambda one: one["document"]["id"] == "sample-1"),
        ({"from": "2026-03-05"}, lambda one: (one["day"] or "") >= "2026-03-05"),
        ({"bbox": "31,-13,32,-12"}, lambda one: (one["place"] or {}).get("lat") == -12.5),
        ({"bbox": "170,-13,-170,-12"}, lambda one: False),
        ({"q": "Tarru residents"}, lambda one: "Tarru" in (one["document"]["title"] or "")),
    ],
)
def test_a_filter_gives_what_fits_and_all_of_it(web: TestClient, parameters: dict[str, str], fits: Any) -> None:
    every = list(_all(web, "/api/v1/events", limit=1000))
    wanted = {one["id"] for one in every if fits(one)}
    found = {one["id"] for one in _all(web, "/api/v1/events", limit=3, **parameters)}
    assert found == wanted
    assert len(found) < len(every)


def test_a_period_holds_what_lies_wholly_within_it(web: TestClient) -> None:
    every = [one for one in _all(web, "/api/v1/events", limit=1000) if one["date"] and one["date"]["start"] == "2021"]
    assert every
    year = {one["id"] for one in _all(web, "/api/v1/events", **{"from": "2021", "to": "2021"})}
    month = {one["id"] for one in _all(web, "/api/v1/events", **{"from": "2021-01", "to": "2021-01"})}
    assert {one["id"] for one in every} <= year
    assert not {one["id"] for one in every} & month


def test_csv_holds_the_filter_whole(web: TestClient) -> None:
    answer = web.get("/api/v1/events?format=csv&place=Tarru")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert list(rows[0]) == list(COLUMNS)
    assert [row["record_id"] for row in rows] == [one["id"] for one in _all(web, "/api/v1/events", place="Tarru")]
    assert 'filename="events.csv"' in answer.headers["content-disposition"]


def test_geojson_has_the_points(web: TestClient) -> None:
    answer = web.get("/api/v1/figures?format=geojson&place=Tarru")
    assert answer.headers["content-type"] == "application/geo+json"
    found = answer.json()["features"]
    assert found
    assert {tuple(one["geometry"]["coordinates"]) for one in found} == {(31.25, -12.5)}
    assert web.get("/api/v1/quotations?format=geojson").status_code == 422


def test_documents_actors_and_places(web: TestClient, store: LinkingStore) -> None:
    documents = list(_all(web, "/api/v1/documents", limit=5))
    assert len(documents) == store.counts().documents
    assert sum(one["records"] for one in documents) == store.counts().records
    actors = list(_all(web, "/api/v1/actors", limit=50))
    assert actors[0]["records"] == max(one["records"] for one in actors)
    roles = ("actor", "recipient", "source", "speaker", "addressee", "party")
    assert all(one["records"] == sum(one[role] for role in roles) for one in actors)
    (troops,) = list(_all(web, "/api/v1/actors", name="odalian tr"))
    assert (troops["code"], troops["actor"]) == ("ODA MIL", 4)
    (tarru,) = list(_all(web, "/api/v1/places", name="tarru"))
    assert (tarru["records"], tarru["quads"], tarru["figures"]) == (12, [0, 0, 0, 4], 8)


def test_one_document_is_the_contract(web: TestClient) -> None:
    whole = web.get("/api/v1/documents/sample-1").json()
    assert whole["schema"] == "dateline/1"
    assert whole["document"]["text"] == TEXT
    assert [one["id"] for one in whole["events"]] == sorted(one.id for one in reading().events)
    assert web.get("/api/v1/documents/none").status_code == 404


def test_what_did_not_change_is_not_sent_again(web: TestClient) -> None:
    for address in ("/api/v1/events?limit=3", "/", "/documents", "/feeds/events.atom", "/ogc/collections/events/items"):
        first = web.get(address)
        again = web.get(address, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        other = web.get(address, headers={"if-none-match": 'W/"0-0"'})
        assert other.status_code == 200
    assert web.get("/api/v1/events?limit=3").headers["etag"] != web.get("/api/v1/events?limit=4").headers["etag"]


def test_changes_go_on_where_they_ended(web: TestClient, store: LinkingStore) -> None:
    seen = []
    since = "0"
    while page := web.get("/api/v1/changes", params={"since": since, "limit": 97}).json():
        if not page["items"]:
            assert page["next"] == since
            break
        seen += [one["seq"] for one in page["items"]]
        since = page["next"]
    assert len(seen) == store.counts().changes
    assert seen == sorted(seen)
    at = datetime(2026, 1, 1, tzinfo=UTC).isoformat()
    assert web.get("/api/v1/changes", params={"since": at, "limit": 1}).json()["items"][0]["seq"] == seen[0]
    assert web.get("/api/v1/changes?since=yesterday").status_code == 422
    assert web.get(f"/api/v1/changes?since={10**30}").json()["items"] == []


def test_what_is_added_or_withdrawn_while_it_serves_is_seen(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.web.live.PAUSE", 0.0)
    target = str(tmp_path / "news.db")
    fill(target, readings(2))
    with open_store(target) as writing, open_store(target, readonly=True) as store:
        web = client(store)
        before = web.get("/api/v1/events?limit=1000")
        added = sample("Late Edition", "2026-03-09", ending="\n\nMore to come.")
        keep(writing, [added])
        after = web.get("/api/v1/events?limit=1000", headers={"if-none-match": before.headers["etag"]})
        assert after.status_code == 200
        new = {one["id"] for one in after.json()["items"]} - {one["id"] for one in before.json()["items"]}
        assert new == {one.id for one in added.events}
        writing.withdraw(added.document.sha256, "it was a test")
        assert web.get("/api/v1/events?limit=1000").json() == before.json()
        assert web.get(f"/api/v1/events/{added.events[0].id}").status_code == 404
        writing.reinstate(added.document.sha256, "it was not")
        assert web.get("/api/v1/events?limit=1000").json()["items"] != before.json()["items"]


def test_a_database_that_is_held_or_gone_is_an_answer(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "news.db"
    fill(str(target), readings(0))
    with open_store(str(target), readonly=True, timeout=0.1) as store:
        web = client(store)
        assert web.get("/api/v1/events").status_code == 200
        monkeypatch.setattr("dateline.web.live.PAUSE", 0.0)
        target.rename(tmp_path / "moved.db")
        answer = web.get("/api/v1/events")
        assert (answer.status_code, answer.json()["code"]) == (500, "E071")
        assert str(tmp_path) not in answer.text, "where the file lies is nobody's business"
        sqlite3.connect(target).close()


def test_feeds_hold_the_newest_of_a_filter(web: TestClient) -> None:
    names = {"a": "http://www.w3.org/2005/Atom"}
    feed = Xml.fromstring(web.get("/feeds/events.atom?place=Tarru").content)  # noqa: S314 (our own bytes)
    entries = feed.findall("a:entry", names)
    assert len(entries) == 4
    assert all("Odalian troops" in (entry.findtext("a:title", "", names)) for entry in entries)
    whole = web.get("/feeds/records.json").json()
    assert whole["version"] == "https://jsonfeed.org/version/1.1"
    assert len(whole["items"]) == 50
    newest = [one["date_modified"] for one in whole["items"]]
    assert newest == sorted(newest, reverse=True)
    for one in whole["items"][:5]:
        assert web.get(one["url"]).status_code == 307
