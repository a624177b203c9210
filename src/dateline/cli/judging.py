"""What `merge`, `split` and `undo` share: they append a judgement, and link anew what it is about."""

import getpass
from collections.abc import Sequence
from typing import Annotated

import typer

from dateline.cli.exits import Exit
from dateline.cli.messages import say, visible
from dateline.cli.options import shell
from dateline.errors import UsageError
from dateline.link.run import Linker
from dateline.situation.reasons import Found, find
from dateline.store.base import Decision
from dateline.store.base_linking import LinkingStore

ReasonOption = Annotated[str, typer.Option("--reason", metavar="WHY", help="Why, for those who come after you.")]
ByOption = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who judges; the account's name if unset.")]


def subjects(store: LinkingStore, typed: Sequence[str]) -> list[Found]:
    """What the ids stand for: two or more, all of one kind, and none twice."""
    if len(typed) < 2:
        raise UsageError("ID", "two ids or more are needed", "dateline why --help")
    found = [find(store, each) for each in typed]
    kinds = {each.kind for each in found}
    if len(kinds) > 1:
        names = " and ".join(sorted(kinds))
        raise UsageError(typed[1], f"these are of different kinds: {names}", "dateline why --help")
    if len({each.member for each in found}) < len(found):
        raise UsageError(typed[1], "the same one was named twice", "dateline why --help")
    return found


def judge(
    store: LinkingStore,
    decision: Decision,
    about: Sequence[str],
    reason: str,
    by: str | None,
    value: str | None = None,
) -> str:
    """Appends the judgement and links anew; returns its id."""
    if not reason.strip():
        raise UsageError(
            "--reason", "it is empty", f"dateline {'merge' if decision == Decision.SAME else 'split'} --help"
        )
    user = by or _account()
    made = store.judge(decision, about, user, reason.strip(), value)
    for _ in Linker(store).run():
        pass
    return made.id


def _account() -> str:
    """The name of the account, or a word where the system has none (in some containers)."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unnamed"


def told(line: str, judgement: str, db: str) -> int:
    """Says what was done and how it is taken back."""
    say(f"{visible(line)} ({judgement})\nnext: dateline undo {judgement} --reason WHY --db {shell(db)}")
    return Exit.DONE
