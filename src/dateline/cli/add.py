"""`dateline add`: dispatches in, kept with their records in a database."""

import json as jsonlib
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from typing import Annotated

import typer

from dateline.cli.counts import counts_of
from dateline.cli.exits import Exit
from dateline.cli.messages import say
from dateline.cli.options import Db, shell
from dateline.cli.output import opened
from dateline.cli.progress import Report
from dateline.collecting.arrivals import KEPT_ASIDE, Readers
from dateline.collecting.by_hand import from_address, from_files, is_address
from dateline.config import settings
from dateline.documents.build import Given
from dateline.documents.dates import day
from dateline.documents.inputs import Inputs
from dateline.errors import DocumentFault, UsageError
from dateline.model.document import Rejected
from dateline.net.start import open_client
from dateline.pipeline import Pipeline
from dateline.sources.folders import BEYOND
from dateline.store.base import Arrival, Kept
from dateline.store.base_linking import LinkingStore
from dateline.store.opening import open_store


@dataclass(frozen=True, slots=True)
class _Job:
    db: str
    json: bool
    reread: bool
    workers: int | None
    quiet: bool


def add(  # noqa: PLR0913 (each parameter is an option of the command)
    db: Db,
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="IN", help="Addresses, feeds, files, folders of files, or - for stdin."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="End with one JSON object that counts what was done.")] = False,
    reread: Annotated[
        bool, typer.Option("--reread", help="Read again what another version of the extractor read.")
    ] = False,
    published: Annotated[str | None, typer.Option(metavar="DAY", help="Day of publication, as 2020-02-22.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language; without it, it is told from the text.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Read texts of any length.")] = False,
    workers: Annotated[int | None, typer.Option(min=1, max=256, help="Read at once; one a core if unset.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
) -> int:
    """Read dispatches and keep them with their records in a database, which is made if it is not there.

    An address may be a page, or a feed, sitemap or wire of which all is added once; `dateline watch` comes back by
    itself. A text that is kept already is not read again; where it was met is added to it. Whatever stops the run, all
    batches before it are safe, and the same command goes on from there.
    """
    if not inputs and not reread:
        raise UsageError("IN", "nothing to add", "dateline add --help")
    chosen = settings()
    given = Given(published=day(published, "--published"), publisher=publisher, language=language)
    limit = None if force else chosen.max_characters
    addresses = [name for name in inputs or [] if is_address(name)]
    names = [name for name in inputs or [] if not is_address(name)]
    found = Inputs(names, given, limit, sys.stdin.buffer, BEYOND)
    job = _Job(db, json, reread, workers or chosen.workers, quiet)
    with ExitStack() as opened_here:
        client = opened_here.enter_context(closing(open_client(chosen))) if addresses else None
        store = opened_here.enter_context(open_store(db, create=True))
        readers = opened_here.enter_context(Readers(limit))
        others = [from_files(found.left, readers, publisher)]
        others += [from_address(url, client, readers, publisher) for url in addresses if client is not None]
        return _perform(job, found, chain(*others), store, Pipeline(chosen))


def _perform(job: _Job, inputs: Inputs, others: Iterable[Arrival], store: LinkingStore, pipeline: Pipeline) -> int:
    started = time.monotonic()
    done, again, interrupted = Kept(), 0, False
    with Report(inputs, job.quiet, inputs.several and sys.stderr.isatty()) as report:
        try:
            for kept in pipeline.keep(store, chain(_arrivals(inputs, report), _noted(others, report)), job.workers):
                done += kept
            for read, failed in pipeline.reread(store, job.workers) if job.reread else ():
                again += read
                done += Kept(failed=failed)
            pipeline.link(store)
        except KeyboardInterrupt:
            interrupted = True
    if not job.quiet:
        say(_summary(done, again, interrupted, inputs.passed_over) + f"\nnext: {_next(job, report, done)}")
    if job.json:
        counts = {"new": done.new, "duplicate": done.duplicate, "rejected": done.rejected, "failed": done.failed}
        counts |= {"reread": again} if job.reread else {}
        counts |= {name: number for name, number in counts_of(done).items() if number and name not in counts}
        with opened(None, keep=lambda: True) as out:
            out.write(jsonlib.dumps(counts | {"seconds": round(time.monotonic() - started, 3)}) + "\n")
    if interrupted:
        return Exit.INTERRUPTED
    if not done.rejected and not done.failed:
        return Exit.DONE
    return Exit.SOME_REJECTED if done.new or done.duplicate or again else Exit.NONE_READ


def _arrivals(inputs: Inputs, report: Report) -> Iterator[Arrival]:
    for item in inputs:
        report.note(item)
        aside = isinstance(item, Rejected) and len(inputs.raw or b"") > KEPT_ASIDE
        yield Arrival(item, inputs.origin, datetime.now(UTC), None if aside else inputs.raw)


def _noted(arrivals: Iterable[Arrival], report: Report) -> Iterator[Arrival]:
    for arrival in arrivals:
        if arrival.item is not None:
            report.note(arrival.item)
        yield arrival


def _summary(done: Kept, again: int, interrupted: bool, passed_over: int) -> str:
    parts = [f"added {done.new:,} new, {done.duplicate:,} kept already"]
    parts += [f"replaced by newer versions {done.replaced:,}"] if done.replaced else []
    parts += [f"withdrawn {done.withdrawn:,}"] if done.withdrawn else []
    parts += [f"held until their time {done.held:,}"] if done.held else []
    parts += [f"rejected {done.rejected:,}"] if done.rejected else []
    parts += [f"failed {done.failed:,}"] if done.failed else []
    parts += [f"read again {again:,}"] if again else []
    parts += [f"passed over {passed_over:,} of other kinds"] if passed_over else []
    return ("interrupted; kept until then: " if interrupted else "") + "; ".join(parts)


def _next(job: _Job, report: Report, done: Kept) -> str:
    code = DocumentFault.code if done.failed else report.worst()
    if code is not None:
        return f"dateline explain {code}"
    return f"dateline export --db {shell(job.db)} --format jsonl -o records.jsonl"
