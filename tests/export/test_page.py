"""The HTML page: nothing from a text becomes markup, nothing is asked for outside, everything can be reached."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.export.labels import CONTROL_PICTURES, Kind, Role
from dateline.export.page import render_page, render_text
from dateline.export.segments import Mark
from dateline.model.codes import QuotationKind
from dateline.model.records import Actor, Quotation, Reading, Span
from tests.export.sample import document, reading

HOSTILE = (
    "</style></script><script>alert(1)</script><img src=x onerror=alert(2)> \"quoted\" 'single' $style ${csp} &lt; "
    "<!-- \u202eright to left\u202c مرحبا بالعالم 👩‍👩‍👧‍👦 e\u0301 \x00\x1b[31m\x9b]]>"
)
OURS = {
    "html", "head", "meta", "title", "style", "script", "body", "nav", "ol", "li", "main", "section", "header", "h1",
    "h2", "h3", "p", "div", "span", "a", "article", "dl", "dt", "dd", "bdi", "small", "kbd", "footer",
}  # fmt: skip


class Page(HTMLParser):
    """What a parser makes of the page: elements, attributes, and the text in each region `Text` without its badges."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.depth = 0
        self.badge = False
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if self.depth:
            self.depth += tag in ("div", "span")
            self.badge = tag == "a"
        elif dict(attrs).get("aria-label") == "Text":
            self.depth = 1
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if self.depth:
            self.depth -= tag in ("div", "span")
            self.badge = self.badge and tag != "a"

    def handle_data(self, data: str) -> None:
        if self.depth and not self.badge:
            self.texts[-1] += data

    def ids(self) -> list[str]:
        return [found for _, attrs in self.elements if (found := attrs.get("id"))]


def hostile() -> Reading:
    """Hostile words in every place that takes words from outside."""
    span = Span.of(HOSTILE, 5, len(HOSTILE))
    actor = Actor(span, HOSTILE, HOSTILE, None, None, None)
    quotation = Quotation("q", span, QuotationKind.DIRECT, span, actor, actor, 0.5)
    named = document(HOSTILE, id=HOSTILE, title=HOSTILE, publisher=HOSTILE, language=HOSTILE, url="javascript:alert(1)")
    return Reading(named, (), (quotation,), (), ())


def test_hostile_words_stay_words() -> None:
    page = Page(render_page([hostile(), reading()]))
    assert {tag for tag, _ in page.elements} <= OURS
    assert sum(tag == "script" for tag, _ in page.elements) == 1
    assert sum(tag == "style" for tag, _ in page.elements) == 1
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on") or name == "style"]
    assert page.texts[0] == HOSTILE.translate(CONTROL_PICTURES)
    assert page.texts[1] == reading().document.text


def test_only_web_addresses_become_links() -> None:
    hrefs = [attrs["href"] for tag, attrs in Page(render_page([hostile(), reading()])).elements if tag == "a"]
    assert {href for href in hrefs if href and not href.startswith("#")} == {"https://news.example/tarru"}


@pytest.mark.parametrize("url", ["http://[bad", "data:text/html,x", "//x", "https:", " javascript:x"])
def test_odd_addresses_are_text(url: str) -> None:
    made = Page(render_page([Reading(document("x", url=url), (), (), (), ())]))
    assert not [tag for tag, _ in made.elements if tag == "a"]


def test_the_page_asks_for_nothing() -> None:
    page = Page(render_page([reading()]))
    assert not [attrs for _, attrs in page.elements if "src" in attrs or "srcset" in attrs]
    assert not {tag for tag, _ in page.elements} & {"link", "img", "iframe", "object", "base", "form"}
    source = render_page([reading()])
    assert "url(" not in source
    assert "@import" not in source


def test_the_policy_names_exactly_the_inlined_style_and_script() -> None:
    source = render_page([reading()])
    policy = next(attrs["content"] for _, attrs in Page(source).elements if "http-equiv" in attrs)
    assert policy is not None
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", source, re.DOTALL)
        assert body is not None
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_every_link_inside_the_page_leads_somewhere_and_ids_are_unique() -> None:
    page = Page(render_page([reading(), reading()]))
    ids = page.ids()
    assert len(ids) == len(set(ids))
    inner = {href[1:] for tag, attrs in page.elements if tag == "a" and (href := attrs["href"]) and href[0] == "#"}
    assert inner <= set(ids)
    assert {"d1", "d2", "d1-E1", "d1-E1-t", "d2-A1-t"} <= inner | set(ids)


def test_a_card_says_what_the_record_says() -> None:
    source = render_page([reading()])
    card = re.search(r'<article[^>]*id="d1-E1".*?</article>', source)
    assert card is not None
    shown = re.sub(r"<[^>]+>", " ", card[0])
    for words in ("E1", "ASSAULT", "shelled", "Odalian troops", "ODA MIL", "→ whom", "town, ODA", "Tuesday", "0.87"):
        assert words in shown
    assert "actual" not in shown
    assert "planned" in source


def test_a_text_without_records_says_so() -> None:
    assert "No records were found" in render_page([Reading(document("Nothing."), (), (), (), ())])


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.lists(st.tuples(st.integers(0, 45), st.integers(0, 45), st.sampled_from(list(Role))), max_size=6),
)
def test_the_text_is_kept_character_for_character(text: str, spans: list[tuple[int, int, Role]]) -> None:
    marked = [Mark(a, b, f"F{i}", Kind.FIGURE, role) for i, (a, b, role) in enumerate(spans, 1)]
    page = Page(f'<div aria-label="Text">{render_text(text, marked, "d1")}</div>')
    assert page.texts == [text.translate(CONTROL_PICTURES)]


def test_no_reading_gives_a_page_that_says_so() -> None:
    assert "No documents were read" in render_page([])


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first: str, second: str) -> float:
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1, 2], ids=["light", "dark", "print"])
def test_contrast_is_wcag_aa(theme: int) -> None:
    blocks = re.findall(r":root \{([^}]*)\}", render_page([reading()]))
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", blocks[theme]))
    inks = ["ink", "muted", "q1", "q2", "q3", "q4", "kq", "kf", "ka"]
    pairs = [(ink, ground) for ink in inks for ground in ("ground", "panel")]
    pairs += [(f"q{n}", f"q{n}-tint") for n in (1, 2, 3, 4)] + [("ink", "lit")]
    weak = {pair: ratio for pair in pairs if (ratio := _contrast(colours[pair[0]], colours[pair[1]])) < 4.5}
    assert weak == {}
