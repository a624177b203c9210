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


def change_state(turn: Turn, row: Row[Any], after: State, action: Action, reason: str) -> None:
    """Takes a document (a whole row) and its records to another state; records that a reading superseded stay so."""
    connection = turn.connection
    seq = turn.note(action, "document", row.sha256, row.sha256, reason)
    own = {"state": after, "reason": reason, "seq": seq, "updated": turn.at}
    connection.execute(update(documents).where(documents.c.number == row.number).values(own))
    state = records_state(after)
    ours = (records.c.document == row.number, records.c.state != State.SUPERSEDED, records.c.state != state)
    for record in connection.execute(select(records.c.id, records.c.kind).where(*ours).order_by(records.c.id)).all():
        # Records do not supersede each other here: those of a document that does not stand are withdrawn with it.
        said = Action.WITHDRAWN if state is State.WITHDRAWN else action
        seq = turn.note(said, record.kind, record.id, row.sha256, reason)
        chosen = update(records).where(records.c.id == record.id, *ours)
        connection.execute(chosen.values(state=state, seq=seq, updated=turn.at))


def records_state(of_document: State) -> State:
    """How the current records of a document stand."""
    return State.CURRENT if of_document is State.CURRENT else State.WITHDRAWN


def decide(turn: Turn, sha256: str, state: State, reason: str) -> bool:
    """A person's word on a document, which no source overrides; False if it changes nothing."""
    row = turn.connection.execute(select(documents).where(documents.c.sha256 == sha256)).one_or_none()
    unchanged = row is None or (state is State.CURRENT and row.state == state) or row.decided == state
    if row is None or unchanged:
        return False
    turn.connection.execute(update(documents).where(documents.c.number == row.number).values(decided=state))
    action = Action.REINSTATED if state is State.CURRENT else Action.WITHDRAWN
    change_state(turn, row, state, action, reason)
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
