import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from evals.corpus import AUTHORED, is_dev, labelled_files
from evals.validate import main, problems_in_file
from tests.evals.build import full_gold

Raw = dict[str, Any]


def write(tmp_path: Path, change: Callable[[Raw], object]) -> Path:
    raw = json.loads(msgspec.json.encode(full_gold()))
    change(raw)
    path = tmp_path / "d1.json"
    path.write_text(json.dumps(raw))
    return path


def test_our_own_corpus_has_no_fault() -> None:
    assert {path.name: problems_in_file(path) for path in labelled_files(AUTHORED) if problems_in_file(path)} == {}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda raw: None, []),
        (
            lambda raw: raw["events"][0]["anchor"].update(start=14, end=23),
            ["events[0]: span 14..23 is 'ondemned ', not 'condemned'"],
        ),
        (
            lambda raw: raw["quotes"][0].update(end=9999),
            [f"quotes[0]: span {full_gold().quotes[0].start}..9999 lies outside the text"],
        ),
        (lambda raw: raw["events"][1].update(id=raw["events"][0]["id"]), ["events: id e-condemned occurs 2 times"]),
        (lambda raw: raw["events"][1].update(place="Oslo Fjord"), ["events[1]: place 'Oslo Fjord' is not in the text"]),
        (lambda raw: raw["events"][1].update(place=""), ["events[1]: place '' is not in the text"]),
        (
            lambda raw: raw["events"][0]["actors"][0].update(text="Nobody"),
            ["events[0]: actor 'Nobody' is not in the text"],
        ),
        (
            lambda raw: raw["events"][0]["actors"][0].update(code="TUR XXX"),
            ["events[0]: code 'TUR XXX': unknown sector"],
        ),
        (
            lambda raw: raw["events"][0]["actors"][0].update(code="Turkey"),
            ["events[0]: code 'Turkey' is no country with or without a sector"],
        ),
        (
            lambda raw: raw["events"][0].update(recipients=raw["events"][0]["actors"]),
            ["events[0]: 'The minister' (TUR GOV) is actor and recipient"],
        ),
        (
            lambda raw: raw["events"][0].update(date="May 2020"),
            ["events[0]: date 'May 2020' is no ISO year, month or day"],
        ),
        (lambda raw: raw["events"][0].update(alt_types=["ACCUSE"]), ["events[0]: alt_types repeats the type ACCUSE"]),
        (lambda raw: raw["figures"][0].update(low=None, high=None), ["figures[0]: neither low nor high"]),
        (lambda raw: raw["figures"][0].update(low=13), ["figures[0]: low 13 above high 12"]),
        (lambda raw: raw["quotes"][0].update(speaker="X Y"), ["quotes[0]: speaker 'X Y' is not in the text"]),
        (lambda raw: raw["doc"].update(published="May"), ["doc.published: 'May' is no ISO day"]),
        (lambda raw: raw["doc"].update(id="d2"), ["doc.id 'd2' differs from the file name"]),
        (lambda raw: raw.update(extra=1), ["document: unknown field 'extra'"]),
        (lambda raw: raw["figures"][0].update(knid="killed"), ["figures[0]: record: unknown field 'knid'"]),
        (lambda raw: raw.update(quotes=None), ["quotes: not a list"]),
        (lambda raw: raw["figures"].append(7), ["figures[1]: not an object"]),
    ],
)
def test_each_fault_is_named_once(tmp_path: Path, change: Callable[[Raw], object], expected: list[str]) -> None:
    assert problems_in_file(write(tmp_path, change)) == expected


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("events", {"type": "COERSE"}),
        ("events", {"status": "done"}),
        ("quotes", {"kind": "d"}),
        ("figures", {"kind": "x"}),
    ],
)
def test_codes_come_from_the_closed_lists(tmp_path: Path, where: str, value: Raw) -> None:
    (problem,) = problems_in_file(write(tmp_path, lambda raw: raw[where][0].update(value)))
    assert problem.startswith(f"{where}[0]: Invalid enum value")


def test_text_that_reading_would_change(tmp_path: Path) -> None:
    found = problems_in_file(write(tmp_path, lambda raw: raw["doc"].update(text=raw["doc"]["text"] + "e\u0301\r\n")))
    assert found == ["doc.text: not in NFC with plain newlines, so offsets would move on reading"]


@pytest.mark.parametrize("content", ["{", "[]"])
def test_what_is_no_labelled_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "d1.json"
    path.write_text(content)
    assert problems_in_file(path)


def test_main_prints_file_and_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, lambda raw: raw["figures"][0].update(low=13))
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().out == f"{path}: figures[0]: low 13 above high 12\n"
    write(tmp_path, lambda raw: None)
    assert main([str(tmp_path)]) == 0


def other_id(dev: bool) -> str:
    return next(name for name in (f"n{number}" for number in range(1000)) if is_dev(name) is dev)


def write_as(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    raw = json.loads(msgspec.json.encode(full_gold()))
    raw["doc"]["id"] = name
    path = folder / f"{name}.json"
    path.write_text(json.dumps(raw))
    return path


def test_a_copy_of_a_dev_document_is_a_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dev, copy = other_id(dev=True), other_id(dev=False)
    write_as(tmp_path, dev)
    assert main([str(tmp_path)]) == 0
    path = write_as(tmp_path, copy)
    assert main([str(tmp_path)]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{path}: shares ")
    assert f"with the dev document {dev}, first 'the minister condemned the raid on larna on'" in line


def test_a_copy_of_a_real_dev_document_is_a_fault_with_us_and_a_warning_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_as(tmp_path / "corpus", other_id(dev=True))
    ours = write_as(tmp_path / "ours", other_id(dev=False))
    assert main(["--data-root", str(tmp_path), str(ours.parent)]) == 1
    assert capsys.readouterr().out.startswith(f"{ours}: shares ")
    theirs = write_as(tmp_path / "corpus", other_id(dev=False))
    assert main(["--data-root", str(tmp_path), str(theirs.parent)]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()[0].startswith(f"{theirs}: warning: shares ")) == ("", True)
