"""The sector that a role noun stands for. The head noun decides: an army hospital is health, not military."""

import re
from functools import cache

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


def sector_of(words: str) -> str | None:
    """The sector (model.codes.Sector) of a phrase with a role noun; None if no word of it names a role."""
    plain = AFFILIATED.sub(" ", words)
    fallback: str | None = None
    for part in _CUT.split(plain.lower()):
        strong, weak = _of_part(part)
        if strong is not None:
            return strong
        fallback = fallback or weak
    return fallback if fallback != "-" else None


def _of_part(part: str) -> tuple[str | None, str | None]:
    """The right-most strong head of a phrase without prepositions, and its weak head."""
    tokens = [t for t in fold(part.replace("'s ", " ").replace("’s ", " ")).split() if t != "s"]
    strong, weak = _strong(), _weak()
    fallback: str | None = None
    for end in range(len(tokens), 0, -1):
        for start in range(max(0, end - _LONGEST), end):
            phrase = " ".join(tokens[start:end])
            if phrase in strong:
                return strong[phrase], fallback
            if phrase in weak:
                fallback = fallback or weak[phrase]
                break
    return None, fallback
