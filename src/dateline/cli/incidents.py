"""`dateline incidents`: what happened, with every source's telling of it."""

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
from dateline.model.codes import EventType, Status, Time
from dateline.model.linked import Incident, IncidentTelling
from dateline.situation.linked import incidents as found_incidents


def incidents(  # noqa: PLR0913 (each parameter is an option of the command)
    db: Db,
    place: PlaceOption = None,
    kind: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="A PLOVER type: ASSAULT, PROTEST ...")
    ] = None,
    country: CountryOption = None,
    start: FromOption = None,
    end: ToOption = None,
    limit: LimitOption = 50,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """List incidents: events of several reports that are one occurrence, with what each source says of it.

    Sources are counted after reprints: one agency's words are one source, whoever prints them.
    """
    asked = Asked("incident", db, limit, json, quiet)
    chosen = wanted(kind, [str(each) for each in EventType], place, country, start, end)
    with linked(db) as store:
        items = found_incidents(store, chosen, limit)
    return show(asked, items, [_card(item) for item in items])


def _card(incident: Incident) -> str:
    day = incident.date.start if incident.date and incident.date.start else "no day told"
    where = f", {cut(incident.place.name, 40)}" if incident.place else ""
    mode = f" ({incident.mode})" if incident.mode else ""
    lines = [
        f"{day}  {incident.type}{mode}{where}" + ("" if incident.status == Status.ACTUAL else f": {incident.status}")
    ]
    did, to = (cut(", ".join(names), 90) for names in (incident.actors, incident.recipients))
    lines += [f"  by {did}"] if did else []
    lines += [f"  to {to}"] if to else []
    number = len(incident.sources)
    lines.append(f"  {number} source{'' if number == 1 else 's'}: {cut(', '.join(incident.sources), 100)}")
    lines += [f"  said by {cut(', '.join(incident.claimed_by), 100)}"] if incident.claimed_by else []
    lines += [f"  DENIED by {cut(', '.join(incident.denied_by), 100)}"] if incident.denied_by else []
    rows = [
        (each.telling.published or "no day", cut(each.telling.publisher, 30), _told(each)) for each in incident.tellings
    ]
    return "\n".join([*lines, *table(rows), f"  {incident.id}"])


def _told(telling: IncidentTelling) -> str:
    words = [f"“{cut(telling.telling.words.text, 40)}”"]
    words += [f"at {cut(telling.place.name, 40)}"] if telling.place else []
    words += [f"on {telling.date.start}"] if telling.date and telling.date.start else []
    words += [str(telling.status)] if telling.status != Status.ACTUAL else []
    words += ["as background"] if telling.time == Time.BACKGROUND else []
    if telling.telling.source not in (telling.telling.publisher, telling.telling.document):
        words.append(f"printing {cut(telling.telling.source, 40)}")
    return ", ".join(words)
