"""`dateline demo`: six dispatches, one shown, a page of all, a database, and commands that work as they are printed."""

import json
import os
import socket
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import NoReturn

import pytest

from dateline.cli.demo import DATABASE, DISPATCHES, PAGE, SITUATION, commands
from dateline.cli.main import run

_COUNT = 6


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder in which the demonstration ran, and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    result = subprocess.run(
        [sys.executable, "-m", "dateline", "demo"], cwd=folder, capture_output=True, encoding="utf-8", check=True
    )
    assert result.stderr == ""
    return folder, result.stdout


def test_one_dispatch_is_shown_with_its_records_and_all_are_counted(shown: tuple[Path, str]) -> None:
    folder, printed = shown
    first = json.loads(files("dateline").joinpath("examples", DISPATCHES).read_text(encoding="utf-8").split("\n")[0])
    assert printed.startswith(first["title"])
    assert "E1 " in printed
    assert "\nEvents (" in printed
    assert f"\n{_COUNT} dispatches read: " in printed
    assert str(Path("demo-out") / PAGE) in printed
    left = {path.name for path in (folder / "demo-out").iterdir()}
    assert left == {PAGE, DISPATCHES, SITUATION, DATABASE}


def test_the_page_holds_all_dispatches(shown: tuple[Path, str]) -> None:
    page = (shown[0] / "demo-out" / PAGE).read_text(encoding="utf-8")
    assert page.count('<section class="doc"') == _COUNT
    assert page.rstrip().endswith("</html>")
    assert "http://" not in page
    assert "https://" not in page


def test_the_commands_it_names_work_as_they_are_printed(shown: tuple[Path, str]) -> None:
    folder, printed = shown
    named = [line.strip() for line in printed.split("\nnext:\n")[1].splitlines()]
    assert len(named) == 7
    assert " serve --db " in named[-1]  # which does not end by itself; tests/cli/test_serve.py starts it
    for command in named[:-1]:
        result = subprocess.run(command, shell=True, cwd=folder, capture_output=True, encoding="utf-8")  # noqa: S602
        assert result.returncode == 0, f"{command}: {result.stderr}"
    assert (folder / "demo-out" / "records.csv").stat().st_size > 1000
    assert "Mellit" in (folder / "demo-out" / "mellit.html").read_text(encoding="utf-8")
    exported = (folder / "demo-out" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["document"]["id"] for line in exported} == {f"situation-{n:02}" for n in range(1, 67)}


def test_it_opens_no_socket_and_writes_the_same_page_again(
    shown: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Closed(socket.socket):
        def __new__(cls, *arguments: object, **named: object) -> NoReturn:
            raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", Closed)
    assert run(["demo", "--output", str(tmp_path / "deep" / "er")]) == 0
    assert capsys.readouterr().err == ""
    assert (tmp_path / "deep" / "er" / PAGE).read_bytes() == (shown[0] / "demo-out" / PAGE).read_bytes()


def test_a_file_in_place_of_the_folder_is_an_error_with_a_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    assert run(["demo", "-o", str(taken)]) == 6
    assert capsys.readouterr().err.startswith(f"E060 {taken}: ")
    assert taken.read_text(encoding="utf-8") == "mine"


def test_the_commands_are_named_as_the_shell_finds_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "dateline"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "argv", [str(program), "demo"])
    monkeypatch.setenv("PATH", os.devnull)
    assert commands(Path("a b"))[0] == f"{program} read 'a b/dispatches.jsonl' --csv -o 'a b/records.csv'"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert commands(Path("out"))[0] == "dateline read out/dispatches.jsonl --csv -o out/records.csv"
