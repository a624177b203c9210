"""Time as a thing handed in, so that thirty days of politeness are tested in a second."""

import time
from typing import Protocol


class Clock(Protocol):
    """`now` is seconds since 1970 and may jump; `monotonic` never goes back; both count seconds."""

    def now(self) -> float:
        """Wall clock, for HTTP dates and for what is stored."""
        ...

    def monotonic(self) -> float:
        """For spans of time within this process."""
        ...

    def sleep(self, seconds: float) -> None:
        """Returns after that many seconds of `monotonic`."""
        ...


class SystemClock:
    """The machine's own."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Waits."""
        time.sleep(seconds)
