"""From the words that name an actor to its country and sector."""

import re
from dataclasses import dataclass
from functools import cache

from dateline.knowledge.cues import CueKind, country_cues
from dateline.knowledge.leaders import Spell, by_full_name, by_short_name, officials
from dateline.knowledge.sectors import sector_of
from dateline.knowledge.tables import country_labels, country_names, fold, rows

_LONGEST = 8
_AFFILIATED = re.compile(
    r"\b[\w.]+(?:[-– ]and [\w.]+)?[-–](?:backed|led|allied|aligned|sponsored|supported|affiliated|linked|trained|held"
    r"|controlled|funded|born|based|occupied|brokered)\b",
    re.IGNORECASE,
)
# What follows these words is not what the actor belongs to.
_ELSEWHERE = re.compile(r"\b(?:to|against|with|fighting|for|near|towards?|about|over)\b", re.IGNORECASE)
# Plain words that are names only with a capital ("Tigers", "Labour") or in capitals ("IS", "WHO").
_UPPER_ONLY_LENGTH = 4


@dataclass(frozen=True, slots=True)
class KnownActor:
    """`country` is ISO3 or INT; `sector` a code of model.codes.Sector, None for a country as such; `id` is ours."""

    name: str
    country: str
    sector: str | None
    id: str


@cache
def _own() -> dict[str, tuple[str, KnownActor]]:
    """Folded name -> the spelling in our list and the actor."""
    table: dict[str, tuple[str, KnownActor]] = {}
    for key, country, sector, names in rows("actors_own.tsv"):
        actor = KnownActor(names.split("|")[0], country, sector, key)
        for name in names.split("|"):
            table.setdefault(fold(re.sub(r"^(?:the|The) ", "", name)), (name, actor))
    return table


@cache
def _bodies() -> dict[str, KnownActor]:
    return {
        name: KnownActor(name.title(), country, sector, f"org:{name.replace(' ', '-')}")
        for name, country, sector in rows("bodies.tsv.gz")
    }


def known_actor(words: str, on: str | None = None) -> KnownActor | None:
    """The actor that the words name at a date (ISO prefix), or the country with the sector of a role noun."""
    plain = _stripped(words)
    if not plain:
        return None
    exact = _named(fold(plain), plain, on)
    if exact is not None:
        return exact
    return _inside(plain, on) or _composed(plain, on)


def _stripped(words: str) -> str:
    plain = re.sub(r"^\W*(?:(?:the|a|an|both|all|some|many|several|so-called)\s+)+", "", words.strip(), flags=re.IGNORECASE)
    return re.sub(r"['’]s?\s*$", "", plain).strip(" \t\n\"“”'‘’.,;:()")


def _named(key: str, surface: str, on: str | None) -> KnownActor | None:
    """The words as a whole: one of our names, a country, a capital as its government, a leader."""
    own = _own().get(key)
    if own is not None and _spelt(own[0], surface):
        return own[1]
    place = country_names().get(key)
    if place is not None and any(c.isupper() for c in surface) and (len(key) > 2 or surface.isupper()):
        code, kind = place
        if kind == "capital":
            return KnownActor(surface, code, "GOV", f"gov:{code}")
        if kind == "country" or (kind == "demonym" and key.endswith("s")):
            return KnownActor(country_labels().get(code, surface), code, None, f"iso:{code}")
    return _leader(key, surface, on) or _bodies().get(key)


def _spelt(listed: str, surface: str) -> bool:
    if len(listed) <= _UPPER_ONLY_LENGTH and listed.isupper():
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
    scope = _AFFILIATED.sub(" ", plain)
    cut = _ELSEWHERE.search(scope)
    if cut is not None and cut.start() > 0:
        scope = scope[: cut.start()]
    tokens = [m.group() for m in re.finditer(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’][^\W_]+)*", scope)]
    for length in range(min(_LONGEST, len(tokens)), 0, -1):
        for start in range(len(tokens) - length + 1):
            surface = _stripped(" ".join(tokens[start : start + length]))
            found = _part(surface, on, alone=len(tokens) == length)
            if found is not None:
                return found
    return None


def _part(surface: str, on: str | None, alone: bool) -> KnownActor | None:
    """A part of a longer phrase: names of bodies and people only, since a country needs its role noun."""
    key = fold(surface)
    own = _own().get(key)
    if own is not None and _spelt(own[0], surface) and (surface[:1].isupper() or " " in key or alone):
        return own[1]
    if " " in key:
        return _leader(key, surface, on) or _bodies().get(key)
    if len(key) > 2 and key not in country_names():
        return _leader(key, surface, on)
    return None


def _composed(plain: str, on: str | None) -> KnownActor | None:
    """A country cue with a role noun: "Syrian government", "the Turkish army", "police in Kenya"."""
    sector = sector_of(plain)
    scope = _AFFILIATED.sub(lambda m: " " * len(m.group()), plain)
    cut = _ELSEWHERE.search(scope)
    cues = country_cues(scope[: cut.start()] if cut is not None and cut.start() > 0 else scope, on)
    if not cues:
        return None
    cue = cues[0]
    if cue.kind is CueKind.LEADER:
        return KnownActor(plain[cue.start : cue.end], cue.country, "GOV", f"gov:{cue.country}")
    if sector is None:
        whole = cue.start == 0 and cue.end >= len(plain)
        return KnownActor(plain, cue.country, None, f"iso:{cue.country}") if whole and cue.kind == "country" else None
    return KnownActor(plain, cue.country, sector, f"{sector.lower()}:{cue.country}")


def code_of(country: str | None, sector: str | None) -> str | None:
    """The contract's code: country, blank, sector; None without a country."""
    if country is None:
        return None
    return f"{country} {sector}" if sector else country
