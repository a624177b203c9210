"""Real sockets, to a server on this machine that is let through by name: truncation, lies about length, and hanging."""

import socket
import threading
from collections.abc import Iterator

import pytest

from dateline.config import Settings
from dateline.errors_collecting import AddressForbidden, FetchTimedOut, NetError, Unreachable
from dateline.net.client import Client, Fetched
from dateline.net.start import open_client
from tests.net.fakes import CONTACT, FakeClock

ANSWERS = {
    b"/robots.txt": b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
    b"/good": b"HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; charset=latin-1\r\nContent-Length: 2\r\n\r\nhi",
    b"/short": b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhi",
    b"/long": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi and more than that",
    b"/nothing": b"",
    b"/binary": bytes(range(256)),
    b"/headers": b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n",
}


@pytest.fixture(name="port")
def _port() -> Iterator[int]:
    server = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def serve() -> None:
        while not stop.is_set():
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                asked = connection.recv(4096).split(b" ")
                if len(asked) > 1 and asked[1] == b"/hang":
                    stop.wait(5)
                elif len(asked) > 1:
                    connection.sendall(ANSWERS.get(asked[1], ANSWERS[b"/robots.txt"]))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield int(server.getsockname()[1])
    stop.set()
    server.close()
    thread.join(6)


def opened(allowed: str = "127.0.0.0/8") -> Client:
    return open_client(Settings(contact=CONTACT, allow_networks=allowed), FakeClock())


def test_a_page(port: int) -> None:
    found = opened().fetch(f"http://127.0.0.1:{port}/good")
    assert isinstance(found, Fetched)
    assert (found.body, found.media_type, found.charset) == (b"hi", "text/html", "latin-1")


def test_the_server_is_not_reached_unless_it_is_let_through(port: int) -> None:
    for host in ("127.0.0.1", "localhost"):
        with pytest.raises(AddressForbidden):
            opened("").fetch(f"http://{host}:{port}/good")


@pytest.mark.parametrize("path", ["short", "nothing", "binary", "headers"])
def test_answers_that_break_off_or_make_no_sense(port: int, path: str) -> None:
    with pytest.raises(Unreachable):
        opened().fetch(f"http://127.0.0.1:{port}/{path}")


def test_what_comes_after_the_length_is_not_read(port: int) -> None:
    found = opened().fetch(f"http://127.0.0.1:{port}/long")
    assert isinstance(found, Fetched)
    assert found.body == b"hi"


def test_a_server_that_hangs(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.net.guard.CONNECT_SECONDS", 0.3)
    with pytest.raises(FetchTimedOut):
        opened().fetch(f"http://127.0.0.1:{port}/hang")


def test_nobody_listens() -> None:
    with pytest.raises(NetError):
        opened().fetch("http://127.0.0.1:9999/x")
