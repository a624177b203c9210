"""`dateline read` as it is typed: inputs, forms, refusals and exit codes."""

import gzip
import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import TEXT, Command
from tests.cli.fake_dateline import FakePipeline


def test_one_text_in_the_terminal(command: Command) -> None:
    Path("a.txt").write_text(TEXT)
    result = command("read", "a.txt")
    assert result.code == 0
    assert "The army said on Monday" in result.out
    assert result.err == "read 1 document\nnext: dateline read a.txt --html -o records.html\n"


def test_json_lines_in_the_order_of_the_inputs(command: Command) -> None:
    Path("a.txt").write_text(TEXT)
    Path("b.jsonl").write_text(json.dumps({"id": "b1", "text": TEXT}) + "\n" + json.dumps({"id": 2, "text": "x"}))
    result = command("read", "b.jsonl", "a.txt", "--json", "--publisher", "P")
    documents = [json.loads(line)["document"] for line in result.out.splitlines()]
    assert result.code == 0
    assert [document["id"] for document in documents[:2]] == ["b1", "2"]
    assert documents[2]["id"] == documents[2]["sha256"]
    assert {document["publisher"] for document in documents} == {"P"}


def test_options_reach_the_document(command: Command) -> None:
    options = ["--title", "T", "--published", "2020-02-22T08:00", "--url", "https://a.example", "--language", "en"]
    result = command("read", "-", "--json", *options, stdin=TEXT.encode())
    # Standard input may hold several documents, so one title for it is refused; a file of one text is not.
    assert result.code == 2
    Path("a.txt").write_text(TEXT)
    document = json.loads(command("read", "a.txt", "--json", *options).out)["document"]
    assert (document["title"], document["published"], document["url"]) == ("T", "2020-02-22", "https://a.example")


@pytest.mark.parametrize(
    ("form", "start"),
    [("--json", '{"schema":"dateline/1"'), ("--csv", "record,"), ("--geojson", '{"type": "Fea'), ("--html", "<!DOC")],
)
def test_forms(command: Command, form: str, start: str) -> None:
    Path("a.txt").write_text(TEXT)
    assert command("read", "a.txt", form).out.startswith(start)
    name = f"out.{form[2:]}"
    assert command("read", "a.txt", "-o", name).code == 0
    assert Path(name).read_text("utf-8").startswith(start)


FRENCH = "Le président a déclaré lundi que les forces armées avaient repris la ville."
CUT = gzip.compress(b'{"text": "' + os.urandom(200).hex().encode() + b'"}')[:60]
BAD: dict[str, tuple[str, bytes, str]] = {
    "empty file": ("a.txt", b"", "E012"),
    "white space": ("a.txt", b" \n\t\n", "E012"),
    "binary": ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "E013"),
    "pdf": ("a.pdf", b"%PDF-1.7", "E013"),
    "nul": ("a.txt", b"The army\x00 said", "E013"),
    "wrong encoding": ("a.txt", "Вооруженные силы вернули город".encode("cp1251"), "E014"),
    "damaged utf-8": ("a.txt", "café \u2014 café ".encode() + b"\xff", "E014"),
    "10 MB of one line": ("a.txt", b"x" * 10_000_000, "E015"),
    "10 MB in one json line": ("a.jsonl", b'{"text": "' + b"x" * 10_000_000 + b'"}', "E015"),
    "large page": ("a.html", b"<p>" + b"x" * 5_000_000, "E016"),
    "100,000 nested tags": ("a.html", b"<div>" * 100_000 + TEXT.encode(), "E017"),
    "page without text": ("a.html", b"<html><body><script>fill()</script></body></html>", "E018"),
    "not English": ("a.txt", FRENCH.encode(), "E019"),
    "not json": ("a.jsonl", b"not json\n", "E020"),
    "no object": ("a.jsonl", b"[1, 2]\n", "E020"),
    "no text": ("a.jsonl", b'{"title": "x"}\n', "E021"),
    "text of the wrong type": ("a.jsonl", b'{"text": 5}\n', "E022"),
    "absurd date": ("a.jsonl", b'{"text": "The army said.", "published": "9999-99-99"}\n', "E023"),
    "unknown kind": ("a.csv", b"a,b\n", "E024"),
    "damaged archive": ("a.jsonl.gz", CUT, "E027"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_input_alone(command: Command, case: str) -> None:
    name, data, code = BAD[case]
    Path(name).write_bytes(data)
    result = command("read", name, "--json", "-o", "out.jsonl")
    assert result.code == 4
    assert result.err.startswith(f"{code} {name}")
    assert result.err.endswith(f"next: dateline explain {code}\n")
    assert "Traceback" not in result.err
    assert [path.name for path in Path().iterdir()] == [name]


@pytest.mark.parametrize("case", BAD)
def test_bad_input_beside_a_good_one(command: Command, case: str) -> None:
    name, data, code = BAD[case]
    Path(name).write_bytes(data)
    Path("good.txt").write_text(TEXT)
    result = command("read", name, "good.txt", "--json")
    assert result.code == 3
    assert json.loads(result.out)["document"]["text"] == TEXT
    assert f"rejected 1 (1 {code} " in result.err


def test_a_bad_line_is_named_with_its_number(command: Command) -> None:
    Path("a.jsonl").write_text('{"text": "one"}\nnot json\n{"text": "three"}\n')
    result = command("read", "a.jsonl", "--json")
    assert result.code == 3
    assert "E020 a.jsonl:2: not JSON: Expecting value at column 1\n     mend it: sed -n 2p a.jsonl\n" in result.err
    assert [json.loads(line)["document"]["text"] for line in result.out.splitlines()] == ["one", "three"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("missing.txt", "E011"), ("https://news.example/a", "E025"), ("empty", "E026"), ("x" * 5000, "E010")],
)
def test_names_that_stand_for_nothing(command: Command, name: str, code: str) -> None:
    Path("empty").mkdir()
    result = command("read", name)
    assert result.code == 4
    assert result.err.startswith(f"{code} {name}")


