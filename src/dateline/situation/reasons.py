"""Why things are linked: what a person typed is found, and the links between its members get their reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.errors import UnknownId
from dateline.link.explain import Explainer
from dateline.link.judged import pairs_of
from dateline.link.traits import Profile, unpacked
from dateline.model.document import Document
from dateline.model.linked import Link, LinkKind, Reason
from dateline.store.base import Judgement
from dateline.store.base_linking import LinkingStore

_RECORDS: Final = {"incident": "event", "history": "figure"}
_DOCUMENTS: Final = frozenset({"story", "reprint"})
_KINDS: Final = {"event": LinkKind.INCIDENT, "figure": LinkKind.FIGURE, "agreement": LinkKind.AGREEMENT}


@dataclass(frozen=True, slots=True)
class Found:
    """What an id stands for: the kind of cluster, one member, and all members of the cluster that it is in now.

    `whole` is set where the id is one of a cluster and not of a record or document.
    """

    kind: LinkKind
    member: str
    members: tuple[str, ...]
    whole: bool


def find(store: LinkingStore, typed: str) -> Found:
    """The cluster of an id: of a cluster, a record or a document (id, address, hash, or the hash's first digits).

    UnknownId if nothing current has it, or if several documents do.
    """
    start, mark, digits = typed.partition("-")
    whole = start in _RECORDS or start in _DOCUMENTS
    record = f"{_RECORDS.get(start, start)}-{digits}"
    if mark and record.partition("-")[0] in _KINDS:
        if store.kept([record]):
            return _found(store, _KINDS[record.partition("-")[0]], record, whole)
    elif mark and start in _DOCUMENTS:
        shas = store.beginning(digits) if digits else []
        if len(shas) == 1:
            return _found(store, LinkKind.REPRINT if start == "reprint" else LinkKind.STORY, shas[0], whole)
    shas = store.lookup(typed) or (store.beginning(typed) if len(typed) >= 6 else [])
    if len(shas) > 1:
        raise UnknownId(typed, f"{len(shas)} documents have it", "type the hash of one of them")
    if not shas:
        raise UnknownId(typed, "no current record, document or cluster has this id", "dateline incidents --db FILE")
    return _found(store, LinkKind.STORY, shas[0], whole=False)


def _found(store: LinkingStore, kind: LinkKind, member: str, whole: bool) -> Found:
    return Found(kind, member, store.grouped(kind, [member])[member], whole)


def links(store: LinkingStore, kind: LinkKind, members: Sequence[str], least: float = 0.5) -> list[Link]:
    """The links among these members with their reasons, the surest first: pairs whose score reaches `least`, and
    those that people judged.
    """
    same, apart = pairs_of(kind, store.decided(members))
    stored = {(each.a, each.b) for each in store.pairs(kind, members) if each.score >= least}
    inside = set(members)
    wanted = sorted(stored | {each for each in same | apart if set(each) <= inside})
    holders = _holders(store, kind, members)
    loaded = _load(store, holders.values())
    found = [_link(kind, a, b, holders, loaded) for a, b in wanted if a in holders and b in holders]
    judged = [_judged(link, store.decided([link.a, link.b])) for link in found]
    return sorted(judged, key=lambda link: (-link.score, link.a, link.b))


def compared(store: LinkingStore, kind: LinkKind, a: str, b: str) -> Link | None:
    """What speaks for and against one pair, whether it is linked or not; None within one document."""
    holders = _holders(store, kind, (a, b))
    if len(set(holders.values())) < 2:
        return None
    return _link(kind, a, b, holders, _load(store, holders.values()))


Loaded = Mapping[str, tuple[Profile, Document]]


def _holders(store: LinkingStore, kind: LinkKind, members: Sequence[str]) -> dict[str, str]:
    """The document of each member."""
    if kind in (LinkKind.STORY, LinkKind.REPRINT):
        return {member: member for member in members}
    return {record.id: record.document for record in store.kept(members)}


def _load(store: LinkingStore, shas: Iterable[str]) -> dict[str, tuple[Profile, Document]]:
    wanted = sorted(set(shas))
    faces = store.texts(wanted)
    return {sha: (unpacked(data), faces[sha]) for sha, data in store.compared(wanted).items()}


def _link(kind: LinkKind, a: str, b: str, holders: Mapping[str, str], loaded: Loaded) -> Link:
    if holders[a] == holders[b]:
        return Link(kind, a, b, 1.0, (Reason("one document tells both as one", 0.0),))
    one, other = sorted((a, b), key=lambda each: holders[each])
    (left, left_document), (right, right_document) = loaded[holders[one]], loaded[holders[other]]
    explainer = Explainer(left, right, left_document.text, right_document.text)
    if kind == LinkKind.INCIDENT:
        acts = {event.id: event for event in (*left.events, *right.events)}
        return explainer.events(acts[one], acts[other])
    if kind == LinkKind.FIGURE:
        values = {figure.id: figure for figure in (*left.figures, *right.figures)}
        return explainer.figures(values[one], values[other])
    if kind == LinkKind.AGREEMENT:
        return explainer.agreements(one, other)
    return explainer.documents(kind)


def _judged(link: Link, judgements: Sequence[Judgement]) -> Link:
    """The link as the last judgement about it has it."""
    about = [each for each in judgements if (link.a, link.b) in _all(link.kind, each)]
    if not about:
        return link
    last = about[-1]
    said = Reason(f"{last.user} judged them {last.decision.replace('_', ' ')}: {last.reason}", 0.0)
    score = {"same": 1.0, "not_same": 0.0}.get(last.decision, link.score)
    return Link(link.kind, link.a, link.b, score, (said, *link.reasons), last.id)


def _all(kind: LinkKind, judgement: Judgement) -> set[tuple[str, str]]:
    same, apart = pairs_of(kind, [judgement])
    return same | apart
