"""Writes the measured table of the README and docs/benchmarks.md: `python -m evals.readme --data-root FOLDER`.

Both are written from one run over the dev parts, never by hand; without the real documents nothing is written.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from evals.corpus import REPOSITORY, data_root
from evals.reader import read as read_with_pipeline
from evals.report import MEASURES, Measure, Report, shown
from evals.run import SETS, dev_reports, set_scores
from evals.scoring import Read

_SHOWN: Final = (
    "events.anchor", "events.type", "events.triple", "events.status", "events.time", "events.place", "events.date",
    "events.source", "quotations.span", "quotations.speaker", "figures.overlap", "figures.full",
)  # fmt: skip
_MARKED: Final = re.compile(r"(<!-- measured:begin -->\n).*?(<!-- measured:end -->)", re.DOTALL)


def table(reports: Sequence[Report]) -> str:
    """A column a set: the figure, its 90 % interval, and the constant answer's score beside an accuracy."""
    names = " | ".join(f"{report.name}, {report.documents} documents" for report in reports)
    lines = [f"| measure | {names} |", "| --- |" + " --- |" * len(reports)]
    found = [{measure.name: measure for measure in report.measures} for report in reports]
    for name in _SHOWN:
        lines.append(f"| {MEASURES[name]} | {' | '.join(_cell(measures[name]) for measures in found)} |")
    return "\n".join(lines) + "\n"


def _cell(measure: Measure) -> str:
    text = f"{shown(measure.value)} ({shown(measure.low)} to {shown(measure.high)})"
    return text if measure.constant is None else f"{text}, constant answer {shown(measure.constant)}"


def with_table(page: str, measured: str) -> str:
    """The page with the table between its markers; ValueError without markers."""
    if not _MARKED.search(page):
        raise ValueError("the page has no markers for the measured table")
    return _MARKED.sub(lambda found: found[1] + measured + found[2], page)


def benchmarks(reports: Sequence[Report], scores: dict[str, object]) -> str:
    """The page of all figures: each set's tables, then one line for each evaluation-only set."""
    parts = [
        "# Benchmarks\n\nWritten by `python -m evals.readme` from one run; how each figure is counted stands in "
        "`evals/metrics.py`.\nDev documents are never trained on; the confidences are calibrated on them, so the "
        "calibration tables are\noptimistic. The other sets are for evaluation only.\n"
    ]
    parts += [report.table() for report in reports]
    for name, score in scores.items():
        parts.append(f"## {name}\n\n| figure | value |\n| --- | --- |\n{_rows(score)}")
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _rows(score: object) -> str:
    values = asdict(score)  # type: ignore[call-overload] # each score is a dataclass of numbers
    rows = ((key, f"{value:.3f}" if isinstance(value, float) else value) for key, value in values.items())
    return "".join(f"| {key} | {value} |\n" for key, value in rows if not isinstance(value, dict | list | tuple))


def main(arguments: Sequence[str] | None = None, read: Read = read_with_pipeline, root: Path = REPOSITORY) -> int:
    """Exit status 0 when written, 1 when the real documents are not there."""
    parser = argparse.ArgumentParser(prog="python -m evals.readme", description=__doc__)
    parser.add_argument("--data-root", help="folder with corpus/ and data/ (setting DATELINE_DATA_ROOT)")
    data = data_root(parser.parse_args(arguments).data_root)
    reports, left_out = dev_reports(data, ["real", "authored"], read)
    if left_out:
        print("\n".join(left_out), file=sys.stderr)
        return 1
    scores, _ = set_scores(data, list(SETS), read)
    readme = root / "README.md"
    readme.write_text(with_table(readme.read_text(encoding="utf-8"), table(reports)), encoding="utf-8")
    (root / "docs" / "benchmarks.md").write_text(benchmarks(reports, dict(scores)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
