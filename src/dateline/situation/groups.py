"""Clusters among selected records: which incidents, histories and agreements a filter touches, and how widely told."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from dateline.model.linked import LinkKind
from dateline.situation.board import Board
from dateline.situation.columns import KINDS, Ints
from dateline.situation.query import Kind
from dateline.store.base_linking import LinkingStore

MOST: Final = 5_000
"""Records, the latest ones, whose clusters are looked up for one filter."""

_KINDS: Final = {Kind.EVENT: LinkKind.INCIDENT, Kind.FIGURE: LinkKind.FIGURE, Kind.AGREEMENT: LinkKind.AGREEMENT}


class Order(StrEnum):
    """The latest day first, or what most documents tell of."""

    LATEST = "latest"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster; `documents` counts those that tell of it, `day` is the latest of the selected records' days."""

    members: tuple[str, ...]
    documents: int
    day: int


def groups(board: Board, store: LinkingStore, rows: Ints, kind: Kind, order: Order) -> list[Group]:
    """The clusters of which a selected record is a member; a record that stands alone is a cluster of one."""
    chosen = rows[board.columns.kind[rows] == KINDS.index(kind)][:MOST]
    ids = [board.ids[row] for row in chosen]
    clusters = store.grouped(_KINDS[kind], ids)
    found: dict[tuple[str, ...], int] = {}
    for row, name in zip(chosen.tolist(), ids, strict=True):
        members = clusters[name]
        found[members] = max(found.get(members, 0), int(board.columns.day[row]))
    made = [Group(members, _documents(board, members), day) for members, day in found.items()]
    # Rows come the latest first, so that clusters do, too; the sort keeps that order among equals.
    return made if order is Order.LATEST else sorted(made, key=lambda group: -group.documents)


def _documents(board: Board, members: tuple[str, ...]) -> int:
    rows = [board.row(member) for member in members]
    return len({int(board.columns.doc[row]) for row in rows if row is not None})
