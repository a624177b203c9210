"""Agreement of two labellings: equal ones agree wholly, and what differs is told."""

import json
import shutil
from pathlib import Path

import pytest

from evals.agreement import differences, main
from evals.corpus import AUTHORED, labelled_files, load_file

FILE = labelled_files(AUTHORED)[0]


def test_a_labelling_agrees_with_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(FILE, tmp_path)
    assert main([str(tmp_path), str(tmp_path), "--differences"]) == 0
    *told, figures = capsys.readouterr().out.splitlines()
    assert told == [f"# {FILE.stem}", ""] or told == [f"# {FILE.stem}"]
    assert set(json.loads(figures).values()) == {1.0}


def test_a_missed_event_and_another_type_are_told(tmp_path: Path) -> None:
    labels = json.loads(FILE.read_bytes())
    missed = labels["events"].pop(0)
    labels["events"][0]["type"] = "PROTEST"
    other = tmp_path / FILE.name
    other.write_text(json.dumps(labels), encoding="utf-8")
    found = list(differences(load_file(FILE), load_file(other)))
    assert any(line.startswith("< E") and missed["anchor"]["text"] in line for line in found)
    assert any(line.startswith("~ E") and "type" in line and "PROTEST" in line for line in found)


def test_folders_without_a_common_document_are_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(AUTHORED), str(tmp_path)]) == 1
    assert "no document is in both" in capsys.readouterr().err
