"""`dateline export`: the kept records, in one of the forms that others read."""

from enum import StrEnum
from typing import Annotated

import typer

from dateline.cli.exits import Exit
from dateline.cli.messages import say
from dateline.cli.options import Db
from dateline.cli.output import opened
from dateline.export.contract import contract_line
from dateline.store.opening import open_store


class Format(StrEnum):
    """How records are written."""

    JSONL = "jsonl"


def export(
    db: Db,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="OUT", help="Write here, whole or not at all.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="jsonl: the record contract.")] = Format.JSONL,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")] = False,
) -> int:
    """Write the kept documents with their records, ordered by document and record id.

    Withdrawn documents are left out. Two databases that took in the same documents give the same bytes.
    """
    number = 0
    with open_store(db) as store, opened(output, keep=lambda: True) as out:
        for kept in store.documents():
            out.write(contract_line(kept).decode("utf-8") + "\n")
            number += 1
    if not quiet:
        say(f"wrote {number:,} document{'' if number == 1 else 's'} as {form.value}\nnext: {_next(output)}")
    return Exit.DONE


def _next(output: str | None) -> str:
    return f"head -1 {output}" if output and output != "-" else "dateline export --help"
