"""Judgements as pairs: what people say belongs together, and what they keep apart."""

from collections.abc import Iterable, Sequence
from typing import Final

from dateline.link.cluster import Pair, pair
from dateline.model.linked import LinkKind
from dateline.store.base import Decision, Judgement

_KINDS: Final = {"event": LinkKind.INCIDENT, "figure": LinkKind.FIGURE, "agreement": LinkKind.AGREEMENT}


def kind_of(subject: str, value: str | None = None) -> LinkKind | None:
    """What links of this record or document say; documents are of one story unless `value` says "reprint"."""
    start, mark, _ = subject.partition("-")
    if mark:
        return _KINDS.get(start)
    return LinkKind.REPRINT if value == LinkKind.REPRINT else LinkKind.STORY


def pairs_of(kind: LinkKind, judgements: Sequence[Judgement]) -> tuple[set[Pair], set[Pair]]:
    """Pairs judged the same, and pairs judged not the same. SAME holds for all its subjects, NOT_SAME parts the first
    one from each of the others. Of two judgements about one pair the later one counts; UNSURE leaves it to the score.
    """
    same: set[Pair] = set()
    apart: set[Pair] = set()
    for judgement in judgements:
        for each in _pairs(kind, judgement):
            same.discard(each)
            apart.discard(each)
            if judgement.decision == Decision.SAME:
                same.add(each)
            elif judgement.decision == Decision.NOT_SAME:
                apart.add(each)
    return same, apart


def _pairs(kind: LinkKind, judgement: Judgement) -> Iterable[Pair]:
    subjects = [each for each in judgement.subjects if kind_of(each, judgement.value) == kind]
    if judgement.decision in (Decision.SAME, Decision.NOT_SAME, Decision.UNSURE):
        for other in subjects[1:]:
            if other != subjects[0]:
                yield pair(subjects[0], other)
