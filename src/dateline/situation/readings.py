"""Kept documents as readings in the order of the text, as cards and marks number them."""

from dateline.model.records import Event, Reading
from dateline.store.base import KeptDocument
from dateline.store.rows import Record, reading_of


def as_told(kept: KeptDocument) -> Reading:
    """The reading with the records of each kind in the order of their first characters."""
    found = reading_of(kept)
    return Reading(
        found.document,
        tuple(sorted(found.events, key=_place)),
        tuple(sorted(found.quotations, key=_place)),
        tuple(sorted(found.figures, key=_place)),
        tuple(sorted(found.agreements, key=_place)),
    )


def label_of(reading: Reading, record: str) -> str | None:
    """Letter and number under which the record stands among the cards (`E3`)."""
    kinds: tuple[tuple[Record, ...], ...] = (reading.events, reading.quotations, reading.figures, reading.agreements)
    for letter, records in zip("EQFA", kinds, strict=True):
        for number, one in enumerate(records, 1):
            if one.id == record:
                return f"{letter}{number}"
    return None


def _place(record: Record) -> tuple[int, int, str]:
    span = record.anchor if isinstance(record, Event) else record.span
    return span.start, span.end, record.id
