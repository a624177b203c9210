"""Drives the system's Chromium over the dashboard: Playwright brings no browser of its own."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from dateline.store.opening import open_store
from dateline.web.app import create_app
from tests.browser.chromium import find

# Root has no sandbox, and a machine without a graphics card draws the map in software.
FLAGS: Final = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
WIDTHS: Final = (360, 1280, 2560)


@contextmanager
def served(target: str) -> Iterator[str]:
    """The address of a dashboard over a database, until the end of the block."""
    with open_store(target, readonly=True) as store:
        config = uvicorn.Config(create_app(store), "127.0.0.1", 0, log_level="critical", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find(), args=list(FLAGS))
        try:
            yield opened
        finally:
            opened.close()


@dataclass(slots=True)
class Heard:
    """What a page did that it should not: messages of the console, faults of scripts, requests to other hosts."""

    home: str
    said: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Notes all of it from now on."""
        page.on("console", lambda message: self.said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"{page.url}: {error}"))
        page.on("dialog", lambda dialog: (self.said.append(f"{page.url}: dialog {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith(self.home) and not url.startswith("blob:" + self.home):
            self.outside.append(url)


def settled(page: Page) -> None:
    """Waits until the map, if there is one, shows its places or says that it cannot."""
    page.wait_for_load_state("load")
    if page.query_selector("#map"):
        page.wait_for_selector("#map[data-shown]", timeout=60_000)
