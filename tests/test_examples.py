"""The demonstration's dispatches: well formed, and no text that the model was trained on."""

import json
import re
from datetime import date
from importlib.resources import files
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"
RUN = 8


def _dispatches() -> list[dict[str, str]]:
    lines = files("dateline").joinpath("examples", "dispatches.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}


def test_six_dispatches_with_all_fields() -> None:
    dispatches = _dispatches()
    assert len({dispatch["id"] for dispatch in dispatches}) == 6
    for dispatch in dispatches:
        assert list(dispatch) == ["id", "title", "published", "publisher", "language", "text"]
        assert date.fromisoformat(dispatch["published"]).isoformat() == dispatch["published"]
        assert 130 <= len(dispatch["text"].split()) <= 260


def test_no_run_of_eight_words_stands_in_the_corpus() -> None:
    ours = set().union(*(_runs(dispatch["text"]) for dispatch in _dispatches()))
    shared = [
        path.name
        for path in sorted(CORPUS.glob("*.json"))
        if _runs(json.loads(path.read_text(encoding="utf-8"))["doc"]["text"]) & ours
    ]
    assert shared == []
