"""Whatever the order in which documents come, however a run is cut, by however many programs: the same export."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from dateline.model.document import Document
from dateline.store.base import Kept, Store
from dateline.store.opening import open_store
from dateline.store.schema import metadata
from dateline.store.sql import SqlStore
from tests.contract.samples import TEXTS, SamplePipeline, arrivals, document, exported, take

DAYS = (None, "2026-01-02", "2026-01-01", "2025-12")
FACES = st.fixed_dictionaries(
    {
        "id": st.sampled_from((None, "1", "2", "é", "Z")),
        "title": st.sampled_from((None, "Raid", "raid")),
        "published": st.sampled_from(DAYS),
        "publisher": st.sampled_from((None, "Wire")),
        "agency": st.sampled_from((None, "AFP")),
        "url": st.sampled_from((None, "https://a.example", "https://b.example")),
    }
)
DOCUMENTS = st.builds(lambda words, face: document(words, **face), st.sampled_from(TEXTS), FACES)
MANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def emptied(store: Store) -> Store:
    """The same store for all examples: `empty` takes everything out of it."""
    return store


def empty(store: Store) -> Store:
    """As if it were new: opening a new one for each example would take most of the time."""
    assert isinstance(store, SqlStore)
    with store.backend.writing.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("INSERT INTO words (words) VALUES ('delete-all')"))
        else:
            connection.execute(text("DELETE FROM words"))
        for table in reversed(metadata.sorted_tables):
            if table.name != "counter":
                connection.execute(table.delete())
        connection.execute(text("UPDATE counter SET seq = 0, at = ''"))
    return store


def _in_batches(store: Store, documents: list[Document], sizes: list[int]) -> None:
    rest = list(documents)
    while rest:
        size = sizes.pop() if sizes else len(rest)
        take(store, *rest[:size])
        rest = rest[size:]


@MANY
@given(documents=st.lists(DOCUMENTS, min_size=1, max_size=9), data=st.data())
def test_order_and_batches_make_no_difference(emptied: Store, documents: list[Document], data: st.DataObject) -> None:
    take(empty(emptied), *documents)
    expected, counts = exported(emptied), emptied.counts()
    shuffled = data.draw(st.permutations(documents))
    _in_batches(empty(emptied), shuffled, data.draw(st.lists(st.integers(1, 4), max_size=9)))
    assert exported(emptied) == expected
    after = emptied.counts()
    assert (after.documents, after.sightings, after.records) == (counts.documents, counts.sightings, counts.records)
    assert emptied.check(deep=True) == []


@MANY
@given(documents=st.lists(DOCUMENTS, min_size=1, max_size=9), data=st.data())
def test_a_cut_run_is_finished_by_the_next(emptied: Store, documents: list[Document], data: st.DataObject) -> None:
    take(empty(emptied), *documents)
    expected, counts = exported(emptied), emptied.counts()
    take(empty(emptied), *documents[: data.draw(st.integers(0, len(documents)))])
    take(emptied, *documents)
    after = emptied.counts()
    assert exported(emptied) == expected
    assert (after.documents, after.sightings, after.raws) == (counts.documents, counts.sightings, counts.raws)
    take(emptied, *documents)
    assert emptied.counts() == after


@MANY
@given(
    documents=st.lists(DOCUMENTS, min_size=1, max_size=6),
    acts=st.lists(st.sampled_from(["newer", "older", "withdraw", "reinstate", "take"]), max_size=8),
)
def test_history_never_shrinks(emptied: Store, documents: list[Document], acts: list[str]) -> None:
    take(empty(emptied), *documents)
    before = emptied.counts()
    sha = documents[0].sha256
    for act in acts:
        if act == "withdraw":
            emptied.withdraw(sha, "test")
        elif act == "reinstate":
            emptied.reinstate(sha, "test")
        elif act == "take":
            take(emptied, *documents, newer=True)
        else:
            list(SamplePipeline(newer=act == "newer").reread(emptied))
        now = emptied.counts()
        assert (now.documents, now.sightings) == (before.documents, before.sightings)
        assert now.history >= before.history
        assert now.changes >= before.changes
        assert emptied.check(deep=True) == []
        before = now
    emptied.reinstate(sha, "test")
    list(SamplePipeline(newer=False).reread(emptied))
    last = exported(emptied)
    take(empty(emptied), *documents)
    assert exported(emptied) == last


def test_two_programs_at_once_lose_nothing(target: str, store: Store) -> None:
    documents = [
        document(
            f"{TEXTS[number % 5]} Part {number // 2}.", published=DAYS[number % 4], url=f"https://{number}.example"
        )
        for number in range(60)
    ]
    take(store, *documents)
    expected = exported(store)
    empty(store)
    kept: list[Kept] = []

    def work(mine: list[Document]) -> None:
        with open_store(target) as own:
            for start in range(0, len(mine), 3):
                kept.extend(SamplePipeline().keep(own, arrivals(*mine[start : start + 3]), workers=1))

    threads = [threading.Thread(target=work, args=(mine,)) for mine in (documents[::-1], documents, documents[20:])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    done = sum(kept, Kept())
    assert (done.new, done.new + done.duplicate) == (len({each.sha256 for each in documents}), 160)
    assert exported(store) == expected
    assert store.check(deep=True) == []
    numbers = [change.seq for change in store.changes(0, limit=10_000)]
    assert numbers == sorted(set(numbers))
