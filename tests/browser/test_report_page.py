"""The report in a browser: nothing on the console, no script, and a citation that reaches its words."""

import re
from pathlib import Path

import pytest

from dateline.report.html import render_html
from tests.browser.chromium import NAMES, find, open_page
from tests.report.build import report

BROWSER = find()
pytestmark = pytest.mark.skipif(BROWSER is None, reason=f"no browser for the page: none of {', '.join(NAMES)} is here")


def test_the_page_opens_quietly_at_a_note(tmp_path: Path) -> None:
    assert BROWSER is not None
    page = tmp_path / "report.html"
    page.write_bytes(render_html(report(tmp_path)))
    opened = open_page(BROWSER, page, "n1")
    assert opened.console == ()
    assert "<script" not in opened.dom
    assert re.search(r'<li id="n1"><q><bdi>[^<]+</bdi></q>', opened.dom)
    assert opened.dom.count("<table>") >= 5
