"""The program as a process: pipes that close, Ctrl-C, full disks. Only the pipeline is a stand-in."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import TEXT

PROGRAM = [sys.executable, str(Path(__file__).with_name("fake_dateline.py"))]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"id": number, "text": TEXT}) + "\n" for number in range(2000)))
    return path


@pytest.mark.parametrize("form", ["--json", "--csv", "--geojson", "--html", "--quiet"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_closed_pipe_ends_it_in_silence(many: Path, form: str, unbuffered: str) -> None:
    with subprocess.Popen(
        [*PROGRAM, "read", str(many), form, "-q"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def _interrupt(process: subprocess.Popen[bytes], ready: Path) -> None:
    until = time.monotonic() + 20
    while not (ready.exists() and ready.stat().st_size) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)


def test_an_interruption_leaves_whole_lines(many: Path, tmp_path: Path) -> None:
    path = tmp_path / "out"
    with (
        path.open("wb") as out,
        subprocess.Popen(
            [*PROGRAM, "--delay", "0.01", "read", str(many), "--json"], stdout=out, stderr=subprocess.PIPE
        ) as process,
    ):
        _interrupt(process, path)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said.startswith(b"interrupted: read ")
    assert b"Traceback" not in said
    data = path.read_bytes()
    assert data.endswith(b"\n")
    ids = [json.loads(line)["document"]["id"] for line in data.splitlines()]
    assert ids == [str(number) for number in range(len(ids))]
    assert 0 < len(ids) < 2000


def test_an_interruption_leaves_no_file(many: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    with subprocess.Popen(
        [*PROGRAM, "--delay", "0.01", "read", str(many), "--json", "-o", str(folder / "a.jsonl")],
        stderr=subprocess.PIPE,
    ) as process:
        until = time.monotonic() + 20
        while not list(folder.iterdir()) and time.monotonic() < until:
            time.sleep(0.02)
        assert [path.suffix for path in folder.iterdir()] == [".part"]
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert process.returncode == 130
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
@pytest.mark.parametrize("form", ["--json", "--quiet"])
def test_a_full_disk(many: Path, form: str) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*PROGRAM, "read", str(many), form, "-q"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 6
    assert done.stderr.startswith(b"E060 standard output: cannot be written: no space left on device\n")
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


def test_nobody_listens_on_stderr(many: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*PROGRAM, "read", str(many), "--json"], stdout=subprocess.PIPE, stderr=writing, check=False
        )
    finally:
        os.close(writing)
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == 2000


def test_the_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "dateline", "explain", "E012"], capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stdout.startswith(b"E012: ")
