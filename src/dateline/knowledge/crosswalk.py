"""Codes of countries in other systems, as of a date.

`code("SDN", "gw", on="2011-01-01")` is the number of the state that held the area at the date: events keep today's
country, and the data sets of the field number the states of the time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from dateline.knowledge.tables import rows


class CodeSystem(StrEnum):
    """Systems of country codes; numbers are strings, as long as the system writes them ("004" in ISO)."""

    ISO3 = "iso3"
    ISO2 = "iso2"
    NUMERIC = "numeric"
    M49 = "m49"
    FIPS = "fips"
    COW = "cow"
    GW = "gw"
    CAMEO = "cameo"


_COLUMNS = ("iso3", "iso2", "numeric", "m49", "fips", "cow", "gw", "cameo")
_OF_STATES = (CodeSystem.COW, CodeSystem.GW)
# Which day of the month or year a date without one stands for.
_MIDDLE = {4: "-07-01", 7: "-15"}
_ALWAYS = ("0000", "9999")


@dataclass(frozen=True, slots=True)
class StateCodes:
    """The codes of a state while it had them (ISO days, both included); "" where a system has none.

    `areas` are the ISO3 codes of today's countries that it held, the one that continues it first.
    """

    name: str
    codes: tuple[str, ...]
    start: str
    end: str
    areas: tuple[str, ...]

    def __getitem__(self, system: CodeSystem) -> str:
        return self.codes[_COLUMNS.index(system)]


def code(country: str, system: CodeSystem | str, on: date | str | None = None) -> str | None:
    """The code of a country (ISO3 of today, or a former one such as "YUG") in a system at a date; None if it has none.

    Without a date, as of today. A year or month stands for its middle. COW and Gleditsch-Ward number members of the
    state system only, so a colony or a dependency has no number there.
    """
    wanted, day = CodeSystem(system), _day(on)
    state = state_at(country, on)
    if state is None:
        return None
    if wanted not in _OF_STATES or day is None:
        return state[wanted] or None
    return next((number for number in _numbers(country, state, wanted, day) if _member(wanted, number, day)), None)


def state_at(country: str, on: date | str | None = None) -> StateCodes | None:
    """The state that held a country at a date; for a former code that state itself, at any date."""
    day = _day(on)
    held = [s for s in _former().get(country, ()) if day is not None and s.start <= day <= s.end]
    if held:
        return held[0]
    if country in _today():
        return _today()[country]
    of_name = [s for s in _ended() if s[CodeSystem.ISO3] == country]
    return min(of_name, key=lambda s: _apart(s, day), default=None)


def iso3(value: str, system: CodeSystem | str, on: date | str | None = None) -> str | None:
    """Today's ISO3 for a code of another system; of a state that fell apart, the country that continues it."""
    wanted, day = CodeSystem(system), _day(on)
    bare = value.lstrip("0") if wanted in _OF_STATES else value
    gone = _NO_ISO.get((wanted, bare))
    bearers = [s for s in (*_today().values(), *_ended()) if bare and s[wanted] == bare]
    found = min(bearers, key=lambda s: _apart(s, day), default=None)
    return gone or (found.areas[0] if found else None)


# Numbers of states that are gone and never had a code of ISO 3166, and a second code of one country.
_NO_ISO = {
    (CodeSystem.COW, "817"): "VNM",
    (CodeSystem.GW, "817"): "VNM",
    (CodeSystem.COW, "511"): "TZA",
    (CodeSystem.GW, "511"): "TZA",
    (CodeSystem.FIPS, "GZ"): "PSE",
}


def _numbers(country: str, state: StateCodes, system: CodeSystem, day: str) -> Iterator[str]:
    """The number of today's state, of the one that held the area, and of the last before where a list lags behind."""
    now = _today().get(country)
    if now is not None:
        yield now[system]
    if state is not now:
        yield state[system]
        return
    before = [s for s in _former().get(country, ()) if s.end < day]
    if before:
        yield max(before, key=lambda s: s.end)[system]


def _member(system: CodeSystem, number: str, day: str) -> bool:
    spells = _memberships().get((system, number))
    # Small states are in a list of their own, without days.
    return number != "" and (spells is None or any(start <= day <= end for start, end in spells))


def _apart(state: StateCodes, day: str | None) -> tuple[bool, str]:
    """Sorts states by whether they existed at the day, then the latest first; without a day, those of today first."""
    outside = state.end != _ALWAYS[1] if day is None else not state.start <= day <= state.end
    return outside, "".join(chr(ord("9") - ord(c)) if c.isdigit() else c for c in state.end)


def _day(on: date | str | None) -> str | None:
    if on is None:
        return None
    text = on.isoformat()[:10] if isinstance(on, date) else on
    return text + _MIDDLE.get(len(text), "")


@cache
def _today() -> dict[str, StateCodes]:
    return {row[0]: StateCodes(row[8], tuple(row[:8]), *_ALWAYS, (row[0],)) for row in rows("codes.tsv")}


@cache
def _ended() -> tuple[StateCodes, ...]:
    """States that ended and codes that were given up."""
    found = []
    for iso, iso2, number, fips, cow, gw, cameo, name, start, end, held in rows("former_codes_own.tsv"):
        areas = tuple(held.split())
        later = _today()[areas[0]].codes
        given = (iso, iso2, number, number, fips, cow, gw, cameo)
        filled = (then or now for then, now in zip(given, later, strict=True))
        found.append(StateCodes(name, tuple("" if c == "-" else c for c in filled), start, end, areas))
    return tuple(found)


# States that joined another one: what we know of the area today does not tell which of the two it was in.
_JOINED = frozenset({"DDR", "YMD"})


@cache
def _former() -> dict[str, tuple[StateCodes, ...]]:
    """ISO3 of today -> the states that held it before; a state beside it ("DDR") is not one of them."""
    table: dict[str, list[StateCodes]] = {}
    for state in _ended():
        for area in state.areas if state[CodeSystem.ISO3] not in _JOINED else ():
            table.setdefault(area, []).append(state)
    return {area: tuple(states) for area, states in table.items()}


@cache
def _memberships() -> dict[tuple[CodeSystem, str], list[tuple[str, str]]]:
    table: dict[tuple[CodeSystem, str], list[tuple[str, str]]] = {}
    for system, number, _, start, end in rows("memberships.tsv"):
        table.setdefault((CodeSystem(system), number), []).append((start, end or _ALWAYS[1]))
    return table
