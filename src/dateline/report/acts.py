"""What happened, in a sentence: an incident as the telling that says most has it, with who says so."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.knowledge.tables import fold
from dateline.model.codes import EventType, FigureKind, Status, Time
from dateline.model.document import Document
from dateline.model.linked import FigureHistory, Incident, IncidentTelling
from dateline.report.amounts import happened, is_whole
from dateline.report.doers import FIGHTING, contested, doers
from dateline.report.evidence import Witness
from dateline.report.model import Sentence
from dateline.report.names import actor_names, among, mid, said_by, source_name, source_names, subject, where
from dateline.report.wording import capital, day, listed, on

SURE: Final = 0.5
"""Confidence under which a record is in the timeline with its words, but makes no sentence."""

_MOST_NAMED: Final = 3
_TOLLS: Final = (
    FigureKind.KILLED, FigureKind.INJURED, FigureKind.MISSING, FigureKind.DETAINED, FigureKind.DISPLACED,
    FigureKind.HOMES_DESTROYED,
)  # fmt: skip


_VERBAL: Final = frozenset({EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN})
_BETWEEN: Final = frozenset({EventType.CONSULT, EventType.AGREE})
_CONTENT: Final = re.compile(
    r"\s+((?:of|to|for|over|that|not to|from|with)\s[^,;.\"“”\n]{6,160}?)(?=[,;.\n]| and \w+ed\b|$)"
)
_FOUGHT: Final = "took part in fighting"  # what several may be said to have done together
_NUMBERED: Final = re.compile(
    r"(?:\d|(?:at least|about|some|nearly|more than|up to|the )?\s*"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds|several|many)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Act:
    """How a type and mode of act is told; None is a form that English does not have."""

    does: str | None
    did: str | None
    undergoes: str | None
    noun: str
    to: str

    @property
    def plural(self) -> bool:
        """Whether the noun takes "were"."""
        last = self.noun.split(" or ")[0].split(" of ")[0].split(" in ")[0].split()[-1]
        return not self.noun.startswith(("a ", "an ")) and last.endswith("s") and not last.endswith("ss")


@cache
def _acts() -> Mapping[tuple[str, str], Act]:
    lines = (files("dateline.report") / "data" / "acts.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    found = {}
    for kind, mode, does, did, undergoes, noun, to in rows:
        found[kind, mode] = Act(_form(does), _form(did), _form(undergoes), noun, to)
    return found


def _form(cell: str) -> str | None:
    return None if cell == "-" else cell


def nouns() -> list[str]:
    """The nouns of all acts."""
    return [act.noun for act in _acts().values()]


def act_of(kind: str, mode: str | None) -> Act:
    """The forms of a type, or of its mode where the table has one."""
    table = _acts()
    return table.get((kind, mode or "-")) or table[kind, "-"]


def best(incident: Incident) -> IncidentTelling:
    """The telling that says most: news before background, the incident's own type and status, roles, confidence."""
    return max(
        incident.tellings,
        key=lambda one: (
            one.time is Time.CURRENT,
            one.status is incident.status,
            one.type is incident.type,
            one.confidence >= SURE,
            bool(one.actors) + bool(one.recipients),
            any(actor.id for actor in one.actors),  # "the Rapid Support Forces" before "our heroic forces"
            one.confidence,
            one.telling.record,
        ),
    )


