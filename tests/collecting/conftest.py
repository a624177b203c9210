"""A collector over a web that is a dictionary and a clock that moves when told; the store is a real one."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from dateline.collecting.collector import Collector, Visited, Web
from dateline.collecting.remembered import list_sources
from dateline.collecting.visits import Stop, StoppingClock
from dateline.documents.raw import read_raw
from dateline.model.document import Document, Rejected
from dateline.model.raw import Batch, RawItem
from dateline.net.client import Client
from dateline.net.pace import Pace
from dateline.pipeline import Pipeline
from dateline.sources.origin import Origin
from dateline.sources.read import read_items
from dateline.sources.registry import Source
from dateline.store.base import Store
from dateline.store.opening import open_store
from tests.contract.samples import SamplePipeline
from tests.net.fakes import CONTACT, FakeClock, Site


class InHere:
    """Lists and documents read in this process."""

    def __init__(self) -> None:
        self.lists = _Lists()
        self.items = _Items()


class _Lists:
    def read(self, data: bytes, origin: Origin) -> Batch:
        return read_items(data, origin)


class _Items:
    def read(self, item: RawItem) -> Document | Rejected:
        return read_raw(item, None)


@dataclass
class Desk:
    """The analyst's: a database, its sources, and the web as it is now."""

    db: Path
    clock: FakeClock = field(default_factory=FakeClock)
    site: Site = field(init=False)
    stop: Stop = field(default_factory=Stop)
    pipeline: Pipeline = field(default_factory=SamplePipeline)

    def __post_init__(self) -> None:
        self.site = Site(self.clock, {})

    def open(self) -> Store:
        """The store, by the desk's clock."""
        return open_store(str(self.db), create=True, clock=lambda: datetime.fromtimestamp(self.clock.now(), UTC))

    def run(self, store: Store) -> Collector:
        """As after a start: nothing is remembered but what the store holds."""
        clock = StoppingClock(self.clock, self.stop)
        pace = Pace(clock)
        client = Client(httpx2.MockTransport(self.site), clock, pace, CONTACT)
        return Collector(store, self.pipeline, InHere(), Web(lambda: client, pace), clock, self.stop)

    def once(self, *sources: Source, due_only: bool = False) -> list[Visited]:
        """Opens, lists the sources if any are given, and visits them."""
        with self.open() as store:
            if sources:
                list_sources(store, sources)
            return list(self.run(store).once(due_only))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty one."""
    return Desk(tmp_path / "news.db")
