"""The path of a document: every span is the text there, the same bytes whatever runs beside, in order, to the end."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings

from dateline.annotate.runtime import Model
from dateline.config import Settings
from dateline.documents.build import Given, build
from dateline.errors import ModelError
from dateline.model.document import Document, Rejected
from dateline.model.records import Reading
from dateline.pipeline import Pipeline
from tests.dispatches import (
    STRANGE,
    assert_ids_differ,
    assert_spans_hold,
    dispatches,
    document,
    real_dispatches,
    spoiled,
    wrecked,
)


@cache
def _pipeline() -> Pipeline:
    return Pipeline(Settings(), mentions=True)


@cache
def _documents() -> tuple[Document, ...]:
    """Dispatches and a document of several windows, as the inputs would make them."""
    long = "\n\n".join(d.text for d in dispatches()[20:26])
    several = [(d.id, d.text, d.title, d.published) for d in dispatches()[:11]]
    several.insert(4, ("long", long, "A long one", None))
    return tuple(
        build(text, Given(title=title, published=day, language="en", id=name), name, None)
        for name, text, title, day in several
    )


@cache
def _alone() -> dict[str, bytes]:
    return {d.id: _pipeline().read_one(d).to_json(mentions=True) for d in _documents()}


def _json(items: Iterator[Reading | Rejected]) -> list[bytes]:
    return [item.to_json(mentions=True) for item in items if isinstance(item, Reading)]


# Spans


def _assert_records_with_exact_spans(text: str) -> None:
    reading = _pipeline().read_one(document(text))
    assert_spans_hold(reading)
    assert_ids_differ(reading)
    assert reading.events or reading.quotations or reading.figures
    assert reading.mentions


@given(spoiled())
@settings(max_examples=15, deadline=None)
def test_a_spoiled_dispatch_gives_records_with_exact_spans(text: str) -> None:
    _assert_records_with_exact_spans(text)


@pytest.mark.skipif(not real_dispatches(), reason="no real dispatches: DATELINE_DATA_ROOT is not set")
@given(spoiled(real_dispatches))
@settings(max_examples=15, deadline=None)
def test_a_spoiled_real_dispatch_gives_records_with_exact_spans(text: str) -> None:
    _assert_records_with_exact_spans(text)


@given(wrecked())
@settings(max_examples=15, deadline=None)
@example("".join(STRANGE))
@example("\r\n".join(STRANGE))
def test_a_wrecked_text_gives_exact_spans(text: str) -> None:
    reading = _pipeline().read_one(document(text, title=text[:60]))
    assert_spans_hold(reading)
    assert_ids_differ(reading)


def test_windows_newlines_change_no_record() -> None:
    for each in dispatches()[:3]:
        windows = document(each.text.replace("\n", "\r\n"), each.published, each.title, each.id)
        assert _pipeline().read_one(windows) == _pipeline().read_one(each)


def test_every_dispatch_of_the_corpus_gives_records_with_exact_spans() -> None:
    for reading in _pipeline().read(dispatches()[:40]):
        assert isinstance(reading, Reading)
        assert_spans_hold(reading)
        assert_ids_differ(reading)
        assert len(reading.events) + len(reading.quotations) + len(reading.figures) > 0


# The same bytes


def test_records_are_the_same_with_mentions_and_without() -> None:
    plain = Pipeline(Settings())
    for each in _documents()[:6]:
        with_mentions, without = _pipeline().read_one(each), plain.read_one(each)
        assert with_mentions.to_json() == without.to_json()
        assert without.mentions == ()


@pytest.mark.parametrize("workers", [1, 7, 64])
def test_the_same_bytes_whatever_the_workers(workers: int) -> None:
    assert _json(_pipeline().read(_documents(), workers)) == [_alone()[d.id] for d in _documents()]


def test_the_same_bytes_whatever_the_order_and_the_neighbours() -> None:
    order = [*reversed(_documents()), *_documents()[::3], _documents()[0]]
    assert _json(_pipeline().read(order, 7)) == [_alone()[d.id] for d in order]


@pytest.mark.parametrize(("seed", "workers"), [("1", "7"), ("4242", "1")])
def test_the_same_bytes_in_another_process(tmp_path: Path, seed: str, workers: str) -> None:
    lines = [
        json.dumps({"id": d.id, "title": d.title, "published": d.published, "language": "en", "text": d.text})
        for d in _documents()
    ]
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "dateline", "read", str(path), "--json", "--mentions", "-q", "--workers", workers]
    ran = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
    assert ran.stdout.split(b"\n") == [*(_alone()[d.id] for d in _documents()), b""]


# In order, to the end


def _rejected(name: str) -> Rejected:
    return Rejected(name, "documents", "E012", "there is nothing in it but white space")


@pytest.mark.parametrize("workers", [1, 3, 64])
def test_what_was_rejected_passes_through_in_its_place(workers: int) -> None:
    a, b, c = _documents()[:3]
    items: list[Document | Rejected] = [_rejected("1"), a, _rejected("2"), _rejected("3"), b, c, _rejected("4")]
    found = list(_pipeline().read(items, workers))
    assert [item if isinstance(item, Rejected) else item.document for item in found] == items


def test_nothing_in_nothing_out() -> None:
    assert list(_pipeline().read([])) == []
    assert list(_pipeline().read([_rejected("1")])) == [_rejected("1")]


def test_a_document_without_words_gives_an_empty_reading() -> None:
    (reading,) = _pipeline().read([document(" \n ")])
    assert isinstance(reading, Reading)
    assert (reading.events, reading.quotations, reading.figures, reading.agreements) == ((), (), (), ())


def test_only_a_few_documents_are_taken_ahead() -> None:
    taken = 0

    def endless() -> Iterator[Document]:
        nonlocal taken
        while True:
            taken += 1
            yield document(f"Troops left town {taken}.")

    readings = _pipeline().read(endless(), workers=2)
    for _ in range(10):
        next(readings)
    assert 10 <= taken <= 10 + 2 * 2 + 1
    readings.close()  # type: ignore[attr-defined]


def test_workers_come_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_WORKERS", "2")
    assert _json(Pipeline(Settings(), mentions=True).read(_documents()[:3])) == [
        _alone()[d.id] for d in _documents()[:3]
    ]


# The model


@pytest.mark.parametrize("workers", [1, 64])
def test_the_model_is_loaded_once(monkeypatch: pytest.MonkeyPatch, workers: int) -> None:
    loaded = []

    def load(folder: Path) -> Model:
        loaded.append(folder)
        return _pipeline().model

    monkeypatch.setattr(Model, "load", load)
    list(Pipeline(Settings()).read(_documents()[:5], workers))
    assert len(loaded) == 1


def test_the_model_is_not_loaded_for_nothing(tmp_path: Path) -> None:
    pipeline = Pipeline(Settings(model_dir=tmp_path))
    assert list(pipeline.read([_rejected("1")])) == [_rejected("1")]


@pytest.mark.parametrize("workers", [1, 64])
def test_a_missing_model_is_said_once(tmp_path: Path, workers: int) -> None:
    readings = Pipeline(Settings(model_dir=tmp_path)).read(_documents(), workers)
    with pytest.raises(ModelError) as caught:
        next(readings)
    assert caught.value.code == "E050"
    assert list(readings) == []


class _Faulty(Pipeline):
    """A pipeline with a fault of ours: it fails on texts that hold the word "fault"."""

    def read_one(self, document: Document) -> Reading:
        if "fault" in document.text:
            raise KeyError("a fault")
        return super().read_one(document)


def test_a_fault_of_ours_sets_one_document_aside_and_the_rest_goes_on() -> None:
    texts = ["Troops shelled Idlib on Monday.", "A fault.", "The two presidents met in Geneva."]
    found = list(_Faulty(Settings()).read([document(text) for text in texts]))
    assert [type(item) for item in found] == [Reading, Rejected, Reading]
    rejected = found[1]
    assert isinstance(rejected, Rejected)
    assert (rejected.stage, rejected.code) == ("read", "E040")
    assert "KeyError" in rejected.reason
