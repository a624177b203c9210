"""Rounds over the sources: what is due is visited, what is found is read and kept, and only then remembered as seen.

A kill at any moment loses nothing. An item is marked as seen in the transaction that keeps it; the server's
validators, which would make it say "nothing new", are stored after all that the visit found. Whatever was not stored is
found again.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from dateline.collecting.arrivals import ItemReader, arrival_of, now
from dateline.collecting.remembered import Known, VisitMemory, known_sources, newest, restore
from dateline.collecting.visits import AT_ONCE, Ended, Stop, Visits
from dateline.errors import StoreLocked
from dateline.errors_collecting import NetError, NotYet
from dateline.model.document import Rejected
from dateline.net.client import Fetched, Unchanged, Validators
from dateline.net.clock import Clock
from dateline.net.pace import Pace
from dateline.pipeline import BATCH, Pipeline
from dateline.sources import health
from dateline.sources.collect import Fetcher, ListReader, Visit, released
from dateline.sources.registry import Kind
from dateline.store.base import Arrival, Fetch, Kept, Store

_LOCAL: Final = frozenset({Kind.FOLDER, Kind.ARCHIVE})
_PAUSE: Final = 60.0
_ATTEMPTS: Final = 12  # each waits five seconds


class Tools(Protocol):
    """The readers of a run, see `arrivals.Readers`."""

    @property
    def lists(self) -> ListReader:
        """For feeds, sitemaps and wires."""
        ...

    @property
    def items(self) -> ItemReader:
        """For pages, files and texts."""
        ...


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit that is over and remembered. `early` says that its host was to be left in peace, and was."""

    known: Known
    listed: int
    new: int
    rejected: int
    failed: Rejected | None
    put_off: int
    early: bool = False


@dataclass(frozen=True, slots=True)
class Web:
    """How sources on the net are reached. `client` is asked for at the first of them: folders need no contact."""

    client: Callable[[], Fetcher]
    pace: Pace


class _Nobody:
    """For sources on this machine."""

    def fetch(self, url: str, known: Validators | None = None, accept: str = "") -> Fetched | Unchanged:
        raise NetError(url, "pages behind the items of a saved list are not fetched")


class Collector:
    """Visits the listed sources of a store. Iterate `once` or `on_and_on`; `kept` adds up what was stored."""

    def __init__(self, store: Store, pipeline: Pipeline, tools: Tools, web: Web, clock: Clock, stop: Stop) -> None:
        self.kept = Kept()
        self._store = store
        self._pipeline = pipeline
        self._tools = tools
        self._web = web
        self._clock = clock
        self._stop = stop
        self._known = {name: known for name, known in known_sources(store).items() if known.listed}
        restore(web.pace, self._known.values())
        self._newest = newest(self._known.values())
        self._paused: dict[str, float] = {}

    def waits(self) -> dict[str, float]:
        """Seconds until each source is due; none or negative where it is."""
        at = self._clock.now()
        return {
            name: max(health.due(known.memory.health, known.source, at), min(self._paused.get(name, at) - at, _PAUSE))
            for name, known in self._known.items()
        }

    def once(self, due_only: bool = True) -> Iterator[Visited]:
        """One visit to each source, or to each that is due."""
        waits = self.waits()
        names = [name for name in self._known if not due_only or waits[name] <= 0]
        with Visits(self._read, self._stop, AT_ONCE) as visits:
            for name in names:
                visits.begin(self._visit(self._known[name]))
            while not self._stop.asked:
                yield from self._store_all(visits.take(BATCH) if visits.names else ())
                if not visits.names:
                    return

    def on_and_on(self) -> Iterator[Visited]:
        """Visits each source whenever it is due, until it is asked to stop."""
        with Visits(self._read, self._stop, AT_ONCE) as visits:
            while not self._stop.asked:
                for name, wait in self.waits().items():
                    if wait <= 0 and name not in visits.names:
                        visits.begin(self._visit(self._known[name]))
                yield from self._store_all(visits.take(BATCH))

    def _visit(self, known: Known) -> Visit:
        memory = VisitMemory(self._store, known.memory)
        client = _Nobody() if known.source.kind in _LOCAL else self._web.client()
        return Visit(known.source, client, self._tools.lists, memory, now(self._clock), self._newest)

    def _read(self, visit: Visit) -> Iterator[Arrival]:
        for found in visit:
            yield arrival_of(found, visit.source.place, self._tools.items, now(self._clock))

    def _store_all(self, taken: Sequence[Arrival | Ended]) -> Iterator[Visited]:
        """Keeps first and remembers then; see the head of this file."""
        arrivals = [each for each in taken if isinstance(each, Arrival)]
        self._keep([*self._released(), *arrivals])
        for each in taken:
            if isinstance(each, Ended):
                yield self._remember(each.visit)

    def _keep(self, arrivals: Sequence[Arrival]) -> None:
        """Another program may hold the database for a while: that is waited for, since keeping twice adds nothing."""
        for attempt in range(_ATTEMPTS):
            try:
                for kept in self._pipeline.keep(self._store, arrivals):
                    self.kept += kept
            except StoreLocked:
                if attempt == _ATTEMPTS - 1:
                    raise
            else:
                return

    def _released(self) -> Iterator[Arrival]:
        """Items whose embargo has ended, as if they came now."""
        at = now(self._clock)
        for entry in self._store.due(at):
            yield arrival_of(released(entry), entry.source, self._tools.items, at)

    def _remember(self, visit: Visit) -> Visited:
        known, at = self._known[visit.source.name], self._clock.now()
        if visit.failed is not None and visit.failed.code == NotYet.code:
            # Nobody was asked, so it is no failure of the source: it is tried again after a while.
            self._paused[known.source.name] = at + _PAUSE
            return Visited(known, visit.listed, visit.new, visit.rejected, visit.failed, len(visit.put_off), early=True)
        failure = f"{visit.failed.code} {visit.failed.reason}" if visit.failed is not None else None
        after = health.after(known.memory.health, at, visit.listed, visit.new, visit.unchanged, failure)
        memory = known.memory.with_validators(visit.validators)
        why = f"{visit.put_off[0].code} {visit.put_off[0].reason}" if visit.put_off else None
        hosts = self._web.pace.states()
        memory = replace(memory, health=after, moved=visit.moved or memory.moved, hosts=hosts, saved=at)
        memory = replace(memory, put_off=len(visit.put_off), why=why)
        known = self._known[visit.source.name] = replace(known, memory=memory)
        self._newest = max(self._newest or now(self._clock), now(self._clock))
        self._store.put_source(known.row())
        self._store.fetched(known.source.name, Fetch(now(self._clock), visit.listed, visit.new, failure))
        return Visited(known, visit.listed, visit.new, visit.rejected, visit.failed, len(visit.put_off))
