"""`dateline watch` in a process of its own that can be killed, by a fast clock."""

import multiprocessing
import multiprocessing.process
import os
import re
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dateline.annotate.runtime import Model
from dateline.cli.collecting import Parts
from dateline.cli.watch import watch_by
from dateline.config import Settings
from dateline.documents.raw import read_raw
from dateline.model.codes import FigureKind, Qualifier
from dateline.model.document import Document, Rejected
from dateline.model.ids import record_id
from dateline.model.raw import Batch, RawItem
from dateline.model.records import Figure, Reading, Span
from dateline.pipeline import Pipeline
from dateline.sources.origin import Origin
from dateline.sources.read import read_items
from evals.replay import FastClock
from evals.week import sources

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["evals.watcher"])


@dataclass(frozen=True, slots=True)
class Plan:
    """One watcher: where its database lies, whom it asks, by which clock, and whether without model and workers."""

    folder: Path
    name: str
    base: str
    clock: FastClock
    plain: bool

    @property
    def db(self) -> str:
        """Its database."""
        return str(self.folder / f"{self.name}.db")

    @property
    def toml(self) -> Path:
        """Its list of sources."""
        return self.folder / f"{self.name}.toml"

    @property
    def log(self) -> Path:
        """What it says."""
        return self.folder / f"{self.name}.log"


class Watcher:
    """Started at once; `kill` starts it again."""

    def __init__(self, plan: Plan) -> None:
        self.db = plan.db
        self._plan = plan
        plan.toml.write_text(sources(plan.base), encoding="utf-8")
        self._process = self._start()

    def _start(self) -> multiprocessing.process.BaseProcess:
        process = _CONTEXT.Process(target=child, args=(self._plan,))
        process.start()
        return process

    def kill(self) -> None:
        """Ends it as the system would, and starts it again."""
        self._process.kill()
        self._process.join()
        self._process = self._start()

    def stop(self) -> int | None:
        """Asks it to stop; its exit code, None if it does not stop within a minute and a half."""
        self._process.terminate()
        self._process.join(90)
        return self._process.exitcode

    def require_alive(self) -> None:
        """A watcher that ended by itself has failed: its last words."""
        if not self._process.is_alive():
            raise SystemExit(f"the watcher ended by itself: {self._plan.log.read_text(encoding='utf-8')[-2000:]}")


def child(plan: Plan) -> None:
    """The process: `dateline watch` as typed, but for its clocks."""
    with open(plan.log, "ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    turns = FastClock(plan.clock.began, plan.clock.factor, fast=True)
    settings = Settings(contact=f"{plan.name}@example.org", allow_networks="127.0.0.1/32")
    parts = Parts(settings, plan.clock, turns)
    if plan.plain:
        parts = Parts(settings, plan.clock, turns, PlainPipeline(settings), PlainReaders())
    sys.exit(watch_by(plan.db, plan.toml, False, parts))


class PlainReaders:
    """Lists and documents read in this process: the start of two workers would take longer than a day of the week."""

    def __init__(self) -> None:
        self.lists = _PlainLists()
        self.items = _PlainItems()


class _PlainLists:
    def read(self, data: bytes, origin: Origin) -> Batch:
        return read_items(data, origin)


class _PlainItems:
    def read(self, item: RawItem) -> Document | Rejected:
        return read_raw(item, None)


class PlainPipeline(Pipeline):
    """A figure for each number in the text, without the model: for a run that is over in a minute."""

    @property
    def extractor(self) -> str:
        """Not to be confused with the model's."""
        return "plain"

    @cached_property
    def model(self) -> Model:
        """There is none."""
        return None  # type: ignore[return-value]

    def read_one(self, document: Document) -> Reading:
        """Numbers in figures."""
        found = (Span.of(document.text, *each.span()) for each in re.finditer(r"(?<!\w)\d{1,9}(?!\w)", document.text))
        return Reading(document, (), (), tuple(_figure(document, span) for span in found), ())


def _figure(document: Document, span: Span) -> Figure:
    name = record_id("figure", document.sha256, span.start, span.end)
    counted = (FigureKind.KILLED, int(span.text), int(span.text), Qualifier.EXACT, "people")
    return Figure(name, span, *counted, None, None, None, None, 1.0)
