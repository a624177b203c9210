"""Records as flat rows, the common ground of the table exports. Column meanings: `export/table_csv.py`."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from dateline.model.document import Document
from dateline.model.records import Actor, Agreement, Date, Event, Figure, Place, Quotation, Reading, Span

Cell: TypeAlias = str | int | float | None
Row: TypeAlias = dict[str, Cell]

COLUMNS: Final = (
    "record", "document_id", "title", "published", "publisher", "agency", "language", "url",
    "record_id", "type", "mode", "quad", "intensity", "contexts", "status", "time",
    "name", "text", "start", "end", "also", "also_spans", "actors", "actor_codes", "actor_words", "actor_spans",
    "recipients", "recipient_codes", "recipient_words", "recipient_spans",
    "place", "place_id", "lat", "lon", "country", "admin1", "place_precision", "place_words", "place_span",
    "date_start", "date_end", "date_precision", "date_words", "date_span",
    "source", "source_code", "source_words", "source_span", "low", "high", "qualifier", "unit", "of",
    "speaker", "speaker_code", "speaker_words", "speaker_span",
    "addressee", "addressee_code", "addressee_words", "addressee_span",
    "cue", "cue_span", "confidence",
)  # fmt: skip


def rows(readings: Iterable[Reading]) -> Iterator[Row]:
    """One row a record, in the order of the readings: events, quotations, figures, agreements."""
    for reading in readings:
        document = _document(reading.document)
        for event in reading.events:
            yield document | _event(event)
        for quotation in reading.quotations:
            yield document | _quotation(quotation)
        for figure in reading.figures:
            yield document | _figure(figure)
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
    }


def _event(event: Event) -> Row:
    row: Row = {
        "record": "event",
        "record_id": event.id,
        "type": event.type,
        "mode": event.mode,
        "quad": event.quad,
        "intensity": event.intensity,
        "contexts": _joined(event.contexts),
        "status": event.status,
        "time": event.time,
        "also": _joined([span.text for span in event.also]),
        "also_spans": _joined([_offsets(span) for span in event.also]),
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


def _span(span: Span) -> Row:
    return {"text": span.text, "start": span.start, "end": span.end}


def _offsets(span: Span | None) -> str:
    # Two dots, because a spreadsheet takes 3-5 for a date and 3:5 for a time of day.
    return "" if span is None else f"{span.start}..{span.end}"


def _joined(values: Sequence[str]) -> str:
    return "; ".join(values)


def _actors(role: str, actors: Sequence[Actor]) -> Row:
    return {
        f"{role}s": _joined([actor.name or "" for actor in actors]),
        f"{role}_codes": _joined([actor.code or "" for actor in actors]),
        f"{role}_words": _joined([actor.span.text if actor.span else "" for actor in actors]),
        f"{role}_spans": _joined([_offsets(actor.span) for actor in actors]),
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
