"""The reasons of a link in plain sentences, with the words of the texts. They follow from the two documents alone."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from dateline.link import agreements, documents, events, figures, parties, score
from dateline.link.cluster import pair
from dateline.link.compare import main_act
from dateline.link.traits import EventTrait, FigureTrait, Interval, Profile, Whereabouts
from dateline.link.words import stem, words_of
from dateline.model.linked import Link, LinkKind, Reason

_SHOWN: Final = 5


class Explainer:
    """Two profiles with the texts they are of; the texts give stems their words back."""

    def __init__(self, left: Profile, right: Profile, left_text: str, right_text: str) -> None:
        self._left, self._right = left, right
        self._words = {stem(word): word for word in reversed(words_of(f"{left_text} {right_text}"))}
        self._acts = events.pairs(left, right)
        self._share = documents.copied(left, right)
        self._values = documents.features(left, right, main_act(left, right, self._acts))
        self._story = documents.score_of(self._values)

    def documents(self, kind: LinkKind) -> Link:
        """Why the two documents are of one story, or print one text."""
        ends = pair(self._left.document, self._right.document)
        if kind == LinkKind.REPRINT:
            return Link(kind, *ends, self._share, (Reason(self._copied(), self._share),))
        main = self._values["main act"]
        texts = {
            "main act": f"both begin with what may be one act ({main:.2f})",
            "covered": f"each says much of what the other begins with ({self._values['covered']:.2f})",
            "retold": "the later one tells again what the earlier one told",
            "lead words": f"their first sentences {self._shared(self._left.lead_words, self._right.lead_words)}",
            "words": f"their texts {self._shared(self._left.words, self._right.words)}",
            "apart": self._apart(),
            "other day": "they begin with acts of different days",
            "other place": "they begin with acts at different places",
        }
        return Link(kind, *ends, self._story, score.reasons(documents.WEIGHTS, self._values, texts))

    def events(self, one: EventTrait, other: EventTrait) -> Link:
        """Why two event records are one occurrence, or are not."""
        values = events.features(one, other)
        told = one.actors if values["recipient"] <= 0 else one.recipients
        texts = {
            "type": f"both are {one.type}" if one.type == other.type else f"{one.type} and {other.type} can be one act",
            "place": _places(one.place, other.place),
            "day": f"the days told are {_day(one.days)} and {_day(other.days)}",
            "days told": "the days of publication fit" if values["days told"] > 0 else "the days do not fit",
            "recipient": f"those to whom it is done {_agree(values['recipient'])}"
            + (f" ({parties.shared(told, other.recipients)})" if values["recipient"] > 0.5 else ""),
            "spoken": "words are spoken more than once",
            "sentence": f"the sentences {self._shared(one.terms, other.terms)}",
            "anchor": f"both say {self._plain([each for each in one.anchor if each in other.anchor])}",
            "value": "both sentences give the same number",
        }
        value = events.score_of(one, other, values)
        return Link(LinkKind.INCIDENT, *pair(one.id, other.id), value, score.reasons(events.WEIGHTS, values, texts))

    def figures(self, one: FigureTrait, other: FigureTrait) -> Link:
        """Why two figures are values of one quantity, or are not."""
        days = {each.document: each.day or 0 for each in (self._left, self._right)}
        holders = {figure.id: each.document for each in (self._left, self._right) for figure in each.figures}
        early, late = sorted((one, other), key=lambda each: (days[holders[each.id]], holders[each.id]))
        acts = {(a, b): value for a, b, value in self._acts}
        values = figures.features(early, late, acts, self._story)
        texts = {
            "kind": f"both count {one.kind}",
            "value": "the values are the same",
            "near": "the values differ by as little as a correction does",
            "grown": "the later value is somewhat higher",
            "story": f"the documents are of one story ({self._story:.2f})",
            "act": "they count what may be one act",
            "other act": "they stand at acts of different days",
            "place": _places(one.place, other.place),
            "day": f"both are for {_day(one.days)}",
            "group": "the words for who is counted agree",
            "sum": "only one of them is a sum since a start",
        }
        value = figures.score_of(values)
        return Link(LinkKind.FIGURE, *pair(one.id, other.id), value, score.reasons(figures.WEIGHTS, values, texts))

    def agreements(self, a: str, b: str) -> Link:
        """Why two mentions are of one agreement, or are not."""
        traits = {trait.id: trait for profile in (self._left, self._right) for trait in profile.agreements}
        one, other = traits[a], traits[b]
        text = self._values["words"]
        values = agreements.features(one, other, text, self._story)
        texts = {
            "kind": "both are of one kind" if values["kind"] > 0 else "one is a truce, the other is not",
            "name": f"the names {self._shared(dict.fromkeys(one.name, 1.0), dict.fromkeys(other.name, 1.0))}",
            "parties": f"the parties {_agree(values['parties'])}",
            "day": f"the days told are {_day(one.days)} and {_day(other.days)}",
            "sentence": f"the sentences {self._shared(one.terms, other.terms)}",
            "story": f"the documents are of one story ({self._story:.2f})",
            "text": f"the documents {self._shared(self._left.words, self._right.words)}",
        }
        value = agreements.score_of(values)
        return Link(LinkKind.AGREEMENT, *pair(a, b), value, score.reasons(agreements.WEIGHTS, values, texts))

    def _copied(self) -> str:
        share = f"{self._share:.0%}" if self._share else "too little"
        return f"{share} of the shorter text stands word for word in the other"

    def _apart(self) -> str:
        if self._left.day is None or self._right.day is None:
            return "the day of publication is not known"
        days = abs(self._left.day - self._right.day)
        return "they came out on the same day" if days == 0 else f"they came out {days} day{'s'[: days > 1]} apart"

    def _shared(self, left: Mapping[str, float], right: Mapping[str, float]) -> str:
        both = sorted((term for term in left if term in right), key=lambda term: (-left[term] * right[term], term))
        return f"share the words {self._plain(both[:_SHOWN])}" if both else "share no telling word"

    def _plain(self, stems: Sequence[str]) -> str:
        return ", ".join(f"“{self._words.get(each, each)}”" for each in stems) or "nothing alike"


def _agree(value: float) -> str:
    return "agree" if value > 0 else "differ"


def _places(left: Whereabouts | None, right: Whereabouts | None) -> str:
    if left is None or right is None:
        return "one of them has no place"
    if left.name == right.name:
        return f"the place is the same ({left.name})"
    return f"the places are told as {left.name} and {right.name}"


def _day(days: Interval | None) -> str:
    if days is None:
        return "none"
    first, last = (date.fromordinal(day).isoformat() for day in days)
    return first if first == last else f"{first} to {last}"
