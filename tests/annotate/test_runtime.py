"""The shipped model: what is missing or damaged is named, and a document's scores depend on the document alone."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from dateline.annotate import labels
from dateline.annotate.annotator import annotate
from dateline.annotate.runtime import MANIFEST, SETTINGS, TOKENIZER, WEIGHTS, Model, shipped_model
from dateline.annotate.scores import Scores
from dateline.config import Settings
from dateline.errors import ModelError
from tests.dispatches import dispatches, document

FOLDER = Settings().model_dir or shipped_model()
Spoil = Callable[[Path], None]


@pytest.fixture(scope="module")
def model() -> Model:
    return Model.load(FOLDER)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _remove(path: Path) -> None:
    path.unlink()


def _write(data: bytes) -> Spoil:
    def write(path: Path) -> None:
        path.write_bytes(data)

    return write


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


SMALL_TABLES = b'{"thresholds":{},"distance":[[1,2]],"sentence":[[1,2]],"constant":[1]}'
RAGGED_TABLES = b'{"thresholds":{},"distance":[[1,2],[1]],"sentence":[[1,2]],"constant":[1]}'


@pytest.mark.parametrize(
    ("name", "spoil", "reason"),
    [
        (SETTINGS, _remove, "cannot be read"),
        (SETTINGS, _cut, "damaged"),
        (SETTINGS, _write(b'{"thresholds":{"event":"high"},"distance":[],"sentence":[],"constant":[]}'), "damaged"),
        (SETTINGS, _write(SMALL_TABLES), "damaged"),
        (SETTINGS, _write(RAGGED_TABLES), "damaged"),
        (MANIFEST, _remove, "cannot be read"),
        (MANIFEST, _write(b"{}"), "damaged"),
        (MANIFEST, _write(b"[]"), "damaged"),
        (MANIFEST, _write(b"\xff\xfe"), "damaged"),
        (TOKENIZER, _folder, "cannot be read"),
        (TOKENIZER, _cut, "damaged"),
        (TOKENIZER, _write(b"\xff"), "damaged"),
        (WEIGHTS, _remove, "cannot be read"),
        (WEIGHTS, _cut, "damaged"),
        (WEIGHTS, _write(b""), "damaged"),
    ],
)
def test_a_damaged_model_is_named(tmp_path: Path, name: str, spoil: Spoil, reason: str) -> None:
    for each in (SETTINGS, MANIFEST, TOKENIZER, WEIGHTS):
        shutil.copy(FOLDER / each, tmp_path / each)
    spoil(tmp_path / name)
    with pytest.raises(ModelError) as caught:
        Model.load(tmp_path)
    assert caught.value.code == "E050"
    assert caught.value.subject == str(tmp_path / name)
    assert reason in caught.value.reason
    assert caught.value.hint is not None
    assert "DATELINE_MODEL_DIR" in caught.value.hint
    assert caught.value.__cause__ is not None


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="No such file or directory"):
        Model.load(tmp_path / "absent")


def test_the_version_is_the_manifest_s(model: Model) -> None:
    assert model.version
    assert f'"{model.version}"' in (FOLDER / MANIFEST).read_text(encoding="utf-8")


def _bytes(scores: Scores) -> list[bytes]:
    return [part.tobytes() for part in (scores.heads, scores.query, scores.start, scores.end)]


def test_one_row_a_word_and_the_sizes_of_the_label_sets(model: Model) -> None:
    long = "\n\n".join(d.text for d in dispatches()[:4])
    scores = model.score("A title", long)
    assert len(model.windows("A title", long)[1]) > 2
    width = len(labels.RELATIONS) * labels.RELATION_SIZE
    assert scores.heads.shape == (len(scores.words), sum(size for _, size in labels.HEADS))
    assert [part.shape for part in (scores.query, scores.start, scores.end)] == [(len(scores.words), width)] * 3
    assert all(np.isfinite(part).all() for part in (scores.heads, scores.query, scores.start, scores.end))


def test_scores_do_not_depend_on_what_is_read_beside(model: Model) -> None:
    several = dispatches()[:6]
    alone = [_bytes(model.score(d.title, d.text)) for d in several]
    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda d: _bytes(model.score(d.title, d.text)), [*several, *reversed(several)]))
    assert together == alone + alone[::-1]


@pytest.mark.parametrize("text", ["", " \n\u00a0\u2028"])
def test_a_text_without_words_has_no_annotations(model: Model, text: str) -> None:
    found = annotate(model, document(text, title="Talks resume"), mentions=True)
    assert not any((found.mentions, found.actors, found.times, found.events, found.quotations, found.figures))
    assert found.agreements == ()


@pytest.mark.parametrize("text", ["a", ".", "“", "\u0301", "\u200b", "中" * 2000, "w" * 5000, "…" * 1500])
def test_texts_that_are_hardly_any(model: Model, text: str) -> None:
    assert len(model.score(None, text).words) >= 1
