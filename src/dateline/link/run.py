"""Links what waits in a store, a batch a transaction: the only module of this package that reads and writes."""

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from dateline.link import block
from dateline.link.cluster import JOIN, clusters
from dateline.link.compare import Scored, alone, compare
from dateline.link.judged import kind_of, pairs_of
from dateline.link.profile import profile_of
from dateline.link.score import KEPT
from dateline.link.traits import VERSION, Profile, packed, unpacked
from dateline.model.linked import LinkKind
from dateline.store.base import KeptDocument, State
from dateline.store.base_linking import Linking, LinkingStore, Pair, Peer
from dateline.store.rows import reading_of

BATCH: Final = 32
_REMEMBERED: Final = 4000  # profiles in memory, about 10 kB each


class Linker:
    """Links the documents of one store; it keeps the profiles it met last in memory, and nothing else."""

    def __init__(self, store: LinkingStore) -> None:
        self._store = store
        self._met: OrderedDict[int, Profile] = OrderedDict()

    def run(self) -> Iterator[int]:
        """Yields how many documents each transaction linked, until none waits. What a kill cuts off is linked by the
        next run.
        """
        while True:
            with self._store.linking() as turn:
                waiting = turn.waiting(VERSION, BATCH)
                step = _Step(turn, self._met)
                for number, kept in waiting.documents:
                    step.document(number, kept)
                step.judged(waiting.subjects)
                step.regroup()
                turn.done(VERSION, waiting.through)
            if not waiting.documents and not waiting.subjects:
                return
            yield len(waiting.documents)


