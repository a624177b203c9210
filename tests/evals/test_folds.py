"""Cross-validation from files of out-of-fold readings."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from evals.folds import cross_validation, main
from evals.gold import GoldDocument
from evals.predicted import PredictionError
from evals.results import load_folds
from tests.evals.build import full_gold, perfect, reading


def document(name: str) -> GoldDocument:
    gold = full_gold()
    return replace(gold, doc=replace(gold.doc, id=name))


ONE, TWO, THREE = document("d1"), document("d2"), document("d3")


def test_the_report_is_over_all_and_each_fold_over_its_own() -> None:
    files = {"a": {"d1": perfect(ONE), "d2": reading(TWO)}, "b": {"d3": perfect(THREE)}}
    found = cross_validation([ONE, TWO, THREE], files)
    assert (found.report.name, found.report.documents, found.report.missing) == ("2 folds real", 3, ())
    assert found.report.value("events.anchor") == pytest.approx(2 * 6 / (6 + 9))
    assert [(fold.name, fold.documents) for fold in found.folds] == [("1", 2), ("2", 1)]
    assert found.folds[1].value("events.anchor") == 1.0


def test_a_document_in_no_file_is_scored_as_empty() -> None:
    found = cross_validation([ONE, TWO], {"a": {"d1": perfect(ONE)}})
    assert found.report.missing == ("d2",)
    assert found.report.value("events.anchor") == pytest.approx(2 / 3)


def test_a_document_twice_or_unknown_is_an_error() -> None:
    with pytest.raises(PredictionError, match="b: d1 is in a too"):
        cross_validation([ONE], {"a": {"d1": perfect(ONE)}, "b": {"d1": perfect(ONE)}})
    with pytest.raises(PredictionError, match="a: not among the real documents: d2"):
        cross_validation([ONE], {"a": {"d2": perfect(TWO)}})


def test_main_reads_files_and_saves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus").mkdir()
    files = []
    for gold in (ONE, TWO):
        (tmp_path / "corpus" / f"{gold.doc.id}.json").write_bytes(msgspec.json.encode(gold))
        files.append(tmp_path / f"{gold.doc.id}.jsonl")
        files[-1].write_bytes(perfect(gold).to_json())
    saved = tmp_path / "folds.json"
    assert load_folds(saved) is None
    arguments = [*map(str, files), "--data-root", str(tmp_path)]
    assert main([*arguments, "--save"], saved) == 0
    assert "## 2 folds real: 2 documents" in capsys.readouterr().out
    folds = load_folds(saved)
    assert folds is not None
    assert folds.report.value("events.type") == 1.0
    assert main(arguments[:2], saved) == 1
    assert "no data root" in capsys.readouterr().err
    assert main([str(files[0]), *arguments], saved) == 1
    assert "a file is named twice" in capsys.readouterr().err


@pytest.fixture(autouse=True)
def _no_data_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.folds.data_root", lambda given: Path(given) if given else None)
