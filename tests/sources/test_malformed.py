"""Each malformed list gives items or reasons; none an exception, a request, a file's contents, or much time."""

import time
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.msgpack import decode, encode

from dateline.model.raw import Batch
from dateline.sources.isolated import Lists, serve
from dateline.sources.origin import Origin
from dateline.sources.read import read_items
from dateline.worker import Worker
from tests.sources.mutations import FIXTURES, cases, digest

ORIGIN = Origin("test", "https://list.example/feed")
CASES = dict(cases())


def test_the_cases_are_those_of_the_digest() -> None:
    assert len(CASES) >= 300
    assert (FIXTURES / "DIGEST").read_text("utf-8") == f"{digest()}  {len(CASES)} cases\n"


@pytest.mark.parametrize("name", CASES)
def test_items_or_reasons(name: str) -> None:
    begin = time.perf_counter()
    found = read_items(CASES[name], ORIGIN)
    assert time.perf_counter() - begin < 5
    assert isinstance(found, Batch)
    assert found.items or found.rejected or found.follow
    assert all(one.code.startswith("E1") and one.reason and len(one.reason) < 500 for one in found.rejected)
    for item in found.items:
        assert item.key
        assert item.url is None or item.url.startswith(("http://", "https://"))
        assert item.body is not None or item.url is not None or item.standing == "withdrawn"
        assert b"root:" not in (item.body or b"")
        assert len(item.title or "") < 100_000


BOMBS = [
    name
    for name in CASES
    if any(word in name for word in ("laughs", "quadratic", "parameter", "outside")) and ".xml" in name
]


@pytest.mark.parametrize("name", BOMBS)
def test_entities_are_refused(name: str) -> None:
    found = read_items(CASES[name], ORIGIN)
    assert not found.items
    assert {one.code for one in found.rejected} == {"E126"}


@given(st.binary(max_size=2000))
def test_any_bytes(data: bytes) -> None:
    found = read_items(data, ORIGIN)
    assert found.items or found.rejected


@given(st.sampled_from(sorted(path.name for path in FIXTURES.glob("*.*"))), st.data())
def test_any_change_of_a_feed(name: str, data: st.DataObject) -> None:
    whole = bytearray((FIXTURES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=12))
        if not whole:
            break
    found = read_items(bytes(whole), ORIGIN)
    assert isinstance(found, Batch)


def test_bombs_in_the_worker_within_a_second_and_120_megabytes() -> None:
    """As the figures for XML ask: refused in a second, within 120 MB on top of a worker that has read one feed."""
    lists = Lists(Worker("dateline.sources.isolated:serve", memory=120_000_000))
    try:
        assert lists.read((FIXTURES / "rss.xml").read_bytes(), ORIGIN).items
        for name in BOMBS:
            begin = time.perf_counter()
            assert {one.code for one in lists.read(CASES[name], ORIGIN).rejected} == {"E126"}
            assert time.perf_counter() - begin < 1
        bomb = lists.read(CASES["rss.xml-gzip-bomb"], ORIGIN)
        assert {one.code for one in bomb.rejected} == {"E123"}
    finally:
        lists.close()


def test_a_worker_that_does_not_start_is_a_reason() -> None:
    found = Lists(Worker("dateline.nothing:here")).read(b"<rss/>", ORIGIN)
    assert [one.code for one in found.rejected] == ["E032"]


def test_in_the_worker_as_outside_of_it() -> None:
    for name in ("rss.xml", "newsml.xml", "feed.json"):
        data = (FIXTURES / name).read_bytes()
        assert decode(serve(encode({"data": data, "origin": asdict(ORIGIN)})), type=Batch) == read_items(data, ORIGIN)
