"""Open sets as examples: what is kept, what a dev document bars, and where labels land in the joined text."""

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

pytest.importorskip("torch", reason="torch belongs to the [train] extra")

from dateline.annotate import labels
from train.jsonl import read_jsonl
from train.open_data import DevGuard, name_examples, normalised, role_examples
from train.targets import IGNORE, Example

OPEN = DevGuard([])


def _named(line: str, tags: str, doc: str = "d") -> dict[str, Any]:
    return {"doc": doc, "tokens": line.split(), "tags_mapped": tags.split()}


KARAM = _named("Walid Karam left Aleppo , a man 's home .", "B-PER I-PER O B-GPE O O O O O O")


def _tags(example: Example, name: str) -> list[int]:
    return [int(tag) for tag in example.tags[name]]


def test_names_are_tagged_and_nothing_else_is_asked(tokenizer: Tokenizer) -> None:
    (example,) = name_examples(tokenizer, [KARAM], OPEN, 0.7)
    person, place = labels.NAME_TAGS.index("PER"), labels.NAME_TAGS.index("GPE")
    # Words are finer than tokens: 's is two.
    assert _tags(example, "name") == [person, 1, 0, place, 0, 0, 0, 0, 0, 0, 0]
    assert example.weight == 0.7
    assert all((tags == IGNORE).all() for name, tags in example.tags.items() if name != "name")


def test_dates_are_left_to_the_rules(tokenizer: Tokenizer) -> None:
    (example,) = name_examples(tokenizer, [_named("It ended on Friday .", "O O O B-DATE O")], OPEN, 1.0)
    assert set(_tags(example, "name")) == {0}


def test_neighbours_are_read_together_and_documents_apart(tokenizer: Tokenizer) -> None:
    several = [KARAM] * 20 + [dict(KARAM, doc="e")] * 2
    examples = list(name_examples(tokenizer, several, OPEN, 1.0))
    counts = [int(np.sum(example.tags["name"] == labels.NAME_TAGS.index("PER"))) for example in examples]
    assert sum(counts) == 22
    assert counts[-1] == 2
    assert len(examples) == 3


def test_what_stands_in_a_dev_document_is_dropped(tokenizer: Tokenizer) -> None:
    guard = DevGuard(["Then WALID KARAM left Aleppo, a man’s home. More."])
    other = _named("Anna Brandt stayed in Oslo with friends .", "B-PER I-PER O O B-GPE O O O")
    (example,) = name_examples(tokenizer, [KARAM, other], guard, 1.0)
    assert len(example.tags["name"]) == len(other["tokens"])


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Troops left the town of Idlib on Friday", True),
        ("troops LEFT the town, of Idlib — on Friday!", True),
        ("Troops left", False),
        ("Troops entered the town of Idlib on Friday", False),
    ],
)
def test_the_guard_compares_letters_and_digits(text: str, held: bool) -> None:
    assert DevGuard(["On 3 May: Troops left the town of Idlib on Friday."]).holds(text) is held


def test_normalised_text() -> None:
    assert normalised("The “U.S.” army_3\n") == "theusarmy3"


def _frames(predicate: int, *args: tuple[str, int, int]) -> dict[str, Any]:
    tokens = "Rebels attacked the camp in Idlib".split()
    return {
        "doc": "d", "text": " ".join(tokens), "tokens": tokens,
        "upos": ["NOUN", "VERB", "DET", "NOUN", "ADP", "PROPN"],
        "frames": [
            {"predicate_index": predicate, "args": [{"role": r, "start": a, "end": b} for r, a, b in args]}
        ],
    }  # fmt: skip


def test_roles_become_questions(tokenizer: Tokenizer) -> None:
    sentence = _frames(1, ("ARG0", 0, 1), ("ARG1", 2, 4), ("ARGM-LOC", 4, 6))
    (example,) = role_examples(tokenizer, [sentence], OPEN, 1.0)
    asked = {labels.RELATIONS[q.relation]: q.positive for q in example.queries}
    assert asked == {"actor": [(0, 0)], "recipient": [(2, 3)], "place": [(5, 5)]}
    assert {q.anchor for q in example.queries} == {(1, 1)}


def test_an_absent_role_is_a_weak_no(tokenizer: Tokenizer) -> None:
    (example,) = role_examples(tokenizer, [_frames(1, ("ARG0", 0, 1))], OPEN, 1.0)
    weights = {labels.RELATIONS[q.relation]: (q.positive, q.weight) for q in example.queries}
    assert weights == {"actor": ([(0, 0)], 1.0), "recipient": ([], 0.3), "place": ([], 0.3)}


def test_only_verbs_and_nouns_are_asked(tokenizer: Tokenizer) -> None:
    assert list(role_examples(tokenizer, [_frames(4, ("ARG0", 0, 1))], OPEN, 1.0)) == []


def test_lines_of_a_packed_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(json.dumps({"tokens": [w]}) for w in ("é", "b")).encode()))
    assert [line["tokens"] for line in read_jsonl(path)] == [["é"], ["b"]]
