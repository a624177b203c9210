import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

from dateline.config import settings
from dateline.model.document import Document, Rejected
from dateline.model.records import Reading
from evals.corpus import authored
from evals.results import load_results, manifest
from evals.run import SETS, main
from evals.scoring import document_of
from tests.evals.build import full_gold, perfect

PLV = '{"id":"a","sentence":"A hit B.","source":"A","target":"B","source_span":[0,1],"target_span":[6,7],"root":"AID"}'


@pytest.fixture(autouse=True)
def _no_data_root(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("DATELINE_DATA_ROOT", raising=False)
    settings.cache_clear()
    yield
    settings.cache_clear()


def read_perfectly(documents: Iterable[Document]) -> Iterator[Reading | Rejected]:
    gold = {document.doc.id: document for document in authored().documents}
    return (perfect(gold[document.id]) for document in documents)


def read_empty(documents: Iterable[Document]) -> Iterator[Reading | Rejected]:
    return (Reading(document, (), (), (), ()) for document in documents)


def read_never(documents: Iterable[Document]) -> Iterator[Reading | Rejected]:
    raise AssertionError("nothing should be read")


def test_dev_prints_a_table_and_names_what_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dev"], read_perfectly) == 0
    said = capsys.readouterr()
    assert f"## dev authored: {len(authored().dev())} documents" in said.out
    assert "| event anchor F1 | 1.000 |" in said.out
    assert said.err.startswith("dev real: left out, no data root")


def test_dev_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dev", "--authored", "--json"], read_empty) == 0
    said = json.loads(capsys.readouterr().out)
    assert [report["name"] for report in said["dev"]] == ["dev authored"]
    assert said["left_out"] == []
    assert said["dev"][0]["measures"][0]["value"] == 0.0


def test_dev_scores_a_file_of_predictions_without_reading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    documents = authored().dev()
    path = tmp_path / "predicted.jsonl"
    path.write_bytes(b"\n".join(perfect(document).to_json() for document in documents[1:]))
    assert main(["dev", "--authored", "--predictions", str(path)], read_never) == 0
    said = capsys.readouterr().out
    assert f"Without a reading, scored as empty: {documents[0].doc.id}" in said
    assert "| event anchor F1 | 1.000 |" not in said


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("{}", "predicted.jsonl:1: schema is None"),
        ("[1]", "predicted.jsonl:1: "),
        ('{"schema":"dateline/1"}', "predicted.jsonl:1: Object missing required field `document`"),
        (f"{perfect(full_gold()).to_json().decode()}\n" * 2, "predicted.jsonl:2: a second reading of 'd1'"),
    ],
)
def test_predictions_that_break_the_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: str, reason: str
) -> None:
    path = tmp_path / "predicted.jsonl"
    path.write_text(lines)
    assert main(["dev", "--authored", "--predictions", str(path)], read_never) == 1
    assert reason in capsys.readouterr().err


def test_a_set_is_one_line_of_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plv.jsonl"
    path.write_text(PLV)
    assert main(["plv", str(path)], read_empty) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["set"] == "plv"
    assert json.loads(line)["coverage"] == 0.0


def test_a_set_that_is_absent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["polnear"], read_never) == 0
    assert "polnear: left out, no data root" in capsys.readouterr().err
    assert main(["idetect", str(tmp_path / "no.jsonl")], read_never) == 1


def test_all_takes_what_is_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("references", "event_dates", "actors", "roles"):  # they read all our documents with the network
        monkeypatch.delitem(SETS, name)
    (tmp_path / "data" / "events").mkdir(parents=True)
    (tmp_path / "data" / "events" / "plv_train.jsonl").write_text(PLV)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "d1.json").write_bytes(msgspec.json.encode(full_gold()))
    results = tmp_path / "results.json"
    assert main(["all", "--data-root", str(tmp_path), "--save"], read_empty, results) == 0
    said = capsys.readouterr()
    assert "## dev authored: " in said.out
    assert "## dev real: " in said.out
    assert '{"set": "plv"' in said.out
    left_out = ["idetect", "polnear", "places", "places", "timex", "names"]
    assert [line.split(":")[0] for line in said.err.splitlines()] == left_out
    saved = load_results(results)
    assert [report.name for report in saved.reports] == ["dev real", "dev authored"]
    assert saved.report("dev authored").documents == len(authored().dev())
    assert saved.sets["plv"]["coverage"] == 0.0
    assert saved.weights == manifest()["version"]
    assert {failure.kind for failure in saved.failures} == {
        "event missed",
        "figure missed",
        "quotation missed or cut otherwise",
    }


def test_nothing_is_saved_without_the_real_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    results = tmp_path / "results.json"
    assert main(["all", "--save"], read_empty, results) == 0
    assert capsys.readouterr().out.endswith("results.json: not written, the real documents are missing\n")
    assert not results.exists()


def test_a_set_without_a_development_file_wants_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["muc4"], read_never)
    assert "FILE" in capsys.readouterr().err.upper()


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("line", ['{"id":"a"}', "not JSON", ""])
def test_each_set_says_what_is_wrong_with_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, line: str
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line)
    assert main([name, str(path)], read_never) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"evals: {path}:")


def test_a_labelled_document_is_read_without_its_labels() -> None:
    document = document_of(full_gold())
    assert (document.id, document.text, document.title) == ("d1", full_gold().doc.text, "A title")
    assert (document.published, document.publisher, document.language) == ("2020-05-05", "Wire", "en")
