"""`dateline withdraw`: a document and its records no longer stand, because somebody says so; or they do again."""

from typing import Annotated

import typer

from dateline.cli.exits import Exit
from dateline.cli.messages import say, visible
from dateline.cli.options import Db, shell
from dateline.errors import UsageError
from dateline.store.base import Store
from dateline.store.opening import open_store

_LEAST = 8


def withdraw(
    document: Annotated[str, typer.Argument(metavar="ID", help="Its id, hash (or 8 characters of it) or address.")],
    db: Db,
    reason: Annotated[str, typer.Option("--reason", help="Why; it stands in the history.")],
    undo: Annotated[bool, typer.Option("--undo", help="Let it stand again, whoever took it back.")] = False,
) -> int:
    """Take a document and its records out of every export and search. Nothing is deleted.

    What a person has withdrawn stays so, whatever its sources send; with --undo it stands, whatever they send.
    """
    if not reason.strip():
        raise UsageError("--reason", "it may not be empty: the history is to say why")
    with open_store(db) as store:
        sha = _found(store, document)
        done = (store.reinstate if undo else store.withdraw)(sha, reason.strip())
        kept = store.document(sha)
    number = len(kept.records) if kept is not None else 0
    word = "stands again" if undo else "is withdrawn"
    if done:
        say(f"document {sha[:16]} {word}, with {number:,} records\nnext: dateline changes --db {shell(db)}")
    else:
        say(f"document {sha[:16]} {'stood' if undo else 'was withdrawn'} already; nothing was changed")
    return Exit.DONE


def _found(store: Store, name: str) -> str:
    found = store.lookup(name)
    if len(found) == 1:
        return found[0]
    hint = f"dateline search WORDS --db {shell(store.subject)}"
    if not found:
        raise UsageError(visible(name), "no document has this id, hash or address", hint)
    listing = ", ".join(sha[:16] for sha in found[:5])
    raise UsageError(
        visible(name), f"{len(found):,} documents have this id or address: {listing}; name one by its hash", hint
    )
