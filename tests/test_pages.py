"""Every command of the README and of the tutorial works, in the order in which it is shown."""

from pathlib import Path

import pytest

from tests.pages import PAGES, ROOT, commands, run, typed_in, written

BLOCK = "$ first |\n> second\nits output\n> more output\n$ third\n"


def test_commands_are_told_from_output() -> None:
    assert [typed.command for typed in typed_in(BLOCK)] == ["first |\nsecond", "third"]


def test_output_is_written_back_unless_the_block_is_quiet(tmp_path: Path) -> None:
    page = "a\n```console\n$ echo new\nold\n```\n```console quiet\n$ echo unseen\n```\n```sh\n$ kept\n```\n"
    expected = page.replace("old", "new")
    assert written(page, tmp_path) == expected
    assert written(expected, tmp_path) == expected


@pytest.mark.parametrize("name", PAGES)
def test_the_commands_of_the_page_work(name: str, tmp_path: Path) -> None:
    found = commands((ROOT / name).read_text(encoding="utf-8"))
    assert found
    for typed in found:
        result = run(typed, tmp_path)
        assert result.returncode == 0, f"{typed.command}\n{result.stderr}"
        assert "Traceback" not in result.stdout + result.stderr
