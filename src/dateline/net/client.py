"""A good guest: one guarded GET with conditions, turns, robots.txt, redirects followed by hand, and caps."""

import email.utils
import re
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import httpx2

from dateline import __version__
from dateline.errors_collecting import (
    ContactMissing,
    FetchTimedOut,
    NetError,
    RedirectsTooMany,
    StatusRefused,
    Unreachable,
)
from dateline.net.addresses import require_url
from dateline.net.clock import Clock
from dateline.net.decode import MAX_WIRE, read_body
from dateline.net.guard import TOTAL_SECONDS
from dateline.net.pace import Pace
from dateline.net.robots import Robots

MAX_REDIRECTS: Final = 5
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_PERMANENT: Final = frozenset({301, 308})
_OK: Final = 200
_NOT_MODIFIED: Final = 304
_BUSY: Final = frozenset({429, 500, 502, 503, 504})
_ROBOTS_BYTES: Final = 2_000_000
_ACCEPT: Final = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, */*;q=0.5"
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,30})""", re.IGNORECASE)
_CONTACT: Final = re.compile(r"[\x21-\x7e]{3,200}")


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask again with, byte for byte. To be kept under `asked`; `url` is the hop that gave it."""

    asked: str
    url: str
    etag: bytes | None = None
    last_modified: bytes | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer. `url` is the last of the hops, `moved` the new address where all hops were permanent.

    `fetched` is an ISO instant in UTC; `media_type` is lower case without parameters, empty where none was given.
    `sized` is False where the server named no length, so that a body that breaks off looks like a whole one.
    """

    asked: str
    url: str
    moved: str | None
    media_type: str
    charset: str | None
    body: bytes
    validators: Validators
    fetched: str
    sized: bool = True


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that what we have is current (304)."""

    asked: str
    fetched: str


@dataclass(frozen=True, slots=True)
class _Hop:
    status: int
    headers: httpx2.Headers
    body: bytes


class Client:
    """Fetches addresses one hop at a time. Safe to share between threads; each host sees one request at a time.

    `transport` is `GuardedTransport` in earnest and a mock in tests; `contact` is a mail or web address that the
    User-Agent carries, ContactMissing without one.
    """

    def __init__(self, transport: httpx2.BaseTransport, clock: Clock, pace: Pace, contact: str | None) -> None:
        if not contact or not _CONTACT.fullmatch(contact):
            hint = "export DATELINE_CONTACT=you@example.org"
            raise ContactMissing("DATELINE_CONTACT", "servers are told whom to write to; no contact is set", hint)
        self.user_agent = f"dateline/{__version__} (+{contact})"
        self.pace = pace
        self._transport = transport
        self._clock = clock
        self._robots = Robots(clock, self._robots_txt, pace.delay)

    def fetch(self, url: str, known: Validators | None = None, accept: str = _ACCEPT) -> Fetched | Unchanged:
        """The body, or that it is unchanged; NetError says what stood in the way."""
        found, last, moved = self._follow(url, known, accept, robots=True)
        now = datetime.fromtimestamp(self._clock.now(), UTC).isoformat(timespec="seconds")
        if found.status == _NOT_MODIFIED:
            return Unchanged(url, now)
        media, charset = _media(found.headers.get("content-type", ""))
        raw = {name.lower(): value for name, value in found.headers.raw}
        validators = Validators(url, last, raw.get(b"etag"), raw.get(b"last-modified"))
        sized = "content-length" in found.headers or "chunked" in found.headers.get("transfer-encoding", "").lower()
        return Fetched(url, last, moved, media, charset, found.body, validators, now, sized)

    def close(self) -> None:
        """Closes the transport."""
        self._transport.close()

    def _robots_txt(self, url: str) -> bytes:
        return self._follow(url, None, "text/plain, */*;q=0.1", robots=False, most=_ROBOTS_BYTES)[0].body

    def _follow(
        self, url: str, known: Validators | None, accept: str, robots: bool, most: int = MAX_WIRE
    ) -> tuple[_Hop, str, str | None]:
        """The answer that is no redirect, its address, and the address to use from now on if it moved for good."""
        at = require_url(url)
        permanent = True
        for hops in range(MAX_REDIRECTS + 1):
            if robots:
                self._robots.require(at)
            hop = self._hop(at, self._headers(str(at), known, accept), most)
            if hop.status not in _REDIRECTS:
                if hop.status == _NOT_MODIFIED and (known is None or known.url != str(at)):
                    raise StatusRefused(str(at), "304 to a request without conditions", status=_NOT_MODIFIED)
                return hop, str(at), str(at) if hops and permanent else None
            permanent = permanent and hop.status in _PERMANENT
            at = _next(at, hop.headers)
        raise RedirectsTooMany(url, f"more than {MAX_REDIRECTS} redirects")

    def _headers(self, url: str, known: Validators | None, accept: str) -> list[tuple[bytes, bytes]]:
        headers = [
            (b"User-Agent", self.user_agent.encode("ascii")),
            (b"Accept", accept.encode("ascii")),
            (b"Accept-Encoding", b"gzip, deflate"),
            (b"Connection", b"close"),
        ]
        if known is not None and known.url == url:
            if known.etag is not None:
                headers.append((b"If-None-Match", known.etag))
            if known.last_modified is not None:
                headers.append((b"If-Modified-Since", known.last_modified))
        return headers

    def _hop(self, url: httpx2.URL, headers: list[tuple[bytes, bytes]], most: int) -> _Hop:
        host = url.host
        with self.pace.turn(host):
            try:
                return self._send(url, headers, most)
            except StatusRefused:
                raise
            except (FetchTimedOut, Unreachable):
                self.pace.failed(host)
                raise

    def _send(self, url: httpx2.URL, headers: list[tuple[bytes, bytes]], most: int) -> _Hop:
        request = httpx2.Request("GET", url, headers=headers)
        deadline = self._clock.monotonic() + TOTAL_SECONDS
        try:
            with closing(self._transport.handle_request(request)) as answer:
                self._heed(url, answer)
                body = b""
                if answer.status_code == _OK:
                    encoding = answer.headers.get("content-encoding", "")
                    body = read_body(self._timely(answer, deadline, str(url)), encoding, str(url), most)
                return _Hop(answer.status_code, answer.headers, body)
        except httpx2.TimeoutException as error:
            raise FetchTimedOut(str(url), f"the server took too long ({type(error).__name__})") from error
        except httpx2.TransportError as error:
            raise Unreachable(str(url), f"{type(error).__name__}: {error}") from error

    def _timely(self, answer: httpx2.Response, deadline: float, url: str) -> "_Timely":
        return _Timely(answer, self._clock, deadline, url)

    def _heed(self, url: httpx2.URL, answer: httpx2.Response) -> None:
        """Back-off and Retry-After; raises StatusRefused for what is neither content nor redirect nor unchanged."""
        told = retry_after(answer.headers, self._clock.now())
        status = answer.status_code
        if status in _BUSY:
            wait = self.pace.failed(url.host, told)
            raise StatusRefused(str(url), f"the server answers {status}; next try in {wait:,.0f} s", status=status)
        if told is not None:
            self.pace.told(url.host, told)
        if status != _OK and status != _NOT_MODIFIED and status not in _REDIRECTS:
            raise StatusRefused(str(url), f"the server answers {status}", status=status)
        self.pace.succeeded(url.host)


