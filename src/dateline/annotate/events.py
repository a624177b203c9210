"""Events out of word scores: anchors, one event per act, its parts, status, time, place, date and source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dateline.annotate import labels
from dateline.annotate.candidates import Candidates, Filler, Parts
from dateline.annotate.scores import Floats, Pair, Scores, softmax
from dateline.annotate.thresholds import Thresholds
from dateline.model.annotations import EventAnnotation

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
    i = 0
    while i < len(stated):
        if stated[i] < threshold:
            i += 1
            continue
        end = i
        while end + 1 < len(stated) and end - i < 3 and tags[end + 1, 1] > 0.5:
            end += 1
        found.append(_Anchor((i, end), tags[i, 2:] / stated[i], float(stated[i]), float(first[i])))
        i = end + 1
    return found


def _earlier(scores: Scores, anchors: Sequence[_Anchor]) -> Iterator[Floats]:
    """For each anchor its shares: one for each of the `_NEAR` mentions before it, and last "none of them"."""
    pairs = [a.pair for a in anchors]
    for begin in range(0, len(pairs), _NEAR):
        low = max(0, begin - _NEAR)
        block = scores.pairs(["same"], pairs[begin : begin + _NEAR], pairs[low : begin + _NEAR])[0]
        for row, j in zip(block, range(begin, begin + _NEAR), strict=False):
            yield softmax(np.concatenate([row[max(low, j - _NEAR) - low : j - low], np.zeros(1, dtype=np.float32)]))


def _clusters(scores: Scores, anchors: Sequence[_Anchor], threshold: float) -> list[list[_Anchor]]:
    """Groups the mentions of one act: each joins the group of its likeliest earlier mention, or begins one."""
    groups: list[list[_Anchor]] = []
    member: list[int] = []
    for j, shares in enumerate(_earlier(scores, anchors)):
        # several mentions of one group share the probability of being its repeat; a mention of another type is none
        totals: dict[int, float] = {}
        for i, share in enumerate(shares[:-1], j - len(shares) + 1):
            alike = float(anchors[i].types @ anchors[j].types)
            totals[member[i]] = totals.get(member[i], 0.0) + float(share) * alike
        best = max(totals, key=lambda g: totals[g], default=-1)
        if best < 0 or totals[best] < threshold:
            best = len(groups)
            groups.append([])
        groups[best].append(anchors[j])
        member.append(best)
    return groups


def _parties(parts: Parts, t: Thresholds) -> tuple[list[Filler], list[Filler]]:
    """Who does it and who receives it, by the clearest mention; a party is never both."""
    actors: list[Filler] = []
    recipients: list[Filler] = []
    weights = np.array([1.0] + [_REPEAT_WEIGHT] * (parts.shares.shape[1] - 1), dtype=np.float32)[:, None]
    doing, receiving = (parts.shares[:2] * weights).max(axis=1)
    for filler, doer, receiver in zip(parts.fillers, doing / t.actor, receiving / t.recipient, strict=True):
        if max(doer, receiver) >= 1.0:
            (actors if doer >= receiver else recipients).append(filler)
    return actors, recipients


def _event(candidates: Candidates, group: Sequence[_Anchor], t: Thresholds) -> EventAnnotation:
    scores = candidates.scores
    main = max(group, key=lambda a: a.probability * (0.2 + a.first))
    ordered = [main, *(a for a in group if a is not main)]
    parts = candidates.parts(labels.EVENT_RELATIONS[:4], [a.pair for a in ordered[:_NEAR]])
    actors, recipients = _parties(parts, t)
    place = parts.best(2, t.place)
    source = parts.best(3, t.source, [a.pair for a in actors])
    time = candidates.time("date", main.pair, t.date, resolved=True)
    return EventAnnotation(
        type=labels.EVENT_TYPES[main.type],
        anchor=candidates.locate.span(main.pair),
        also=tuple(candidates.locate.span(a.pair) for a in group if a is not main),
        actors=tuple(candidates.actor(f) for f in actors),
        recipients=tuple(candidates.actor(f) for f in recipients),
        place=candidates.locate.span(place.pair) if place else None,
        date=time.date if time else None,
        status=labels.STATUSES[int(scores.head("status")[main.pair[0]].argmax())],
        time=labels.TIMES[int(scores.head("time")[main.pair[0]].argmax())],
        source=candidates.actor(source) if source else None,
        confidence=t.confidence("event", max(a.probability * float(a.types[main.type]) for a in group)),
    )


def find_events(candidates: Candidates, t: Thresholds) -> list[EventAnnotation]:
    """The events of a document, in the order of their anchors."""
    anchors = _anchors(candidates.scores, min(t.event, t.repeat))
    groups = _clusters(candidates.scores, anchors, t.same)
    told = [g for g in groups if max(a.probability for a in g) >= t.event]
    return sorted((_event(candidates, g, t) for g in told), key=lambda e: e.anchor.start)
