"""Places of a text that point to a country: names, demonyms, capitals, towns, leaders, bodies."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from dateline.knowledge.leaders import by_full_name, by_short_name, given_names, leader_names, longest, officials
from dateline.knowledge.sectors import sector_of
from dateline.knowledge.tables import country_names, fold, rows

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʻ‘][^\W_]{2,})*")
_JOIN = re.compile(r"(?:[ \u00a0]{0,2}|[-–'’]|\.? |\n| ?/ ?)")
_LONGEST = 7
# Words that news writes small inside names.
_SMALL_WORDS = "of the and al el ez az ar as ash bin ibn de la del da do dos du e y for in i s"
_SMALL = frozenset(_SMALL_WORDS.split())
_BEGIN_SMALL = _SMALL | {"anti"}
_UPPER_ONLY = 4
# Cues spelt like other words unless written exactly so.
_EXACT = frozenset({"us", "un", "uk", "eu", "au", "who", "car", "is", "ap", "hit", "pla", "mit", "sana", "mena", "rs"})
# A country name that is also a given or family name does not fire after one of these.
_GIVEN = frozenset(
    {"michael", "vernon", "robert", "james", "john", "david", "george", "peter", "thomas", "kevin", "mike"}
)
_NAMESAKES = frozenset({"jordan", "chad", "georgia", "israel", "washington", "lebanon", "cuba", "paris", "houston"})
# Spokesmen and their like, whom `sector_of` leaves without a sector; a name follows them.
_NAMED = frozenset({"spokesman", "spokeswoman", "spokesperson", "member", "chairman", "chairwoman", "founder"})
_ARTICLES = frozenset({"al", "el", "ad", "an", "ar", "as", "ash", "at", "az"})
_PLAIN_ARTICLES = frozenset({"al", "el", "bin", "ibn"})  # the others are English words unless a hyphen follows
# Given names that also begin the names of places ("Ain Issa"), and what else stands capitalised before a place.
_COMPASS = "north south east west northern southern eastern western northeast northwest southeast southwest central mid"
_BESIDE_PLACES = "ain sidi santo san upper lower greater inner outer downtown old new near camp fort port mount lake"
_PLACE_WORDS = frozenset(f"{_COMPASS} {_BESIDE_PLACES}".split())


class CueKind(StrEnum):
    """What kind of name points to the country."""

    COUNTRY = "country"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    CITY = "city"
    REGION = "region"
    LEADER = "leader"
    ORGANISATION = "organisation"


_TOWNS = frozenset({CueKind.CITY, CueKind.REGION})


@dataclass(frozen=True, slots=True)
class CountryCue:
    """A span of the text and the ISO3 code (or INT) that it points to."""

    start: int
    end: int
    country: str
    kind: CueKind


@cache
def _table() -> dict[str, tuple[str, CueKind]]:
    table = {key: (code, CueKind(kind)) for key, (code, kind) in country_names().items()}
    for _, country, _, names, *_ in rows("actors_own.tsv"):
        for name in names.split("|"):
            key = fold(name)
            # A single plain word ("coalition", "Congress") does not tell a country without context.
            if (" " in key or not name[1:].islower()) and name[0].isupper():
                table.setdefault(key, (country, CueKind.ORGANISATION))
    for names, country, _, _, _ in rows("regions_own.tsv"):
        for name in names.split("|"):
            if len(name) > _UPPER_ONLY:
                table.setdefault(fold(name), (country, CueKind.REGION))
    for name, country in rows("city_cues.tsv.gz"):
        table.setdefault(name, (country, CueKind.CITY))
    for name, country in rows("regions.tsv.gz"):
        table.setdefault(name, (country, CueKind.REGION))
    for name, country, _ in rows("bodies.tsv.gz"):
        table.setdefault(name, (country, CueKind.ORGANISATION))
    return table


@cache
def _reach() -> dict[str, int]:
    """The first word of each name that is a cue -> the number of words of the longest that begins so."""
    return longest((*_table(), *leader_names()))


def country_cues(text: str, on: str | None = None) -> list[CountryCue]:
    """Sorted cues that do not overlap; at each word the longest name wins. Case decides: "turkey" is no country."""
    return list(_found(text, on))


# Several stages ask about the same document, and texts are read side by side.
@lru_cache(maxsize=32)
def _found(text: str, on: str | None) -> tuple[CountryCue, ...]:
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(text)]
    keys = [fold(text[s:e]) for s, e in tokens]
    found: list[CountryCue] = []
    at = 0
    while at < len(tokens):
        if not (text[tokens[at][0]].isupper() or keys[at] in _BEGIN_SMALL):
            at += 1
            continue
        cue, used = _longest(text, tokens, keys, at, on)
        if cue is not None:
            found.append(cue)
        at += used
    return tuple(found)


def _longest(
    text: str, tokens: list[tuple[int, int]], keys: list[str], at: int, on: str | None
) -> tuple[CountryCue | None, int]:
    start = tokens[at][0]
    most = min(_LONGEST, _reach().get(keys[at].partition(" ")[0], 1), len(tokens) - at)
    reach = 1
    while reach < most and _joined(text, tokens[at + reach - 1][1], tokens[at + reach][0]):
        reach += 1
    for length in range(reach, 0, -1):
        last = tokens[at + length - 1]
        surface = text[start : last[1]]
        if length > 1 and not (text[last[0]].isupper() or keys[at + length - 1] == "balaka"):
            continue
        key = " ".join(k for k in keys[at : at + length] if k)
        hit = _lookup(key, surface, on)
        if hit is not None and not (length == 1 and _namesake(text, tokens, keys, at, hit[1])):
            return CountryCue(start, last[1], *hit), length
    return None, 1


def _joined(text: str, end: int, start: int) -> bool:
    """Whether what lies between two words can lie inside a name: mostly it is a blank."""
    return (start == end + 1 and text[end] == " ") or _JOIN.fullmatch(text, end, start) is not None


def _lookup(key: str, surface: str, on: str | None) -> tuple[str, CueKind] | None:
    hit = _table().get(key)
    if hit is not None:
        return hit if _spelt_right(key, surface) else None
    if " " in key:
        spell = by_full_name(key, on) or by_short_name(key, on)
        if spell is not None:
            return spell.country, CueKind.LEADER
        country = officials().get(key)
        return (country, CueKind.LEADER) if country else None
    spell = by_short_name(key, on) if surface[0].isupper() else None
    return (spell.country, CueKind.LEADER) if spell is not None else None


def _spelt_right(key: str, surface: str) -> bool:
    """Acronyms must be in capitals; any other name must have one."""
    if key in _EXACT:
        return surface.isupper() and (len(surface) == len(key) or "." in surface)
    return any(c.isupper() for c in surface)


def _namesake(text: str, tokens: list[tuple[int, int]], keys: list[str], at: int, kind: CueKind) -> bool:
    """Whether a single word is part of a private person's name: "Michael Jordan", "Ahmed Karimov"."""
    gap = text[tokens[at - 1][1] : tokens[at][0]] if at else ""
    if kind in _TOWNS and keys[at - 1] in {"-": _ARTICLES, " ": _PLAIN_ARTICLES}.get(gap, frozenset()):
        at -= 1  # "Ali al-Nasser": the name goes on before the article
    if at == 0 or text[tokens[at - 1][1] : tokens[at][0]] != " ":
        return False
    before = keys[at - 1]
    if keys[at] in _NAMESAKES:
        return before in _GIVEN
    if kind in _TOWNS:
        return _in_name(text, tokens, keys, at)
    if kind is not CueKind.LEADER or not text[tokens[at - 1][0]].isupper():
        return False
    return before in given_names()


def _in_name(text: str, tokens: list[tuple[int, int]], keys: list[str], at: int) -> bool:
    """Whether a town's or region's name ends a person's: "Ali Nasser", "spokesman Zubin Nasser".

    The word before must be a known given name or, unknown, follow a role in small letters. Any other capital before
    a place is mostly a sentence's first word or a compass word ("Near Mosul", "East Aleppo").
    """
    first, surface = keys[at - 1], text[slice(*tokens[at - 1])]
    if not surface[0].isupper() or (surface.isupper() and not text[slice(*tokens[at])].isupper()):
        return False  # "a BA Manchester degree"
    if first in _SMALL | _PLACE_WORDS or first in _table() or sector_of(first):
        return False
    if at == 1 or text[tokens[at - 2][1] : tokens[at - 1][0]] != " ":
        return first in given_names()
    before = keys[at - 2]
    if before == "the":  # "the Raya Madaya quarter"
        return False
    role = text[tokens[at - 2][0]].islower() and (before in _NAMED or sector_of(before) is not None)
    return role or first in given_names()
