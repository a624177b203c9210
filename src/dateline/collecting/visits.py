"""Visits to several sources at once. Each runs in a thread and hands over what it found; one caller takes it all.

The hosts see one request at a time all the same (`net.pace`), so that forty sources on forty hosts do not wait for the
slowest of them. What is handed over waits in a short queue: nothing is fetched faster than it is stored.
"""

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Self

from dateline.errors_collecting import NotYet
from dateline.net.clock import Clock
from dateline.sources.collect import Visit
from dateline.store.base import Arrival

AT_ONCE: Final = 8
_WAITING: Final = 64
_LOOK: Final = 0.2
_NAP: Final = 0.5


@dataclass(frozen=True, slots=True)
class Ended:
    """A visit that came to its end; all it found was handed over before."""

    visit: Visit


class Stop:
    """Asked for once, seen by all; `StoppingClock` wakes whoever sleeps."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def ask(self) -> None:
        """From now on nothing new is begun."""
        self._event.set()

    @property
    def asked(self) -> bool:
        """Whether to stop."""
        return self._event.is_set()


class StoppingClock:
    """A clock whose sleepers are woken by NotYet when it is time to stop."""

    def __init__(self, clock: Clock, stop: Stop) -> None:
        self._clock = clock
        self._stop = stop

    def now(self) -> float:
        """As the clock has it."""
        return self._clock.now()

    def monotonic(self) -> float:
        """As the clock has it."""
        return self._clock.monotonic()

    def sleep(self, seconds: float) -> None:
        """In naps, so that a stop is seen soon."""
        until = self._clock.monotonic() + seconds
        while (left := until - self._clock.monotonic()) > 0:
            if self._stop.asked:
                raise NotYet("dateline", "it was asked to stop")
            self._clock.sleep(min(left, _NAP))


class Visits:
    """Runs visits; `take` gives what they hand over, in the order in which each of them found it."""

    def __init__(self, read: Callable[[Visit], Iterator[Arrival]], stop: Stop, at_once: int = AT_ONCE) -> None:
        self._read = read
        self._stop = stop
        self._queue: queue.Queue[Arrival | Ended] = queue.Queue(_WAITING)
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="visit")
        self._running: dict[str, Future[None]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._running:
            self._stop.ask()
        self._pool.shutdown(cancel_futures=True)

    @property
    def names(self) -> frozenset[str]:
        """Sources that are being visited, or wait for a thread."""
        return frozenset(self._running)

    def begin(self, visit: Visit) -> None:
        """Visits it as soon as a thread is free."""
        self._running[visit.source.name] = self._pool.submit(self._visit, visit)

    def take(self, most: int) -> list[Arrival | Ended]:
        """What is there, at least one thing if it comes soon; raises what ended a visit that had no business to end."""
        taken: list[Arrival | Ended] = []
        with suppress(queue.Empty):
            taken.append(self._queue.get(timeout=_LOOK))
            while len(taken) < most:
                taken.append(self._queue.get_nowait())
        for each in taken:
            if isinstance(each, Ended):
                del self._running[each.visit.source.name]
        for future in self._running.values():
            if future.done() and (error := future.exception()) is not None:
                raise error
        return taken

    def _visit(self, visit: Visit) -> None:
        for arrival in self._read(visit):
            if not self._hand_over(arrival):
                return
        self._hand_over(Ended(visit))

    def _hand_over(self, what: Arrival | Ended) -> bool:
        while not self._stop.asked:
            with suppress(queue.Full):
                self._queue.put(what, timeout=_LOOK)
                return True
        return False
