"""Items of sources, by which a newer version replaces an older one and a withdrawal finds what it takes back."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the table of items; whatever is withdrawn until now was withdrawn by a person."""
    op.add_column("documents", sa.Column("decided", _WORDS, nullable=True))
    op.execute("UPDATE documents SET decided = 'withdrawn' WHERE state = 'withdrawn'")
    op.add_column("sightings", sa.Column("item", _WORDS, nullable=True))
    op.create_index("ix_sightings_item", "sightings", ["item"], unique=False)
    op.create_table(
        "items",
        sa.Column("name", _WORDS, nullable=False),
        sa.Column("source", _WORDS, nullable=False),
        sa.Column("key", _WORDS, nullable=False),
        sa.Column("mark", _WORDS, nullable=False),
        sa.Column("place", _WORDS, nullable=True),
        sa.Column("version", _WORDS, nullable=True),
        sa.Column("modified", _WORDS, nullable=True),
        sa.Column("standing", _WORDS, nullable=False),
        sa.Column("note", _WORDS, nullable=True),
        sa.Column("document", _NUMBER, nullable=True),
        sa.Column("until", _WORDS, nullable=True),
        sa.Column("held", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name="fk_items_document"),
        sa.PrimaryKeyConstraint("name", name="pk_items"),
    )
    op.create_index("ix_items_document", "items", ["document"], unique=False)
    op.create_index("ix_items_place", "items", ["place"], unique=False)
    op.create_index("ix_items_until", "items", ["until"], unique=False)
    op.create_index("ix_items_source_mark", "items", ["source", "mark"], unique=False)
