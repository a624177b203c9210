"""The demonstration's dispatches: well formed, and no text that the model was trained on."""

import json
import re
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Final

import pytest

from evals.corpus import data_root

ROOT: Final = Path(__file__).parents[1]
CORPUS: Final = ROOT / "corpus"
RUN: Final = 8
OUTLETS: Final = {
    "Acacia News",
    "Army Media Office",
    "Federal Ministry of Health",
    "Fjord Tribune",
    "Joint Force Information Bureau",
    "Kanem Daily",
    "Meridian Example Wire",
    "Northlight Medical Aid",
    "Open Hands Relief",
    "RSF Spokesman's Office",
    "Radio Azum",
    "The Nile Courier",
    "UN Situation Desk Darfur",
    "Wadi Conflict Monitor",
}


def _lines(name: str) -> list[dict[str, str]]:
    lines = files("dateline").joinpath("examples", name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _dispatches() -> list[dict[str, str]]:
    return _lines("dispatches.jsonl")


def _situation() -> list[dict[str, str]]:
    return _lines("situation.jsonl")


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}


def _sharing(folder: Path) -> list[str]:
    """The labelled files of the folder that have a run of words in common with an example."""
    ours = set().union(*(_runs(dispatch["text"]) for dispatch in _dispatches() + _situation()))
    labelled = sorted(folder.glob("*.json"))
    assert labelled
    return [path.name for path in labelled if _runs(json.loads(path.read_text(encoding="utf-8"))["doc"]["text"]) & ours]


def test_six_dispatches_with_all_fields() -> None:
    dispatches = _dispatches()
    assert len({dispatch["id"] for dispatch in dispatches}) == 6
    for dispatch in dispatches:
        assert list(dispatch) == ["id", "title", "published", "publisher", "language", "text"]
        assert date.fromisoformat(dispatch["published"]).isoformat() == dispatch["published"]
        assert 130 <= len(dispatch["text"].split()) <= 260


def test_the_situation_is_two_weeks_in_order_from_every_outlet() -> None:
    reports = _situation()
    assert [report["id"] for report in reports] == [f"situation-{number:02}" for number in range(1, len(reports) + 1)]
    assert len({report["url"] for report in reports}) == len(reports) == 66
    assert {report["publisher"] for report in reports} == OUTLETS
    days = [date.fromisoformat(report["published"]) for report in reports]
    assert days == sorted(days)
    assert set(days) == {date(2026, 3, day) for day in range(9, 23)}
    for report in reports:
        fields = [name for name in report if name != "agency"]
        assert fields == ["id", "title", "published", "publisher", "url", "language", "text"]
        assert report.get("agency") in {None, "Acacia News", "Meridian Example Wire"}
        assert report["url"].startswith("https://example.org/")
        assert report["language"] == "en"
        assert 70 <= len(report["text"].split()) <= 260


def test_no_run_of_eight_words_stands_in_the_corpus() -> None:
    assert _sharing(CORPUS) == []


@pytest.mark.skipif(data_root() is None, reason="DATELINE_DATA_ROOT is not set")
def test_no_run_of_eight_words_stands_in_the_real_dispatches() -> None:
    root = data_root()
    assert root is not None
    assert _sharing(root / "corpus") == []
