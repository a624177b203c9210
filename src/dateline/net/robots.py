"""robots.txt by RFC 9309: kept at most 24 hours; none there (4xx) allows all; out of order (5xx) allows nothing.

The rule holds for feeds and pages alike, and there is no switch that turns it off.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import httpx2
from protego import Protego

from dateline.errors_collecting import (
    AddressForbidden,
    AddressInvalid,
    FetchTimedOut,
    FetchTooLarge,
    HostUnknown,
    NetError,
    NotYet,
    RedirectsTooMany,
    RobotsForbid,
    RobotsUnknown,
    StatusRefused,
    Unreachable,
)
from dateline.net.clock import Clock

PRODUCT: Final = "dateline"
KEPT: Final = 86_400.0
KEPT_AFTER_FAILURE: Final = 600.0
MAX_BYTES: Final = 512 * 1024
"""RFC 9309 asks for at least 500 KiB; what lies beyond is not looked at."""
_MAX_LINE: Final = 2048
_CLIENT_ERROR: Final = range(400, 500)
_TOO_MANY: Final = 429
_NO_ANSWER: Final = (NotYet, AddressForbidden, AddressInvalid, HostUnknown, Unreachable, FetchTimedOut)

Read = Callable[[str], bytes]
"""Fetches one address without asking robots.txt; raises NetError."""


@dataclass(frozen=True, slots=True)
class _Known:
    rules: Protego | None
    until: float
    refused: str | None = None
    for_now: bool = False


class Robots:
    """The rules of each origin, fetched when first needed."""

    def __init__(self, clock: Clock, read: Read, delay: Callable[[str, float], None]) -> None:
        self._clock = clock
        self._read = read
        self._delay = delay
        self._known: dict[str, _Known] = {}
        self._lock = threading.Lock()

    def require(self, url: httpx2.URL) -> None:
        """RobotsForbid unless the origin's robots.txt lets us have this address."""
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        known = self._of(origin, url.host)
        if known.refused is not None:
            raise (RobotsUnknown if known.for_now else RobotsForbid)(str(url), known.refused)
        if known.rules is not None and not known.rules.can_fetch(str(url), PRODUCT):
            raise RobotsForbid(str(url), f"{origin}/robots.txt closes it to {PRODUCT}")

    def _of(self, origin: str, host: str) -> _Known:
        with self._lock:
            known = self._known.get(origin)
        if known is None or known.until <= self._clock.monotonic():
            known = self._fetch(origin, host)
            with self._lock:
                self._known[origin] = known
        return known

    def _fetch(self, origin: str, host: str) -> _Known:
        now = self._clock.monotonic()
        try:
            data = self._read(f"{origin}/robots.txt")
        except _NO_ANSWER:
            raise  # it says more than that robots.txt is missing, and the page would meet it too
        except StatusRefused as error:
            if error.status in _CLIENT_ERROR and error.status != _TOO_MANY:
                return _Known(None, now + KEPT, None)
            return _Known(None, now + KEPT_AFTER_FAILURE, f"{origin}/robots.txt answers {error.status}", True)
        except RedirectsTooMany:
            return _Known(None, now + KEPT, None)  # RFC 9309, 2.3.1.2: may be taken as not there
        except FetchTooLarge as error:
            return _Known(None, now + KEPT, f"{origin}/robots.txt cannot be read: {error.reason}")
        except NetError as error:
            return _Known(None, now + KEPT_AFTER_FAILURE, f"{origin}/robots.txt cannot be had: {error.reason}", True)
        rules = Protego.parse(_lines(data))
        delay = rules.crawl_delay(PRODUCT)
        if delay is not None:
            self._delay(host, delay)
        return _Known(rules, now + KEPT, None)


def _lines(data: bytes) -> str:
    """What the parser gets: a line longer than any address would cost it seconds."""
    text = data[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    return "\n".join(line for line in text.splitlines() if len(line) <= _MAX_LINE)
