"""The figures of one document as linking compares them: what is a part, a sum, told twice or put right."""

import re
from collections.abc import Sequence
from typing import Final

import msgspec

from dateline.link.reading import SMALL, Text, interval_of, where
from dateline.link.traits import EventTrait, FigureTrait
from dateline.link.words import stem, words_of
from dateline.model.records import Figure

_PART: Final = re.compile(
    r"(?:of whom|of which|of them|among (?:them|whom|the (?:dead|wounded|injured|victims))|including|at least among|"
    r"not counting|half of|one of|part of)[^.;]{0,45}$",
    re.IGNORECASE,
)
_PART_AFTER: Final = re.compile(
    r"^[^.,;]{0,25}?\b(?:of them|of whom|of those|of the (?:dead|wounded|injured|victims))\b"
)
_RUNNING: Final = re.compile(
    r"\bsince\b|\bso far\b|\bin total\b|\btotal\b|\boverall\b|\baltogether\b|\bnow (?:stands|counts)\b|"
    r"\bhas (?:recorded|counted)\b|\bbrings? (?:the|to)\b|\bbringing (?:the|to)\b|\bcumulative\b|\bthis year\b",
    re.IGNORECASE,
)
_STOCK: Final = re.compile(
    r"\balready\b|\bstill\b|\bshelter(?:s|ed|ing)?\b|\bare (?:now )?(?:living|staying|held|displaced)\b|\bhosts?\b|"
    r"\bremain(?:s|ed|ing)?\b|\bin (?:all|the camps?)\b|\bhad been displaced\b|\bbehind bars\b|\bmore than half\b",
    re.IGNORECASE,
)
_CORRECTED: Final = re.compile(
    r"\bcorrect(?:s|ed|ing|ion)\b|\brevis(?:e|ed|es|ing)\b|\blower(?:ed|ing)\b|\bnot \S+\b|\bcounted twice\b|"
    r"\blisted twice\b|\bwrong\b|\binstead of\b|\bdown from\b|\bup from\b|\brather than\b|\bfewer than\b",
    re.IGNORECASE,
)
_TAKEN_BACK: Final = re.compile(
    r"(?:\bnot|\binstead of|\bfrom|\brather than|\bearlier|\bpreviously|\bfirst)\s+(?:the |a |of |reported )*$",
    re.IGNORECASE,
)
_WRONG: Final = re.compile(r"\bwas wrong\b|\bwere wrong\b|\bin error\b", re.IGNORECASE)
_DISPUTED: Final = re.compile(
    r"\bthough\b|\balthough\b|\bwhile\b|\bbut\b|\bcontradict\w*\b|\bdisput\w*\b|\breject\w*\b|\bdeni\w*\b|\bden(?:y|ies)\b|"
    r"\binsist\w*\b|\bstood by\b|\bhowever\b|\bmaintain\w*\b|\bat odds\b|\bnot \S+,",
    re.IGNORECASE,
)

KIN: Final = (
    frozenset({"displaced", "refugees", "affected", "in_need", "other"}),
    frozenset({"killed", "injured", "other"}),
    frozenset({"detained", "missing", "other"}),
    frozenset({"troops", "other"}),
    frozenset({"missing", "killed"}),
)
"""Kinds that extraction confuses, or that two writers use for the same people."""

_ACTS: Final = frozenset({"ASSAULT", "COERCE", "RETREAT", "PROTEST", "AID"})


def kin(left: str, right: str) -> bool:
    """Whether figures of these two kinds may be one quantity."""
    return left == right or any(left in kinds and right in kinds for kinds in KIN)


def quantities(text: Text, figures: Sequence[Figure], events: Sequence[EventTrait]) -> tuple[FigureTrait, ...]:
    """The traits, in the order of the text."""
    found: list[FigureTrait] = []
    for figure in sorted(figures, key=lambda each: (each.span.start, each.id)):
        trait = _trait(text, figure, events)
        owner = _whole(trait, found) if trait.part else _same(trait, found)
        found.append(msgspec.structs.replace(trait, owner=owner))
    return tuple(found)


def _trait(text: Text, figure: Figure, events: Sequence[EventTrait]) -> FigureTrait:
    number = text.number(figure.span.start)
    start, end = text.spans[number] if text.spans else (0, 0)
    before, after = text.text[start : figure.span.start], text.text[figure.span.end : max(end, figure.span.end)]
    clause = f"{before[-90:]} # {after[:90]}"
    same = [event for event in events if event.sentence == number and event.type in _ACTS]
    near = min(same, key=lambda event: (abs(event.start - figure.span.start), event.id), default=None)
    return FigureTrait(
        figure.id,
        str(figure.kind),
        _number(figure.low),
        _number(figure.high),
        str(figure.qualifier),
        figure.span.start,
        number,
        tuple(sorted({stem(word) for word in words_of(figure.of or "")} - SMALL)),
        where(figure.place),
        interval_of(figure.period),
        figure.source.name if figure.source else None,
        near.id if near else None,
        near.days[0] if near and near.days and near.days[0] == near.days[1] else None,
        None,
        bool(_PART.search(before) or _PART_AFTER.match(after)),
        bool(_RUNNING.search(clause)),
        bool(_STOCK.search(clause)),
        bool(_CORRECTED.search(text.text[start:end])),
        bool(_DISPUTED.search(text.text[start:end])),
        bool(_TAKEN_BACK.search(before) or _WRONG.search(after)),
        text.terms(number),
    )


def _number(value: float | int | None) -> float | None:
    return None if value is None else float(value)


def _whole(part: FigureTrait, before: Sequence[FigureTrait]) -> str | None:
    """What a part is a part of: the last whole of this sentence or the one before."""
    for trait in reversed(before):
        if not trait.part and part.sentence - trait.sentence <= 1:
            return trait.owner or trait.id
    return None


def _same(trait: FigureTrait, before: Sequence[FigureTrait]) -> str | None:
    """The earlier figure of the same quantity, if there is one."""
    for other in before:
        if other.owner is None and not other.part and kin(trait.kind, other.kind) and _one(trait, other):
            return other.id
    return None


def _one(trait: FigureTrait, other: FigureTrait) -> bool:
    if trait.kind == other.kind and (trait.low, trait.high) == (other.low, other.high):
        return True
    if trait.sentence != other.sentence or size(trait, other) > 0:
        return False
    if trait.running and other.running:
        return True
    put_right = trait.taken_back or other.taken_back
    return trait.kind == other.kind and (put_right or trait.disputed)


def size(left: FigureTrait, right: FigureTrait) -> float:
    """0 up to three times one another, 1 from ten times on; tolls grow, but not by that in a day or two."""
    ours, theirs = left.low or left.high or 0.0, right.low or right.high or 0.0
    if min(ours, theirs) <= 0:
        return 0.0
    ratio = max(ours, theirs) / min(ours, theirs)
    return 0.0 if ratio <= 3 else min(1.0, (ratio - 3) / 7)
