"""Kept records as the values they were, in the order of the text."""

from typing import Final

import msgspec

from dateline.model.records import Agreement, Event, Figure, Quotation, Reading
from dateline.store.base import KeptDocument, KeptRecord

Record = Event | Quotation | Figure | Agreement
_DECODERS: Final[dict[str, msgspec.json.Decoder[Record]]] = {
    "event": msgspec.json.Decoder(Event),
    "quotation": msgspec.json.Decoder(Quotation),
    "figure": msgspec.json.Decoder(Figure),
    "agreement": msgspec.json.Decoder(Agreement),
}


def record_of(kept: KeptRecord) -> Record:
    """The record that these bytes are."""
    return _DECODERS[kept.kind].decode(kept.json)


def reading_of(kept: KeptDocument) -> Reading:
    """The reading of a kept document; records of each kind stand in the order of their first characters."""
    found = sorted(map(record_of, kept.records), key=_place)
    return Reading(
        kept.document,
        tuple(one for one in found if isinstance(one, Event)),
        tuple(one for one in found if isinstance(one, Quotation)),
        tuple(one for one in found if isinstance(one, Figure)),
        tuple(one for one in found if isinstance(one, Agreement)),
    )


def label_of(reading: Reading, record: str) -> str | None:
    """Letter and number under which the record stands in its document's cards (`E3`)."""
    for letter, records in zip("EQFA", (reading.events, reading.quotations, reading.figures, reading.agreements)):
        for number, one in enumerate(records, 1):
            if one.id == record:
                return f"{letter}{number}"
    return None


def _place(record: Record) -> tuple[int, int, str]:
    span = record.anchor if isinstance(record, Event) else record.span
    return span.start, span.end, record.id
