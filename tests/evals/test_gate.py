"""The gate over our own dev documents, read by fakes of known quality."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from dateline.config import settings
from dateline.model.document import Document, Rejected
from dateline.model.records import Reading
from evals.corpus import authored
from evals.gate import FLOORS, Floors, load, main, save
from tests.evals.build import perfect


@pytest.fixture(autouse=True)
def _no_data_root(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("DATELINE_DATA_ROOT", raising=False)
    settings.cache_clear()
    yield
    settings.cache_clear()


def read_perfectly(documents: Iterable[Document]) -> Iterator[Reading | Rejected]:
    gold = {document.doc.id: document for document in authored().dev()}
    return (perfect(gold[document.id]) for document in documents)


def read_nothing(documents: Iterable[Document]) -> Iterator[Reading | Rejected]:
    return (Rejected(document.id, "read", "E000", "a fake") for document in documents)


def floors_file(tmp_path: Path, **floors: float) -> Path:
    path = tmp_path / "floors.json"
    named = {name.replace("__", "."): value for name, value in floors.items()}
    save(path, Floors({"dev authored": named} if named else {}, []))
    return path


def test_the_shipped_floors_have_the_form() -> None:
    floors = load(FLOORS)
    assert all(0 <= value <= 1 for mine in floors.floors.values() for value in mine.values())


def test_it_passes_on_the_floor_and_names_what_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([], read_perfectly, floors_file(tmp_path, events__type=1.0)) == 0
    said = capsys.readouterr().out
    assert "| dev authored | events.type | 1.000 | 1.000 |  |" in said
    assert "dev real: left out, no data root" in said


def test_it_fails_below_a_floor_and_says_which(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = floors_file(tmp_path, events__type=0.4, quotations__kind=0.4)
    assert main([], read_nothing, path) == 1
    said = capsys.readouterr()
    assert "| dev authored | events.type | 0.400 | 0.000 | BELOW |" in said.out
    assert "| dev authored | quotations.kind | 0.400 | - | NOTHING TO MEASURE |" in said.out
    assert "2 of 2 figures" in said.err


def test_a_scored_set_without_floors_fails_and_says_how_to_set_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = floors_file(tmp_path)
    save(path, Floors({"dev other": {"events.type": 0.1}}, []))
    assert main([], read_perfectly, path) == 1
    assert "dev authored has no floors; set them: python -m evals.gate --raise" in capsys.readouterr().err
    assert main(["--raise"], read_perfectly, path) == 0
    assert capsys.readouterr().err == ""
    assert main([], read_perfectly, path) == 0
    assert load(path).floors["dev other"] == {"events.type": 0.1}


def test_an_unknown_measure_in_the_file_fails(tmp_path: Path) -> None:
    assert main([], read_perfectly, floors_file(tmp_path, events__tpye=0.1)) == 1


def test_raise_lifts_and_never_lowers(tmp_path: Path) -> None:
    path = floors_file(tmp_path, events__type=0.995, events__anchor=0.5)
    assert main(["--raise"], read_perfectly, path) == 0
    mine = load(path).floors["dev authored"]
    assert (mine["events.type"], mine["events.anchor"], mine["spans.verbatim"]) == (0.995, 0.99, 1.0)
    before = path.read_bytes()
    assert main(["--raise"], read_nothing, path) == 1
    assert path.read_bytes() == before
    assert main(["--raise", "--margin", "0.2"], read_perfectly, path) == 0
    assert load(path).floors["dev authored"] == mine


def test_a_regression_is_allowed_only_with_a_reason_that_stays(tmp_path: Path) -> None:
    path = floors_file(tmp_path, events__type=0.4, events__anchor=0.0)
    with pytest.raises(SystemExit):
        main(["--allow-regression"], read_nothing, path)
    assert main(["--allow-regression", "a smaller model"], read_nothing, path) == 0
    floors = load(path)
    assert floors.floors["dev authored"] == {"events.anchor": 0.0, "events.type": 0.0}
    (record,) = floors.regressions
    assert (record.measure, record.before, record.after, record.reason) == ("events.type", 0.4, 0.0, "a smaller model")
    assert main(["--raise"], read_perfectly, path) == 0
    assert load(path).regressions == [record]
