"""Files, folders, streams and archives, in order, one bad one never ending the run."""

import gzip
import io
import os
from pathlib import Path

import pytest

from dateline.documents.build import Given
from dateline.documents.inputs import Inputs
from dateline.model.document import Document, Rejected

TEXT = "The army said on Monday that it had taken the town after three days of fighting."


def inputs(*names: object, stdin: bytes = b"", most: int | None = 500_000, about: Given = Given()) -> Inputs:  # noqa: B008
    return Inputs([str(name) for name in names], about, most, io.BytesIO(stdin))


def told(items: Inputs) -> list[str]:
    """The text of documents, the code and subject's last part of refusals."""
    return [item.text if isinstance(item, Document) else f"{item.code} {Path(item.subject).name}" for item in items]


def test_a_folder_gives_its_files_sorted_and_counts_the_others(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c.jsonl", ".hidden.txt", "README", "x.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"text": "from c"}\n' if name.endswith("l") else f"from {name}")
    found = inputs(tmp_path)
    assert told(found) == ["from b.txt", "from c", "from a/z.txt"]
    assert found.passed_over == 2
    assert found.size == found.done


def test_a_bad_input_leaves_the_others_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("first")
    (tmp_path / "b.txt").write_text("")
    (tmp_path / "c.txt").write_text("third")
    (tmp_path / "none").mkdir()
    names = [tmp_path / name for name in ("a.txt", "b.txt", "no.txt", "none", "c.txt")]
    assert told(inputs(*names)) == ["first", "E012 b.txt", "E011 no.txt", "E026 none", "third"]


def test_bad_lines_leave_the_others(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "one"}\nnot json\n\n  \n{"title": "x"}\n{"text": "two"}')
    assert told(inputs(path)) == ["one", "E020 a.jsonl:2", "E021 a.jsonl:5", "two"]


def test_a_packed_file_is_read_up_to_its_damage(tmp_path: Path) -> None:
    whole = gzip.compress(b'{"text": "one"}\n{"text": "two"}\n')
    (tmp_path / "a.jsonl.gz").write_bytes(whole)
    (tmp_path / "b.jsonl.gz").write_bytes(whole[:-6])
    (tmp_path / "c.jsonl.gz").write_bytes(b"no archive")
    assert told(inputs(tmp_path)) == ["one", "two", "one", "two", "E027 b.jsonl.gz", "E027 c.jsonl.gz"]


def test_a_bomb_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b" " * 60_000_000, 6))
    assert told(inputs(path)) == ["E015 a.jsonl.gz:1", "E027 a.jsonl.gz"]


def test_a_line_over_the_limit_is_passed_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 3_000_000 + b'"}\n{"text": "two"}\n')
    assert told(inputs(path, most=1000)) == ["E015 a.jsonl:1", "two"]
    assert len(told(inputs(path, most=None))[0]) == 3_000_000


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (TEXT.encode(), [TEXT]),
        (b"\n \n" + TEXT.encode(), ["\n \n" + TEXT]),
        (b'\n{"text": "one"}\n{bad\n', ["one", "E020 standard input:3"]),
        (b'\xef\xbb\xbf {"text": "one"}', ["one"]),
        (b"<!DOCTYPE html><html><body><p>" + TEXT.encode() + b"</p></body></html>", [TEXT]),
        (b"", ["E012 standard input"]),
        (b"\n\n", ["E012 standard input"]),
        (b"%PDF-1.4", ["E013 standard input"]),
        (b"{\\rtf1 hello", ["E013 standard input"]),
        ("\ufeff".encode("utf-16-le") + TEXT.encode("utf-16-le"), [TEXT]),
    ],
)
def test_what_a_stream_holds_shows_at_its_beginning(data: bytes, expected: list[str]) -> None:
    assert told(inputs("-", stdin=data)) == expected


def test_kinds_of_names(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "dispatch").write_text("no ending")
    names = [tmp_path / "a.csv", tmp_path / "b.pdf", tmp_path / "dispatch", "https://news.example/a"]
    assert told(inputs(*names)) == ["E024 a.csv", "E013 b.pdf", "no ending", "E025 a"]


def test_what_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("secret")
    path.chmod(0)
    if os.access(path, os.R_OK):  # root reads everything

        def refuse(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("builtins.open", refuse)
    (refused,) = inputs(path)
    assert isinstance(refused, Rejected)
    assert (refused.code, refused.reason) == ("E010", "cannot be read: permission denied")
    assert refused.hint == f"chmod u+r {path}"


def test_a_near_name_is_suggested(tmp_path: Path) -> None:
    (tmp_path / "dispatch.txt").write_text("x")
    (refused,) = inputs(tmp_path / "dispach.txt")
    assert isinstance(refused, Rejected)
    assert "did you mean" in refused.reason
    assert (refused.hint or "").endswith("dispatch.txt")
    (refused,) = inputs(tmp_path / ("x" * 5000))
    assert isinstance(refused, Rejected)
    assert refused.code == "E010"


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("read")
    assert told(inputs(tmp_path)) == ["read"]


def test_the_size_of_a_stream_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert inputs(tmp_path / "a.txt", "-").size is None
    assert not inputs(tmp_path / "a.txt").several
    assert inputs("-").several
