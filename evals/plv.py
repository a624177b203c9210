"""Event type of a marked source-target pair: PLOVER roots on single sentences. The set is for evaluation only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dateline.model.codes import EventType
from dateline.model.records import Actor, Event, Reading, Span
from evals.jsonl import read_records
from evals.matching import overlap
from evals.scoring import Read, plain_document, readings_of

DEFAULT: Final = Path("data/events/plv_train.jsonl")
# The set keeps one root for conceding in words and yielding in fact; the other fourteen are named as ours are.
ROOT_OF: Final = {kind: kind.value for kind in EventType} | {EventType.CONCEDE: "YIELD", EventType.RETREAT: "YIELD"}
ROOTS: Final = tuple(sorted(set(ROOT_OF.values())))


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence with a marked source and target; a span is None where the marks could not be placed."""

    id: str
    sentence: str
    source: str
    target: str
    root: str
    source_span: tuple[int, int] | None = None
    target_span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PlvScore:
    """`macro_f1` is the mean over the 15 roots; a sentence without an event is a wrong answer.

    `coverage` is the share with an event at all, `linked` the share where an event has one of the two as a party.
    """

    items: int
    macro_f1: float
    accuracy: float
    coverage: float
    linked: float
    f1: dict[str, float]


def run(path: Path, read: Read) -> PlvScore:
    """Reads each sentence as a document of its own and scores the one chosen event."""
    pairs = read_records(path, Pair)
    readings = readings_of([plain_document(pair.id, pair.sentence) for pair in pairs], read)
    chosen = [choose(pair, readings.get(pair.id)) for pair in pairs]
    return score([pair.root for pair in pairs], chosen)


@dataclass(frozen=True, slots=True)
class Choice:
    """The root of the chosen event (None: no event) and whether a party of it overlaps the pair."""

    root: str | None
    linked: bool


def choose(pair: Pair, reading: Reading | None) -> Choice:
    """The event whose parties overlap the marked spans best; among equals the one with the nearest anchor."""
    if reading is None or not reading.events:
        return Choice(None, False)
    source = _span(pair.sentence, pair.source, pair.source_span)
    target = _span(pair.sentence, pair.target, pair.target_span)
    marks = [span for span in (source, target) if span is not None]
    best = min(reading.events, key=lambda event: (-_fit(event, source, target), _distance(event, marks), event.anchor))
    return Choice(ROOT_OF[best.type], _fit(best, source, target) > 0)


def _span(sentence: str, words: str, given: tuple[int, int] | None) -> Span | None:
    if given is not None:
        return Span.of(sentence, *given)
    start = sentence.find(words) if words else -1
    return Span.of(sentence, start, start + len(words)) if start >= 0 else None


def _fit(event: Event, source: Span | None, target: Span | None) -> int:
    # A party on its own side counts twice; in mutual acts both are actors, so the other side still counts once.
    score = 0
    for span, own, other in ((source, event.actors, event.recipients), (target, event.recipients, event.actors)):
        score += 2 if _touches(own, span) else 1 if _touches(other, span) else 0
    return score


def _touches(actors: Sequence[Actor], span: Span | None) -> bool:
    return span is not None and any(actor.span is not None and overlap(actor.span, span) for actor in actors)


def _distance(event: Event, marks: Sequence[Span]) -> int:
    gaps = [max(span.start - event.anchor.end, event.anchor.start - span.end, 0) for span in marks]
    return sum(gaps)


def score(gold: Sequence[str], chosen: Sequence[Choice]) -> PlvScore:
    """Figures over all items; a root that occurs neither in gold nor in answers has F1 0, as in the literature."""
    said = [choice.root for choice in chosen]
    right = Counter(one for one, two in zip(gold, said, strict=True) if one == two)
    counts = Counter(gold), Counter(root for root in said if root is not None)
    f1 = {root: _f1(right[root], counts[0][root], counts[1][root]) for root in ROOTS}
    items = max(1, len(gold))
    return PlvScore(
        items=len(gold),
        macro_f1=sum(f1.values()) / len(ROOTS),
        accuracy=right.total() / items,
        coverage=sum(root is not None for root in said) / items,
        linked=sum(choice.linked for choice in chosen) / items,
        f1=f1,
    )


def _f1(right: int, gold: int, said: int) -> float:
    return 2 * right / (gold + said) if gold + said else 0.0
