"""`dateline report` as it is typed."""

import json
from pathlib import Path

import pytest

from dateline.cli.main import run
from dateline.link.run import Linker
from dateline.store.opening import open_store
from tests.cli.conftest import Command, Result
from tests.link.week import keep
from tests.report.build import READINGS

DB = ("--db", "news.db")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """Runs `dateline` in a folder with a database in which the week is kept and linked."""
    monkeypatch.chdir(tmp_path)
    with open_store("news.db", create=True) as store:
        keep(store, READINGS)
        list(Linker(store).run())

    def call(*arguments: str, stdin: bytes = b"") -> Result:
        code = run(arguments)
        captured = capsys.readouterr()
        return Result(int(code), captured.out, captured.err)

    return call


def test_files_by_their_ending(typed: Command) -> None:
    for ending, start in ((".html", b"<!doctype html>"), (".docx", b"PK"), (".md", b"# Abu Shouk: situation report")):
        result = typed("report", "--place", "abu shouk", "-o", f"sitrep{ending}", *DB)
        assert (result.code, result.out) == (0, "")
        assert Path(f"sitrep{ending}").read_bytes().startswith(start)
        assert f"cited passages to sitrep{ending}" in result.err
        assert "\nnext: " in result.err


def test_without_a_file_it_is_markdown(typed: Command) -> None:
    result = typed("report", "--place", "Mellit", "--title", "Mellit this week", "--quiet", *DB)
    assert result.code == 0
    assert result.out.startswith("# Mellit this week\n")
    assert result.err == ""


def test_data(typed: Command) -> None:
    result = typed("report", "--country", "sdn", "--from", "2024-05-12", "--to", "2024-05-13", "--json", *DB)
    data = json.loads(result.out)
    assert data["period"] == "12 to 13 May 2024"
    assert {"headlines", "events", "sources"} <= {section["id"] for section in data["sections"]}


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--place", "Melit"), 2, "did you mean Mellit?"),
        (("--from", "May 2024"), 2, "not a day, month or year"),
        (("--from", "2024-05-12", "--to", "2024-05-01"), 2, "comes after"),
        (("-o", "sitrep.odt"), 2, "a report ends in"),
        (("-o", "no/such/folder/sitrep.md"), 6, "cannot be written"),
        (("--place", "Mellit", "--form", "x"), 2, "No such option"),
    ],
)
def test_mistakes_say_what_mends_them(typed: Command, arguments: tuple[str, ...], code: int, said: str) -> None:
    result = typed("report", *arguments, *DB)
    assert result.code == code
    assert said in result.err
    assert "mend it: " in result.err
    assert result.out == ""


def test_an_empty_period_says_what_to_do(typed: Command) -> None:
    result = typed("report", "--place", "Mellit", "--from", "2023", "--to", "2023", "-o", "none.html", *DB)
    assert result.code == 0
    assert "Nothing was told of Mellit" in Path("none.html").read_text(encoding="utf-8")
    assert "next: dateline incidents --db news.db" in result.err
