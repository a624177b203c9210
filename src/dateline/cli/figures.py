"""`dateline figures`: what was counted, over time and sources."""

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
from dateline.link.histories import words_of
from dateline.model.codes import FigureKind
from dateline.model.linked import FigureHistory, FigurePoint, Measure, Relation
from dateline.situation.linked import figures as found_figures

_MEASURES = {
    Measure.STOCK: "how many there are",
    Measure.FLOW: "of one occurrence",
    Measure.RUNNING: "sum since a start",
}
_RELATIONS = {
    Relation.NEW: "first value",
    Relation.REPEAT: "repeated",
    Relation.SUPERSEDES: "replaces the earlier",
    Relation.CONFLICTS: "CONTRADICTS the earlier",
    Relation.PART_OF: "part of it",
}


def figures(  # noqa: PLR0913 (each parameter is an option of the command)
    db: Db,
    place: PlaceOption = None,
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="displaced, killed, injured, detained, aid_money ...")
    ] = None,
    country: CountryOption = None,
    start: FromOption = None,
    end: ToOption = None,
    limit: LimitOption = 50,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Follow the figures: each quantity with its values over time and sources, the latest, and contradictions.

    A value that prints another agency's words is marked as repeated and counts as no further source.
    """
    asked = Asked("history", db, limit, json, quiet)
    chosen = wanted(kind, [str(each) for each in FigureKind], place, country, start, end)
    with linked(db) as store:
        items = found_figures(store, chosen, limit)
    return show(asked, items, [_card(item) for item in items])


def _card(history: FigureHistory) -> str:
    where = f", {cut(history.place.name, 40)}" if history.place else ""
    of = f" ({cut(history.of, 30)})" if history.of else ""
    head = f"{history.kind.replace('_', ' ').upper()}{of}{where}: {_value(history.latest)}"
    lines = [f"{head}, says {_who(history.latest)}" + (f", {history.latest.day}" if history.latest.day else "")]
    rivals = " and ".join(f"{_value(point)} ({_who(point)})" for point in history.rivals)
    lines += [f"  IN CONFLICT with {rivals}"] if history.in_conflict else []
    sources = len({point.telling.source for point in history.points})
    values = {(point.low, point.high) for point in history.points if point.relation != Relation.PART_OF}
    if len(values) > 1:
        lines.append(f"  {_MEASURES[history.measure]}; {_range(history)}; {_counted(sources, 'source')}")
    else:
        lines.append(f"  {_MEASURES[history.measure]}; {_counted(sources, 'source')}")
    rows = [
        (
            point.telling.published or "no day",
            cut(point.telling.words.text, 28),
            _RELATIONS[point.relation],
            cut(_printed(point), 60),
        )
        for point in history.points
    ]
    return "\n".join([*lines, *table(rows), f"  {history.id}"])


def _value(point: FigurePoint) -> str:
    return words_of(point)


def _who(point: FigurePoint) -> str:
    said = point.said_by.name if point.said_by and point.said_by.name else None
    return cut(f"{said} (by {point.telling.source})" if said else point.telling.source, 70)


def _printed(point: FigurePoint) -> str:
    publisher = point.telling.publisher or "unnamed"
    return publisher if publisher == point.telling.source else f"{publisher}, printing {point.telling.source}"


def _range(history: FigureHistory) -> str:
    if history.low is None or history.high is None:
        return f"told from {history.low:,} up" if history.low is not None else "told without bounds"
    return f"told between {history.low:,} and {history.high:,}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