def test_an_unreadable_file(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text(TEXT)
    Path("a.txt").chmod(0)
    if os.access("a.txt", os.R_OK):  # root reads everything

        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("dateline.documents.inputs.open", refuse, raising=False)
    result = command("read", "a.txt")
    assert result.code == 4
    assert result.err.startswith("E010 a.txt: cannot be read: permission denied\n     mend it: chmod u+r a.txt\n")


def test_a_text_without_a_verb_is_read(command: Command) -> None:
    Path("a.txt").write_text("Idlib. Table 3.")
    result = command("read", "a.txt", "--json")
    assert result.code == 0
    assert json.loads(result.out)["events"] == []


def test_force_lifts_the_limit_and_language_is_believed(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_MAX_CHARACTERS", "50")
    Path("a.txt").write_text(TEXT)
    assert command("read", "a.txt").code == 4
    assert command("read", "a.txt", "--force").code == 0
    Path("a.txt").write_text("Le ministre des affaires.")
    assert command("read", "a.txt", "--language", "fr").err.startswith("E019 a.txt: not English (its language is given")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.txt", "--json", "--csv"], "E001 --json and --csv: one form at a time"),
        (["a.txt", "-o", "x.foo"], "E001 x.foo: its ending names no form"),
        (["a.txt", "--csv", "--mentions"], "E001 --csv: has no place for mentions"),
        (["a.txt", "--published", "22/2/2020"], "E023 --published: published '22/2/2020' is not an ISO day"),
        (["a.txt", "--published", "1500-01-01"], "E023 --published: published 1500-01-01 lies outside 1800 to 2100"),
        (["a.txt", "b.txt", "--title", "T"], "E001 --title: belongs to one document"),
        (["a.jsonl", "--url", "U"], "E001 --url: belongs to one document"),
        (["a.txt", "--workers", "0"], "E001 dateline read: Invalid value for '--workers'"),
        (["a.txt", "--jsn"], "E001 dateline read: No such option: --jsn (Possible options: "),
        ([], "E001 dateline read: Missing argument"),
    ],
)
def test_what_has_no_meaning_does_nothing(command: Command, arguments: list[str], said: str) -> None:
    for name in ("a.txt", "b.txt", "a.jsonl"):
        Path(name).write_text(json.dumps({"text": TEXT}))
    result = command("read", *arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(said)
    assert "mend it: " in result.err


def test_a_wrong_setting(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_WORKERS", "many")
    result = command("read", "a.txt")
    assert result.code == 2
    assert result.err.startswith("E003 DATELINE_WORKERS: ")


def test_a_damaged_model(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakePipeline, "broken", True)
    Path("a.txt").write_text(TEXT)
    result = command("read", "a.txt", "--json", "-o", "out.jsonl")
    assert result.code == 5
    assert result.err.startswith("E050 model.onnx: ")
    assert not Path("out.jsonl").exists()


def test_quiet_leaves_only_the_rejections(command: Command) -> None:
    Path("a.txt").write_text(TEXT)
    Path("b.txt").write_text("")
    assert command("read", "a.txt", "--quiet").err == ""
    assert command("read", "a.txt", "b.txt", "-q").err == "E012 b.txt: it is empty (0 bytes)\n"


def test_what_was_passed_over_is_said(command: Command) -> None:
    Path("in").mkdir()
    Path("in/a.txt").write_text(TEXT)
    Path("in/b.csv").write_text("x")
    assert "passed over 1 file of other kinds" in command("read", "in").err


def test_escape_sequences_in_names_are_not_obeyed(command: Command) -> None:
    Path("a\x1b[31m.txt").write_text("")
    result = command("read", "a\x1b[31m.txt")
    assert "\x1b" not in result.err
    assert "a\\x1b[31m.txt" in result.err


def test_an_interruption_tells_how_far_it_came(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: float) -> None:
        if calls.pop():
            raise KeyboardInterrupt

    calls = [True, False, False]
    monkeypatch.setattr("tests.cli.fake_dateline.time.sleep", stop)
    Path("a.jsonl").write_text((json.dumps({"text": TEXT}) + "\n") * 5)
    Path("out.jsonl").write_text("before")
    result = command("read", "a.jsonl", "--json", "-o", "out.jsonl")
    assert result.code == 130
    assert result.err.startswith("interrupted: read 2 documents")
    assert Path("out.jsonl").read_text() == "before"
    assert sorted(path.name for path in Path().iterdir()) == ["a.jsonl", "out.jsonl"]
