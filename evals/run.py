"""Prints the scores: `python -m evals.run dev|plv|idetect|polnear|places|timex|muc4|case21|names|roles|…|all`.

What is absent is named, it is no error. `all --save` also writes what the pages are made from.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from dateline.model.records import Reading
from evals import actors, case21, event_dates, idetect, muc4, names, places, plv, polnear, references, roles, timex
from evals.corpus import Corpus, CorpusError, authored, data_root, real
from evals.failures import drawn
from evals.gold import GoldDocument
from evals.jsonl import SetError
from evals.predicted import PredictionError, load_readings
from evals.reader import read as read_with_pipeline
from evals.reader import read_with_mentions
from evals.report import Report
from evals.results import RESULTS, Results, manifest, save
from evals.scoring import Read, read_gold, score_set
from evals.tables import report_tables

Score = (
    plv.PlvScore
    | idetect.IdetectScore
    | polnear.PolnearScore
    | places.PlacesScore
    | timex.TimexScore
    | muc4.Muc4Score
    | case21.Case21Score
    | names.NamesScore
    | roles.RolesScore
    | references.ReferencesScore
    | event_dates.EventDatesScore
    | actors.ActorsScore
)


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """A set that is only ever evaluated on: its files or folder under the data root, if any, and its runner."""

    defaults: tuple[Path, ...]
    run: Callable[[Path, Read], Score]
    mentions: bool = False


SETS: Final = {
    "plv": EvaluationSet((plv.DEFAULT,), plv.run),
    "idetect": EvaluationSet((idetect.DEFAULT,), idetect.run),
    "polnear": EvaluationSet((polnear.DEFAULT,), polnear.run),
    "places": EvaluationSet(places.DEFAULTS, places.run),
    "timex": EvaluationSet(timex.DEFAULTS, timex.run),
    "muc4": EvaluationSet(muc4.DEFAULTS, muc4.run),
    "case21": EvaluationSet(case21.DEFAULTS, case21.run),
    "names": EvaluationSet(names.DEFAULTS, names.run, mentions=True),
    "roles": EvaluationSet((roles.DEFAULT,), roles.run),
    "references": EvaluationSet((Path("corpus"),), references.run),
    "event_dates": EvaluationSet((Path("corpus"),), event_dates.run),
    "actors": EvaluationSet((Path("corpus"),), actors.run),
}


@dataclass(frozen=True, slots=True)
class DevPart:
    """The dev part of a corpus as it was read."""

    report: Report
    documents: tuple[GoldDocument, ...]
    readings: Mapping[str, Reading]


def dev_parts(
    root: Path | None, chosen: Sequence[str], read: Read, predictions: Path | None = None
) -> tuple[list[DevPart], list[str]]:
    """The dev parts, and a line for each corpus that was left out."""
    readings = load_readings(predictions) if predictions else None
    parts: list[DevPart] = []
    left_out: list[str] = []
    for corpus in _corpora(root, chosen):
        if corpus.left_out:
            left_out.append(f"dev {corpus.name}: left out, {corpus.left_out}")
            continue
        documents = corpus.dev()
        found = read_gold(documents, read) if readings is None else readings
        parts.append(DevPart(score_set(f"dev {corpus.name}", documents, found), documents, found))
    return parts, left_out


def dev_reports(root: Path | None, chosen: Sequence[str], read: Read) -> tuple[list[Report], list[str]]:
    """Reports of the dev parts, and a line for each corpus that was left out."""
    parts, left_out = dev_parts(root, chosen, read)
    return [part.report for part in parts], left_out


def _corpora(root: Path | None, chosen: Sequence[str]) -> list[Corpus]:
    known: dict[str, Callable[[], Corpus]] = {"authored": authored, "real": lambda: real(root)}
    return [known[name]() for name in chosen]


def set_scores(
    root: Path | None, chosen: Sequence[str], read: Read | None = None, file: Path | None = None
) -> tuple[dict[str, Score], list[str]]:
    """Scores of the evaluation-only sets, and a line for each that was left out.

    A set of several files has a score for each, named after both ("places lgl"). Without `read`, the pipeline reads.
    """
    scores: dict[str, Score] = {}
    left_out: list[str] = []
    for name in chosen:
        one = SETS[name]
        reader = read or (read_with_mentions if one.mentions else read_with_pipeline)
        paths = (file,) if file else tuple(root / path for path in one.defaults) if root else ()
        if not paths:
            reason = "no data root (DATELINE_DATA_ROOT or --data-root)" if one.defaults else "it needs a file"
            left_out.append(f"{name}: left out, {reason}")
        for path in paths:
            if file is None and not path.exists():
                left_out.append(f"{name}: left out, no file {path}")
            else:
                scores[name if len(paths) == 1 else f"{name} {path.name.partition('.')[0]}"] = one.run(path, reader)
    return scores, left_out


def main(arguments: Sequence[str] | None = None, read: Read | None = None, results: Path = RESULTS) -> int:
    """Exit status 0 when scored, 1 when an input cannot be read."""
    options = _parser().parse_args(arguments)
    try:
        _run(options, read, results)
    except (CorpusError, PredictionError, SetError, OSError) as error:
        print(f"evals: {error}", file=sys.stderr)
        return 1
    return 0


def _run(options: argparse.Namespace, read: Read | None, results: Path) -> None:
    root = data_root(options.data_root)
    parts: list[DevPart] = []
    scores: dict[str, Score] = {}
    left_out: list[str] = []
    if options.what in ("dev", "all"):
        chosen = [name for name in ("real", "authored") if getattr(options, name, False)] or ["real", "authored"]
        parts, left_out = dev_parts(root, chosen, read or read_with_pipeline, getattr(options, "predictions", None))
    complete = not left_out
    if options.what != "dev":
        names_of_sets = [name for name in SETS if SETS[name].defaults] if options.what == "all" else [options.what]
        scores, missing = set_scores(root, names_of_sets, read, getattr(options, "file", None))
        left_out = [*left_out, *missing]
    _print(options, [part.report for part in parts], scores, left_out)
    for line in left_out:
        print(line, file=sys.stderr)
    if getattr(options, "save", False):
        if complete:
            _save(results, parts, scores)
        print(f"{results.name}: {'written' if complete else 'not written, the real documents are missing'}")


def _print(
    options: argparse.Namespace, reports: Sequence[Report], scores: Mapping[str, Score], left_out: Sequence[str]
) -> None:
    if getattr(options, "json", False):
        print(json.dumps({"dev": [report.to_json() for report in reports], "left_out": left_out}))
    else:
        print("\n".join(report_tables(report) for report in reports), end="")
    for name, score in scores.items():
        print(json.dumps({"set": name} | asdict(score)))


def _save(path: Path, parts: Sequence[DevPart], scores: Mapping[str, Score]) -> None:
    # The failures come from our own documents: they may be shown to anyone.
    own = [part for part in parts if part.report.name == "dev authored"]
    value = Results(
        weights=str(manifest()["version"]),
        reports=tuple(part.report for part in parts),
        sets={name: asdict(score) for name, score in scores.items()},
        failures=tuple(failure for part in own for failure in drawn(part.documents, part.readings)),
    )
    save(path, value)


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
    for name, one in SETS.items():
        command = commands.add_parser(name, parents=[common], help="one line of scores on this evaluation-only set")
        default = "the file under the data root" if one.defaults else None
        command.add_argument("file", nargs="?" if default else None, type=Path, help=default and f"default: {default}")
    every = commands.add_parser("all", parents=[common], help="everything that is present")
    every.add_argument("--save", action="store_true", help=f"write {RESULTS.name}, which the pages are made from")
    return parser


if __name__ == "__main__":
    sys.exit(main())
