"""Records as flat rows, the common ground of the table exports. Column meanings: `columns/records.tsv`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dateline.export.table import Row, Table, columns_of, joined
from dateline.model.document import Document
from dateline.model.records import Actor, Agreement, Date, Event, Figure, Place, Quotation, Reading, Span

RECORDS: Final = Table(
    "records",
    "Records of dispatches",
    "one record: an event, a quotation, a figure or an agreement",
    columns_of("records"),
    ("record_id",),
)
COLUMNS: Final = RECORDS.names
_GEONAMES: Final = ("geonames:", "adm1:", "adm2:")


def rows(readings: Iterable[Reading]) -> Iterator[Row]:
    """One row a record, in the order of the readings: events, quotations, figures, agreements."""
    for reading in readings:
        document = _document(reading.document)
        for event in reading.events:
            yield document | _event(event) | _credit(reading.document, event.place)
        for quotation in reading.quotations:
            yield document | _quotation(quotation)
        for figure in reading.figures:
            yield document | _figure(figure) | _credit(reading.document, figure.place)
        for agreement in reading.agreements:
            yield document | _agreement(agreement)


def _document(document: Document) -> Row:
    return {
        "document_id": document.id,
        "title": document.title,
        "published": document.published,
        "publisher": document.publisher,
        "agency": document.agency,
        "language": document.language,
        "url": document.url,
        "attribution": attribution(document, None),
    }


def attribution(document: Document, place: Place | None) -> str:
    """Whom to name beside a row: who published the words, and whose coordinates they are."""
    names = [name for name in (document.publisher, document.agency) if name]
    if len(names) == 2:
        names = names[:1] if names[0] == names[1] else [f"{names[0]} ({names[1]})"]
    if place is not None and (place.id or "").startswith(_GEONAMES):
        names.append("place: GeoNames, CC BY 4.0")
    return "; ".join(names)


def _event(event: Event) -> Row:
    row: Row = {
        "record": "event",
        "record_id": event.id,
        "type": event.type,
        "mode": event.mode,
        "quad": event.quad,
        "intensity": event.intensity,
        "contexts": joined(event.contexts),
        "status": event.status,
        "time": event.time,
        "also": joined([span.text for span in event.also]),
        "also_spans": joined([_offsets(span) for span in event.also]),
        "confidence": event.confidence,
    }
    row |= _span(event.anchor) | _actors("actor", event.actors) | _actors("recipient", event.recipients)
    return row | _place(event.place) | _date(event.date) | _actor("source", event.source)


def _quotation(quotation: Quotation) -> Row:
    row: Row = {
        "record": "quotation",
        "record_id": quotation.id,
        "type": quotation.kind,
        "cue": quotation.cue.text if quotation.cue else None,
        "cue_span": _offsets(quotation.cue),
        "confidence": quotation.confidence,
    }
    row |= _span(quotation.span) | _actor("speaker", quotation.speaker)
    return row | _actor("addressee", quotation.addressee)


def _figure(figure: Figure) -> Row:
    row: Row = {
        "record": "figure",
        "record_id": figure.id,
        "type": figure.kind,
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier,
        "unit": figure.unit,
        "of": figure.of,
        "confidence": figure.confidence,
    }
    row |= _span(figure.span) | _place(figure.place)
    return row | _date(figure.period) | _actor("source", figure.source)


def _agreement(agreement: Agreement) -> Row:
    row: Row = {
        "record": "agreement",
        "record_id": agreement.id,
        "name": agreement.name,
        "status": agreement.status,
        "confidence": agreement.confidence,
    }
    return row | _span(agreement.span) | _actors("actor", agreement.parties) | _date(agreement.date)


def _credit(document: Document, place: Place | None) -> Row:
    return {"attribution": attribution(document, place)}


def _span(span: Span) -> Row:
    return {"text": span.text, "start": span.start, "end": span.end}


def _offsets(span: Span | None) -> str:
    # Two dots, because a spreadsheet takes 3-5 for a date and 3:5 for a time of day.
    return "" if span is None else f"{span.start}..{span.end}"


def _actors(role: str, actors: Sequence[Actor]) -> Row:
    return {
        f"{role}s": joined([actor.name or "" for actor in actors]),
        f"{role}_codes": joined([actor.code or "" for actor in actors]),
        f"{role}_words": joined([actor.span.text if actor.span else "" for actor in actors]),
        f"{role}_spans": joined([_offsets(actor.span) for actor in actors]),
    }


def _actor(role: str, actor: Actor | None) -> Row:
    if actor is None:
        return {}
    return {
        role: actor.name,
        f"{role}_code": actor.code,
        f"{role}_words": actor.span.text if actor.span else None,
        f"{role}_span": _offsets(actor.span),
    }


def _place(place: Place | None) -> Row:
    if place is None:
        return {}
    return {
        "place": place.name,
        "place_id": place.id,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "admin1": place.admin1,
        "place_precision": place.precision,
        "place_words": place.span.text,
        "place_span": _offsets(place.span),
    }


def _date(date: Date | None) -> Row:
    if date is None:
        return {}
    return {
        "date_start": date.start,
        "date_end": date.end,
        "date_precision": date.precision,
        "date_words": date.span.text if date.span else None,
        "date_span": _offsets(date.span),
    }
