"""Records to rows and back; the columns beside the JSON are there to be searched by."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Row

from dateline.model.document import Document
from dateline.model.records import Agreement, Event, Figure, Place, Quotation, Reading
from dateline.store.base import KeptDocument, KeptRecord, Sighting, State

Record = Event | Quotation | Figure | Agreement
Values = dict[str, Any]

FACE = ("id", "title", "published", "publisher", "agency", "url")


def records_of(reading: Reading) -> Iterator[Record]:
    """All records of a reading; mentions are no records and are not kept."""
    yield from reading.events
    yield from reading.quotations
    yield from reading.figures
    yield from reading.agreements


def record_row(record: Record) -> Values:
    """The columns that follow from the record itself."""
    span = record.anchor if isinstance(record, Event) else record.span
    values: Values = {"id": record.id, "start": span.start, "end": span.end, "confidence": record.confidence}
    values |= dict.fromkeys(("type", "status", "time", "place", "country", "lat", "lon", "day", "low", "high"))
    values["kind"] = type(record).__name__.lower()
    values["json"] = msgspec.json.encode(record).decode("utf-8")
    if isinstance(record, Event):
        values |= {"type": record.type, "status": record.status, "time": record.time}
        values |= _place(record.place) | {"day": record.date.start if record.date else None}
    elif isinstance(record, Figure):
        values |= {"type": record.kind, "low": record.low, "high": record.high}
        values |= _place(record.place) | {"day": record.period.start if record.period else None}
    elif isinstance(record, Quotation):
        values |= {"type": record.kind}
    else:
        values |= {"status": record.status, "day": record.date.start if record.date else None}
    return values


def _place(place: Place | None) -> Values:
    if place is None:
        return {}
    return {"place": place.id, "country": place.country, "lat": place.lat, "lon": place.lon}


def face_row(face: Document) -> Values:
    """The columns of a face."""
    return {name: getattr(face, name) for name in FACE}


def document_of(row: Row[Any]) -> Document:
    """A row of the table of documents as a Document."""
    face = (row.published, row.publisher, row.agency, row.language, row.url)
    return Document(row.id, row.sha256, row.title, row.text, *face)


def sighting_of(row: Row[Any], document: Document) -> Sighting:
    """A row of the table of sightings; text and language are the document's."""
    face = (row.published, row.publisher, row.agency, document.language, row.url)
    shown = Document(row.id, document.sha256, row.title, document.text, *face)
    fetched = datetime.fromisoformat(row.fetched)
    return Sighting(document.sha256, shown, row.origin, row.source, fetched, row.raw)


def kept_record(row: Row[Any]) -> KeptRecord:
    """A row that holds a record, its document's hash and its reading's extractor."""
    updated = datetime.fromisoformat(row.updated)
    data = row.json.encode("utf-8")
    return KeptRecord(row.id, row.kind, row.sha256, data, row.extractor, State(row.state), row.seq, updated)


_DECODERS: Final[dict[str, msgspec.json.Decoder[Record]]] = {
    "event": msgspec.json.Decoder(Event),
    "quotation": msgspec.json.Decoder(Quotation),
    "figure": msgspec.json.Decoder(Figure),
    "agreement": msgspec.json.Decoder(Agreement),
}


def record_of(kept: KeptRecord) -> Record:
    """A kept record as the value that it was."""
    return _DECODERS[kept.kind].decode(kept.json)


def reading_of(kept: KeptDocument) -> Reading:
    """A kept document as the reading that it was, without mentions; its records in the order of their ids."""
    found: dict[str, list[Any]] = {kind: [] for kind in _DECODERS}
    for record in kept.records:
        found[record.kind].append(record_of(record))
    return Reading(kept.document, *(tuple(found[kind]) for kind in _DECODERS))
