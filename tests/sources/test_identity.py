"""Lists that break off, and ids and addresses that tell nothing apart."""

from datetime import UTC, datetime

import pytest

from dateline.model.raw import RawItem, Standing
from dateline.sources.collect import entry_of, mark_of, released
from dateline.sources.dates import everywhere
from dateline.sources.origin import Origin
from dateline.sources.read import is_list, read_items
from tests.sources.mutations import FIXTURES

AT = Origin("post", "https://post.example/list")
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "rdf.xml"])
def test_the_last_item_of_a_feed_that_breaks_off_is_not_believed(name: str) -> None:
    data = (FIXTURES / name).read_bytes()
    whole = read_items(data, AT)
    assert whole.whole
    word = b"entry" if b"<entry" in data else b"item"
    for cut in range(data.rindex(b"</" + word), data.rindex(b"<" + word) + 8, -7):
        batch = read_items(data[:cut], AT)
        assert not batch.whole or not batch.items
        assert set(batch.items) < set(whole.items)
        assert batch.rejected


def test_a_mark_leaves_the_id_out_where_there_is_more_to_go_by() -> None:
    one = RawItem("post", "1", "https://post.example/1", title="T")
    assert mark_of(one) == mark_of(RawItem("post", "2", "https://post.example/1", title="T"))
    assert mark_of(one) != mark_of(RawItem("post", "1", "https://post.example/1", title="T (corrected)"))
    kill = RawItem("post", "1", standing=Standing.WITHDRAWN)
    assert mark_of(kill) != mark_of(RawItem("post", "2", standing=Standing.WITHDRAWN))


def test_an_embargo_is_held_whole_and_released_as_it_came() -> None:
    item = RawItem("wire", "urn:1", body=b"Words.", version="2", embargoed="2026-11-02T13:00:00+00:00")
    entry = entry_of(item, NOW)
    assert (entry.until, entry.version) == ("2026-11-02T13:00:00+00:00", "2")
    found = released(entry)
    assert (found.item, found.entry.mark, found.entry.held) == (item, entry.mark, None)
    assert entry_of(item, NOW.replace(hour=13)).held is None


def test_a_moment_without_a_zone_has_come_when_it_has_come_everywhere() -> None:
    assert everywhere("2026-11-02T13:00:00") == datetime(2026, 11, 3, 1, tzinfo=UTC)
    assert everywhere("2026-11-02") == datetime(2026, 11, 2, 12, tzinfo=UTC)
    assert everywhere("2026-11-02T13:00:00+02:00") == datetime(2026, 11, 2, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<?xml version='1.0'?><!-- x --><rss version='2.0'>", True),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", True),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', True),
        (b"<urlset>", True),
        (b"\x1f\x8b\x08", True),
        (b"<!doctype html><html><body>", False),
        (b"Plain words.", False),
        (b"", False),
    ],
)
def test_a_list_is_told_from_a_page(data: bytes, expected: bool) -> None:
    assert is_list(data) is expected
