"""Kept documents in the record contract, byte for byte the same whatever the order in which they came."""

import msgspec

from dateline.model.records import SCHEMA
from dateline.store.base import KeptDocument

_LISTS = ("events", "quotations", "figures", "agreements")


def contract_line(kept: KeptDocument) -> bytes:
    """One JSON object without a newline at its end; the records of each list are ordered by id."""
    parts: dict[str, object] = {"schema": SCHEMA, "document": kept.document}
    for name in _LISTS:
        own = sorted((record for record in kept.records if f"{record.kind}s" == name), key=lambda record: record.id)
        parts[name] = [msgspec.Raw(record.json) for record in own]
    return msgspec.json.encode(parts)
