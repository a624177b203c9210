"""The tables that list everything: timeline, sources, dispatches; and the places for the map."""

from collections.abc import Sequence

from dateline.model.linked import FigureHistory, Incident
from dateline.model.records import Place
from dateline.report.acts import act_of, best
from dateline.report.evidence import Witness
from dateline.report.model import Precision, Row, Spot
from dateline.report.names import source_names
from dateline.report.scope import Material
from dateline.report.wording import between, capital, counted, day, listed

_WIDE = ("district", "province", "country")


def timeline_table(incidents: Sequence[Incident], material: Material, witness: Witness) -> list[Row]:
    """A row an incident, in the order given; the words are those that tell it."""
    found = []
    for incident in incidents:
        telling = best(incident)
        own = incident.date.start if incident.date and incident.date.start else None
        told = incident.tellings[0].telling.published
        when = day(own, witness.year) if own else f"told {day(told, witness.year)}" if told else "no day"
        place = next((one.place.name for one in incident.tellings if one.place), "")
        status = "" if incident.status == "actual" else f" ({str(incident.status).replace('_', ' ')})"
        what = capital(act_of(incident.type, incident.mode).noun) + status
        words = f"“{' '.join(telling.telling.words.text.split())}”"
        sources = listed(source_names(one.telling for one in incident.tellings))
        cites = witness(*(one.telling.record for one in incident.tellings))
        found.append(Row((when, place, what, words, sources), cites))
    return found


def sources_table(material: Material, witness: Witness) -> tuple[Row, ...]:
    """A row a source: how many dispatches, and who else printed its words."""
    grouped: dict[str, list[str]] = {}
    for sha in material.scope:
        grouped.setdefault(material.sources[sha], []).append(sha)
    rows = []
    for source, shas in sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0])):
        unnamed = source in material.documents
        publishers = dict.fromkeys(material.documents[sha].publisher for sha in shas)
        others = [name for name in publishers if name and name != source]
        days = sorted(filter(None, (material.documents[sha].published for sha in shas)))
        told = between(days[0], days[-1], witness.year) if days else ""
        name = "an unnamed publication" if unnamed else source
        cells = (name, counted(len(shas), "dispatch", "dispatches"), listed(others), told)
        rows.append(Row(cells, witness(*shas)))
    return tuple(rows)


def documents_table(material: Material, witness: Witness) -> tuple[Row, ...]:
    """The dispatches, the earliest first."""
    rows = []
    for sha in material.scope:
        document = material.documents[sha]
        told = day(document.published, witness.year) if document.published else ""
        title = " ".join((document.title or document.text[:80]).split())
        name = document.id if document.id != document.sha256 else sha[:12]
        rows.append(Row((told, document.publisher or "", f"“{title}”", name), witness(sha)))
    return tuple(rows)


def spots(incidents: Sequence[Incident], histories: Sequence[FigureHistory], witness: Witness) -> tuple[Spot, ...]:
    """Places with coordinates, the most told first."""
    found: dict[tuple[str, float, float], tuple[Place, list[str]]] = {}
    tellings = [(one.place, one.telling.record) for incident in incidents for one in incident.tellings]
    tellings += [(history.place, point.telling.record) for history in histories for point in history.points]
    for place, record in tellings:
        if place is not None and place.lat is not None and place.lon is not None:
            found.setdefault((place.name, place.lat, place.lon), (place, []))[1].append(record)
    made = []
    for (name, lat, lon), (place, records) in found.items():
        held = [record for record in dict.fromkeys(records) if name in witness.names(record)]
        precision = Precision.AREA if place.precision in _WIDE else Precision.EXACT
        if held:
            made.append(Spot(name, lat, lon, precision, len(records), witness(*held)))
    return tuple(sorted(made, key=lambda one: (-one.tellings, one.name, one.lat)))
