"""A record taken apart into statements, one a value, each with the words it rests on."""

from collections.abc import Iterator

import msgspec

from dateline.model.records import Span
from dateline.store.base import KeptRecord, Statement

_SPAN = frozenset({"text", "start", "end"})
_NO_VALUES = frozenset({"id", "confidence"})


def statements_of(record: KeptRecord) -> list[Statement]:
    """Values in the order of the contract. A derived value (code, quad) rests on the span nearest around it."""
    fields = msgspec.json.decode(record.json)
    return list(_walk(record, "", {name: fields[name] for name in fields if name not in _NO_VALUES}, None))


def spans_of(data: bytes) -> list[Span]:
    """All spans of a record's JSON."""
    return list(_spans(msgspec.json.decode(data)))


def _walk(record: KeptRecord, path: str, value: object, around: Span | None) -> Iterator[Statement]:
    if isinstance(value, dict):
        own = _span(value)
        if own is not None:
            yield Statement(record.id, path, own.text, own, record.extractor, record.state)
            return
        nearest = _span(value.get("anchor")) or _span(value.get("span")) or around
        for name, inner in value.items():
            yield from _walk(record, f"{path}.{name}" if path else name, inner, nearest)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _walk(record, f"{path}.{place}", inner, around)
    elif value is None or isinstance(value, str | int | float):
        yield Statement(record.id, path, value, around, record.extractor, record.state)


def _spans(value: object) -> Iterator[Span]:
    own = _span(value)
    if own is not None:
        yield own
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _spans(inner)


def _span(value: object) -> Span | None:
    if not isinstance(value, dict) or value.keys() != _SPAN:
        return None
    return Span(value["text"], value["start"], value["end"])
