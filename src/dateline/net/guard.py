"""The closed door: a transport that looks at the address a name resolves to, and connects to that very address.

Checking a name first and connecting to it later leaves a gap in which its answer may change (rebinding). Here the name
is resolved once for each connection, every answer must be public, and the socket goes to an address that was checked.
Each hop of a redirect is a connection of its own, so it is checked again. No connection is kept for another request.
"""

import ssl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import httpcore2
import httpx2

from dateline.errors_collecting import AddressForbidden, FetchTimedOut, HostUnknown, Unreachable
from dateline.net.addresses import Rules
from dateline.net.clock import Clock
from dateline.net.names import Names, Resolver

_OPTIONS = Iterable[tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]]
CONNECT_SECONDS: Final = 10.0
TOTAL_SECONDS: Final = 30.0
_MOST_ADDRESSES: Final = 3


class _Timed(httpcore2.NetworkStream):
    """A stream with one deadline for all of its reads: a server that drips a byte a second is cut off too."""

    def __init__(self, stream: httpcore2.NetworkStream, clock: Clock, deadline: float) -> None:
        self._stream = stream
        self._clock = clock
        self._deadline = deadline

    def _left(self, timeout: float | None) -> float:
        left = self._deadline - self._clock.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout(f"not complete after {TOTAL_SECONDS:.0f} seconds")
        return left if timeout is None else min(timeout, left)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _Timed(inner, self._clock, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore2.NetworkBackend):
    """Resolves, checks every answer, dials an answer. One private answer among public ones refuses them all."""

    def __init__(self, rules: Rules, clock: Clock, resolver: Resolver, dialler: httpcore2.NetworkBackend) -> None:
        self._rules = rules
        self._clock = clock
        self._resolve = resolver
        self._dialler = dialler

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _OPTIONS | None = None,
    ) -> httpcore2.NetworkStream:
        deadline = self._clock.monotonic() + TOTAL_SECONDS
        refused: httpcore2.ConnectError | httpcore2.ConnectTimeout | None = None
        for address in self._addresses(host, port)[:_MOST_ADDRESSES]:
            try:
                stream = self._dialler.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                refused = error
            else:
                return _Timed(stream, self._clock, deadline)
        raise refused or httpcore2.ConnectError("no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: _OPTIONS | None = None
    ) -> httpcore2.NetworkStream:
        raise AddressForbidden(path, "a local socket")

    def _addresses(self, host: str, port: int) -> list[str]:
        try:
            found = self._resolve(host.strip("[]"), port)
        except TimeoutError as error:
            raise FetchTimedOut(host, str(error)) from error
        except (OSError, UnicodeError) as error:
            raise HostUnknown(host, f"the name has no address: {error}") from error
        if not found:
            raise HostUnknown(host, "the name has no address")
        for address in found:
            self._rules.require(address, host)
        return found


class GuardedTransport(httpx2.BaseTransport):
    """httpx's transport over GuardedBackend; no proxy, no cookies, nothing from the environment."""

    def __init__(
        self,
        rules: Rules,
        clock: Clock,
        resolver: Resolver | None = None,
        dialler: httpcore2.NetworkBackend | None = None,
    ) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            max_keepalive_connections=0,
            network_backend=GuardedBackend(rules, clock, resolver or Names(), dialler or httpcore2.SyncBackend()),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer, its body not yet read; our own errors for all that can go wrong below HTTP."""
        url = request.url
        asked = httpcore2.Request(
            method=request.method,
            url=httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            extensions={"timeout": {"connect": CONNECT_SECONDS, "read": CONNECT_SECONDS, "write": CONNECT_SECONDS}},
        )
        with _ours(str(url)):
            answer = self._pool.handle_request(asked)
        return httpx2.Response(answer.status, headers=answer.headers, stream=_Body(answer, str(url)))

    def close(self) -> None:
        """Closes what is open."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response, url: str) -> None:
        self._answer = answer
        self._url = url

    def __iter__(self) -> Iterator[bytes]:
        with _ours(self._url):
            yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@contextmanager
def _ours(url: str) -> Iterator[None]:
    try:
        yield
    except httpcore2.TimeoutException as error:
        raise FetchTimedOut(url, f"the server took too long ({error or type(error).__name__})") from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.UnsupportedProtocol, ssl.SSLError) as error:
        raise Unreachable(url, f"{type(error).__name__}: {error}") from error
