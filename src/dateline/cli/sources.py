"""`dateline sources`: how each source is doing."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, TextIO

import msgspec
import typer

from dateline.cli.exits import Exit
from dateline.cli.messages import say, visible
from dateline.cli.options import Db, shell
from dateline.cli.output import opened
from dateline.collecting.remembered import Known, known_sources
from dateline.sources import health
from dateline.store.opening import open_store


@dataclass(frozen=True, slots=True)
class _Row:
    """One source for programs; times are ISO in UTC, `next` may lie in the past where it is due."""

    name: str
    kind: str
    place: str
    state: str
    last_success: str | None
    last_try: str | None
    next: str
    items: int
    listed: int | None
    failures: int
    put_off: int
    reason: str | None
    moved: str | None
    interval: float
    reliability: str | None


def sources(
    db: Db,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a source (JSON Lines).")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")] = False,
) -> int:
    """Show how each source is doing: last success, items, failures, whether it has gone quiet, and its next visit.

    A source is quiet when its last list held less than half of the median of the seven before it, or when no visit
    has succeeded for ten intervals.
    """
    at = time.time()
    with open_store(db) as store:
        known = [each for each in known_sources(store).values() if each.listed]
    rows = [_row(each, at) for each in known]
    with opened(None, keep=lambda: True) as out:
        for row in rows:
            _write(row, at, json, out)
    if not quiet:
        unwell = [row for row in rows if row.state in {health.State.FAILING, health.State.QUIET}]
        said = f"{len(rows):,} source{'' if len(rows) == 1 else 's'}, {len(unwell):,} failing or quiet"
        say(f"{said}\nnext: {_next(db, rows)}")
    return Exit.DONE


def _row(known: Known, at: float) -> _Row:
    source, memory = known.source, known.memory
    mine = memory.health
    return _Row(
        name=source.name,
        kind=source.kind,
        place=source.place,
        state=health.state(mine, source.interval, at),
        last_success=_iso(mine.succeeded),
        last_try=_iso(mine.tried),
        next=_iso(at + health.due(mine, source, at)) or "",
        items=mine.items,
        listed=mine.counts[-1] if mine.counts else None,
        failures=mine.failures,
        put_off=memory.put_off,
        reason=mine.reason or memory.why,
        moved=memory.moved,
        interval=source.interval,
        reliability=source.reliability,
    )


def _write(row: _Row, at: float, json: bool, out: TextIO) -> None:
    if json:
        out.write(msgspec.json.encode(row).decode("utf-8") + "\n")
        return
    success = "never" if row.last_success is None else f"{_ago(row.last_success, at)} ago"
    due = datetime.fromisoformat(row.next).timestamp() - at
    when = "now" if due <= 0 else f"in {_span(due)}"
    out.write(f"{row.state:<8} {row.name:<24} last success {success:<12} {row.items:>6,} items   next visit {when}\n")
    if row.reason is not None:
        counted = f"{row.failures:,} failures: " if row.failures else f"{row.put_off:,} put off: "
        out.write(f"         {counted}{visible(row.reason)}\n")
    if row.state == health.State.QUIET:
        out.write(f"         its last list held {row.listed or 0:,} items, fewer than usual\n")
    if row.moved is not None:
        out.write(f"         moved for good to {visible(row.moved)}; change it in the list of sources\n")


def _iso(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _ago(moment: str, at: float) -> str:
    return _span(max(0.0, at - datetime.fromisoformat(moment).timestamp()))


def _span(seconds: float) -> str:
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * size or (unit == "min" and seconds >= 60):
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"


def _next(db: str, rows: list[_Row]) -> str:
    if not rows:
        return f"dateline collect --db {shell(db)} --sources sources.toml"
    code = next((row.reason[:4] for row in rows if row.failures and row.reason), None)
    return f"dateline explain {code}" if code else f"dateline watch --db {shell(db)}"
