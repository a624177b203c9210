"""Worlds of `evals/links`: reports of invented happenings, and what in them belongs together."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from dateline.documents.build import Given, build
from dateline.model.document import Document
from evals.corpus import REPOSITORY

LINKS: Final = REPOSITORY / "evals" / "links"


class Report(msgspec.Struct, frozen=True):
    """One report as its desk printed it."""

    id: str
    publisher: str
    published: str
    title: str
    text: str


class Mention(msgspec.Struct, frozen=True):
    """The `nth` (from 1) time that `anchor` stands in the text of a report."""

    report: str
    anchor: str
    nth: int = 1


class GoldIncident(msgspec.Struct, frozen=True):
    """An act with all words that tell it."""

    id: str
    type: str
    mentions: list[Mention]
    place: str | None = None
    date: str | None = None


class GoldValue(msgspec.Struct, frozen=True):
    """A value of a quantity where it stands, and what it adds to those before it."""

    report: str
    words: str
    relation: str
    nth: int = 1
    low: float | int | None = None
    high: float | int | None = None
    qualifier: str = "exact"


class Latest(msgspec.Struct, frozen=True):
    """The value that holds at the end."""

    report: str
    words: str


class GoldHistory(msgspec.Struct, frozen=True):
    """A quantity over reports."""

    id: str
    kind: str
    what: str
    history: list[GoldValue]
    latest: Latest
    in_conflict: bool
    place: str | None = None

    @property
    def last(self) -> GoldValue | None:
        """The value that `latest` names."""
        named = (
            value for value in self.history if (value.report, value.words) == (self.latest.report, self.latest.words)
        )
        return next(named, None)


class AgreementMention(msgspec.Struct, frozen=True):
    """Words that name an agreement."""

    report: str
    words: str
    nth: int = 1


class State(msgspec.Struct, frozen=True):
    """How an agreement stands from a day on."""

    status: str
    report: str
    date: str | None = None


class GoldAgreement(msgspec.Struct, frozen=True):
    """An agreement with its mentions and its timeline."""

    id: str
    name: str
    mentions: list[AgreementMention]
    timeline: list[State]


class World(msgspec.Struct, frozen=True):
    """Reports on the happenings of some days in one region."""

    world: str
    reports: list[Report]
    stories: list[list[str]]
    reprints: list[list[str]]
    incidents: list[GoldIncident]
    figures: list[GoldHistory]
    agreements: list[GoldAgreement]

    def text(self, report: str) -> str:
        """The text of a report."""
        return next(each.text for each in self.reports if each.id == report)


@dataclass(frozen=True, slots=True)
class At:
    """Where words stand: half-open offsets in the text of a report."""

    report: str
    start: int
    end: int

    def meets(self, start: int, end: int) -> bool:
        """Whether the two spans share a character."""
        return self.start < end and start < self.end


class WordsMissing(Exception):
    """A world names words that its report does not hold."""


def at(world: World, report: str, words: str, nth: int) -> At:
    """Where the `nth` such words stand."""
    text, start = world.text(report), -1
    for _ in range(nth):
        start = text.find(words, start + 1)
        if start < 0:
            raise WordsMissing(f"{report}: {words!r} does not stand {nth} times in it")
    return At(report, start, start + len(words))


def document_of(report: Report) -> Document:
    """The report as `dateline add` would take it in."""
    given = Given(
        title=report.title, published=report.published, publisher=report.publisher, id=report.id, language="en"
    )
    return build(report.text, given, report.id, None)


def load(half: str, root: Path = LINKS) -> list[World]:
    """All worlds of one half, by name."""
    found = [msgspec.json.decode(path.read_bytes(), type=World) for path in sorted((root / half).glob("*.json"))]
    if not found:
        raise FileNotFoundError(root / half)
    return found
