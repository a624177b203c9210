"""Writes the measured table of the README and docs/benchmarks.md: `python -m evals.readme [--check]`.

Both are written from the saved results (`make eval`), never by hand; `--check` fails where a page differs from them.
"""

import argparse
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from evals.corpus import REPOSITORY
from evals.report import GROUP_FROM, MEASURES, Measure, Report, shown
from evals.results import Folds, Results, ResultsError, load_folds, load_results
from evals.tables import interval_cell, report_tables

_SHOWN: Final = (
    "events.anchor", "events.type", "events.triple", "events.status", "events.time", "events.place", "events.date",
    "events.source", "events.none_where_none", "quotations.span", "quotations.speaker", "figures.overlap",
    "figures.full",
)  # fmt: skip
_IN_FOLDS: Final = ("events.anchor", "events.type", "events.triple", "quotations.speaker", "figures.full")
_MARKED: Final = re.compile(r"(<!-- measured:begin -->\n).*?(<!-- measured:end -->)", re.DOTALL)
_HEAD: Final = f"""# Benchmarks

Written by `python -m evals.readme` from the results of `make eval`, weights {{weights}}; how each figure is counted
stands in `evals/metrics.py`. Intervals are bootstrapped over documents. Dev documents are never trained on. The
confidences are calibrated on them, so the tables of confidence of the dev parts are optimistic. A document belongs to
the region named most in the codes of its labels; groups of fewer than {GROUP_FROM} documents are taken together. The
other sets are for evaluation only.
"""
_NOTES: Final = {
    "plv": "Event type of a marked pair, PLV train part: 15 PLOVER roots, one sentence each.",
    "idetect": "Displacement figures in excerpts of IDMC.",
    "polnear": "Attributions in US political news, PolNeAR dev part.",
    "places": "Marked place names looked up in the gazetteer; `near` is within 161 km.",
    "timex": "Time expressions by rule against TIMEX3 labels.",
    "muc4": "Templates of MUC-4, one made for each incident type of a document.",
    "case21": "Event type of a snippet, CASE-2021 Task 2: 25 types after ACLED.",
    "roles": "Offices, names and bodies with a date: 1,800 cases written without sight of the tables; mended since.",
    "references": "Pronouns and role nouns back to whom they stand for; the network has read these documents.",
    "event_dates": "Dates of labelled events where their sentence tells a time; by rule.",
    "actors": "Codes of labelled actors whose words are given; the network has read these documents.",
    "names": "Names of persons, organisations and places against `read --mentions`.",
}


def table(reports: Sequence[Report]) -> str:
    """A column a set: the figure, its 90 % interval, and the constant answer's score beside an accuracy."""
    names = " | ".join(f"{report.name}, {report.documents} documents" for report in reports)
    lines = [f"| measure | {names} |", "| --- |" + " --- |" * len(reports)]
    found = [{measure.name: measure for measure in report.measures} for report in reports]
    for name in _SHOWN:
        lines.append(f"| {MEASURES[name]} | {' | '.join(_cell(measures[name]) for measures in found)} |")
    return "\n".join(lines) + "\n"


def _cell(measure: Measure) -> str:
    text = interval_cell(measure)
    return text if measure.constant is None else f"{text}, constant answer {shown(measure.constant)}"


def with_table(page: str, measured: str) -> str:
    """The page with the table between its markers; ValueError without markers."""
    if not _MARKED.search(page):
        raise ValueError("the page has no markers for the measured table")
    return _MARKED.sub(lambda found: found[1] + measured + found[2], page)


def benchmarks(results: Results, folds: Folds | None = None) -> str:
    """The page of all figures: each set's tables, the cross-validation, then a list for each evaluation-only set."""
    parts = [_HEAD.format(weights=f"`{results.weights}`")]
    parts += [report_tables(report) for report in results.reports]
    if folds is not None:
        parts += [report_tables(folds.report), fold_table(folds)]
    for name, score in results.sets.items():
        note = _NOTES[name.partition(" ")[0]]
        parts.append(f"## {name}\n\n{note}\n\n| figure | value |\n| --- | --- |\n{_rows(score)}")
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def fold_table(folds: Folds) -> str:
    """The main figures of each fold, to see how far they lie apart."""
    lines = [f"| fold | documents | {' | '.join(MEASURES[name] for name in _IN_FOLDS)} |"]
    lines += ["| --- | --- |" + " --- |" * len(_IN_FOLDS)]
    for fold in folds.folds:
        cells = " | ".join(shown(fold.value(name)) for name in _IN_FOLDS)
        lines.append(f"| {fold.name} | {fold.documents} | {cells} |")
    return "\n".join(lines) + "\n"


def _rows(score: Mapping[str, object]) -> str:
    flat: dict[str, object] = {}
    for key, value in score.items():
        inner = {f"{key} {one}": two for one, two in value.items()} if isinstance(value, Mapping) else {key: value}
        flat.update(inner)
    shown_values = ((key, f"{value:.3f}" if isinstance(value, float) else value) for key, value in flat.items())
    return "".join(f"| {key} | {'-' if value is None else value} |\n" for key, value in shown_values)


def pages(results: Results, folds: Folds | None, root: Path = REPOSITORY) -> dict[Path, str]:
    """The pages as they should be."""
    readme = root / "README.md"
    return {
        readme: with_table(readme.read_text(encoding="utf-8"), table(results.reports)),
        root / "docs" / "benchmarks.md": benchmarks(results, folds),
    }


def written(wanted: Mapping[Path, str], check: bool, command: str) -> int:
    """Writes the pages, or with `check` names those that differ; the exit status."""
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if check:
            print(f"{path.name}: differs from the saved results; run: {command}", file=sys.stderr)
        else:
            path.write_text(wanted[path], encoding="utf-8")
    return 1 if check and stale else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 when written or equal, 1 when there are no results or a checked page differs."""
    parser = argparse.ArgumentParser(prog="python -m evals.readme", description="write the pages of figures")
    parser.add_argument("--check", action="store_true", help="write nothing, fail where a page differs")
    options = parser.parse_args(arguments)
    try:
        wanted = pages(load_results(), load_folds())
    except ResultsError as error:
        print(f"evals: {error}", file=sys.stderr)
        return 1
    return written(wanted, options.check, "python -m evals.readme")


if __name__ == "__main__":
    sys.exit(main())
