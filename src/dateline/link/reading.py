"""A text as linking looks at it: sentences with weighed words, days as numbers, places by the words of their names."""

import calendar
from bisect import bisect_right
from datetime import date
from typing import Final

from dateline.link.traits import Interval, Whereabouts
from dateline.link.words import names_of, stem, terms_of, words_of
from dateline.model.records import Date, Place
from dateline.text.sentences import split_sentences

SMALL: Final = frozenset(stem(word) for word in "the a an of in at on and for to by its their his her".split())
_GENERIC: Final = frozenset(
    stem(word)
    for word in "the a of in at on near city town village district province region state camp area capital north "
    "south east west northern southern eastern western central border hospital airport market".split()
)


class Text:
    """A text with its sentences, as the traits look at it."""

    def __init__(self, text: str, published: int | None) -> None:
        self.text = text
        self.published = published
        self.spans = split_sentences(text)
        self.names = names_of(text)
        self._starts = [start for start, _ in self.spans]
        self._terms: dict[int, dict[str, float]] = {}

    def number(self, at: int) -> int:
        """Which sentence holds the offset."""
        return max(0, bisect_right(self._starts, at) - 1)

    def sentence(self, number: int) -> str:
        start, end = self.spans[number]
        return self.text[start:end]

    def terms(self, number: int) -> dict[str, float]:
        if number not in self._terms:
            self._terms[number] = terms_of(self.sentence(number), self.names)
        return self._terms[number]


def day_of(iso: str | None) -> int | None:
    """The ordinal of an ISO day; None for what is coarser or none."""
    return date.fromisoformat(iso[:10]).toordinal() if iso and len(iso) >= 10 else None


def interval_of(value: Date | None) -> Interval | None:
    """First and last day of a date of any precision."""
    if value is None or value.start is None:
        return None
    first = _bounds(value.start)
    last = _bounds(value.end) if value.end else first
    return (first[0], max(first[1], last[1]))


def _bounds(iso: str) -> Interval:
    parts = [int(part) for part in iso[:10].split("-")]
    if len(parts) == 3:
        day = date(*parts).toordinal()
        return day, day
    if len(parts) == 2:
        last = calendar.monthrange(parts[0], parts[1])[1]
        return date(parts[0], parts[1], 1).toordinal(), date(parts[0], parts[1], last).toordinal()
    return date(parts[0], 1, 1).toordinal(), date(parts[0], 12, 31).toordinal()


def where(place: Place | None) -> Whereabouts | None:
    if place is None:
        return None
    stems = [stem(word) for word in words_of(place.name)]
    own = tuple(sorted({word for word in stems if word not in _GENERIC})) or tuple(sorted(set(stems)))
    precision = str(place.precision) if place.precision else None
    return Whereabouts(place.name, place.id, own, place.country, place.admin1, precision, place.lat, place.lon)
