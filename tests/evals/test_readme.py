"""The measured table is written between its markers, and only there."""

import pytest

from evals.readme import benchmarks, table, with_table
from evals.report import build_report

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
    assert "## dev real: 0 documents" in benchmarks(reports, {})
