"""The dashboard in a browser: filters and their addresses, map, timeline, lit words, hostile articles, widths."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import NAMES, find
from tests.browser.contrast import too_faint
from tests.browser.driver import WIDTHS, Heard, browser, served, settled
from tests.browser.payloads import PAYLOADS
from tests.export.sample import reading
from tests.web.build import fill, hostile, readings

pytestmark = pytest.mark.skipif(find() is None, reason=f"no browser: none of {', '.join(NAMES)} is here")
ADDRESSES = (
    "/",
    "/incidents",
    "/figures",
    "/agreements",
    "/actors",
    "/documents?q=shelled",
    "/sources",
    "/changes?since=0",
    "/api",
)


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    target = str(tmp_path_factory.mktemp("browser") / "news.db")
    fill(target, readings(12))
    with served(target) as address:
        yield address


@pytest.fixture
def heard(home: str) -> Heard:
    return Heard(home)


@pytest.fixture
def page(chrome: Browser, heard: Heard) -> Iterator[Page]:
    """A fresh page that must stay silent."""
    context = chrome.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    heard.listen(opened)
    yield opened
    context.close()
    assert heard.said == []
    assert heard.outside == []


def test_a_filter_goes_into_the_address_and_comes_back_with_it(page: Page, home: str) -> None:
    page.goto(home)
    settled(page)
    page.get_by_label("Place or region").fill("Tarru")
    page.get_by_label("Place or region").press("Enter")
    page.wait_for_url("**place=Tarru**")
    expect(page.locator("#view .sum")).to_contain_text("records in 4 documents")
    assert "country=" not in page.url, "empty fields stay out of the address"
    address = page.url
    page.goto(address)
    expect(page.get_by_label("Place or region")).to_have_value("Tarru")
    page.get_by_label("Records", exact=True).select_option("figure")
    page.wait_for_url("**kind=figure**")
    expect(page.locator("#view .sum")).to_contain_text("8 figures")
    page.go_back()
    expect(page.locator("#view .sum")).to_contain_text("4 events")


def test_a_brush_over_the_timeline_chooses_the_period(page: Page, home: str) -> None:
    page.goto(f"{home}/?place=Tarru")
    settled(page)
    box = page.locator(".bars").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.02, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 40, steps=4)
    expect(page.locator(".chosen")).to_contain_text("record")
    page.mouse.up()
    page.wait_for_url("**from=2026-03-0**")
    assert re.search(r"to=2026-03-0\d", page.url)
    expect(page.get_by_label("From")).to_have_value(re.compile(r"2026-03-0\d"))
    page.wait_for_selector("#map[data-shown]")


def test_the_timeline_is_brushed_by_keys_alone(page: Page, home: str) -> None:
    page.goto(f"{home}/?place=Tarru")
    settled(page)
    page.locator(".time").focus()
    for key in ("ArrowLeft", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    expect(page.locator("#said")).to_contain_text("record")
    page.keyboard.press("Enter")
    page.wait_for_url("**from=**")


def test_a_click_on_the_map_leads_to_the_words(page: Page, home: str) -> None:
    page.goto(f"{home}/?place=Tarru")
    settled(page)
    page.wait_for_timeout(800)
    box = page.locator("#map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    link = page.locator(".pop li a").first
    expect(link).to_contain_text("Tarru")
    link.click()
    page.wait_for_url("**/documents/**#d1-*")
    expect(page.locator(".card.on")).to_have_count(1)


def test_text_and_cards_light_each_other_by_pointer_and_by_keys(page: Page, home: str) -> None:
    page.goto(f"{home}/documents/{reading().document.sha256}")
    expect(page.locator(".on")).to_have_count(0)
    page.locator("#d1-E1").hover()
    expect(page.locator(".text .on.main").first).to_have_text("shelled")
    page.mouse.move(0, 0)
    page.locator(".text .s", has_text="accused").first.hover()
    expect(page.locator(".card.on")).to_have_attribute("id", "d1-E2")
    page.keyboard.press("Escape")
    page.mouse.move(0, 0)
    page.keyboard.press("j")
    expect(page.locator(".card.on")).to_have_attribute("id", "d1-E1")
    page.keyboard.press("j")
    expect(page.locator(".card.on")).to_have_attribute("id", "d1-E2")
    page.keyboard.press("Enter")
    expect(page.locator(".text .b:focus")).to_have_attribute("href", "#d1-E2")


def test_more_records_come_in_place(page: Page, home: str) -> None:
    page.goto(home)
    settled(page)
    before = page.locator(".records-list .line").count()
    page.get_by_role("link", name="More records").click()
    expect(page.locator(".records-list .line")).to_have_count(before * 2)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_is_legible_and_no_wider_than_its_window(chrome: Browser, home: str, theme: str) -> None:
    heard = Heard(home)
    address = f"/documents/{reading().document.sha256}"
    # Widths do not depend on the colours, nor colours on the width.
    for width in WIDTHS if theme == "light" else WIDTHS[1:2]:
        context = chrome.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)  # type: ignore[arg-type]
        page = context.new_page()
        heard.listen(page)
        for path in (*ADDRESSES, address):
            page.goto(home + path)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path} at {width}: {wide}"
            if width == WIDTHS[1]:
                assert too_faint(page) == [], f"{path}, {theme}"
        context.close()
    assert (heard.said, heard.outside) == ([], [])


def test_every_control_is_reached_and_has_a_name(page: Page, home: str) -> None:
    for path in ADDRESSES:
        page.goto(home + path)
        unnamed = page.evaluate(
            """() => Array.from(document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']"))
              .filter((el) => el.checkVisibility())
              .filter((el) => !(el.getAttribute("aria-label") || el.getAttribute("aria-labelledby")
                || el.textContent.trim() || (el.labels && el.labels.length)))
              .map((el) => el.outerHTML.slice(0, 120))"""
        )
        assert unnamed == [], path
    page.goto(home)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


def test_the_first_page_is_light(chrome: Browser, home: str) -> None:
    """At most a megabyte crosses the wire, map and all."""
    context = chrome.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(home)
    settled(page)
    context.close()
    assert len(sizes) > 5
    assert sum(sizes) <= 1_000_000


def test_hostile_articles_run_nothing_and_load_nothing(
    chrome: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert len(set(PAYLOADS)) >= 100
    groups = [PAYLOADS[at : at + 8] for at in range(0, len(PAYLOADS), 8)]
    target = str(tmp_path_factory.mktemp("hostile") / "news.db")
    given = [hostile(number, " ".join(group)) for number, group in enumerate(groups)]
    fill(target, given)
    with served(target) as home:
        heard = Heard(home)
        context = chrome.new_context(viewport={"width": 1280, "height": 900})
        context.add_init_script(
            "window.calls = []; window.ran = () => { window.calls.push(1); console.log('it ran'); }"
        )
        page = context.new_page()
        heard.listen(page)
        paths = [f"/documents/{one.document.sha256}" for one in given]
        paths += [
            *ADDRESSES,
            "/documents",
            "/documents?page=2",
            "/?kind=figure",
            "/?kind=quotation",
            "/?kind=agreement",
        ]
        for path in paths:
            page.goto(home + path)
            assert page.evaluate("window.calls") == [], path
        page.goto(home)
        settled(page)
        links = page.eval_on_selector_all("a[href]", "all => all.map((one) => one.protocol)")
        context.close()
    assert set(links) == {"http:"}
    assert heard.said == []
    assert heard.outside == []
