"""Pages: main text and head; too large, too deep and empty ones are refused, none is silently cut."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.documents.build import Given
from dateline.documents.html import MAX_BYTES, MAX_TAGS, read_page
from dateline.documents.nesting import MAX_DEPTH, count_tags, too_deep
from dateline.model.document import Document, Rejected

SENTENCE = "The army said on Monday that it had taken the town after three days of fighting."
PAGE = f"""<!doctype html><html><head><title>Town taken | The Site</title>
<meta property="og:title" content="Town taken"><meta property="og:site_name" content="The Site">
<meta property="article:published_time" content="2020-02-22T01:00:00Z">
<link rel="canonical" href="https://news.example/town"></head>
<body><nav><a href="/">Home</a></nav><article><p>{SENTENCE}</p><p>{SENTENCE} It was the third.</p></article>
<script>var x = "<div><div>";</script></body></html>"""


def read(page: str | bytes, about: Given = Given()) -> Document | Rejected:  # noqa: B008
    return read_page(page if isinstance(page, bytes) else page.encode("utf-8"), about, "a.html", 500_000)


def test_main_text_and_head() -> None:
    document = read(PAGE)
    assert isinstance(document, Document)
    assert document.text == f"{SENTENCE}\n{SENTENCE} It was the third."
    assert (document.title, document.publisher) == ("Town taken", "The Site")
    assert (document.published, document.url) == ("2020-02-22", "https://news.example/town")


@pytest.mark.parametrize("heading", ["<h1>Town taken</h1>", "<h1>Town\n  taken</h1>"])
def test_the_headline_is_title_and_not_text_too(heading: str) -> None:
    document = read(PAGE.replace("<article>", f"<article>{heading}"))
    assert isinstance(document, Document)
    assert document.title == "Town taken"
    assert document.text == f"{SENTENCE}\n{SENTENCE} It was the third."


def test_a_heading_that_is_not_the_title_stays() -> None:
    document = read(PAGE.replace("<article>", "<article><h1>Town taken after days of fighting</h1>"))
    assert isinstance(document, Document)
    assert document.text.startswith("Town taken after days of fighting\n")


def test_options_win_over_the_page() -> None:
    document = read(PAGE, Given(title="Mine", published="2020-03-01", url="https://b.example"))
    assert isinstance(document, Document)
    assert (document.title, document.published, document.url) == ("Mine", "2020-03-01", "https://b.example")


def test_a_date_in_the_text_is_not_taken_for_the_day_of_publication() -> None:
    document = read(f"<html><body><p>{SENTENCE}</p><p>It began on 12 May 2011.</p></body></html>")
    assert isinstance(document, Document)
    assert document.published is None


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("", "E012"),
        (" \n ", "E012"),
        ("<html><body><script>fill()</script></body></html>", "E018"),
        ("<div>" * 100_000 + SENTENCE, "E017"),
        ("<p>" * 100_000 + SENTENCE, "E016"),
        ("<p>" + "x" * MAX_BYTES, "E016"),
        ("<ul><li>" * 130 + SENTENCE, "E017"),
        ("\x89PNG\r\n", "E013"),
    ],
)
def test_refusals(page: str, code: str) -> None:
    started = time.monotonic()
    refused = read(page.encode("latin-1"))
    assert isinstance(refused, Rejected)
    assert refused.code == code
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("tag", ["div", "span", "b", "table", "ul"])
def test_no_page_under_the_limit_loses_text_to_the_parser(tag: str) -> None:
    inner = {"table": ("<table><tbody><tr><td>", "</td></tr></tbody></table>"), "ul": ("<ul><li>", "</li></ul>")}
    opening, closing = inner.get(tag, (f"<{tag}>", f"</{tag}>"))
    seen = 0
    for depth in range(5, MAX_DEPTH + 10, 8):
        page = f"<html><body>{opening * depth}<p>{SENTENCE}</p>{closing * depth}<p>{SENTENCE} Last.</p></body></html>"
        if not too_deep(page):
            document = read(page)
            assert isinstance(document, Document)
            assert document.text.endswith("Last.")
            assert document.text.count(SENTENCE) == 2
            seen = depth
    assert seen > 50


def test_what_is_no_nesting() -> None:
    assert not too_deep("<p>a<br>" * 1000 + "<li>" * 1000 + "<path d='x'/>" * 1000 + "</div>" * 1000)
    assert not too_deep("<!-- " + "<div>" * 1000 + "--><script>'" + "<div>" * 1000 + "'</script><div></div>" * 1000)
    assert too_deep("<div><p>" * MAX_DEPTH)
    assert count_tags("<p>a</p><br>") == 3
    assert MAX_TAGS > 10_000


@pytest.mark.parametrize("piece", ["<", "<!--", "<script", "<div", "<div a='", "</", "<script>", "<a <", "<title>x"])
def test_measuring_takes_linear_time(piece: str) -> None:
    page = piece * (1_000_000 // len(piece))
    started = time.monotonic()
    too_deep(page)
    count_tags(page)
    assert time.monotonic() - started < 5


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<table>",
        "<td>",
        "<a href='",
        "'>",
        "<!--",
        "<script>",
        "&#0;",
        "&#xD800;",
        "<svg/>",
        SENTENCE,
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TAGS | st.text(max_size=5), max_size=30).map("".join))
def test_any_page_gives_a_document_or_a_refusal(page: str) -> None:
    result = read(page.encode("utf-8", "replace"))
    if isinstance(result, Document):
        assert result.text.strip()
    else:
        assert result.code in {"E012", "E013", "E017", "E018", "E019"}
