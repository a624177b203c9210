"""A server on this machine that replays the week by a fast clock, and throws faults in until the week is over."""

import hashlib
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from evals.week import DAYS, START, Answer, Week

FAULTS: Final = ("500", "503", "hang", "lie", "open", "cut", "ids", "type")
"""Errors; a server that hangs; one that says a length and breaks off, or says none; a list cut in the middle; new ids
for old items; a type that is none of it."""


@dataclass(frozen=True, slots=True)
class FastClock:
    """`now` runs `factor` times as fast as the machine's clock since `began`; `monotonic` and `sleep` count real
    seconds, as limits on sockets must, unless `steady` is fast too.
    """

    began: float
    factor: float
    fast: bool = False

    def now(self) -> float:
        """Seconds since 1970, in the week."""
        return START.timestamp() + (time.time() - self.began) * self.factor

    def monotonic(self) -> float:
        """Real seconds, or those of the week."""
        return time.monotonic() * (self.factor if self.fast else 1.0)

    def sleep(self, seconds: float) -> None:
        """Likewise."""
        time.sleep(seconds / (self.factor if self.fast else 1.0))

    @property
    def day(self) -> float:
        """Days since the start of the week."""
        return (self.now() - START.timestamp()) / timedelta(days=1).total_seconds()


class Replay(ThreadingHTTPServer):
    """`faults` counts those thrown in, by name; `rate` is their share of all requests."""

    daemon_threads = True

    def __init__(self, clock: FastClock, seed: int, rate: float, hang: float) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.base = f"http://127.0.0.1:{self.server_address[1]}"
        self.week = Week(self.base)
        self.clock = clock
        self.hang = hang
        self.faults: Counter[str] = Counter()
        self.requests = 0
        self._rate = rate
        self._seed = seed
        self._chances: dict[str, random.Random] = {}
        self._lock = threading.Lock()

    def fault(self, asker: str) -> str | None:
        """What goes wrong with this request; nothing after the week. Each asker has its own bad luck."""
        with self._lock:
            self.requests += 1
            seed = int.from_bytes(hashlib.sha256(f"{self._seed} {asker}".encode()).digest()[:8], "big")
            chance = self._chances.setdefault(asker, random.Random(seed))  # noqa: S311 (faults, no secrets)
            if self.clock.day >= DAYS or chance.random() >= self._rate:
                return None
            name = chance.choice(FAULTS)
            self.faults[name] += 1
            return name


class _Handler(BaseHTTPRequestHandler):
    server: Replay

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/robots.txt":
            self._send(404, Answer("text/plain", b""))
            return
        fault = self.server.fault(self.headers.get("User-Agent", ""))
        with suppress(OSError):
            self._answer(path, fault)

    def _answer(self, path: str, fault: str | None) -> None:
        ids = f"{self.server.requests}-" if fault == "ids" else ""
        answer = self.server.week.answer(path, self.server.clock.day, ids)
        if answer is None:
            self._send(404, Answer("text/plain", b""))
        elif fault == "hang":
            time.sleep(self.server.hang)
            self.close_connection = True
        elif fault in {"500", "503"}:
            self._send(int(fault), Answer("text/plain", b"out of order"))
        elif fault in {"lie", "open"}:
            self._break_off(answer, says_length=fault == "lie")
        elif fault == "cut" and not answer.media.startswith("text/html"):
            self._send(200, Answer(answer.media, answer.body[: len(answer.body) * 2 // 3]))
        elif fault == "type":
            self._send(200, Answer("image/png", answer.body))
        else:
            self._send(200, answer)

    def _send(self, status: int, answer: Answer) -> None:
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        unchanged = status == 200 and self.headers.get("If-None-Match") == tag
        self.send_response(304 if unchanged else status)
        if status == 200:
            self.send_header("ETag", tag)
            self.send_header("Content-Type", answer.media)
        if status == 503:
            self.send_header("Retry-After", "30")
        self.send_header("Content-Length", "0" if unchanged else str(len(answer.body)))
        self.end_headers()
        if not unchanged:
            self.wfile.write(answer.body)

    def _break_off(self, answer: Answer, says_length: bool) -> None:
        self.send_response(200)
        self.send_header("Content-Type", answer.media)
        if says_length:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body[: len(answer.body) // 2])
        self.close_connection = True

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing: the faults are counted."""


@contextmanager
def replaying(clock: FastClock, seed: int, rate: float, hang: float) -> Iterator[Replay]:
    """The server in a thread."""
    with Replay(clock, seed, rate, hang) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
