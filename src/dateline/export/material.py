"""What the exports are made of: the kept documents as readings, and what they tell together as incidents and figures.

Documents are read a batch at a time in the order of their ids; an incident or a history comes with the document of
its first record, so that each comes once and in an order which follows from the texts.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import Final

from dateline.export.choice import Choice
from dateline.model.document import Document
from dateline.model.linked import FigureHistory, Incident, LinkKind
from dateline.model.records import Figure, Reading
from dateline.situation.linked import histories_of, incidents_of
from dateline.store.base import KeptDocument
from dateline.store.base_linking import LinkingStore
from dateline.store.rows import reading_of, record_of

_BATCH: Final = 100
_MEMBERS: Final = MappingProxyType({LinkKind.INCIDENT: "event", LinkKind.FIGURE: "figure"})


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
    """What a store keeps, under a choice; each method goes through it anew."""

    def __init__(self, store: LinkingStore, choice: Choice) -> None:
        self._store = store
        self.choice = choice

    def kept(self) -> Iterator[KeptDocument]:
        """Documents with those of their records that are wanted; one without any is left out, unless all are wanted."""
        for kept in self._store.documents():
            if self.choice.everything:
                yield kept
                continue
            wanted = tuple(r for r in kept.records if self.choice.takes(record_of(r), kept.document))
            if wanted:
                yield replace(kept, records=wanted)

    def readings(self) -> Iterator[tuple[Reading, str]]:
        """The wanted records, decoded, and the version of the extractor that read them."""
        for kept in self.kept():
            yield reading_of(kept), kept.records[0].extractor if kept.records else ""

    def cases(self) -> Iterator[Case]:
        """Incidents of which one telling fits the choice."""
        for groups in self._groups(LinkKind.INCIDENT):
            found = [incident for incident in incidents_of(self._store, groups) if self._wanted(incident)]
            told = sorted({each.telling.document for incident in found for each in incident.tellings})
            histories = self._histories({name for incident in found for name in incident.figures})
            values = histories.values()
            told += {point.telling.document for history in values for point in history.points} - set(told)
            documents = self._store.texts(told)
            for incident in found:
                yield Case(incident, documents, tuple(histories[n] for n in incident.figures if n in histories))

    def counts(self) -> Iterator[Count]:
        """Figures of which one value fits the choice."""
        for groups in self._groups(LinkKind.FIGURE):
            found = histories_of(self._store, groups)
            points = [point for history in found for point in history.points]
            documents = self._store.texts(sorted({point.telling.document for point in points}))
            kept = self._store.kept(sorted({point.telling.record for point in points}))
            figures = {record.id: figure for record in kept if isinstance(figure := record_of(record), Figure)}
            for history in found:
                told = [(figures.get(p.telling.record), documents.get(p.telling.document)) for p in history.points]
                if any(figure and face and self.choice.takes(figure, face) for figure, face in told):
                    yield Count(history, documents, figures)

    def _groups(self, kind: LinkKind) -> Iterator[list[tuple[str, ...]]]:
        """The clusters, a batch of documents at a time, each with the document that holds its first member."""
        documents = self._store.documents()
        while batch := list(islice(documents, _BATCH)):
            members = [record.id for kept in batch for record in kept.records if record.kind == _MEMBERS[kind]]
            clusters = self._store.grouped(kind, members)
            yield [clusters[member] for member in members if clusters[member][0] == member]

    def _wanted(self, incident: Incident) -> bool:
        fits = self.choice.fits
        return any(
            fits("event", told.type, told.place, told.date, told.telling.published) for told in incident.tellings
        )

    def _histories(self, names: Iterable[str]) -> dict[str, FigureHistory]:
        """Histories by id, which has the digits of their first figure."""
        firsts = [f"figure-{name.rpartition('-')[2]}" for name in sorted(names)]
        groups = self._store.grouped(LinkKind.FIGURE, firsts)
        return {history.id: history for history in histories_of(self._store, [groups[first] for first in firsts])}
