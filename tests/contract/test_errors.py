"""Whatever is wrong with a database, every method of the store says so with one of our errors, and none hangs."""

import inspect
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from dateline.errors import (
    StoreCorrupt,
    StoreError,
    StoreForeign,
    StoreFull,
    StoreLocked,
    StoreMissing,
    StoreNewer,
    StoreReadOnly,
    StoreUnreachable,
)
from dateline.link.run import Linker
from dateline.model.linked import LinkKind
from dateline.store.base import TIMEOUT, Decision, Fetch, Filter, Source
from dateline.store.base_linking import LinkingStore, Wanted
from dateline.store.opening import open_store
from dateline.store.postgres import Postgres
from dateline.store.schema import metadata
from tests.contract.samples import START, arrivals, document, exported, reading, take
from tests.contract.server import Server

SHA = document().sha256
READS: dict[str, Callable[[LinkingStore], object]] = {
    "unread": lambda store: store.unread([document()]),
    "stale": lambda store: store.stale("2"),
    "lookup": lambda store: store.lookup("a"),
    "document": lambda store: store.document(SHA),
    "documents": lambda store: list(store.documents()),
    "records": lambda store: store.records(Filter()),
    "history": lambda store: store.history("event-1"),
    "statements": lambda store: store.statements("event-1"),
    "sightings": lambda store: store.sightings(SHA),
    "raw": lambda store: store.raw(SHA),
    "search": lambda store: store.search("troops"),
    "judgements": lambda store: store.judgements(),
    "refusals": lambda store: store.refusals(),
    "changes": lambda store: store.changes(),
    "sources": lambda store: store.sources(),
    "shown": lambda store: list(store.shown([SHA])),
    "current": lambda store: list(store.current([SHA])),
    "latest": lambda store: store.latest(),
    "counts": lambda store: store.counts(),
    "check": lambda store: store.check(deep=True),
    "clusters": lambda store: store.clusters(LinkKind.INCIDENT, Wanted()),
    "grouped": lambda store: store.grouped(LinkKind.STORY, [SHA]),
    "pairs": lambda store: store.pairs(LinkKind.STORY, [SHA]),
    "kept": lambda store: store.kept(["event-1"]),
    "texts": lambda store: store.texts([SHA]),
    "compared": lambda store: store.compared([SHA]),
    "beginning": lambda store: store.beginning("0a"),
    "decided": lambda store: store.decided([SHA]),
    "unlinked": lambda store: store.unlinked("1"),
}
WRITES: dict[str, Callable[[LinkingStore], object]] = {
    "keep": lambda store: store.keep(arrivals(document("New text.")), [reading(document("New text."))], "1"),
    "withdraw": lambda store: store.withdraw(SHA, "withdrawn"),
    "reinstate": lambda store: store.reinstate(SHA, "back"),
    "judge": lambda store: store.judge(Decision.SAME, ["a", "b"], "ann", "same"),
    "put_source": lambda store: store.put_source(Source("a", "rss", "https://a.example")),
    "fetched": lambda store: store.fetched("a", Fetch(START)),
    "linking": lambda store: list(Linker(store).run()),
}
METHODS = READS | WRITES
SHORT = 0.2


def test_every_method_is_tried() -> None:
    public = {name for name, _ in inspect.getmembers(LinkingStore, inspect.isfunction) if not name.startswith("_")}
    assert public - {"close"} == METHODS.keys()


@pytest.fixture
def filled(target: str) -> str:
    """A database with a document in it, closed, and all of it in its file."""
    with open_store(target, create=True) as store:
        take(store, document())
        store.put_source(Source("a", "rss", "https://a.example"))
    return target


