"""`dateline add`: dispatches in, kept with their records in a database."""

import json as jsonlib
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Final

import typer

from dateline.cli.exits import Exit
from dateline.cli.messages import say
from dateline.cli.options import Db, shell
from dateline.cli.output import opened
from dateline.cli.progress import Report
from dateline.config import settings
from dateline.documents.build import Given
from dateline.documents.dates import day
from dateline.documents.inputs import Inputs
from dateline.errors import DocumentFault, UsageError
from dateline.model.document import Rejected
from dateline.pipeline import Pipeline
from dateline.store.base import Arrival, Kept
from dateline.store.base_linking import LinkingStore
from dateline.store.opening import open_store

_KEPT_ASIDE: Final = 1_000_000
"""Bytes of a rejected input that are kept beside its reason; of a longer one only the reason is."""


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
        typer.Argument(metavar="IN", help="Text, HTML or JSONL files, folders of them, or - for stdin."),
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

    A text that is kept already is not read again; where it was met is added to it. Whatever stops the run, all
    batches before it are safe, and the same command goes on from there.
    """
    if not inputs and not reread:
        raise UsageError("IN", "nothing to add", "dateline add --help")
    chosen = settings()
    given = Given(published=day(published, "--published"), publisher=publisher, language=language)
    found = Inputs(inputs or [], given, None if force else chosen.max_characters, sys.stdin.buffer)
    job = _Job(db, json, reread, workers or chosen.workers, quiet)
    with open_store(db, create=True) as store:
        return _perform(job, found, store, Pipeline(chosen))


def _perform(job: _Job, inputs: Inputs, store: LinkingStore, pipeline: Pipeline) -> int:
    started = time.monotonic()
    done, again, interrupted = Kept(), 0, False
    with Report(inputs, job.quiet, inputs.several and sys.stderr.isatty()) as report:
        try:
            for kept in pipeline.keep(store, _arrivals(inputs, report), job.workers):
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
        aside = isinstance(item, Rejected) and len(inputs.raw or b"") > _KEPT_ASIDE
        yield Arrival(item, inputs.origin, datetime.now(UTC), None if aside else inputs.raw)


def _summary(done: Kept, again: int, interrupted: bool, passed_over: int) -> str:
    parts = [f"added {done.new:,} new, {done.duplicate:,} kept already"]
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
