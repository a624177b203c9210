"""`incidents`, `figures`, `agreements`, `why`, `merge`, `split` and `undo` as they are typed."""

import json
import sys
from pathlib import Path

import pytest

from dateline.cli.main import run
from dateline.link.run import Linker
from dateline.store.opening import open_store
from tests.cli.conftest import Command, Result
from tests.link.week import ELSEWHERE, HIT, RISEN, SHELLED, event, keep

SHELLING = event(RISEN, "shelling", at="Abu Shouk", day="2024-05-11").id
SEIZED = event(ELSEWHERE, "seized", at="Mellit", day="2024-05-14").id
DB = ("--db", "news.db")


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Command:
    """Runs `dateline` in a folder with a database in which the week is kept but not linked."""
    monkeypatch.chdir(tmp_path)
    # Another test may have put a stand-in in its place.
    monkeypatch.delitem(sys.modules, "dateline.pipeline", raising=False)
    with open_store("news.db", create=True) as store:
        keep(store)

    def call(*arguments: str, stdin: bytes = b"") -> Result:
        code = run(arguments)
        captured = capsys.readouterr()
        return Result(int(code), captured.out, captured.err)

    return call


def test_figures_of_a_place(typed: Command) -> None:
    result = typed("figures", "--place", "abu shouk", "--kind", "killed", *DB)
    assert result.code == 0
    head, *rows = result.out.splitlines()
    assert head.startswith("KILLED (people), Abu Shouk: 14, says Harbour Wire")
    assert any("17" in row and "replaces the earlier" in row for row in rows)
    assert any("printing Harbour Wire" in row for row in rows)
    assert "1 history\nnext: dateline why history-" in result.err
    (line,) = typed("figures", "--kind", "killed", "--json", *DB).out.splitlines()
    assert json.loads(line)["latest"]["low"] == 14


def test_incidents(typed: Command) -> None:
    result = typed("incidents", "--place", "Abu Shouk", "--type", "assault", *DB)
    assert "2 incidents" in result.err
    assert "3 sources: Harbour Wire, Rift Press, Savanna Desk" in result.out
    assert "DENIED by A spokesman" in result.out
    assert ": planned" in result.out
    assert typed("incidents", "--place", "Khartoum", *DB).out == ""


def test_agreements(typed: Command) -> None:
    result = typed("agreements", *DB)
    assert "TRUCE: violated" in result.out
    assert "2 mentions" in result.out


def test_why_shows_words_and_reasons(typed: Command) -> None:
    result = typed("why", HIT.id, *DB)
    assert "This incident has 5 members." in result.out
    assert "Artillery fire [hit] a crowded grain market" in result.out
    assert "the place is the same (Abu Shouk)" in result.out
    against = typed("why", HIT.id, SEIZED, *DB)
    assert "These two are NOT in one incident." in against.out
    assert "Abu Shouk and Mellit" in against.out
    copy = typed("why", f"reprint-{SHELLED.sha256[:16]}", *DB)
    assert "word for word" in copy.out
    assert all(json.loads(line)["reasons"] for line in typed("why", HIT.id, "--json", *DB).out.splitlines())


def test_split_merge_and_undo(typed: Command) -> None:
    whole = typed("why", HIT.id, *DB).out
    incident = HIT.id.replace("event", "incident")
    split = typed("split", incident, SHELLING, "--reason", "another attack", "--by", "ann", *DB)
    assert (split.code, "4 stay together" in split.err) == (0, True)
    assert "This incident has 1 member" in typed("why", SHELLING, *DB).out
    undone = split.err.split("(")[1].split(")")[0]
    merged = typed("merge", incident, SEIZED, "--reason", "one campaign", *DB)
    assert "it now has 5 members" in merged.err
    assert "judged them same: one campaign" in typed("why", HIT.id, *DB).out
    for judgement in (undone, merged.err.split("(")[1].split(")")[0]):
        assert typed("undo", judgement, "--reason", "wrong line", *DB).code == 0
    assert typed("why", HIT.id, *DB).out == whole


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("figures", "--kind", "dead"), "not one of affected"),
        (("incidents", "--from", "yesterday"), "not a day, month or year"),
        (("incidents", "--from", "2024-05", "--to", "2023"), "comes after"),
        (("why", "event-0000000000000000"), "E004"),
        (("why", "story-"), "E004"),
        (("why", HIT.id, SEIZED, SHELLING), "3 ids were given"),
        (("why", HIT.id, SHELLED.sha256), "not of the same kind"),
        (("merge", HIT.id, "--reason", "x"), "two ids or more"),
        (("merge", HIT.id, HIT.id, "--reason", "x"), "the same one was named twice"),
        (("merge", HIT.id, SHELLED.sha256, "--reason", "x"), "different kinds"),
        (("split", HIT.id, SHELLING, "--reason", " "), "it is empty"),
        (("undo", "judgement-1", "--reason", "x"), "there is no such judgement"),
    ],
)
def test_what_cannot_be_done_is_said(typed: Command, arguments: tuple[str, ...], said: str) -> None:
    result = typed(*arguments, *DB)
    assert (result.code, result.out) == (2, "")
    assert said in result.err


def test_a_database_that_may_only_be_read_says_what_is_not_linked(typed: Command) -> None:
    Path("news.db").chmod(0o444)
    with open_store("news.db", readonly=True) as store:
        assert store.unlinked("1") > 0
    Path("news.db").chmod(0o644)
    with open_store("news.db") as store:
        assert sum(Linker(store).run()) > 0
        assert store.unlinked("1") == 0
    assert typed("incidents", "-q", *DB).err == ""
