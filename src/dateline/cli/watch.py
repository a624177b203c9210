"""`dateline watch`: keeps visiting the sources, each by its interval, until it is stopped."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.collecting import Parts, collector, line_of, listed, stopped_by_signals
from dateline.cli.counts import summary_of
from dateline.cli.exits import Exit
from dateline.cli.messages import say
from dateline.cli.options import Db, shell
from dateline.collecting.visits import Stop
from dateline.config import settings
from dateline.store.opening import open_store


def watch(
    db: Db,
    sources: Annotated[
        Path | None, typer.Option("--sources", metavar="TOML", help="The list of sources; without it, the last one.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only errors.")] = False,
) -> int:
    """Keep visiting the sources, each by its interval, and keep what is new with its records.

    Ctrl-C or SIGTERM stops it after the item in hand. It may be killed at any moment: whatever was not stored is found
    again by the next run. Only one program collects into a database at a time.
    """
    return watch_by(db, sources, quiet, Parts(settings()))


def watch_by(db: str, sources: Path | None, quiet: bool, parts: Parts) -> int:
    """`watch` with these parts."""
    stop, wanted = Stop(), listed(sources)
    with (
        open_store(db, create=bool(wanted)) as store,
        stopped_by_signals(stop),
        collector(store, wanted, stop, parts) as run,
    ):
        if not quiet:
            number = len(run.waits())
            say(f"watching {number:,} source{'' if number == 1 else 's'}; Ctrl-C stops after the item in hand")
        for visited in run.on_and_on():
            # What has nothing to say says nothing: a day of forty sources is a thousand visits.
            told = visited.new or visited.rejected or visited.put_off or (visited.failed and not visited.early)
            if not quiet and told:
                say(line_of(visited))
        if not quiet:
            say(f"stopped; {summary_of(run.kept)}\nnext: dateline sources --db {shell(db)}")
    return Exit.DONE
