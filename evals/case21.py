"""Event type of a snippet: CASE-2021 Task 2, 25 types after ACLED. The set is for evaluation only.

A snippet has one label, so the surest of its events answers; its type, mode and parties give the ACLED type by the
rules below, which were written without any snippet of the set at hand.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dateline.model.codes import EventType, Sector, Status
from dateline.model.records import Event, Reading
from evals.jsonl import read_records
from evals.scoring import Read, plain_document, readings_of

DEFAULTS: Final = ()
OTHER: Final = "OTHER"
_ARMED: Final = frozenset({Sector.MIL, Sector.PRM, Sector.COP, Sector.REB, Sector.UAF})
_OF_MODE: Final[Mapping[tuple[EventType, str], str]] = {
    (EventType.ASSAULT, "suicide-attack"): "SUIC_BOMB",
    (EventType.ASSAULT, "drone"): "AIR_STRIKE",
    (EventType.ASSAULT, "aerial"): "AIR_STRIKE",
    (EventType.ASSAULT, "unconventional"): "CHEM_WEAP",
    (EventType.ASSAULT, "sexual"): "SEX_VIOL",
    (EventType.ASSAULT, "abduct"): "ABDUCT_DISSAP",
    (EventType.ASSAULT, "crowd-control"): "FORCE_AGAINST_PROTEST",
    (EventType.ASSAULT, "heavy-weapons"): "ART_MISS_ATTACK",
    (EventType.ASSAULT, "explosives"): "REM_EXPLOS",
    (EventType.ASSAULT, "destroy"): "PROPERTY_DISTRUCT",
    (EventType.PROTEST, "riot"): "VIOL_DEMONSTR",
    (EventType.PROTEST, "vandalize"): "VIOL_DEMONSTR",
    (EventType.COERCE, "arrest"): "ARREST",
    (EventType.COERCE, "seize"): "DISR_WEAP",
    (EventType.RETREAT, "withdraw"): "NON_VIOL_TERRIT_TRANSFER",
    (EventType.RETREAT, "disarm"): "DISR_WEAP",
}
_OF_TYPE: Final[Mapping[EventType, str]] = {
    EventType.ASSAULT: "ATTACK",
    EventType.PROTEST: "PEACE_PROTEST",
    EventType.AGREE: "AGREEMENT",
    EventType.CONSULT: "AGREEMENT",
    EventType.CONCEDE: "AGREEMENT",
    EventType.MOBILIZE: "CHANGE_TO_GROUP_ACT",
}
_GRENADE: Final = re.compile(r"\bgrenades?\b", re.IGNORECASE)
_MOB: Final = re.compile(r"\b(?:mobs?|lynch\w*|vigilantes?)\b", re.IGNORECASE)
_TAKEN: Final = re.compile(r"captur|recaptur|retook|retak|seiz|overr[au]n|took|liberat|regain", re.IGNORECASE)
_POLICE: Final = re.compile(
    r"\bpolice\b.*\b(?:dispers|intervene|tear ?gas|arrest|detain|broke up)|\bdispersed\b", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Snippet:
    """One snippet with its label, a code such as ARMED_CLASH."""

    id: str
    sentence: str
    label: str


@dataclass(frozen=True, slots=True)
class Case21Score:
    """F1 by label: `weighted_f1` over the labels by their number, `macro_f1` their plain mean.

    A snippet without an event counts as OTHER; `coverage` is the share with an event. `unknown` are the labels of the
    file that no rule of ours can answer with.
    """

    items: int
    weighted_f1: float
    macro_f1: float
    accuracy: float
    coverage: float
    unknown: tuple[str, ...]
    f1: dict[str, float]


def run(path: Path, read: Read) -> Case21Score:
    """Reads each snippet as a document of its own."""
    snippets = read_records(path, Snippet)
    readings = readings_of([plain_document(snippet.id, snippet.sentence) for snippet in snippets], read)
    said = [answer(snippet.sentence, readings.get(snippet.id)) for snippet in snippets]
    return score([snippet.label.strip().upper() for snippet in snippets], said)


def answer(sentence: str, reading: Reading | None) -> str | None:
    """The type of the surest event that happened, or else of the surest; None without an event."""
    if reading is None or not reading.events:
        return None
    surest = min(reading.events, key=lambda one: (one.status is not Status.ACTUAL, -one.confidence, one.anchor))
    return acled_type(surest, sentence)


def acled_type(event: Event, sentence: str) -> str:
    """The ACLED type of an event by its type, mode, parties and the words about it."""
    found = _OF_MODE.get((event.type, event.mode or ""), _OF_TYPE.get(event.type, OTHER))
    if found == "REM_EXPLOS" and _GRENADE.search(sentence):
        return "GRENADE"
    if found == "PEACE_PROTEST" and _POLICE.search(sentence):
        return "PROTEST_WITH_INTER"
    if event.type is not EventType.ASSAULT or found not in ("ATTACK", "ART_MISS_ATTACK"):
        return found
    doers = {actor.sector for actor in event.actors}
    if _TAKEN.search(event.anchor.text):
        return "GOV_REGAINS_TERIT" if doers & {Sector.MIL, Sector.COP} else "NON_STATE_ACTOR_OVERTAKES_TER"
    if found == "ATTACK" and _MOB.search(sentence):
        return "MOB_VIOL"
    return "ARMED_CLASH" if found == "ATTACK" and _both_armed(event) else found


def _both_armed(event: Event) -> bool:
    armed = [actor for actor in event.actors if actor.sector in _ARMED]
    return len(armed) > 1 or (bool(armed) and any(actor.sector in _ARMED for actor in event.recipients))


def score(gold: Sequence[str], answers: Sequence[str | None]) -> Case21Score:
    """Figures over all snippets, each with its answer or None."""
    said = [one or OTHER for one in answers]
    right = Counter(one for one, two in zip(gold, said, strict=True) if one == two)
    counts, guessed = Counter(gold), Counter(said)
    f1 = {label: 2 * right[label] / (counts[label] + guessed[label]) for label in sorted(counts)}
    items = max(1, len(gold))
    known = {OTHER, "GRENADE", "PROTEST_WITH_INTER", "GOV_REGAINS_TERIT", "NON_STATE_ACTOR_OVERTAKES_TER", "MOB_VIOL"}
    known |= {"ARMED_CLASH", *_OF_MODE.values(), *_OF_TYPE.values()}
    return Case21Score(
        items=len(gold),
        weighted_f1=sum(f1[label] * counts[label] for label in f1) / items,
        macro_f1=sum(f1.values()) / max(1, len(f1)),
        accuracy=right.total() / items,
        coverage=sum(one is not None for one in answers) / items,
        unknown=tuple(sorted(set(counts) - known)),
        f1=f1,
    )