@pytest.fixture
def locked(filled: str) -> Iterator[None]:
    """Another program holds whatever can be held."""
    if "://" not in filled:
        with closing(sqlite3.connect(filled, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
        return
    with psycopg.connect(filled) as other:
        names = ", ".join(f'"{name}"' for name in [*metadata.tables, "words"])
        other.execute(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE".encode())
        yield


@pytest.mark.parametrize("name", METHODS)
def test_locked(filled: str, name: str, request: pytest.FixtureRequest) -> None:
    with open_store(filled, timeout=SHORT) as store:
        request.getfixturevalue("locked")
        started = time.monotonic()
        if "://" not in filled and name in READS:
            METHODS[name](store)  # readers of SQLite never wait for the writer
        else:
            with pytest.raises(StoreLocked):
                METHODS[name](store)
        assert time.monotonic() - started < TIMEOUT


def test_the_wait_is_five_seconds_at_most(filled: str, locked: None) -> None:
    with open_store(filled) as store:
        started = time.monotonic()
        with pytest.raises(StoreLocked):
            store.withdraw(SHA, "withdrawn")
        assert TIMEOUT - 0.5 < time.monotonic() - started < TIMEOUT + 1


@pytest.mark.parametrize("name", METHODS)
def test_absent(filled: str, name: str, request: pytest.FixtureRequest) -> None:
    with open_store(filled) as store:
        if "://" in filled:
            server: Server = request.getfixturevalue("server")
            server.remove(filled)
        else:
            Path(filled).unlink()
        with pytest.raises((StoreMissing, StoreUnreachable)):
            METHODS[name](store)


@pytest.mark.parametrize("name", METHODS)
def test_corrupt(tmp_path: Path, name: str) -> None:
    path = tmp_path / "news.db"
    with open_store(str(path), create=True) as store:
        take(store, document())
        store.close()
        data = path.read_bytes()
        path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
        with pytest.raises(StoreCorrupt):
            METHODS[name](store)


def test_corrupt_when_opened(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    open_store(str(path), create=True).close()
    data = path.read_bytes()
    path.write_bytes(data[:200] + b"\xa5" * (len(data) - 200))
    with pytest.raises(StoreCorrupt):
        open_store(str(path))


def test_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with open_store(str(path), create=True) as store:
        take(store, *(document(f"Text number {number}.") for number in range(40)))
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2 // 4096 * 4096])
    try:
        with open_store(str(path)) as store:
            assert store.check() != []
    except StoreCorrupt:
        pass


@pytest.mark.parametrize("name", METHODS)
def test_read_only(filled: str, name: str) -> None:
    with open_store(filled, readonly=True) as store:
        before = exported(store), store.counts()
        if name in READS:
            METHODS[name](store)
        else:
            with pytest.raises(StoreReadOnly):
                METHODS[name](store)
        assert (exported(store), store.counts()) == before


def test_a_full_disk_undoes_the_batch(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with open_store(str(path), create=True) as store:
        take(store, document())
        before = exported(store), store.counts()
        with store.backend.writing.connect() as connection:  # type: ignore[attr-defined]
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StoreFull):
            take(store, *(document(f"{number} " * 500) for number in range(30)))
        assert (exported(store), store.counts()) == before
        assert store.check(deep=True) == []


def test_newer(filled: str) -> None:
    if "://" in filled:
        with psycopg.connect(filled, autocommit=True) as other:
            other.execute("UPDATE dateline_version SET version_num = '9999'")
    else:
        with closing(sqlite3.connect(filled)) as file, file:
            file.execute("UPDATE dateline_version SET version_num = '9999'")
    with pytest.raises(StoreNewer, match="version 9999"):
        open_store(filled)


def test_nothing_is_made_where_it_was_not_asked_for(target: str, tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_store(target)
    assert list(tmp_path.iterdir()) == []


FOREIGN = {"text": b"The army said on Monday.\n" * 99, "empty": b"", "start of one": b"SQLite format 3\0" + b"\0" * 20}


@pytest.mark.parametrize("case", FOREIGN)
def test_other_files_are_not_touched(tmp_path: Path, case: str) -> None:
    path = tmp_path / "other"
    path.write_bytes(FOREIGN[case])
    with pytest.raises(StoreForeign):
        open_store(str(path), create=case != "empty")
    assert path.read_bytes() == FOREIGN[case]
    assert list(tmp_path.iterdir()) == [path]


def test_other_databases_are_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE documents (id)")
    before = path.read_bytes()
    with pytest.raises(StoreForeign):
        open_store(str(path), create=True)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_tables_of_others_in_the_way(server: Server) -> None:
    address = server.fresh()
    with psycopg.connect(address, autocommit=True) as other:
        other.execute("CREATE TABLE documents (id text)")
    with pytest.raises(StoreError, match="already exists"):
        open_store(address, create=True)
    with psycopg.connect(address) as other:
        assert other.execute("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema").fetchone() == (1,)


@pytest.mark.parametrize("name", [".", "none/news.db", "x" * 5000, "/dev/null"])
def test_names_that_no_database_can_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(StoreError):
        open_store(name, create=True)


@pytest.mark.parametrize("address", ["postgresql://tester:secret@/none?host=/nowhere", "postgresql://a:secret@b:c/d"])
def test_no_server_and_no_password_in_the_message(address: str) -> None:
    started = time.monotonic()
    with pytest.raises(StoreUnreachable) as caught:
        open_store(address, create=True)
    assert time.monotonic() - started < TIMEOUT + 1
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("55P03", StoreLocked),
        ("40P01", StoreLocked),
        ("53100", StoreFull),
        ("25006", StoreReadOnly),
        ("42501", StoreReadOnly),
        ("XX001", StoreCorrupt),
        ("08006", StoreUnreachable),
        ("28P01", StoreUnreachable),
        ("57P01", StoreUnreachable),
        ("22000", StoreError),
    ],
)
def test_states_of_postgresql(state: str, kind: type[StoreError]) -> None:
    class Fault(Exception):
        sqlstate = state

    error = Postgres("postgresql://tester@/x", readonly=False).error(OperationalError("x", {}, Fault("said")))
    assert type(error) is kind
    assert "said" in error.reason
