"""`dateline changes`: what came, changed and went, in the order in which it did."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, TextIO

import msgspec
import typer

from dateline.cli.exits import Exit
from dateline.cli.messages import say, visible
from dateline.cli.options import Db, shell
from dateline.cli.output import opened
from dateline.errors import UsageError
from dateline.store.base import Change, Store
from dateline.store.opening import open_store

_PAGE = 1000


def changes(
    db: Db,
    since: Annotated[
        str, typer.Option(metavar="WHEN|SEQ", help="A day or time in UTC (2026-11-22T08:00), or a number of the list.")
    ] = "0",
    json: Annotated[bool, typer.Option("--json", help="One JSON object a change (JSON Lines).")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")] = False,
) -> int:
    """List what changed since a time, or after a number that an earlier list ended with."""
    start = _since(since)
    last = start if isinstance(start, int) else None
    number = 0
    with open_store(db) as store, opened(None, keep=lambda: True) as out:
        for change in _all(store, start):
            _write(change, json, out)
            number, last = number + 1, change.seq
    if not quiet:
        place = since if last is None else last
        say(f"{number:,} change{'' if number == 1 else 's'}\nnext: dateline changes --db {shell(db)} --since {place}")
    return Exit.DONE


def _since(typed: str) -> int | datetime:
    if typed.isdecimal():
        return min(int(typed), 2**62)
    try:
        at = datetime.fromisoformat(typed)
    except ValueError as error:
        hint = "dateline changes --db FILE --since 2026-11-22"
        raise UsageError("--since", f"{typed!r} is neither an ISO time nor a number", hint) from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _all(store: Store, since: int | datetime) -> Iterator[Change]:
    while page := store.changes(since, _PAGE):
        yield from page
        since = page[-1].seq


def _write(change: Change, json: bool, out: TextIO) -> None:
    if json:
        out.write(msgspec.json.encode(asdict(change)).decode("utf-8") + "\n")
        return
    reason = f"  ({visible(change.reason)})" if change.reason else ""
    at = change.at.isoformat(timespec="seconds")
    out.write(f"{change.seq:>8}  {at}  {change.action:<10}  {change.kind:<10}  {change.subject}{reason}\n")