class _Step:
    """One transaction: documents enter and leave, and the clusters that this touches are made anew."""

    def __init__(self, turn: Linking, met: OrderedDict[int, Profile]) -> None:
        self._turn = turn
        self._met = met
        self._touched: dict[LinkKind, set[str]] = defaultdict(set)

    def document(self, number: int, kept: KeptDocument) -> None:
        """Links a document as it now is; one that no longer stands is taken out."""
        old = self._turn.profiles([number]).get(number)
        new = profile_of(reading_of(kept)) if kept.state == State.CURRENT else None
        if old == (packed(new) if new else None):
            return
        self._met.pop(number, None)
        if old is not None:
            self._leave(number, unpacked(old))
        if new is not None:
            self._enter(number, new)

    def judged(self, subjects: Iterable[str]) -> None:
        """What a new judgement is about is clustered again."""
        for subject in subjects:
            for value in (None, str(LinkKind.REPRINT)):
                kind = kind_of(subject, value)
                if kind is not None:
                    self._touched[kind].add(subject)

    def _enter(self, number: int, profile: Profile) -> None:
        rank = block.rank_of(profile.document)
        keys = block.keys_of(profile)
        heads = self._turn.heads(keys)
        candidates: set[int] = set()
        flags: dict[int, bool] = {}
        lost: set[int] = set()
        for key in keys:
            peers = heads.get(key, [])
            flags[key] = len(peers) < block.HEADS or rank < peers[-1].rank
            candidates.update(peer.document for peer in peers)
            if flags[key] and len(peers) >= block.HEADS:
                candidates.update(peer.document for peer in self._turn.peers(key))
                self._turn.set_head(key, peers[-1].document, head=False)
                lost.add(peers[-1].document)
        self._turn.remember(number, rank, packed(profile), flags)
        self._met[number] = profile
        self._compare(number, candidates)
        for each in sorted(lost):
            self._recheck(each)

    def _compare(self, number: int, candidates: Iterable[int]) -> None:
        profile = self._profile(number)
        found = alone(profile)
        numbers = {profile.document: number}
        for other in self._profiles(candidates):
            if other != number:
                numbers[self._met[other].document] = other
                found += compare(profile, self._met[other])
        pairs = [_pair(scored, numbers) for scored in found]
        self._turn.put_pairs(pairs)
        self._touch(pairs)

    def _recheck(self, number: int) -> None:
        """A document that is no longer a head of a key loses the pairs that rested on it."""
        allowed = {number}
        keys = self._turn.keys(number)
        for key, peers in self._turn.heads(keys).items():
            allowed.update(peer.document for peer in (self._turn.peers(key) if keys[key] else peers))
        gone = [pair for pair in self._turn.pairs_of(number) if not {pair.document_a, pair.document_b} <= allowed]
        self._turn.drop_pairs(gone)
        self._touch(gone)

    def _leave(self, number: int, profile: Profile) -> None:
        self._touch(self._turn.pairs_of(number))
        for kind, members in _members(profile).items():
            self._touched[kind] |= self._turn.mates(kind, members) | set(members)
        for key in self._turn.forget(number):
            waiting = [peer for peer in self._turn.peers(key) if peer not in self._turn.heads([key]).get(key, [])]
            if waiting:
                self._promote(key, waiting[0])

    def _promote(self, key: int, peer: Peer) -> None:
        """A head has left: the next in rank takes its place and is compared with all."""
        self._turn.set_head(key, peer.document, head=True)
        self._compare(peer.document, {other.document for other in self._turn.peers(key)})

    def _touch(self, pairs: Iterable[Pair]) -> None:
        for each in pairs:
            self._touched[each.kind] |= {each.a, each.b}

    def _profile(self, number: int) -> Profile:
        return self._met[self._profiles([number])[0]]

    def _profiles(self, numbers: Iterable[int]) -> list[int]:
        """The numbers, sorted, once all their profiles are in memory."""
        wanted = sorted(set(numbers))
        missing = [number for number in wanted if number not in self._met]
        for number, data in self._turn.profiles(missing).items():
            self._met[number] = unpacked(data)
        for number in wanted:
            self._met.move_to_end(number)
        while len(self._met) > _REMEMBERED + len(wanted):
            self._met.popitem(last=False)
        return wanted

    def regroup(self) -> None:
        """Makes the clusters anew that hold anything that changed."""
        for kind, seeds in sorted(self._touched.items()):
            members = self._reached(kind, seeds)
            standing = self._turn.standing(members)
            pairs = self._turn.pairs(kind, members, KEPT)
            scores = {(each.a, each.b): each.score for each in pairs}
            same, apart = pairs_of(kind, self._turn.judgements(members))
            self._turn.put_clusters(
                kind, members, clusters(standing, scores, same, apart, JOIN[kind], _holders(kind, pairs))
            )
        self._touched.clear()

    def _reached(self, kind: LinkKind, seeds: Iterable[str]) -> set[str]:
        """All that may be in one cluster with the seeds: a cluster holds at least one pair of JOIN or a judgement."""
        members = set(seeds) | self._turn.mates(kind, seeds)
        fresh = set(members)
        while fresh:
            found = {end for each in self._turn.pairs(kind, fresh, JOIN[kind]) for end in (each.a, each.b)}
            same, _ = pairs_of(kind, self._turn.judgements(fresh))
            found |= {end for each in same for end in each}
            fresh = found - members
            members |= fresh
        return members


def _pair(scored: Scored, numbers: Mapping[str, int]) -> Pair:
    documents = numbers[scored.document_a], numbers[scored.document_b]
    return Pair(scored.kind, scored.a, scored.b, *documents, scored.score)


def _holders(kind: LinkKind, pairs: Iterable[Pair]) -> dict[str, int]:
    """The documents of figures: two that one document tells apart are two quantities."""
    if kind != LinkKind.FIGURE:
        return {}
    return {end: number for each in pairs for end, number in ((each.a, each.document_a), (each.b, each.document_b))}


def _members(profile: Profile) -> dict[LinkKind, list[str]]:
    return {
        LinkKind.REPRINT: [profile.document],
        LinkKind.STORY: [profile.document],
        LinkKind.INCIDENT: [event.id for event in profile.events],
        LinkKind.FIGURE: [figure.id for figure in profile.figures],
        LinkKind.AGREEMENT: [agreement.id for agreement in profile.agreements],
    }
