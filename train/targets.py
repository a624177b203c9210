"""From labelled documents to targets for each head: what the network is asked to say about each word and pair."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from dateline.annotate import candidates, labels
from dateline.annotate.dates import find_times
from dateline.annotate.windows import Window, windows_of, words_of
from dateline.knowledge.resolver import country_cues
from train.questions import Asked, Pair, Query, ask

IGNORE = -100
Labelled = dict[str, Any]


@dataclass(slots=True)
class Example:
    """One window with its targets; word targets are -100 where nothing is asked."""

    window: Window
    sentence: npt.NDArray[np.int32]
    tags: dict[str, npt.NDArray[np.int64]]
    event_weight: npt.NDArray[np.float32]
    queries: list[Query]
    weight: float = 1.0
    _asked: dict[int, Asked] | None = None

    def asked(self) -> dict[int, Asked]:
        """The questions by relation, made once."""
        if self._asked is None:
            groups: dict[int, list[Query]] = {}
            for query in self.queries:
                if query.choices is None or query.choices:
                    groups.setdefault(query.relation, []).append(query)
            self._asked = {relation: ask(queries, self.sentence) for relation, queries in groups.items()}
        return self._asked


class Locator(candidates.Locator):
    """Finds strings of a document as inclusive word pairs, by the decoder's own map from characters to words."""

    def occurrences(self, string: str) -> list[Pair]:
        pattern = r"(?<!\w)" + re.escape(string) + r"(?!\w)"
        spans = [m.span() for m in re.finditer(pattern, self.text)]
        spans = spans or [m.span() for m in re.finditer(re.escape(string), self.text)]
        return [p for s, e in spans if (p := self.pair(s, e))]

    def nearest(self, string: str, anchor: Pair) -> Pair | None:
        """The occurrence that the string means: in the anchor's sentence first, then by distance."""
        sentence = self.words.sentence
        found = self.occurrences(string)
        if not found:
            return None
        return min(found, key=lambda p: (sentence[p[0]] != sentence[anchor[0]], abs(p[0] - anchor[0])))


@dataclass(slots=True)
class _Filler:
    pair: Pair
    kind: str
    codes: set[str] = field(default_factory=set)


