"""Names against tagged tokens, on records made up here."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.model.codes import MentionKind
from dateline.model.document import Document
from dateline.model.records import MentionRecord, Reading, Span
from evals.jsonl import SetError
from evals.names import Name, names_of, run, score
from evals.scoring import Read, plain_document

TOKENS = ["Ada", "Brenn", "met", "the", "army", "in", "Larna", "."]
TAGS = ["B-PER", "I-PER", "O", "O", "B-MIL", "O", "B-GPE", "O"]
TEXT = "Ada Brenn met the army in Larna ."


def mention(words: str, kind: MentionKind, text: str = TEXT) -> MentionRecord:
    start = text.index(words)
    return MentionRecord("m", Span(words, start, start + len(words)), kind, None, None, None, 1.0)


def write(tmp_path: Path, *records: dict[str, object]) -> Path:
    path = tmp_path / "names.jsonl"
    path.write_text("\n".join(map(json.dumps, records)))
    return path


def reader(*mentions: MentionRecord, texts: list[str] | None = None) -> Read:
    def read(documents: Iterable[Document]) -> Iterator[Reading]:
        for document in documents:
            if texts is not None:
                texts.append(document.text)
            yield Reading(document, (), (), (), (), mentions)

    return read


def test_names_at_the_same_offsets_are_exact_and_phrases_overlap(tmp_path: Path) -> None:
    path = write(tmp_path, {"id": "s", "tokens": TOKENS, "tags": ["O"] * 8, "tags_mapped": TAGS})
    found = run(path, reader(mention("Ada Brenn", MentionKind.PERSON), mention("in Larna", MentionKind.PLACE)))
    assert (found.gold, found.predicted) == (2, 2)
    assert found.exact == {"PER": 1.0, "ORG": 0.0, "LOC": 0.0}
    assert found.overlap == {"PER": 1.0, "ORG": 0.0, "LOC": 1.0}


def test_forces_count_neither_way(tmp_path: Path) -> None:
    path = write(tmp_path, {"id": "s", "tokens": TOKENS, "tags": TAGS})
    army, met = mention("the army", MentionKind.ORGANISATION), mention("met", MentionKind.ORGANISATION)
    assert run(path, reader(army)).predicted == 0
    assert run(path, reader(army, met)).predicted == 1


def test_sentences_of_a_document_are_read_together(tmp_path: Path) -> None:
    one = {"id": "s1", "doc": "d", "tokens": TOKENS, "tags": TAGS}
    path = write(tmp_path, one, one | {"id": "s2"}, one | {"id": "s3", "doc": "e"})
    texts: list[str] = []
    found = run(path, reader(texts=texts))
    assert texts == [f"{TEXT}\n{TEXT}", TEXT]
    assert (found.sentences, found.gold, found.overlap_recall) == (3, 6, 0.0)


def test_an_inside_tag_after_another_kind_begins_a_name(tmp_path: Path) -> None:
    tags = ["B-PER", "I-ORG", "O", "O", "I-LOC", "O", "O", "O"]
    path = write(tmp_path, {"id": "s", "tokens": TOKENS, "tags": tags})
    assert run(path, reader()).gold == 3


def test_a_name_is_matched_once() -> None:
    twice = [Name(0, 3, "PER"), Name(4, 9, "PER")]
    found = score(1, [[Name(0, 9, "PER")]], [twice])
    assert (found.overlap_precision, found.overlap_recall, found.exact_f1) == (0.5, 1.0, 0.0)


def test_only_persons_organisations_and_places_are_taken() -> None:
    kinds = [mention("Ada", kind) for kind in MentionKind]
    reading = Reading(plain_document("x", TEXT), (), (), (), (), tuple(kinds))
    assert sorted(str(name.kind) for name in names_of(reading)) == ["LOC", "ORG", "PER"]
    assert names_of(None) == names_of(replace(reading, mentions=())) == []


@pytest.mark.parametrize("tags", [TAGS[:-1], [*TAGS[:-1], "PER"]])
def test_tags_must_be_bio_and_one_a_token(tmp_path: Path, tags: list[str]) -> None:
    path = write(tmp_path, {"id": "s", "tokens": TOKENS, "tags": tags})
    with pytest.raises(SetError, match="s: not one BIO tag a token"):
        run(path, reader())
