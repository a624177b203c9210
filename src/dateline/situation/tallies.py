"""Counts over selected records: places, actors, who did what to whom, and the parts of a filter."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from dateline.situation.board import Board
from dateline.situation.columns import ROLES, Interned, Ints, Party, Spot

_QUADS: Final = 5  # quad classes 1 to 4; 0 stands for records that are no events


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place with the number of records there: all, by quad class (1 to 4), and of figures."""

    spot: Spot
    records: int
    quads: tuple[int, int, int, int]
    figures: int


@dataclass(frozen=True, slots=True)
class ActorCount:
    """An actor with the number of records in each role, in the order of `columns.ROLES`."""

    party: Party
    records: int
    roles: tuple[int, ...]

    def by_role(self) -> dict[str, int]:
        """The numbers by the name of the role."""
        return dict(zip(ROLES, self.roles, strict=True))


@dataclass(frozen=True, slots=True)
class Deed:
    """How often one actor did one type of thing to another."""

    actor: Party
    recipient: Party
    type: str
    quad: int
    events: int


def places(board: Board, rows: Ints) -> list[PlaceCount]:
    """Places of the records, the most told first."""
    columns = board.columns
    place = columns.place[rows]
    of_quad = columns.quad[rows].astype(np.int64)
    table = np.bincount(place * _QUADS + of_quad, minlength=len(board.names.spots) * _QUADS).reshape(-1, _QUADS)
    total = table.sum(axis=1)
    found = []
    for number in np.flatnonzero(total):
        spot = board.names.spots[int(number)]
        if spot is not None:
            one, two, three, four = (int(n) for n in table[number, 1:])
            found.append(PlaceCount(spot, int(total[number]), (one, two, three, four), int(table[number, 0])))
    return sorted(found, key=lambda count: (-count.records, count.spot.name, count.spot.id or ""))


def actors(board: Board, rows: Ints) -> list[ActorCount]:
    """Actors of the records, the most told first; a record counts once for each role that the actor has in it."""
    columns = board.columns
    chosen = np.zeros(len(board.ids), np.bool_)
    chosen[rows] = True
    parts = chosen[columns.part_row]
    numbers = columns.part_actor[parts].astype(np.int64)
    width = len(ROLES)
    table = np.bincount(numbers * width + columns.part_role[parts], minlength=len(board.names.parties) * width)
    table = table.reshape(-1, width)
    found = []
    for number in np.flatnonzero(table.sum(axis=1)):
        party = board.names.parties[int(number)]
        if party is not None:
            roles = tuple(int(n) for n in table[number])
            found.append(ActorCount(party, sum(roles), roles))
    return sorted(found, key=lambda count: (-count.records, count.party.name, count.party.code or ""))


def deeds(board: Board, rows: Ints, most: int = 50) -> list[Deed]:
    """Who did what to whom, the most frequent first; each pair of an event's actors and recipients counts once."""
    columns = board.columns
    chosen = np.zeros(len(board.ids), np.bool_)
    chosen[rows] = True
    parts = chosen[columns.part_row] & (columns.part_role <= 1)
    sides: dict[int, tuple[list[int], list[int]]] = {}
    picked = (columns.part_row[parts], columns.part_role[parts], columns.part_actor[parts])
    for row, role, actor in zip(*(one.tolist() for one in picked), strict=True):
        sides.setdefault(row, ([], []))[role].append(actor)
    counted = Counter(
        (actor, recipient, int(columns.type[row]), int(columns.quad[row]))
        for row, (doers, done_to) in sides.items()
        for actor in doers
        for recipient in done_to
    )
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:most]
    parties, codes = board.names.parties, board.names.codes
    return [
        Deed(_known(parties, actor), _known(parties, recipient), codes[kind] or "", quad, number)
        for (actor, recipient, kind, quad), number in ranked
    ]


def codes(board: Board, rows: Ints, column: str) -> list[tuple[str, int]]:
    """How often each value of a column of codes (`type`, `status`, `time`) occurs, the most frequent first."""
    counted = np.bincount(getattr(board.columns, column)[rows], minlength=1)
    found = [(board.names.codes[int(number)], int(counted[number])) for number in np.flatnonzero(counted)]
    return sorted(((code, n) for code, n in found if code is not None), key=lambda item: (-item[1], item[0]))


def countries(board: Board, rows: Ints) -> list[tuple[str, int]]:
    """How many records lie in each country."""
    counted: Counter[str] = Counter()
    for place in places(board, rows):
        if place.spot.country is not None:
            counted[place.spot.country] += place.records
    return counted.most_common()


def roles(counts: Sequence[ActorCount]) -> dict[str, int]:
    """The numbers by role, over several actors."""
    return {role: sum(count.roles[at] for count in counts) for at, role in enumerate(ROLES)}


def _known(parties: Interned[Party], number: int) -> Party:
    party = parties[number]
    assert party is not None  # noqa: S101 (columns hold only numbers that were given out)
    return party
