"""Pictures of the dashboard. `python -m tests.browser.pictures DB` takes those of the docs; with a folder after DB,
every page at three widths, light and dark, goes there to be looked at.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser

from tests.browser.driver import WIDTHS, browser, served, settled

FOLDER: Final = Path(__file__).resolve().parents[2] / "docs" / "images"
HEIGHTS: Final = {360: 780, 1280: 860, 2560: 1340}
Theme = Literal["light", "dark"]
THEMES: Final[tuple[Theme, ...]] = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Shot:
    """A page at a width in a theme. `find` is a link on the page at `path` that is followed first."""

    name: str
    path: str
    width: int = 1280
    theme: Theme = "light"
    find: str | None = None


PAGES: Final = (
    Shot("situation", "/"),
    Shot("incidents", "/incidents"),
    Shot("incident", "/incidents", find="/incidents/incident-"),
    Shot("figures", "/figures"),
    Shot("figure", "/figures", find="/figures/history-"),
    Shot("agreements", "/agreements"),
    Shot("actors", "/actors"),
    Shot("actor", "/actors", find="/actors/"),
    Shot("documents", "/documents?q=killed"),
    Shot("document", "/documents", find="/documents/"),
    Shot("sources", "/sources"),
    Shot("changes", "/changes?since=0"),
    Shot("api", "/api"),
)
OF_THE_DOCS: Final = (
    PAGES[0],
    Shot("situation", "/", 360),
    Shot("situation", "/", 2560, "dark"),
    Shot("incident", "/incidents", find="/incidents/incident-"),
    Shot("figure", "/figures", theme="dark", find="/figures/history-"),
    Shot("document", "/documents", find="/documents/"),
    Shot("actor", "/actors", 360, "dark", "/actors/"),
)


def everything() -> Iterator[Shot]:
    """Each page at each width in each theme."""
    for page in PAGES:
        for width in WIDTHS:
            for theme in THEMES:
                yield Shot(page.name, page.path, width, theme, page.find)


def take(opened: Browser, home: str, shot: Shot, folder: Path) -> None:
    """Writes one picture."""
    size = {"width": shot.width, "height": HEIGHTS[shot.width]}
    context = opened.new_context(viewport=size, color_scheme=shot.theme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(home + shot.path)
    if shot.find is not None:
        links = page.eval_on_selector_all("main a[href]", "all => all.map((one) => one.getAttribute('href'))")
        page.goto(home + next(one for one in links if re.match(re.escape(shot.find) + r"\w", one)))
    settled(page)
    page.wait_for_timeout(700 if page.query_selector("#map") else 100)
    target = folder / f"dashboard-{shot.name}-{shot.width}-{shot.theme}.png"
    page.screenshot(path=target)
    context.close()


def main(arguments: list[str]) -> int:
    """Exit status 2 without a database."""
    if not arguments:
        sys.stderr.write("python -m tests.browser.pictures DB [FOLDER]\n")
        return 2
    folder = Path(arguments[1]) if len(arguments) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with served(arguments[0]) as home, browser() as opened:
        for shot in everything() if len(arguments) > 1 else OF_THE_DOCS:
            take(opened, home, shot, folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
