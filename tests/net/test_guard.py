"""The closed door: no address inside is ever dialled, whatever name, spelling, answer or redirect leads there."""

import httpcore2
import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors_collecting import (
    AddressForbidden,
    AddressInvalid,
    FetchTimedOut,
    HostUnknown,
    NetError,
    RedirectsTooMany,
    Unreachable,
)
from dateline.net.addresses import Rules, networks, require_url
from dateline.net.client import Client, Fetched
from dateline.net.guard import GuardedBackend, GuardedTransport
from dateline.net.pace import Pace
from tests.net.fakes import CONTACT, Dialler, FakeClock

PUBLIC = "93.184.216.34"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nhi"
NONE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"

CLOSED = """
127.0.0.1 127.1.2.3 127.255.255.255 0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.254 172.16.0.1 172.31.255.255 192.168.0.1
192.168.255.255 169.254.169.254 169.254.0.1 169.254.170.2 100.64.0.1 100.100.100.200 100.127.255.255 192.0.0.1
192.0.0.192 192.0.2.1 192.88.99.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250
240.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 febf::1 fec0::1 fc00::1 fd00::1 fd00:ec2::254 ff02::1
::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:93.184.216.34 ::127.0.0.1 64:ff9b::7f00:1
64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1:: 2002:a9fe:a9fe:: 2001::1 2001:0:7f00:1:: 2001:db8::1 2001:10::1
100::1 3fff::1 5f00::1 4000::1
""".split()
SPELLINGS = """
http://0177.0.0.1/ http://0x7f.0.0.1/ http://0x7f000001/ http://2130706433/ http://017700000001/ http://127.1/
http://127.0.1/ http://0/ http://1.2.3.4.5/ http://127.0.0.08/ http://00.0.0.0/ http://0xa9.0xfe.0xa9.0xfe/
http://a.b.0x10/ http://127.0.0.1./ http://[fe80::1%25eth0]/ http://example.org:25/ http://example.org:22/
http://user@example.org/ http://user:pass@example.org/ http://:@example.org/ https://example.org:6/ http:///x http://
file:///etc/passwd ftp://example.org/ gopher://example.org:70/ dict://example.org/ javascript:alert(1) data:text/html,x
unix:/run/docker.sock //example.org/ example.org /etc/passwd http://exa%6dple.org/ http://exa\x00mple.org/ ws://example.org/
""".split()


def backend(answers: list[str], dialler: Dialler, rules: Rules | None = None) -> GuardedBackend:
    return GuardedBackend(rules or Rules(), FakeClock(), lambda host, port: answers, dialler)


def client(names: dict[str, list[list[str]]], dialler: Dialler, rules: Rules | None = None) -> Client:
    """Each name has a list of answers, one for each time it is resolved; the last one stays."""

    def resolve(host: str, port: int) -> list[str]:
        answers = names[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    clock = FakeClock()
    return Client(GuardedTransport(rules or Rules(), clock, resolve, dialler), clock, Pace(clock), CONTACT)


@pytest.mark.parametrize("address", CLOSED)
def test_an_address_that_is_not_public_is_never_dialled(address: str) -> None:
    dialler = Dialler(OK)
    with pytest.raises(AddressForbidden):
        backend([address], dialler).connect_tcp("name.example", 80)
    assert dialler.dialled == []


@pytest.mark.parametrize("url", SPELLINGS)
def test_an_address_in_a_strange_spelling_is_refused_before_it_is_resolved(url: str) -> None:
    dialler = Dialler(OK)
    with pytest.raises((AddressInvalid, AddressForbidden)):
        client({"127.0.0.1.": [["127.0.0.1"]], "example.org": [[PUBLIC]]}, dialler).fetch(url)
    assert dialler.dialled == []


@pytest.mark.parametrize(
    "order", [[PUBLIC, "10.0.0.1"], ["10.0.0.1", PUBLIC], [PUBLIC, "::1"], ["2606:2800::1", "fd00::1"]]
)
def test_one_private_answer_refuses_them_all(order: list[str]) -> None:
    dialler = Dialler(OK)
    with pytest.raises(AddressForbidden):
        backend(order, dialler).connect_tcp("mixed.example", 443)
    assert dialler.dialled == []


def test_the_address_that_was_checked_is_the_one_dialled() -> None:
    dialler = Dialler(NONE, OK)
    found = client({"a.example": [[PUBLIC]]}, dialler).fetch("http://a.example/x")
    assert isinstance(found, Fetched)
    assert found.body == b"hi"
    assert dialler.dialled == [(PUBLIC, 80), (PUBLIC, 80)]


def test_a_name_that_changes_its_answer_is_refused_at_the_next_connection() -> None:
    dialler = Dialler(NONE, OK)
    with pytest.raises(AddressForbidden):
        client({"rebind.example": [[PUBLIC], ["127.0.0.1"]]}, dialler).fetch("http://rebind.example/x")
    assert dialler.dialled == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    ("target", "error"),
    [
        ("http://inside.example/", AddressForbidden),
        ("http://169.254.169.254/latest/meta-data/", AddressForbidden),
        ("http://[::1]/", AddressForbidden),
        ("//127.0.0.1/", AddressForbidden),
        ("http://0x7f000001/", AddressInvalid),
        ("file:///etc/passwd", AddressInvalid),
        ("gopher://inside.example/", AddressInvalid),
        ("javascript:alert(1)", AddressInvalid),
        ("http://user:pass@b.example/", AddressInvalid),
        ("http://b.example:23/", AddressInvalid),
        ("http://[::1", NetError),
    ],
)
def test_each_hop_of_a_redirect_is_checked_again(target: str, error: type[NetError]) -> None:
    hop = b"HTTP/1.1 302 Found\r\nLocation: " + target.encode() + b"\r\nContent-Length: 0\r\n\r\n"
    dialler = Dialler(NONE, hop, OK)
    names = {"a.example": [[PUBLIC]], "inside.example": [["10.0.0.1"]], "b.example": [[PUBLIC]]}
    names |= {host: [[host]] for host in ("169.254.169.254", "127.0.0.1", "::1")}
    with pytest.raises(error):
        client(names, dialler).fetch("http://a.example/x")
    assert {address for address, _ in dialler.dialled} == {PUBLIC}


