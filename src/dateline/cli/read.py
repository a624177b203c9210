"""`dateline read`: dispatches in, records out."""

import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Annotated, Final, TextIO

import typer

from dateline.cli.exits import Exit
from dateline.cli.messages import say
from dateline.cli.output import Terminal, opened
from dateline.cli.progress import Report
from dateline.cli.terminal import print_reading
from dateline.config import settings
from dateline.documents.build import Given
from dateline.documents.dates import day
from dateline.documents.inputs import Inputs
from dateline.errors import UsageError
from dateline.export.geojson import write_geojson
from dateline.export.page import render_page
from dateline.export.table_csv import write_csv
from dateline.model.document import Rejected
from dateline.model.records import Reading
from dateline.pipeline import Pipeline


class Form(Enum):
    """How readings are written."""

    TERMINAL = "terminal"
    JSON = "json"
    CSV = "csv"
    GEOJSON = "geojson"
    HTML = "html"


_ENDINGS: Final = {
    ".json": Form.JSON,
    ".jsonl": Form.JSON,
    ".ndjson": Form.JSON,
    ".csv": Form.CSV,
    ".geojson": Form.GEOJSON,
    ".html": Form.HTML,
    ".htm": Form.HTML,
}


@dataclass(frozen=True, slots=True)
class _Job:
    names: tuple[str, ...]
    form: Form
    given: Given
    output: str | None
    mentions: bool
    force: bool
    workers: int | None
    quiet: bool


def read(  # noqa: PLR0913 (each parameter is an option of the command)
    inputs: Annotated[
        list[str], typer.Argument(metavar="IN", help="Text, HTML or JSONL files, folders of them, or - for stdin.")
    ],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a document (JSON Lines).")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="One table, a row a record.")] = False,
    geojson: Annotated[bool, typer.Option("--geojson", help="Events and figures on the map.")] = False,
    html: Annotated[bool, typer.Option("--html", help="One page: the text beside its records.")] = False,
    mentions: Annotated[
        bool, typer.Option("--mentions", help="Add every mention and what it resolves to (terminal and --json).")
    ] = False,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, whole or not at all.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Headline of the one document.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DAY", help="Day of publication, as 2020-02-22.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    url: Annotated[str | None, typer.Option(help="Address of the one document.")] = None,
    language: Annotated[str | None, typer.Option(help="Its language; without it, it is told from the text.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Read texts of any length.")] = False,
    workers: Annotated[int | None, typer.Option(min=1, max=256, help="Read at once; one a core if unset.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
) -> int:
    """Read dispatches into events, quotations, figures and agreements.

    Without a form, the text is shown with its spans marked, and the records in tables. Options about the document
    win over what an HTML page says of itself; the fields of a JSON line win over the options.
    """
    flags = {Form.JSON: json, Form.CSV: csv, Form.GEOJSON: geojson, Form.HTML: html}
    form = _form([form for form, asked in flags.items() if asked], output)
    if mentions and form not in {Form.TERMINAL, Form.JSON}:
        raise UsageError(f"--{form.value}", "has no place for mentions", "dateline read FILE --json --mentions")
    given = Given(title, day(published, "--published"), publisher, url, language)
    return _perform(_Job(tuple(inputs), form, given, output, mentions, force, workers, quiet))


def _form(asked: Sequence[Form], output: str | None) -> Form:
    """The form asked for, else the one that the ending of the output names."""
    if len(asked) > 1:
        names = " and ".join(f"--{form.value}" for form in asked)
        raise UsageError(names, "one form at a time", "dateline read --help")
    if asked:
        return asked[0]
    if output is None or output == "-":
        return Form.TERMINAL
    form = _ENDINGS.get(Path(output).suffix.lower())
    if form is None:
        hint = f"dateline read FILE --json -o {shlex.quote(output)}"
        raise UsageError(output, "its ending names no form; add --json, --csv, --geojson or --html", hint)
    return form


def _perform(job: _Job) -> int:
    chosen = settings()
    inputs = Inputs(job.names, job.given, None if job.force else chosen.max_characters, sys.stdin.buffer)
    if inputs.several and (job.given.title or job.given.url):
        name = "--title" if job.given.title else "--url"
        raise UsageError(name, "belongs to one document, and the inputs may hold several", "dateline read --help")
    to_screen = job.output in {None, "-"} and sys.stdout is not None and sys.stdout.isatty()
    bar = inputs.several and not to_screen and sys.stderr.isatty()
    with Report(inputs, job.quiet, bar) as report:
        try:
            with opened(job.output, keep=lambda: report.read > 0) as out:
                items = Pipeline(chosen, job.mentions).read(inputs, job.workers or chosen.workers)
                _write(_readings(items, report), job, out)
        except KeyboardInterrupt:
            say(report.summary(interrupted=True))
            return Exit.INTERRUPTED
    if not job.quiet:
        say(f"{report.summary()}\nnext: {_next(job, report)}")
    if not report.rejected:
        return Exit.DONE
    return Exit.SOME_REJECTED if report.read else Exit.NONE_READ


def _readings(items: Iterable[Reading | Rejected], report: Report) -> Iterator[Reading]:
    for item in items:
        report.note(item)
        if isinstance(item, Reading):
            yield item


def _write(readings: Iterable[Reading], job: _Job, out: TextIO) -> None:
    if job.form is Form.JSON:
        for reading in readings:
            # One write a line, and at once: a line is whole for whoever reads along.
            out.write(reading.to_json(job.mentions).decode("utf-8") + "\n")
            out.flush()
    elif job.form is Form.CSV:
        write_csv(readings, out)
    elif job.form is Form.GEOJSON:
        write_geojson(readings, out)
    elif job.form is Form.HTML:
        out.write(render_page(list(readings)))
    else:
        console = Terminal(file=out)
        for reading in readings:
            print_reading(reading, console, job.mentions)


def _next(job: _Job, report: Report) -> str:
    worst = report.worst()
    name = shlex.quote(job.names[0]) if job.names[0] != "-" else "FILE"
    if worst is not None:
        return f"dateline explain {worst}"
    if job.form is Form.HTML and job.output:
        return f"open {shlex.quote(job.output)} in a browser"
    return f"dateline read {name} --html -o records.html"
