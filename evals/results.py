"""The saved results of one run over everything, `evals/results.json`: what the pages are written from."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import msgspec

from dateline.annotate.runtime import MANIFEST, shipped_model
from evals.failures import Failure
from evals.report import Report

RESULTS: Final = Path(__file__).with_name("results.json")
FOLDS: Final = Path(__file__).with_name("folds.json")
_DIGITS: Final = 6


class ResultsError(Exception):
    """Saved results that are missing, or do not have the form; says what to run."""


@dataclass(frozen=True, slots=True)
class Results:
    """`weights` is the version of the model that was scored; `sets` holds the evaluation-only sets by name."""

    weights: str
    reports: tuple[Report, ...]
    sets: dict[str, dict[str, object]]
    failures: tuple[Failure, ...]

    def report(self, name: str) -> Report:
        """The report of a set ("dev real"); KeyError if it was not scored."""
        return {report.name: report for report in self.reports}[name]


@dataclass(frozen=True, slots=True)
class Folds:
    """Cross-validation: the report over all documents, and that of each file of readings."""

    report: Report
    folds: tuple[Report, ...]


def manifest() -> dict[str, object]:
    """What the training wrote beside the shipped weights."""
    return msgspec.json.decode((shipped_model() / MANIFEST).read_bytes(), type=dict[str, object])


def load_results(path: Path = RESULTS) -> Results:
    """The saved results; ResultsError if there are none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Results)
    except (OSError, msgspec.DecodeError) as error:
        raise ResultsError(f"{path}: {error}; run: make eval DATA=FOLDER") from error


def load_folds(path: Path = FOLDS) -> Folds | None:
    """The saved cross-validation; None where none was saved."""
    if not path.is_file():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=Folds)
    except msgspec.DecodeError as error:
        raise ResultsError(f"{path}: {error}; run: python -m evals.folds FILE… --save") from error


def save(path: Path, value: Results | Folds) -> None:
    """Writes the file: a line for each value, so that a change shows as the lines that changed."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(_rounded(asdict(value))), indent=1) + b"\n")


def _rounded(value: object) -> object:
    # The last bits differ between processors; no page shows them.
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, Mapping):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_rounded(one) for one in value]
    return value
