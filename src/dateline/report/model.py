"""What a report is made of: sentences with the records they cite, in sections; and what each record vouches for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record, or a whole document (`kind` is "document"), with all that may be said on its account.

    `words` is the passage shown, `[start, end)` its place in the document's text; `passages` are all that hold one of
    the record's spans. `source` is whose words they are after reprints. `days` are ISO prefixes.
    """

    id: str
    kind: str
    document: str
    words: str
    start: int
    end: int
    passages: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[float, ...]
    days: tuple[str, ...]
    source: str
    publisher: str | None
    published: str | None
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """Prose of the report; `cites` are ids of records or documents."""

    text: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A line about the report itself, or that nothing was told. It cites nothing, so it may name nothing either:
    only what was asked for (place and period) and the counts of the report.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together; `bullet` sets it as an item of a list."""

    sentences: tuple[Sentence, ...]
    bullet: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section; a day is a name too, so it cites what stands under it."""

    text: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; each cell is checked like a sentence against what the row cites."""

    cells: tuple[str, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heads; `caption` says what it shows."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


class Precision(StrEnum):
    """Whether a spot is a point or stands for an area."""

    EXACT = "exact"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map; degrees WGS 84. `tellings` counts the incidents and figures there."""

    name: str
    lat: float
    lon: float
    precision: Precision
    tellings: int
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Map:
    """The located places, numbered from 1 in this order."""

    spots: tuple[Spot, ...]


Block = Remark | Paragraph | Heading | Table | Map


@dataclass(frozen=True, slots=True)
class Section:
    """A section; `id` is its anchor."""

    id: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report. `subject` is the place in words ("Idlib"), `period` the days in words, `given` are the words of the
    question, which remarks may repeat. `evidence` holds what is cited and nothing else.
    """

    title: str
    subject: str
    period: str
    given: tuple[str, ...]
    counts: tuple[int, ...]
    sections: tuple[Section, ...]
    evidence: Mapping[str, Evidence]

    def cited(self) -> Iterator[Sentence | Heading | Row]:
        """Everything that cites, in the order of the report."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield from block.sentences
                elif isinstance(block, Table):
                    yield from block.rows
                elif isinstance(block, Heading):
                    yield block

    def remarks(self) -> Iterator[Remark]:
        """All remarks."""
        for section in self.sections:
            yield from (block for block in section.blocks if isinstance(block, Remark))


@dataclass(frozen=True, slots=True)
class Note:
    """An endnote: one passage of one document, with all records that rest on it; numbered from 1 as first cited."""

    number: int
    words: str
    evidence: Evidence
    records: tuple[str, ...]


class Notes:
    """The endnotes of a report. Records that rest on one passage share a note; whole documents have none."""

    def __init__(self, report: Report) -> None:
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._records: dict[int, list[str]] = {}
        self._first: dict[int, Evidence] = {}
        self._report = report
        for one in report.cited():
            for name in one.cites:
                self._add(report.evidence[name])

    def _add(self, evidence: Evidence) -> None:
        if evidence.kind == "document":
            return
        number = self._numbers.setdefault((evidence.document, evidence.start, evidence.end), len(self._numbers) + 1)
        self._first.setdefault(number, evidence)
        records = self._records.setdefault(number, [])
        if evidence.id not in records:
            records.append(evidence.id)

    def __iter__(self) -> Iterator[Note]:
        for number, evidence in self._first.items():
            yield Note(number, evidence.words, evidence, tuple(self._records[number]))

    def numbers(self, cites: tuple[str, ...]) -> list[int]:
        """The notes of what is cited, each once, rising."""
        cited = (self._report.evidence[name] for name in cites)
        keys = [(one.document, one.start, one.end) for one in cited if one.kind != "document"]
        return sorted({self._numbers[key] for key in keys if key in self._numbers})
