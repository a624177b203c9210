"""Figure histories: what each value of a quantity adds to those before it, what holds now, where sources disagree."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.link.told import Context, Order, cluster_id
from dateline.link.traits import FigureTrait
from dateline.model.codes import FigureKind, Qualifier
from dateline.model.linked import FigureHistory, FigurePoint, Measure, Relation
from dateline.model.records import Figure

Bounds = tuple[float | None, float | None]

# Of these a lower number than before is no contradiction: people return, are found, are freed.
_COMES_AND_GOES: Final = frozenset(
    {FigureKind.DISPLACED, FigureKind.DETAINED, FigureKind.MISSING, FigureKind.REFUGEES, FigureKind.TROOPS}
)
_STOCKS: Final = frozenset({FigureKind.IN_NEED, FigureKind.MISSING, FigureKind.TROOPS})
_CHANGES: Final = frozenset({Relation.NEW, Relation.SUPERSEDES, Relation.CONFLICTS})
_ABOUT: Final = 0.1


@dataclass(frozen=True, slots=True)
class _Value:
    """A figure with its trait and where it is told."""

    figure: Figure
    trait: FigureTrait
    document: str
    place: Order

    @property
    def bounds(self) -> Bounds:
        return self.figure.low, self.figure.high


def history_of(
    figures: Sequence[Figure], traits: Mapping[str, FigureTrait], context: Context, incident: str | None
) -> FigureHistory:
    """One quantity; `figures` may hold parts, which stand in it as such. `incident` is the id of the one it counts."""
    values = sorted((_value(figure, traits[figure.id], context) for figure in figures), key=lambda each: each.place)
    relations = _relations(values)
    points = tuple(_point(value, relation, context) for value, relation in zip(values, relations, strict=True))
    wholes = [point for point in points if point.relation != Relation.PART_OF] or list(points)
    latest = _latest(wholes)
    rivals = _rivals(wholes, latest)
    kinds = Counter(value.figure.kind for value in values if not value.trait.part).most_common(1)
    owners = [figure.id for figure in figures if traits[figure.id].owner is None]
    lows, highs = [point.low for point in wholes], [point.high for point in wholes]
    return FigureHistory(
        cluster_id("history", owners or [figure.id for figure in figures]),
        kinds[0][0] if kinds else values[0].figure.kind,
        _measure(values),
        next((value.figure.of for value in values if value.figure.of), None),
        next((value.figure.place for value in values if value.figure.place), None),
        points,
        latest,
        rivals,
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
        bool(rivals),
        incident,
    )


def until(history: FigureHistory, day: str) -> FigureHistory | None:
    """The history as it stood at the end of this day (ISO prefix of a publication day); None if nothing was told yet.

    What came out without a day of publication counts as told before.
    """
    points = tuple(point for point in history.points if (point.telling.published or "")[: len(day)] <= day)
    if len(points) == len(history.points):
        return history
    if not points:
        return None
    wholes = [point for point in points if point.relation != Relation.PART_OF] or list(points)
    latest = _latest(wholes)
    rivals = _rivals(wholes, latest)
    lows, highs = [point.low for point in wholes], [point.high for point in wholes]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    return replace(history, points=points, latest=latest, rivals=rivals, low=low, high=high, in_conflict=bool(rivals))


def _value(figure: Figure, trait: FigureTrait, context: Context) -> _Value:
    telling = context.telling(figure.id, figure.span)
    return _Value(figure, trait, telling.document, context.order(telling))


def _point(value: _Value, relation: Relation, context: Context) -> FigurePoint:
    figure = value.figure
    telling = context.telling(figure.id, figure.span)
    day = figure.period.start if figure.period and figure.period.start else telling.published
    return FigurePoint(telling, figure.low, figure.high, figure.qualifier, day, figure.source, relation)


def _relations(values: Sequence[_Value]) -> list[Relation]:
    told: list[_Value] = []
    relations = []
    for value in values:
        if value.trait.part:
            relations.append(Relation.PART_OF)
            continue
        relations.append(_relation(value, told, values))
        told.append(value)
    return relations


def _relation(value: _Value, told: Sequence[_Value], values: Sequence[_Value]) -> Relation:
    if not told:
        return Relation.NEW
    if any(value.bounds == before.bounds for before in told):
        return Relation.REPEAT
    standing = next((each for each in reversed(told) if not each.trait.taken_back), told[-1])
    if value.trait.taken_back:
        return Relation.SUPERSEDES
    if standing.document == value.document and standing.trait.sentence == value.trait.sentence:
        disputed = value.trait.disputed and not value.trait.corrected
        return Relation.CONFLICTS if disputed else Relation.SUPERSEDES
    if _stood_by(value, told, values):
        return Relation.CONFLICTS
    lower = _below(value.bounds, standing.bounds) and value.figure.kind not in _COMES_AND_GOES
    return Relation.CONFLICTS if lower and not value.trait.corrected else Relation.SUPERSEDES


def _stood_by(value: _Value, told: Sequence[_Value], values: Sequence[_Value]) -> bool:
    """Whether the document that gives a new value also says that somebody holds to an older one."""
    older = {before.bounds for before in told}
    return any(
        other.document == value.document
        and other.bounds in older
        and other.trait.disputed
        and not other.trait.corrected
        and not other.trait.taken_back
        for other in values
        if not other.trait.part
    )


def _below(bounds: Bounds, before: Bounds) -> bool:
    """Whether a value lies under another one, with room for "about" and "at least"."""
    high = bounds[1] if bounds[1] is not None else bounds[0]
    low = before[0] if before[0] is not None else before[1]
    return high is not None and low is not None and high < low * (1 - _ABOUT)


def _latest(points: Sequence[FigurePoint]) -> FigurePoint:
    """The value that the last document with something new gives: the last one it does not dispute, else its first."""
    changing = [point for point in points if point.relation in _CHANGES] or list(points)
    own = [point for point in changing if point.telling.document == changing[-1].telling.document]
    settled = [point for point in own if point.relation != Relation.CONFLICTS]
    return settled[-1] if settled else own[0]


def _rivals(points: Sequence[FigurePoint], latest: FigurePoint) -> tuple[FigurePoint, ...]:
    """Values that still stand against the latest: those in conflict since a value was last replaced."""
    last = max((n for n, point in enumerate(points) if point.relation == Relation.SUPERSEDES), default=0)
    conflicts = [n for n, point in enumerate(points) if point.relation == Relation.CONFLICTS and n > last]
    if not conflicts:
        return ()
    around = [points[n] for n in conflicts]
    before = [point for point in points[: conflicts[0]] if point.relation in _CHANGES]
    standing = [*around, *before[-1:]]
    return tuple(point for point in standing if (point.low, point.high) != (latest.low, latest.high))


def _measure(values: Sequence[_Value]) -> Measure:
    wholes = [value for value in values if not value.trait.part] or list(values)
    if 2 * sum(value.trait.running for value in wholes) > len(wholes):
        return Measure.RUNNING
    stock = sum(value.trait.stock or value.figure.kind in _STOCKS for value in wholes)
    return Measure.STOCK if 2 * stock > len(wholes) else Measure.FLOW


def words_of(point: FigurePoint) -> str:
    """The bounds in words: "12 or more", "17", "up to 30"."""
    low, high = point.low, point.high
    if point.qualifier == Qualifier.VAGUE or (low is None and high is None):
        return point.telling.words.text
    if high is None:
        return f"{low:,} or more"
    if low is None or point.qualifier in (Qualifier.UP_TO, Qualifier.NEARLY):
        return f"up to {high:,}"
    about = "about " if point.qualifier == Qualifier.ABOUT else ""
    return f"{about}{low:,}" if low == high else f"{low:,} to {high:,}"
