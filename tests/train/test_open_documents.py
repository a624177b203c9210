"""Labels of ours joined to the texts of open sets: made of small sets in their forms."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from train import open_documents
from train.open_documents import FILES


def _write(root: Path, name: str, rows: list[dict[str, Any]]) -> None:
    path = root / "data" / f"{name}.jsonl.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def labels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = tmp_path / "labels"
    here.mkdir()
    (here / "open_texts.tsv").write_text("# set\ngum\tmarch\tGUM_news_march\t1\t2\nmeantime\tloan\t7\t1\t\n")
    (here / "open_labels.txt").write_text(
        "## gum-march\nE PROTEST marched | by: Miners = PER LAB\n## mt-loan\nF aid_money exact 5..5 USD $5\n"
    )
    monkeypatch.setattr(open_documents, "_HERE", here)
    return tmp_path


def test_a_text_is_rebuilt_and_its_labels_find_their_words(labels: Path) -> None:
    day = ["Monday", ",", "June", "1", ",", "2009"]
    first = ["Miners", "marched", "(", "in", "Lima", ")", '"', "today", '"', "."]
    rows = [["A", "march"], day, first, ["They", "left", "."], ["Not", "taken", "."]]
    _write(labels, *FILES["gum"], [{"doc": "GUM_news_march", "tokens": tokens} for tokens in rows])  # type: ignore[arg-type]
    (document,) = open_documents.open_documents(labels)
    assert document["doc"]["text"] == 'Monday, June 1, 2009\n\nMiners marched (in Lima) "today". They left.'
    assert document["doc"]["published"] == "2009-06-01"
    assert document["events"][0]["anchor"] == {"text": "marched", "start": 29, "end": 36}


def test_another_set_has_its_own_layout(labels: Path) -> None:
    text = "Loan agreed\nMay 2, 2008\nThe bank lent $ 5 million .\n"
    _write(labels, *FILES["meantime"], [{"id": "7", "dct": "2008-05-02", "text": text}])  # type: ignore[arg-type]
    (document,) = open_documents.open_documents(labels)
    assert document["doc"]["text"] == "May 2, 2008\n\nThe bank lent $5 million ."
    assert document["figures"][0]["text"] == "$5"


def test_absent_sets_are_left_out(labels: Path) -> None:
    assert open_documents.open_documents(labels) == []