class TargetBuilder:
    """Collects the targets of one labelled document over all its words; windows are cut from them afterwards."""

    def __init__(self, tokenizer: Tokenizer, labelled: Labelled, optional_weight: float) -> None:
        self.labelled = labelled
        self.document = labelled["doc"]
        self.text: str = self.document["text"]
        self.words = words_of(tokenizer, self.text)
        self.locate = Locator(self.text, self.words)
        self.optional_weight = optional_weight
        count = len(self.words)
        asked = ("event", "filler", "quote", "figure")
        self.tags = {name: np.full(count, 0 if name in asked else IGNORE, dtype=np.int64) for name, _ in labels.HEADS}
        self.event_weight = np.ones(count, dtype=np.float32)
        self.queries: list[Query] = []
        self.fillers: dict[Pair, _Filler] = {}
        self.relation = {name: i for i, name in enumerate(labels.RELATIONS)}

    def build(self) -> "TargetBuilder":
        """Fills tags and queries from the document's labels."""
        self._collect_fillers()
        self._events()
        self._quotes()
        self._figures()
        self._filler_tags()
        self._countries()
        return self

    def _mention(self, string: str | None, anchor: Pair, kind: str, code: str | None = None) -> None:
        pair = self.locate.nearest(string, anchor) if string else None
        if pair is None:
            return
        filler = self.fillers.setdefault(pair, _Filler(pair, kind))
        if kind == "actor":
            filler.kind = "actor"
        if code:
            filler.codes.add(code)

    def _collect_fillers(self) -> None:
        for event in self.labelled["events"]:
            anchor = self._anchor(event["anchor"])
            if anchor is None:
                continue
            for actor in event["actors"] + event["recipients"]:
                self._mention(actor["text"], anchor, "actor", actor["code"])
            self._mention(event["source"], anchor, "actor")
            self._mention(event["place"], anchor, "place")
        for record in self.labelled["quotes"] + self.labelled["figures"]:
            anchor = self._anchor(record)
            if anchor:
                for key, kind in (
                    ("speaker", "actor"),
                    ("addressee", "actor"),
                    ("source", "actor"),
                    ("place", "place"),
                ):
                    self._mention(record.get(key), anchor, kind)

    def _anchor(self, span: dict[str, Any]) -> Pair | None:
        return self.locate.pair(span["start"], span["end"])

    def _alike(self, string: str, code: str | None, positive: Pair) -> list[Pair]:
        """Other mentions that are not wrong answers: the same words elsewhere, or an actor of the same code."""
        found = [p for p in self.locate.occurrences(string) if p != positive]
        if code:
            found += [f.pair for f in self.fillers.values() if code in f.codes and f.pair != positive]
        return found

    def _ask(self, relation: str, anchor: Pair, wanted: Iterable[tuple[str | None, str | None]], weight: float) -> None:
        positive: list[Pair] = []
        ignored: list[Pair] = []
        for string, code in wanted:
            pair = self.locate.nearest(string, anchor) if string else None
            if pair is not None:
                positive.append(pair)
                ignored += self._alike(string or "", code, pair)
            elif code:
                ignored += [f.pair for f in self.fillers.values() if code in f.codes]
        self.queries.append(Query(self.relation[relation], anchor, positive, ignored, weight=weight))

    def _ask_date(self, relation: str, anchor: Pair, wanted: str | None, weight: float) -> None:
        """One of the resolved time expressions, or none; not asked where no expression has the labelled value."""
        choices: list[Pair] = []
        positive: list[Pair] = []
        for expression in find_times(self.text, self.document["published"]):
            pair = self.locate.pair(expression.start, expression.end)
            if pair is None or (relation == "date" and expression.date.start is None):
                continue
            choices.append(pair)
            value = expression.date.start if relation == "date" else self.text[expression.start : expression.end]
            if wanted is not None and (value == wanted or (relation != "date" and wanted in str(value))):
                positive.append(pair)
        if wanted is None or positive:
            self.queries.append(Query(self.relation[relation], anchor, positive, choices=choices, weight=weight))

    def _events(self) -> None:
        anchors: list[tuple[Pair, int, float]] = []
        for index, event in enumerate(self.labelled["events"]):
            weight = self.optional_weight if event.get("optional") else 1.0
            for position, span in enumerate([event["anchor"], *event.get("also", [])]):
                pair = self._anchor(span)
                if pair is None or self.tags["event"][pair[0]] > 0:
                    continue
                anchors.append((pair, index, weight))
                self._event_tags(pair, event, weight, position == 0)
                self._event_queries(pair, event, weight if position == 0 else weight * 0.3)
        anchors.sort()
        for j, (pair, index, weight) in enumerate(anchors):
            choices = [other for other, _, _ in anchors[:j]]
            positive = [other for other, i, _ in anchors[:j] if i == index]
            if choices:
                self.queries.append(Query(self.relation["same"], pair, positive, choices=choices, weight=weight))

    def _event_tags(self, pair: Pair, event: dict[str, Any], weight: float, is_first: bool) -> None:
        first, last = pair
        self.tags["event"][first] = labels.EVENT_TAGS.index(event["type"])
        self.tags["event"][first + 1 : last + 1] = 1
        self.event_weight[first : last + 1] = weight
        self.tags["first"][first] = int(is_first)
        self.tags["status"][first] = labels.STATUSES.index(event["status"])
        self.tags["time"][first] = labels.TIMES.index(event["time"])

    def _event_queries(self, pair: Pair, event: dict[str, Any], weight: float) -> None:
        for relation, key in (("actor", "actors"), ("recipient", "recipients")):
            self._ask(relation, pair, [(a["text"], a["code"]) for a in event[key]], weight)
        self._ask("place", pair, [(event["place"], None)], weight)
        self._ask("source", pair, [(event["source"], None)], weight)
        self._ask_date("date", pair, event["date"], weight)

    def _quotes(self) -> None:
        for quote in self.labelled["quotes"]:
            pair = self._anchor(quote)
            if pair is None:
                continue
            self.tags["quote"][pair[0]] = 2
            self.tags["quote"][pair[0] + 1 : pair[1] + 1] = 1
            self._ask("speaker", pair, [(quote["speaker"], None)], 1.0)
            self._ask("addressee", pair, [(quote["addressee"], None)], 1.0)

    def _figures(self) -> None:
        for figure in self.labelled["figures"]:
            pair = self._anchor(figure)
            if pair is None:
                continue
            optional = figure.get("optional")
            kind = labels.FIGURE_KINDS.index(figure["kind"])
            self.tags["figure"][pair[0] : pair[1] + 1] = IGNORE if optional else kind
            self._ask("figure_place", pair, [(figure["place"], None)], 1.0)
            self._ask("figure_source", pair, [(figure["source"], None)], 1.0)
            self._ask_date("figure_period", pair, figure["period"], 1.0)

    def _filler_tags(self) -> None:
        kinds: dict[Pair, str] = {}
        for filler in self.fillers.values():
            first, last = filler.pair
            string = self.text[self.words.words[first].start : self.words.words[last].end]
            for pair in self.locate.occurrences(string):
                kinds.setdefault(pair, filler.kind)
            kinds[filler.pair] = filler.kind
            sectors = {code.partition(" ")[2] or None for code in filler.codes}
            if len(sectors) == 1:
                self.tags["sector"][first] = labels.SECTORS.index(sectors.pop())
        taken = np.zeros(len(self.words), dtype=bool)
        for (first, last), kind in sorted(kinds.items(), key=lambda item: item[0][0] - item[0][1]):
            if not taken[first : last + 1].any():
                taken[first : last + 1] = True
                self.tags["filler"][first] = labels.FILLER_TAGS.index(kind)
                self.tags["filler"][first + 1 : last + 1] = 1

    def _countries(self) -> None:
        cues = [
            (self.locate.pair(c.start, c.end), c.country) for c in country_cues(self.text, self.document["published"])
        ]
        choices = [(pair, country) for pair, country in cues if pair is not None and country != "INT"]
        for filler in self.fillers.values():
            countries = {code[:3] for code in filler.codes}
            if len(countries) != 1:
                continue
            country = countries.pop()
            positive = [pair for pair, own in choices if own == country]
            if positive or country == "INT":
                pairs = [pair for pair, _ in choices]
                self.queries.append(Query(self.relation["country"], filler.pair, positive, choices=pairs))

    def examples(self, tokenizer: Tokenizer, weight: float = 1.0) -> Iterator[Example]:
        """The windows with their share of the targets; a pair is asked only where both sides are in the window."""
        for window in windows_of(tokenizer, self.words, self.document["title"], self.text):
            a, b = window.start, window.end
            yield Example(
                window,
                self.words.sentence[a:b],
                {name: tags[a:b] for name, tags in self.tags.items()},
                self.event_weight[a:b],
                [q for query in self.queries if (q := _cut(query, a, b))],
                weight,
            )


def _cut(query: Query, start: int, end: int) -> Query | None:
    """The query in window coordinates; None when its anchor, or each of its positives, lies outside."""
    if not start <= query.anchor[0] <= query.anchor[1] < end:
        return None

    def inside(pairs: list[Pair]) -> list[Pair]:
        return [(a - start, b - start) for a, b in pairs if start <= a and b < end]

    positive = inside(query.positive)
    if query.positive and not positive:
        return None
    anchor = (query.anchor[0] - start, query.anchor[1] - start)
    choices = None if query.choices is None else inside(query.choices)
    return Query(query.relation, anchor, positive, inside(query.ignored), choices, query.weight)
