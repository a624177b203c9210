"""The measured table is written between its markers, and only there; the page of figures holds all sets."""

from pathlib import Path

import pytest

from evals.metrics import score_document
from evals.readme import benchmarks, table, with_table, written
from evals.report import build_report
from evals.results import Folds, Results
from tests.evals.build import full_gold, perfect

_PAGE = "before\n<!-- measured:begin -->\nold\n<!-- measured:end -->\nafter\n"


def test_the_table_replaces_what_stood_between_the_markers() -> None:
    assert with_table(_PAGE, "new\n") == _PAGE.replace("old", "new")
    assert with_table(with_table(_PAGE, "new\n"), "old\n") == _PAGE


def test_a_page_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="markers"):
        with_table("nothing here", "new\n")


def test_a_set_is_a_column_and_a_measure_a_row() -> None:
    reports = [build_report("dev real", []), build_report("dev authored", [])]
    lines = table(reports).splitlines()
    assert lines[0] == "| measure | dev real, 0 documents | dev authored, 0 documents |"
    assert all(line.count(" | ") == 2 for line in lines[2:])


def test_the_page_holds_every_set_and_the_cross_validation() -> None:
    score = score_document(full_gold(), perfect(full_gold()))
    reports = (build_report("dev real", [score]), build_report("dev authored", []))
    sets: dict[str, dict[str, object]] = {"places lgl": {"near": 0.5, "exact": None}, "plv": {"f1": {"AID": 0.25}}}
    results = Results("abc", reports, sets, ())
    page = benchmarks(results)
    assert "weights `abc`" in page
    assert page.index("## dev real: 1 documents") < page.index("## dev authored: 0 documents")
    assert "| near | 0.500 |\n| exact | - |\n" in page
    assert "| f1 AID | 0.250 |" in page
    folds = Folds(build_report("2 folds real", [score]), (build_report("1", [score]), build_report("2", [])))
    page = benchmarks(results, folds)
    assert "## 2 folds real: 1 documents" in page
    assert "| 1 | 1 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 |\n| 2 | 0 | - |" in page


def test_checking_names_what_differs_and_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "page.md"
    assert written({path: "text"}, check=True, command="the command") == 1
    assert capsys.readouterr().err == "page.md: differs from the saved results; run: the command\n"
    assert not path.exists()
    assert written({path: "text"}, check=False, command="") == 0
    assert written({path: "text"}, check=True, command="") == 0
