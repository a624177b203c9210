"""MUC-4 templates: who attacked whom with what, in Latin America about 1990. The set is for evaluation only.

We read no templates, so one is made for each incident type of a document out of its attacks that happened: the doers
are perpetrators, those acted on are victims or, named by a thing, targets. Weapons are not read and stay empty. The
scoring is that of the published figures (template filling with an optimal mapping of templates, micro-F1 over slots).
"""

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from dateline.knowledge.resolver import sector_of
from dateline.model.codes import EventType, Status
from dateline.model.records import Actor, Event, Reading
from evals.jsonl import SetError, read_records
from evals.matching import assign
from evals.scoring import Read, plain_document, readings_of

DEFAULTS: Final = ()
INCIDENT: Final = "incident_type"
SLOTS: Final = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
_OF_MODE: Final = {"abduct": "kidnapping", "explosives": "bombing", "suicide-attack": "bombing"}
_ARSON: Final = re.compile(r"arson|burn|torch|set fire|set ablaze", re.IGNORECASE)
_ROBBERY: Final = re.compile(r"\brob|robber|stole|loot", re.IGNORECASE)
_THINGS: Final = frozenset(
    "airport airplane aircraft apartment bank barracks base bridge building buildings bus buses car cars checkpoint "
    "church churches embassy facilities factory farm garrison headquarters helicopter home homes hospital hotel house "
    "houses installations jeep mine newspaper office offices pipeline plane plant plants post power pylon pylons "
    "railroad restaurant school schools shop shops station store substation tower towers train truck trucks university "
    "vehicle vehicles".split()
)
_DROPPED: Final = re.compile(r"\b(?:a|an|the)\b")

Entity = frozenset[str]
Slots = Mapping[str, tuple[Entity, ...]]


@dataclass(frozen=True, slots=True)
class Template:
    """One incident; `types` are the types that are accepted, each entity is the set of its mentions, normalised."""

    types: tuple[str, ...]
    slots: Slots


@dataclass(frozen=True, slots=True)
class Story:
    """One record of the file; what its templates hold is checked when they are read."""

    id: str
    text: str
    templates: tuple[dict[str, object], ...]


@dataclass(frozen=True, slots=True)
class Muc4Score:
    """`f1`, `precision`, `recall` are micro-averages over the incident type and the five slots; `slots` F1 by slot."""

    documents: int
    templates: int
    predicted: int
    f1: float
    precision: float
    recall: float
    slots: dict[str, float]


@dataclass(slots=True)
class _Count:
    right_said: int = 0
    said: int = 0
    right_gold: int = 0
    gold: int = 0

    def add(self, right_said: int, said: int, right_gold: int, gold: int) -> None:
        self.right_said += right_said
        self.said += said
        self.right_gold += right_gold
        self.gold += gold


def run(path: Path, read: Read) -> Muc4Score:
    """Reads each story and scores its templates; SetError where a template has a form that is not known."""
    stories = read_records(path, Story)
    gold = []
    for story in stories:
        try:
            gold.append(gold_templates(story.templates))
        except ValueError as error:
            raise SetError(f"{path}: {story.id}: {error}") from error
    readings = readings_of([plain_document(story.id, story.text) for story in stories], read)
    return score(gold, [said_templates(readings.get(story.id)) for story in stories])


def gold_templates(raw: Sequence[Mapping[str, object]]) -> list[Template]:
    """Templates of a record without repetitions. ValueError where a field or a value has an unknown form.

    A slot is a list of entities, an entity a list of mentions, a mention its words or [words, offset] or an object
    with `text`; a slot of bare words is taken as entities of one mention each.
    """
    found: list[Template] = []
    for one in raw:
        unknown = sorted(set(one) - {INCIDENT, *SLOTS})
        if unknown or not isinstance(one.get(INCIDENT), str):
            what = f"unknown fields {', '.join(unknown)}" if unknown else f"no {INCIDENT}"
            raise ValueError(f"template with {what}; known are {INCIDENT}, {', '.join(SLOTS)}")
        types = tuple(part.strip() for part in str(one[INCIDENT]).casefold().split("/"))
        slots = {slot: _entities(slot, one.get(slot)) for slot in SLOTS}
        if Template(types, slots) not in found:
            found.append(Template(types, slots))
    return found


