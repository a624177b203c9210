"""Who some words stand for at a date, with the reasons: the answer to a person at a prompt."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dateline.knowledge.actors import KnownActor, body_names, code_of, own_lines, stripped
from dateline.knowledge.leaders import leader_names, officials
from dateline.knowledge.offices import Office, Term, office_of, person_names, terms_by_surname, terms_of
from dateline.knowledge.parties import known_actors
from dateline.knowledge.sectors import sector_of
from dateline.knowledge.tables import country_labels, country_names, fold

_FORMER = re.compile(
    r"^(?:the |a |an )?(?:former|ex-|late|then-former|previous|one-time|deposed|ousted) ?", re.IGNORECASE
)
_TITLE = re.compile(
    r"^(?:Gen|Lt|Maj|Col|Brig|Adm|Capt|Sgt|Dr|Mr|Mrs|Ms|Sen|Rep|Gov|Sir|Lord|Sheikh|Ayatollah|Mullah|Prof|General"
    r"|Colonel|Admiral|President|Prime Minister|Foreign Minister|King|Queen|Prince|Princess|Pope|Senator"
    r"|Chancellor)\.? (?=[A-Z])"
)
_LIKE = 0.82


@dataclass(frozen=True, slots=True)
class Identified:
    """One party: ISO3 or INT, a sector or None, our id; `role` with its term where the words or a table tell one."""

    name: str
    country: str
    sector: str | None
    id: str
    role: str | None = None
    start: str | None = None
    end: str | None = None

    @property
    def code(self) -> str | None:
        """The contract's code, "TUR GOV"."""
        return code_of(self.country, self.sector)


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom the words name (none: nobody is known), why, who else was weighed, and names spelt nearly so."""

    found: tuple[Identified, ...] = ()
    reasons: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


def who(words: str, on: str, near: str | None = None) -> Answer:
    """The parties that the words name on a day (ISO prefix); `near` is the country where the words name none."""
    former = _FORMER.match(words)
    if former is not None:
        rest = words[former.end() :]
        return _of_former(rest, on, near) or _of_name(rest, on, near) or _unknown(words)
    return (
        _of_name(words, on, near)
        or _of_office(words, on, near)
        or _of_tables(words, on)
        or (_of_tables(f"{country_labels().get(near, near)}'s {stripped(words)}", on) if near else None)
        or _unknown(words)
    )


def _of_office(words: str, on: str, near: str | None) -> Answer | None:
    offices = office_of(words, near)
    if not offices:
        return None
    held = [term for office in offices for term in office.at(on)]
    others = tuple(_told(term) for office in offices for term in _around(office, held, on))
    if not held:
        return Answer(reasons=(*(_silent(office, on) for office in offices),), others=others)
    reasons = tuple(f"{term.origin}: {_told(term)}" for term in held)
    if len(held) > len(offices):
        reasons += (f"the office changed hands, and {on} or the table is not exact enough to tell",)
    return Answer(tuple(_as_holder(term) for term in held), reasons, others)


def _of_former(words: str, on: str, near: str | None) -> Answer | None:
    """Of those who held an office before, the words tell none: all are named and none is taken."""
    past = [t for o in office_of(words, near) for t in o.terms if t.end is not None and t.end <= on]
    if not past:
        return None
    reason = f"{len(past)} persons held it before {on}, and the words do not tell which is meant"
    return Answer(reasons=(reason,), others=tuple(_told(term) for term in reversed(past[-6:])))


def _of_name(words: str, on: str, near: str | None) -> Answer | None:
    plain = _TITLE.sub("", stripped(words))
    terms = (
        terms_of(stripped(words))
        or terms_of(plain)
        or (terms_by_surname(plain, near, on) if near and plain[:1].isupper() else ())
    )
    if not terms:
        return None
    held = sorted((term for term in terms if term.may_hold(on)), key=lambda term: term.start, reverse=True)
    rest = tuple(_told(term) for term in terms if term not in held)
    if held:
        return Answer(tuple(map(_as_holder, held)), tuple(f"{t.origin}: {_told(t)}" for t in held), rest)
    own = [term for term in terms if term.country != "INT"] or list(terms)
    past = [term for term in own if term.start <= on]
    nearest = max(past, key=lambda term: term.end or on) if past else own[0]
    when = "after leaving office" if past else "before any office"
    # Nobody is of the government before the first office; afterwards the guide keeps the sector.
    person = Identified(nearest.person, nearest.country, nearest.sector if past else None, _id(nearest))
    return Answer((person,), (f"{on} is {when} that the tables know; nearest: {_told(nearest)}",), rest)


def _of_tables(words: str, on: str) -> Answer | None:
    found = known_actors(words, on)
    if not found:
        return None
    roles = [_term_of(actor, on) for actor in found]
    parties = tuple(_as_holder(t) if t else _plain(a) for a, t in zip(found, roles, strict=True))
    return Answer(parties, tuple(dict.fromkeys(_why(actor, words) for actor in found)))


def _term_of(actor: KnownActor, on: str) -> Term | None:
    if not actor.id.startswith("person:"):
        return None
    return next((term for term in terms_of(actor.name) if term.may_hold(on)), None)


def _why(actor: KnownActor, words: str) -> str:
    """Which table knows the actor."""
    kind, _, key = actor.id.partition(":")
    lines = own_lines(actor.id)
    if lines:
        return f"actors_own.tsv: {actor.id} is {', '.join(dict.fromkeys(lines))}"
    if kind == "person":
        table = "officials.tsv.gz: an office holder before 2014" if key.replace("-", " ") in officials() else ""
        return table or f"leaders_own.tsv or leaders.tsv.gz: {actor.name} by this name at the date"
    if key in body_names():
        return "bodies.tsv.gz: a body of this name"
    label = country_labels().get(actor.country, actor.country)
    if kind == "iso":
        return f"countries: {actor.name} is {label} or its people"
    if country_names().get(fold(stripped(words)), ("", ""))[1] == "capital":
        return f"a capital alone stands for the government of {label}"
    if sector_of(words) is not None:
        return f'"{words}" names {label} and a role whose sector is {actor.sector}'
    return f"a phrase for several parties that holds {label}"


def _around(office: Office, held: list[Term], on: str) -> list[Term]:
    """The term before and the term after."""
    before = [t for t in office.terms if t not in held and t.start <= on][-1:]
    after = [t for t in office.terms if t not in held and t.start > on][:1]
    return before + after


def _silent(office: Office, on: str) -> str:
    """Why an office has nobody at a date."""
    label = office.terms[0].office
    if on < office.terms[0].start:
        return f"the table of the {label} begins with {office.terms[0].start}"
    return f"the table knows no {label} on {on}"


def _told(term: Term) -> str:
    until = f"to {term.end}" if term.end else "and still in office"
    return f"{term.person}, {term.office} from {term.start} {until}"


def _id(term: Term) -> str:
    return "person:" + fold(term.person).replace(" ", "-")


def _as_holder(term: Term) -> Identified:
    return Identified(term.person, term.country, term.sector, _id(term), term.office, term.start, term.end)


def _plain(actor: KnownActor) -> Identified:
    return Identified(actor.name, actor.country, actor.sector, actor.id)


def _unknown(words: str) -> Answer:
    reason = "no table has the name, and the words name no country with a role"
    return Answer(reasons=(reason,), alike=tuple(alike(words, _known_names())))


@cache
def _known_names() -> tuple[str, ...]:
    return tuple({*person_names(), *leader_names(), *body_names(), *country_names(), *officials()})


def alike(words: str, names: Iterable[str]) -> list[str]:
    """Up to three names spelt nearly like the words."""
    key = fold(stripped(words))
    if len(key) < 3:
        return []
    near = (name for name in names if abs(len(name) - len(key)) <= 3)
    return [name.title() for name in difflib.get_close_matches(key, near, n=3, cutoff=_LIKE)]
