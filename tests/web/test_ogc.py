"""OGC API Features, part 1, core and GeoJSON: what map programs ask for when they connect."""

from typing import Any

import pytest
from starlette.testclient import TestClient


def _link(about: dict[str, Any], rel: str) -> str:
    (href,) = [one["href"] for one in about["links"] if one["rel"] == rel]
    return str(href)


def test_a_client_finds_its_way_from_the_landing_page_to_a_feature(web: TestClient) -> None:
    landing = web.get("/ogc").json()
    assert web.get(_link(landing, "service-desc")).json()["openapi"].startswith("3.1")
    conformance = web.get(_link(landing, "conformance")).json()["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in conformance
    collections = web.get(_link(landing, "data")).json()["collections"]
    assert [one["id"] for one in collections] == ["events", "figures"]
    for one in collections:
        assert web.get(_link(one, "self")).json() == one
        found = web.get(_link(one, "items"))
        assert found.headers["content-type"] == "application/geo+json"
        feature = found.json()["features"][0]
        alone = web.get(f"{_link(one, 'items')}/{feature['id']}").json()
        assert {name: alone[name] for name in feature} == feature


def test_pages_of_features_end(web: TestClient) -> None:
    seen: list[str] = []
    address: str | None = "/ogc/collections/events/items?limit=50"
    while address:
        page = web.get(address).json()
        assert page["numberReturned"] == len(page["features"]) <= 50
        seen += [one["id"] for one in page["features"]]
        address = next((one["href"] for one in page["links"] if one["rel"] == "next"), None)
    assert len(seen) == len(set(seen)) == page["numberMatched"]


def test_box_and_time_narrow(web: TestClient) -> None:
    base = "/ogc/collections/events/items"
    near = web.get(base, params={"bbox": "31,-13,32,-12"}).json()
    assert near["numberMatched"] == 4
    assert {tuple(one["geometry"]["coordinates"]) for one in near["features"]} == {(31.25, -12.5)}
    day = {"datetime": "2026-03-03"}
    assert web.get(base, params=day | {"bbox": "31,-13,0,32,-12,9"}).json()["numberMatched"] == 4
    for words, number in (
        ("2026-03-03T00:00:00Z/..", 4),
        ("../2026-03-02", 0),
        ("2026-03-01/2026-03-04T12:00:00+01:00", 4),
    ):
        found = web.get(base, params={"bbox": "31,-13,32,-12", "datetime": words}).json()
        assert found["numberMatched"] == number, words


@pytest.mark.parametrize(
    "query",
    ["bbox=1,2,3", "bbox=a,b,c,d", "bbox=0,10,1,5", "bbox=nan,0,1,1", "datetime=soon", "datetime=..", "limit=0",
     "limit=x", "unknown=1", "cursor=1"],
)  # fmt: skip
def test_a_wrong_parameter_is_a_bad_request(web: TestClient, query: str) -> None:
    answer = web.get(f"/ogc/collections/events/items?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_what_is_not_there(web: TestClient) -> None:
    assert web.get("/ogc/collections/none").status_code in (400, 404)
    assert web.get("/ogc/collections/events/items/event-0000000000000000").status_code == 404
