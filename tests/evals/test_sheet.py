"""Labels as sheets of lines: spans by their words, and nothing lost on the way to the files and back."""

import json
from pathlib import Path

import pytest

from evals.corpus import AUTHORED, labelled_files
from evals.sheet import SheetError, main, read_sheet, write_sheet

SHEET = """id: x-1
published: 2020-02-07
title: A title
text:
Troops shelled Binnish. The army said it shelled no one, and that "we wait
for orders". At least 14 died.
====
// a remark
E ASSAULT shelled#1 | by: Troops = SYR MIL | at: Binnish | on: 2020-02-06 | src: - | also: shelled#2 | alt: COERCE | background | optional
Q mixed it shelled … for orders" | by: The army | is: the Syrian army
F killed at_least 14.. people At least 14 | of: people killed | when: Friday
A Truce of Binnish | parties: SYR GOV; TUR GOV | on: 2018 | is: violated
"""  # noqa: E501


def _event(line: str) -> dict[str, object]:
    sheet = SHEET.split("====")[0] + "====\n" + line + "\n"
    events = read_sheet(sheet)["events"]
    assert isinstance(events, list)
    return dict(events[0])


def test_spans_are_found_by_their_words() -> None:
    document = read_sheet(SHEET)
    text = document["doc"]["text"]  # type: ignore[index]
    (event,) = document["events"]  # type: ignore[misc]
    assert (event["anchor"]["start"], event["also"][0]["start"]) == (7, 41)
    (quote,) = document["quotes"]  # type: ignore[misc]
    assert text[quote["start"] : quote["end"]] == quote["text"]
    assert quote["text"].startswith("it shelled")
    assert quote["text"].endswith('orders"')


def test_fields_of_an_event() -> None:
    event = _event(SHEET.splitlines()[8])
    assert event["actors"] == [{"text": "Troops", "code": "SYR MIL"}]
    assert (event["status"], event["time"], event["optional"]) == ("actual", "background", True)
    assert event["alt_types"] == ["COERCE"]


def test_words_around_a_bracket_tell_which_one_is_meant() -> None:
    assert _event("E ASSAULT it [shelled] no | denied")["anchor"] == {"text": "shelled", "start": 41, "end": 48}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("E ASSAULT shelled", "stands 2 times"),
        ("E ASSAULT shelled#3", "not so many"),
        ("E ASSAULT bombed", "not in the text"),
        ("E ASSAULT shelled#1 | by: Troops", "words = CODE"),
        ("E ASSAULT shelled#1 | form: x", "unknown field form"),
        ("X what", "begins with E, Q, F or A"),
        ("F killed 14", "expected 'kind qualifier"),
        ("Q mixed for orders … it shelled", "does not follow"),
    ],
)
def test_a_bad_line_is_named_with_its_reason(line: str, why: str) -> None:
    with pytest.raises(SheetError, match=why):
        _event(line)


@pytest.mark.parametrize("path", labelled_files(AUTHORED)[::10], ids=lambda path: path.stem)
def test_a_labelled_file_survives_the_way_to_a_sheet_and_back(path: Path) -> None:
    document = json.loads(path.read_bytes())
    again = read_sheet(write_sheet(document))

    def plain(record: dict[str, object]) -> dict[str, object]:
        return {key: value for key, value in record.items() if key != "id" and value not in (None, [], False, "")}

    for kind in ("events", "quotes", "figures", "agreements"):
        assert [plain(record) for record in again[kind]] == [plain(record) for record in document[kind]]  # type: ignore[attr-defined]
    assert again["doc"]["text"] == document["doc"]["text"]  # type: ignore[index]


def test_command_writes_the_file_and_names_the_bad_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(SHEET, encoding="utf-8")
    bad.write_text("id: y\n", encoding="utf-8")
    assert main([str(good), str(bad), "--into", str(tmp_path)]) == 1
    assert "bad.txt: no 'text:' line" in capsys.readouterr().err
    assert json.loads((tmp_path / "x-1.json").read_bytes())["doc"]["id"] == "x-1"
