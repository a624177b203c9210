"""What the exports are made of: the kept documents as readings, and what their events and figures say together.

`cases` and `counts` are the seam to linking: here each event is an incident of its own and each figure a history with
one value, so that a reprint counts as another report.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import msgspec

from dateline.export.choice import Choice, Record
from dateline.model.codes import EventType, FigureKind, Time
from dateline.model.document import Document
from dateline.model.linked import (
    FigureHistory,
    FigurePoint,
    Incident,
    IncidentTelling,
    Measure,
    Relation,
    Telling,
)
from dateline.model.records import Agreement, Event, Figure, Quotation, Reading, Span
from dateline.store.base import KeptDocument, KeptRecord
from dateline.text.sentences import split_sentences

_EVENT: Final = msgspec.json.Decoder(Event)
_QUOTATION: Final = msgspec.json.Decoder(Quotation)
_FIGURE: Final = msgspec.json.Decoder(Figure)
_AGREEMENT: Final = msgspec.json.Decoder(Agreement)


@dataclass(frozen=True, slots=True)
class Case:
    """An incident with the documents that tell it, by their hash, and the figures that belong to it."""

    incident: Incident
    documents: Mapping[str, Document]
    figures: tuple[FigureHistory, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A figure over time and sources, with the documents that give it, by their hash, and its records, by their id."""

    history: FigureHistory
    documents: Mapping[str, Document]
    figures: Mapping[str, Figure]


class Material:
    """Kept documents under a choice; each method goes through them anew, in their order."""

    def __init__(self, documents: Iterable[KeptDocument], choice: Choice) -> None:
        self._documents = documents
        self.choice = choice

    def kept(self) -> Iterator[KeptDocument]:
        """Documents with those of their records that are wanted; one without any is left out, unless all are wanted."""
        for kept in self._documents:
            if self.choice.everything:
                yield kept
                continue
            wanted = tuple(r for r in kept.records if self.choice.takes(_DECODE[r.kind](r.json), kept.document))
            if wanted:
                yield replace(kept, records=wanted)

    def readings(self) -> Iterator[tuple[Reading, str]]:
        """The wanted records, decoded, and the version of the extractor that read them."""
        for kept in self.kept():
            yield reading_of(kept), kept.records[0].extractor if kept.records else ""

    def cases(self) -> Iterator[Case]:
        """Incidents that fit the choice."""
        for kept in self._documents:
            reading = reading_of(kept)
            yield from (_case(reading, event, figures) for event, figures in _events(reading, self.choice))

    def counts(self) -> Iterator[Count]:
        """Figures that fit the choice."""
        for reading, _ in self.readings():
            for figure in reading.figures:
                document = reading.document
                yield Count(_history(figure, document, None), {document.sha256: document}, {figure.id: figure})


def reading_of(kept: KeptDocument) -> Reading:
    """The kept bytes as values again, each list in the order of the ids."""
    found: dict[str, list[KeptRecord]] = {"event": [], "quotation": [], "figure": [], "agreement": []}
    for record in sorted(kept.records, key=lambda record: record.id):
        found[record.kind].append(record)
    return Reading(
        kept.document,
        tuple(_EVENT.decode(record.json) for record in found["event"]),
        tuple(_QUOTATION.decode(record.json) for record in found["quotation"]),
        tuple(_FIGURE.decode(record.json) for record in found["figure"]),
        tuple(_AGREEMENT.decode(record.json) for record in found["agreement"]),
    )


_DECODE: Final[Mapping[str, Callable[[bytes], Record]]] = MappingProxyType(
    {"event": _EVENT.decode, "quotation": _QUOTATION.decode, "figure": _FIGURE.decode, "agreement": _AGREEMENT.decode}
)


def _events(reading: Reading, choice: Choice) -> Iterator[tuple[Event, Sequence[Figure]]]:
    """Events with the figures of the dead that they surely caused: alone together in a sentence."""
    wanted = [event for event in reading.events if choice.takes(event, reading.document)]
    if not wanted:
        return
    killed = [figure for figure in reading.figures if figure.kind is FigureKind.KILLED]
    sentences = split_sentences(reading.document.text) if killed else []
    attacks = [event for event in reading.events if event.type is EventType.ASSAULT and event.time is Time.CURRENT]
    for event in wanted:
        figures: list[Figure] = []
        for start, end in sentences if event in attacks else ():
            here = [figure for figure in killed if start <= figure.span.start < end]
            told = [attack for attack in attacks if start <= attack.anchor.start < end]
            if len(here) == 1 and told == [event]:
                figures = here
        yield event, figures


def _case(reading: Reading, event: Event, figures: Sequence[Figure]) -> Case:
    document = reading.document
    said_by = event.source.name if event.source and event.source.name else None
    name = f"incident-{event.id.rpartition('-')[2]}"
    histories = tuple(_history(figure, document, name) for figure in figures)
    telling = IncidentTelling(
        _telling(document, event.id, event.anchor),
        event.type, event.mode, event.status, event.time, event.actors, event.recipients, event.place, event.date,
        event.source, tuple(history.id for history in histories), event.confidence,
    )  # fmt: skip
    incident = Incident(
        name, event.type, event.mode, event.status, event.place, event.date,
        tuple(actor.name or "" for actor in event.actors), tuple(actor.name or "" for actor in event.recipients),
        (telling,), (telling.telling.source,), (said_by,) if said_by else (), (), None,
        tuple(history.id for history in histories),
    )  # fmt: skip
    return Case(incident, {document.sha256: document}, histories)


def _history(figure: Figure, document: Document, incident: str | None) -> FigureHistory:
    telling = _telling(document, figure.id, figure.span)
    day = figure.period.start if figure.period and figure.period.start else document.published
    point = FigurePoint(telling, figure.low, figure.high, figure.qualifier, day, figure.source, Relation.NEW)
    return FigureHistory(
        figure.id, figure.kind, Measure.FLOW, figure.of, figure.place,
        (point,), point, (), figure.low, figure.high, False, incident,
    )  # fmt: skip


def _telling(document: Document, record: str, words: Span) -> Telling:
    source = document.agency or document.publisher or document.sha256
    return Telling(document.sha256, record, document.published, document.publisher, source, words)
