"""Whom a pronoun or a noun with "the" stands for, among those that the text has named or described before."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from dateline.knowledge.actors import known_actor
from dateline.knowledge.cues import country_cues
from dateline.knowledge.naming import Naming
from dateline.knowledge.sectors import head_sectors, institution_sector, sector_of
from dateline.knowledge.tables import country_names, fold, rows

_PARTICLE = r"(?:al|el|bin|ibn|ben|abu|de|da|do|dos|du|des|del|della|van|von|der|den|ten|ould|ag|ul|ur|y|e|la|le)"
_WORD = r"[A-ZÀ-ÖØ-ÞŠŽĐĆČŁŚ][\w’'-]*[a-zà-öø-ÿ][\w’'-]*|[A-Z]\."
_NAME = re.compile(rf"(?<![\w.’'-])(?:{_WORD})(?: (?:{_PARTICLE}[ -])*(?:{_WORD})){{1,4}}(?![\w])")
_SAYS = (
    r"(?:said|says|told|tells|add(?:ed|s)|ask(?:ed|s)|warn(?:ed|s)|wrote|writes|repli(?:ed|es)|recall(?:ed|s)"
    r"|explain(?:ed|s)|insist(?:ed|s)|claim(?:ed|s)|argu(?:ed|es)|complain(?:ed|s)|announced|declared|noted|stated"
    r"|denied|denies|confirm(?:ed|s)|whisper(?:ed|s)|shout(?:ed|s)|admit(?:ted|s)|remember(?:ed|s))"
)
_GIVEN = re.compile(r"(?<![\w.’'-])(?<![A-Z][a-z] )[A-Z][a-zà-öø-ÿ]{2,}(?![\w’'-]| [A-Z])")
_SAID_AFTER = re.compile(rf"(?:, [^,.\n]{{3,90}},)? (?:also |later |then |now |has |had )?{_SAYS}\b")
_SAID_BEFORE = re.compile(rf"\b{_SAYS} $")
_AGED = re.compile(r", (?:aged )?[0-9]{1,2}\b")
_WHO = re.compile(r", (?:who|whose|an? |the |one of|head of|director of|president of|a former)")
_HONORIFIC = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Sir|Lord|Lady|Dame|Col|Gen|Lt|Maj|Capt|Sgt|Brig|Adm|Father|Sister|Brother|Sheikh|Imam"
    r"|Pastor|Bishop|Rabbi|Mullah|Ayatollah|Commander|Captain|Colonel|General|Major|Comrade)\.? $"
)
_MASCULINE = re.compile(
    r"\b(?:Mr|Sir|Lord|Father|Brother|Sheikh|Imam|man|boy|father|son|husband|brother|uncle|grandfather|spokesman|chairman"
    r"|king|prince|priest|monk|imam|sheikh|businessman|policeman|fisherman|widower|nephew|himself|emir|sultan|bishop)\b"
)
_FEMININE = re.compile(
    r"\b(?:Mrs|Ms|Miss|Lady|Dame|Sister|woman|girl|mother|daughter|wife|sister|aunt|grandmother|spokeswoman|chairwoman"
    r"|queen|princess|nun|widow|headmistress|niece|businesswoman|policewoman|midwife|actress|herself|matron)\b"
)
_QUOTED = re.compile(r"[“\"][^”\"\n]{2,900}[”\"]")
# Somebody without a name: "a civil servant of long standing", "the headmistress", "Her lawyer".
_SOMEBODY = re.compile(r"(?:an?|the|one|another|his|her|their|its)\s+(?P<noun>[^,.;:]+)$", re.IGNORECASE)
_SEX = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "himself": "m", "herself": "f"}
_SUBJECT = re.compile(
    r"(?:An?|The|One|Another|His|Her|Its|Their|My|Our|[A-Z][\w’'-]+['’]s)(?: [a-z][\w-]*){1,5}|The [A-Z][a-z]+"
)
_KIN = re.compile(r"\b(?:wife|husband|son|daughter|mother|father|brother|sister|cousin|friend|neighbour|colleague),? $")
_BODY_HEADS = (
    "ministry government army police council commission committee agency office court party union group company firm "
    "board bank command mission delegation embassy administration authority cabinet parliament "
    "congress senate assembly "
    "federation association organisation organization department bureau directorate bloc alliance coalition movement "
    "statement report release palace presidency junta network station newspaper channel institute university hospital "
    "school team crew staff side camp community public opposition regime state country nation city "
    "town village militia "
    "force forces sources source media press leadership"
)
_BODY_NOUNS = frozenset(_BODY_HEADS.split())
# Bodies that have a name of their own and are then called by their noun.
_NAMED_BODIES = frozenset(
    "company firm carmaker corporation manufacturer operator airline charity group organisation "
    "organization foundation "
    "agency commission newspaper union federation tribunal institute university hospital party movement bank "
    "council committee association network station coalition alliance bloc front consortium mission "
    "brigade congress".split()
)
# Titles before a name for which the noun stands later.
_TITLES = {
    "priest": "Father Fr Rev Reverend Padre", "general": "Gen General", "colonel": "Col Colonel", "major": "Maj Major",
    "captain": "Capt Captain", "sergeant": "Sgt Sergeant", "lieutenant": "Lt Lieutenant", "admiral": "Adm Admiral",
    "professor": "Prof Professor", "doctor": "Dr Doctor", "senator": "Sen Senator", "judge": "Judge Justice",
    "bishop": "Bishop Archbishop", "sheikh": "Sheikh", "secretary": "Secretary", "nun": "Sister",
    "pastor": "Pastor Rev",
    "governor": "Gov Governor", "congressman": "Rep", "lawmaker": "Sen Rep Senator", "officer": "Officer Lt Sgt",
    "commander": "Commander Cmdr Col Gen Lt",
}  # fmt: skip
# Nouns for one and the same body.
_ALIKE = (
    "company firm carmaker corporation manufacturer operator airline business group maker developer "
    "utility shipper miner",
    "charity group organisation organization foundation agency ngo",
    "party group movement bloc",
    "ministry department",
    "commission body panel",
    "council body",
    "newspaper paper daily weekly",
    "union federation confederation",
    "court tribunal",
    "group movement militia front organisation organization",
)
# Endings of nouns for one who does or is something: "driver", "captain" is in the list instead.
_AGENTS = frozenset({"er", "or", "an", "st", "ee", "nt"})
_PERSON_NOUNS = frozenset(
    "critic colleague captain general colonel major guard cook clerk judge nurse mayor witness diplomat aide envoy "
    "student pilot chief coach host keeper headmistress headmaster headteacher bursar passenger tenant pensioner "
    "survivor neighbour servant surgeon physician pharmacist official spokesperson analyst academic scholar refugee "
    "migrant deputy secretary president minister governor chairman chairwoman director manager principal rector "
    "farmer trader vendor shopkeeper baker butcher fisherman tailor mechanic engineer technician economist".split()
)
_NO_BODY = frozenset({"The", "A", "In", "On", "At", "But", "And", "It", "He", "She"})
# Offices of which every country has one: the country that the text speaks of tells more than a title before.
_OF_ONE = frozenset("president king queen chancellor premier emir sultan monarch pope".split())
_BEFORE = 4
_FURTHER = 25
_AROUND = 90
_NEVER = frozenset(
    "the a an in on at for and but when while after before since if as it he she they we this that".split()
)


@dataclass(frozen=True, slots=True)
class Referent:
    """A person or body of the text: a place of it, and the fullest name or description there is."""

    start: int
    end: int
    name: str
    sex: str | None = None
    named: bool = True


class Antecedents:
    """The persons and bodies of one text. `known` are the names of persons found elsewhere, with their offsets;
    `speakers` the words of those who are quoted."""

    def __init__(
        self,
        text: str,
        naming: Naming,
        sentences: Sequence[tuple[int, int]],
        known: Iterable[tuple[int, str]] = (),
        speakers: Iterable[tuple[int, str]] = (),
    ) -> None:
        self._text = text
        self._naming = naming
        self._starts = [start for start, _ in sentences]
        self._known = list(known)
        self._speakers = list(speakers)

    @cached_property
    def _quoted(self) -> list[tuple[int, int]]:
        return [match.span() for match in _QUOTED.finditer(self._text)]

    @cached_property
    def persons(self) -> list[Referent]:
        """Every mention of a person by name, and those who are quoted without one, in text order."""
        full: dict[str, str] = {}
        for name in (*(name for _, name in self._known), *(self._text[s:e] for s, e in self._names())):
            last = name.split()[-1]
            if " " in name or last not in full:
                full[last] = name if len(name) >= len(full.get(last, "")) else full[last]
        sexes = {last: self._sex(name) for last, name in full.items()}
        found = [
            Referent(m.start(), m.end(), full[m.group()], sexes[m.group()])
            for m in re.finditer(r"[^\W\d_](?:[\w’'-]*\w)?", self._text)
            if m.group() in full
        ]
        found += [Referent(at, at + len(words), words, _sex_of(words), False) for at, words in self._somebodies()]
        return sorted(found, key=lambda person: person.start)

    def _somebodies(self) -> Iterator[tuple[int, str]]:
        """Those who are quoted without a name, and persons without one with whom a sentence begins."""
        for at, words in self._speakers:
            match = _SOMEBODY.match(words)
            if match is not None and _is_person(_head(match["noun"])):
                yield at, words
        taken = {at for at, _ in self._speakers}
        for start in self._starts:
            subject = _SUBJECT.match(self._text, start)
            if subject is None or start in taken:
                continue
            parts = subject.group().split()
            # up to the first noun for a person: "A civil servant", "The headmistress"
            for count in range(2, len(parts) + 1):
                if _is_person(parts[count - 1].lower()):
                    yield start, " ".join(parts[:count])
                    break

    def _names(self) -> Iterator[tuple[int, int]]:
        """Names beside which something tells that they are a person's."""
        text = self._text
        for match in _NAME.finditer(text):
            start, end = match.span()
            words = match.group().split()
            while len(words) > 1 and (fold(words[0]) in _NEVER or _is_title(words[0])):
                start += len(words[0]) + 1
                words.pop(0)
            if len(words) < 2 or institution_sector(" ".join(words)) or country_cues(text[start:end]):
                continue
            before = text[max(0, start - 40) : start]
            if (
                _sex_by_given(words[0]) is not None
                or _HONORIFIC.search(before)
                or _SAID_AFTER.match(text, end)
                or _SAID_BEFORE.search(before)
                or _AGED.match(text, end)
                or self._again(words[-1], end)
            ):
                yield start, end

        for match in _GIVEN.finditer(text):
            start, end = match.span()
            if _sex_by_given(match.group()) is None:
                continue
            before = text[max(0, start - 30) : start]
            if _KIN.search(before) or _SAID_AFTER.match(text, end) or _SAID_BEFORE.search(before):
                yield start, end

    def _again(self, last: str, end: int) -> bool:
        """Whether the last word of a name stands alone later on, as those of persons do and others hardly ever."""
        if len(last) < 4 or fold(last) in country_names():
            return False
        for match in re.finditer(rf"(?<!\w){re.escape(last)}(?!\w)", self._text[end:]):
            before = self._text[: end + match.start()].rstrip().rsplit(None, 1)[-1]
            if not before[:1].isupper() or before.endswith((".", "”", '"', ",")) or _is_title(before):
                return sector_of(last) is None and fold(last) not in _NEVER
        return False

    def _sex(self, name: str) -> str | None:
        given = _sex_by_given(name.split()[0])
        if given is not None and " " in name:
            return given
        last = name.split()[-1]
        for match in re.finditer(rf"(?<!\w){re.escape(last)}(?!\w)", self._text):
            around = self._text[max(0, match.start() - 30) : match.start()]
            beside = (
                self._text[match.end() : match.end() + 45] if self._text[match.end() : match.end() + 1] == "," else ""
            )
            told = _sex_of(around.rpartition(". ")[2]) or _sex_of(beside)
            if told is not None:
                return told
        return None

    def person(self, words: str, at: int) -> Referent | None:
        """The person of "he" or "her": who speaks or acts first in the nearest sentence that has one of that sex.

        Who is only named inside somebody's quoted words is passed over, unless the pronoun is inside them too.
        """
        sex = _SEX.get(words.lower())
        inside = self._in_quote(at)
        return self._nearest(sex, at, inside, named=True) or self._nearest(sex, at, inside, named=False)

    def _nearest(self, sex: str | None, at: int, inside: bool, named: bool) -> Referent | None:
        """Of those with a name or a known sex first: a description that fits anybody is weaker than they are."""
        own = bisect_right(self._starts, at) - 1
        spoken = {start for start, _ in self._speakers}
        for number in range(own, max(-1, own - _FURTHER - 1), -1):
            begin = self._starts[number] if number >= 0 else 0
            stop = at if number == own else self._starts[number + 1]
            there = [
                person
                for person in self._between(begin, stop)
                if person.sex == sex or (person.sex is None and own - number <= _BEFORE)
                if inside or not self._in_quote(person.start)
                if person.sex is not None or not named or person.named
            ]
            if there:
                heard = [p for p in there if any(p.start <= s < p.end or s <= p.start < s + 60 for s in spoken)]
                sure = [p for p in (heard or there) if p.sex == sex]
                return (sure or heard or there)[0]
        return None

    def _between(self, begin: int, stop: int) -> list[Referent]:
        first = bisect_left(self.persons, begin, key=lambda person: person.start)
        last = bisect_left(self.persons, stop, key=lambda person: person.start)
        return self.persons[first:last]

    def _in_quote(self, at: int) -> bool:
        i = bisect_right(self._quoted, (at, len(self._text))) - 1
        return i >= 0 and self._quoted[i][0] < at < self._quoted[i][1]

    def body(self, at: int) -> str | None:
        """What "it" stands for: the first body or country of the nearest sentence before that has one."""
        own = bisect_right(self._starts, at) - 1
        for number in range(own, max(-1, own - 3), -1):
            stop = at if number == own else self._starts[number + 1]
            for match in _BODY.finditer(self._text, self._starts[number], stop):
                name = re.sub(r"^(?:The|A|An|In|On|At|But) ", "", match.group())
                known = country_names().get(fold(name), ("", ""))[1]
                people = any(
                    p.start <= match.end() and match.start() < p.end for p in self._between(match.start() - 30, stop)
                )
                if known == "demonym" or name in _NO_BODY or people or self._in_quote(match.start()):
                    continue
                if known or known_actor(name) is not None or institution_sector(name):
                    return name
        return None

    def noun(self, words: str, at: int) -> Referent | None:
        """Who "the general" or "the firm" is: the last one before whom the text calls so, by title or apposition."""
        match = re.fullmatch(r"(?:[Tt]he|[Tt]hat|[Tt]his) ([a-z][a-z-]+)(?:['’]s?)?", words)
        if match is None or match.group(1) in _OF_ONE:
            return None
        noun = match.group(1)
        if noun in _NAMED_BODIES:
            return self._body(noun, at)
        if noun in _BODY_NOUNS:
            return None
        called = [m.span() for m in _NAME.finditer(self._text, 0, at) if self._called(*m.span(), noun)]
        called += [(p.start, p.end) for p in self.persons if p.start < at and self._called(p.start, p.end, noun)]
        if not called:
            return None
        start, end = max(called)
        person = next((p for p in self.persons if p.start == start and p.named), None)
        if person is not None and " " in person.name:
            return person
        while _is_title(self._text[start:end].split()[0]) and " " in self._text[start:end]:
            start += len(self._text[start:end].split()[0]) + 1
        return Referent(start, end, self._text[start:end])

    def _called(self, start: int, end: int, noun: str) -> bool:
        words = self._text[start:end].split()
        titles = _TITLES.get(noun, "").split()
        if words[0].lower() == noun or words[0].rstrip(".") in titles:
            return True
        before = self._text[max(0, start - _AROUND) : start]
        if before.split()[-1:] and before.split()[-1].rstrip(".") in titles:
            return True
        before = re.split(r"[.;:!?\n“”\"] |, ", before)[-1]
        title = re.search(rf"\b{noun}\b(?: [\w.-]+){{0,3}} $", before, re.IGNORECASE)
        after = re.match(rf", [^.;:\n“”\"]{{0,70}}?\b{noun}\b", self._text[end : end + _AROUND])
        return title is not None or (after is not None and _SAYS_ONLY.search(after.group()) is None)

    def _body(self, noun: str, at: int) -> Referent | None:
        """The last body before with that noun in its name or beside it."""
        alike = {noun} | {word for line in _ALIKE if noun in line.split() for word in line.split()}
        pattern = "|".join(sorted(alike))
        best: Referent | None = None
        for match in _BODY.finditer(self._text, 0, at):
            name = match.group()
            if name in _NO_BODY or country_names().get(fold(name), ("", ""))[1] in ("country", "demonym", "capital"):
                continue
            after = self._text[match.end() : match.end() + 70]
            before = self._text[max(0, match.start() - 40) : match.start()]
            if (
                re.search(rf"\b(?:{noun})$", name, re.IGNORECASE)
                or re.match(rf", (?:an?|the|its|one of) [^.;:\n,]{{0,60}}?\b(?:{pattern})\b", after)
                or re.search(rf"\b(?:{pattern}) $", before)
            ):
                best = Referent(match.start(), match.end(), re.sub(r"^The ", "", name))
        return best


