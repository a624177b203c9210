"""`serve` as it is typed: it says where it listens, answers there, and refuses to stand open."""

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dateline.cli.exits import Exit
from dateline.cli.main import run
from tests.web.build import fill, readings


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    target = str(tmp_path_factory.mktemp("serve") / "news.db")
    fill(target, readings(2))
    return target


@contextmanager
def _started(*arguments: str) -> Iterator[tuple["subprocess.Popen[str]", str, list[str]]]:
    """The program, the address that it printed, and its first lines."""
    command = [sys.executable, "-m", "dateline", "serve", *arguments, "--port", "0", "--no-open"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", env=dict(os.environ)) as process:
        assert process.stderr is not None
        lines = [process.stderr.readline(), process.stderr.readline()]
        found = re.search(r"http://[\w.:\[\]]+/", lines[0])
        assert found is not None, lines
        try:
            yield process, found.group(), lines
        finally:
            process.kill()


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310 (our own address)
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return int(error.code)


def test_it_answers_where_it_says_and_stops_with_ctrl_c(database: str) -> None:
    with _started("--db", database) as (process, address, lines):
        assert "Ctrl-C" in lines[1]
        assert _status(address) == 200
        assert _status(f"{address}api/v1/events") == 200
        assert _status(f"{address}session?key=guess") == 401
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == Exit.INTERRUPTED


def test_with_write_it_prints_the_address_that_begins_a_session(database: str) -> None:
    with _started("--db", database, "--write") as (process, _, _):
        assert process.stderr is not None
        key = re.search(r"open this address once: (\S+session\?key=\S+)", process.stderr.readline())
        assert key is not None
        assert _status(key.group(1)) == 200


def test_a_port_that_is_taken_is_said(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    with _started("--db", database) as (_, address, _):
        port = address.rstrip("/").rpartition(":")[2]
        assert run(["serve", "--db", database, "--port", port, "--no-open"]) == Exit.SERVE
    assert "E163" in capsys.readouterr().err


def test_it_does_not_open_to_other_machines_without_a_token(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["serve", "--db", database, "--host", "0.0.0.0", "--no-open"]) == Exit.SERVE  # noqa: S104 (refused)
    said = capsys.readouterr().err
    assert "E161" in said
    assert "--new-token" in said


def test_a_token_is_printed_once(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tokens"
    assert run(["serve", "--db", database, "--tokens", str(path), "--new-token", "ana"]) == Exit.DONE
    token = capsys.readouterr().out.strip()
    assert len(token) >= 40
    assert token not in path.read_text(encoding="utf-8")
    assert run(["serve", "--db", database, "--new-token", "ana"]) == Exit.SERVE
    assert "E162" in capsys.readouterr().err


@pytest.mark.parametrize(
    "typed", [[], ["--db", "none.db"], ["--db", "x", "--port", "99999"], ["--db", "x", "--prot", "1"]]
)
def test_what_cannot_be_served_is_said(typed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["serve", *typed, "--no-open"]) in (Exit.USAGE, Exit.STORE)
