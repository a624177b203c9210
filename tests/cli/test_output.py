"""A file appears whole or not at all."""

import os
from pathlib import Path

import pytest

from dateline.cli.output import opened
from dateline.errors import OutputError


def yes() -> bool:
    return True


def test_a_file_takes_its_name_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("before")
    with opened(str(path), yes) as out:
        out.write("one\r\n\u2014")
        out.flush()
        assert path.read_text() == "before"
    assert path.read_bytes() == "one\r\n\u2014".encode()
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.jsonl"]


def _write_half(path: Path, error: type[BaseException]) -> None:
    with opened(str(path), yes) as out:
        out.write("half")
        raise error


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_what_was_there(tmp_path: Path, error: type[BaseException]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("before")
    with pytest.raises(error):
        _write_half(path, error)
    assert path.read_text() == "before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.jsonl"]


def test_nothing_to_keep(tmp_path: Path) -> None:
    with opened(str(tmp_path / "a.csv"), lambda: False) as out:
        out.write("header")
    assert list(tmp_path.iterdir()) == []


def test_a_link_is_kept_and_permissions_are_the_usual(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with opened(str(tmp_path / "link"), yes) as out:
        out.write("x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "x"
    mask = os.umask(0)
    os.umask(mask)
    assert (tmp_path / "real").stat().st_mode & 0o777 == 0o666 & ~mask


@pytest.mark.parametrize("name", ["none/a.csv", ".", "a.csv/b"])
def test_what_cannot_be_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.csv").write_text("x")
    with pytest.raises(OutputError) as caught, opened(str(tmp_path / name), yes):
        pass
    assert caught.value.code == "E060"
    assert caught.value.reason.startswith("cannot be written: ")
