"""The first tables, as they were in version 0.1. Later changes are steps of their own; this file stays as it is."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes all tables, the index of words and the one row of the counter."""
    _changes()
    _counter()
    _documents()
    _judgements()
    _raws()
    _sources()
    _fetches()
    _judged()
    _readings()
    _refusals()
    _sightings()
    _records()
    _words()
    counter = sa.table("counter", sa.column("name"), sa.column("seq"), sa.column("at"))
    op.bulk_insert(counter, [{"name": "seq", "seq": 0, "at": ""}])


def _changes() -> None:
    op.create_table(
        "changes",
        sa.Column("seq", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", _WORDS, nullable=False),
        sa.Column("action", _WORDS, nullable=False),
        sa.Column("kind", _WORDS, nullable=False),
        sa.Column("subject", _WORDS, nullable=False),
        sa.Column("document", _WORDS, nullable=True),
        sa.Column("reason", _WORDS, nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_changes"),
    )
    op.create_index("ix_changes_at", "changes", ["at"], unique=False)


def _counter() -> None:
    op.create_table(
        "counter",
        sa.Column("name", _WORDS, nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("at", _WORDS, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counter"),
    )


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("sha256", _WORDS, nullable=False),
        sa.Column("id", _WORDS, nullable=False),
        sa.Column("title", _WORDS, nullable=True),
        sa.Column("text", _WORDS, nullable=False),
        sa.Column("published", _WORDS, nullable=True),
        sa.Column("publisher", _WORDS, nullable=True),
        sa.Column("agency", _WORDS, nullable=True),
        sa.Column("language", _WORDS, nullable=False),
        sa.Column("url", _WORDS, nullable=True),
        sa.Column("state", _WORDS, nullable=False),
        sa.Column("reason", _WORDS, nullable=True),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("updated", _WORDS, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_documents"),
        sa.UniqueConstraint("sha256", name="uq_documents_sha256"),
    )


def _judgements() -> None:
    op.create_table(
        "judgements",
        sa.Column("seq", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("decision", _WORDS, nullable=False),
        sa.Column("user", _WORDS, nullable=False),
        sa.Column("reason", _WORDS, nullable=False),
        sa.Column("value", _WORDS, nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("at", _WORDS, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_judgements"),
    )


def _raws() -> None:
    op.create_table(
        "raws",
        sa.Column("sha256", _WORDS, nullable=False),
        sa.Column("size", _NUMBER, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_raws"),
    )


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("name", _WORDS, nullable=False),
        sa.Column("kind", _WORDS, nullable=False),
        sa.Column("url", _WORDS, nullable=False),
        sa.Column("settings", _WORDS, nullable=False),
        sa.Column("memory", _WORDS, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sources"),
    )


def _fetches() -> None:
    op.create_table(
        "fetches",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("source", _WORDS, nullable=False),
        sa.Column("at", _WORDS, nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("error", _WORDS, nullable=True),
        sa.ForeignKeyConstraint(["source"], ["sources.name"], name="fk_fetches_source"),
        sa.PrimaryKeyConstraint("number", name="pk_fetches"),
    )
    op.create_index("ix_fetches_source", "fetches", ["source"], unique=False)


def _judged() -> None:
    op.create_table(
        "judged",
        sa.Column("subject", _WORDS, nullable=False),
        sa.Column("judgement", _NUMBER, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["judgement"], ["judgements.seq"], name="fk_judged_judgement"),
        sa.PrimaryKeyConstraint("subject", "judgement", name="pk_judged"),
    )


def _readings() -> None:
    op.create_table(
        "readings",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("document", _NUMBER, nullable=False),
        sa.Column("extractor", _WORDS, nullable=False),
        sa.Column("basis", _WORDS, nullable=False),
        sa.Column("state", _WORDS, nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("updated", _WORDS, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name="fk_readings_document"),
        sa.PrimaryKeyConstraint("number", name="pk_readings"),
        sa.UniqueConstraint("document", "extractor", "basis", name="uq_readings_document_extractor_basis"),
    )


def _refusals() -> None:
    op.create_table(
        "refusals",
        sa.Column("key", _WORDS, nullable=False),
        sa.Column("subject", _WORDS, nullable=False),
        sa.Column("stage", _WORDS, nullable=False),
        sa.Column("code", _WORDS, nullable=False),
        sa.Column("reason", _WORDS, nullable=False),
        sa.Column("hint", _WORDS, nullable=True),
        sa.Column("origin", _WORDS, nullable=False),
        sa.Column("at", _WORDS, nullable=False),
        sa.Column("raw", _WORDS, nullable=True),
        sa.ForeignKeyConstraint(["raw"], ["raws.sha256"], name="fk_refusals_raw"),
        sa.PrimaryKeyConstraint("key", name="pk_refusals"),
    )
    op.create_index("ix_refusals_at", "refusals", ["at"], unique=False)


def _sightings() -> None:
    op.create_table(
        "sightings",
        sa.Column("key", _WORDS, nullable=False),
        sa.Column("document", _NUMBER, nullable=False),
        sa.Column("id", _WORDS, nullable=False),
        sa.Column("title", _WORDS, nullable=True),
        sa.Column("published", _WORDS, nullable=True),
        sa.Column("publisher", _WORDS, nullable=True),
        sa.Column("agency", _WORDS, nullable=True),
        sa.Column("url", _WORDS, nullable=True),
        sa.Column("origin", _WORDS, nullable=False),
        sa.Column("source", _WORDS, nullable=True),
        sa.Column("fetched", _WORDS, nullable=False),
        sa.Column("raw", _WORDS, nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name="fk_sightings_document"),
        sa.ForeignKeyConstraint(["raw"], ["raws.sha256"], name="fk_sightings_raw"),
        sa.PrimaryKeyConstraint("key", name="pk_sightings"),
    )
    op.create_index("ix_sightings_document", "sightings", ["document"], unique=False)
    op.create_index("ix_sightings_id", "sightings", ["id"], unique=False, postgresql_using="hash")
    op.create_index("ix_sightings_url", "sightings", ["url"], unique=False, postgresql_using="hash")


def _records() -> None:
    op.create_table(
        "records",
        sa.Column("id", _WORDS, nullable=False),
        sa.Column("reading", _NUMBER, nullable=False),
        sa.Column("document", _NUMBER, nullable=False),
        sa.Column("kind", _WORDS, nullable=False),
        sa.Column("type", _WORDS, nullable=True),
        sa.Column("status", _WORDS, nullable=True),
        sa.Column("time", _WORDS, nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("place", _WORDS, nullable=True),
        sa.Column("country", _WORDS, nullable=True),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("day", _WORDS, nullable=True),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("json", _WORDS, nullable=False),
        sa.Column("state", _WORDS, nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("updated", _WORDS, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name="fk_records_document"),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name="fk_records_reading"),
        sa.PrimaryKeyConstraint("id", "reading", name="pk_records"),
    )
    op.create_index("ix_records_day", "records", ["day"], unique=False)
    op.create_index("ix_records_document", "records", ["document"], unique=False)
    op.create_index("ix_records_place", "records", ["place"], unique=False)
    op.create_index("ix_records_state_kind_type", "records", ["state", "kind", "type"], unique=False)


def _words() -> None:
    """The two databases keep an index of words each in its own way; both are asked through one method."""
    if op.get_bind().dialect.name == "sqlite":
        tokenize = "porter unicode61 remove_diacritics 2"
        op.execute(f"CREATE VIRTUAL TABLE words USING fts5(title, body, content='', tokenize='{tokenize}')")
        return
    op.execute("CREATE TABLE words (number bigint PRIMARY KEY REFERENCES documents, vector tsvector NOT NULL)")
    op.execute("CREATE INDEX ix_words_vector ON words USING gin (vector)")
