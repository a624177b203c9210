"""What the lists of incidents, figures and agreements have in common: clusters of the filter, page by page."""

from dataclasses import dataclass
from typing import Final

from pydantic import Field

from dateline.situation.groups import Order, groups
from dateline.situation.query import Kind
from dateline.web.live import Live
from dateline.web.look import link
from dateline.web.questions import Asked

PAGE: Final = 40
"""Clusters of a page."""


class Grouped(Asked):
    """A filter with an order and a page."""

    order: Order = Order.TOLD
    page: int = Field(1, ge=1, le=10_000)


@dataclass(frozen=True, slots=True)
class Listed:
    """The members of the clusters of this page, and what the template needs around them."""

    members: list[tuple[str, ...]]
    values: dict[str, object]


def listed(live: Live, wanted: Grouped, kind: Kind, type_: str | None, path: str) -> Listed:
    """The clusters that fit, the page that was asked for."""
    board, query = live.board, wanted.query(kind, type_)
    key = (board.seq, "groups", query, wanted.order)
    found = live.view(key, lambda: groups(board, live.store, live.rows(board, query), kind, wanted.order))
    start = (wanted.page - 1) * PAGE
    here = wanted.parameters()
    more = link(path, **(here | {"page": wanted.page + 1})) if start + PAGE < len(found) else None
    values: dict[str, object] = {"total": len(found), "start": start, "more": more, "wanted": wanted}
    values |= {"several": sum(group.documents > 1 for group in found), "kept": len(board.documents)}
    values |= {"parameters": here, "path_": path, "orders": {Order.TOLD: "most told", Order.LATEST: "latest"}}
    return Listed([group.members for group in found[start : start + PAGE]], values)
