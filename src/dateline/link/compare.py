"""Two documents in, links out: all kinds, each in the knowledge of those before it."""

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.link import agreements, documents, events, figures, score
from dateline.link.traits import Profile
from dateline.model.linked import LinkKind

_LEAD = 2  # the last of the sentences that say what a dispatch is about


@dataclass(frozen=True, slots=True)
class Scored:
    """Two ends, `a` before `b`, the documents (hashes) that hold them, and how likely they belong together."""

    kind: LinkKind
    a: str
    b: str
    document_a: str
    document_b: str
    score: float


def compare(one: Profile, other: Profile) -> list[Scored]:
    """What two documents may have in common. It makes no difference which comes first."""
    left, right = (one, other) if one.document <= other.document else (other, one)
    return list(_between(left, right))


def alone(profile: Profile) -> list[Scored]:
    """Records of one document that mean the same."""
    return [_scored(LinkKind.AGREEMENT, profile, profile, each) for each in agreements.within(profile)]


def _between(left: Profile, right: Profile) -> Iterator[Scored]:
    acts = events.pairs(left, right)
    share = documents.copied(left, right)
    if share:
        yield _scored(LinkKind.REPRINT, left, right, (left.document, right.document, share))
    story = documents.score_of(documents.features(left, right, main_act(left, right, acts)))
    if story >= score.KEPT:
        yield _scored(LinkKind.STORY, left, right, (left.document, right.document, story))
    for each in acts:
        yield _scored(LinkKind.INCIDENT, left, right, each)
    known = {(a, b): value for a, b, value in acts}
    for each in figures.pairs(left, right, known, story):
        yield _scored(LinkKind.FIGURE, left, right, each)
    for each in agreements.pairs(left, right, story):
        yield _scored(LinkKind.AGREEMENT, left, right, each)


def main_act(left: Profile, right: Profile, acts: list[tuple[str, str, float]]) -> float:
    """The highest score of two acts that both documents tell in their first sentences."""
    first = {event.id for profile in (left, right) for event in profile.events if event.sentence <= _LEAD}
    return max((value for a, b, value in acts if a in first and b in first), default=0.0)


def _scored(kind: LinkKind, left: Profile, right: Profile, found: tuple[str, str, float]) -> Scored:
    (a, document_a), (b, document_b) = sorted(((found[0], left.document), (found[1], right.document)))
    return Scored(kind, a, b, document_a, document_b, found[2])
