"""Who a mention stands for: its own words first, then the longer mention it repeats, then what the model reads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.knowledge.actors import ALLIANCES, is_people
from dateline.knowledge.antecedents import Antecedents, Referent
from dateline.knowledge.naming import Naming, Stated
from dateline.knowledge.resolver import CueKind, KnownActor, code_of, country_cues, known_actors, sector_of
from dateline.knowledge.scene import Scene
from dateline.knowledge.sectors import institution_sector
from dateline.knowledge.sides import again, sides
from dateline.model.annotations import ActorMention
from dateline.model.codes import EventType, Sector
from dateline.model.records import Actor, Span

_SINGULAR: Final = frozenset("he she him her his i me my".split())
_FORCE: Final = frozenset({EventType.ASSAULT, EventType.MOBILIZE, EventType.RETREAT})
_SURE: Final = 0.5
_NEAR: Final = 600
_FIRST: Final = frozenset("we us our ours".split())
_PLURAL: Final = frozenset("they them their theirs".split())
_OWN: Final = frozenset({"i", "me", "my"})
_NEUTER: Final = frozenset({"it", "its"})
_PEOPLE: Final = frozenset({Sector.CVL, Sector.REF})
_NAMED: Final = ("org:", "group:", "party:", "office:", "person:")
# States without a name, who share no sector.
_AT_LARGE: Final = re.compile(
    r"(?:\bdonors|^(?:the )?(?:whole |entire )?world|international community|(?<!international )\bpartners"
    r"|\b(?:neighbou?ring|other|regional|international|member|several|some|all|most|many|\w+phone)"
    r" (?:countries|states|nations))$",
    re.IGNORECASE,
)
_OFFICERS: Final = re.compile(r"(?:(?:the|an?|some|two|three|four|several|[0-9]+) )?officers?", re.IGNORECASE)
_OFFICER: Final = re.compile(r"(?:Police )?Officer [A-Z]")
_ARMED: Final = frozenset({Sector.UAF, Sector.CRM, Sector.PRM})
_GUNMEN: Final = re.compile(
    r"the (?:gunm[ae]n|attackers?|assailants?|kidnappers|perpetrators|hostage.takers|militias|militiamen)",
    re.IGNORECASE,
)
# Whom somebody has beside or against him is somebody else's.
_OTHERS: Final = re.compile(r"\b(?:all(?:y|ies)|rivals?|neighbou?rs?|partners?|enem(?:y|ies)|foes?|friends?)$")
_FAMILIES: Final = re.compile(r"\b(?:families|households|residents)$")
# Of several states, whatever they are.
_FROM_MANY: Final = re.compile(
    r"\bfrom (?:two|three|four|five|six|seven|eight|nine|ten|several|many|[0-9]+) (?:countries|states|nations)\b"
)
_PAIR: Final = re.compile(r"(.+?) and (.+)")
_BETWEEN: Final = re.compile(r"[\s,]+")
_ARTICLE: Final = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"(?:’s|'s|[’'])$")
_NOTHING: Final = Stated(None, None)


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

    A pronoun stands for the last person named before it, or the last of the `speakers` if that is nearer. What the
    document itself says of a name, and the countries around a mention, are read off its `text`.
    """

    def __init__(
        self,
        mentions: Sequence[ActorMention],
        published: str | None,
        speakers: Sequence[ActorMention] = (),
        text: str = "",
        sentences: Sequence[tuple[int, int]] | None = None,
    ) -> None:
        self._published = published
        self._scene = Scene(text, published, sentences)
        self._naming = Naming(text, published)
        self._persons = sorted(
            (_Person(m.span.start, m.person.text, m) for m in mentions if m.person), key=lambda p: p.start
        )
        self._antecedents = Antecedents(
            text,
            self._naming,
            self._scene.sentences,
            [(person.start, person.name) for person in self._persons],
            [(m.span.start, m.span.text) for m in speakers if m.span.text.lower() not in _SINGULAR | _FIRST | _PLURAL],
        )
        self._mentioned = {m.span.start: m for m in (*speakers, *mentions)}
        self._longest: dict[str, _Person] = {}
        for person in self._persons:
            known = self._longest.setdefault(_last(person.name), person)
            if len(person.mention.span.text) > len(known.mention.span.text):
                self._longest[_last(person.name)] = person
        self._speakers = [m for m in speakers if m.span.text.lower() not in _FIRST | _PLURAL]
        self._known: dict[tuple[Span, bool], tuple[Actor, ...]] = {}

    def parties(self, mention: ActorMention, bare: Sector | None) -> tuple[Actor, ...]:
        """One entry a party of the mention; `bare` is the sector that a country without one takes in this part."""
        key = (mention.span, bare is Sector.MIL)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._resolve(mention, bare is Sector.MIL)
        return tuple(self._with_sector(actor, bare) for actor in found)

    def first(self, mention: ActorMention | None) -> Actor | None:
        """The mention as one actor, as a source or speaker is given."""
        return self.parties(mention, Sector.GOV)[0] if mention else None

    @staticmethod
    def _with_sector(actor: Actor, bare: Sector | None) -> Actor:
        if actor.sector is not None or bare is None or not (actor.id or "").startswith("iso:"):
            return actor
        return replace(actor, sector=bare, code=code_of(actor.country, bare))

    def _resolve(self, mention: ActorMention, forces: bool) -> tuple[Actor, ...]:
        words, at = mention.span.text, mention.span.start
        fuller = self._fuller(mention)
        known = sides(self._scene, words, at, forces) or self._by_tables(mention)
        if not known and fuller is not None:
            known = known_actors(fuller.mention.span.text, self._published)
        known = self._joined(mention, known) or known
        if len(known) > 1:
            return tuple(self._actor(mention, k.name, k.country, k.sector, k.id) for k in known)
        only = known[0] if known else None
        person = fuller.name if fuller else mention.person.text if mention.person else None
        name = person or (only.name if only else _plain(words))
        if only is not None:
            sector = _of_people(mention) if only.sector is None else only.sector
            if forces and only.id in ALLIANCES:
                sector = Sector.MIL
            return (self._actor(mention, name, only.country, sector, only.id),)
        stated = self._naming.stated(person) if person else _NOTHING
        sector = self._sector(mention, fuller, stated)
        country = self._country(mention, fuller, stated, sector)
        if sector == Sector.IGO and "peacekeeper" in words:
            sector = Sector.MIL  # soldiers, although an organisation's
        return (self._actor(mention, name, country, sector, None),)

    def _by_tables(self, mention: ActorMention) -> list[KnownActor]:
        """What the tables know of the words, of the name they are short for, or of the body they stand for again."""
        words = mention.span.text
        if words != "US" and words.lower() in _FIRST | _PLURAL:
            return self._meant(mention)
        known = known_actors(words, self._published)
        if known and known[0].id == "iso:GEO" and self._scene.counts["USA"] > self._scene.counts["GEO"]:
            known = [KnownActor(known[0].name, "USA", Sector.GOV, "gov:USA")]
        if words.islower():
            # "a local aid group" is not the body of that name: a name has a capital letter
            known = [k for k in known if not k.id.startswith("org:")]
        person = mention.person.text if mention.person and mention.person.text != words else None
        if person and (not known or not known[0].id.startswith("person:")):
            # "the envoy for the coalition Ada Brenn" is the person, not the coalition
            known = [k for k in known_actors(person, self._published) if k.id.startswith("person:")] or known
        if not known and words.lower() in _NEUTER and (name := self._antecedents.body(mention.span.start)):
            known = [replace(k, name=name) for k in known_actors(name, self._published)]
        if not known and (long := self._naming.long_form(words)):
            known = known_actors(long, self._published)
        if not known and (body := again(self._scene, words, mention.span.start)):
            known = [body]
        return known

    def _meant(self, mention: ActorMention) -> list[KnownActor]:
        """Who "we" and "they" are: the nearest speaker's side, and the party named last."""
        at = mention.span.start
        if mention.span.text.lower() in _PLURAL:
            party = self._scene.last_party(at)
            return [KnownActor(mention.span.text, party.country, party.sector, "they")] if party else []
        speaker = min(self._speakers, key=lambda m: abs(m.span.start - at), default=None)
        if speaker is None or abs(speaker.span.start - at) > _NEAR:
            return []
        actor = self.parties(speaker, Sector.GOV)[0]
        return [KnownActor(actor.name or "", actor.country, actor.sector, actor.id or "we")] if actor.country else []

    def _joined(self, mention: ActorMention, known: Sequence[KnownActor]) -> list[KnownActor]:
        """Two role nouns of different sectors, "soldiers and police": two parties; [] for other words."""
        pair = _PAIR.fullmatch(mention.span.text)
        if pair is None or len(known) > 1 or (known and known[0].id.startswith(_NAMED)):
            return []
        sectors = [sector_of(words) for words in pair.groups()]
        if None in sectors or len(set(sectors)) < 2:
            return []
        named = [next(iter(country_cues(words, self._published)), None) for words in pair.groups()]
        told = [cue.country for cue in named if cue is not None]
        country = told[0] if told else self._country(mention, None, _NOTHING, sectors[0])
        if country is None:
            return []
        countries = [cue.country if cue is not None else country for cue in named]
        return [
            KnownActor(words, c, sector, f"{sector.lower()}:{c}")
            for words, c, sector in zip(pair.groups(), countries, sectors, strict=True)
            if sector is not None
        ]

    @staticmethod
    def _actor(mention: ActorMention, name: str, country: str | None, sector: str | None, known: str | None) -> Actor:
        return Actor(mention.span, " ".join(name.split()), code_of(country, sector), country, sector, known)

    def _sector(self, mention: ActorMention, fuller: _Person | None, stated: Stated) -> str | None:
        """Its own words before all, then what the document says of the name, then the network.

        On documents that a network had not read, the table of role nouns was right four times as often as the network
        where the two differed, however sure that was.
        """
        words = mention.span.text
        if fuller is not None and words.lower() in _SINGULAR:
            return self._sector(fuller.mention, None, stated)
        if _AT_LARGE.search(words):
            return None
        told = sector_of(words)
        if told is not None:
            return self._in_context(words, mention.span.start, told)
        told = institution_sector(self._naming.long_form(words) or words) or stated.sector
        if told is None and fuller is not None:
            told = institution_sector(fuller.name)
        if told is None and fuller is not None:
            told = sector_of(fuller.mention.span.text)
        return told or mention.sector

    def _owner(self, mention: ActorMention) -> str | None:
        """The country of "our special forces" is the speaker's, that of "its embassy" the body's named before."""
        words, at = mention.span.text.lower(), mention.span.start
        if words.startswith("its ") and not _OTHERS.search(words):
            name = self._antecedents.body(at)
            known = next(iter(known_actors(name, self._published)), None) if name else None
            return known.country if known is not None and known.country != "INT" else None
        if not words.startswith("our ") or _OTHERS.search(words):
            return None
        speaker = min(self._speakers, key=lambda m: abs(m.span.start - at), default=None)
        if speaker is None or speaker.span == mention.span or abs(speaker.span.start - at) > _NEAR:
            return None
        return self.parties(speaker, Sector.GOV)[0].country

    def _in_context(self, words: str, at: int, told: str) -> str:
        """Officers are police where the text speaks of police, gunmen are rebels where it names a rebel group, and
        families that fled are displaced."""
        if told == Sector.MIL and _OFFICERS.fullmatch(words) and self._scene.police(at):
            return Sector.COP
        if told == Sector.MIL and _OFFICER.match(words):
            return Sector.COP
        if told in _ARMED and _GUNMEN.fullmatch(words) and self._scene.rebels(at) is not None:
            return Sector.REB
        if told == Sector.CVL and _FAMILIES.search(words) and self._scene.displaced(at):
            return Sector.REF
        return told

    def _country(self, mention: ActorMention, fuller: _Person | None, stated: Stated, sector: str | None) -> str | None:
        span = mention.span
        named = [cue for cue in country_cues(span.text, self._published) if cue.kind is not CueKind.REGION]
        if named:
            return named[0].country
        rebels = self._scene.rebels(span.start) if sector == Sector.REB and _GUNMEN.fullmatch(span.text) else None
        if rebels is not None:
            return rebels
        if _AT_LARGE.search(span.text) or _FROM_MANY.search(span.text):
            return "INT"
        if stated.country is not None:
            return stated.country
        owner = self._owner(mention)
        if owner is not None:
            return owner
        if mention.country_cue is None and fuller is not None and fuller.mention.country_cue is not None:
            return fuller.mention.country
        if fuller is not None and span.text.lower() in _SINGULAR:
            span = fuller.mention.span
        return self._scene.country(span.start, span.end, sector, mention.country)

    def _fuller(self, mention: ActorMention) -> _Person | None:
        """The fuller mention that a surname or a pronoun repeats: by last name anywhere, for a pronoun the last one."""
        words = mention.span.text
        if words.lower() in _OWN:
            at = mention.span.start
            speaker = min(self._speakers, key=lambda m: abs(m.span.start - at), default=None)
            found = None if speaker is None else Referent(speaker.span.start, speaker.span.end, _name_of(speaker))
        elif words.lower() in _SINGULAR:
            found = self._antecedents.person(words, mention.span.start)
        else:
            found = self._antecedents.noun(words, mention.span.start)
        if found is not None:
            return self._person_of(found)
        if words.lower() in _SINGULAR:
            return None
        longest = self._longest.get(_last(mention.person.text if mention.person else words))
        return longest if longest and len(longest.mention.span.text) > len(words) else None

    def _person_of(self, found: Referent) -> _Person:
        """The fullest mention that the network found of a referent, or one of the referent alone."""
        longest = self._longest.get(_last(found.name))
        if longest is not None and " " in found.name:
            return longest
        mention = self._mentioned.get(found.start)
        if mention is None:
            span = Span(found.name, found.start, found.end)
            mention = ActorMention(span, None, None, 0.0, None, None, 0.0)
        return _Person(found.start, _plain(found.name), mention)


def _name_of(mention: ActorMention) -> str:
    """The name inside a mention, else its words."""
    return mention.person.text if mention.person else mention.span.text


def _last(name: str) -> str:
    """The last word of a name."""
    return _BETWEEN.split(name.strip())[-1]


def _of_people(mention: ActorMention) -> str | None:
    """The sector of "Syrians" or "the Afghans": people, unless the network is surer that a state acts."""
    if not is_people(mention.span.text):
        return None
    if mention.sector in _PEOPLE:
        return mention.sector
    return Sector.CVL if mention.sector_confidence < _SURE else None


def _plain(words: str) -> str:
    """The words without a leading article or a possessive ending."""
    plain = _POSSESSIVE.sub("", _ARTICLE.sub("", words))
    return plain or words
