"""Time expressions against TIMEX3 labels: spans and values. The rules for times are tried alone, without the network.

Our values are ISO prefixes as precise as the text; a TIMEX3 value may also be a duration (P2Y), a set, a week, a season
or a reference (PRESENT_REF), none of which we give. So `values` are also counted over the labels whose value is an ISO
day, month or year, the time of day cut off (`calendar_value_f1`).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dateline.annotate.dates import TimeExpression, find_times
from dateline.model.records import Span
from evals.jsonl import SetError, read_records
from evals.matching import assign, overlap
from evals.scoring import Read

DEFAULTS: Final = (Path("data/meantime/meantime_en.jsonl.gz"),)
_CALENDAR: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=$|T)")
_PAIR: Final = 10**6
# MEANTIME, the one set that gives its sentences, labels all times only in the headline and the first sentences.
_LABELLED_SENTENCES: Final = 6
_CREATION: Final = "CREATION_TIME"


@dataclass(frozen=True, slots=True)
class Timex:
    """One label. The day of publication itself, where it stands in the text, counts neither way; a label without a
    span (a time that the text only implies) is passed over.
    """

    type: str
    value: str | None
    start: int = -1
    end: int = -1
    text: str | None = None
    functionInDocument: str = "NONE"  # noqa: N815 (the name in the file)


@dataclass(frozen=True, slots=True)
class Sentence:
    """Character offsets of a sentence."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article; `dct` is its day of publication, a date or a date-time."""

    id: str
    text: str
    timex3: tuple[Timex, ...]
    dct: str | None = None
    sentences: tuple[Sentence, ...] = ()
    corpus: str = ""

    @property
    def labelled_to(self) -> int:
        """Where the part ends in which all times are labelled, as a character offset."""
        first = self.sentences[:_LABELLED_SENTENCES]
        return first[-1].end if first else len(self.text)


@dataclass(frozen=True, slots=True)
class TimexScore:
    """F1 of spans at the same offsets (`strict`) and of spans that overlap one-to-one (`relaxed`).

    `value_f1`: overlapping spans with the equal value, over all spans of either side. `value_accuracy`: the share of
    equal values among the overlapping pairs. The `calendar_` figures leave out labels without a calendar value, and our
    expressions that match such a label or have no value; `apple_value_accuracy`, on the topic that was kept out of
    training, counts a found phrase without a value as wrong. `recall` is that of relaxed spans, by TIMEX3 type.
    """

    articles: int
    gold: int
    predicted: int
    strict_f1: float
    relaxed_f1: float
    precision: float
    value_f1: float
    value_accuracy: float
    calendar_gold: int
    calendar_value_f1: float
    calendar_value_accuracy: float
    apple_value_accuracy: float
    recall: dict[str, float]


def run(path: Path, _read: Read) -> TimexScore:
    """Finds the times of each article; the reader of documents is not needed."""
    articles = read_records(path, Article)
    for article in articles:
        for label in _marked(article):
            if not 0 <= label.start < label.end <= len(article.text):
                raise SetError(f"{path}: {article.id}: span {label.start}..{label.end} lies outside the text")
            if label.text and article.text[label.start : label.end] != label.text:
                raise SetError(f"{path}: {article.id}: {label.start}..{label.end} is not {label.text!r}")
    return score(articles)


def score(articles: Sequence[Article]) -> TimexScore:
    """Figures over the articles."""
    counts: Counter[str] = Counter()
    for article in articles:
        counts.update(_counts(article))
    types = sorted(key.removeprefix("gold ") for key in counts if key.startswith("gold "))
    return TimexScore(
        articles=len(articles),
        gold=counts["gold"],
        predicted=counts["said"],
        strict_f1=_f1(counts["strict"], counts["gold"], counts["said"]),
        relaxed_f1=_f1(counts["matched"], counts["gold"], counts["said"]),
        precision=_share(counts["matched"], counts["said"]),
        value_f1=_f1(counts["value"], counts["gold"], counts["said"]),
        value_accuracy=_share(counts["value"], counts["matched"]),
        calendar_gold=counts["calendar gold"],
        calendar_value_f1=_f1(counts["calendar value"], counts["calendar gold"], counts["calendar said"]),
        calendar_value_accuracy=_share(counts["calendar value"], counts["calendar matched"]),
        apple_value_accuracy=_share(counts["apple value"], counts["apple dated"]),
        recall={kind: _share(counts[f"matched {kind}"], counts[f"gold {kind}"]) for kind in types},
    )


def _marked(article: Article) -> list[Timex]:
    return [label for label in article.timex3 if 0 <= label.start < article.labelled_to]


def _counts(article: Article) -> Counter[str]:
    said = [one for one in find_times(article.text, article.dct) if one.start < article.labelled_to]
    labels = _marked(article)
    pairs = assign([[_weight(label, one) for one in said] for label in labels])
    own = {number for number, label in enumerate(labels) if label.functionInDocument == _CREATION}
    neutral = {two for one, two in pairs if one in own}
    counted = [one for number, one in enumerate(said) if number not in neutral]
    gold = [label for number, label in enumerate(labels) if number not in own]
    matched = [(labels[one], said[two]) for one, two in pairs if one not in own]
    found = Counter({"gold": len(gold), "said": len(counted), "matched": len(matched)})
    found.update(f"gold {label.type}" for label in gold)
    found.update(f"matched {label.type}" for label, _ in matched)
    found["strict"] = sum((label.start, label.end) == (one.start, one.end) for label, one in matched)
    found["value"] = sum(label.value is not None and value_of(one) == label.value for label, one in matched)
    dated = [(label, one) for label, one in matched if calendar_value(label.value)]
    away = {id(one) for label, one in matched if not calendar_value(label.value)}
    found["calendar gold"] = sum(calendar_value(label.value) is not None for label in gold)
    found["calendar said"] = sum(value_of(one) is not None and id(one) not in away for one in counted)
    found["calendar matched"] = sum(value_of(one) is not None for _, one in dated)
    found["calendar value"] = sum(value_of(one) == calendar_value(label.value) for label, one in dated)
    if "apple" in article.corpus.lower():
        found["apple dated"], found["apple value"] = len(dated), found["calendar value"]
    return found


def _weight(label: Timex, one: TimeExpression) -> int:
    # Most pairs first, then most shared characters.
    shared = overlap(Span("", label.start, label.end), Span("", one.start, one.end))
    return _PAIR + shared if shared else 0


def value_of(one: TimeExpression) -> str | None:
    """Our value as TIMEX3 writes it; a range is known by its begin, and a phrase without a value has none."""
    return one.date.start


def calendar_value(value: str | None) -> str | None:
    """The day, month or year of a TIMEX3 value, a time of day cut off; None for every other sort of value."""
    match = _CALENDAR.match(value or "")
    return match[0] if match else None


def _f1(right: int, gold: int, said: int) -> float:
    return 2 * right / (gold + said) if gold + said else 0.0


def _share(above: int, below: int) -> float:
    return above / below if below else 0.0
