"""A clock that only moves when told, and servers that are functions."""

from collections.abc import Callable

import httpcore2
import httpx2

from dateline.net.client import Client
from dateline.net.pace import Pace

CONTACT = "desk@example.org"


class FakeClock:
    """Sleeping takes no time; `sleeps` keeps how long was asked for."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.wall = now
        self.steady = 1000.0
        self.sleeps: list[float] = []

    def now(self) -> float:
        return self.wall

    def monotonic(self) -> float:
        return self.steady

    def sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        self.pass_(seconds)

    def pass_(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds


Answer = Callable[[httpx2.Request], httpx2.Response]


class Site:
    """Answers by address, robots.txt with 404 unless given; keeps each request with the moment it came."""

    def __init__(self, clock: FakeClock, pages: dict[str, Answer | httpx2.Response]) -> None:
        self.clock = clock
        self.pages = pages
        self.requests: list[tuple[float, httpx2.Request]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append((self.clock.monotonic(), request))
        found = self.pages.get(str(request.url))
        if found is None:
            return httpx2.Response(404)
        return found(request) if callable(found) else found

    def asked(self) -> list[str]:
        return [str(request.url) for _, request in self.requests if request.url.path != "/robots.txt"]

    def client(self, patience: float = 60.0) -> Client:
        return Client(httpx2.MockTransport(self), self.clock, Pace(self.clock, patience), CONTACT)


class Pieces(httpx2.SyncByteStream):
    """A body that comes in the given pieces, each after some seconds."""

    def __init__(self, pieces: list[bytes], clock: FakeClock | None = None, seconds: float = 0.0) -> None:
        self.pieces = pieces
        self.clock = clock
        self.seconds = seconds
        self.taken = 0

    def __iter__(self):  # type: ignore[no-untyped-def]
        for piece in self.pieces:
            if self.clock is not None:
                self.clock.pass_(self.seconds)
            self.taken += 1
            yield piece


class Dialler(httpcore2.NetworkBackend):
    """Keeps which addresses were dialled; answers with `answers` in turn."""

    def __init__(self, *answers: bytes) -> None:
        self.dialled: list[tuple[str, int]] = []
        self.answers = list(answers)

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):  # type: ignore[no-untyped-def]
        self.dialled.append((host, port))
        if not self.answers:
            raise httpcore2.ConnectError("refused")
        return httpcore2.MockStream([self.answers.pop(0)])
