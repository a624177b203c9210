"""The sector that a role noun stands for. The head noun decides: an army hospital is health, not military."""

import re
from functools import cache, lru_cache

from dateline.knowledge.tables import fold, rows

# "Chief of staff" and its like are one role; at any other "of" the head ends.
_OF = r"of(?! (?:staff|state|parliament|congress|defen[cs]e|foreign affairs|(?:the )?interior|representatives))"
_CUT = re.compile(
    rf"\b(?:{_OF}|in|from|for|at|on|to|with|against|who|which|that|near|by|under|and|inside|across|working)\b|[,;(]"
)
# "Turkish-backed rebels" are not Turkish; the word before the hyphen is never the actor.
AFFILIATED = re.compile(
    r"\b[\w.]+(?:[-– ]and [\w.]+)?[-–](?:backed|led|allied|aligned|sponsored|supported|affiliated|linked|trained|held"
    r"|run|controlled|funded|born|based|occupied|brokered)\b",
    re.IGNORECASE,
)
_LONGEST = 4
# The officers of a body belong to it: "the union's president", "secretary of the party".
_OFFICERS = (
    r"(?:vice[- ])?(?:presidents?|heads?|leaders?|chiefs?|directors?|chair(?:man|woman|person)?|secretar(?:y|ies)"
    r"|secretary[- ]general|spokes(?:man|woman|person|men)|officials?|representatives?|negotiators?|deputy|founder)"
)
_OWNED = re.compile(
    rf"^(?:the |its |their |a )?([\w -]+)['’]s? (?:[\w-]+ )?{_OFFICERS}\b"
    rf"|^(?:the |a |its |vice |deputy |former )*(?:president|secretary|secretary[- ]general|vice[- ]president) "
    rf"(?:of|for) (?:the |a |an )?([\w -]+)"
)
# The offices and armies of those whom a state does not recognise.
_BREAKAWAY = re.compile(
    r"\b(?:self-(?:styled|proclaimed|declared)|breakaway|separatist|rebel|insurgent|secessionist)\b"
)
_OF_STATE = frozenset({"GOV", "MIL", "COP"})
_OWNERS = frozenset("LAB BUS NGO PTY REB PRM CRM EDU REL HLT MED UAF OPP JUD LEG".split())


@cache
def _strong() -> dict[str, str]:
    table = {fold(term): sector for sector, terms in rows("roles_own.tsv") for term in terms.split("|")}
    for term, sector in rows("roles.tsv.gz"):
        table.setdefault(term, sector)
    for word in _weak():
        table.pop(word, None)
    return table


@cache
def _weak() -> dict[str, str]:
    """Heads that say little: they take the sector of a word beside them, else their own ("-" for none)."""
    return {fold(term): sector for sector, terms in rows("roles_weak.tsv") for term in terms.split("|")}


@cache
def _institutions() -> dict[str, str]:
    """Heads of the names of institutions, which say nothing in small letters ("Commission", "Fund")."""
    return {fold(term): sector for sector, terms in rows("institutions_own.tsv") for term in terms.split("|")}


@lru_cache(maxsize=4096)
def sector_of(words: str) -> str | None:
    """The sector (model.codes.Sector) of a phrase with a role noun; None if no word of it names a role."""
    plain = AFFILIATED.sub(" ", words.replace("United States", "US")).lower()
    owned = _OWNED.search(plain)
    if owned is not None:
        owner, _ = _of_part(owned.group(1) or owned.group(2))
        if owner in _OWNERS:
            return owner
    fallback: str | None = None
    for part in _CUT.split(plain):
        strong, weak = _of_part(part)
        if strong is not None:
            return "REB" if strong in _OF_STATE and _BREAKAWAY.search(plain) else strong
        fallback = fallback or weak
    return fallback if fallback != "-" else None


@cache
def head_sectors() -> dict[str, str]:
    """The sectors of single role nouns, in small letters."""
    return {word: sector for word, sector in (_weak() | _strong()).items() if sector != "-" and " " not in word}


def institution_sector(name: str) -> str | None:
    """The sector that the head of an institution's name tells: "National Water Commission", "Office for Ports"."""
    words = re.split(r" (?:of|on|for|in|against|to)\b|[,(]", name)[0].split()
    if sum(word[0].isupper() for word in name.split()) < 2 or not words or not words[-1][0].isupper():
        return None
    return _institutions().get(fold(words[-1]))


def _of_part(part: str) -> tuple[str | None, str | None]:
    """The right-most strong head of a phrase without prepositions, and its weak head."""
    tokens = [t for t in fold(part.replace("'s ", " ").replace("’s ", " ")).split() if t != "s"]
    strong, weak = _strong(), _weak()
    fallback: str | None = None
    for end in range(len(tokens), 0, -1):
        for start in range(max(0, end - _LONGEST), end):
            phrase = " ".join(tokens[start:end])
            found = strong.get(phrase) or (strong.get(phrase[:-1]) if phrase[-1:] == "s" else None)
            if found is not None:
                return found, fallback
            if phrase in weak:
                fallback = fallback or weak[phrase]
                break
    return None, fallback
