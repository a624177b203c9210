"""The tables. `migrations/` brings a database to this state; a test holds the two together.

Text columns compare by code point in both databases (PostgreSQL would use the language of the server), so that
the order of every export is the same everywhere. Times are ISO strings in UTC with microseconds: they sort as they are.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

HEAD: Final = "0003"
"""The migration that leads to these tables."""

APPLICATION: Final = 0x646C696E
"""SQLite's application id of our files: "dlin"."""

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Words: Final = Text().with_variant(Text(collation="C"), "postgresql")
Number: Final = BigInteger().with_variant(Integer(), "sqlite")


counter = Table(
    "counter",
    metadata,
    Column("name", Words, primary_key=True),
    Column("seq", Number, nullable=False),
    Column("at", Words, nullable=False),
)
"""One row. Writers lock it first, so they come one after the other and numbers appear in the order of the commits."""

documents = Table(
    "documents",
    metadata,
    Column("number", Number, primary_key=True),
    Column("sha256", Words, nullable=False, unique=True),
    Column("id", Words, nullable=False),
    Column("title", Words),
    Column("text", Words, nullable=False),
    Column("published", Words),
    Column("publisher", Words),
    Column("agency", Words),
    Column("language", Words, nullable=False),
    Column("url", Words),
    Column("state", Words, nullable=False),
    Column("reason", Words),
    Column("seq", Number, nullable=False),
    Column("updated", Words, nullable=False),
)

sightings = Table(
    "sightings",
    metadata,
    Column("key", Words, primary_key=True),
    Column("document", Number, ForeignKey("documents.number"), nullable=False, index=True),
    Column("id", Words, nullable=False),
    Column("title", Words),
    Column("published", Words),
    Column("publisher", Words),
    Column("agency", Words),
    Column("url", Words),
    Column("origin", Words, nullable=False),
    Column("source", Words),
    Column("fetched", Words, nullable=False),
    Column("raw", Words, ForeignKey("raws.sha256")),
    # Ids and addresses are as long as their makers like; only a hash index of PostgreSQL takes every length.
    Index(None, "id", postgresql_using="hash"),
    Index(None, "url", postgresql_using="hash"),
)
"""`key` is the hash of all but `fetched`: meeting the same thing again adds nothing."""

raws = Table(
    "raws",
    metadata,
    Column("sha256", Words, primary_key=True),
    Column("size", Number, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)

readings = Table(
    "readings",
    metadata,
    Column("number", Number, primary_key=True),
    Column("document", Number, ForeignKey("documents.number"), nullable=False),
    Column("extractor", Words, nullable=False),
    Column("basis", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("seq", Number, nullable=False),
    Column("updated", Words, nullable=False),
    UniqueConstraint("document", "extractor", "basis"),
)
"""`basis` is the hash of what was read besides the text: title and day."""

records = Table(
    "records",
    metadata,
    Column("id", Words, primary_key=True),
    Column("reading", Number, ForeignKey("readings.number"), primary_key=True),
    Column("document", Number, ForeignKey("documents.number"), nullable=False, index=True),
    Column("kind", Words, nullable=False),
    Column("type", Words),
    Column("status", Words),
    Column("time", Words),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("place", Words, index=True),
    Column("country", Words),
    Column("lat", Double),
    Column("lon", Double),
    Column("day", Words, index=True),
    Column("low", Double),
    Column("high", Double),
    Column("confidence", Double, nullable=False),
    Column("json", Words, nullable=False),
    Column("state", Words, nullable=False),
    Column("seq", Number, nullable=False),
    Column("updated", Words, nullable=False),
    Index(None, "state", "kind", "type"),
)
"""`type` is the event type, the kind of quotation or of figure; `day` the start of the date or period."""

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Number, primary_key=True, autoincrement=False),
    Column("decision", Words, nullable=False),
    Column("user", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("value", Words),
    Column("score", Double),
    Column("at", Words, nullable=False),
)

judged = Table(
    "judged",
    metadata,
    Column("subject", Words, primary_key=True),
    Column("judgement", Number, ForeignKey("judgements.seq"), primary_key=True),
    Column("place", Integer, nullable=False),
)

refusals = Table(
    "refusals",
    metadata,
    Column("key", Words, primary_key=True),
    Column("subject", Words, nullable=False),
    Column("stage", Words, nullable=False),
    Column("code", Words, nullable=False),
    Column("reason", Words, nullable=False),
    Column("hint", Words),
    Column("origin", Words, nullable=False),
    Column("at", Words, nullable=False, index=True),
    Column("raw", Words, ForeignKey("raws.sha256")),
)

changes = Table(
    "changes",
    metadata,
    Column("seq", Number, primary_key=True, autoincrement=False),
    Column("at", Words, nullable=False, index=True),
    Column("action", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("document", Words),
    Column("reason", Words),
)

sources = Table(
    "sources",
    metadata,
    Column("name", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("settings", Words, nullable=False),
    Column("memory", Words, nullable=False),
)

fetches = Table(
    "fetches",
    metadata,
    Column("number", Number, primary_key=True),
    Column("source", Words, ForeignKey("sources.name"), nullable=False, index=True),
    Column("at", Words, nullable=False),
    Column("items", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("error", Words),
)

linked = Table(
    "linked",
    metadata,
    Column("document", Number, ForeignKey("documents.number"), primary_key=True, autoincrement=False),
    Column("rank", Number, nullable=False),
    Column("seq", Number, nullable=False),
    Column("profile", LargeBinary, nullable=False),
)
"""The documents that are linked, with what linking compares, as they were at the change `seq`. `rank` follows from the
hash of the text.
"""

blocks = Table(
    "blocks",
    metadata,
    Column("key", Number, primary_key=True, autoincrement=False),
    Column("document", Number, ForeignKey("linked.document"), primary_key=True, autoincrement=False),
    Column("rank", Number, nullable=False),
    Column("head", Integer, nullable=False),
    Index(None, "document"),
    Index(None, "key", "head"),
)
"""Documents with the same key are compared, if one of the two is a head (1) of the key: one of those of lowest rank."""

links = Table(
    "links",
    metadata,
    Column("kind", Words, primary_key=True),
    Column("a", Words, primary_key=True),
    Column("b", Words, primary_key=True),
    Column("document_a", Number, ForeignKey("linked.document"), nullable=False, index=True),
    Column("document_b", Number, ForeignKey("linked.document"), nullable=False, index=True),
    Column("score", Double, nullable=False),
    Index(None, "kind", "b"),
)
"""Pairs that may belong together, `a` before `b`; their reasons follow from the documents and are not kept."""

clusters = Table(
    "clusters",
    metadata,
    Column("kind", Words, primary_key=True),
    Column("member", Words, primary_key=True),
    Column("cluster", Words, nullable=False),
    Index(None, "kind", "cluster"),
)
"""Members of clusters of two and more, which are named by their first member; whatever is in none stands alone."""

linker = Table(
    "linker",
    metadata,
    Column("version", Words, primary_key=True),
    Column("seq", Number, nullable=False),
)
"""One row: up to which number of the sequence of changes all is linked, and by which version."""
