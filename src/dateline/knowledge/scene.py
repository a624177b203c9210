"""Which countries and parties a document speaks of, and where: the ground for words that name no country themselves."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from dateline.knowledge.actors import KnownActor, known_actor
from dateline.knowledge.cues import CountryCue, CueKind, country_cues
from dateline.knowledge.sectors import head_sectors
from dateline.text.sentences import split_sentences

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
# A role noun belongs to the country named right before it ("the Syrian rebel commander") or after ("police in Kenya").
_TO_NOUN = re.compile(r"(?:['’]s?)?(?:[ -][\w-]+){0,3}?[ -]")
_TO_COUNTRY = re.compile(r"(?: \w+)? (?:of|in|from|for) (?:the |an? )?(?:\w+ )?")
# Where the dispatch was filed, "CHIANG MAI, Thailand, March 14 (MEW) - ": not whom it speaks of.
_FILED = re.compile(r"\s*[A-Z][A-Z .'’/-]{2,40}(?:,[^\n.()—–]{0,50})?(?:\([^\n()]{1,40}\))?\s*(?:[—–]|-{1,2}(?= ))")
_STATES = frozenset({CueKind.COUNTRY, CueKind.DEMONYM, CueKind.CAPITAL, CueKind.LEADER})
_FROM_ABROAD = re.compile(
    r"(?:the |all |some )?(?:foreign (?!minist|secretar|office|affairs|policy)|western )", re.IGNORECASE
)
_ABROAD = re.compile(
    r"\b(?:foreign(?! (?:minist|secretar|office|affairs|policy))|international|western|european|global|world|donors?"
    r"|allied|allies|partners|peacekeepers?|neighbou?ring|mediators?)\b",
    re.IGNORECASE,
)
_POLICE = re.compile(r"\b(?:police|gendarmes?|constable)", re.IGNORECASE)
_ARMY = re.compile(r"\b(?:army|military|soldiers?|troops)\b", re.IGNORECASE)
_DISPLACED = re.compile(r"\b(?:displac|fled\b|uproot)", re.IGNORECASE)
_NEAR_BEFORE, _NEAR_AFTER, _BESIDE = 800, 400, 200


@dataclass(frozen=True, slots=True)
class Party:
    """A role noun with its country, or a body: where it stands, the noun's stem ("" for a body), what it is."""

    start: int
    head: str
    country: str
    sector: str | None


