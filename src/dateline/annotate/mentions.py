"""All mentions of a document, for `read --mentions`: what may play a part, what is named, what tells a time."""

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
        inside = [kind for p, kind, _ in names if filler.pair[0] <= p[0] and p[1] <= filler.pair[1]]
        kind = MentionKind.PLACE if filler.is_place else inside[-1] if inside else MentionKind.ROLE
        found.append((filler.pair, Mention(span(filler.pair), kind, round(filler.probability, 3))))
        taken[filler.pair[0] : filler.pair[1] + 1] = True
    for pair, kind, confidence in names:
        if kind is not MentionKind.TIME and not taken[pair[0] : pair[1] + 1].any():
            found.append((pair, Mention(span(pair), kind, round(confidence, 3))))
            taken[pair[0] : pair[1] + 1] = True
    return [mention for _, mention in sorted(found, key=lambda item: item[0])]
