"""The command line in this process, with the fake pipeline."""

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.cli.main import run
from dateline.config import settings
from dateline.model.document import Document
from dateline.model.records import Reading
from dateline.pipeline import Pipeline
from tests.cli.fake_dateline import FakePipeline, fake_module
from tests.contract.samples import reading

TEXT = "The army said on Monday that it had taken the town after three days of fighting.\n"


@dataclass(frozen=True, slots=True)
class Result:
    """What a command gave."""

    code: int
    out: str
    err: str


Command = Callable[..., Result]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Command]:
    """Runs `dateline` in an empty folder; `stdin` are the bytes on its standard input."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "dateline.pipeline", fake_module())
    monkeypatch.delitem(sys.modules, "dateline.cli.read", raising=False)
    monkeypatch.setattr(FakePipeline, "broken", False)
    monkeypatch.setattr(FakePipeline, "delay", 0.0)
    settings.cache_clear()

    def call(*arguments: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = run(arguments)
        captured = capsys.readouterr()
        return Result(int(code), captured.out, captured.err)

    yield call
    settings.cache_clear()


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Command]:
    """Runs `dateline` in an empty folder over the real pipeline, in which only the network is a stand-in."""

    def read_one(_: Pipeline, document: Document) -> Reading:
        if "fails" in document.text:
            raise ZeroDivisionError("made to fail")
        return reading(document)

    monkeypatch.chdir(tmp_path)
    # Another test may have imported it with the fake pipeline of `the other fixture`.
    for name in ("add", "collect", "collecting", "watch"):
        monkeypatch.delitem(sys.modules, f"dateline.cli.{name}", raising=False)
    monkeypatch.delitem(sys.modules, "dateline.collecting.collector", raising=False)
    monkeypatch.setattr(Pipeline, "read_one", read_one)
    monkeypatch.setattr(Pipeline, "model", None)
    settings.cache_clear()

    def call(*arguments: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = run(arguments)
        captured = capsys.readouterr()
        return Result(int(code), captured.out, captured.err)

    yield call
    settings.cache_clear()
