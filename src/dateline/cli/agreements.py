"""`dateline agreements`: deals, and how they stand."""

from typing import Annotated

import typer

from dateline.cli.listing import (
    Asked,
    CountryOption,
    FromOption,
    JsonOption,
    LimitOption,
    PlaceOption,
    QuietOption,
    ToOption,
    cut,
    linked,
    show,
    table,
    wanted,
)
from dateline.cli.options import Db
from dateline.model.codes import AgreementStatus
from dateline.model.linked import AgreementLine
from dateline.situation.linked import agreements as found_agreements


def agreements(  # noqa: PLR0913 (each parameter is an option of the command)
    db: Db,
    place: PlaceOption = None,
    kind: Annotated[
        str | None, typer.Option("--type", metavar="STATUS", help="signed, extended, violated, suspended ...")
    ] = None,
    country: CountryOption = None,
    start: FromOption = None,
    end: ToOption = None,
    limit: LimitOption = 50,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """List agreements with their timeline: reached, signed, extended, violated, suspended.

    An agreement has no place of its own: --place looks through its name, its words and its parties.
    """
    asked = Asked("agreement", db, limit, json, quiet)
    chosen = wanted(kind, [str(each) for each in AgreementStatus], place, country, start, end)
    with linked(db) as store:
        items = found_agreements(store, chosen, limit)
    return show(asked, items, [_card(item) for item in items])


def _card(line: AgreementLine) -> str:
    number = len(line.mentions)
    lines = [f"{cut(line.name, 80).upper()}: {line.latest.status.replace('_', ' ')}"]
    lines += [f"  between {cut(', '.join(line.parties), 100)}"] if line.parties else []
    lines.append(f"  {number} mention{'' if number == 1 else 's'}")
    rows = [
        (
            point.day or f"told {point.telling.published or 'without a day'}",
            point.status.replace("_", " "),
            cut(point.telling.source, 40),
            f"“{cut(point.telling.words.text, 60)}”",
        )
        for point in line.timeline
    ]
    return "\n".join([*lines, *table(rows), f"  {line.id}"])
