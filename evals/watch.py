"""`python -m evals.watch --minutes 60`: a week of sources with faults, watched by two processes at once.

One is killed five times (SIGKILL) at random moments and started again, the other is left alone; both ask one server,
which throws in other faults for each. At the end the two databases must hold the same: the export byte for byte, and
as many documents, sightings, received bytes and records.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from dateline.export.contract import contract_line
from dateline.store.base import Counts, Store
from dateline.store.opening import open_store
from evals.replay import FastClock, replaying
from evals.watcher import Plan, Watcher
from evals.week import DAYS

KILLS: Final = 5
CALM: Final = 2.0
"""Days after the week in which nothing changes and nothing goes wrong: pauses after failures last up to a day."""

_DAY: Final = 86_400.0
_RATE: Final = 0.15
_HOLDS: Final = ("documents", "sightings", "raws", "records")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of both runs. `equal` is all that counts; `differ` are documents that the exports tell differently."""

    equal: bool
    kills: int
    requests: int
    faults: dict[str, int]
    documents: int
    undisturbed: dict[str, int]
    killed: dict[str, int]
    differ: tuple[str, ...]
    wrong: tuple[str, ...]
    seconds: float


def run(minutes: float, plain: bool, seed: int, folder: Path, hang: float) -> Outcome:
    """Both runs at once; the week and two days of calm take `minutes`. `plain` reads without the model."""
    began = time.time()
    clock = FastClock(began, (DAYS + CALM) * _DAY / (minutes * 60))
    chance = random.Random(seed)  # noqa: S311 (it chooses moments)
    moments = sorted(chance.uniform(0.3, DAYS) for _ in range(KILLS))
    with replaying(clock, seed, _RATE, hang) as server:
        plans = (Plan(folder, name, server.base, clock, plain) for name in ("undisturbed", "killed"))
        calm, troubled = map(Watcher, plans)
        for moment in moments:
            _sleep_until(clock, moment)
            troubled.kill()
        _sleep_until(clock, DAYS + CALM)
        for watcher in (calm, troubled):
            watcher.require_alive()
        codes = [watcher.stop() for watcher in (calm, troubled)]
        requests, faults = server.requests, dict(server.faults)
    with open_store(calm.db) as first, open_store(troubled.db) as second:
        return _compare(first, second, codes, requests, faults, time.time() - began)


def _sleep_until(clock: FastClock, day: float) -> None:
    while clock.day < day:
        time.sleep(0.02)


def _compare(
    first: Store, second: Store, codes: Sequence[int | None], requests: int, faults: dict[str, int], seconds: float
) -> Outcome:
    lines = [{kept.document.sha256: contract_line(kept) for kept in each.documents()} for each in (first, second)]
    wrong = [*first.check(deep=True), *second.check(deep=True)]
    wrong += [f"exit code {code} of a watcher that was asked to stop" for code in codes if code != 0]
    differ = sorted(sha for sha in lines[0].keys() | lines[1].keys() if lines[0].get(sha) != lines[1].get(sha))
    undisturbed, killed = _held(first.counts()), _held(second.counts())
    same = list(lines[0].values()) == list(lines[1].values()) and undisturbed == killed
    return Outcome(
        equal=same and not wrong and bool(lines[0]),
        kills=KILLS,
        requests=requests,
        faults=faults,
        documents=len(lines[0]),
        undisturbed=undisturbed,
        killed=killed,
        differ=tuple(differ),
        wrong=tuple(wrong),
        seconds=round(seconds, 1),
    )


def _held(counts: Counts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in _HOLDS}


def main(arguments: Sequence[str] | None = None) -> int:
    """0 if both databases hold the same."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="read with a stand-in for the model")
    parser.add_argument("--keep", type=Path, help="folder for the databases and logs")
    typed = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as passing:
        folder = typed.keep or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        outcome = run(typed.minutes, typed.plain, typed.seed, folder, hang=min(12.0, typed.minutes))
    print(json.dumps(asdict(outcome), indent=1))
    return 0 if outcome.equal else 1


if __name__ == "__main__":
    sys.exit(main())
