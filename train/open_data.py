"""Openly licensed sets as examples for the same heads: names, and who did what out of semantic roles.

The sets and their licences are listed in `NOTICE`. A sentence that stands in a dev document is dropped.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from dateline.annotate import labels
from dateline.annotate.windows import windows_of, words_of
from train.questions import Pair, Query
from train.targets import IGNORE, Example, Locator

Sentence = dict[str, Any]
_NAMES = set(labels.NAME_TAGS[2:]) - {"DATE"}
_RELATION = {name: i for i, name in enumerate(labels.RELATIONS)}
_ROLES = {"ARG0": "actor", "ARG1": "recipient", "ARGM-LOC": "place"}
_WINDOW = 120
"""Words of one example: sentences that follow one another are read together, as in a dispatch."""


def normalised(text: str) -> str:
    """Letters and digits only, lower case: two prints of one text are equal."""
    return re.sub(r"[\W_]+", "", text).lower()


class DevGuard:
    """Knows the text of the dev documents; what equals a part of it may not be trained on."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [normalised(t) for t in texts]

    def holds(self, text: str) -> bool:
        """Whether a sentence of some length stands in a dev document."""
        short = normalised(text)
        return len(short) >= 25 and any(short in known for known in self._texts)


def _packs(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Neighbouring sentences of one document, about `_WINDOW` words at a time."""
    for _, group in groupby(sentences, key=lambda s: s.get("doc")):
        pack: list[Sentence] = []
        size = 0
        for sentence in group:
            if pack and size + len(sentence["tokens"]) > _WINDOW:
                yield pack
                pack, size = [], 0
            pack.append(sentence)
            size += len(sentence["tokens"])
        if pack:
            yield pack


def _layout(pack: list[Sentence]) -> tuple[str, list[list[tuple[int, int]]]]:
    """The text of a pack (tokens joined by blanks, punctuation as printed) and each token's character span."""
    text = ""
    spans: list[list[tuple[int, int]]] = []
    for sentence in pack:
        own = []
        for i, token in enumerate(sentence["tokens"]):
            glued = i == 0 or re.fullmatch(r"[,.;:!?%)\]’']|n't|['’]\w+", token) or text[-1:] in "([$£€"
            text += "" if glued else " "
            own.append((len(text), len(text) + len(token)))
            text += token
        text += "\n"
        spans.append(own)
    return text, spans


def _example(tokenizer: Tokenizer, text: str, weight: float) -> tuple[Example, Locator] | None:
    words = words_of(tokenizer, text)
    windows = windows_of(tokenizer, words, None, text)
    if len(windows) != 1:
        return None  # a pack of unusual pieces; a handful in all
    count = len(words)
    tags = {name: np.full(count, IGNORE, dtype=np.int64) for name, _ in labels.HEADS}
    ones = np.ones(count, dtype=np.float32)
    return Example(windows[0], words.sentence, tags, ones, [], weight), Locator(text, words)


def name_examples(
    tokenizer: Tokenizer, sentences: Iterable[Sentence], guard: DevGuard, weight: float
) -> Iterator[Example]:
    """Examples for the name head out of BIO-tagged sentences (`tags_mapped`)."""
    kept = (s for s in sentences if not guard.holds(" ".join(s["tokens"])))
    for pack in _packs(kept):
        text, spans = _layout(pack)
        made = _example(tokenizer, text, weight)
        if made is None:
            continue
        example, locate = made
        target = example.tags["name"]
        target[:] = 0
        for sentence, own in zip(pack, spans, strict=True):
            for (start, end), tag in zip(own, sentence["tags_mapped"], strict=True):
                pair = locate.pair(start, end)
                kind = tag[2:]
                if pair is None or kind not in _NAMES:
                    continue
                target[pair[0] : pair[1] + 1] = 1
                if tag[0] == "B":
                    target[pair[0]] = labels.NAME_TAGS.index(kind)
        yield example


def _argument(sentence: Sentence, argument: dict[str, Any]) -> tuple[int, int] | None:
    """Tokens of an argument without a preposition in front; None when it is longer than a mention would be."""
    start, end = argument["start"], argument["end"]
    if sentence["upos"][start] in ("ADP", "SCONJ") and end - start > 1:
        start += 1
    return (start, end) if end - start <= 8 else None


def role_examples(
    tokenizer: Tokenizer, sentences: Iterable[Sentence], guard: DevGuard, weight: float
) -> Iterator[Example]:
    """Pair-scorer questions out of PropBank frames: ARG0 as actor, ARG1 as recipient, ARGM-LOC as place."""
    kept = (s for s in sentences if s["frames"] and not guard.holds(s["text"]))
    for pack in _packs(kept):
        text, spans = _layout(pack)
        made = _example(tokenizer, text, weight)
        if made is None:
            continue
        example, locate = made
        for sentence, own in zip(pack, spans, strict=True):
            for frame in sentence["frames"]:
                predicate = locate.pair(*own[frame["predicate_index"]])
                if predicate and sentence["upos"][frame["predicate_index"]] in ("VERB", "NOUN"):
                    example.queries += list(_questions(sentence, frame, predicate, own, locate))
        if example.queries:
            yield example


def _questions(
    sentence: Sentence, frame: dict[str, Any], predicate: Pair, own: list[tuple[int, int]], locate: Locator
) -> Iterator[Query]:
    for role, relation in _ROLES.items():
        positive = []
        for argument in frame["args"]:
            tokens = _argument(sentence, argument) if argument["role"] == role else None
            pair = locate.pair(own[tokens[0]][0], own[tokens[1] - 1][1]) if tokens else None
            if pair:
                positive.append(pair)
        if positive or not any(a["role"] == role for a in frame["args"]):
            yield Query(_RELATION[relation], predicate, positive, weight=1.0 if positive else 0.3)
