"""Alembic runs this file; it takes the connection, and the transaction in it, from `migrate.upgrade`."""

from alembic import context

from dateline.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="dateline_version",
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
