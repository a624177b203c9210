"""What a document itself says of its names: the roles of persons and the long forms of short names.

"Brig. Tomas Arriaga, the army's spokesman," and "National Water Board (NWB)" are read once; a later "Arriaga" or "NWB"
then takes what was said there.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dateline.knowledge.actors import KnownActor, known_actor
from dateline.knowledge.cues import country_cues
from dateline.knowledge.sectors import sector_of
from dateline.model.codes import Sector

_IN_BRACKETS = re.compile(
    r"((?:[A-Z][\w&'’.-]*)(?: (?:[A-Z][\w&'’.-]*|of|for|the|and|in|on|to|de|du|la|y|&)){0,11}) ?"
    r"\((?:the |or )?[\"“]?([A-Z][A-Za-z0-9.&/-]{1,9})[\"”]?[,)]"
)
_SMALL = frozenset("of for the and in on to de du la y &".split())
_AFTER = re.compile(
    r", (?:aged )?(?:[0-9]{1,3}, )?((?:who (?:heads|leads|chairs|runs|commands) )?[^,.;:()\n\"“”]{3,90})"
)
_SAYS = re.compile(
    r"\b(?:said|says|say|told|tells|added|reported|wrote|announced|stated|according|claimed|warned|which|when|where"
    r"|after|before|while|but|however|because|although)\b"
)
_OPENS = re.compile(
    r"(?:a|an|the|its|their|his|her|one|another|former|then|acting|deputy|who (?:heads|leads|chairs|runs|commands))\b"
    r"|[A-Z]",
    re.ASCII,
)
_FROM = re.compile(r" (?:of|from|for|with|at) (?:the )?((?:[A-Z][\w'’-]*)(?: (?:[A-Z][\w'’-]*|of|for|the|and))*)")
_CRIME_AFTER = re.compile(
    r"[^.;’'\n]{0,60}?\b(?:was|has been|had been|is)\s+(?:\w+\s)?"
    r"(?:convicted|sentenced|found guilty|charged with|wanted for)"
    r"|,? (?:who )?(?:has )?(?:pleaded guilty|confessed)"
)
_CRIME_BEFORE = re.compile(r"\b(?:suspect|gunman|shooter|attacker|killer|murderer|assailant)(?: named| was|,)? $")
# "X, 46, was mayor of the town", "a delegation of the movement, headed by X", "Washington's envoy, Senator X".
_COPULA = re.compile(
    r"(?:, (?:aged )?[0-9]{1,3},)? (?:is|was|had been|has been|serves as|served as|became) "
    r"((?:an?|the|his|her|its|their|one of)? ?[^.,;:()\n\"“”]{3,60})"
)
_ASIDE = re.compile(r" (?:in|at|near|for|from|with|until|when|by) ")
_HEADED = re.compile(
    r"([^,.;:()\n\"“”]{3,70}),? (?:headed|led|chaired|commanded|founded|run|represented) by (?:[A-Z][\w.]+ ){0,3}$"
)
_TITLED = re.compile(r"(?:^|[.;] |, )([^,.;:()\n\"“”]{3,70}), (?:[A-Z][\w.-]*\.? ){1,4}$")
_GIVEN = re.compile(r"(?<![\w.])([A-Z][\w'’-]*\.?) $")
_AROUND = re.compile(r"^(?:the|The)\s+|(?:’s|'s)$")
_STOP = re.compile(r"(?<=[a-z])[.;:!?] |[\"“”(]")
_WINDOW = 90
_DEPUTY = re.compile(r"(?:a |an |the |one )?(?:[\w-]+ )?deputy (?:of|for|from|in|with) ", re.IGNORECASE)
# What somebody is beside the party or body that is named: "the Liberal MP".
_OWN_ROLES = frozenset({"LEG", "JUD"})


@dataclass(frozen=True, slots=True)
class Stated:
    """The country (ISO3, INT or None) and the sector (or None) that the text gives to a person."""

    country: str | None
    sector: str | None


class Naming:
    """The statements of one text, found when they are first asked for."""

    def __init__(self, text: str, published: str | None) -> None:
        self._text = text
        self._published = published
        self._stated: dict[str, Stated] = {}

    @cached_property
    def _long(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for match in _IN_BRACKETS.finditer(self._text):
            short = match.group(2)
            words = match.group(1).split()
            while words and (words[0] in _SMALL or words[0] == "The"):
                words.pop(0)
            first = [i for i, word in enumerate(words) if word[0] == short[0]]
            named = [word for word in words if word not in _SMALL]
            if len(named) > 1 and first:
                # from the word that begins the acronym, the earliest that leaves not many words over
                start = next((i for i in first if len([w for w in words[i:] if w not in _SMALL]) <= len(short) + 2), -1)
                if start >= 0:
                    found.setdefault(short, " ".join(words[start:]))
        return found

    def long_form(self, words: str) -> str | None:
        """The name that the text introduced with these words in brackets after it."""
        return self._long.get(_AROUND.sub("", words)) if self._long else None

    def stated(self, name: str) -> Stated:
        """What the appositions and titles beside a person's name say; looked for at every place of the last name."""
        found = self._stated.get(name)
        if found is None:
            found = self._stated[name] = self._read(name)
        return found

    def _read(self, name: str) -> Stated:
        country = sector = None
        for phrase in self._phrases(name):
            known = known_actor(phrase, self._published)
            role = Sector.LEG if _DEPUTY.match(phrase) else sector_of(phrase)
            if known is not None and known.sector and role not in _OWN_ROLES:
                role = known.sector
            if role is None:
                continue
            sector = sector or role
            country = country or _country(known, phrase)
            if country:
                break
        if sector is None and self._criminal(name):
            sector = "CRM"
        return Stated(country, sector)

    def _places(self, name: str) -> Iterator[tuple[int, int]]:
        """The name's places: the whole name first, then the last name with the given names before it."""
        last = name.split()[-1]
        for words in dict.fromkeys((name, last)):
            for start, end in occurrences(words, self._text):
                yield self._begin(start), end

    def _begin(self, start: int) -> int:
        """Where the given names before a name begin; a title or a role is none."""
        while (given := _GIVEN.search(self._text, max(0, start - 24), start)) is not None:
            if sector_of(given.group(1)) is not None or country_cues(given.group(1)):
                break
            start = given.start(1)
        return start

    def _phrases(self, name: str) -> Iterator[str]:
        text = self._text
        for start, end in self._places(name):
            after = _AFTER.match(text, end)
            closed = text[end : end + 1] in ",.;"
            if after is not None and _OPENS.match(after.group(1)) and not _SAYS.search(after.group(1)):
                yield after.group(1)
            of = _FROM.match(text, end)
            if of is not None:
                yield of.group(1)
            copula = _COPULA.match(text, end)
            if copula is not None:
                told = _ASIDE.split(copula.group(1))[0]
                if _is_role(told.partition(" of ")[0]):
                    yield told
            before = text[max(text.rfind("\n", 0, start) + 1, start - _WINDOW) : start]
            before = _STOP.split(before)[-1]
            headed = _HEADED.search(before)
            if headed is not None:
                yield headed.group(1)
            titled = _TITLED.search(before)
            if titled is not None:
                yield titled.group(1)
            if before.endswith(", ") and closed:
                before = before[:-2].rpartition(",")[2]
            elif before.endswith(" "):
                before = before[:-1].rpartition(",")[2]
            else:
                continue
            if _is_role(before):
                yield before

    def _criminal(self, name: str) -> bool:
        places = list(self._places(name))
        return any(
            _CRIME_AFTER.match(self._text, end) or _CRIME_BEFORE.search(self._text, max(0, start - 30), start)
            for start, end in places
        )


def occurrences(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where the words stand as whole words; found without a pattern, since one would be compiled for each name."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        whole = not (_is_word(text[start - 1 : start]) or _is_word(text[end : end + 1]))
        if whole:
            yield start, end
        start = text.find(words, end if whole else start + 1)


def _is_word(character: str) -> bool:
    return character.isalnum() or character in ("_", "-")


def _is_role(words: str) -> bool:
    """Whether the phrase ends in a role, so that a name right after it is the bearer's."""
    last = words.split()[-1:] if words.strip() else []
    return bool(last) and sector_of(last[0]) is not None


def _country(known: KnownActor | None, phrase: str) -> str | None:
    if known is not None:
        return known.country
    cue = next(iter(country_cues(phrase)), None)
    return cue.country if cue is not None else None
