"""Each format as a person reads its small fixture."""

import dataclasses
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.raw import Batch, Standing
from dateline.sources.dates import later_than, moment
from dateline.sources.links import absolute, canonical
from dateline.sources.origin import Origin
from dateline.sources.read import Format, format_of, read_items
from tests.sources.mutations import FIXTURES

ORIGIN = Origin("test", "https://list.example/feed", fetched="2020-02-24T00:00:00+00:00")


def read(name: str, origin: Origin = ORIGIN) -> Batch:
    return read_items((FIXTURES / name).read_bytes(), origin)


def test_rss() -> None:
    first, second = read("rss.xml").items
    assert (first.key, first.url) == ("post-101", "https://post.example/news/ferries?utm_source=rss")
    assert first.title == "Ferries stop as fighting nears the port & the depot"
    assert first.published == "2020-02-22T23:30:00-05:00"
    assert (first.byline, first.publisher, first.language) == ("Ana Brandt", "Harbour Post", "en")
    assert first.body is None
    assert second.published is None
    assert second.body is not None
    assert second.body.startswith(b"<p>The mayor called")
    assert (second.media_type, second.key) == ("text/html", "https://post.example/news/truce")


def test_atom() -> None:
    first, second = read("atom.xml").items
    assert first.published == "2020-02-22T10:00:00+03:00"
    assert first.modified == "2020-02-23T08:00:00+00:00"
    assert first.body is not None
    assert b"The bridge was closed" in first.body
    assert (second.published, second.modified, second.body) == (None, "2020-02-23", None)


def test_rdf() -> None:
    (item,) = read("rdf.xml").items
    assert (item.url, item.published) == ("https://relief.example/a", "2020-02-22T06:00:00+00:00")
    assert item.byline == "Relief Desk"


def test_json_feed() -> None:
    first, second = read("feed.json").items
    assert (first.key, first.url, first.media_type) == ("d1", "https://delta.example/d1", "text/plain")
    assert (first.byline, first.language) == ("Delta desk", "en-GB")
    assert (second.key, second.body) == ("2", None)


def test_sitemaps() -> None:
    first, second = read("news-sitemap.xml").items
    assert (first.title, first.published) == ("Shelling resumes near the junction", "2020-02-22")
    assert (first.publisher, first.language) == ("Plain Paper", "en")
    assert second.url == "https://plain.example/news/2"
    assert read("sitemap-index.xml").follow == ("https://plain.example/map-1.xml", "https://plain.example/map-2.xml.gz")


def test_newsml_versions_corrections_and_withdrawals() -> None:
    corrected, killed = read("newsml.xml").items
    assert (corrected.key, corrected.version) == ("tag:agency.example,2020:item1", "3")
    assert corrected.standing is Standing.CORRECTED
    assert corrected.body == b"Police held twelve people on Saturday.\nThey were freed later."
    assert (corrected.published, corrected.modified) == ("2020-02-22T08:00:00+00:00", "2020-02-22T10:00:00+00:00")
    assert (corrected.embargoed, corrected.usage) == ("2020-02-22T12:00:00+00:00", "For subscribers.")
    assert (corrected.agency, corrected.byline) == ("Agency Example", "Ivo Lang")
    assert killed.standing is Standing.WITHDRAWN
    assert (killed.key, killed.body, killed.note) == (
        "tag:agency.example,2020:item0",
        None,
        "KILL: the report is wrong",
    )


def test_ninjs() -> None:
    (item,) = read("ninjs.json").items
    assert (item.key, item.version, item.standing) == ("urn:agency.example:n1", "2", Standing.USABLE)
    assert item.title == "Minister resigns after the strike"
    assert item.embargoed == "2020-02-22T18:00:00+02:00"
    assert item.body == b"<p>The minister resigned on Saturday.</p>"


