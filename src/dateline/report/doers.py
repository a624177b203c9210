"""Who may be named as having done violence: only whom the sentence itself makes the doer, and on whom sources agree.

The records give all parties of an act; a report that names the wrong one does harm. So a party counts as the doer if
it stands before the act in the same sentence, or after it behind "by"; the holder of the town that was struck does not.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from dateline.model.codes import EventType, Status
from dateline.model.document import Document
from dateline.model.linked import Incident, IncidentTelling
from dateline.model.records import Actor
from dateline.report.evidence import Witness
from dateline.report.names import source_name

_HARMING: Final = frozenset({EventType.ASSAULT, EventType.COERCE})
_ARMED: Final = frozenset({"MIL", "REB", "PRM", "UAF", "COP", "CRM", "SPY"})
_UNARMED: Final = frozenset({"CVL", "REF", "LAB", "BUS", "EDU", "REL", "HLT", "MED", "NGO", "IGO", "LEG", "JUD"})
_OF_WAR: Final = frozenset({"aerial", "drone", "heavy-weapons", "explosives", "unconventional"})
_BEFORE: Final = 160
_BY: Final = re.compile(r"\bby\s+(?:\w+\s+){0,2}$|\bbetween\s+$")
_HELD: Final = re.compile(
    r"\b(?:held|controlled|ruled|run|seized|captured|taken|besieged|guarded|surrounded)\s+by\s+", re.I
)
# "The rebels accused the army of bombing": who speaks of it has not done it.
_ACCUSING: Final = re.compile(
    r"\b(?:accus|blam|sa(?:id|ys?)\b|condemn|denounc|report|told|charg|alleg|claim|responsib|den(?:y|ied)|suspect|criticis)",
    re.I,
)
FIGHTING: Final = re.compile(
    r"(?:clash(?:es|ed)?|fighting|fought|battles?|battled|firefights?|skirmish(?:es|ed)?|gun ?battles?|combat)\b", re.I
)


def doers(telling: IncidentTelling, document: Document, witness: Witness) -> list[Actor]:
    """The actors who may be named; for anything but violence and coercion all of them."""
    if telling.type not in _HARMING or telling.status is not Status.ACTUAL:
        return list(telling.actors)
    first, last = witness.sentence(telling.telling.record)
    fighting = bool(FIGHTING.match(telling.telling.words.text))
    found = []
    for actor in telling.actors:
        if not _able(actor, telling, fighting) or actor.span is None or not first <= actor.span.start < last:
            continue
        words = telling.telling.words
        if actor.span.end <= words.start:
            between = document.text[actor.span.end : words.start]
            near = len(between) <= _BEFORE and _ACCUSING.search(between) is None
        else:
            between = document.text[words.end : actor.span.start]
            near = _BY.search(between) is not None and _HELD.search(between) is None and len(between) <= _BEFORE
        if near and not _HELD.search(document.text[first : actor.span.start][-30:]):
            found.append(actor)
    return found


def _able(actor: Actor, telling: IncidentTelling, fighting: bool) -> bool:
    """Who is shelled, or a state that is named beside a battle, is not the doer."""
    if fighting:
        return actor.sector in _ARMED or actor.sector is None
    return telling.mode not in _OF_WAR or actor.sector not in _UNARMED


def contested(
    incident: Incident, documents: Mapping[str, Document], witness: Witness
) -> Sequence[tuple[IncidentTelling, Actor]]:
    """The first doer that each source names, where two sources name none in common; else nothing."""
    if incident.type not in _HARMING:
        return ()
    named: dict[str, tuple[IncidentTelling, list[Actor]]] = {}
    for telling in incident.tellings:
        found = doers(telling, documents[telling.telling.document], witness)
        if found and telling.type in _HARMING:
            named.setdefault(source_name(telling.telling), (telling, found))
    keys = [{actor.code or actor.name for actor in found} for _, found in named.values()]
    if len(keys) < 2 or set.intersection(*keys):
        return ()
    return [(telling, found[0]) for telling, found in named.values()]
