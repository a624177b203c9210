"""Who held an office at a date, and which offices a person held: terms as exact as they are known."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dateline.knowledge.tables import country_labels, country_names, fold, rows

# Words that do not tell one office from another.
_PLAIN = frozenset(
    "the of for to in on and a an at by with affairs mr mrs ms current then serving acting interim caretaker new newly "
    "elected appointed transitional incumbent present his her its s".split()
)
_SAME = {
    "defense": "defence", "chairman": "chair", "chairwoman": "chair", "chairperson": "chair",
    "spokesman": "spokesperson", "spokeswoman": "spokesperson", "supremo": "chief", "boss": "chief", "head": "chief",
    "leader": "chief",
    "adviser": "advisor", "forces": "force", "presidency": "president", "envoys": "envoy",
    "premier": "prime minister", "ministry": "minister", "labour": "labor", "organisation": "organization",
    "pm": "prime minister", "fm": "foreign minister", "queen": "monarch", "king": "monarch", "emir": "monarch",
    "sultan": "monarch", "secgen": "secretary general", "sg": "secretary general",
}  # fmt: skip
# Names that the press gives to one office of a state, whatever it is called there.
_FAMILIES = (
    "president|monarch|head of state|chair of the presidency|chief of state|sovereign",
    "prime minister|head of government|chancellor|chair of the council of ministers|chief executive|federal chancellor",
    "foreign minister|foreign secretary|secretary of state|minister of external affairs|top diplomat|chief diplomat"
    "|minister of foreign affairs and cooperation|external relations minister|minister of international relations"
    "|minister of foreign and european affairs|minister of foreign affairs and trade",
    "defence minister|defence secretary|secretary of war|war minister|minister of national defence|pentagon chief"
    "|armed forces minister|defence chief",
    "interior minister|home secretary|home minister|minister of internal affairs|minister of home affairs"
    "|internal security minister|minister of public security|minister of the interior and security",
    "army chief|chief of staff|chief of general staff|chief of the general staff of the armed forces"
    "|chief of the defence staff|armed forces chief|military chief|commander in chief"
    "|chair of the joint chiefs of staff|chief of defence|chief of army staff|commander of the armed forces"
    "|commander of the army"
    "|top general"
    "|chief of staff of the armed forces|commander in chief of the armed forces|chief of the defence force"
    "|defence force commander|top military commander|military leader|chief of the joint staff|army commander"
    "|chief of staff of the army|chief of the army|chief of the armed forces|top military officer|supreme commander"
    "|general chief of staff|chief of general staff of the army|commander of the defence force|joint chiefs chair",
)
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:-[^\W_]+)*")
_LONGEST = 6
_OF_STATE = frozenset({"country", "demonym", "capital"})
_SENT_TO = re.compile(r"\b(?:to|for|on|in) (?:the )?$")
_SURNAME_FIRST = frozenset("CHN TWN HKG MAC KOR PRK VNM KHM".split())
_LEADERS = frozenset({"chief", "ruler", "strongman"})
_OPEN = "9999"
_HOLDER = re.compile(r"(.+?) ([0-9]{4}(?:-[0-9]{2}){0,2})(?:/([0-9]{4}(?:-[0-9]{2}){0,2}))?")

_SPELL = re.compile(r"([A-Z]{3}) ([A-Z]{3}) (.+) ([0-9]{4}(?:-[0-9]{2}){0,2})/([0-9]{4}(?:-[0-9]{2}){0,2})?")


@dataclass(frozen=True, slots=True)
class Term:
    """One time in an office. `start` and `end` are ISO prefixes as exact as known, `end` None while it lasts.

    `office` is in words ("president of Turkey"); `origin` the table and line.
    """

    person: str
    names: tuple[str, ...]
    office: str
    country: str
    sector: str
    start: str
    end: str | None
    origin: str

    def may_hold(self, on: str) -> bool:
        """Whether the person may have held it on some day of the date (an ISO prefix); the day of leaving counts out.

        True also where the table's month or year is too coarse to tell.
        """
        first, last = _bounds(on)
        begun = self.start <= last[: len(self.start)]
        if self.end is None:
            return begun
        coarse = len(self.end) < len("2000-01-01")
        return begun and (first[: len(self.end)] <= self.end if coarse else first < self.end)


@dataclass(frozen=True, slots=True)
class Office:
    """One office and all its terms in order of their start."""

    owner: str
    roles: tuple[str, ...]
    terms: tuple[Term, ...]

    def at(self, on: str) -> tuple[Term, ...]:
        """Who may have held it at a date: more than one only where the date or the table is too coarse to tell."""
        return tuple(term for term in self.terms if term.may_hold(on))


def _bounds(on: str) -> tuple[str, str]:
    """The first and the last day that an ISO prefix may mean."""
    return on + "-01-01"[len(on) - 4 :], on + "-12-31"[len(on) - 4 :]


def office_of(words: str, near: str | None = None) -> tuple[Office, ...]:
    """The offices that the words name, mostly one; `near` is the country (ISO3) where the words tell none."""
    plain = words.replace("’", "'")
    for owner, rest in _readings(plain, near):
        found = _matching(owner, role_words(rest))
        if found:
            return found
    return _distinct().get(role_words(plain), ())


def terms_of(name: str) -> tuple[Term, ...]:
    """All terms of a person by full name, in order."""
    return _by_person().get(fold(name), ())


def terms_by_surname(surname: str, country: str, on: str) -> tuple[Term, ...]:
    """The terms of the one of that last name and country whose term is nearest to a date; first listed first."""
    key = fold(surname)
    joint = f"{key} " if country in _SURNAME_FIRST else f" {key}"

    def is_theirs(name: str) -> bool:
        return name == key or (name.startswith(joint) if country in _SURNAME_FIRST else name.endswith(joint))

    found = [t for t in all_terms() if t.country == country and any(is_theirs(fold(name)) for name in t.names)]
    held = [term for term in found if term.may_hold(on)]
    before = [term for term in found if term.start <= on]
    nearest = held[0] if held else max(before or found, key=lambda term: term.start, default=None)
    return terms_of(nearest.person) if nearest else ()


def person_names() -> tuple[str, ...]:
    """The folded full names that have a term."""
    return tuple(_by_person())


@cache
def all_terms() -> tuple[Term, ...]:
    """Every term of the tables, what persons were outside single offices too."""
    held = (term for offices in _offices().values() for office in offices for term in office.terms)
    return (*held, *_careers())


def _careers() -> Iterator[Term]:
    """What persons were that is no single office: many are senators, and several lead an opposition."""
    for number, (names, spells) in enumerate(rows("careers_own.tsv"), start=1):
        known = tuple(names.split("|"))
        for spell in spells.split("; "):
            found = _SPELL.fullmatch(spell)
            if found is None:
                raise ValueError(f"careers_own.tsv, entry {number}: {spell!r} is not a time")
            country, sector, role, start, end = found.groups()
            yield Term(known[0], known, role, country, sector, start, end or None, f"careers_own.tsv, entry {number}")


def _readings(words: str, near: str | None) -> list[tuple[str, str]]:
    """Each owner in the words with the words that are left for the role; the longest owner first.

    Whom an envoy is sent "to" is not whose envoy it is.
    """
    spans = [(m.start(), m.end(), _owners()[fold(m.group())]) for m in _owner_pattern().finditer(words)]
    found = sorted(
        (*spans, *_states(words)),
        key=lambda span: (_SENT_TO.search(words, 0, span[0]) is not None, span[0] - span[1]),
    )
    readings = [(owner, words[:start] + " " + words[end:]) for start, end, owner in found]
    if "pope" in words.lower().split():
        readings.append(("VAT", words))
    return [*readings, *([(near, words)] if near else [])]


def _states(words: str) -> Iterator[tuple[int, int, str]]:
    """Where the words name a country, its people or its capital; inside the names of bodies too ("US Secretary")."""
    tokens = [(m.start(), m.end()) for m in _TOKEN.finditer(words)]
    for first, (start, _) in enumerate(tokens):
        for _, end in tokens[first : first + _LONGEST]:
            code, kind = country_names().get(fold(words[start:end]), ("INT", ""))
            if code != "INT" and kind in _OF_STATE and words[start].isupper():
                yield start, end, code


def _matching(owner: str, wanted: frozenset[str]) -> tuple[Office, ...]:
    offices = _offices().get(owner, ())
    exact = [o for o in offices if any(role_words(role) == wanted for role in o.roles)]
    if exact:
        return tuple(exact)
    family = _families().get(wanted)
    if family is not None:
        return tuple(o for o in offices if any(_families().get(role_words(role)) == family for role in o.roles))[:1]
    return tuple(offices[:1]) if wanted and wanted <= _LEADERS else ()


@cache
def role_words(words: str) -> frozenset[str]:
    """The words of a role that count, whatever their order and spelling: what two names of one office share."""
    tokens = fold(words.replace("'s", " ").replace("’s", " ")).split()
    return frozenset(w for t in tokens if t not in _PLAIN for w in _SAME.get(t, t).split())


@cache
def _families() -> dict[frozenset[str], int]:
    return {role_words(role): number for number, roles in enumerate(_FAMILIES) for role in roles.split("|")}


@cache
def _offices() -> dict[str, tuple[Office, ...]]:
    """Owner -> its offices: ISO3 of a state, or the folded first name of another body."""
    table: dict[str, list[Office]] = {}
    for number, (country, owners, sector, roles, *holders) in enumerate(rows("offices_own.tsv"), start=1):
        owner = fold(owners.split("|")[0]) if owners else country
        named = roles.split("|")
        label = f"{named[0]} of {owners.split('|')[0] if owners else country_labels().get(country, country)}"
        origin = f"offices_own.tsv, entry {number}"
        terms = _terms("; ".join(holders), label, country, sector, origin)
        table.setdefault(owner, []).append(Office(owner, tuple(named), terms))
    for country, role, terms in _further(table):
        table.setdefault(country, []).append(Office(country, (role,), terms))
    return {owner: tuple(offices) for owner, offices in table.items()}


def _terms(holders: str, label: str, country: str, sector: str, origin: str) -> tuple[Term, ...]:
    """Holders in order, each until the next one begins; "-" is a time without one."""
    parsed = []
    for part in filter(None, holders.split("; ")):
        found = _HOLDER.fullmatch(part)
        if found is None:
            raise ValueError(f"{origin}: {part!r} is not a name and a date")
        parsed.append((found[1], found[2], found[3]))
    nexts = [start for _, start, _ in parsed[1:]] + [None]
    return tuple(
        Term(names.split("|")[0], tuple(names.split("|")), label, country, sector, start, end or after, origin)
        for (names, start, end), after in zip(parsed, nexts, strict=True)
        if names != "-"
    )


def _further(table: dict[str, list[Office]]) -> list[tuple[str, str, tuple[Term, ...]]]:
    """Offices of states of which only the list of leaders knows."""
    found: dict[tuple[str, str], list[Term]] = {}
    for country, sector, role, names, _, start, end in rows("leaders_own.tsv"):
        known = {role_words(r) for office in table.get(country, ()) for r in office.roles}
        known_kinds = {_families().get(bag) for bag in known} - {None}
        bag = role_words(role)
        if country == "INT" or bag in known or _families().get(bag) in known_kinds:
            continue
        label = f"{role} of {country_labels().get(country, country)}"
        term = Term(
            names.split("|")[0], tuple(names.split("|")), label, country, sector, start, end or None, "leaders_own.tsv"
        )
        found.setdefault((country, role), []).append(term)
    return [(country, role, tuple(sorted(terms, key=lambda t: t.start))) for (country, role), terms in found.items()]


@cache
def _distinct() -> dict[frozenset[str], tuple[Office, ...]]:
    """Offices whose words name a body, "CIA director", and are those of one office only: no owner need be told."""
    table: dict[frozenset[str], list[Office]] = {}
    for offices in _offices().values():
        for office in offices:
            for bag in {role_words(role) for role in office.roles if any(c.isupper() for c in role)}:
                table.setdefault(bag, []).append(office)
    return {bag: tuple(offices) for bag, offices in table.items() if len(offices) == 1}


@cache
def _owners() -> dict[str, str]:
    """Folded name of a body other than a state -> its key."""
    table: dict[str, str] = {}
    for _, owners, *_ in rows("offices_own.tsv"):
        names = owners.split("|")
        for name in filter(None, names):
            table.setdefault(fold(name), fold(names[0]))
    return table


@cache
def _owner_pattern() -> re.Pattern[str]:
    names = {name for _, owners, *_ in rows("offices_own.tsv") for name in owners.split("|") if name}
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\w)")


@cache
def _by_person() -> dict[str, tuple[Term, ...]]:
    table: dict[str, list[Term]] = {}
    for term in all_terms():
        for name in term.names:
            table.setdefault(fold(name), []).append(term)
    return {name: tuple(sorted(terms, key=lambda t: t.start)) for name, terms in table.items()}
