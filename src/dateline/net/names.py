"""Names to addresses within a time limit: the system's own lookup cannot be broken off, so it is left behind.

A lookup runs in a thread of its own that nobody waits for longer than the limit. A name server that does not answer
would pile such threads up, so only so many may be left behind before further lookups are refused at once.
"""

import queue
import socket
import threading
from collections.abc import Callable
from typing import Final

SECONDS: Final = 10.0
MOST: Final = 16
"""Lookups that are under way at once, those included that nobody waits for any more."""

Resolver = Callable[[str, int], list[str]]
"""Host and port to addresses in figures; raises OSError."""


def system_resolver(host: str, port: int) -> list[str]:
    """What the system would connect to."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Names:
    """A Resolver with a time limit; TimeoutError (an OSError) after it. Safe to share between threads."""

    def __init__(self, resolve: Resolver = system_resolver, seconds: float = SECONDS, most: int = MOST) -> None:
        self._resolve = resolve
        self._seconds = seconds
        self._free = threading.BoundedSemaphore(most)

    def __call__(self, host: str, port: int) -> list[str]:
        """What `resolve` answers or raises, or TimeoutError."""
        if not self._free.acquire(blocking=False):
            raise TimeoutError("too many lookups wait for an answer of the name server")
        answers: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()
        threading.Thread(target=self._look_up, args=(host, port, answers), daemon=True).start()
        try:
            found = answers.get(timeout=self._seconds)
        except queue.Empty:
            raise TimeoutError(f"the name server did not answer within {self._seconds:g} seconds") from None
        if isinstance(found, Exception):
            raise found
        return found

    def _look_up(self, host: str, port: int, answers: "queue.SimpleQueue[list[str] | OSError | UnicodeError]") -> None:
        try:
            answers.put(self._resolve(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error)
        finally:
            self._free.release()
