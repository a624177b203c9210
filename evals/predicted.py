"""Predicted contract records: `dateline read --json` lines as the model's own values, checked against the contract."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from dateline.model.records import SCHEMA, Actor, Date, Place, Reading, Span


class PredictionError(Exception):
    """Predicted records that break the contract, or two readings of one document."""


def reading_from_json(record: Mapping[str, object]) -> Reading:
    """A parsed line of `read --json`; fields the contract does not know are passed over, a missing one is an error."""
    if record.get("schema") != SCHEMA:
        raise PredictionError(f"schema is {record.get('schema')!r}, not {SCHEMA!r}")
    try:
        return msgspec.convert(record, Reading)
    except msgspec.ValidationError as error:
        raise PredictionError(str(error)) from error


def load_readings(path: Path) -> dict[str, Reading]:
    """Readings by document id from a JSON Lines file."""
    readings: dict[str, Reading] = {}
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                reading = reading_from_json(msgspec.json.decode(line, type=dict[str, object]))
            except (PredictionError, msgspec.DecodeError) as error:
                raise PredictionError(f"{path}:{number}: {error}") from error
            if reading.document.id in readings:
                raise PredictionError(f"{path}:{number}: a second reading of {reading.document.id!r}")
            readings[reading.document.id] = reading
    return readings


def spans_of(reading: Reading) -> Iterator[Span]:
    """Every span of every record, mentions included."""
    for event in reading.events:
        yield event.anchor
        yield from event.also
        yield from _present(*event.actors, *event.recipients, event.place, event.date, event.source)
    for quotation in reading.quotations:
        yield quotation.span
        yield from () if quotation.cue is None else (quotation.cue,)
        yield from _present(quotation.speaker, quotation.addressee)
    for figure in reading.figures:
        yield figure.span
        yield from _present(figure.place, figure.period, figure.source)
    for agreement in reading.agreements:
        yield agreement.span
        yield from _present(*agreement.parties, agreement.date)
    for mention in reading.mentions:
        yield mention.span
        yield from _present(mention.actor, mention.place, mention.date)


def _present(*values: Actor | Place | Date | None) -> Iterable[Span]:
    return (value.span for value in values if value is not None and value.span is not None)
