"""Targets: what the labels of a document ask of the network, word by word and pair by pair."""

import json
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

pytest.importorskip("torch", reason="torch belongs to the [train] extra")

from dateline.annotate import labels
from tests.dispatches import CORPUS, dispatches
from train.questions import Query
from train.targets import IGNORE, Example, TargetBuilder

TEXT = (
    "On Friday Turkish troops shelled the rebel camp near Idlib, the Observatory said. The shelling killed 12 people. "
    "“We mourn,” said Walid Karam. The Observatory counted the dead."
)


def _span(words: str, nth: int = 0) -> dict[str, Any]:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"text": words, "start": start, "end": start + len(words)}


def _labelled(**event: Any) -> dict[str, Any]:
    raid = {
        "anchor": _span("shelled"), "also": [_span("shelling")], "type": "ASSAULT", "status": "actual",
        "time": "current", "actors": [{"text": "Turkish troops", "code": "TUR MIL"}],
        "recipients": [{"text": "the rebel camp", "code": "SYR REB"}], "place": "Idlib",
        "date": "2020-02-21", "source": "the Observatory",
    }  # fmt: skip
    return {
        "doc": {"id": "x", "text": TEXT, "title": None, "published": "2020-02-22"},
        "events": [raid | event],
        "quotes": [_span("We mourn") | {"speaker": "Walid Karam", "addressee": None}],
        "figures": [
            _span("12 people")
            | {"kind": "killed", "place": "Idlib", "period": None, "source": "the Observatory"}
        ],
    }  # fmt: skip


def _build(tokenizer: Tokenizer, **event: Any) -> TargetBuilder:
    return TargetBuilder(tokenizer, _labelled(**event), 0.4).build()


def _word(builder: TargetBuilder, words: str) -> int:
    pair = builder.locate.pair(_span(words)["start"], _span(words)["end"])
    assert pair is not None
    return pair[0]


def _asked(builder: TargetBuilder, relation: str) -> list[Query]:
    return [q for q in builder.queries if q.relation == labels.RELATIONS.index(relation)]


def _string(builder: TargetBuilder, pair: tuple[int, int]) -> str:
    words = builder.words.words
    return TEXT[words[pair[0]].start : words[pair[1]].end]


def test_anchors_and_repeats_are_tagged(tokenizer: Tokenizer) -> None:
    builder = _build(tokenizer, status="denied")
    first, repeat = _word(builder, "shelled"), _word(builder, "shelling")
    kind = labels.EVENT_TAGS.index("ASSAULT")
    assert np.flatnonzero(builder.tags["event"]).tolist() == [first, repeat]
    assert set(builder.tags["event"][[first, repeat]]) == {kind}
    assert builder.tags["first"][[first, repeat]].tolist() == [1, 0]
    assert builder.tags["status"][first] == labels.STATUSES.index("denied")
    assert builder.tags["status"][0] == IGNORE


def test_parts_are_asked_of_anchor_and_repeat(tokenizer: Tokenizer) -> None:
    builder = _build(tokenizer)
    for relation, words in (("actor", "Turkish troops"), ("recipient", "the rebel camp"), ("place", "Idlib")):
        main, repeat = _asked(builder, relation)
        assert [_string(builder, p) for p in main.positive] == [words]
        assert [main.weight, repeat.weight] == pytest.approx([1.0, 0.3])


def test_the_same_words_elsewhere_are_not_wrong(tokenizer: Tokenizer) -> None:
    builder = _build(tokenizer, place="Observatory")
    main, repeat = _asked(builder, "place")
    first, second = builder.locate.occurrences("Observatory")
    assert (main.positive, main.ignored) == ([first], [second])
    assert {*repeat.positive, *repeat.ignored} == {first, second}


def test_the_nearest_occurrence_is_meant(tokenizer: Tokenizer) -> None:
    builder = _build(tokenizer)
    the = builder.locate.nearest("The", builder.locate.pair(len(TEXT) - 3, len(TEXT)) or (0, 0))
    assert the is not None
    assert the[0] > _word(builder, "Karam")


def test_a_date_is_one_of_the_expressions_or_none(tokenizer: Tokenizer) -> None:
    builder = _build(tokenizer)
    main = _asked(builder, "date")[0]
    assert main.choices is not None
    assert [_string(builder, p) for p in main.positive] == ["Friday"]
    none = _asked(_build(tokenizer, date=None), "date")[0]
    assert none.positive == []
    assert _asked(_build(tokenizer, date="1999"), "date") == []


def test_repeats_are_linked(tokenizer: Tokenizer) -> None:
    builder = _build(tokenizer)
    (query,) = _asked(builder, "same")
    assert query.anchor[0] == _word(builder, "shelling")
    assert query.positive == query.choices == [(_word(builder, "shelled"),) * 2]


def test_fillers_quotes_and_figures_are_tagged(tokenizer: Tokenizer) -> None:
    builder = _build(tokenizer)
    tags = builder.tags
    assert tags["filler"][_word(builder, "Turkish troops")] == labels.FILLER_TAGS.index("actor")
    assert tags["filler"][_word(builder, "Idlib")] == labels.FILLER_TAGS.index("place")
    assert tags["sector"][_word(builder, "Turkish troops")] == labels.SECTORS.index("MIL")
    at = _word(builder, "We mourn")
    assert tags["quote"][at - 1 : at + 3].tolist() == [0, 2, 1, 0]
    at = _word(builder, "12 people")
    killed = labels.FIGURE_KINDS.index("killed")
    assert tags["figure"][at - 1 : at + 3].tolist() == [0, killed, killed, 0]


def test_countries_are_linked_to_their_words(tokenizer: Tokenizer) -> None:
    builder = _build(tokenizer)
    turkish = next(q for q in _asked(builder, "country") if q.anchor[0] == _word(builder, "Turkish troops"))
    assert [_string(builder, p) for p in turkish.positive] == ["Turkish"]


def test_an_optional_event_weighs_less(tokenizer: Tokenizer) -> None:
    builder = _build(tokenizer, optional=True)
    assert builder.event_weight[_word(builder, "shelled")] == pytest.approx(0.4)
    assert builder.event_weight[0] == 1.0


def _check(example: Example) -> None:
    count = len(example.window.first)
    assert len(example.sentence) == len(example.event_weight) == count
    assert all(len(tags) == count for tags in example.tags.values())
    for query in example.queries:
        for a, b in [query.anchor, *query.positive, *query.ignored, *(query.choices or [])]:
            assert 0 <= a <= b < count
    for relation, asked in example.asked().items():
        assert asked.target[0].shape[1] == count, labels.RELATIONS[relation]


def test_every_window_of_the_corpus_has_targets_of_its_size(tokenizer: Tokenizer) -> None:
    sizes = dict(labels.HEADS)
    for each in dispatches()[:12]:
        labelled = json.loads((CORPUS / f"{each.id}.json").read_text(encoding="utf-8"))
        builder = TargetBuilder(tokenizer, labelled, 0.5).build()
        anchors = {pair[0] for e in labelled["events"] if (pair := builder.locate.pair(**_offsets(e["anchor"])))}
        assert anchors <= set(np.flatnonzero(builder.tags["event"] > 1)), each.id
        for example in builder.examples(tokenizer):
            _check(example)
            for name, tags in example.tags.items():
                assert tags.max() < sizes[name]
                assert tags.min() >= IGNORE


def _offsets(span: dict[str, Any]) -> dict[str, int]:
    return {"start": span["start"], "end": span["end"]}