def test_a_circle_of_redirects_ends_after_five() -> None:
    hop = b"HTTP/1.1 301 Moved\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n"
    dialler = Dialler(NONE, *[hop] * 30)
    with pytest.raises(RedirectsTooMany):
        client({"a.example": [[PUBLIC]]}, dialler).fetch("http://a.example/x")
    assert len(dialler.dialled) == 1 + 6


def test_a_name_without_an_address() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError("Name or service not known")

    for resolver in (unknown, lambda host, port: []):
        with pytest.raises(HostUnknown):
            GuardedBackend(Rules(), FakeClock(), resolver, Dialler()).connect_tcp("no.example", 80)


def test_the_next_address_is_tried_where_one_refuses() -> None:
    dialler = Dialler()
    with pytest.raises(httpcore2.ConnectError):
        backend([PUBLIC, "93.184.216.35"], dialler).connect_tcp("a.example", 80)
    assert [address for address, _ in dialler.dialled] == [PUBLIC, "93.184.216.35"]


def test_no_local_socket() -> None:
    with pytest.raises(AddressForbidden):
        backend([PUBLIC], Dialler()).connect_unix_socket("/run/docker.sock")


def test_a_network_is_let_through_only_where_it_is_named() -> None:
    rules = Rules(networks("127.0.0.0/8, 10.1.0.0/16"))
    dialler = Dialler(OK, OK)
    backend(["127.0.0.1"], dialler, rules).connect_tcp("a", 8080)
    backend(["10.1.2.3"], dialler, rules).connect_tcp("a", 8080)
    for address in ("10.2.0.1", "::1", "192.168.0.1"):
        with pytest.raises(AddressForbidden):
            backend([address], dialler, rules).connect_tcp("a", 8080)
    with pytest.raises(ValueError, match="nonsense"):
        networks("nonsense")


@given(st.ip_addresses())
def test_what_python_calls_private_is_never_let_through(address: object) -> None:
    if not address.is_global or address.is_multicast:  # type: ignore[attr-defined]
        with pytest.raises(AddressForbidden):
            Rules().require(str(address), "name")


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:2800:220:1::1", "2a00:1450:4001::1"])
def test_public_addresses_are_let_through(address: str) -> None:
    Rules().require(address, "name")


def test_a_server_that_drips_is_cut_off() -> None:
    clock = FakeClock()
    stream = GuardedBackend(Rules(), clock, lambda host, port: [PUBLIC], Dialler(b"x" * 9)).connect_tcp("a.example", 80)
    assert stream.read(1) == b"x" * 9
    clock.pass_(31)
    with pytest.raises(httpcore2.ReadTimeout):
        stream.read(1)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"", Unreachable),
        (b"SSH-2.0-OpenSSH_9\r\n", Unreachable),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", Unreachable),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", Unreachable),
    ],
)
def test_servers_that_break_off_or_speak_no_http(answer: bytes, error: type[NetError]) -> None:
    with pytest.raises(error):
        client({"a.example": [[PUBLIC]]}, Dialler(NONE, answer)).fetch("http://a.example/x")


def test_slow_transports_are_our_own_error() -> None:
    def slow(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ReadTimeout("late")

    clock = FakeClock()
    with pytest.raises(FetchTimedOut):
        Client(httpx2.MockTransport(slow), clock, Pace(clock), CONTACT).fetch("http://a.example/")


def test_a_plain_address_is_taken() -> None:
    assert str(require_url("https://example.org:8443/a?b=c")) == "https://example.org:8443/a?b=c"


def test_there_are_more_than_sixty_cases() -> None:
    assert len(CLOSED) + len(SPELLINGS) >= 60


def test_https_goes_to_the_checked_address_too_and_keeps_its_deadline() -> None:
    dialler = Dialler(NONE, OK)
    found = client({"a.example": [[PUBLIC]]}, dialler).fetch("https://a.example/x")
    assert isinstance(found, Fetched)
    assert dialler.dialled == [(PUBLIC, 443), (PUBLIC, 443)]


def test_an_answer_of_the_resolver_that_is_no_address() -> None:
    with pytest.raises(AddressForbidden):
        backend(["not-an-address"], Dialler()).connect_tcp("a.example", 80)