_SAYS_ONLY = re.compile(rf"\b{_SAYS}\b")
_BODY = re.compile(r"(?<![\w.’'-])[A-Z][\w&’'-]*(?:(?: (?:of|for|and|the|de|du|la|y))* [A-Z][\w&’'-]*){0,6}(?![\w])")


def _is_person(noun: str) -> bool:
    """Whether a noun stands for one person."""
    if noun in _BODY_NOUNS or (noun.endswith("s") and not noun.endswith("ss")) or noun in _NEVER:
        return False
    return _sex_of(noun) is not None or noun in _PERSON_NOUNS or (noun in head_sectors() and noun[-2:] in _AGENTS)


def _is_title(word: str) -> bool:
    return _HONORIFIC.search(f" {word} ") is not None or sector_of(word) is not None


def _head(words: str) -> str:
    """The head noun of a phrase without its article."""
    plain = re.split(r" (?:of|in|from|for|at|on|to|with|who|which|that|near|by)\b", words.strip())[0]
    return plain.split()[-1].lower() if plain.split() else ""


def _sex_of(words: str) -> str | None:
    feminine, masculine = _FEMININE.search(words), _MASCULINE.search(words)
    if (feminine is None) == (masculine is None):
        return None
    return "f" if feminine is not None else "m"


def _sex_by_given(word: str) -> str | None:
    return _given().get(fold(word))


@cache
def _given() -> dict[str, str]:
    """Folded given name -> sex; those of both are left out."""
    table: dict[str, str] = {}
    both: set[str] = set()
    for sex, names in rows("given_names_own.tsv"):
        for name in names.split():
            key = fold(name)
            if table.setdefault(key, sex) != sex:
                both.add(key)
    return {name: sex for name, sex in table.items() if name not in both}
