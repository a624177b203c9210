"""What sources take back, correct and hold: over both databases."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from sqlalchemy import text

from dateline.errors import AlreadyCollecting
from dateline.model.document import Document, Rejected
from dateline.model.raw import Entry, Standing
from dateline.store.base import Action, Arrival, Filter, Kept, State, Store
from dateline.store.opening import open_store
from dateline.store.sql import SqlStore
from tests.contract.samples import START, TEXTS, arrivals, document, exported, take, take_all

FIRST = document("Shelling in Idlib killed 12 people on Monday, the governor of the province said in a statement.")
SECOND = document("Shelling in Idlib killed 10 people on Monday, the governor of the province said in a statement.")
OTHER = document("Envoys of both sides met in Geneva for talks on a truce, the United Nations announced on Friday.")


def entry(version: int | None = 1, key: str = "urn:1", source: str = "wire", **more: object) -> Entry:
    """One version of an item; its mark is all of it."""
    mark = f"{key} {version} {sorted(more.items(), key=str)}"
    return replace(Entry(source, key, mark, version=None if version is None else str(version)), **more)  # type: ignore[arg-type]


def came(of: Document | Rejected | None, by: Entry) -> Arrival:
    """An arrival of this item."""
    raw = of.text.encode() if isinstance(of, Document) else None
    return Arrival(of, "https://wire.example/list", START, raw, by.source, by)


def state(store: Store, of: Document) -> State:
    kept = store.document(of.sha256)
    assert kept is not None
    return kept.state


def killed(version: int = 3, **more: object) -> Arrival:
    return came(None, entry(version, standing=Standing.WITHDRAWN, **more))


def test_a_newer_version_replaces_the_older_one_and_says_so(store: Store) -> None:
    take_all(store, [came(FIRST, entry(1))])
    seq = store.changes(0)[-1].seq
    assert take_all(store, [came(SECOND, entry(2))]) == Kept(new=1, replaced=1)
    assert [kept.document for kept in store.documents()] == [SECOND]
    assert state(store, FIRST) is State.SUPERSEDED
    assert store.records(Filter(document=FIRST.sha256)) == []
    (change,) = [each for each in store.changes(seq) if each.subject == FIRST.sha256]
    reason = f"replaced by version 2 of the same dispatch: document {SECOND.sha256[:16]}"
    assert (change.action, change.reason) == (Action.SUPERSEDED, reason)
    records = [each for each in store.changes(seq) if each.document == FIRST.sha256 and each.kind != "document"]
    assert {each.action for each in records} == {Action.WITHDRAWN}
    kept = store.document(FIRST.sha256)
    assert kept is not None
    assert len(records) == len(kept.records) > 0
    assert store.search("governor") == [SECOND.sha256]
    assert store.check(deep=True) == []


def test_a_withdrawal_takes_the_records_with_it(store: Store) -> None:
    take_all(store, [came(FIRST, entry(1)), came(OTHER, entry(1, "urn:2"))])
    assert take_all(store, [killed(note="source in doubt")]) == Kept(withdrawn=1)
    assert [kept.document for kept in store.documents()] == [OTHER]
    assert state(store, FIRST) is State.WITHDRAWN
    assert store.changes(0)[-1].reason == "withdrawn by its source wire: source in doubt"
    # The old list comes again, as lists do: what was killed stays so. A newer version lets it stand again.
    assert take_all(store, [came(FIRST, entry(1)), came(FIRST, entry(3, mark="x"))]) == Kept(duplicate=2)
    assert state(store, FIRST) is State.WITHDRAWN
    assert take_all(store, [came(FIRST, entry(4))]) == Kept(duplicate=1, reinstated=1)
    assert len(store.records(Filter(document=FIRST.sha256))) > 0


def test_what_two_sources_print_stands_until_both_take_it_back(store: Store) -> None:
    take_all(store, [came(FIRST, entry(1)), came(FIRST, entry(1, source="paper"))])
    assert take_all(store, [killed()]) == Kept()
    assert state(store, FIRST) is State.CURRENT
    assert take_all(store, [killed(source="paper")]) == Kept(withdrawn=1)
    take(store, FIRST)
    assert state(store, FIRST) is State.CURRENT  # somebody added it by hand, who does not take it back
    assert len(store.sightings(FIRST.sha256)) == 3


@pytest.mark.parametrize("order", tuple(permutations(range(4))))
def test_the_order_makes_no_difference(store: Store, order: Iterable[int]) -> None:
    parts = (came(FIRST, entry(1)), came(SECOND, entry(2)), killed(), came(OTHER, entry(1, "urn:2")))
    for place in order:
        take_all(store, [parts[place]])
    assert [kept.document for kept in store.documents()] == [OTHER]
    assert {state(store, FIRST), state(store, SECOND)} <= {State.SUPERSEDED, State.WITHDRAWN}
    assert store.check(deep=True) == []


def test_without_versions_the_later_change_counts_and_then_the_later_arrival(store: Store) -> None:
    take_all(store, [came(SECOND, entry(None, modified="2026-01-03T10:00:00+02:00"))])
    take_all(store, [came(FIRST, entry(None, modified="2026-01-03T07:59:00+00:00"))])
    assert (state(store, FIRST), state(store, SECOND)) == (State.SUPERSEDED, State.CURRENT)
    take_all(store, [came(FIRST, entry(None, modified=None))])
    assert (state(store, FIRST), state(store, SECOND)) == (State.CURRENT, State.SUPERSEDED)


def test_an_id_that_is_used_for_another_article_replaces_nothing(store: Store) -> None:
    take_all(store, [came(FIRST, entry(None))])
    take_all(store, [came(OTHER, entry(None, mark="other"))])
    assert (state(store, FIRST), state(store, OTHER)) == (State.CURRENT, State.CURRENT)
    take_all(store, [came(SECOND, entry(None, mark="second"))])
    assert (state(store, FIRST), state(store, SECOND), state(store, OTHER)) == (
        State.SUPERSEDED, State.CURRENT, State.CURRENT,
    )  # fmt: skip


def test_an_item_is_known_by_its_address_where_its_id_does_not_last(store: Store) -> None:
    at = "https://wire.example/1"
    take_all(store, [came(FIRST, entry(None, "1-old", place=at))])
    take_all(store, [came(SECOND, entry(None, "1-new", place=at))])
    assert [kept.document for kept in store.documents()] == [SECOND]
    assert store.known(entry(None, "1-new", place=at))


def test_what_is_known(store: Store) -> None:
    assert not store.known(entry(1))
    take_all(store, [came(FIRST, entry(1)), came(SECOND, entry(2))])
    assert store.known(entry(2))
    assert store.known(entry(1))  # older than what is there
    assert not store.known(entry(3))
    assert not store.known(replace(entry(2), source="paper"))
    bad = Rejected("urn:9", "documents", "E019", "not English")
    take_all(store, [came(bad, entry(1, "urn:9"))])
    assert store.known(entry(1, "urn:9"))
    assert store.refused() == {"E019": 1}


def test_an_embargo_is_held_until_its_time_and_not_shown_before(store: Store) -> None:
    until = datetime(2026, 2, 1, 12, tzinfo=UTC)
    held = entry(1, until=until.isoformat(), held=b"the item")
    assert take_all(store, [came(None, held)]) == Kept(held=1)
    assert store.counts().documents == 0
    assert store.known(held)
    assert store.due(until - timedelta(seconds=1)) == []
    (due,) = store.due(until)
    assert (due.source, due.key, due.mark, due.held) == ("wire", "urn:1", held.mark, b"the item")
    assert take_all(store, [came(FIRST, replace(held, until=None, held=None))]) == Kept(new=1)
    assert store.due(until) == []
    assert state(store, FIRST) is State.CURRENT


def test_an_embargoed_version_leaves_the_older_one_standing_until_its_time(store: Store) -> None:
    take_all(store, [came(FIRST, entry(1))])
    held = entry(2, until="2026-02-01T12:00:00+00:00", held=b"x")
    take_all(store, [came(None, held)])
    assert [kept.document for kept in store.documents()] == [FIRST]
    take_all(store, [came(SECOND, replace(held, until=None, held=None))])
    assert [kept.document for kept in store.documents()] == [SECOND]
    # What comes to nothing when its time has come does not come again.
    late = entry(1, mark="late", until="2026-02-01T12:00:00+00:00", held=b"x")
    take_all(store, [came(None, late)])
    assert len(store.due(datetime(2026, 3, 1, tzinfo=UTC))) == 1
    take_all(store, [came(FIRST, replace(late, until=None, held=None))])
    assert store.due(datetime(2026, 3, 1, tzinfo=UTC)) == []


def test_a_withheld_dispatch_does_not_stand(store: Store) -> None:
    take_all(store, [came(FIRST, entry(1)), came(None, entry(2, standing=Standing.WITHHELD))])
    assert state(store, FIRST) is State.WITHDRAWN
    assert store.changes(0)[-1].reason == "withheld by its source wire"


def test_what_a_person_decides_holds_whatever_the_sources_say(store: Store) -> None:
    take_all(store, [came(FIRST, entry(1))])
    assert store.withdraw(FIRST.sha256, "a hoax")
    take_all(store, [came(FIRST, entry(2))])
    assert state(store, FIRST) is State.WITHDRAWN
    assert store.reinstate(FIRST.sha256, "no hoax after all")
    take_all(store, [killed()])
    assert state(store, FIRST) is State.CURRENT


def test_a_second_run_adds_nothing(store: Store) -> None:
    batch = [came(FIRST, entry(1)), came(SECOND, entry(2)), killed(), came(OTHER, entry(1, "urn:2"))]
    take_all(store, batch)
    before, counts = exported(store), store.counts()
    assert take_all(store, batch) == Kept(duplicate=3)
    assert (exported(store), store.counts()) == (before, counts)


def test_one_program_collects_at_a_time(target: str, store: Store) -> None:
    with open_store(target) as other:
        with store.collecting():
            with pytest.raises(AlreadyCollecting, match="another program collects into it"), other.collecting():
                pass
            take(store, FIRST)  # writing goes on
        with other.collecting():
            pass


def test_mending(store: Store) -> None:
    assert isinstance(store, SqlStore)
    take_all(store, [came(FIRST, entry(1)), came(SECOND, entry(2)), *arrivals(document(TEXTS[0]))])
    before = exported(store)
    assert store.mend() == []
    with store.backend.writing.begin() as connection:
        connection.execute(text("DROP INDEX ix_records_day"))
        connection.execute(text("UPDATE documents SET state = 'current' WHERE sha256 = :sha"), {"sha": FIRST.sha256})
        connection.execute(text("INSERT INTO raws VALUES ('00', 1, :data)"), {"data": b"x"})
    assert exported(store) != before
    assert store.check() == [
        "1 documents that stand otherwise than their sources have it", "the index ix_records_day is missing",
    ]  # fmt: skip
    made, stands, taken = store.mend()
    assert made == "made the index ix_records_day"
    assert stands.startswith(f"document {FIRST.sha256[:16]} is superseded now: replaced by version 2")
    assert taken == "took out 1 received bytes that nothing refers to"
    assert store.check(deep=True) == []
    assert exported(store) == before
    assert store.mend() == []
