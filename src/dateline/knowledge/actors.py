"""From the words that name an actor to its country and sector."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.knowledge.cues import CountryCue, CueKind, country_cues
from dateline.knowledge.leaders import (
    Spell,
    by_full_name,
    by_short_name,
    leader_names,
    longest,
    officials,
    year_of,
)
from dateline.knowledge.sectors import AFFILIATED, sector_of
from dateline.knowledge.tables import country_labels, country_names, fold, rows

_LONGEST = 8
# What follows these words is not what the actor belongs to.
_ELSEWHERE = re.compile(
    r"\b(?:to|against|with|fighting|for|near|towards?|loyal"
    r"|(?:about|over)(?! (?:[0-9]|\w+ty\b|an? (?:dozen|hundred))))\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’][^\W_]+)*")
_LEAD = re.compile(r"^\W*(?:(?:the|a|an|both|all|some|many|several|so-called)\s+)+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\s*$")
_INITIALS = re.compile(r"(?:\b\w\.)+$")
_LEADING = frozenset("the a an both all some many several so-called".split())
# Short names in capitals are acronyms and must stand in capitals ("IS", "WHO").
_ACRONYM = 4
# A role in the words beats the office that the person held: "Conservative MP Philip Hammond".
# Bodies of states that have forces of their own.
ALLIANCES = frozenset({"org:nato", "org:csto"})
_ROLE_WINS = frozenset({"LEG", "PTY", "OPP", "JUD", "REB"})
# People beside an armed group are not the group: "Bosnian Serb villagers".
_PEOPLE = frozenset({"CVL", "REF"})


@dataclass(frozen=True, slots=True)
class KnownActor:
    """`country` is ISO3 or INT; `sector` a code of model.codes.Sector, None for a country as such; `id` is ours."""

    name: str
    country: str
    sector: str | None
    id: str


@dataclass(frozen=True, slots=True)
class _Listed:
    spelling: str
    actor: KnownActor
    start: float
    end: float


@cache
def _own() -> dict[str, list[_Listed]]:
    table: dict[str, list[_Listed]] = {}
    for key, country, sector, names, *dates in rows("actors_own.tsv"):
        actor = KnownActor(names.split("|")[0], country, sector, key)
        start, end = (year_of(d) for d in (*dates, "", "")[:2])
        for name in names.split("|"):
            table.setdefault(fold(_LEAD.sub("", name)), []).append(_Listed(name, actor, start or 0.0, end or 2100.0))
    return table


@cache
def _bodies() -> dict[str, KnownActor]:
    return {
        name: KnownActor(name.title(), country, sector, f"org:{name.replace(' ', '-')}")
        for name, country, sector in rows("bodies.tsv.gz")
    }


def own_lines(key: str) -> list[str]:
    """The names by which our own list knows an id, each with its time if it has one; [] for what is not in it."""
    lines = []
    for identity, _, _, names, *dates in rows("actors_own.tsv"):
        if identity == key:
            start, end = (*dates, "", "")[:2]
            lines.append(names.split("|")[0] + (f" ({start or '…'} to {end or 'now'})" if start or end else ""))
    return lines


def body_names() -> list[str]:
    """The folded names of all bodies, ours and those of the dictionaries."""
    return [*_own(), *_bodies()]


@lru_cache(maxsize=4096)
def known_actor(words: str, on: str | None = None) -> KnownActor | None:
    """The actor that the words name at a date (ISO prefix), or the country with the sector of a role noun."""
    plain = stripped(words)
    if not plain:
        return None
    exact = _named(fold(plain), plain, on)
    if exact is not None:
        return exact
    inside = _inside(plain, on)
    return _with_role(inside, plain) if inside is not None else _composed(plain, on)


def is_people(words: str) -> bool:
    """Whether the words are the people of a country and nothing else: "Syrians", "the Afghans"."""
    plain = stripped(words)
    return plain.endswith("s") and country_names().get(fold(plain), ("", ""))[1] == "demonym"


def stripped(words: str) -> str:
    """Without article, quantifier, possessive and punctuation around."""
    if words.isalnum():
        return words
    plain = _POSSESSIVE.sub("", _LEAD.sub("", words.strip()))
    plain = plain.strip(" \t\n\"“”'‘’,;:()")
    return plain.rstrip(".") if plain.endswith(".") and not _INITIALS.search(plain) else plain


def _named(key: str, surface: str, on: str | None) -> KnownActor | None:
    """The words as a whole: one of our names, a country, a capital as its government, a leader."""
    own = _listed(key, surface, on)
    if own is not None:
        return own
    place = country_names().get(key)
    if place is not None and any(c.isupper() for c in surface) and (len(key) > 2 or surface.isupper()):
        code, kind = place
        if kind == "capital":
            return KnownActor(surface, code, "GOV", f"gov:{code}")
        if kind in ("country", "demonym"):
            return KnownActor(country_labels().get(code, surface), code, None, f"iso:{code}")
    return _leader(key, surface, on) or _bodies().get(key)


def _listed(key: str, surface: str, on: str | None) -> KnownActor | None:
    found = [e for e in _own().get(key, ()) if _spelt(e.spelling, surface)]
    if not found:
        return None
    when = year_of(on)
    if when is None:
        return max(found, key=lambda e: e.end).actor
    return min(found, key=lambda e: max(e.start - when, 0.0) + max(when - e.end, 0.0)).actor


def _spelt(listed: str, surface: str) -> bool:
    if len(listed) <= _ACRONYM and listed.isupper():
        return surface.replace(".", "").isupper()
    return listed[0].islower() or any(c.isupper() for c in surface)


def _leader(key: str, surface: str, on: str | None) -> KnownActor | None:
    if not any(c.isupper() for c in surface):
        return None
    spell = by_full_name(key, on) or by_short_name(key, on)
    if spell is not None:
        return _as_actor(spell)
    country = officials().get(key)
    return KnownActor(surface, country, "GOV", f"person:{key.replace(' ', '-')}") if country else None


def _as_actor(spell: Spell) -> KnownActor:
    return KnownActor(spell.name, spell.country, spell.sector, "person:" + fold(spell.name).replace(" ", "-"))


def _inside(plain: str, on: str | None) -> KnownActor | None:
    """The longest name within the words that stands for an actor by itself, the first of equals."""
    scope = AFFILIATED.sub(" ", plain) if fold(plain) not in _own() else plain
    cut = _ELSEWHERE.search(scope)
    if cut is not None and cut.start() > 0:
        scope = scope[: cut.start()]
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(scope)]
    reach = [_reach(scope[start:end]) for start, end in tokens]
    office: KnownActor | None = None
    for length in range(min(_LONGEST, len(tokens)), 0, -1):
        for first in range(len(tokens) - length + 1):
            if reach[first] < length:
                continue
            start, end = tokens[first][0], tokens[first + length - 1][1]
            before = scope[tokens[first - 1][0] : tokens[first - 1][1]] if first else ""
            found = _part(stripped(scope[start:end]), before, scope[end : end + 2], on)
            if found is None or (office is not None and not found.id.startswith("person:")):
                continue
            if not found.id.startswith("office:"):
                return found
            office = found  # "UN Secretary-General Ban Ki-moon" is the person
    return office


@cache
def _longest() -> dict[str, int]:
    """The first word of each name that `_part` knows -> the number of words of the longest that begins so."""
    return longest((*_own(), *_bodies(), *leader_names()))


def _reach(token: str) -> int:
    """How many tokens from this one on can be a name at most; an article is left out before names are looked up."""
    if token.lower() in _LEADING:
        return _LONGEST
    return max(_longest().get(fold(form).partition(" ")[0], 0) for form in (token, stripped(token)))


def _part(surface: str, before: str, after: str, on: str | None) -> KnownActor | None:
    """A part of a longer phrase: names of bodies and people only, since a country needs its role noun."""
    key = fold(surface)
    own = _listed(key, surface, on) if surface[:1].isupper() or " " in key or "-" in surface else None
    if own is not None:
        return own
    if " " in key:
        return _leader(key, surface, on) or _bodies().get(key)
    if len(key) < 3 or key in country_names() or (after[:1] in " -" and after[1:2].isupper()):
        return None
    # A surname beside another name is somebody else's: "Abu Saleh"; beside a role it is the leader's.
    if before[:1].isupper() and fold(before) not in country_names() and sector_of(before) is None:
        return None
    return _leader(key, surface, on)


def _with_role(actor: KnownActor, plain: str) -> KnownActor:
    """What the words say of the actor they name, where it is more than our tables know."""
    role = sector_of(plain)
    if actor.id.startswith(("org:", "party:", "office:")) and actor.country != "INT":
        # "The Belarusian KGB", "the Israeli Labour Party": the country in front owns a name that many states use.
        owner = next((c for c in country_cues(plain)[:1] if c.start == 0 and _owns(c, plain)), None)
        if owner is not None and owner.country != actor.country and actor.sector is not None:
            return KnownActor(plain, owner.country, actor.sector, f"{actor.sector.lower()}:{owner.country}")
    if actor.id in ALLIANCES and role == "MIL":
        return KnownActor(actor.name, actor.country, role, actor.id)
    if actor.id.startswith("group:") and role in _PEOPLE and actor.sector == "REB":
        return KnownActor(plain, actor.country, role, f"{role.lower()}:{actor.country}")
    if actor.id.startswith("person:") and actor.sector in ("OPP", "PTY") and role == "GOV":
        return KnownActor(actor.name, actor.country, role, actor.id)
    if actor.id.startswith("person:") and actor.sector == "GOV" and role in _ROLE_WINS:
        return KnownActor(actor.name, actor.country, role, actor.id)
    return actor


def _owns(cue: CountryCue, plain: str) -> bool:
    """An adjective, or a country with a possessive: "Ukraine's National Guard"."""
    possessive = plain[cue.end : cue.end + 2] in ("'s", "’s")
    return cue.kind is CueKind.DEMONYM or (cue.kind is CueKind.COUNTRY and possessive)


def _composed(plain: str, on: str | None) -> KnownActor | None:
    """A country cue with a role noun: "Syrian government", "the Turkish army", "police in Kenya"."""
    sector = sector_of(plain)
    scope = AFFILIATED.sub(lambda m: " " * len(m.group()), plain)
    cut = _ELSEWHERE.search(scope)
    cues = country_cues(scope[: cut.start()] if cut is not None and cut.start() > 0 else scope, on)
    if not cues:
        return None
    cue = cues[0]
    whole = cue.end >= len(plain)
    if cue.kind is CueKind.LEADER:
        person = _leader(fold(plain[cue.start : cue.end]), plain[cue.start : cue.end], on) if whole else None
        return _with_role(person, plain) if person is not None else None
    if sector is None and whole and cue.kind is CueKind.DEMONYM and plain.endswith("s"):
        sector = "CVL"  # "two Moroccans", "thousands of Syrians"
    if sector == "IGO" and cue.country != "INT":
        sector = "MIL"  # "Russian peacekeepers" are a state's soldiers
    if sector is None:
        return None
    return KnownActor(plain, cue.country, sector, f"{sector.lower()}:{cue.country}")


def code_of(country: str | None, sector: str | None) -> str | None:
    """The contract's code: country, blank, sector; None without a country."""
    if country is None:
        return None
    return f"{country} {sector}" if sector else country
