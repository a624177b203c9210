"""All mentions of a document, for `read --mentions`: what may play a part, what is named, what tells a time."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

import numpy as np

from dateline.annotate.candidates import Candidates
from dateline.annotate.scores import Pair
from dateline.model.annotations import Mention
from dateline.model.codes import MentionKind

_KINDS: Final = {
    "PER": MentionKind.PERSON,
    "ORG": MentionKind.ORGANISATION,
    "GPE": MentionKind.PLACE,
    "LOC": MentionKind.PLACE,
    "NORP": MentionKind.GROUP,
    "MIL": MentionKind.GROUP,
    "DATE": MentionKind.TIME,
}


def _named(names: Sequence[tuple[Pair, MentionKind, float]], pair: Pair) -> MentionKind | None:
    """The kind of the last name inside a mention."""
    at = bisect_left(names, pair[1] + 1, key=lambda item: item[0][0]) - 1
    return names[at][1] if at >= 0 and pair[0] <= names[at][0][0] and names[at][0][1] <= pair[1] else None


def find_mentions(candidates: Candidates) -> list[Mention]:
    """Mentions in text order, none overlapping: times by rule, then fillers of a part, then names beside them."""
    span = candidates.locate.span
    found: list[tuple[Pair, Mention]] = [
        (pair, Mention(span(pair), MentionKind.TIME, 1.0)) for pair, _ in candidates.times
    ]
    names = [(pair, _KINDS[tag], confidence) for pair, tag, confidence in candidates.names]
    taken = np.zeros(len(candidates.scores.words), dtype=bool)
    for pair, _ in found:
        taken[pair[0] : pair[1] + 1] = True
    for filler in candidates.fillers:
        if taken[filler.pair[0] : filler.pair[1] + 1].any():
            continue
        named = _named(names, filler.pair)
        is_place = filler.is_place and named is not MentionKind.PERSON
        kind = MentionKind.PLACE if is_place else named or MentionKind.ROLE
        found.append((filler.pair, Mention(span(filler.pair), kind, round(filler.probability, 3))))
        taken[filler.pair[0] : filler.pair[1] + 1] = True
    for pair, kind, confidence in names:
        if kind is not MentionKind.TIME and not taken[pair[0] : pair[1] + 1].any():
            found.append((pair, Mention(span(pair), kind, round(confidence, 3))))
            taken[pair[0] : pair[1] + 1] = True
    return [mention for _, mention in sorted(found, key=lambda item: item[0])]
