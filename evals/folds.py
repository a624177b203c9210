"""Cross-validation over all real documents: `python -m evals.folds FILE… --data-root FOLDER [--save]`.

Each file holds the readings (`dateline read --json`) of one fold by a model that was not trained on it. That no model
read its own training documents is for whoever made the files to see to; here it is checked that the files together
hold each document once.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from dateline.model.records import Reading
from evals.corpus import CorpusError, data_root, real
from evals.gold import GoldDocument
from evals.predicted import PredictionError, load_readings
from evals.readme import fold_table
from evals.results import FOLDS, Folds, save
from evals.scoring import score_set
from evals.tables import report_tables


def joined(files: Mapping[str, Mapping[str, Reading]], known: Sequence[str]) -> dict[str, Reading]:
    """The readings of all files; PredictionError if a document is in two of them or is none of the known ones."""
    owner: dict[str, str] = {}
    readings: dict[str, Reading] = {}
    for name, found in files.items():
        unknown = sorted(set(found) - set(known))
        if unknown:
            raise PredictionError(f"{name}: not among the real documents: {', '.join(unknown[:5])}")
        twice = sorted(set(found) & set(owner))
        if twice:
            raise PredictionError(f"{name}: {twice[0]} is in {owner[twice[0]]} too")
        owner.update(dict.fromkeys(found, name))
        readings.update(found)
    return readings


def cross_validation(documents: Sequence[GoldDocument], files: Mapping[str, Mapping[str, Reading]]) -> Folds:
    """The report over all documents (one without a reading is scored as empty), and one for each file."""
    readings = joined(files, [gold.doc.id for gold in documents])
    report = score_set(f"{len(files)} folds real", documents, readings)
    folds = [
        score_set(str(number), [gold for gold in documents if gold.doc.id in found], found)
        for number, found in enumerate(files.values(), 1)
    ]
    return Folds(report, tuple(folds))


def main(arguments: Sequence[str] | None = None, path: Path = FOLDS) -> int:
    """Exit status 0 when scored, 1 when an input cannot be read or the real documents are missing."""
    parser = argparse.ArgumentParser(prog="python -m evals.folds", description="scores of a cross-validation")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="out-of-fold readings, a file a fold")
    parser.add_argument("--data-root", help="folder with corpus/ (setting DATELINE_DATA_ROOT)")
    parser.add_argument("--save", action="store_true", help=f"write {FOLDS.name}, which docs/benchmarks.md takes up")
    options = parser.parse_args(arguments)
    try:
        corpus = real(data_root(options.data_root))
        if corpus.left_out:
            raise CorpusError(corpus.left_out)
        if len(set(options.files)) < len(options.files):
            raise PredictionError("a file is named twice")
        files = {str(file): load_readings(file) for file in options.files}
        found = cross_validation(corpus.documents, files)
    except (CorpusError, PredictionError, OSError) as error:
        print(f"evals: {error}", file=sys.stderr)
        return 1
    print(f"{report_tables(found.report)}\n{fold_table(found)}", end="")
    if options.save:
        save(path, found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
