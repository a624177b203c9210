"""Every test that asks for `store` or `target` runs once over each database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.store.base import Store
from dateline.store.opening import open_store
from tests.contract.samples import Ticking
from tests.contract.server import Server, programs, running

DATABASES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server for all tests of the run."""
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL 15 or newer is not installed (apt-get install postgresql)")
    with running(folder) as started:
        yield started


@pytest.fixture(params=DATABASES)
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """What `--db` names: nothing is there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "news.db")
    server: Server = request.getfixturevalue("server")
    return server.fresh()


@pytest.fixture
def clock() -> Ticking:
    """The clock of `store`."""
    return Ticking()


@pytest.fixture
def store(target: str, clock: Ticking) -> Iterator[Store]:
    """An empty store."""
    with open_store(target, create=True, clock=clock) as opened:
        yield opened
