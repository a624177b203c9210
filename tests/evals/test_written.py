"""The pages of figures are those of the saved results, and the results those of the weights that ship."""

from pathlib import Path

import pytest

from evals import card, readme
from evals.corpus import is_dev
from evals.results import FOLDS, RESULTS, ResultsError, load_folds, load_results, manifest


def test_the_pages_are_written_from_the_saved_results() -> None:
    assert readme.main(["--check"]) == 0, "run: python -m evals.readme"
    assert card.main(["--check"]) == 0, "run: python -m evals.card"


def test_the_results_are_those_of_the_shipped_weights() -> None:
    assert load_results(RESULTS).weights == manifest()["version"], "run: make eval DATA=FOLDER"


def test_the_results_hold_what_the_pages_promise() -> None:
    results = load_results(RESULTS)
    assert [report.name for report in results.reports] == ["dev real", "dev authored"]
    assert {"plv", "idetect", "polnear", "places lgl", "places geovirus", "timex", "names"} <= set(results.sets)
    assert results.failures
    assert all(is_dev(failure.document) for failure in results.failures)


def test_missing_or_broken_results_say_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="run: make eval DATA=FOLDER"):
        load_results(tmp_path / RESULTS.name)
    broken = tmp_path / FOLDS.name
    broken.write_text("{}")
    with pytest.raises(ResultsError, match=r"run: python -m evals\.folds"):
        load_folds(broken)
