"""When a host may be asked again: one request at a time, spaced, later after each failure, never before it said.

All waiting inside a process is counted on the monotonic clock, so a wall clock set back or forth changes nothing. What
is kept between runs is a wall-clock moment together with the moment it was set; a clock set back can then make the
wait no longer than it was when it was set.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from dateline.errors_collecting import NotYet
from dateline.net.clock import Clock

SPACING: Final = 5.0
DAY: Final = 86_400.0
FIRST_BACKOFF: Final = 60.0
MAX_TOLD: Final = 30 * DAY
"""A Retry-After further away than this is kept as this: a slip of a server must not lose a source for ever."""
_MAX_DELAY: Final = 300.0


@dataclass(frozen=True, slots=True)
class HostState:
    """What is worth keeping of a host between runs. Moments are seconds since 1970."""

    host: str
    set_at: float
    not_before: float
    failures: int


class _Host:
    __slots__ = ("failures", "lock", "next_at", "not_before", "spacing")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.next_at = 0.0
        self.not_before = 0.0
        self.spacing = SPACING
        self.failures = 0


class Pace:
    """Turns by host, safe to share between threads. `patience` is the longest wait that is slept through."""

    def __init__(self, clock: Clock, patience: float = 60.0) -> None:
        self._clock = clock
        self._patience = patience
        self._hosts: dict[str, _Host] = {}
        self._guard = threading.Lock()

    def _host(self, name: str) -> _Host:
        with self._guard:
            return self._hosts.setdefault(name, _Host())

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Holds the host for one request; waits for its turn, or raises NotYet where that is beyond patience."""
        state = self._host(host)
        with state.lock:
            wait = max(state.next_at, state.not_before) - self._clock.monotonic()
            if wait > self._patience:
                raise NotYet(host, f"not to be asked for another {round(wait):,} seconds")
            if wait > 0:
                self._clock.sleep(wait)
            try:
                yield
            finally:
                state.next_at = self._clock.monotonic() + state.spacing

    def delay(self, host: str, seconds: float) -> None:
        """The host's own wish (Crawl-delay); kept between our least spacing and five minutes."""
        self._host(host).spacing = min(max(SPACING, seconds), _MAX_DELAY)

    def succeeded(self, host: str) -> None:
        """Ends the back-off; a moment that the host itself named stays."""
        self._host(host).failures = 0

    def failed(self, host: str, told: float | None = None) -> float:
        """Doubles the back-off from a minute up to a day, or what Retry-After `told` if that is longer; the wait."""
        state = self._host(host)
        state.failures += 1
        backoff = min(FIRST_BACKOFF * 2.0 ** min(state.failures - 1, 20), DAY)
        wait = max(backoff, min(told or 0.0, MAX_TOLD))
        state.not_before = max(state.not_before, self._clock.monotonic() + wait)
        return wait

    def told(self, host: str, seconds: float) -> None:
        """Retry-After on an answer that was no failure."""
        state = self._host(host)
        state.not_before = max(state.not_before, self._clock.monotonic() + min(seconds, MAX_TOLD))

    def states(self) -> tuple[HostState, ...]:
        """What to keep, by host name; hosts without a wait or failures are left out."""
        now, here = self._clock.now(), self._clock.monotonic()
        with self._guard:
            hosts = sorted(self._hosts.items())
        return tuple(
            HostState(name, now, now + max(state.not_before - here, 0.0), state.failures)
            for name, state in hosts
            if state.failures or state.not_before > here
        )

    def restore(self, state: HostState) -> None:
        """Takes up what an earlier run kept."""
        whole = state.not_before - state.set_at
        left = min(state.not_before - self._clock.now(), whole, MAX_TOLD)
        host = self._host(state.host)
        host.failures = state.failures
        host.not_before = self._clock.monotonic() + max(left, 0.0)
