"""Which addresses may be asked: public ones on the web's schemes. Everything not known to be public is refused.

IPv4 blocks are those of the IANA special-purpose registry; of IPv6 only global unicast (2000::/3) is let in, less the
blocks that carry an IPv4 address or are set aside, so mapped addresses, 64:ff9b::/96, link-local and ULA fall out.
"""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

import httpx2

from dateline.errors_collecting import AddressForbidden, AddressInvalid

_CLOSED_4_TEXT: Final = (
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
    "192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 "
    "203.0.113.0/24 224.0.0.0/3"
)
_CLOSED_6_TEXT: Final = "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20"
_CLOSED_4: Final = tuple(IPv4Network(block) for block in _CLOSED_4_TEXT.split())
_CLOSED_6: Final = tuple(IPv6Network(block) for block in _CLOSED_6_TEXT.split())
_GLOBAL_6: Final = IPv6Network("2000::/3")
_DOTTED: Final = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")
# The rule of the WHATWG URL standard: a host whose last label is a number is meant as an IPv4 address.
_NUMERIC: Final = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x20\x7f]")
MAX_URL: Final = 4096
_LOW_PORTS: Final = frozenset({80, 443})
_FIRST_FREE_PORT: Final = 1024

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Rules:
    """`allowed` are networks let through all the same: the setting for an intranet, or for a test's own server."""

    allowed: tuple[Network, ...] = ()

    def require(self, address: str, subject: str) -> None:
        """Raises AddressForbidden unless this resolved address, in figures, may be connected to."""
        reason = self._closed(address)
        if reason is not None:
            raise AddressForbidden(subject, f"{address} {reason}")

    def _closed(self, address: str) -> str | None:
        try:
            found = ip_address(address)
        except ValueError:
            return "is no IP address"
        if any(found.version == block.version and found in block for block in self.allowed):
            return None
        if isinstance(found, IPv4Address):
            return _closed_4(found)
        return _closed_6(found)


def networks(text: str) -> tuple[Network, ...]:
    """Networks in CIDR form with blanks or commas between; ValueError names the first that is none."""
    return tuple(ip_network(part) for part in text.replace(",", " ").split())


def require_url(url: str) -> httpx2.URL:
    """The parsed address; AddressInvalid unless it is http(s), without a user, with a host and port of the web."""
    if len(url) > MAX_URL or _CONTROL.search(url):
        raise AddressInvalid(url[:100], "blanks or control characters in it, or more than 4,096 characters")
    try:
        parsed = httpx2.URL(url)
    except (httpx2.InvalidURL, UnicodeError, ValueError) as error:
        raise AddressInvalid(url, f"no web address: {error}") from error
    if parsed.scheme not in {"http", "https"}:
        raise AddressInvalid(url, f"scheme {parsed.scheme or '(none)'!r}; only http and https are fetched")
    if parsed.userinfo or "@" in parsed.netloc.decode("ascii", "replace"):
        raise AddressInvalid(url, "a user name or password in it")
    _require_host(parsed.host, url)
    if parsed.port is not None and parsed.port not in _LOW_PORTS and parsed.port < _FIRST_FREE_PORT:
        raise AddressInvalid(url, f"port {parsed.port} belongs to another service")
    return parsed


def _require_host(host: str, url: str) -> None:
    if not host or host in {".", ".."}:
        raise AddressInvalid(url, "no host in it")
    if "%" in host:
        raise AddressInvalid(url, "a host with an escape or a zone in it")
    if ":" not in host and _NUMERIC.fullmatch(host) and not _DOTTED.fullmatch(host):
        raise AddressInvalid(url, "a host in octal, hexadecimal or shortened figures")


def _closed_4(address: IPv4Address) -> str | None:
    for block in _CLOSED_4:
        if address in block:
            return f"is not public ({block})"
    return None


def _closed_6(address: IPv6Address) -> str | None:
    if address.scope_id is not None or address not in _GLOBAL_6:
        return "is not public (outside 2000::/3)"
    for block in _CLOSED_6:
        if address in block:
            return f"is not public ({block})"
    return None
