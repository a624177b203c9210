"""Events out of word scores: anchors, one event per act, its parts, status, time, place, date and source."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.annotate import labels
from dateline.annotate.candidates import Candidates, Filler
from dateline.annotate.scores import Pair, Scores, softmax
from dateline.annotate.thresholds import Thresholds
from dateline.model.annotations import EventAnnotation

_NEAR = 40
"""An act is linked to at most this many earlier mentions, the nearest ones."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    pair: Pair
    type: int
    probability: float
    first: float


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
        found.append(_Anchor((i, end), int(tags[i, 2:].argmax()), float(stated[i]), float(first[i])))
        i = end + 1
    return found


def _clusters(scores: Scores, anchors: Sequence[_Anchor], threshold: float) -> list[list[_Anchor]]:
    """Groups the mentions of one act: each joins the group of its likeliest earlier mention, or begins one."""
    groups: list[list[_Anchor]] = []
    member: list[int] = []
    for j, anchor in enumerate(anchors):
        low = max(0, j - _NEAR)
        earlier = [a.pair for a in anchors[low:j]]
        row = scores.pair("same", [anchor.pair], earlier)[0] if earlier else np.zeros(0, np.float32)
        shares = softmax(np.append(row, np.float32(0.0)))
        # several mentions of one group share the probability of being its repeat
        totals: dict[int, float] = {}
        for i, share in enumerate(shares[:-1]):
            totals[member[low + i]] = totals.get(member[low + i], 0.0) + float(share)
        best = max(totals, key=lambda g: totals[g], default=None)
        if best is not None and 1.0 - float(shares[-1]) >= threshold:
            groups[best].append(anchor)
            member.append(best)
        else:
            member.append(len(groups))
            groups.append([anchor])
    return groups


def _parties(candidates: Candidates, group: Sequence[_Anchor], t: Thresholds) -> tuple[list[Filler], list[Filler]]:
    """Who does it and who receives it; a party is never both."""
    if not candidates.fillers:
        return [], []
    pairs = [a.pair for a in group]
    weights = np.array([1.0] + [0.8] * (len(group) - 1), dtype=np.float32)[:, None]
    actor = (candidates.relation("actor", pairs) * weights).max(axis=0)
    recipient = (candidates.relation("recipient", pairs) * weights).max(axis=0)
    actors: list[Filler] = []
    recipients: list[Filler] = []
    for i, filler in enumerate(candidates.fillers):
        a, r = float(actor[i]) / t.actor, float(recipient[i]) / t.recipient
        if max(a, r) >= 1.0:
            (actors if a >= r else recipients).append(filler)
    return actors, recipients


def _event(candidates: Candidates, group: Sequence[_Anchor], t: Thresholds) -> EventAnnotation:
    scores = candidates.scores
    main = max(group, key=lambda a: a.probability * (0.2 + a.first))
    ordered = [main, *(a for a in group if a is not main)]
    actors, recipients = _parties(candidates, ordered, t)
    place = candidates.best("place", main.pair, t.place)
    source = candidates.best("source", main.pair, t.source, [a.pair for a in actors])
    time = candidates.time("date", main.pair, t.date, resolved=True)
    status = int(scores.head("status")[main.pair[0]].argmax())
    news = int(scores.head("time")[main.pair[0]].argmax())
    return EventAnnotation(
        type=labels.EVENT_TYPES[main.type],
        anchor=candidates.locate.span(main.pair),
        also=tuple(candidates.locate.span(a.pair) for a in ordered[1:]),
        actors=tuple(candidates.actor(f) for f in actors),
        recipients=tuple(candidates.actor(f) for f in recipients),
        place=candidates.locate.span(place.pair) if place else None,
        date=time.date if time else None,
        status=labels.STATUSES[status],
        time=labels.TIMES[news],
        source=candidates.actor(source) if source else None,
        confidence=t.confidence("event", max(a.probability for a in group)),
    )


def find_events(candidates: Candidates, t: Thresholds) -> list[EventAnnotation]:
    """The events of a document, in the order of their anchors."""
    anchors = _anchors(candidates.scores, min(t.event, t.repeat))
    groups = _clusters(candidates.scores, anchors, t.same)
    told = [g for g in groups if max(a.probability for a in g) >= t.event]
    return sorted((_event(candidates, g, t) for g in told), key=lambda e: e.anchor.start)
