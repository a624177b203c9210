"""`dateline split`: a person says that things are not one."""

from typing import Annotated

import typer

from dateline.cli.judging import ByOption, ReasonOption, judge, subjects, told
from dateline.cli.listing import linked
from dateline.cli.options import Db
from dateline.situation.reasons import Found
from dateline.store.base import Decision


def split(
    db: Db,
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Two records; or a cluster, and what does not belong to it.")
    ],
    reason: ReasonOption,
    by: ByOption = None,
) -> int:
    """Judge that things are not one: two records or documents, or a cluster and one or more of its members.

    Nothing is lost by it: the judgement is added to the history, and `dateline undo` takes it back.
    """
    with linked(db) as store:
        found = subjects(store, ids)
        out = [each.member for each in found[1:]]
        for each in out:
            name = judge(store, Decision.NOT_SAME, [each, *_rest(found[0], out)], reason, by)
        left = len(store.grouped(found[0].kind, [found[0].member])[found[0].member])
    return told(f"judged not the same; {left} stay together", name, db)


def _rest(first: Found, out: list[str]) -> list[str]:
    """From what each is parted: the record that was typed, or all of the cluster that was."""
    if not first.whole:
        return [first.member]
    return [member for member in first.members if member not in out] or [first.member]
