"""Events out of word scores: anchors, one event per act, its parts, status, time, place, date and source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dateline.annotate import labels
from dateline.annotate.candidates import Candidates, Filler, Parts
from dateline.annotate.scores import Floats, Pair, Scores, shares_or_none, softmax
from dateline.annotate.thresholds import Thresholds
from dateline.model.annotations import EventAnnotation
from dateline.model.records import Date

_NEAR: Final = 40
"""An act is linked to at most this many earlier mentions, the nearest ones."""

_REPEAT_WEIGHT: Final = 0.8
"""What a part read off a repeated mention counts, against 1 for the main one."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    pair: Pair
    types: Floats
    probability: float
    first: float

    @property
    def type(self) -> int:
        return int(self.types.argmax())


def _anchors(scores: Scores, threshold: float) -> list[_Anchor]:
    """Words that state an act with at least this probability, each with the words that continue it."""
    tags = softmax(scores.head("event"))
    stated = tags[:, 2:].sum(axis=1)
    first = softmax(scores.head("first"))[:, 1]
    found = []
    end = -1
    for i in np.flatnonzero(stated >= threshold).tolist():
        if i <= end:
            continue
        end = i
        while end + 1 < len(stated) and end - i < 3 and tags[end + 1, 1] > 0.5:
            end += 1
        found.append(_Anchor((i, end), tags[i, 2:] / stated[i], float(stated[i]), float(first[i])))
    return found


def _earlier(scores: Scores, anchors: Sequence[_Anchor]) -> Iterator[Floats]:
    """For each anchor its shares: one for each of the `_NEAR` mentions before it, and last "none of them"."""
    pairs = [a.pair for a in anchors]
    for begin in range(0, len(pairs), _NEAR):
        low = max(0, begin - _NEAR)
        block = scores.pairs(["same"], pairs[begin : begin + _NEAR], pairs[low : begin + _NEAR])[0]
        for row, j in zip(block, range(begin, begin + _NEAR), strict=False):
            yield shares_or_none(row[max(low, j - _NEAR) - low : j - low])


def _clusters(scores: Scores, anchors: Sequence[_Anchor], threshold: float) -> list[list[_Anchor]]:
    """Groups the mentions of one act: each joins the group of its likeliest earlier mention, or begins one."""
    groups: list[list[_Anchor]] = []
    member: list[int] = []
    types = np.array([anchor.types for anchor in anchors])
    for j, shares in enumerate(_earlier(scores, anchors)):
        # several mentions of one group share the probability of being its repeat; a mention of another type is none
        totals: dict[int, float] = {}
        begin = j - len(shares) + 1
        alike = np.einsum("nt,t->n", types[begin:j], types[j])
        for group, share, same in zip(member[begin:], shares.tolist(), alike.tolist(), strict=False):
            totals[group] = totals.get(group, 0.0) + share * same
        best = max(totals, key=lambda g: totals[g], default=-1)
        if best < 0 or totals[best] < threshold:
            best = len(groups)
            groups.append([])
        groups[best].append(anchors[j])
        member.append(best)
    return groups


def _parties(parts: Parts, t: Thresholds) -> tuple[list[Filler], list[Filler]]:
    """Who does it and who receives it, each not much less likely than the likeliest.

    A party is never both, and takes the likelier part of two that it could.
    """
    if not parts.fillers:
        return [], []
    doing, receiving = parts.shares[0], parts.shares[1]
    enough = max(t.recipient, t.beside * float(receiving.max()))
    does = (doing >= max(t.actor, t.beside * float(doing.max()))) & ((doing >= receiving) | (receiving < t.recipient))
    receives = (receiving >= enough) & ~does
    actors = [parts.fillers[i] for i in np.flatnonzero(does).tolist()]
    recipients = [parts.fillers[i] for i in np.flatnonzero(receives).tolist()]
    return actors, recipients


@dataclass(frozen=True, slots=True)
class _Act:
    """The mentions of one act, and which of them stands for it."""

    main: _Anchor
    mentions: Sequence[_Anchor]


def _event(
    candidates: Candidates, act: _Act, parts: dict[Pair, Parts], date: Date | None, t: Thresholds
) -> EventAnnotation:
    scores, main = candidates.scores, act.main
    own = everyone = parts[main.pair]
    others = [a for a in act.mentions if a is not main]
    for other in others:
        everyone = everyone.joined(parts[other.pair], _REPEAT_WEIGHT)
    actors, recipients = _parties(everyone, t)
    place = own.best(2, t.place)
    source = own.best(3, t.source, [a.pair for a in actors])
    return EventAnnotation(
        type=labels.EVENT_TYPES[main.type],
        anchor=candidates.locate.span(main.pair),
        also=tuple(candidates.locate.span(a.pair) for a in others),
        actors=tuple(candidates.actor(f) for f in actors),
        recipients=tuple(candidates.actor(f) for f in recipients),
        place=candidates.locate.span(place.pair) if place else None,
        date=date,
        status=labels.STATUSES[int(scores.head("status")[main.pair[0]].argmax())],
        time=labels.TIMES[int(scores.head("time")[main.pair[0]].argmax())],
        source=candidates.actor(source) if source else None,
        confidence=t.confidence("event", max(a.probability * float(a.types[main.type]) for a in act.mentions)),
    )


def find_events(candidates: Candidates, t: Thresholds) -> list[EventAnnotation]:
    """The events of a document, in the order of their anchors."""
    anchors = _anchors(candidates.scores, min(t.event, t.repeat))
    if max((a.probability for a in anchors), default=0.0) < t.document:
        return []
    groups = _clusters(candidates.scores, anchors, t.same)
    acts = [
        _Act(max(group, key=lambda a: a.probability * (0.2 + a.first)), group)
        for group in groups
        if max(a.probability for a in group) >= t.event
    ]
    acts.sort(key=lambda act: act.main.pair)
    pairs = [a.pair for a in anchors]
    parts = dict(zip(pairs, candidates.parts(labels.EVENT_RELATIONS, pairs), strict=True))
    times = candidates.dates("date", [act.main.pair for act in acts], t.date, resolved=True)
    return [
        _event(candidates, act, parts, time.date if time else None, t) for act, time in zip(acts, times, strict=True)
    ]
