"""The tellings of an incident field by field: what they agree on, and who says otherwise."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.model.linked import Incident, IncidentTelling
from dateline.model.records import Actor, Date, Place


@dataclass(frozen=True, slots=True)
class Cell:
    """What one telling gives for a field, empty for nothing; `differs` from what most sources give."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A field over all tellings. `agreed` is None where fewer than two sources give it."""

    name: str
    cells: tuple[Cell, ...]
    agreed: bool | None
    sentence: str


def compared(incident: Incident) -> list[Row]:
    """The fields that at least one telling gives."""
    rows = [_row(name, incident.tellings, value) for name, value in _FIELDS]
    return [row for row in rows if any(cell.text for cell in row.cells)]


def _row(name: str, tellings: Sequence[IncidentTelling], value: Callable[[IncidentTelling], str]) -> Row:
    texts = [value(telling) for telling in tellings]
    by_source: dict[str, str] = {}
    for telling, text in zip(tellings, texts, strict=True):
        if text:
            by_source.setdefault(telling.telling.source, text)  # reprints of one source have one voice
    if not by_source:
        return Row(name, tuple(Cell("", False) for _ in texts), None, "")
    common = Counter(text.casefold() for text in by_source.values()).most_common(1)[0][0]
    shown = next(text for text in by_source.values() if text.casefold() == common)
    cells = tuple(Cell(text, bool(text) and not _fits(name, text, shown)) for text in texts)
    said = zip((telling.telling.source for telling in tellings), texts, strict=True)
    others = {source: text for source, text in said if text and not _fits(name, text, shown)}
    agreed = None if len(by_source) < 2 else not others
    return Row(name, cells, agreed, _sentence(shown, len(by_source), others))


def _sentence(shown: str, sources: int, others: dict[str, str]) -> str:
    if sources == 1:
        return f"one source: {shown}"
    if not others:
        return f"all {sources} sources that give it: {shown}"
    said = "; ".join(f"{source}: {text}" for source, text in others.items())
    return f"of {sources} sources most say {shown}; {said}"


def _fits(name: str, text: str, common: str) -> bool:
    one, other = text.casefold(), common.casefold()
    if name == "day":
        # "2024-05" does not contradict "2024-05-11".
        return one.startswith(other) or other.startswith(one)
    if name in ("who", "to whom"):
        return bool(set(one.split(", ")) & set(other.split(", ")))
    return one == other


def _names(actors: Iterable[Actor]) -> str:
    found = (actor.name or (actor.span.text if actor.span else None) or actor.code or "" for actor in actors)
    return ", ".join(dict.fromkeys(filter(None, found)))


def _day(date: Date | None) -> str:
    return (date.start or (date.span.text if date.span else "")) if date else ""


def _place(place: Place | None) -> str:
    return place.name if place else ""


_FIELDS: Final[tuple[tuple[str, Callable[[IncidentTelling], str]], ...]] = (
    ("type", lambda one: str(one.type)),
    ("status", lambda one: str(one.status).replace("_", " ")),
    ("day", lambda one: _day(one.date)),
    ("place", lambda one: _place(one.place)),
    ("who", lambda one: _names(one.actors)),
    ("to whom", lambda one: _names(one.recipients)),
    ("according to", lambda one: _names([one.said_by] if one.said_by else [])),
)
