"""Old databases open in new versions; a step that fails leaves the database as it was."""

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from dateline.errors import StoreNotUpgraded, StoreReadOnly
from dateline.store.migrate import SCRIPTS, upgrade
from dateline.store.opening import open_store
from dateline.store.schema import HEAD, metadata
from dateline.store.sql import Backend, SqlStore
from tests.contract.samples import TEXTS, document, exported, take

FILES = Path(__file__).parent / "files"
OURS = {*metadata.tables, "words", "dateline_version"}
STEP = """
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    op.execute("CREATE TABLE further (id text)")
    op.execute("UPDATE documents SET title = 'changed'")
    op.execute({last!r})
"""


@pytest.fixture
def backend(target: str) -> Iterator[Backend]:
    """A database with a document in it."""
    with open_store(target, create=True) as store:
        assert isinstance(store, SqlStore)
        take(store, document(title="T"))
        yield store.backend


def _further(folder: Path, last: str) -> Path:
    """The steps, and one more that ends with this statement."""
    scripts = folder / "migrations"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "m9999_further.py").write_text(STEP.format(last=last, head=HEAD))
    return scripts


def _state(backend: Backend) -> tuple[set[str], str | None, str | None]:
    with backend.reading.begin() as connection:
        tables = {name for name in inspect(connection).get_table_names() if not name.startswith("words_")}
        title = connection.scalar(text("SELECT title FROM documents"))
        return tables, title, connection.scalar(text("SELECT version_num FROM dateline_version"))


def test_the_steps_lead_to_the_schema(backend: Backend) -> None:
    with backend.reading.begin() as connection:
        options = {"version_table": "dateline_version", "include_object": _ours}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    assert differences == []
    assert _state(backend) == (OURS, "T", HEAD)


def _ours(_: object, name: str, kind: str, *__: object) -> bool:
    return not name.startswith(("words", "ix_words"))


def test_a_step_that_fails_changes_nothing(backend: Backend, tmp_path: Path) -> None:
    before = _state(backend)
    scripts = _further(tmp_path, "INSERT INTO nowhere VALUES (1)")
    with pytest.raises(StoreNotUpgraded, match=r"from version \d+ to 9999: .*nowhere"):
        upgrade(backend, create=False, readonly=False, scripts=scripts, head="9999")
    assert _state(backend) == before
    upgrade(backend, create=False, readonly=False)


def test_a_step_that_works_is_made_once(backend: Backend, tmp_path: Path) -> None:
    scripts = _further(tmp_path, "INSERT INTO further VALUES ('1')")
    with pytest.raises(StoreReadOnly, match="and must be brought to 9999"):
        upgrade(backend, create=False, readonly=True, scripts=scripts, head="9999")
    for _ in range(2):
        upgrade(backend, create=False, readonly=False, scripts=scripts, head="9999")
    assert _state(backend) == (OURS | {"further"}, "changed", "9999")


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.glob("*.db.gz")))
def test_files_of_earlier_versions_open(name: str, tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    path.write_bytes(gzip.decompress((FILES / name).read_bytes()))
    with open_store(str(path)) as store:
        assert store.check(deep=True) == []
        assert {each.document.text for each in store.documents()} == set(TEXTS)
        before = exported(store)
        take(store, *(document(text, published="2026-01-05") for text in TEXTS))
        assert exported(store) == before
        assert store.search("idlib") == [document(TEXTS[0]).sha256]
        assert store.judgements()[0].user == "ann"
