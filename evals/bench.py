"""Speed and memory of `read`: `python -m evals.bench`. Reported, never asserted: machines differ.

The pipeline and the bare encoder take turns over the same documents in one process, so that what slows the machine
slows both. Peak memory is that of the command itself, reading all documents in a process of its own (Unix only).
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from dateline.annotate.annotator import annotate
from dateline.annotate.runtime import WEIGHTS, shipped_model
from dateline.config import settings
from dateline.model.document import Document
from dateline.pipeline import Pipeline
from dateline.records.build import build
from evals.corpus import REPOSITORY, authored
from evals.encoder import BareEncoder, Batch, without_overlap
from evals.scoring import document_of

DOCUMENTS: Final = 500
TURN: Final = 100
COLD_RUNS: Final = 5
_LOAD: Final = (
    "from dateline.knowledge.resolver import known_actor, country_cues, Toponym, resolve\n"
    "from dateline.knowledge.who import who\n"
    "who('the president of France', '2020'); known_actor('the army of Syria'); country_cues('Mosul')\n"
    "resolve('Mosul', [Toponym('Mosul', 0, 5)])"
)
_COMMAND: Final = "from dateline.cli.main import run; run()"


@dataclass(frozen=True, slots=True)
class Speed:
    """`ratio` is the pipeline's time over the bare encoder's; `pieces` are those the bare encoder reads."""

    documents: int
    workers: int
    pieces: int
    read_seconds: float
    documents_per_second: float
    encoder_seconds: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Command:
    """A process of its own: seconds from its start to its end, and peak resident memory in MB (10^6 bytes)."""

    seconds: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Cold:
    """Median seconds of a fresh process, and over those of `python -c pass`."""

    bare_python: float
    import_dateline: float
    read_one_file: float
    import_ratio: float
    read_ratio: float


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What knowing costs: seconds and MB of a process that loads every table, over those of `import dateline`, and the
    share of a document's time that goes into coding what was read (actors, places, records)."""

    load_seconds: float
    load_mb: float
    share: float


def bench_documents(count: int) -> list[Document]:
    """Our own corpus over and over, each round under new ids."""
    found = [document_of(gold) for gold in authored().documents]
    return [replace(one, id=f"{one.id}-{number}") for number, one in enumerate(islice(cycle(found), count))]


def measure_speed(documents: Sequence[Document]) -> Speed:
    """Reads and encodes the documents in turns, on the same number of threads; loading is not counted."""
    pipeline = Pipeline(settings())
    workers = settings().workers or os.cpu_count() or 1
    encoder = BareEncoder((settings().model_dir or shipped_model()) / WEIGHTS)
    batches = [without_overlap(pipeline.model.windows(one.title, one.text)[1]) for one in documents]
    list(pipeline.read(documents[:5]))
    _encode(encoder, batches[:5], workers)
    read = encode = 0.0
    for start in range(0, len(documents), TURN):
        turn = slice(start, start + TURN)
        read += _seconds(lambda turn: list(pipeline.read(documents[turn], workers=workers)), turn)
        encode += _seconds(lambda turn: _encode(encoder, batches[turn], workers), turn)
    pieces = sum(len(batch[0]) for document in batches for batch in document)
    return Speed(len(documents), workers, pieces, read, len(documents) / read, encode, read / encode)


def _encode(encoder: BareEncoder, documents: Sequence[Sequence[Batch]], workers: int) -> None:
    with ThreadPoolExecutor(workers) as pool:
        for _ in pool.map(lambda batches: [encoder.run(batch).shape for batch in batches], documents):
            pass


def _seconds(work: Callable[[slice], object], turn: slice) -> float:
    start = time.perf_counter()
    work(turn)
    return time.perf_counter() - start


def measure_command(documents: Sequence[Document]) -> Command:
    """Runs `dateline read FILE --json` over the documents as JSON Lines."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "documents.jsonl"
        fields = ("id", "title", "text", "published", "publisher")
        lines = (json.dumps({name: getattr(one, name) for name in fields}) for one in documents)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return run_measured([sys.executable, "-c", _COMMAND, "read", str(path), "--json"])


def run_measured(command: Sequence[str]) -> Command:
    """Time and peak memory of a command, which must succeed."""
    through = [sys.executable, "-m", "evals.measure", *command]
    result = subprocess.run(through, cwd=REPOSITORY, capture_output=True, check=True)  # noqa: S603
    found = json.loads(result.stdout)
    if found["status"]:
        raise subprocess.CalledProcessError(found["status"], list(command))
    return Command(found["seconds"], found["peak_mb"])


def measure_cold(document: Document) -> Cold:
    """Medians of a few fresh processes each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dispatch.txt"
        path.write_text(document.text, encoding="utf-8")
        bare = _median(["-c", "pass"])
        imported = _median(["-c", "import dateline"])
        read = _median(["-c", _COMMAND, "read", str(path), "--json"])
    return Cold(bare, imported, read, imported / bare, read / bare)


def _median(arguments: Sequence[str]) -> float:
    return statistics.median(run_measured([sys.executable, *arguments]).seconds for _ in range(COLD_RUNS))


def measure_knowledge(documents: Sequence[Document]) -> Knowledge:
    """The share is of processor time, on one thread."""
    loaded = [run_measured([sys.executable, "-c", _LOAD]) for _ in range(COLD_RUNS)]
    bare = [run_measured([sys.executable, "-c", "import dateline"]) for _ in range(COLD_RUNS)]
    model = Pipeline(settings()).model
    read = code = 0.0
    for document in documents[:TURN]:
        begun = time.process_time()
        annotations = annotate(model, document)
        between = time.process_time()
        build(document, annotations)
        read, code = read + between - begun, code + time.process_time() - between
    return Knowledge(
        statistics.median(run.seconds for run in loaded) - statistics.median(run.seconds for run in bare),
        statistics.median(run.peak_mb for run in loaded) - statistics.median(run.peak_mb for run in bare),
        code / (read + code),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures as lines, or as one JSON object."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description="speed and memory of read")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help=f"how many to read (default {DOCUMENTS})")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    documents = bench_documents(options.documents)
    cold = measure_cold(documents[0])
    command = measure_command(documents)
    speed = measure_speed(documents)
    knowledge = measure_knowledge(documents)
    if options.json:
        found = {"speed": asdict(speed), "command": asdict(command), "cold": asdict(cold)}
        print(json.dumps(found | {"knowledge": asdict(knowledge)}))
        return 0
    print(f"read             {speed.documents_per_second:.1f} documents/s on {speed.workers} threads")
    print(f"to bare encoder  {speed.ratio:.2f} ({speed.read_seconds:.1f} s to {speed.encoder_seconds:.1f} s)")
    print(f"command          {command.seconds:.1f} s for {speed.documents} documents, peak {command.peak_mb:.0f} MB")
    print(f"read cold        {cold.read_one_file:.2f} s, {cold.read_ratio:.1f} times python -c pass")
    print(
        f"knowledge        {knowledge.load_seconds:.2f} s and {knowledge.load_mb:.0f} MB to load, "
        f"{knowledge.share:.0%} of the time to code what was read"
    )
    print(f"import dateline  {cold.import_dateline * 1000:.0f} ms, {cold.import_ratio:.1f} times python -c pass")
    return 0


if __name__ == "__main__":
    sys.exit(main())
