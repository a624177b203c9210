"""One filled database for all tests that only read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.store.base_linking import LinkingStore
from dateline.store.opening import open_store
from tests.web.build import client, fill, readings


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of the filled database."""
    target = str(tmp_path_factory.mktemp("web") / "news.db")
    fill(target, readings())
    return target


@pytest.fixture(scope="session")
def store(database: str) -> Iterator[LinkingStore]:
    """It, open for reading."""
    with open_store(database, readonly=True) as opened:
        yield opened


@pytest.fixture(scope="session")
def web(store: LinkingStore) -> TestClient:
    """The application over it."""
    return client(store)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    """The application over a database without documents."""
    with open_store(str(tmp_path / "empty.db"), create=True) as opened:
        yield client(opened)
