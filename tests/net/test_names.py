"""Looking a name up takes no longer than its limit, whatever the name server does."""

import threading
from collections.abc import Iterator

import pytest

from dateline.errors_collecting import FetchTimedOut
from dateline.net.addresses import Rules
from dateline.net.guard import GuardedBackend
from dateline.net.names import Names, system_resolver
from tests.net.fakes import Dialler, FakeClock


@pytest.fixture
def silent() -> Iterator[threading.Event]:
    """A name server that answers once this is set; it is, at the end."""
    answers = threading.Event()
    yield answers
    answers.set()


def test_answers_and_errors_pass_through() -> None:
    def resolve(host: str, port: int) -> list[str]:
        if host == "none.example":
            raise OSError("no such name")
        return [f"192.0.2.{port}"]

    names = Names(resolve)
    assert names("a.example", 7) == ["192.0.2.7"]
    with pytest.raises(OSError, match="no such name"):
        names("none.example", 80)


def test_a_silent_name_server_is_left_behind(silent: threading.Event) -> None:
    def resolve(host: str, port: int) -> list[str]:
        silent.wait()
        return []

    names = Names(resolve, seconds=0.01, most=2)
    for said in ("within 0.01 seconds", "within 0.01 seconds", "too many lookups wait"):
        with pytest.raises(TimeoutError, match=said):
            names("slow.example", 80)


def test_it_is_a_time_out_of_the_fetch(silent: threading.Event) -> None:
    def resolve(host: str, port: int) -> list[str]:
        silent.wait()
        return []

    backend = GuardedBackend(Rules(), FakeClock(), Names(resolve, seconds=0.01), Dialler())
    with pytest.raises(FetchTimedOut, match=r"slow.example: the name server did not answer"):
        backend.connect_tcp("slow.example", 80)


def test_the_system_knows_itself() -> None:
    assert "127.0.0.1" in system_resolver("127.0.0.1", 80)