class _Timely:
    """The raw pieces of a body up to a deadline, whatever the transport."""

    def __init__(self, answer: httpx2.Response, clock: Clock, deadline: float, url: str) -> None:
        self._pieces = answer.iter_raw()
        self._clock = clock
        self._deadline = deadline
        self._url = url

    def __iter__(self) -> "_Timely":
        return self

    def __next__(self) -> bytes:
        if self._clock.monotonic() > self._deadline:
            raise FetchTimedOut(self._url, f"not complete after {TOTAL_SECONDS:.0f} seconds")
        return next(self._pieces)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds to wait, from either form of Retry-After; None without one or where it makes no sense."""
    value = headers.get("retry-after", "").strip()
    if not value:
        return None
    if value.isascii() and value.isdigit():
        return float(value[:12])
    try:
        moment = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(moment.timestamp() - now, 0.0)


def _next(at: httpx2.URL, headers: httpx2.Headers) -> httpx2.URL:
    place = headers.get("location", "")
    if not place:
        raise NetError(str(at), "a redirect that does not say where to")
    try:
        joined = at.join(place).copy_with(fragment=None)
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        raise NetError(str(at), f"a redirect to what is no web address: {place[:100]!r}") from error
    return require_url(str(joined))


def _media(content_type: str) -> tuple[str, str | None]:
    match = _CHARSET.search(content_type)
    return content_type.partition(";")[0].strip().lower()[:100], match.group(1) if match else None
