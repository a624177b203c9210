"""Whatever is asked of the API, it answers as its description says, and never with a fault (schemathesis).

The number of cases an operation is small in `make test`; `DATELINE_SCHEMA_CASES=100` asks for more.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from dateline.store.opening import open_store
from dateline.web.app import create_app
from dateline.web.door import Door
from tests.contract.server import Server, programs, running
from tests.web.build import fill, readings

CASES: Final = int(os.environ.get("DATELINE_SCHEMA_CASES", "3"))
QUIET: Final = settings(max_examples=CASES, deadline=None, suppress_health_check=list(HealthCheck))
DOOR: Final = Door(frozenset({"testserver", "localhost"}))
# A day that fits the pattern may not be in the calendar, and a cursor may not have been given out.
LEFT_OUT: Final = [positive_data_acceptance]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A PostgreSQL server."""
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL 15 or newer is not installed (apt-get install postgresql)")
    with running(folder) as started:
        yield started


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def described(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The description of the API over each database."""
    if request.param == "sqlite":
        target = str(tmp_path_factory.mktemp("schema") / "news.db")
    else:
        started: Server = request.getfixturevalue("server")
        target = started.fresh()
    fill(target, readings(4))
    with open_store(target, readonly=True) as store:
        yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(store, DOOR))


def test_the_api_keeps_its_description(described: Any) -> None:
    tried: dict[str, int] = {}
    for operation in (result.ok() for result in described.get_all_operations()):
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):

            @QUIET
            @given(case=operation.as_strategy(generation_mode=mode))
            def answered(case: schemathesis.Case) -> None:
                tried[case.path] = tried.get(case.path, 0) + 1
                case.call_and_validate(excluded_checks=LEFT_OUT)

            with suppress(Unsatisfiable):  # without parameters nothing can be wrong
                answered()
    assert len(tried) >= 20
    assert all(number >= min(CASES, 1) for number in tried.values())
