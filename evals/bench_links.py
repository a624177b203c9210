"""Speed of linking: `python -m evals.bench_links [--documents 1000 5000]`. Reported, never asserted: machines differ.

Our own dispatches are read once; further documents are variations of these readings, in which all telling words are
replaced by others of the same length and all days are moved, so that offsets hold and copies are no reprints of each
other. Reading is therefore measured on the dispatches and taken times the number of documents. Times are CPU seconds of
this process, of all its threads: what else the machine does changes them little.
"""

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Final

import msgspec

from dateline.config import settings
from dateline.link.run import Linker
from dateline.link.words import stem, weight
from dateline.model.document import Document
from dateline.model.ids import content_hash
from dateline.model.records import Reading
from dateline.pipeline import BATCH, Pipeline
from dateline.store.base import Arrival
from dateline.store.opening import open_store
from evals.corpus import authored
from evals.scoring import document_of

_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)
_TELLING: Final = 2.0  # weight from which a word is replaced
_DAYS: Final = 23  # between two variations of one dispatch
_STEP: Final = 0x9E3779B97F4A7C15  # odd, so that no two rounds give one id
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Split:
    """CPU seconds for so many documents; `late` is the median of linking one document of the last tenth, in ms."""

    documents: int
    read: float
    store: float
    link: float
    late: float
    peak_mb: float


def varied(reading: Reading, round_: int) -> Reading:
    """The reading with other words and other days; the same reading for round 0."""
    if not round_:
        return reading
    swapped = msgspec.json.decode(reading.to_json(), type=dict[str, Any])
    swapped.pop("schema")
    made = msgspec.convert(_swapped(swapped, round_, timedelta(days=_DAYS * round_)), Reading)
    digest = content_hash(made.document.text)
    document = replace(made.document, id=f"{reading.document.id}-{round_}", sha256=digest)
    return _renamed(replace(made, document=document), round_)


def _swapped(value: Any, round_: int, by: timedelta) -> Any:
    if isinstance(value, dict):
        return {name: _field(name, inner, round_, by) for name, inner in value.items()}
    return [_swapped(inner, round_, by) for inner in value] if isinstance(value, list) else value


def _field(name: str, value: Any, round_: int, by: timedelta) -> Any:
    if isinstance(value, str):
        if name in ("text", "title", "name", "admin1", "publisher", "agency"):
            return "".join(_word(each, round_) for each in _pieces(value))
        if name in ("published", "start", "end"):
            return _moved(value, by)
        return f"{value}:{round_}" if name == "id" else value
    return _swapped(value, round_, by)


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or text[at].isalpha() != text[at - 1].isalpha():
            yield text[start:at]
            start = at


def _word(word: str, round_: int) -> str:
    """A telling word with its letters moved along the alphabet; a common one as it is."""
    if not word.isascii() or not word.isalpha() or weight(stem(word)) < _TELLING:
        return word
    turned = "".join(_LETTERS[(_LETTERS.index(c) + round_) % 26] for c in word.lower())
    made = turned.capitalize() if word[0].isupper() else turned
    tail = _LETTERS[round_ // 26 % 26]
    return made if len(made) < 5 or round_ < 26 else made[:-1] + tail


def _moved(iso: str, by: timedelta) -> str:
    if len(iso) < 10:
        return iso
    try:
        return (date.fromisoformat(iso[:10]) + by).isoformat() + iso[10:]
    except (ValueError, OverflowError):
        return iso


def _renamed(reading: Reading, round_: int) -> Reading:
    """Records get ids of their own: the digits of the old ones, moved by the round."""

    def own(record: Any) -> Any:
        kind, _, digits = record.id.partition(":")[0].partition("-")
        return replace(record, id=f"{kind}-{(int(digits, 16) + round_ * _STEP) % 2**64:016x}")

    return replace(
        reading,
        events=tuple(map(own, reading.events)),
        quotations=tuple(map(own, reading.quotations)),
        figures=tuple(map(own, reading.figures)),
        agreements=tuple(map(own, reading.agreements)),
    )


def readings() -> tuple[list[Reading], float]:
    """Our dispatches read, and the seconds a document."""
    pipeline = Pipeline(settings())
    documents: list[Document] = [document_of(gold) for gold in authored().documents]
    list(pipeline.read(documents[:5]))
    started = time.process_time()
    found = [each for each in pipeline.read(documents) if isinstance(each, Reading)]
    return found, (time.process_time() - started) / len(documents)


def variations(base: Sequence[Reading], count: int) -> Iterator[Reading]:
    """The first `count` documents: all dispatches, then all of them varied, and so on."""
    endless = (varied(reading, round_) for round_ in range(1 + count // len(base)) for reading in base)
    return islice(endless, count)


def measure(base: Sequence[Reading], seconds: float, count: int, folder: Path) -> Split:
    """Keeps and links `count` documents, batch by batch, as `dateline add` does."""
    kept = linked = 0.0
    each: list[float] = []
    made = variations(base, count)
    with open_store(str(folder / f"{count}.db"), create=True) as store:
        linker = Linker(store)
        while batch := list(islice(made, BATCH)):
            started = time.process_time()
            store.keep([Arrival(one.document, "bench", _AT, one.document.text.encode()) for one in batch], batch, "1")
            between = time.process_time()
            for _ in linker.run():
                pass
            ended = time.process_time()
            kept, linked = kept + between - started, linked + ended - between
            each.append((ended - between) / len(batch) * 1000)
    late = statistics.median(each[-max(1, len(each) // 10) :])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return Split(count, seconds * count, kept, linked, late, peak)


def _line(split: Split, first: Split) -> str:
    ratio = (split.store + split.link) / split.read
    return (
        f"{split.documents:>6,} documents: read {split.read:.1f}, store {split.store:.1f}, link {split.link:.1f} s; "
        f"(store + link) / read {ratio:.2f}; linking in the last tenth {split.late:.1f} ms a document, "
        f"{split.late / first.late:.2f} times that of {first.documents:,}; peak {split.peak_mb:.0f} MB\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 5000])
    chosen = parser.parse_args(arguments)
    base, seconds = readings()
    first: Split | None = None
    for count in chosen.documents:
        with tempfile.TemporaryDirectory() as folder:
            split = measure(base, seconds, count, Path(folder))
        first = first or split
        sys.stdout.write(_line(split, first))
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
