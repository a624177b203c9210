"""Writes docs/model-card.md: `python -m evals.card [--check]`.

Everything on the page comes from the saved results (`make eval`), the manifest of the weights and the texts below;
what is strong and what is weak is sorted from the figures. `--check` fails where the page differs from them.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from dateline.annotate.runtime import WEIGHTS, shipped_model
from evals.corpus import REPOSITORY
from evals.failures import Failure
from evals.readme import table, written
from evals.report import MEASURES, Measure, Report, shown
from evals.results import Folds, Results, ResultsError, load_folds, load_results, manifest
from evals.sources import UnknownSource, source_of
from evals.tables import cell, interval_cell

PAGE: Final = REPOSITORY / "docs" / "model-card.md"
# Fewer gold records say little about a type, a source or a region.
ENOUGH: Final = 10
_ACCURACIES: Final = ("events.status", "events.time", "events.place", "events.date", "events.source")
_USE: Final = """## What it is for

Turning news dispatches and official statements in English on conflict, diplomacy and crises into records that can be
counted, searched and checked: events with type, parties, place, date and status, quotations with their speakers,
figures, agreements. Each record carries the words it comes from, so that a reader can check it against the text. It
suits the first pass of a coder, the monitoring of many sources, and research that states its error rates.

It is not for deciding about a person, for finding targets, or for any use in which a record counts as established
without someone having read the text. A record says what a source reports, not that it is true.
"""
_LIMITS: Final = """## Limits

- English only. Other languages are refused.
- The real documents it is measured on are mostly Wikinews and official statements of a few governments. Other agencies,
  other decades and other regions may be read worse; the groups below show how far the figures lie apart.
- The codes of persons come from lists that end with the day they were made. Whoever took office later has none.
- Two reports of one act are two events; nothing is joined across documents.
- The confidences are calibrated on the dev documents. On texts of another sort they may be too high.
- Who did what to whom is harder than what was done: in {name} the F1 of events with their type is {typed}, that of
  triples with the codes of both parties {triple}.
"""


def card(results: Results, folds: Folds | None, made: Mapping[str, object], size: int) -> str:
    """The page. `made` is the manifest of the weights, `size` the bytes of the weights' file."""
    measured = folds.report if folds is not None else results.report("dev real")
    parts = [
        _head(made, size),
        _USE,
        _limits(measured),
        _data(made),
        f"## How good it is\n\n{_scored_line(results)}\n\n{table(results.reports)}",
        _confidence(results.reports),
        *(_strengths(report) for report in (measured, results.report("dev authored"))),
        _examples(results.failures),
    ]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts)


def _head(made: Mapping[str, object], size: int) -> str:
    base = _mapping(made, "base")
    return f"""# Model card

Written by `python -m evals.card` from the results of `make eval` and the manifest of the weights.

| | |
| --- | --- |
| version | `{made["version"]}` |
| weights | `{WEIGHTS}`, {size / 1e6:.1f} MB |
| base model | {base.get("model", "-")}, SHA-256 `{base.get("sha256", "-")}` |
| licence of the weights | CC BY-SA 4.0, since share-alike data were used |
| runs on | a processor, without a network connection |
"""


def _limits(report: Report) -> str:
    typed, triple = (shown(report.value(name)) for name in ("events.type", "events.triple"))
    return _LIMITS.format(name=report.name, typed=typed, triple=triple)


def _data(made: Mapping[str, object]) -> str:
    counts = _mapping(made, "documents")
    told = ", ".join(f"{count} {name}" for name, count in counts.items())
    lines = [
        "## What it was trained on",
        "",
        f"Labelled dispatches: {told}. Documents of the dev part are in none of the sets.",
        "",
        "| set | what | licence | SHA-256 |",
        "| --- | --- | --- | --- |",
    ]
    for name, digest in _mapping(made, "digests").items():
        source = source_of(name)
        lines.append(f"| {name} | {source.what} | {source.licence} | `{digest}` |")
    versions = ", ".join(f"{name} {version}" for name, version in _mapping(made, "versions").items())
    return "\n".join([*lines, "", f"Made with {versions}. Seeds and plans stand in the manifest beside the weights."])


