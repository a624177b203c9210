"""What can be wrong among the tables, and what of it can be mended without losing anything."""

from sqlalchemy import Connection, Index, delete, exists, func, inspect, select

from dateline.store.decisions import change_state
from dateline.store.items import ACTIONS, astray, wanted
from dateline.store.schema import (
    changes,
    documents,
    fetches,
    items,
    judged,
    judgements,
    metadata,
    raws,
    readings,
    records,
    refusals,
    sightings,
    sources,
)
from dateline.store.turns import Turn


def faults(connection: Connection) -> list[str]:
    """Rows that no kept document accounts for, documents that stand wrongly, and indexes that are not there."""
    current = exists().where(readings.c.document == documents.c.number, readings.c.state == "current")
    met = exists().where(sightings.c.document == documents.c.number)
    noted = exists().where(changes.c.seq == documents.c.seq)
    owned = exists().where(readings.c.number == records.c.reading, readings.c.document == records.c.document)
    questions = {
        "documents without a reading": select(func.count()).select_from(documents).where(~current),
        "documents without a sighting": select(func.count()).select_from(documents).where(~met),
        "documents without a change": select(func.count()).select_from(documents).where(~noted),
        "records without their reading": select(func.count()).select_from(records).where(~owned),
    }
    answers = {text: connection.scalar(question) or 0 for text, question in questions.items()}
    answers["documents that stand otherwise than their sources have it"] = len(astray(connection))
    found = [f"{number:,} {text}" for text, number in answers.items() if number]
    return found + [f"the index {index.name} is missing" for index in _missing(connection)]


def mend(turn: Turn) -> list[str]:
    """See `base.Store.mend`."""
    connection = turn.connection
    done = []
    for index in _missing(connection):
        index.create(connection)
        done.append(f"made the index {index.name}")
    for row in astray(connection):
        state, reason = wanted(connection, row)
        change_state(turn, row, state, ACTIONS[state], reason)
        done.append(f"document {row.sha256[:16]} is {state} now: {reason}")
    return done + _take_out_orphans(connection)


def _missing(connection: Connection) -> list[Index]:
    looked = inspect(connection)
    there = {each["name"] for table in metadata.tables for each in looked.get_indexes(table)}
    ours = (index for table in metadata.sorted_tables for index in table.indexes)
    return sorted((index for index in ours if index.name not in there), key=lambda index: str(index.name))


def _take_out_orphans(connection: Connection) -> list[str]:
    """Rows that nothing can reach any more; in this order, since the first may leave raw bytes without an owner."""
    has_document = exists().where(documents.c.number == sightings.c.document)
    has_subject = exists().where(judgements.c.seq == judged.c.judgement)
    has_source = exists().where(sources.c.name == fetches.c.source)
    has_text = exists().where(documents.c.number == items.c.document)
    used = exists().where(sightings.c.raw == raws.c.sha256) | exists().where(refusals.c.raw == raws.c.sha256)
    orphans = {
        "sightings of documents that are not there": delete(sightings).where(~has_document),
        "subjects of judgements that are not there": delete(judged).where(~has_subject),
        "visits to sources that are not there": delete(fetches).where(~has_source),
        "items whose document is not there": delete(items).where(items.c.document.is_not(None), ~has_text),
        "received bytes that nothing refers to": delete(raws).where(~used),
    }
    counts = {text: connection.execute(statement).rowcount for text, statement in orphans.items()}
    return [f"took out {number:,} {text}" for text, number in counts.items() if number]
