"""Finding time expressions in news text and resolving them against the day of publication.

The rules are those of the annotation guide: a value is an ISO prefix as precise as the words; relative phrases
need the day of publication; a week, a bare month and a season are found, but have no value.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.annotate.dates_calendar import parse_published
from dateline.annotate.dates_resolve import Context
from dateline.annotate.dates_rules import Rule, TimeKind, hints, rules
from dateline.model.records import Date, Span

# What is told "four days later" is counted from what happened, not from a plan or a term.
_DEADLINES = ("until ", "till ", "by ")

# Code points on either side of a hint in which a rule is tried.
_REACH = 80

__all__ = ["TimeExpression", "TimeKind", "find_times", "read_times"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A phrase of time, text[start:end] in code points, and what it resolves to (`date.start` None: nothing)."""

    start: int
    end: int
    date: Date
    kind: TimeKind


def find_times(text: str, published: str | None) -> list[TimeExpression]:
    """All time expressions of a text, in order and without overlap; `published` is an ISO day or date-time.

    Anything else as `published` counts as not given: then phrases that need it are found but unresolved.
    """
    return [expression for _, expression in read_times(text, published)]


def read_times(text: str, published: str | None) -> list[tuple[Rule, TimeExpression]]:
    """As `find_times`, each with the rule that found it."""
    day = parse_published(published)
    found: list[tuple[Rule, TimeExpression]] = []
    anchor: str | None = None
    for rule, match in _matches(text):
        start, end = match.span()
        value = rule.resolve(match, Context(text, day, start, end, anchor))
        span = Span.of(text, start, end)
        date = Date(span, value.start, value.end, value.precision)
        found.append((rule, TimeExpression(start, end, date, rule.kind)))
        told = value.start is not None and (day is None or value.start <= day.isoformat())
        if told and not text[start : start + 6].lower().startswith(_DEADLINES):
            anchor = value.start
    return found


def _matches(text: str) -> list[tuple[Rule, re.Match[str]]]:
    """The matches that win their characters, earlier rules first, sorted by place."""
    taken = bytearray(len(text))
    kept: list[tuple[Rule, re.Match[str]]] = []
    windows = {name: _windows(found, len(text)) for name, found in hints(text)}
    for rule in rules():
        for low, high in windows[rule.hint]:
            for match in rule.pattern.finditer(text, low, high):
                start, end = match.span()
                if taken.find(1, start, end) < 0:
                    taken[start:end] = b"\x01" * (end - start)
                    kept.append((rule, match))
    return sorted(kept, key=lambda pair: pair[1].start())


def _windows(found: Iterable[re.Match[str]], length: int) -> list[tuple[int, int]]:
    """Merged stretches about each hint, wide enough that no phrase holding it, with its lookahead, is cut."""
    merged: list[tuple[int, int]] = []
    for match in found:
        low, high = max(0, match.start() - _REACH), min(length, match.end() + _REACH)
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], high)
        else:
            merged.append((low, high))
    return merged
