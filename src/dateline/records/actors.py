"""Who a mention stands for: its own words first, then the longer mention it repeats, then what the model reads."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.knowledge.resolver import code_of, known_actors, sector_of
from dateline.model.annotations import ActorMention
from dateline.model.codes import EventType, Sector
from dateline.model.records import Actor, Span

_SINGULAR: Final = frozenset("he she him her his i me my".split())
_FORCE: Final = frozenset({EventType.ASSAULT, EventType.MOBILIZE, EventType.RETREAT})
_SURE: Final = 0.6


def doer_sector(event_type: EventType) -> Sector:
    """The sector of a country named as the doer: its army for force and troop movements, else its government."""
    return Sector.MIL if event_type in _FORCE else Sector.GOV


def target_sector(event_type: EventType) -> Sector | None:
    """The sector of a country named as the receiver: none where the country as such is hit."""
    return None if event_type in (EventType.ASSAULT, EventType.MOBILIZE) else Sector.GOV


@dataclass(frozen=True, slots=True)
class _Person:
    """A named person met in the text: where, the name, the whole mention."""

    start: int
    name: str
    mention: ActorMention


class ActorResolver:
    """Resolves the actor mentions of one document; `published` dates the knowledge that is asked.

    A pronoun stands for the last person named before it, or the last of the `speakers` if that is nearer.
    """

    def __init__(
        self, mentions: Sequence[ActorMention], published: str | None, speakers: Sequence[ActorMention] = ()
    ) -> None:
        self._published = published
        self._persons = sorted(
            (_Person(m.span.start, m.person.text, m) for m in mentions if m.person), key=lambda p: p.start
        )
        unnamed = (m for m in speakers if not m.person and m.span.text.lower() not in _SINGULAR)
        spoken = [_Person(m.span.start, _plain(m.span.text), m) for m in unnamed]
        self._singular = sorted([*self._persons, *spoken], key=lambda p: p.start)
        self._longest: dict[str, _Person] = {}
        for person in self._persons:
            known = self._longest.setdefault(_last(person.name), person)
            if len(person.mention.span.text) > len(known.mention.span.text):
                self._longest[_last(person.name)] = person
        self._known: dict[Span, tuple[Actor, ...]] = {}

    def parties(self, mention: ActorMention, bare: Sector | None) -> tuple[Actor, ...]:
        """One entry a party of the mention; `bare` is the sector that a country without one takes in this part."""
        found = self._known.get(mention.span)
        if found is None:
            found = self._known[mention.span] = self._resolve(mention)
        return tuple(self._with_sector(actor, bare) for actor in found)

    def first(self, mention: ActorMention | None) -> Actor | None:
        """The mention as one actor, as a source or speaker is given."""
        return self.parties(mention, Sector.GOV)[0] if mention else None

    @staticmethod
    def _with_sector(actor: Actor, bare: Sector | None) -> Actor:
        if actor.sector is not None or bare is None or not (actor.id or "").startswith("iso:"):
            return actor
        return replace(actor, sector=bare, code=code_of(actor.country, bare))

    def _resolve(self, mention: ActorMention) -> tuple[Actor, ...]:
        fuller = self._fuller(mention)
        known = known_actors(mention.span.text, self._published)
        if mention.span.text.islower():
            # "a local aid group" is not the body of that name: a name has a capital letter
            known = [k for k in known if not k.id.startswith("org:")]
        if not known and fuller is not None:
            known = known_actors(fuller.mention.span.text, self._published)
        if len(known) > 1:
            return tuple(self._actor(mention, k.name, k.country, k.sector, k.id) for k in known)
        only = known[0] if known else None
        person = fuller.name if fuller else mention.person.text if mention.person else None
        name = person or (only.name if only else _plain(mention.span.text))
        country = only.country if only else _country(mention, fuller)
        sector = only.sector if only else self._sector(mention, fuller)
        return (self._actor(mention, name, country, sector, only.id if only else None),)

    @staticmethod
    def _actor(mention: ActorMention, name: str, country: str | None, sector: str | None, known: str | None) -> Actor:
        return Actor(mention.span, " ".join(name.split()), code_of(country, sector), country, sector, known)

    def _sector(self, mention: ActorMention, fuller: _Person | None) -> str | None:
        if fuller is not None and mention.span.text.lower() in _SINGULAR:
            return self._sector(fuller.mention, None)
        if mention.sector is not None and mention.sector_confidence >= _SURE:
            return mention.sector
        told = sector_of(mention.span.text)
        if told is None and fuller is not None:
            told = sector_of(fuller.mention.span.text)
        return told or mention.sector

    def _fuller(self, mention: ActorMention) -> _Person | None:
        """The fuller mention that a surname or a pronoun repeats: by last name anywhere, for a pronoun the last one."""
        words = mention.span.text
        if words.lower() in _SINGULAR:
            before = bisect_left(self._singular, mention.span.start, key=lambda p: p.start)
            if not before:
                return None
            nearest = self._singular[before - 1]
            return self._longest.get(_last(nearest.name), nearest) if nearest.mention.person else nearest
        longest = self._longest.get(_last(mention.person.text if mention.person else words))
        return longest if longest and len(longest.mention.span.text) > len(words) else None


def _last(name: str) -> str:
    """The last word of a name."""
    return re.split(r"[\s,]+", name.strip())[-1]


def _country(mention: ActorMention, fuller: _Person | None) -> str | None:
    if mention.country_cue is None and fuller is not None and fuller.mention.country_cue is not None:
        return fuller.mention.country
    return mention.country


def _plain(words: str) -> str:
    """The words without a leading article or a possessive ending."""
    plain = re.sub(r"(?:’s|'s|[’'])$", "", re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE))
    return plain or words
