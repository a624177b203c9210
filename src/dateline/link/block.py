"""Blocking keys: only documents that share one are compared, and then only if one of the two is a head of it.

A key is a number. Heads are the HEADS documents with the lowest rank, which follows from the hash of the text. So
which pairs are compared depends on the documents alone, and never on the order in which they came; a new document is
compared with no more than HEADS others a key, but for the rare one that becomes a head itself (the n-th of a key does
so with a chance of HEADS / n), which is compared with all of that key.
"""

import hashlib
from collections.abc import Iterator
from itertools import combinations
from typing import Final

from dateline.link.traits import EventTrait, FigureTrait, Profile, Whereabouts

HEADS: Final = 12
_RUNS: Final = (
    10  # the lowest numbers of a text's runs: a text that holds 0.3 of another shares one with a chance of 97 %
)
_TERMS: Final = 12
_TOGETHER: Final = 5
_WEEKS: Final = 14
_MONTHS: Final = 60


def rank_of(sha256: str) -> int:
    """The place of a document among others with the same key: the first 60 bits of its hash."""
    return int(sha256[:15], 16)


def keys_of(profile: Profile) -> list[int]:
    """All keys of a document, sorted."""
    return sorted({_key(*parts) for parts in _parts(profile)})


def _key(*parts: str | int) -> int:
    """63 bits, so that every database takes it."""
    data = "\0".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big") >> 1


def _parts(profile: Profile) -> Iterator[tuple[str | int, ...]]:
    for run in profile.runs[:_RUNS]:
        yield "run", run
    for window in _windows(profile.day, _WEEKS):
        heaviest = sorted(profile.lead, key=lambda term: (-profile.lead[term], term))
        for term in heaviest[:_TERMS]:
            yield "lead", term, window
        # Two words together are rarer: where one alone is in every text, these still find the few that matter.
        for one, other in combinations(sorted(heaviest[:_TOGETHER]), 2):
            yield "lead", one, other, window
        told = [event.place for event in profile.events] + [figure.place for figure in profile.figures]
        for place in sorted({_place(each) or "" for each in told}):
            yield "place", place, window
    for event in profile.events:
        yield from _of_event(event)
    for figure in profile.figures:
        yield from _of_figure(figure, profile.day)
    for agreement in profile.agreements:
        codes = sorted({party.code for party in agreement.parties if party.code})
        for window in _windows(profile.day, _MONTHS):
            for one, other in combinations(codes, 2):
                yield "parties", agreement.family, one, other, window
            for name in agreement.name:
                yield "agreement", name, agreement.family, window


def _windows(day: int | None, length: int) -> tuple[str, ...]:
    """Two windows of which any two days that are at most half a window apart share one."""
    if day is None:
        return ("undated",)
    return f"{length}a{day // length}", f"{length}b{(day + length // 2) // length}"


def _of_event(event: EventTrait) -> Iterator[tuple[str | int, ...]]:
    """An act of long ago is found by its place and day, however long after it is told."""
    place = _place(event.place)
    if place is None or event.days is None:
        return
    first, last = event.days
    if first == last:
        yield "act", place, first
    yield "act", place, "month", (first + last) // 2 // 31


def _of_figure(figure: FigureTrait, published: int | None) -> Iterator[tuple[str | int, ...]]:
    place = _place(figure.place)
    if place is not None and figure.owner is None:
        for window in _windows(published, _MONTHS):
            yield "figure", figure.kind, place, window


def _place(place: Whereabouts | None) -> str | None:
    if place is None:
        return None
    return place.id or " ".join(place.words) or None
