"""What each record vouches for: the sentences of its spans, its names, numbers and days."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import msgspec

from dateline.model.document import Document
from dateline.model.records import Event, Figure
from dateline.report.model import Evidence
from dateline.report.scope import Material
from dateline.store.rows import Record
from dateline.text.sentences import split_sentences


class Witness:
    """Gives the evidence of records and documents, and remembers what was asked for."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._sentences: dict[str, list[tuple[int, int]]] = {}
        self.asked: dict[str, Evidence] = {}

    def __call__(self, *ids: str) -> tuple[str, ...]:
        """The ids of records or documents (hashes), each once, now citable."""
        found = tuple(dict.fromkeys(ids))
        for one in found:
            if one not in self.asked:
                self.asked[one] = self._document(one) if one in self._material.documents else self._record(one)
        return found

    @cached_property
    def year(self) -> int | None:
        """The one year of the report, which its days then leave out."""
        ends = {day[:4] for day in (self._material.start, self._material.end) if day}
        return int(next(iter(ends))) if len(ends) == 1 else None

    def sentence(self, record: str) -> tuple[int, int]:
        """The offsets of the sentence, or sentences, of the words that the record rests on."""
        document = self._material.documents[self._material.holders[record]]
        return self._around(document, *_main(self._material.records[record]))

    def names(self, record: str) -> tuple[str, ...]:
        """The names that a record holds."""
        self(record)
        return self.asked[record].names

    def group(self, record: str) -> str:
        """Who a figure record counts, as a plural; empty if its words do not say."""
        figure = self._material.records[record]
        words = " ".join((figure.of or "").split()) if isinstance(figure, Figure) else ""
        return words if words.endswith("s") or words in ("people", "children", "women", "men", "police") else ""

    def own_day(self, record: str) -> str | None:
        """The day that a figure is for, where its text gives one."""
        figure = self._material.records[record]
        return figure.period.start if isinstance(figure, Figure) and figure.period else None

    def confidence(self, record: str) -> float:
        """That of the record."""
        return self._material.records[record].confidence

    def _record(self, name: str) -> Evidence:
        document = self._material.documents[self._material.holders[name]]
        record = self._material.records[name]
        start, end = self._around(document, *_main(record))
        values = msgspec.to_builtins(record)
        spans = {self._around(document, *span) for span in _spans(values)} | {(start, end)}
        names, numbers, days = _values(values)
        return self._evidence(
            name, name.partition("-")[0], document, (start, end), sorted(spans), (names, numbers, days)
        )

    def _document(self, sha: str) -> Evidence:
        document = self._material.documents[sha]
        first = self._around(document, 0, min(1, len(document.text)))
        return self._evidence(sha, "document", document, first, [first], ([document.id], [], []))

    def _evidence(
        self,
        name: str,
        kind: str,
        document: Document,
        span: tuple[int, int],
        spans: list[tuple[int, int]],
        values: tuple[list[str], list[float], list[str]],
    ) -> Evidence:
        names, numbers, days = values
        source = self._material.sources[document.sha256]
        face = [document.publisher, document.agency, document.title, None if source == document.sha256 else source]
        return Evidence(
            name,
            kind,
            document.sha256,
            " ".join(document.text[span[0] : span[1]].split()),
            *span,
            tuple(" ".join(document.text[start:end].split()) for start, end in spans),
            tuple(dict.fromkeys([*names, *(one for one in face if one)])),
            tuple(dict.fromkeys(numbers)),
            tuple(dict.fromkeys([*days, *([document.published] if document.published else [])])),
            source,
            document.publisher,
            document.published,
            document.title,
            document.url,
        )

    def _around(self, document: Document, start: int, end: int) -> tuple[int, int]:
        sentences = self._sentences.get(document.sha256)
        if sentences is None:
            sentences = self._sentences[document.sha256] = split_sentences(document.text)
        if not sentences:
            return 0, len(document.text)
        starts = [first for first, _ in sentences]
        at = max(0, bisect_right(starts, start) - 1)
        last = max(at, bisect_right(starts, max(start, end - 1)) - 1)
        return min(sentences[at][0], start), max(sentences[last][1], end)


def _main(record: Record) -> tuple[int, int]:
    span = record.anchor if isinstance(record, Event) else record.span
    return span.start, span.end


def _walk(value: Any) -> Iterator[tuple[str, Any]]:
    """All fields at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key, inner
            yield from _walk(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _walk(inner)


def _spans(values: Any) -> Iterator[tuple[int, int]]:
    whole = [values, *(inner for _, inner in _walk(values))]
    for one in whole:
        if isinstance(one, dict) and {"text", "start", "end"} <= one.keys():
            yield one["start"], one["end"]


def _values(values: Any) -> tuple[list[str], list[float], list[str]]:
    names, numbers, days = [], [], []
    for key, value in _walk(values):
        if key in ("name", "of", "admin1", "text") and isinstance(value, str):
            names.append(" ".join(value.split()))
        elif key in ("low", "high") and value is not None:
            numbers.append(float(value))
        elif key in ("lat", "lon") and value is not None:
            numbers.append(abs(round(float(value), 2)))  # as the list of places prints it
        elif key in ("start", "end") and isinstance(value, str):
            days.append(value)
    return names, numbers, days