class Scene:
    """One text, read when first asked about it; `sentences` are its own, where they are known already."""

    def __init__(self, text: str, published: str | None, sentences: Sequence[tuple[int, int]] | None = None) -> None:
        self._text = text
        self._published = published
        self._sentences = sentences

    @cached_property
    def cues(self) -> list[CountryCue]:
        """The words that point to a country or to an organisation of several."""
        return country_cues(self._text, self._published)

    @cached_property
    def states(self) -> list[CountryCue]:
        """The cues of single countries; those of the dateline only where there are no others."""
        filed = _FILED.match(self._text)
        named = [cue for cue in self.cues if cue.country != "INT"]
        return [cue for cue in named if filed is None or cue.start >= filed.end()] or named

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each country is pointed to."""
        return Counter(cue.country for cue in self.states)

    @cached_property
    def _shares(self) -> dict[str, float]:
        """The logarithm of each country's share in the words that point to one."""
        return {country: math.log(count / len(self.states)) for country, count in self.counts.items()}

    @cached_property
    def _most_named(self) -> str:
        return self.counts.most_common(1)[0][0]

    @cached_property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """The sentences' offsets."""
        return split_sentences(self._text) if self._sentences is None else self._sentences

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a character."""
        return max(0, bisect_right(self._sentence_starts, at) - 1)

    @cached_property
    def parties(self) -> list[Party]:
        """Role nouns beside a country word, and bodies, in text order."""
        return sorted([*self._roles(), *self._bodies()], key=lambda party: party.start)

    def _roles(self) -> Iterator[Party]:
        starts = [cue.start for cue in self.cues]
        heads = head_sectors()
        for match in _WORD.finditer(self._text):
            sector = heads.get(match.group().lower())
            if sector is None:
                continue
            i = bisect_left(starts, match.start())
            cue = None
            if i < len(self.cues) and _TO_COUNTRY.fullmatch(self._text, match.end(), self.cues[i].start):
                cue = self.cues[i]
            elif i and _TO_NOUN.fullmatch(self._text, self.cues[i - 1].end, match.start()):
                cue = self.cues[i - 1]
            if cue is not None:
                yield Party(match.start(), stem(match.group()), cue.country, sector)

    def _bodies(self) -> Iterator[Party]:
        for cue in self.cues:
            if cue.kind is CueKind.ORGANISATION:
                known = self.named(self.words(cue))
                if known is not None and known.sector is not None:
                    yield Party(cue.start, "", known.country, known.sector)

    def words(self, cue: CountryCue) -> str:
        """The words of a cue."""
        return self._text[cue.start : cue.end]

    def named(self, words: str) -> KnownActor | None:
        """What the tables know of some words at the date of the document."""
        return known_actor(words, self._published)

    def rebels(self, at: int) -> str | None:
        """The country of the rebel group that the text names last before a place, else first; None if it names none."""
        named = [p for p in self.parties if p.sector == "REB" and not p.head and p.country != "INT"]
        before = [party for party in named if party.start < at]
        return (before[-1] if before else named[0]).country if named else None

    def police(self, at: int) -> bool:
        """Whether the text around a place speaks of the police at least as much as of an army."""
        around = self._text[max(0, at - _NEAR_BEFORE) : at + _NEAR_AFTER]
        return 0 < len(_POLICE.findall(around)) >= len(_ARMY.findall(around))

    def displaced(self, at: int) -> bool:
        """Whether the words around a place speak of people who left their homes."""
        return _DISPLACED.search(self._text, max(0, at - _BESIDE), at + _BESIDE) is not None

    def country(self, start: int, end: int, sector: str | None, linked: str | None) -> str | None:
        """The country of an actor whose words at [start, end) name none; `linked` is the one that the network links.

        None where the text names no country and the network is silent.
        """
        features = self.features(start, end, sector)
        if linked is not None:
            features.setdefault(linked, {"share": _ABSENT} if linked != "INT" else {})["linked"] = 1.0
        if len(features) == 1 and linked is None:
            return None

        def score(country: str) -> float:
            return sum(_WEIGHTS.get(name, 0.0) * value for name, value in features[country].items())

        return max(features, key=score)

    def last_party(self, at: int) -> Party | None:
        """The party named last before a place, in its sentence or the one before."""
        number = self.sentence(at)
        since = self.sentences[max(0, number - 1)][0] if self.sentences else 0
        before = [party for party in self.parties if since <= party.start < at and party.sector is not None]
        return before[-1] if before else None

    def features(self, start: int, end: int, sector: str | None) -> dict[str, dict[str, float]]:
        """What speaks for each country of the text and for INT; the names are those of `_WEIGHTS`."""
        found = {country: {"share": share} for country, share in self._shares.items()}
        found["INT"] = self._international(start, end, sector)
        if not self.states:
            return found
        found[self._most_named]["top"] = 1.0
        found[self.states[0].country]["first"] = 1.0
        self._around(found, start, end)
        self._alike(found, start, end, sector)
        for country, values in found.items():
            if country != "INT":
                values.setdefault("share", _ABSENT)
        return found

    def _international(self, start: int, end: int, sector: str | None) -> dict[str, float]:
        bodies = len(self.cues) - len(self.states)
        values = {"int": 1.0, f"int_{sector}": 1.0}
        values["int_share"] = math.log((bodies + 0.5) / (len(self.states) + 0.5))
        if _ABROAD.search(self._text, start, end):
            values["int_word"] = 1.0
        if _FROM_ABROAD.match(self._text, start, end):
            values["int_from_abroad"] = 1.0
        return values

    def _around(self, found: dict[str, dict[str, float]], start: int, end: int) -> None:
        """Country words before and after the mention, in its sentence, the one before it and its paragraph."""
        number = self.sentence(start)
        begin, stop = self.sentences[number] if self.sentences else (0, len(self._text))
        at = bisect_left(self.states, start, key=lambda cue: cue.start)
        before = self.states[:at]
        if before:
            found[before[-1].country]["prev"] = 1.0
            inside = [cue for cue in before[-12:] if cue.start >= begin]
            if inside:
                found[inside[-1].country]["prev_same"] = 1.0
                found[inside[0].country]["sent_first"] = 1.0
            state = next((cue for cue in reversed(before) if cue.kind in _STATES), None)
            if state is not None:
                found[state.country]["prev_state"] = 1.0
            earlier = self.sentences[number - 1][0] if number else begin
            for cue in before[-12:]:
                if earlier <= cue.start < begin:
                    found[cue.country]["prevsent"] = 1.0
        following = next((cue for cue in self.states[at : at + 4] if cue.start >= end), None)
        if following is not None and following.start < stop:
            found[following.country]["next_same"] = 1.0
        first = self._text.rfind("\n", 0, start) + 1
        last = self._text.find("\n", end)
        last = len(self._text) if last < 0 else last
        low, high = (bisect_left(self.states, edge, key=lambda cue: cue.start) for edge in (first, last))
        for country, count in Counter(cue.country for cue in self.states[low:high]).items():
            found[country]["para"] = count / (high - low)

    def _alike(self, found: dict[str, dict[str, float]], start: int, end: int, sector: str | None) -> None:
        """Parties of the same noun or the same sector whose country is told."""
        heads = {stem(word) for word in _WORD.findall(self._text, start, end)}
        others = [party for party in self.parties if not start <= party.start < end]
        same = [party for party in others if party.head and party.head in heads]
        before = [party for party in same if party.start < start]
        if same:
            party, name = (before[-1], "head_prev") if before else (same[0], "head_any")
            found.setdefault(party.country, {})[name] = 1.0
        kin = [party for party in others if party.sector == sector]
        for country, count in Counter(party.country for party in kin).items():
            found.setdefault(country, {})["sect"] = count / len(kin)


def stem(word: str) -> str:
    """The singular of a noun, roughly, in small letters."""
    plain = word.lower()
    if plain.endswith("ies"):
        return plain[:-3] + "y"
    if plain.endswith("men"):
        return plain[:-3] + "man"
    return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") else plain


_ABSENT = -5.0
"""What stands for the logarithm of the share of a country that no word points to."""

# Fitted as a conditional logit on the labelled documents outside the dev part; `linked` apart, on documents that the
# network had not read. "int_X" is what speaks for no single country where the sector is X.
_WEIGHTS: Final = {
    "first": 0.88, "head_any": 0.33, "head_prev": 0.35, "linked": 1.0, "next_same": -0.26,
    "para": 1.43, "prev": 0.55, "prev_same": 0.3, "prev_state": 0.5, "prevsent": 0.28, "sect": 0.21,
    "sent_first": 0.41, "share": 0.88, "top": 0.35, "int": 0.48, "int_BUS": -0.32, "int_COP": -0.79,
    "int_CRM": -0.41, "int_CVL": -0.66, "int_EDU": -0.33, "int_GOV": 0.5, "int_HLT": -0.33, "int_IGO": 2.89,
    "int_JUD": -0.23, "int_LAB": -0.17, "int_LEG": -0.82, "int_MED": 0.4, "int_MIL": -0.49, "int_NGO": 1.85,
    "int_None": 0.6, "int_OPP": -0.48, "int_PRM": -0.4, "int_PTY": -0.81, "int_REB": -0.21, "int_REF": 0.34,
    "int_REL": 0.33, "int_SPY": 0.3, "int_UAF": -0.27, "int_share": 0.38, "int_word": 4.0, "int_from_abroad": 3.0,
}  # fmt: skip