@pytest.mark.parametrize(
    ("status", "standing"),
    [
        ("canceled", Standing.WITHDRAWN),
        ("withheld", Standing.WITHHELD),
        ("stat:usable", Standing.USABLE),
        ("odd", None),
    ],
)
def test_an_unknown_standing_is_an_error_and_never_usable(status: str, standing: Standing | None) -> None:
    value = json.loads((FIXTURES / "ninjs.json").read_bytes()) | {"pubstatus": status}
    found = read_items(json.dumps(value).encode(), ORIGIN)
    if standing is None:
        assert (found.items, [one.code for one in found.rejected]) == ((), ["E127"])
    else:
        assert [item.standing for item in found.items] == [standing]
    many = read_items(json.dumps([value, value]).encode(), ORIGIN)
    assert len(many.items) + len(many.rejected) == 2


def test_the_registry_wins_over_what_a_feed_says_of_its_owner() -> None:
    known = dataclasses.replace(ORIGIN, publisher="Post", usage="by leave")
    assert {(item.publisher, item.usage) for item in read("rss.xml", known).items} == {("Post", "by leave")}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xef\xbb\xbf {", Format.JSON),
        (b"<?xml version='1.0'?><!-- <urlset> --><rss/>", Format.FEED),
        (b"<!DOCTYPE rss [<!ELEMENT a (b)>]><x:urlset xmlns:x='y'>", Format.SITEMAP),
        (b"<newsItem>", Format.NEWSML),
        (b"plain words", Format.FEED),
    ],
)
def test_formats_are_told_apart_by_what_they_are(data: bytes, kind: Format) -> None:
    assert format_of(data) is kind


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("Sat, 22 Feb 2020 23:30:00 -0500", "2020-02-22T23:30:00-05:00"),
        ("22 February 2020 23:30 GMT", "2020-02-22T23:30:00+00:00"),
        ("Sat, 22 Feb 2020 23:30:00 XYZ", "2020-02-22T23:30:00"),
        ("Sat, 22 Feb 2020", "2020-02-22"),
        ("2020-02-22", "2020-02-22"),
        ("2020-02-22T10:00:00.123456789Z", "2020-02-22T10:00:00+00:00"),
        ("20200222T100000+0300", "2020-02-22T10:00:00+03:00"),
        ("2020-02-22 10:00", "2020-02-22T10:00:00"),
        ("Feb", None), ("Feb 2020", None), ("2020", None), ("2020-02", None), ("yesterday", None), ("", None),
        ("2020-02-30", None), ("0000-01-01", None), ("2020-02-22T25:00:00Z", None), ("22 Foo 2020", None), (None, None),
        ("02/03/2020", None), ("2020-02-22T10:00:00+99:00", None), ("9" * 500, None),
    ],
)  # fmt: skip
def test_moments_are_never_completed_nor_moved(written: str | None, iso: str | None) -> None:
    assert moment(written) == iso


@given(st.text(max_size=40))
def test_any_moment(text: str) -> None:
    found = moment(text)
    assert found is None or datetime.fromisoformat(found)


def test_later_than() -> None:
    limit = datetime(2020, 2, 22, 12, tzinfo=UTC)
    assert later_than("2020-02-22T13:00:00+00:00", limit)
    assert not later_than("2020-02-22T13:00:00+03:00", limit)
    assert not later_than("2020-02-23", limit)
    assert later_than("2020-02-24", limit)
    assert not later_than(None, limit)


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("/a#b", "https://list.example/a"), ("?x=1", "https://list.example/feed?x=1"),
        ("//o.example/", "https://o.example/"),
        ("javascript:alert(1)", None), ("file:///etc", None), ("", None), (None, None), (5, None),
        ("http://[::1", None),
        ("http://", None), ("https://a.example:99999/", None), ("https://" + "a" * 5000, None),
    ],
)  # fmt: skip
def test_links(link: object, found: str | None) -> None:
    assert absolute("https://list.example/feed", link) == found


