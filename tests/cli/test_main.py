"""The program itself: listing, version, mistyped commands, and that a listing loads no engine."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dateline import __version__
from dateline.cli.exits import MEANINGS, Exit, exit_of
from dateline.cli.main import COMMANDS
from dateline.errors import DateInvalid, DatelineError, InputEmpty, ModelError, OutputError, SettingInvalid
from dateline.explanations import EXPLANATIONS
from tests.cli.conftest import Command

DOCS = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"]])
def test_the_listing_names_every_command(command: Command, arguments: list[str]) -> None:
    result = command(*arguments)
    assert result.code == 0
    assert all(f"  {name} " in result.out for name in COMMANDS)


def test_version(command: Command) -> None:
    assert command("--version").out == f"dateline {__version__}\n"


def test_a_mistyped_command(command: Command) -> None:
    result = command("raed", "a.txt")
    assert result.code == 2
    assert result.err.startswith("E001 dateline: No such command 'raed'. Did you mean 'read'?")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help_with_the_exit_codes(command: Command, name: str) -> None:
    result = command(name, "--help")
    assert result.code == 0
    assert "Exit codes: 0 everything was read" in result.out


def test_the_listing_loads_no_engine() -> None:
    script = (
        "import sys; from dateline.cli.main import run; run(['--help']); "
        "heavy = {'onnxruntime', 'numpy', 'trafilatura', 'py3langid', 'tokenizers', 'pydantic_settings'}; "
        "sys.exit(','.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (SettingInvalid("a", "b"), 2),
        (DateInvalid("a", "b"), 2),
        (InputEmpty("a", "b"), 4),
        (ModelError("a", "b"), 5),
        (OutputError("a", "b"), 6),
        (DatelineError("a", "b"), 1),
    ],
)
def test_exit_codes_of_errors(error: DatelineError, code: int) -> None:
    assert exit_of(error) == code


def test_the_pages_name_every_exit_code_option_and_setting(command: Command) -> None:
    page = (DOCS / "exit-codes.md").read_text("utf-8")
    assert all(f"| {code.value} | {MEANINGS[code]} |" in page for code in Exit)
    reference = (DOCS / "cli.md").read_text("utf-8")
    options = set(re.findall(r"--[a-z]+", command("read", "--help").out)) - {"--help", "--output"}
    assert len(options) > 12
    assert all(option in reference for option in options)


def test_every_setting_is_in_the_page() -> None:
    from dateline.config import Settings

    page = (DOCS / "cli.md").read_text("utf-8")
    assert all(f"DATELINE_{name.upper()}" in page for name in Settings.model_fields)


def test_explain_lists_all_codes(command: Command) -> None:
    result = command("explain")
    assert result.code == 0
    assert all(f"{code}  {entry.title}\n" in result.out for code, entry in EXPLANATIONS.items())


@pytest.mark.parametrize("typed", ["E012", "e012", "12", "E12"])
def test_explain_one(command: Command, typed: str) -> None:
    assert command("explain", typed).out.startswith("E012: empty input\n\n")


def test_explain_what_does_not_exist(command: Command) -> None:
    result = command("explain", "E099")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("E002 E099: no such error code; did you mean E")
