"""`add`, `export` and `changes` as they are typed, with readings that need no model."""

import json
from pathlib import Path

import pytest

from dateline.pipeline import Pipeline
from tests.cli.conftest import TEXT, Command, Result


def _counts(result: Result) -> dict[str, float]:
    counts: dict[str, float] = json.loads(result.out.splitlines()[-1])
    assert counts.pop("seconds") >= 0
    return counts


def test_add_twice_then_export(typed: Command) -> None:
    Path("in").mkdir()
    Path("in/a.txt").write_text(TEXT)
    Path("in/b.jsonl").write_text(json.dumps({"id": "b", "text": "Two died."}) + "\n" + json.dumps({"text": TEXT}))
    result = typed("add", "in", "--db", "news.db", "--json")
    assert (result.code, _counts(result)) == (0, {"new": 2, "duplicate": 1, "rejected": 0, "failed": 0})
    assert result.err.startswith("added 2 new, 1 kept already\nnext: dateline export --db news.db")
    again = typed("add", "in", "--db", "news.db", "--json")
    assert _counts(again) == {"new": 0, "duplicate": 3, "rejected": 0, "failed": 0}
    out = typed("export", "--db", "news.db", "--format", "jsonl", "-o", "out.jsonl")
    assert (out.code, out.out) == (0, "")
    lines = [json.loads(line) for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    ids = [line["document"]["id"] for line in lines]
    assert ids == sorted(ids)
    assert list(lines[0]) == ["schema", "document", "events", "quotations", "figures", "agreements"]
    for line in lines:
        events = [event["id"] for event in line["events"]]
        assert events == sorted(events) != []
    assert typed("export", "--db", "news.db", "-q").out.encode() == Path("out.jsonl").read_bytes()


def test_bad_input_is_kept_aside_and_the_rest_goes_on(typed: Command) -> None:
    lines = ["not json", json.dumps({"text": "It fails here."}), json.dumps({"text": TEXT})]
    Path("in.jsonl").write_text("\n".join(lines))
    result = typed("add", "in.jsonl", "missing.txt", "--db", "news.db", "--json")
    assert (result.code, _counts(result)) == (3, {"new": 1, "duplicate": 0, "rejected": 2, "failed": 1})
    assert "E020 in.jsonl:1: not JSON" in result.err
    assert "E011 missing.txt" in result.err
    assert result.err.endswith("next: dateline explain E040\n")
    assert typed("add", "missing.txt", "--db", "news.db").code == 4


def test_changes_since(typed: Command) -> None:
    typed("add", "-", "--db", "news.db", stdin=TEXT.encode())
    listing = typed("changes", "--db", "news.db")
    assert " added       document    " in listing.out.splitlines()[0]
    last = listing.out.splitlines()[-1].split()[0]
    assert listing.err.endswith(f"next: dateline changes --db news.db --since {last}\n")
    assert typed("changes", "--db", "news.db", "--since", last).out == ""
    as_json = [
        json.loads(line) for line in typed("changes", "--db", "news.db", "--since", "1", "--json").out.splitlines()
    ]
    assert [change["seq"] for change in as_json] == sorted(change["seq"] for change in as_json)
    assert typed("changes", "--db", "news.db", "--since", "2000-01-01").out == listing.out
    assert typed("changes", "--db", "news.db", "--since", "2999-01-01T00:00+02:00").out == ""
    wrong = typed("changes", "--db", "news.db", "--since", "yesterday")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err.startswith("E001 --since: 'yesterday' is neither an ISO time nor a number")


def test_reading_again_with_a_newer_extractor(typed: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    typed("add", "-", "--db", "news.db", stdin=TEXT.encode())
    monkeypatch.setattr(Pipeline, "extractor", "newer")
    result = typed("add", "--reread", "--db", "news.db", "--json")
    assert _counts(result) == {"new": 0, "duplicate": 0, "rejected": 0, "failed": 0, "reread": 1}
    assert typed("add", "--reread", "--db", "news.db").err.startswith("added 0 new, 0 kept already\n")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["add", "--db", "news.db"], 2, "E001 IN: nothing to add"),
        (["add", "a.txt"], 2, "E001 dateline add: Missing option '--db'"),
        (["export", "--db", "none.db"], 7, "E071 none.db: no such file"),
        (["changes", "--db", "a.txt"], 7, "E074 a.txt: not a database"),
        (["add", "a.txt", "--db", "none/news.db"], 7, "E078 none/news.db: "),
        (["export", "--db", "news.db", "--format", "xls"], 2, "E001 dateline export: Invalid value for '--format'"),
        (["add", "a.txt", "--db", "postgresql://a:secret@/x?host=/nowhere"], 7, "E078 postgresql+psycopg://a:***@/x"),
    ],
)
def test_what_cannot_be_done(typed: Command, arguments: list[str], code: int, said: str) -> None:
    Path("a.txt").write_text(TEXT)
    result = typed(*arguments)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith(said)
    assert "mend it: " in result.err
    assert "secret" not in result.err
    assert [path.name for path in Path().iterdir()] == ["a.txt"]


def test_an_export_that_fails_leaves_what_was_there(typed: Command) -> None:
    Path("out.jsonl").write_text("before")
    assert typed("export", "--db", "none.db", "-o", "out.jsonl").code == 7
    assert Path("out.jsonl").read_text() == "before"
