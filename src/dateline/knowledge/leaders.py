"""Who a leader's name stands for at a date."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dateline.knowledge.offices import all_terms
from dateline.knowledge.tables import fold, rows

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")
_BEFORE_YEARS = 3.0
_AFTER_YEARS = 12.0
# The rank of the list of offices, among whose many names some are common: they too are held to the years around a term.
_OFFICES = 2


@dataclass(frozen=True, slots=True)
class Spell:
    """One time in office. `start` and `end` are years with fractions; `rank` is lower for the better known."""

    name: str
    country: str
    sector: str
    role: str
    start: float
    end: float
    rank: int


def year_of(date: str | None) -> float | None:
    """An ISO prefix as a year with a fraction; None if it is not one."""
    found = _ISO.match(date) if date else None
    if found is None:
        return None
    return int(found[1]) + (min(max(int(found[2] or 7), 1), 12) - 1) / 12


@cache
def _spells() -> tuple[dict[str, tuple[Spell, ...]], dict[str, tuple[Spell, ...]]]:
    """By full name and by the short name that may stand alone."""
    full: dict[str, list[Spell]] = {}
    short: dict[str, list[Spell]] = {}
    for rank, file in enumerate(("leaders_own.tsv", "leaders.tsv.gz")):
        for country, sector, role, names, shorts, start, end in rows(file):
            begin, finish = year_of(start) or 0.0, year_of(end) or 2100.0
            spell = Spell(names.split("|")[0], country, sector, role, begin, finish, rank)
            for name in names.split("|"):
                if " " in name:
                    full.setdefault(fold(name), []).append(spell)
            for name in filter(None, shorts.split("|")):
                short.setdefault(fold(name), []).append(spell)
    for term in all_terms():
        begin, finish = year_of(term.start) or 0.0, year_of(term.end) or 2100.0
        spell = Spell(term.person, term.country, term.sector, term.office, begin, finish, _OFFICES)
        for name in term.names:
            if " " in name:
                full.setdefault(fold(name), []).append(spell)
    return {k: tuple(v) for k, v in full.items()}, {k: tuple(v) for k, v in short.items()}


@cache
def officials() -> dict[str, str]:
    """Folded full name of an office holder -> ISO3 (to 2014, without dates)."""
    return {row[0]: row[1] for row in rows("officials.tsv.gz")}


@cache
def given_names() -> frozenset[str]:
    """First words of office holders' names: a surname after one of them belongs to whoever bears the whole name."""
    return frozenset(name.partition(" ")[0] for name in officials())


def leader_names() -> list[str]:
    """All folded names of leaders and officials, the short ones too."""
    return [*_spells()[0], *_spells()[1], *officials()]


def longest(names: Iterable[str]) -> dict[str, int]:
    """The first word of each folded name -> the number of words of the longest name that begins so."""
    table: dict[str, int] = {}
    for name in names:
        first = name.partition(" ")[0]
        table[first] = max(table.get(first, 1), name.count(" ") + 1)
    return table


def by_full_name(key: str, on: str | None) -> Spell | None:
    """The spell that fits the date best; a full name holds at any date, but for those of the list of offices alone."""
    found = _spells()[0].get(key)
    return _best(found, on, bounded=all(spell.rank == _OFFICES for spell in found)) if found else None


def by_short_name(key: str, on: str | None) -> Spell | None:
    """The spell of a surname that may stand alone; with a date, only around the term of office."""
    found = _spells()[1].get(key)
    return _best(found, on, bounded=True) if found else None


def _best(found: tuple[Spell, ...], on: str | None, bounded: bool) -> Spell | None:
    when = year_of(on)
    if when is None:
        return min(found, key=lambda s: (s.rank, -s.end, -s.start))

    def distance(spell: Spell) -> float:
        return max(spell.start - when, 0.0) * 3 + max(when - spell.end, 0.0)

    spell = min(found, key=lambda s: (distance(s), s.rank))
    before = 0.5 if spell.rank == _OFFICES else _BEFORE_YEARS
    if bounded and not spell.start - before <= when <= spell.end + _AFTER_YEARS:
        return None
    return spell
