"""`dateline undo`: a judgement is taken back."""

from typing import Annotated

import typer

from dateline.cli.judging import ByOption, ReasonOption, judge, told
from dateline.cli.listing import linked
from dateline.cli.options import Db
from dateline.errors import UnknownId
from dateline.store.base import Decision


def undo(
    db: Db,
    judgement: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="Its id, as merge and split print it.")],
    reason: ReasonOption,
    by: ByOption = None,
) -> int:
    """Take a judgement back: what it is about is linked again as if it had not been made. It stays in the history."""
    with linked(db) as store:
        made = {each.id: each for each in store.judgements()}
        if judgement not in made:
            raise UnknownId(judgement, "there is no such judgement", "dateline changes --db FILE")
        name = judge(store, Decision.UNDONE, made[judgement].subjects, reason, by, judgement)
    return told(f"{judgement} is taken back", name, db)
