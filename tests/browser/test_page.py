"""The page in a browser: its one script runs under its policy, says nothing on the console and lights the spans."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dateline.export.page import render_page
from tests.browser.chromium import NAMES, find, open_page
from tests.export.sample import reading

BROWSER = find()
pytestmark = pytest.mark.skipif(BROWSER is None, reason=f"no browser for the page: none of {', '.join(NAMES)} is here")


class _Classes(HTMLParser):
    """Attributes of every element that has a class."""

    def __init__(self, dom: str) -> None:
        super().__init__()
        self.elements: list[dict[str, str]] = []
        self.feed(dom)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append({"tag": tag} | {name: value or "" for name, value in attrs})

    def with_class(self, name: str) -> list[dict[str, str]]:
        return [element for element in self.elements if name in element.get("class", "").split()]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(render_page([reading(), reading()]), encoding="utf-8")
    return path


def test_the_script_runs_under_its_policy_and_lights_nothing_unasked(page: Path) -> None:
    assert BROWSER is not None
    opened = open_page(BROWSER, page)
    assert opened.console == ()
    found = _Classes(opened.dom)
    assert [element["tag"] for element in found.with_class("js")] == ["html"]
    assert found.with_class("on") == []


def test_the_card_in_the_address_and_its_spans_are_lit(page: Path) -> None:
    assert BROWSER is not None
    opened = open_page(BROWSER, page, "d2-E1")
    assert opened.console == ()
    found = _Classes(opened.dom)
    lit = found.with_class("on")
    assert [element["id"] for element in lit if element["tag"] == "article"] == ["d2-E1"]
    spans = [element for element in lit if element["tag"] == "span"]
    assert spans
    assert all(re.search(r"\bE1\.", element["data-r"]) for element in spans)
    own = [element for element in spans if re.search(r"\bE1\.(what|also)", element["data-r"])]
    assert own == found.with_class("main")
    assert [element["id"] for element in found.with_class("lit")] == ["d2"]


def test_a_script_that_was_changed_is_refused(page: Path, tmp_path: Path) -> None:
    """Shows that the two tests above would see it if the policy and the script did not fit together."""
    assert BROWSER is not None
    changed = tmp_path / "changed.html"
    changed.write_text(page.read_text(encoding="utf-8").replace('"use strict";', '"use strict"; '), encoding="utf-8")
    opened = open_page(BROWSER, changed, "d1-E1")
    assert any("Content Security Policy" in line for line in opened.console)
    found = _Classes(opened.dom)
    assert found.with_class("js") == found.with_class("on") == []
