"""A text cut at the boundaries of all its spans, so that nested and crossing spans can be shown side by side.

The segments cover the text without gap or overlap: their texts joined are the text, character for character.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from dateline.export.labels import PRIMARY, Kind, Role
from dateline.model.records import Actor, Agreement, Date, Event, Figure, Place, Quotation, Reading, Span

RoleSpans: TypeAlias = Iterator[tuple[Role, Span]]


@dataclass(frozen=True, slots=True)
class Mark:
    """One span in its role for one record; `label` is the record's letter and number, `quad` is None but for events."""

    start: int
    end: int
    label: str
    kind: Kind
    role: Role
    quad: int | None = None

    @property
    def primary(self) -> bool:
        """Whether the span is the record itself rather than one of its fields."""
        return self.role in PRIMARY


@dataclass(frozen=True, slots=True)
class Segment:
    """The half-open stretch [start, end) of the text and all marks that cover it, the widest first."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks(reading: Reading) -> list[Mark]:
    """Every span of the four kinds of record, in the order of the records; mentions are left out."""
    return [
        *_marks(Kind.EVENT, map(_event_spans, reading.events), [event.quad for event in reading.events]),
        *_marks(Kind.QUOTATION, map(_quotation_spans, reading.quotations)),
        *_marks(Kind.FIGURE, map(_figure_spans, reading.figures)),
        *_marks(Kind.AGREEMENT, map(_agreement_spans, reading.agreements)),
    ]


def segments(text: str, marked: Iterable[Mark]) -> list[Segment]:
    """Cuts the text at every boundary. Spans are clipped to the text, and empty ones left out."""
    length = len(text)
    kept = [m for m in marked if max(m.start, 0) < min(m.end, length)]
    opens: dict[int, list[Mark]] = {}
    for mark in kept:
        opens.setdefault(max(mark.start, 0), []).append(mark)
    cuts = sorted({0, length, *opens, *(min(mark.end, length) for mark in kept)})
    found: list[Segment] = []
    active: list[Mark] = []
    for start, end in pairwise(cuts):
        active = [mark for mark in active if mark.end > start] + opens.get(start, [])
        active.sort(key=_width_first)
        found.append(Segment(start, end, tuple(active)))
    return found


def _width_first(mark: Mark) -> tuple[int, str, str]:
    return (mark.start - mark.end, mark.label, mark.role)


def _marks(kind: Kind, records: Iterable[RoleSpans], quads: Sequence[int] = ()) -> Iterator[Mark]:
    for number, spans in enumerate(records, 1):
        quad = quads[number - 1] if quads else None
        # One phrase may stand for several parties ("the two sides"); it is marked once.
        for role, span in dict.fromkeys(spans):
            yield Mark(span.start, span.end, f"{kind}{number}", kind, role, quad)


def _of(role: Role, *values: Actor | Place | Date | Span | None) -> RoleSpans:
    for value in values:
        span = value if value is None or isinstance(value, Span) else value.span
        if span is not None:
            yield role, span


def _event_spans(event: Event) -> RoleSpans:
    yield from _of(Role.WHAT, event.anchor)
    yield from _of(Role.ALSO, *event.also)
    yield from _of(Role.WHO, *event.actors)
    yield from _of(Role.WHOM, *event.recipients)
    yield from _of(Role.WHERE, event.place)
    yield from _of(Role.WHEN, event.date)
    yield from _of(Role.SAYS, event.source)


def _quotation_spans(quotation: Quotation) -> RoleSpans:
    yield from _of(Role.WORDS, quotation.span)
    yield from _of(Role.CUE, quotation.cue)
    yield from _of(Role.SPEAKER, quotation.speaker)
    yield from _of(Role.TO, quotation.addressee)


def _figure_spans(figure: Figure) -> RoleSpans:
    yield from _of(Role.NUMBER, figure.span)
    yield from _of(Role.WHERE, figure.place)
    yield from _of(Role.WHEN, figure.period)
    yield from _of(Role.SAYS, figure.source)


def _agreement_spans(agreement: Agreement) -> RoleSpans:
    yield from _of(Role.DEAL, agreement.span)
    yield from _of(Role.PARTY, *agreement.parties)
    yield from _of(Role.WHEN, agreement.date)
