"""Fails when a figure of the dev part is below its floor: `python -m evals.gate`. Floors only go up.

Our own documents are always scored; the real ones where a data root is set, and named as left out where it is not.
A scored set without any floor fails as well, since nothing would be held there; `--raise` sets its first ones.
`--raise` lifts the floors to what is measured now (less a margin); it refuses while any figure is below its floor,
unless `--allow-regression REASON` lowers that floor and writes the reason into the file.
"""

import argparse
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec

from evals.corpus import CorpusError, data_root
from evals.reader import read as read_with_pipeline
from evals.report import Report, shown
from evals.run import dev_reports
from evals.scoring import Read

FLOORS: Final = Path(__file__).with_name("floors.json")
# What `--raise` puts a floor under: the figures that say how good the reader is. The others are there to explain them.
GATED: Final = (
    "events.anchor",
    "events.type",
    "events.triple",
    "events.actor_codes",
    "events.recipient_codes",
    "events.status",
    "events.time",
    "events.place",
    "events.date",
    "events.source",
    "quotations.span",
    "quotations.speaker",
    "quotations.kind",
    "figures.exact",
    "figures.full",
    "spans.verbatim",
)
# Arithmetic differs a little between processors, so a floor leaves some room; what is exact by construction needs none.
MARGIN: Final = 0.01
_EXACT: Final = "spans.verbatim"


class Regression(msgspec.Struct, frozen=True):
    """A floor that was lowered on purpose."""

    set: str
    measure: str
    before: float
    after: float
    reason: str
    date: str


class Floors(msgspec.Struct, frozen=True):
    """The file: floors by set ("dev authored") and measure, and every time one was lowered."""

    floors: dict[str, dict[str, float]]
    regressions: list[Regression]


@dataclass(frozen=True, slots=True)
class Check:
    """One floor against what is measured now; None as `now` means that there is nothing to measure any more."""

    set: str
    measure: str
    floor: float
    now: float | None

    @property
    def holds(self) -> bool:
        """The figure is there and not below the floor."""
        return self.now is not None and self.now >= self.floor - 1e-9


def checks(floors: Floors, reports: Sequence[Report]) -> list[Check]:
    """Every floor of the sets that were scored."""
    found = []
    for report in reports:
        known = _values(report)
        for name, floor in floors.floors.get(report.name, {}).items():
            found.append(Check(report.name, name, floor, known.get(name)))
    return found


def without_floor(floors: Floors, reports: Sequence[Report]) -> list[str]:
    """The names of the sets that were scored and have no floor at all."""
    return [report.name for report in reports if not floors.floors.get(report.name)]


def raised(floors: Floors, reports: Sequence[Report], margin: float) -> dict[str, dict[str, float]]:
    """Floors at the measured figures less the margin, cut to three decimals; never below the floors there are."""
    result = {name: dict(values) for name, values in floors.floors.items()}
    for report in reports:
        mine = result.setdefault(report.name, {})
        known = _values(report)
        for name in dict.fromkeys((*GATED, *mine)):
            value = known.get(name)
            if value is not None:
                target = value if name == _EXACT else math.floor((value - margin) * 1000) / 1000
                mine[name] = max(mine.get(name, 0.0), target)
    return result


def _values(report: Report) -> dict[str, float | None]:
    return {measure.name: measure.value for measure in (*report.measures, *report.types)}


def lowered(floors: Floors, failed: Sequence[Check], reason: str, margin: float) -> Floors:
    """Floors with the failed ones set to what is measured, and each of them recorded with its reason."""
    values = {name: dict(mine) for name, mine in floors.floors.items()}
    records = list(floors.regressions)
    day = datetime.now(UTC).date().isoformat()
    for check in failed:
        after = max(0.0, math.floor(((check.now or 0.0) - margin) * 1000) / 1000)
        values[check.set][check.measure] = after
        records.append(Regression(check.set, check.measure, check.floor, after, reason, day))
    return Floors(values, records)


def load(path: Path) -> Floors:
    """The floors of a file; a file that does not have the form is an error."""
    return msgspec.json.decode(path.read_bytes(), type=Floors)


def save(path: Path, floors: Floors) -> None:
    """Writes the file with sorted keys, so that a change shows as the lines that changed."""
    ordered = {name: dict(sorted(mine.items())) for name, mine in sorted(floors.floors.items())}
    text = msgspec.json.format(msgspec.json.encode(Floors(ordered, floors.regressions)), indent=2)
    path.write_bytes(text + b"\n")


def table(found: Sequence[Check]) -> str:
    """Measure, floor and now, the failing ones marked."""
    lines = ["| set | measure | floor | now | |", "| --- | --- | --- | --- | --- |"]
    for check in found:
        verdict = "" if check.holds else "BELOW" if check.now is not None else "NOTHING TO MEASURE"
        lines.append(f"| {check.set} | {check.measure} | {shown(check.floor)} | {shown(check.now)} | {verdict} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None, read: Read = read_with_pipeline, path: Path = FLOORS) -> int:
    """Exit status 1 when a figure is below its floor, a set has no floor, or nothing could be scored."""
    options = _parser().parse_args(arguments)
    try:
        reports, left_out = dev_reports(data_root(options.data_root), ("authored", "real"), read)
    except CorpusError as error:
        print(f"gate: {error}", file=sys.stderr)
        return 1
    floors = load(path)
    found = checks(floors, reports)
    failed = [check for check in found if not check.holds]
    print(table(found))
    for line in left_out:
        print(f"gate: {line}")
    if failed and options.allow_regression:
        floors = lowered(floors, failed, options.allow_regression, options.margin)
        save(path, floors)
        print(f"gate: {len(failed)} floors lowered and recorded: {options.allow_regression}")
    elif failed:
        print(f"gate: {len(failed)} of {len(found)} figures are below their floor", file=sys.stderr)
        return 1
    unheld = [] if options.lift else without_floor(floors, reports)
    for name in unheld:
        print(f"gate: {name} has no floors; set them: python -m evals.gate --raise", file=sys.stderr)
    if options.lift:
        save(path, Floors(raised(floors, reports, options.margin), floors.regressions))
        print(f"gate: floors raised in {path.name}")
    return 1 if unheld else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.gate", description="hold the dev figures to their floors")
    parser.add_argument("--data-root", help="folder with corpus/ (setting DATELINE_DATA_ROOT)")
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--margin", type=float, default=MARGIN, help="how far below the measured figure (default 0.01)")
    parser.add_argument("--allow-regression", metavar="REASON", help="lower the floors that fail, and record why")
    return parser


if __name__ == "__main__":
    sys.exit(main())
