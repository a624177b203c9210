"""Brings a database to the tables of `schema.py`, in one transaction: all steps or none."""

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, column, inspect, select, table
from sqlalchemy.exc import DBAPIError

from dateline.errors import StoreMissing, StoreNewer, StoreNotUpgraded, StoreReadOnly
from dateline.store.schema import HEAD
from dateline.store.sql import Backend, named

VERSIONS: Final = "dateline_version"
"""The table that names the last migration; a name of our own, since others use alembic too."""

SCRIPTS: Final = Path(__file__).parent / "migrations"


def upgrade(backend: Backend, create: bool, readonly: bool, scripts: Path = SCRIPTS, head: str = HEAD) -> None:
    """Makes or mends the tables. Raises StoreMissing if there are none and `create` is not set, StoreNewer if they
    are of a later version, StoreNotUpgraded if a step fails: then the database is as it was.
    """
    with named(backend), backend.reading.begin() as connection:
        found = _version(connection)
    if found == head:
        return
    if found is None and not create:
        raise StoreMissing(backend.subject, "there are no tables of dateline in it", "dateline add IN --db FILE")
    if readonly:
        reason = f"its tables are of version {found} and must be brought to {head}, but it is opened for reading"
        raise StoreReadOnly(backend.subject, reason)
    with named(backend), backend.writing.begin() as connection:
        _steps(backend, connection, scripts, head)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSIONS):
        return None
    versions = table(VERSIONS, column("version_num"))
    return connection.scalar(select(versions.c.version_num))


def _steps(backend: Backend, connection: Connection, scripts: Path, head: str) -> None:
    backend.alone(connection)
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    # Read again: another process may have done the work while this one waited for its turn.
    found = _version(connection)
    if found is not None and found not in _revisions(config):
        reason = f"its tables are of version {found}, and this program knows those up to {head}"
        raise StoreNewer(backend.subject, reason)
    try:
        command.upgrade(config, head)
    except (DBAPIError, CommandError) as error:
        if isinstance(error, DBAPIError) and not _is_fault(backend, error):
            raise
        cause = error.orig if isinstance(error, DBAPIError) else error
        raise StoreNotUpgraded(backend.subject, f"from version {found or 'none'} to {head}: {cause}") from error


def _revisions(config: Config) -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}


def _is_fault(backend: Backend, error: DBAPIError) -> bool:
    """Whether the step itself is wrong; a lock or a full disk has a name of its own."""
    return backend.error(error).code == "E070"