def test_the_same_page_under_many_addresses_is_one() -> None:
    url = "https://Post.example/a?id=7&x=%20y"
    many = [url, f"{url}&utm_source=rss", f"{url}#top", f"{url}&fbclid=1&utm_medium=x"]
    assert len({canonical(one).replace("+", "%20") for one in many}) == 1
    assert canonical(url) == "https://post.example/a?id=7&x=%20y"


ITEM = (
    b'<newsItem guid="urn:1"><itemMeta><itemClass qcode="ninat:text"/>%s</itemMeta>'
    b"<contentSet>%s</contentSet></newsItem>"
)
NITF = (
    b"<inlineXML><nitf><body><body.head><hedline><hl1>No</hl1></hedline></body.head>"
    b"<body.content><p>One.</p><block><p>Two.</p></block></body.content></body></nitf></inlineXML>"
)


@pytest.mark.parametrize(
    ("meta", "content", "result"),
    [
        (b"", NITF, b"One.\nTwo."),
        (b"", b"<inlineData>Plain words.</inlineData>", b"Plain words."),
        (b"", b"<inlineXML><body><li>A <p>b</p></li> </body></inlineXML>", b"A b"),
        (b"", b"<inlineXML><x>Bare.</x></inlineXML>", b"Bare."),
        (b"", b"<remoteContent/>", "E127"),
        (b'<pubStatus qcode="stat:odd"/>', NITF, "E127"),
        (b'<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', NITF, None),
        (b'<signal qcode="sig:kill"/>', NITF, None),
        (b'<pubStatus qcode="stat:withheld"/>', NITF, b"One.\nTwo."),
    ],
)
def test_newsml_item_alone(meta: bytes, content: bytes, result: bytes | str | None) -> None:
    found = read_items(ITEM % (meta, content), ORIGIN)
    if isinstance(result, str):
        assert [one.code for one in found.rejected] == [result]
    else:
        assert [item.body for item in found.items] == [result]


def test_newsml_without_items_or_guid() -> None:
    assert [one.code for one in read_items(b"<newsMessage/>", ORIGIN).rejected] == ["E124"]
    assert [one.code for one in read_items((ITEM % (b"", NITF)).replace(b"urn:1", b" "), ORIGIN).rejected] == ["E127"]


def test_ninjs_of_other_versions() -> None:
    old = {"uri": "urn:1", "versioncreated": "2020-02-22T10:00:00Z", "headline": "H", "version": 3,
           "body_text": "Words.", "signals": ["sig:correction"], "infosource": [{"name": "Agency"}]}  # fmt: skip
    (item,) = read_items(json.dumps(old).encode(), ORIGIN).items
    assert (item.standing, item.version, item.agency) == (Standing.CORRECTED, "3", "Agency")
    assert (item.title, item.media_type, item.body) == ("H", "text/plain", b"Words.")
    new = {"uri": "urn:1", "pubStatus": "usable", "bodies": [{"contentType": "text/plain", "value": "Words."}],
           "headlines": [{"value": "H"}], "body_html": "<p>x</p>", "source": "Agency"}  # fmt: skip
    (item,) = read_items(json.dumps(new).encode(), ORIGIN).items
    assert (item.title, item.media_type, item.agency) == ("H", "text/plain", "Agency")
    (item,) = read_items(json.dumps(old | {"body_xhtml": "<p>x</p>"}).encode(), ORIGIN).items
    assert (item.media_type, item.body) == ("text/html", b"<p>x</p>")
    picture = read_items(json.dumps(new | {"type": "picture"}).encode(), ORIGIN)
    assert (picture.items, picture.rejected) == ((), ())
    assert [one.code for one in read_items(json.dumps(new | {"uri": " "}).encode(), ORIGIN).rejected] == ["E127"]
    assert [one.code for one in read_items(b'{"uri": "u", "headline": "H"}', ORIGIN).rejected] == ["E127"]
