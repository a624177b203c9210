"""Attributions in political news: source, cue and content spans. The set is for evaluation only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from dateline.model.records import Quotation, Reading, Span
from evals.jsonl import read_records
from evals.matching import assign
from evals.scoring import Read, plain_document, readings_of

DEFAULT: Final = Path("data/quotes/polnear_dev.jsonl.gz")
ROLES: Final = ("source", "cue", "content")
# Our contents lack the marks around a direct quotation, the set's have them; `trimmed` compares what lies within.
_EDGE: Final = " \t\n\"'“”‘’«».,;:?!—–-"

Pieces = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """The pieces of each role, in text order; a role may have none, or several."""

    source: Pieces
    cue: Pieces
    content: Pieces


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the set."""

    id: str
    text: str
    attributions: tuple[Attribution, ...]
    title: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, predicted and gold spans of one role."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def plus(self, other: "Counts") -> "Counts":
        """The sum, field by field."""
        return Counts(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def f1(self) -> float:
        """0 where there is nothing at all."""
        return 2 * self.right / (self.predicted + self.gold) if self.predicted + self.gold else 0.0


@dataclass(frozen=True, slots=True)
class PolnearScore:
    """F1 by role over the distinct spans of each article.

    `exact`: all pieces at the same offsets; `trimmed`: likewise once quotation marks, punctuation and spaces are cut
    from the edges of the pieces; `partial`: matched one-to-one, any shared character is enough.
    """

    articles: int
    attributions: int
    exact: dict[str, float]
    trimmed: dict[str, float]
    partial: dict[str, float]


def run(path: Path, read: Read) -> PolnearScore:
    """Reads each article and scores its attributions."""
    articles = read_records(path, Article)
    documents = [
        plain_document(article.id, article.text, title=article.title, published=article.date) for article in articles
    ]
    readings = readings_of(documents, read)
    return score(articles, [readings.get(article.id) for article in articles])


def score(articles: Sequence[Article], readings: Sequence[Reading | None]) -> PolnearScore:
    """Figures over the articles, each with its reading or None."""
    totals: dict[tuple[str, str], Counts] = {}
    for article, reading in zip(articles, readings, strict=True):
        said = attributions_of(reading.quotations if reading is not None else ())
        for role in ROLES:
            for way, counts in _compare(role, article, said).items():
                totals[way, role] = totals.get((way, role), Counts()).plus(counts)
    shares = {way: {role: totals.get((way, role), Counts()).f1 for role in ROLES} for way in _WAYS}
    return PolnearScore(len(articles), sum(len(article.attributions) for article in articles), **shares)


_WAYS: Final = ("exact", "trimmed", "partial")


def attributions_of(quotations: Iterable[Quotation]) -> list[Attribution]:
    """Quotations as attributions: those with the same cue span are one, with its content in pieces."""
    found: dict[object, Attribution] = {}
    for quotation in sorted(quotations, key=lambda one: one.span):
        key: object = quotation.cue or quotation.id
        piece = (quotation.span.start, quotation.span.end)
        if key in found:
            found[key] = replace(found[key], content=(*found[key].content, piece))
        else:
            speaker = quotation.speaker.span if quotation.speaker is not None else None
            found[key] = Attribution(_pieces(speaker), _pieces(quotation.cue), (piece,))
    return list(found.values())


def _pieces(span: Span | None) -> Pieces:
    return ((span.start, span.end),) if span is not None else ()


def _compare(role: str, article: Article, said: Sequence[Attribution]) -> dict[str, Counts]:
    gold, predicted = _distinct(role, article.attributions), _distinct(role, said)
    trimmed_gold = {trimmed(pieces, article.text) for pieces in gold}
    trimmed_said = {trimmed(pieces, article.text) for pieces in predicted}
    weights = [[shared_characters(one, two) for two in sorted(predicted)] for one in sorted(gold)]
    # Most pairs first, then most shared characters.
    partial = assign([[(len(article.text) + 1) * len(gold) + cell if cell else 0 for cell in row] for row in weights])
    return {
        "exact": Counts(len(gold & predicted), len(predicted), len(gold)),
        "trimmed": Counts(len(trimmed_gold & trimmed_said), len(trimmed_said), len(trimmed_gold)),
        "partial": Counts(len(partial), len(predicted), len(gold)),
    }


def _distinct(role: str, attributions: Iterable[Attribution]) -> set[Pieces]:
    every = (tuple(sorted(getattr(attribution, role))) for attribution in attributions)
    return {pieces for pieces in every if pieces}


def trimmed(pieces: Pieces, text: str) -> Pieces:
    """The pieces without marks, punctuation and spaces at their edges; a piece of nothing else is dropped."""
    return tuple(cut for start, end in pieces if (cut := _trim(start, end, text))[0] < cut[1])


def _trim(start: int, end: int, text: str) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def shared_characters(left: Pieces, right: Pieces) -> int:
    """Characters covered by both."""
    return sum(max(0, min(one[1], two[1]) - max(one[0], two[0])) for one in left for two in right)
