"""`dateline report`: a cited situation report of a place and period."""

import os
from typing import Annotated

import typer

from dateline.cli.exits import Exit
from dateline.cli.listing import FromOption, QuietOption, ToOption, linked, wanted
from dateline.cli.messages import say
from dateline.cli.options import Db, shell
from dateline.cli.output import opened
from dateline.report.compose import compose
from dateline.report.data import render_json
from dateline.report.markdown import render_markdown
from dateline.report.model import Notes, Report
from dateline.report.scope import Question, gather
from dateline.report.write import form_of


def report(  # noqa: PLR0913 (each parameter is an option of the command)
    db: Db,
    place: Annotated[
        str | None, typer.Option("--place", metavar="NAME", help="A place, region or country by its name.")
    ] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="CODE", help="ISO 3166-1 alpha-3: SYR.")] = None,
    start: FromOption = None,
    end: ToOption = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="OUT", help="A .html, .docx, .md, .pdf or .json; else Markdown here."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="The title; else the place and the days.")] = None,
    json: Annotated[
        bool, typer.Option("--json", help="The sentences with their citations, as one JSON object.")
    ] = False,
    quiet: QuietOption = False,
) -> int:
    """Write what is known about a place in a period: each sentence with the records and words it rests on.

    The report holds what was published from the first to the last day. It is made of records by templates, without a
    language model, and is checked: a sentence whose numbers, names or days its citations do not hold ends the command.
    """
    chosen = wanted(None, (), place, country, start, end)
    render = form_of(output) if output not in (None, "-") else None
    with linked(db) as store:
        made = compose(gather(store, Question(chosen.place, chosen.country, chosen.start, chosen.end)), title)
    if render is not None and output is not None:
        data = render(made)
        with opened(output, keep=lambda: True) as file:
            file.buffer.write(data)
    if json or render is None:
        with opened(None, keep=lambda: True) as out:
            out.write((render_json(made) + b"\n" if json else render_markdown(made)).decode("utf-8"))
    if not quiet:
        say(_summary(made, output, db))
    return Exit.DONE


def _summary(made: Report, output: str | None, db: str) -> str:
    sentences = sum(1 for _ in made.cited())
    notes = sum(1 for _ in Notes(made))
    where = f" to {output}" if output not in (None, "-") else ""
    if not made.evidence:
        follows = f"dateline incidents --db {shell(db)}"
    else:
        follows = (
            f"{'open' if output.endswith('.html') else 'ls -l'} {output}"
            if output and output != "-"
            else (f"dateline report --db {shell(db)} -o report.html")
        )
    size = f", {os.path.getsize(output):,} bytes" if output and output != "-" else ""
    return f"wrote {sentences:,} sentences and rows with {notes:,} cited passages{where}{size}\nnext: {follows}"