class Teller:
    """Tells incidents; `documents` are those that they are told in."""

    def __init__(self, documents: Mapping[str, Document], witness: Witness) -> None:
        self._documents = documents
        self._witness = witness

    def tell(self, incident: Incident, dated: bool = True) -> Sentence:
        """One sentence; without the day where it stands under that day's heading."""
        telling = best(incident)
        clause = self._clause(incident, telling, dated)
        said = self._said_by(telling)
        tellings = [telling.telling, *(one.telling for one in incident.tellings if self._like(one, telling))]
        sources = among(source_names(tellings))
        cites = self._witness(*(one.record for one in tellings))
        when = telling.telling.published
        told = f", {day(when, self._witness.year)}" if when and not (telling.date and telling.date.start) else ""
        if clause.startswith("there "):
            if said is not None:
                return Sentence(f"According to {mid(said)} {clause} ({sources}{told}).", cites)
            return Sentence(f"{capital(clause)} ({sources}{told}).", cites)
        if said is not None:
            return Sentence(f"{capital(clause)}, according to {mid_end(said)} ({sources}{told}).", cites)
        return Sentence(f"{capital(clause)} ({sources}{told}).", cites)

    def denial(self, incident: Incident) -> Sentence | None:
        """Who denies it."""
        denied = [one for one in incident.tellings if one.status is Status.DENIED]
        if not denied or incident.status is Status.DENIED:
            return None
        names = [self._said_by(one) or next(iter(self._who(one)), None) for one in denied]
        said = listed(list(dict.fromkeys(name for name in names if name)))
        sources = listed(source_names(one.telling for one in denied))
        cites = self._witness(*(one.telling.record for one in denied))
        return Sentence(
            f"{capital(mid(said))} denied it ({sources})." if said else f"It was denied ({sources}).", cites
        )

    def toll(self, incident: Incident, histories: Mapping[str, FigureHistory]) -> Sentence | None:
        """The figures of the incident: "At least 12 people were killed and more than 30 were injured"."""
        whole = [histories[name] for name in incident.figures if name in histories]
        whole = [one for one in whole if one.kind in _TOLLS and is_whole(one) and self._is_sure(one)]
        # Of several histories of a kind the most told one is the toll; the others stand by themselves.
        chosen = {one.kind: one for one in sorted(whole, key=lambda one: len(one.points))}
        found = [chosen[kind] for kind in _TOLLS if kind in chosen]
        if not found:
            return None
        clauses = list(dict.fromkeys(happened(one) or "" for one in found))
        sources = listed(source_names(one.latest.telling for one in found))
        said = [
            said_by(one.latest.said_by, self._documents[one.latest.telling.document], source_name(one.latest.telling))
            for one in found
        ]
        names = list(dict.fromkeys(name for name in said if name))
        by = f", according to {mid_end(listed(names))} ({sources})" if names else f", {sources} reported"
        cites = self._witness(*(one.latest.telling.record for one in found))
        return Sentence(f"{capital(listed(clauses))}{by}.", cites)

    def _is_sure(self, history: FigureHistory) -> bool:
        return self._witness.confidence(history.latest.telling.record) >= SURE

    def noun(self, incident: Incident) -> str:
        """The incident as a noun: "an attack by the army on the town in Idlib on 3 May"."""
        telling = best(incident)
        return self._noun(_act(incident, telling), incident, telling, dated=True)

    def kind(self, incident: Incident) -> str:
        """The act alone, with its sides: "the attack by the army on the town"."""
        telling = best(incident)
        act = _act(incident, telling)
        who, whom = self._sides(incident, telling)
        by, to = (f" by {listed(who)}" if who else "", f" {act.to} {listed(whom)}" if whom else "")
        noun = re.sub(r"^an? ", "", act.noun)
        return f"the {noun}{to if act.to == 'of' else by}{by if act.to == 'of' else to}"

    def _like(self, one: IncidentTelling, told: IncidentTelling) -> bool:
        """Tellings that bear out the sentence: those of the same kind that do not deny it."""
        return (one.status is Status.DENIED) == (told.status is Status.DENIED)

    def says(self, incident: Incident) -> bool:
        """Whether a sentence about it would tell anybody anything: who, whom or where; both sides for words."""
        telling = best(incident)
        if telling.confidence < SURE:
            return False
        who, whom = self._sides(incident, telling)
        if incident.type in _VERBAL:
            return bool(who and whom)
        if incident.type in _BETWEEN:
            return len(who) + len(whom) > 1
        return bool(who or whom or telling.place)

    def _said_by(self, telling: IncidentTelling) -> str | None:
        return said_by(telling.said_by, self._documents[telling.telling.document], source_name(telling.telling))

    def _who(self, telling: IncidentTelling) -> list[str]:
        document = self._documents[telling.telling.document]
        return actor_names(telling.actors, document)

    def _sides(self, incident: Incident, telling: IncidentTelling) -> tuple[list[str], list[str]]:
        document = self._documents[telling.telling.document]
        own = source_name(telling.telling)  # a paper that speaks of itself is no party
        who = actor_names(doers(telling, document, self._witness), document, [own])
        if contested(incident, self._documents, self._witness):
            who = []  # the section on disagreements says who names whom
        here = [telling.place.name] if telling.place else []
        whom = actor_names(telling.recipients, document, [*who, *here])
        if telling.type is EventType.ASSAULT:
            # The dead of an attack are no aim of it; the figures tell of them.
            whom = [name for name in whom if not _NUMBERED.match(name)]
        return _few(who), _few(whom)

    def _place(self, telling: IncidentTelling, named: Iterable[str]) -> str:
        if telling.place is None or any(fold(telling.place.name) in fold(name) for name in named):
            return ""
        return where(telling.place, self._documents[telling.telling.document])

    def _when(self, telling: IncidentTelling) -> str:
        day = telling.date.start if telling.date else None
        return f" {on(day, self._witness.year)}" if day else ""

    def _clause(self, incident: Incident, telling: IncidentTelling, dated: bool) -> str:
        act = _act(incident, telling)
        if incident.status is not Status.ACTUAL:
            return self._not_actual(act, incident, telling)
        who, whom = self._sides(incident, telling)
        around = self._place(telling, [*who, *whom]) + (self._when(telling) if dated else "")
        if who and whom and act.does:
            content = self._content(incident, telling)
            return f"{subject(who)} {act.does} {listed(whom)}{content or around}"
        if len(who) > 1 and not whom and incident.type is EventType.ASSAULT and act.did != _FOUGHT:
            return f"{subject(who)} were involved in {act.noun}{around}"
        if who and act.did and not whom:
            return f"{subject(who)} {act.did}{around}"
        if whom and act.undergoes and not who:
            return f"{subject(whom)} {act.undergoes}{around}"
        return f"there {'were' if act.plural else 'was'} {self._noun(act, incident, telling, dated)}"

    def _content(self, incident: Incident, telling: IncidentTelling) -> str:
        """What somebody is accused of or asked for, in the words of the text: " “to leave the town”"."""
        if incident.type not in _VERBAL or not telling.recipients:
            return ""
        text = self._documents[telling.telling.document].text
        ends = [actor.span.end for actor in telling.recipients if actor.span is not None]
        last = self._witness.sentence(telling.telling.record)[1]
        begin = max([telling.telling.words.end, *ends])
        found = _CONTENT.match(text, begin, last)
        return f" “{' '.join(found.group(1).split())}”" if found else ""

    def _not_actual(self, act: Act, incident: Incident, telling: IncidentTelling) -> str:
        noun = self._noun(act, incident, telling, dated=True)
        verb = "were" if act.plural else "was"
        if incident.status is Status.DENIED:
            by = self._said_by(telling)
            return f"{noun} {verb} denied" + (f" by {mid(by)}" if by else "")
        words = {
            Status.PLANNED: f"{verb} planned",
            Status.THREATENED: f"{verb} threatened",
            Status.CALLED_FOR: f"{verb} called for",
            Status.HYPOTHETICAL: f"{verb} spoken of as a possibility",
        }
        return f"{noun} {words[incident.status]}"

    def _noun(self, act: Act, incident: Incident, telling: IncidentTelling, dated: bool) -> str:
        who, whom = self._sides(incident, telling)
        by = f" by {listed(who)}" if who else ""
        to = f" {act.to} {listed(whom)}" if whom else ""
        if act.to == "of":  # "arrests of students by the police", not "arrests by the police of students"
            by, to = to, by
        around = self._place(telling, [*who, *whom]) + (self._when(telling) if dated else "")
        return f"{act.noun}{by}{to}{around}"


def mid_end(name: str) -> str:
    """A name before a bracket or the end, which closes an apposition by itself."""
    return name.rstrip(",")


def _act(incident: Incident, telling: IncidentTelling) -> Act:
    """The forms of the telling's act; what the text calls a clash is nobody's attack."""
    if incident.type is EventType.ASSAULT and FIGHTING.match(telling.telling.words.text):
        return act_of("ASSAULT", "fighting")
    return act_of(incident.type, _mode(incident, telling))


def _mode(incident: Incident, telling: IncidentTelling) -> str | None:
    return telling.mode if telling.type is incident.type and telling.mode else incident.mode


def _few(names: Sequence[str]) -> list[str]:
    return list(names) if len(names) <= _MOST_NAMED else [*names[:_MOST_NAMED], "others"]
