"""Opens a page in headless Chromium and gives back what it became. `python -m tests.browser.chromium` looks for one."""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No sandbox, since root has none; nothing that would go to the network on its own.
_FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--enable-logging=stderr",
    "--virtual-time-budget=3000",
)
_CONSOLE: Final = re.compile(r":CONSOLE[:(]\d+\)?\] *(.*)")
_SECONDS: Final = 120


@dataclass(frozen=True, slots=True)
class Opened:
    """The document after its script ran, as HTML, and the lines that the console got."""

    dom: str
    console: tuple[str, ...]


def find() -> str | None:
    """The path of a browser, None if there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def open_page(browser: str, page: Path, fragment: str = "") -> Opened:
    """Opens `page#fragment` with a fresh profile."""
    result = _run(browser, f"{page.as_uri()}#{fragment}" if fragment else page.as_uri(), "--dump-dom")
    return Opened(result.stdout, tuple(_CONSOLE.findall(result.stderr)))


def take_picture(browser: str, page: Path, size: tuple[int, int], target: Path) -> None:
    """Writes what a window of this size (width, height in pixels) shows of the page as PNG."""
    window = f"--window-size={size[0]},{size[1]}"
    _run(browser, page.as_uri(), window, "--hide-scrollbars", f"--screenshot={target}")


def _run(browser: str, url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [browser, *_FLAGS, f"--user-data-dir={profile}", *arguments, url]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=_SECONDS)


if __name__ == "__main__":
    sys.exit(0 if find() else 1)
