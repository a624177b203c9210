"""The list of sources: one TOML file, each table `[source.NAME]` a source; mistakes are named by file, line and key."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Final

from dateline.errors_collecting import NetError, RegistryInvalid, RegistryMissing
from dateline.net.addresses import require_url

HOUR: Final = 3600.0
LEAST_INTERVAL: Final = 300.0
MOST_INTERVAL: Final = 30 * 24 * HOUR
_KEYS: Final = "kind url path interval reliability licence publisher language pages"
_KNOWN: Final = tuple(_KEYS.split())
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_INTERVAL: Final = re.compile(r"([1-9][0-9]{0,5})\s*(min|h|d)")
_UNITS: Final = {"min": 60.0, "h": HOUR, "d": 24 * HOUR}
_RELIABILITY: Final = "ABCDEF"


class Kind(StrEnum):
    """What lies at the address. The formats of feeds are told apart by themselves."""

    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"
    WIRE = "wire"
    FOLDER = "folder"
    ARCHIVE = "archive"


_LOCAL: Final = frozenset({Kind.FOLDER, Kind.ARCHIVE})


@dataclass(frozen=True, slots=True)
class Source:
    """One source. `place` is an http(s) address, or a path for folders and archives; `interval` is in seconds.

    `reliability` is a letter of the Admiralty scale, A (completely reliable) to F (cannot be judged), or None.
    `pages` says whether the page behind an item is fetched where the feed carries no whole text.
    """

    name: str
    kind: Kind
    place: str
    interval: float
    reliability: str | None = None
    licence: str | None = None
    publisher: str | None = None
    language: str | None = None
    pages: bool = True


def load(path: Path) -> tuple[Source, ...]:
    """The sources in the file's order; RegistryMissing, or RegistryInvalid for the first mistake."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise RegistryMissing(str(path), "there is no such list of sources", f"ls {path.parent}") from error
    except UnicodeDecodeError as error:
        raise RegistryInvalid(str(path), f"byte {error.start:,} is not UTF-8") from error
    except OSError as error:
        raise RegistryMissing(str(path), f"cannot be read: {(error.strerror or '').lower()}") from error
    return parse(text, str(path))


def parse(text: str, name: str) -> tuple[Source, ...]:
    """`name` is what the messages call the file."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        subject = f"{name}:{line.group(1)}" if line else name
        raise RegistryInvalid(subject, f"not TOML: {error}", _show(subject)) from error
    listed = tables.pop("source", None)
    if tables:
        raise RegistryInvalid(
            _at(text, name, next(iter(tables))), f"unknown key {next(iter(tables))!r}; expected tables [source.NAME]"
        )
    if not isinstance(listed, dict) or not listed:
        raise RegistryInvalid(name, "no source in it; expected tables such as [source.example]")
    return tuple(_Table(text, name, key, value).read() for key, value in listed.items())


class _Table:
    """One table being read; knows where its keys stand."""

    def __init__(self, text: str, file: str, name: str, value: object) -> None:
        self._text = text
        self._file = file
        self._name = name
        self._value: Mapping[str, object] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict) or not _NAME.fullmatch(name):
            raise self._wrong(None, f"source {name!r} needs a name of a-z, 0-9, - and _, and a table of its own")

    def read(self) -> Source:
        for key in self._value:
            if key not in _KNOWN:
                near = get_close_matches(key, _KNOWN, n=1)
                meant = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(_KNOWN)}"
                raise self._wrong(key, f"unknown key {key!r}{meant}")
        kind = self._kind()
        return Source(
            name=self._name,
            kind=kind,
            place=self._place(kind),
            interval=self._interval(),
            reliability=self._reliability(),
            licence=self._string("licence"),
            publisher=self._string("publisher"),
            language=self._string("language"),
            pages=self._pages(),
        )

    def _kind(self) -> Kind:
        value = self._string("kind") or "feed"
        if value not in set(Kind):
            near = get_close_matches(value, list(Kind), n=1)
            raise self._wrong(
                "kind", f"kind {value!r}{f'; did you mean {str(near[0])!r}?' if near else ''} ({', '.join(Kind)})"
            )
        return Kind(value)

    def _place(self, kind: Kind) -> str:
        wanted, other = ("path", "url") if kind in _LOCAL else ("url", "path")
        if other in self._value:
            raise self._wrong(other, f"a {kind} has a {wanted}, not a {other}")
        place = self._string(wanted)
        if place is None:
            raise self._wrong("kind", f"`{wanted}` is missing")
        if wanted == "url":
            try:
                require_url(place)
            except NetError as error:
                raise self._wrong("url", error.reason) from error
        return place

    def _interval(self) -> float:
        value = self._string("interval") or "1 h"
        match = _INTERVAL.fullmatch(value)
        if match is None:
            raise self._wrong("interval", f"interval {value!r} is not written as in '30 min', '6 h' or '1 d'")
        seconds = int(match.group(1)) * _UNITS[match.group(2)]
        if not LEAST_INTERVAL <= seconds <= MOST_INTERVAL:
            raise self._wrong("interval", f"interval {value!r} is not between 5 minutes and 30 days")
        return seconds

    def _reliability(self) -> str | None:
        value = self._string("reliability")
        if value is not None and value not in set(_RELIABILITY):
            raise self._wrong("reliability", f"reliability {value!r} is no letter from A to F")
        return value

    def _pages(self) -> bool:
        value = self._value.get("pages", True)
        if not isinstance(value, bool):
            raise self._wrong("pages", "`pages` must be true or false")
        return value

    def _string(self, key: str) -> str | None:
        value = self._value.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self._wrong(key, f"`{key}` must be a string that is not empty")
        return value.strip()

    def _wrong(self, key: str | None, reason: str) -> RegistryInvalid:
        subject = _at(self._text, self._file, key, self._name)
        return RegistryInvalid(subject, f"[source.{self._name}] {reason}", _show(subject))


def _at(text: str, file: str, key: str | None, table: str | None = None) -> str:
    """file:line of a key in its table, of the table where the key cannot be found, else the file."""
    header = re.compile(rf"\s*\[\s*source\s*\.\s*[\"']?{re.escape(table)}[\"']?\s*\]") if table is not None else None
    found, inside = None, table is None
    for number, line in enumerate(text.splitlines(), start=1):
        if header is not None and line.lstrip().startswith("["):
            inside = header.match(line) is not None
            found = number if inside else found
        if inside and key is not None and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
            return f"{file}:{number}"
        if table is None and key is not None and re.match(rf"\s*\[\s*{re.escape(key)}\b", line):
            return f"{file}:{number}"
    return file if found is None else f"{file}:{found}"


def _show(subject: str) -> str | None:
    match = re.fullmatch(r"(.+):(\d+)", subject)
    return f"sed -n {match.group(2)}p {match.group(1)}" if match else None
