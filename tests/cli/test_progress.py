"""What is said while reading and at the end, with a clock in our hand."""

import io
from pathlib import Path

import pytest

from dateline.cli.progress import SHOWN, Report
from dateline.documents.build import Given
from dateline.documents.inputs import Inputs
from dateline.model.document import Rejected


class Clock:
    """Seconds, moved by the test."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("x" * 50)
    return Inputs([str(tmp_path)], Given(), 1000, io.BytesIO())


REFUSED = Rejected("a.txt", "documents", "E012", "it is empty")


def test_a_plain_line_every_ten_seconds(inputs: Inputs, capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    with Report(inputs, quiet=False, bar=False, clock=clock) as report:
        clock.now += 5
        report.note("reading")
        assert capsys.readouterr().err == ""
        clock.now += 5
        inputs.done = 25
        report.note("reading")
        assert capsys.readouterr().err == "2 read, 0 rejected, 0.2/s, 25%, about 0:30 left\n"
        report.note("reading")
    assert capsys.readouterr().err == ""
    assert report.summary() == "read 3 documents; 0.3 documents a second"


def test_no_time_left_is_said_for_a_stream(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    report = Report(Inputs(["-"], Given(), 1000, io.BytesIO()), quiet=False, bar=False, clock=clock)
    clock.now += 20
    report.note("reading")
    assert capsys.readouterr().err == "1 read, 0 rejected, 0.1/s\n"


def test_rejections_are_shown_then_counted(inputs: Inputs, capsys: pytest.CaptureFixture[str]) -> None:
    report = Report(inputs, quiet=True, bar=False, clock=Clock())
    for _ in range(SHOWN + 5):
        report.note(REFUSED)
    said = capsys.readouterr().err.splitlines()
    assert said == ["E012 a.txt: it is empty"] * SHOWN + ["further rejections are only counted"]
    report.note(Rejected("b", "documents", "E020", "not JSON"))
    assert report.summary() == "read 0 documents; rejected 26 (25 E012 empty input, 1 E020 a line is not a JSON object)"
    assert report.worst() == "E012"


def test_the_bar_takes_the_same_notes(inputs: Inputs, capsys: pytest.CaptureFixture[str]) -> None:
    with Report(inputs, quiet=False, bar=True, clock=Clock()) as report:
        report.note("reading")
        report.note(REFUSED)
    assert "E012 a.txt: it is empty" in capsys.readouterr().err
    assert (report.read, report.rejected) == (1, 1)
