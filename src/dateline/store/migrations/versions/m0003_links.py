"""Tables of the linking: what is compared, by which keys, what may belong together, and the clusters."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0001"

_WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes the tables; they fill when documents are linked the next time."""
    _linked()
    _blocks()
    _links()
    _clusters()
    op.create_table(
        "linker",
        sa.Column("version", _WORDS, nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_linker"),
    )


def _linked() -> None:
    op.create_table(
        "linked",
        sa.Column("document", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("rank", _NUMBER, nullable=False),
        sa.Column("seq", _NUMBER, nullable=False),
        sa.Column("profile", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name="fk_linked_document"),
        sa.PrimaryKeyConstraint("document", name="pk_linked"),
    )


def _blocks() -> None:
    op.create_table(
        "blocks",
        sa.Column("key", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("document", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("rank", _NUMBER, nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["linked.document"], name="fk_blocks_document"),
        sa.PrimaryKeyConstraint("key", "document", name="pk_blocks"),
    )
    op.create_index("ix_blocks_document", "blocks", ["document"], unique=False)
    op.create_index("ix_blocks_key_head", "blocks", ["key", "head"], unique=False)


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("kind", _WORDS, nullable=False),
        sa.Column("a", _WORDS, nullable=False),
        sa.Column("b", _WORDS, nullable=False),
        sa.Column("document_a", _NUMBER, nullable=False),
        sa.Column("document_b", _NUMBER, nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["document_a"], ["linked.document"], name="fk_links_document_a"),
        sa.ForeignKeyConstraint(["document_b"], ["linked.document"], name="fk_links_document_b"),
        sa.PrimaryKeyConstraint("kind", "a", "b", name="pk_links"),
    )
    op.create_index("ix_links_document_a", "links", ["document_a"], unique=False)
    op.create_index("ix_links_document_b", "links", ["document_b"], unique=False)
    op.create_index("ix_links_kind_b", "links", ["kind", "b"], unique=False)


def _clusters() -> None:
    op.create_table(
        "clusters",
        sa.Column("kind", _WORDS, nullable=False),
        sa.Column("member", _WORDS, nullable=False),
        sa.Column("cluster", _WORDS, nullable=False),
        sa.PrimaryKeyConstraint("kind", "member", name="pk_clusters"),
    )
    op.create_index("ix_clusters_kind_cluster", "clusters", ["kind", "cluster"], unique=False)
