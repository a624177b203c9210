"""Prints the scores: `python -m evals.run dev|plv|idetect|polnear|all`. What is absent is named, it is no error."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from evals import idetect, plv, polnear
from evals.corpus import Corpus, CorpusError, authored, data_root, real
from evals.jsonl import SetError
from evals.predicted import PredictionError, load_readings
from evals.reader import read as read_with_pipeline
from evals.report import Report
from evals.scoring import Read, read_gold, score_set

Score = plv.PlvScore | idetect.IdetectScore | polnear.PolnearScore


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """A set that is only ever evaluated on: where it lies under the data root, and its runner."""

    default: Path
    run: Callable[[Path, Read], Score]


SETS: Final = {
    "plv": EvaluationSet(plv.DEFAULT, plv.run),
    "idetect": EvaluationSet(idetect.DEFAULT, idetect.run),
    "polnear": EvaluationSet(polnear.DEFAULT, polnear.run),
}


def dev_reports(
    root: Path | None, names: Sequence[str], read: Read, predictions: Path | None = None
) -> tuple[list[Report], list[str]]:
    """Reports of the dev parts, and a line for each corpus that was left out."""
    readings = load_readings(predictions) if predictions else None
    reports: list[Report] = []
    left_out: list[str] = []
    for corpus in _corpora(root, names):
        if corpus.left_out:
            left_out.append(f"dev {corpus.name}: left out, {corpus.left_out}")
            continue
        documents = corpus.dev()
        found = read_gold(documents, read) if readings is None else readings
        reports.append(score_set(f"dev {corpus.name}", documents, found))
    return reports, left_out


def _corpora(root: Path | None, names: Sequence[str]) -> list[Corpus]:
    known: dict[str, Callable[[], Corpus]] = {"authored": authored, "real": lambda: real(root)}
    return [known[name]() for name in names]


def set_scores(
    root: Path | None, names: Sequence[str], read: Read, file: Path | None = None
) -> tuple[dict[str, Score], list[str]]:
    """Scores of the evaluation-only sets, and a line for each that was left out."""
    scores: dict[str, Score] = {}
    left_out: list[str] = []
    for name in names:
        path = file or (root / SETS[name].default if root else None)
        if path is None:
            left_out.append(f"{name}: left out, no data root (DATELINE_DATA_ROOT or --data-root)")
        elif file is None and not path.is_file():
            left_out.append(f"{name}: left out, no file {path}")
        else:
            scores[name] = SETS[name].run(path, read)
    return scores, left_out


def main(arguments: Sequence[str] | None = None, read: Read = read_with_pipeline) -> int:
    """Exit status 0 when scored, 1 when an input cannot be read."""
    options = _parser().parse_args(arguments)
    try:
        _print_scores(options, read)
    except (CorpusError, PredictionError, SetError, OSError) as error:
        print(f"evals: {error}", file=sys.stderr)
        return 1
    return 0


def _print_scores(options: argparse.Namespace, read: Read) -> None:
    root = data_root(options.data_root)
    reports: list[Report] = []
    scores: dict[str, Score] = {}
    left_out: list[str] = []
    if options.what in ("dev", "all"):
        chosen = [name for name in ("authored", "real") if getattr(options, name, False)] or ["authored", "real"]
        reports, left_out = dev_reports(root, chosen, read, getattr(options, "predictions", None))
    if options.what != "dev":
        names = list(SETS) if options.what == "all" else [options.what]
        scores, missing = set_scores(root, names, read, getattr(options, "file", None))
        left_out = [*left_out, *missing]
    if getattr(options, "json", False):
        print(json.dumps({"dev": [report.to_json() for report in reports], "left_out": left_out}))
    else:
        print("\n".join(report.table() for report in reports), end="")
    for name, score in scores.items():
        print(json.dumps({"set": name} | asdict(score)))
    for line in left_out:
        print(line, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.run", description="print the scores")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data-root", help="folder with corpus/ and data/ (setting DATELINE_DATA_ROOT)")
    commands = parser.add_subparsers(dest="what", required=True)
    dev = commands.add_parser("dev", parents=[common], help="the dev part of the labelled documents")
    dev.add_argument("--authored", action="store_true", help="only our own documents")
    dev.add_argument("--real", action="store_true", help="only the real ones under the data root")
    dev.add_argument("--predictions", type=Path, metavar="FILE", help="score these `read --json` lines instead")
    dev.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    for name in SETS:
        one = commands.add_parser(name, parents=[common], help="one line of scores on this evaluation-only set")
        one.add_argument("file", nargs="?", type=Path, help="default: the file under the data root")
    commands.add_parser("all", parents=[common], help="everything that is present")
    return parser


if __name__ == "__main__":
    sys.exit(main())