def _entities(slot: str, value: object) -> tuple[Entity, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ValueError(f"{slot}: not a list but {_short(value)}")
    entities = (frozenset(_mentions(slot, one)) - {""} for one in value)
    return tuple(entity for entity in entities if entity)


def _mentions(slot: str, entity: object) -> list[str]:
    words = _words(entity)
    if words is not None:
        return [normalised(words)]
    if not isinstance(entity, list):
        raise ValueError(f"{slot}: unknown entity {_short(entity)}")
    found = [_words(one) for one in entity]
    if None in found:
        raise ValueError(f"{slot}: unknown mention in {_short(entity)}")
    return [normalised(one) for one in found if one is not None]


def _words(value: object) -> str | None:
    """The words of a mention; None if it is none."""
    match value:
        case str():
            return value
        case [str(words), int()] | {"text": str(words)} | {"mention": str(words)}:
            return words
        case _:
            return None


def _short(value: object) -> str:
    return msgspec.json.encode(value).decode()[:60]


def normalised(words: str) -> str:
    """Lower case without punctuation, articles and double blanks, as the published scorer has it."""
    bare = "".join(character for character in words.lower() if character not in string.punctuation)
    return " ".join(_DROPPED.sub(" ", bare).split())


def said_templates(reading: Reading | None) -> list[Template]:
    """One template for each incident type of a reading, in the order of its events."""
    joined: dict[str, dict[str, list[Entity]]] = {}
    for event in reading.events if reading is not None else ():
        kind = incident_type(event)
        if kind is not None:
            slots = joined.setdefault(kind, {slot: [] for slot in SLOTS})
            for slot, actor in _parties(event):
                entity = frozenset({normalised(actor.span.text if actor.span else actor.name or "")}) - {""}
                if entity and entity not in slots[slot]:
                    slots[slot].append(entity)
    return [
        Template((kind,), {slot: tuple(entities) for slot, entities in slots.items()}) for kind, slots in joined.items()
    ]


def incident_type(event: Event) -> str | None:
    """The type of an attack that happened; None for every other event."""
    if event.status is not Status.ACTUAL:
        return None
    if _ROBBERY.search(event.anchor.text) and event.type in (EventType.ASSAULT, EventType.COERCE):
        return "robbery"
    if event.type is not EventType.ASSAULT:
        return None
    if _ARSON.search(event.anchor.text):
        return "arson"
    return _OF_MODE.get(event.mode or "", "attack")


def _parties(event: Event) -> list[tuple[str, Actor]]:
    doers = [("PerpInd" if _is_role(actor) else "PerpOrg", actor) for actor in event.actors]
    hit = [("Target" if _last_word(actor) in _THINGS else "Victim", actor) for actor in event.recipients]
    return doers + hit


def _is_role(actor: Actor) -> bool:
    """Whether the words end in a role noun ("guerrillas", "two gunmen") rather than in a name."""
    return sector_of(_last_word(actor)) is not None


def _last_word(actor: Actor) -> str:
    words = normalised(actor.span.text if actor.span else actor.name or "").split()
    return words[-1] if words else ""


def score(gold: Sequence[Sequence[Template]], said: Sequence[Sequence[Template]]) -> Muc4Score:
    """Figures over the documents: gold and predicted templates of each."""
    counts = {slot: _Count() for slot in (INCIDENT, *SLOTS)}
    for golden, predicted in zip(gold, said, strict=True):
        _score_document(counts, golden, predicted)
    total = _Count()
    for count in counts.values():
        total.add(count.right_said, count.said, count.right_gold, count.gold)
    return Muc4Score(
        documents=len(gold),
        templates=sum(map(len, gold)),
        predicted=sum(map(len, said)),
        f1=_f1(total),
        precision=_share(total.right_said, total.said),
        recall=_share(total.right_gold, total.gold),
        slots={slot: _f1(count) for slot, count in counts.items()},
    )


def _score_document(counts: Mapping[str, _Count], gold: Sequence[Template], said: Sequence[Template]) -> None:
    pairs = assign([[_weight(one, two) for two in said] for one in gold])
    for slot, count in counts.items():
        count.add(0, sum(_size(one, slot) for one in said), 0, sum(_size(one, slot) for one in gold))
    for one, two in pairs:
        counts[INCIDENT].add(1, 0, 1, 0)
        for slot in SLOTS:
            right = _right(gold[one].slots[slot], said[two].slots[slot])
            counts[slot].add(right[0], 0, right[1], 0)


def _weight(gold: Template, said: Template) -> int:
    """Correct fills of a pair, the type included; templates of different types may not be paired."""
    if not set(said.types) & set(gold.types):
        return 0
    return 2 + sum(sum(_right(gold.slots[slot], said.slots[slot])) for slot in SLOTS)


def _right(gold: Sequence[Entity], said: Sequence[Entity]) -> tuple[int, int]:
    """Predicted entities all of whose mentions are those of a gold one, and gold entities that are met so."""
    return sum(any(two <= one for one in gold) for two in said), sum(any(two <= one for two in said) for one in gold)


def _size(template: Template, slot: str) -> int:
    return 1 if slot == INCIDENT else len(template.slots[slot])


def _f1(count: _Count) -> float:
    precision, recall = _share(count.right_said, count.said), _share(count.right_gold, count.gold)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _share(above: int, below: int) -> float:
    return above / below if below else 0.0
