"""Judgements, withdrawals and sources: what people and collectors decide, beside what was read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from dateline.store.base import Action, Decision, Fetch, Health, Judgement, Source, State
from dateline.store.schema import documents, fetches, judged, judgements, records, sources
from dateline.store.turns import Turn, stamp

_LAST = 8  # the newest fetch and the seven before it, against which an alarm compares it


def judge(turn: Turn, values: dict[str, Any], subjects: Sequence[str]) -> Judgement:
    """Appends a judgement; `values` are the columns but number and time."""
    seq = turn.note(Action.ADDED, "judgement", f"judgement-{turn.ahead}", reason=values["reason"])
    turn.connection.execute(insert(judgements), [values | {"seq": seq, "at": turn.at}])
    rows = [{"judgement": seq, "subject": subject, "place": place} for place, subject in enumerate(subjects)]
    if rows:
        turn.connection.execute(insert(judged), rows)
    at = datetime.fromisoformat(turn.at)
    return Judgement(f"judgement-{seq}", subjects=tuple(subjects), at=at, **values)


def find_judgements(connection: Connection, about: Select[tuple[int]] | None = None) -> list[Judgement]:
    """All judgements, or those whose numbers `about` selects, in order."""
    chosen = select(judgements).order_by(judgements.c.seq)
    if about is not None:
        chosen = chosen.where(judgements.c.seq.in_(about))
    named = select(judged).order_by(judged.c.judgement, judged.c.place)
    subjects: dict[int, list[str]] = {}
    for row in connection.execute(named.where(judged.c.judgement.in_(chosen.with_only_columns(judgements.c.seq)))):
        subjects.setdefault(row.judgement, []).append(row.subject)
    return [_judgement(row, subjects.get(row.seq, [])) for row in connection.execute(chosen)]


def _judgement(row: Row[Any], subjects: Sequence[str]) -> Judgement:
    at = datetime.fromisoformat(row.at)
    decision = Decision(row.decision)
    name = f"judgement-{row.seq}"
    return Judgement(name, decision, tuple(subjects), row.user, row.reason, at, row.value, row.score)


def set_state(turn: Turn, sha256: str, before: State, after: State, action: Action, reason: str) -> bool:
    """Takes a document and its records from one state to the other; False if it is not in the first."""
    connection = turn.connection
    found = select(documents.c.number).where(documents.c.sha256 == sha256, documents.c.state == before)
    number = connection.scalar(found)
    if number is None:
        return False
    ours = select(records.c.id, records.c.kind).where(records.c.document == number, records.c.state == before)
    seq = turn.note(action, "document", sha256, sha256, reason)
    own = {"state": after, "reason": reason, "seq": seq, "updated": turn.at}
    connection.execute(update(documents).where(documents.c.number == number).values(own))
    for row in connection.execute(ours.order_by(records.c.id)).all():
        seq = turn.note(action, row.kind, row.id, sha256, reason)
        chosen = update(records).where(records.c.id == row.id, records.c.document == number, records.c.state == before)
        connection.execute(chosen.values(state=after, seq=seq, updated=turn.at))
    return True


def put_source(connection: Connection, source: Source) -> None:
    """See `base.Store.put_source`."""
    values = {name: getattr(source, name) for name in ("name", "kind", "url", "settings", "memory")}
    changed = connection.execute(update(sources).where(sources.c.name == source.name).values(values))
    if not changed.rowcount:
        connection.execute(insert(sources), [values])


def put_fetch(connection: Connection, number: int, name: str, fetch: Fetch) -> None:
    """See `base.Store.fetched`."""
    values = {"number": number, "source": name, "at": stamp(fetch.at), "items": fetch.items}
    connection.execute(insert(fetches), [values | {"new": fetch.new, "error": fetch.error}])


def find_sources(connection: Connection) -> list[Health]:
    """See `base.Store.sources`."""
    rows = connection.execute(select(sources).order_by(sources.c.name)).all()
    return [_health(connection, Source(row.name, row.kind, row.url, row.settings, row.memory)) for row in rows]


def _health(connection: Connection, source: Source) -> Health:
    own = fetches.c.source == source.name
    worked = select(func.max(fetches.c.number), func.max(fetches.c.at)).where(own, fetches.c.error.is_(None))
    number, at = connection.execute(worked).one()
    failed = select(func.count()).select_from(fetches).where(own, fetches.c.number > (number or 0))
    last = select(fetches).where(own).order_by(fetches.c.number.desc()).limit(_LAST)
    return Health(
        source,
        datetime.fromisoformat(at) if at else None,
        connection.scalar(failed) or 0,
        connection.scalar(select(func.coalesce(func.sum(fetches.c["items"]), 0)).where(own)) or 0,
        tuple(_fetch(row) for row in connection.execute(last)),
    )


def _fetch(row: Row[Any]) -> Fetch:
    return Fetch(datetime.fromisoformat(row.at), row.items, row.new, row.error)
