"""A program that is killed at any moment loses nothing that it acknowledged, and leaves nothing half done.

KILLS=500 kills more often than the 20 times for each database that every run does.
"""

import multiprocessing
import os
import random
import time
from multiprocessing.connection import Connection
from pathlib import Path

from dateline.model.document import Document
from dateline.store.base import Store
from dateline.store.opening import open_store
from tests.contract.samples import exported, take
from tests.contract.server import Server
from tests.crash.writer import numbered, write

KILLS = int(os.environ.get("KILLS", "20"))
MOST = 7
"""Documents in a batch."""

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.crash.writer"])


def _killed(target: str, first: int, chance: random.Random) -> int:
    """Runs the child, kills it, and gives back how far its acknowledgements came."""
    ours, theirs = CONTEXT.Pipe(duplex=False)
    child = CONTEXT.Process(target=write, args=(target, first, chance.randint(1, MOST), theirs))
    child.start()
    theirs.close()
    # Sometimes before the first word: a kill while the tables are made, too.
    early = chance.random() < 0.2
    if not early:
        assert ours.poll(30)
    time.sleep(chance.uniform(0, 0.2))
    child.kill()
    child.join(30)
    acknowledged = _last(ours, first)
    ours.close()
    return acknowledged


def _last(said: Connection, first: int) -> int:
    try:
        while True:
            first = said.recv()
    except EOFError:
        return first


def _assert_whole(store: Store, acknowledged: int) -> None:
    """All documents up to here are there, whole; of what was under way, a batch is there or not."""
    assert store.check(deep=True) == []
    kept = {each.document.sha256: each for each in store.documents()}
    expected = {numbered(number).sha256 for number in range(acknowledged)}
    assert expected <= kept.keys()
    assert len(kept.keys() - expected) <= MOST


def test_kills(target: str, tmp_path: Path) -> None:
    chance = random.Random(20)  # noqa: S311 (it chooses moments)
    acknowledged = 0
    started = time.monotonic()
    for _ in range(KILLS):
        acknowledged = _killed(target, acknowledged, chance)
        opened = time.monotonic()
        with open_store(target, create=True) as store:
            _assert_whole(store, acknowledged)
        assert time.monotonic() - opened < 30
    assert acknowledged > KILLS
    print(f"{KILLS} kills, {acknowledged} acknowledged, {time.monotonic() - started:.1f} s")
    documents = [numbered(number) for number in range(acknowledged + MOST)]
    _assert_like_undisturbed(target, documents, tmp_path / "undisturbed.db")


def _assert_like_undisturbed(target: str, documents: list[Document], beside: Path) -> None:
    """The run is finished, and its export is byte for byte that of a run that nothing stopped."""
    with open_store(target) as store, open_store(str(beside), create=True) as undisturbed:
        take(store, *documents)
        counts = store.counts()
        take(store, *documents)
        assert store.counts() == counts
        take(undisturbed, *reversed(documents))
        assert exported(store) == exported(undisturbed)
        assert counts.documents == undisturbed.counts().documents


def test_a_server_that_breaks_off_loses_nothing(server: Server) -> None:
    """PostgreSQL itself is stopped as a crash would, in the middle of the writing, and recovers at its next start."""
    target = server.fresh()
    ours, theirs = CONTEXT.Pipe(duplex=False)
    child = CONTEXT.Process(target=write, args=(target, 0, 3, theirs))
    child.start()
    theirs.close()
    assert ours.poll(30)
    time.sleep(0.2)
    server.crash()
    child.join(30)
    assert child.exitcode == 9
    acknowledged = _last(ours, 0)
    ours.close()
    with open_store(target) as store:
        _assert_whole(store, acknowledged)
