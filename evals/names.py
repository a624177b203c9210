"""Names of persons, organisations and places in sets of tagged tokens, against `read --mentions`.

A mention of ours may be a whole phrase ("the Turkish president, Ada Brenn") where a set tags the name alone, so spans
are also compared by overlap.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from dateline.model.codes import MentionKind
from dateline.model.records import Reading, Span
from evals.jsonl import SetError, read_records
from evals.matching import assign, overlap
from evals.scoring import Read, plain_document, readings_of

DEFAULTS: Final = (Path("data/ner/uner_pud.jsonl.gz"),)
KINDS: Final = ("PER", "ORG", "LOC")
_TAGS: Final = {
    "PER": ("PER", "PERSON"),
    "ORG": ("ORG", "ORGANISATION", "ORGANIZATION"),
    "LOC": ("LOC", "GPE", "LOCATION", "PLACE"),
}
_OF_TAG: Final = {name: kind for kind, names in _TAGS.items() for name in names}
# A force or a people is a group with us, and an organisation or nothing in the sets: it counts neither way.
_NEUTRAL_TAGS: Final = frozenset({"MIL", "NORP", "NATIONALITY"})
_OF_KIND: Final = {MentionKind.PERSON: "PER", MentionKind.ORGANISATION: "ORG", MentionKind.PLACE: "LOC"}
_PAIR: Final = 10**6


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens with BIO tags; `tags_mapped`, where given, are the tags that are scored."""

    id: str
    tokens: tuple[str, ...]
    tags: tuple[str, ...]
    tags_mapped: tuple[str, ...] | None = None
    doc: str | None = None


@dataclass(frozen=True, slots=True)
class NamesScore:
    """F1 by kind and over all three: `exact` at the same offsets, `overlap` one-to-one with a shared character."""

    sentences: int
    gold: int
    predicted: int
    exact_f1: float
    overlap_f1: float
    overlap_precision: float
    overlap_recall: float
    exact: dict[str, float]
    overlap: dict[str, float]


@dataclass(frozen=True, slots=True)
class Name:
    """A tagged or found name; `kind` is PER, ORG, LOC, or None for what counts neither way."""

    start: int
    end: int
    kind: str | None


def run(path: Path, read: Read) -> NamesScore:
    """Reads the sentences of each document as one text, one on a line; `read` must give mentions."""
    sentences = read_records(path, Sentence)
    for sentence in sentences:
        tags = _tags(sentence)
        if len(tags) != len(sentence.tokens) or not all(tag == "O" or tag[:2] in ("B-", "I-") for tag in tags):
            raise SetError(f"{path}: {sentence.id}: not one BIO tag a token")
    texts = [_joined(group) for group in _documents(sentences)]
    documents = [plain_document(f"{path.name}:{number}", text) for number, (text, _) in enumerate(texts)]
    readings = readings_of(documents, read)
    found = [names_of(readings.get(document.id)) for document in documents]
    return score(len(sentences), [names for _, names in texts], found)


def _tags(sentence: Sentence) -> tuple[str, ...]:
    return sentence.tags if sentence.tags_mapped is None else sentence.tags_mapped


def _documents(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    for _, group in groupby(sentences, key=lambda sentence: sentence.doc or sentence.id):
        yield list(group)


def _joined(sentences: Sequence[Sentence]) -> tuple[str, list[Name]]:
    """The text with a blank between tokens and a line for each sentence, and its tagged names."""
    text = ""
    names: list[Name] = []
    for sentence in sentences:
        text += "\n" if text else ""
        spans: list[tuple[int, int]] = []
        for token in sentence.tokens:
            text += " " if spans else ""
            spans.append((len(text), len(text) + len(token)))
            text += token
        names += _tagged(_tags(sentence), spans)
    return text, names


def _tagged(tags: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[Name]:
    names: list[Name] = []
    before = "O"
    for tag, (start, end) in zip(tags, spans, strict=True):
        kind, known = _kind(tag)
        if known and tag.startswith("I-") and before[2:] == tag[2:]:
            names[-1] = Name(names[-1].start, end, kind)
        elif known:
            names.append(Name(start, end, kind))
        before = tag
    return names


def _kind(tag: str) -> tuple[str | None, bool]:
    """The kind of a tag, and whether it plays any part: dates, quantities and the rest play none."""
    name = tag[2:].upper()
    return _OF_TAG.get(name), name in _OF_TAG or name in _NEUTRAL_TAGS


def names_of(reading: Reading | None) -> list[Name]:
    """The persons, organisations and places among the mentions of a reading."""
    mentions = reading.mentions if reading is not None else ()
    return [
        Name(mention.span.start, mention.span.end, _OF_KIND[mention.kind])
        for mention in mentions
        if mention.kind in _OF_KIND
    ]


def score(sentences: int, gold: Sequence[Sequence[Name]], said: Sequence[Sequence[Name]]) -> NamesScore:
    """Figures over the documents: tagged and found names of each."""
    counts: Counter[tuple[str, str]] = Counter()
    for golden, predicted in zip(gold, said, strict=True):
        counts.update(_counts(golden, predicted))
    exact = {kind: _f1(counts["exact", kind], counts["gold", kind], counts["said", kind]) for kind in KINDS}
    loose = {kind: _f1(counts["overlap", kind], counts["gold", kind], counts["said", kind]) for kind in KINDS}
    totals = {what: sum(counts[what, kind] for kind in KINDS) for what in ("gold", "said", "exact", "overlap")}
    return NamesScore(
        sentences=sentences,
        gold=totals["gold"],
        predicted=totals["said"],
        exact_f1=_f1(totals["exact"], totals["gold"], totals["said"]),
        overlap_f1=_f1(totals["overlap"], totals["gold"], totals["said"]),
        overlap_precision=totals["overlap"] / totals["said"] if totals["said"] else 0.0,
        overlap_recall=totals["overlap"] / totals["gold"] if totals["gold"] else 0.0,
        exact=exact,
        overlap=loose,
    )


def _counts(gold: Sequence[Name], said: Sequence[Name]) -> Counter[tuple[str, str]]:
    neutral = [name for name in gold if name.kind is None]
    labels = [name for name in gold if name.kind is not None]
    counted = [one for one in said if _meets(one, labels) or not _meets(one, neutral)]
    found: Counter[tuple[str, str]] = Counter()
    for kind in KINDS:
        mine, ours = [n for n in labels if n.kind == kind], [n for n in counted if n.kind == kind]
        pairs = assign([[_PAIR + shared if (shared := _shared(one, two)) else 0 for two in ours] for one in mine])
        found["gold", kind] = len(mine)
        found["said", kind] = len(ours)
        found["overlap", kind] = len(pairs)
        found["exact", kind] = len({(n.start, n.end) for n in mine} & {(n.start, n.end) for n in ours})
    return found


def _meets(name: Name, others: Sequence[Name]) -> bool:
    return any(_shared(name, other) for other in others)


def _shared(one: Name, two: Name) -> int:
    return overlap(Span("", one.start, one.end), Span("", two.start, two.end))


def _f1(right: int, gold: int, said: int) -> float:
    return 2 * right / (gold + said) if gold + said else 0.0
