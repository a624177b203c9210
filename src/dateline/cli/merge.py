"""`dateline merge`: a person says that things are one."""

from typing import Annotated

import typer

from dateline.cli.judging import ByOption, ReasonOption, judge, subjects, told
from dateline.cli.listing import linked
from dateline.cli.options import Db
from dateline.store.base import Decision


def merge(
    db: Db,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Clusters, records or documents of one kind.")],
    reason: ReasonOption,
    by: ByOption = None,
) -> int:
    """Judge that two or more incidents, figures, agreements or stories are one.

    Nothing is lost by it: the judgement is added to the history, and `dateline undo` takes it back.
    """
    with linked(db) as store:
        found = subjects(store, ids)
        name = judge(store, Decision.SAME, [each.member for each in found], reason, by)
        size = len(store.grouped(found[0].kind, [found[0].member])[found[0].member])
    return told(f"judged the same; it now has {size} members", name, db)
