"""Folders and archives: each file, line, row and record one item, in order; what cannot be read has its reason."""

import gzip
import importlib
import io
import json
import zipfile
from pathlib import Path

import pytest

from dateline.model.document import Rejected
from dateline.model.raw import RawItem
from dateline.sources.folders import WORD, read_path
from dateline.sources.origin import Origin
from dateline.sources.warc import read_archive

ORIGIN = Origin("here", "https://archive.example/")


def items(path: Path) -> list[RawItem]:
    return [one for one in read_path(path, ORIGIN) if isinstance(one, RawItem)]


def codes(path: Path) -> list[str]:
    return [one.code for one in read_path(path, ORIGIN) if isinstance(one, Rejected)]


def test_a_folder_in_the_order_of_its_names(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("a.txt", "b/c.html", "z.pdf", "m.docx", "n.eml", ".hidden.txt", "x.exe"):
        (tmp_path / name).write_bytes(b"words")
    kinds = [(Path(item.key).name, item.media_type) for item in items(tmp_path)]
    assert kinds == [
        ("a.txt", "text/plain"), ("m.docx", WORD), ("n.eml", "message/rfc822"), ("z.pdf", "application/pdf"),
        ("c.html", "text/html"),
    ]  # fmt: skip
    assert codes(tmp_path) == ["E120"]
    assert codes(tmp_path / "none") == ["E120"]


def test_lines_and_rows(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "one"}\n\n{"text": "two"}')
    rows = 'Title,TEXT,extra\r\n"A, B","First\nline",x\r\nNo words,,y\r\n,,\r\nB,Second,\r\n'
    (tmp_path / "b.csv").write_text(rows, encoding="utf-8-sig", newline="")
    found = items(tmp_path)
    assert [Path(item.key).name for item in found] == ["a.jsonl:1", "a.jsonl:3", "b.csv:3", "b.csv:6"]
    assert json.loads(found[2].body or b"") == {"title": "A, B", "text": "First\nline"}
    assert codes(tmp_path) == ["E125"]


@pytest.mark.parametrize("data", [b"title,body\n1,2\n", b"", b"\xff\xfe", b'text\n"' + b"a" * 200_000 + b'"\n'])
def test_tables_that_are_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    assert codes(tmp_path) == ["E120"]


def test_wires_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes((Path(__file__).parent / "fixtures" / "newsml.xml").read_bytes())
    (tmp_path / "b.json").write_bytes((Path(__file__).parent / "fixtures" / "ninjs.json").read_bytes())
    assert [item.version for item in items(tmp_path)] == ["3", "2", "2"]


def test_a_file_too_large(tmp_path: Path) -> None:
    with open(tmp_path / "a.txt", "wb") as stream:
        stream.truncate(20_000_001)
    assert codes(tmp_path) == ["E120"]


def record(kind: str, url: str, block: bytes, media: str = "application/http; msgtype=response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-02-22T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789abc>\r\nContent-Type: {media}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


CHUNKS = b"3\r\nsix\r\n0\r\n\r\n"
TWO = gzip.compress(b"two")
PLAIN = "text/plain"
HTML = "text/html; charset=utf-8"
RECORDS = b"".join([
    record("warcinfo", "", b"software: x\r\n", "application/warc-fields"),
    record("response", "https://a.example/1", answer(b"<html>one", Content_Type=HTML)),
    record("response", "https://a.example/2", answer(TWO, Content_Type=PLAIN, Content_Encoding="gzip")),
    record("response", "https://a.example/3", answer(b"gone", "404 Not Found", Content_Type=HTML)),
    record("response", "https://a.example/4", answer(b"\x89PNG", Content_Type="image/png")),
    record("response", "https://a.example/5", answer(b"zz", Content_Type=HTML, Content_Encoding="gzip")),
    record("response", "https://a.example/6", answer(CHUNKS, Content_Type=HTML, Transfer_Encoding="chunked")),
    record("resource", "https://a.example/7", b"seven", "text/plain"),
])  # fmt: skip


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wacz"])
def test_archives(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith(".wacz"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("archive/data.warc.gz", gzip.compress(RECORDS))
            archive.writestr("datapackage.json", "{}")
    else:
        path.write_bytes(gzip.compress(RECORDS) if name.endswith(".gz") else RECORDS)
    found = items(path)
    assert [(item.url, item.body) for item in found] == [
        ("https://a.example/1", b"<html>one"), ("https://a.example/2", b"two"), ("https://a.example/6", b"six"),
        ("https://a.example/7", b"seven"),
    ]  # fmt: skip
    assert {item.fetched for item in found} == {"2020-02-22T10:00:00+00:00"}
    assert found[0].charset == "utf-8"
    assert codes(path) == ["E107"]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a.wacz"])
@pytest.mark.parametrize(
    "data", [b"", b"nothing of the kind" * 50, b"PK\x03\x04" + bytes(50), gzip.compress(b"x")[:-6]]
)
def test_archives_that_are_none(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert codes(tmp_path / name) == ["E128"]


def test_an_archive_that_breaks_off_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(RECORDS[: RECORDS.index(b"two") if b"two" in RECORDS else 900])
    assert [item.url for item in items(path)][:1] == ["https://a.example/1"]


def test_without_the_extra_the_message_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", absent)
    (tmp_path / "a.warc").write_bytes(RECORDS)
    (found,) = read_path(tmp_path / "a.warc", ORIGIN)
    assert isinstance(found, Rejected)
    assert (found.code, found.hint) == ("E129", "pip install 'dateline[archive]'")


def test_an_empty_zip_is_no_archive(tmp_path: Path) -> None:
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    (tmp_path / "a.wacz").write_bytes(empty.getvalue())
    assert codes(tmp_path / "a.wacz") == ["E128"]
    assert callable(read_archive)
