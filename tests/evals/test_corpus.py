import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from dateline.config import settings
from evals.corpus import (
    AUTHORED,
    DIGESTS,
    CorpusError,
    authored,
    check_digests,
    data_root,
    digest_lines,
    is_dev,
    labelled_files,
    load_file,
    real,
)
from tests.evals.build import full_gold


def write(folder: Path, name: str = "d1.json") -> Path:
    path = folder / name
    path.write_bytes(msgspec.json.encode(full_gold()))
    return path


def test_dev_is_the_first_byte_of_the_hash() -> None:
    for doc_id in ("au-1-01", "au-1-02", "naïve-ø"):
        assert is_dev(doc_id) == (int(hashlib.sha256(doc_id.encode()).hexdigest()[:2], 16) < 51)
    assert 0.15 < sum(is_dev(f"x{number}") for number in range(2000)) / 2000 < 0.25


def test_our_own_corpus_is_as_recorded_and_has_a_dev_part() -> None:
    assert check_digests() == []
    corpus = authored()
    assert corpus.left_out is None
    assert len(corpus.documents) == len(labelled_files(AUTHORED))
    assert 0 < len(corpus.dev()) < len(corpus.documents)


def test_a_labelled_file_reads_back_as_it_was(tmp_path: Path) -> None:
    assert load_file(write(tmp_path)) == full_gold()


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"doc": 1}', b"\xff"])
def test_a_file_of_another_form_is_an_error_that_names_it(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=r"bad\.json"):
        load_file(path)


def test_an_unknown_code_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path)
    path.write_text(path.read_text().replace('"COERCE"', '"COERSE"'))
    with pytest.raises(CorpusError, match="COERSE"):
        load_file(path)


def test_the_real_corpus_is_left_out_with_its_reason(tmp_path: Path) -> None:
    assert real(None).documents == ()
    assert "DATELINE_DATA_ROOT" in str(real(None).left_out)
    assert str(tmp_path) in str(real(tmp_path).left_out)
    (tmp_path / "corpus").mkdir()
    write(tmp_path / "corpus")
    assert real(tmp_path).left_out is None
    assert len(real(tmp_path).documents) == 1


@pytest.fixture
def _fresh_settings() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.usefixtures("_fresh_settings")
def test_data_root_is_as_given_or_as_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_DATA_ROOT", str(tmp_path))
    assert data_root() == tmp_path
    assert data_root("elsewhere") == Path("elsewhere")
    monkeypatch.delenv("DATELINE_DATA_ROOT")
    settings.cache_clear()
    assert data_root() is None


def test_digests_name_each_difference(tmp_path: Path) -> None:
    assert check_digests(tmp_path) == ["DIGESTS: missing"]
    one, two = write(tmp_path, "one.json"), write(tmp_path, "two.json")
    (tmp_path / DIGESTS).write_text(digest_lines([two, one]))
    assert check_digests(tmp_path) == []
    assert [line[66:] for line in digest_lines([two, one]).splitlines()] == ["one.json", "two.json"]
    one.write_text("{}")
    two.rename(tmp_path / "zwei.json")
    assert check_digests(tmp_path) == [
        "one.json: content differs from DIGESTS",
        "two.json: in DIGESTS but missing",
        "zwei.json: not in DIGESTS",
    ]