def _mapping(made: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = made.get(key)
    return value if isinstance(value, Mapping) else {}


def _scored_line(results: Results) -> str:
    return (
        f"Weights `{results.weights}` on labelled dispatches that no model was trained on; in brackets 90 % intervals, "
        "bootstrapped over documents. [The benchmarks](benchmarks.md) have every figure."
    )


def _confidence(reports: Sequence[Report]) -> str:
    lines = [
        "## What the confidences say",
        "",
        "The calibration error is the mean distance between confidence and the share that is right.",
        "",
        "| set | records | calibration error | P at 50% recall | P at 80% recall |",
        "| --- | --- | --- | --- | --- |",
    ]
    for report in reports:
        for found in report.calibration:
            reached = {point.recall: shown(point.precision) for point in found.operating}
            cells = " | ".join(reached.get(recall, "-") for recall in (0.5, 0.8))
            lines.append(f"| {report.name} | {found.kind} | {shown(found.error)} | {cells} |")
    return "\n".join([*lines, "", "A dash: so many are not found at any threshold."])


def _strengths(report: Report) -> str:
    parts = [f"## Strong and weak: {report.name}\n\nSorted from the figures of {report.documents} documents.\n"]
    parts.append(_ranking("event type", ((one.name.removeprefix("type."), one) for one in report.types)))
    parts.append(_fields(report))
    for by in ("region", "source"):
        groups = [group for group in report.groups if group.by == by]
        typed = ((group.name, _named(group.measures, "events.type")) for group in groups)
        parts.append(_ranking(by, typed))
    return "\n".join(parts)


def _named(measures: Iterable[Measure], name: str) -> Measure:
    return next(measure for measure in measures if measure.name == name)


def _ranking(by: str, rows: Iterable[tuple[str, Measure]]) -> str:
    """The best first; what has too few gold records is named below the table."""
    every = list(rows)
    enough = [(name, one) for name, one in every if one.gold >= ENOUGH and one.value is not None]
    ordered = sorted(enough, key=lambda row: (-(row[1].value or 0.0), row[0]))
    lines = [f"| {by} | event F1 with type | P | R | gold |", "| --- | --- | --- | --- | --- |"]
    for name, one in ordered:
        cells = f"{interval_cell(one)} | {shown(one.precision)} | {shown(one.recall)} | {one.gold}"
        lines.append(f"| {cell(name)} | {cells} |")
    few = [f"{cell(name)} ({one.gold})" for name, one in every if (name, one) not in enough]
    told = f"\nToo few gold events to say: {', '.join(few)}.\n" if few else ""
    return "\n".join(lines) + "\n" + told


def _fields(report: Report) -> str:
    """The fields of matched events by how much they gain over the constant answer, the greatest gain first."""
    found = [_named(report.measures, name) for name in _ACCURACIES]
    scored = [(one.value - one.constant, one) for one in found if one.value is not None and one.constant is not None]
    lines = ["| field of an event | accuracy | constant answer | gain | recall on the others |"]
    lines += ["| --- | --- | --- | --- | --- |"]
    for gain, one in sorted(scored, key=lambda row: (-row[0], row[1].name)):
        others = f"{shown(one.other_recall)} of {one.others}"
        constant = f"{shown(one.constant)} ({one.constant_value})"
        name = MEASURES[one.name].removesuffix(" accuracy")
        lines.append(f"| {name} | {interval_cell(one)} | {constant} | {gain:+.3f} | {others} |")
    return "\n".join(lines) + "\n"


def _examples(failures: Sequence[Failure]) -> str:
    lines = [
        "## Examples of failure",
        "",
        "Drawn by script from the dev part of our own, invented dispatches: two of each kind that occurs, whichever a",
        "digest puts first. The words in bold are those that the record is about.",
        "",
        *_example_rows(failures),
    ]
    return "\n".join(lines)


def _example_rows(failures: Sequence[Failure]) -> Iterator[str]:
    yield "| what went wrong | text | label | read | document |"
    yield "| --- | --- | --- | --- | --- |"
    for one in failures:
        words = one.excerpt[one.start : one.end]
        text = f"{_plain(one.excerpt[: one.start])}**{_plain(words)}**{_plain(one.excerpt[one.end :])}"
        yield f"| {one.kind} | {text} | {_plain(one.gold)} | {_plain(one.read)} | {one.document} |"


def _plain(words: str) -> str:
    """Words without what Markdown would take for a sign; blanks at the edges stay."""
    for sign in "\\`*_<[":
        words = words.replace(sign, f"\\{sign}")
    return words.replace("|", "/").replace("\n", " ")


def page(results: Results, folds: Folds | None) -> str:
    """The page for the shipped weights."""
    return card(results, folds, manifest(), (shipped_model() / WEIGHTS).stat().st_size)


def main(arguments: Sequence[str] | None = None, path: Path = PAGE) -> int:
    """Exit status 0 when written or equal, 1 when something it needs is missing or the checked page differs."""
    parser = argparse.ArgumentParser(prog="python -m evals.card", description="write the model card")
    parser.add_argument("--check", action="store_true", help="write nothing, fail where the page differs")
    options = parser.parse_args(arguments)
    try:
        wanted = {path: page(load_results(), load_folds())}
    except (ResultsError, UnknownSource) as error:
        print(f"evals: {error}", file=sys.stderr)
        return 1
    return written(wanted, options.check, "python -m evals.card")


if __name__ == "__main__":
    sys.exit(main())
