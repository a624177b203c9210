"""`dateline collect`: each source that is due is visited once."""

import json as jsonlib
import time
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.collecting import Parts, collector, line_of, listed, stopped_by_signals
from dateline.cli.counts import counts_of, summary_of
from dateline.cli.exits import Exit
from dateline.cli.messages import say
from dateline.cli.options import Db, shell
from dateline.cli.output import opened
from dateline.collecting.collector import Visited
from dateline.collecting.visits import Stop
from dateline.config import settings
from dateline.store.opening import open_store


def collect(
    db: Db,
    sources: Annotated[
        Path | None, typer.Option("--sources", metavar="TOML", help="The list of sources; without it, the last one.")
    ] = None,
    now: Annotated[bool, typer.Option("--now", help="Visit those too whose time has not come.")] = False,
    json: Annotated[bool, typer.Option("--json", help="End with one JSON object that counts what was done.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only errors.")] = False,
) -> int:
    """Visit each source that is due, once, and keep what is new with its records.

    The list is remembered in the database. Run it again whenever you like, or leave it to `dateline watch`: a source is
    not asked before its interval is over, nor before its server allows it.
    """
    started = time.monotonic()
    stop, wanted = Stop(), listed(sources)
    ended: list[Visited] = []
    with (
        open_store(db, create=bool(wanted)) as store,
        stopped_by_signals(stop),
        collector(store, wanted, stop, Parts(settings())) as run,
    ):
        early = {} if now else {name: wait for name, wait in run.waits().items() if wait > 0}
        for visited in run.once(due_only=not now):
            ended.append(visited)
            if not quiet:
                say(line_of(visited))
        kept = run.kept
    failed = sum(visited.failed is not None and not visited.early for visited in ended)
    if not quiet:
        if early:
            first = min(early, key=lambda name: early[name])
            say(f"not due yet: {len(early):,} (the next is {first}, in {_span(early[first])}); --now visits them too")
        say(f"{summary_of(kept)}\nnext: dateline sources --db {shell(db)}")
    if json:
        counts = counts_of(kept) | {"visited": len(ended), "unreachable": failed, "early": len(early)}
        with opened(None, keep=lambda: True) as out:
            out.write(jsonlib.dumps(counts | {"seconds": round(time.monotonic() - started, 3)}) + "\n")
    if stop.asked:
        return Exit.INTERRUPTED
    if not failed:
        return Exit.DONE
    return Exit.SOME_REJECTED if failed < len(ended) else Exit.NONE_READ


def _span(seconds: float) -> str:
    minutes = max(1, round(seconds / 60))
    return f"{minutes} min" if minutes < 90 else f"{round(minutes / 60)} h"
