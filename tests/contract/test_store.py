"""What a store does, the same over each database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from dateline.model.document import Document, Rejected
from dateline.store.base import Action, Decision, Fetch, Filter, Kept, Source, State, Store
from dateline.store.opening import open_store
from dateline.store.rows import records_of
from tests.contract.samples import (
    START,
    TEXTS,
    SamplePipeline,
    Ticking,
    arrival,
    arrivals,
    document,
    exported,
    reading,
    take,
    take_all,
)


def test_a_second_run_adds_nothing(store: Store) -> None:
    documents = [document(text, id=str(number)) for number, text in enumerate(TEXTS)]
    assert take(store, *documents) == Kept(new=5)
    counts, before = store.counts(), exported(store)
    assert take(store, *reversed(documents)) == Kept(duplicate=5)
    assert (store.counts(), exported(store)) == (counts, before)
    assert counts.documents == counts.sightings == counts.raws == counts.readings == 5
    assert counts.records == counts.history > 30
    assert store.check(deep=True) == []


def test_what_is_kept_is_what_was_read(store: Store) -> None:
    take(store, document(published="2026-01-02", title="T"))
    (kept,) = store.documents()
    assert kept.document == document(published="2026-01-02", title="T")
    expected = {record.id: msgspec.json.encode(record) for record in records_of(reading(kept.document))}
    assert {record.id: record.json for record in kept.records} == expected
    assert store.document(kept.document.sha256) == kept
    assert store.document("0" * 64) is None


def test_one_text_at_ten_addresses_is_one_document(store: Store) -> None:
    several = [document(url=f"https://a.example/{number}", publisher=f"P{number}") for number in range(10)]
    assert take(store, *several) == Kept(new=1, duplicate=9)
    assert take(store, several[3]) == Kept(duplicate=1)
    (kept,) = store.documents()
    assert kept.document == several[0]
    met = store.sightings(kept.document.sha256)
    assert {sighting.face for sighting in met} == set(several)
    assert len(met) == 10
    assert store.raw(met[0].raw or "") == TEXTS[0].encode()
    assert store.lookup("https://a.example/7") == store.lookup(kept.document.sha256) == [kept.document.sha256]
    assert store.lookup("https://a.example/77") == []


def test_a_better_face_is_read_anew_and_the_older_reading_stays(store: Store) -> None:
    take(store, document(id="a"))
    assert take(store, document(id="b", published="2026-01-02")) == Kept(duplicate=1)
    (kept,) = store.documents()
    assert (kept.document.id, kept.document.published) == ("b", "2026-01-02")
    assert b'"start":"2026-01-02"' in exported(store)
    event = kept.records[-1].id
    newest, oldest = store.history(next(record.id for record in kept.records if record.kind == "event"))
    assert (newest.state, oldest.state) == (State.CURRENT, State.SUPERSEDED)
    assert store.counts().readings == 2
    assert {change.action for change in store.changes(0) if change.subject == event} <= {Action.ADDED, Action.CHANGED}


def test_nothing_is_taken_in_without_its_reading(store: Store) -> None:
    undated, dated = document(), document(published="2026-01-02")
    kept = store.keep(arrivals(undated), [], "1")
    assert (kept, store.counts().documents) == (Kept(deferred=(undated,)), 0)
    take(store, undated)
    before = exported(store), store.counts()
    kept = store.keep(arrivals(dated), [reading(undated)], "1")
    assert kept == Kept(deferred=(dated,))
    assert (exported(store), store.counts()) == before
    assert store.keep(arrivals(dated), [reading(dated)], "1") == Kept(duplicate=1)


def test_a_newer_extractor_keeps_the_history_and_the_judgements(store: Store) -> None:
    take(store, document(TEXTS[0]), document(TEXTS[1]))
    first, second = [kept.id for kept in store.records(Filter(kind="event"))][:2]
    store.judge(Decision.SAME, [first, second], "ann", "one raid")
    counts, seq = store.counts(), store.changes(0)[-1].seq
    assert sum(read for read, _ in SamplePipeline(newer=True).reread(store)) == 2
    assert list(SamplePipeline(newer=True).reread(store)) == []
    after = store.counts()
    assert (after.readings, after.records, after.judgements) == (4, counts.records - 2, 1)
    assert after.history == counts.history + after.records
    changed = store.changes(seq)
    removed = [change for change in changed if change.action is Action.REMOVED]
    assert len(removed) == 2
    assert removed[0].reason == "no longer found by extractor 2"
    assert {change.kind for change in changed} == {"event"}  # the others are as they were
    assert [kept.state for kept in store.history(removed[0].subject)] == [State.SUPERSEDED]
    newest, oldest = store.history(next(change.subject for change in changed if change.action is Action.CHANGED))
    assert (newest.extractor, oldest.extractor) == ("2", "1")
    assert store.judgements(first)[0].subjects == (first, second)
    assert store.check(deep=True) == []


def test_going_back_to_an_older_extractor_brings_its_records_back(store: Store) -> None:
    take(store, document(), document(TEXTS[1]))
    before = exported(store)
    list(SamplePipeline(newer=True).reread(store))
    assert exported(store) != before
    list(SamplePipeline(newer=False).reread(store))
    assert exported(store) == before
    assert store.counts().readings == 4
    assert store.check(deep=True) == []


def test_a_withdrawal_takes_the_records_with_it(store: Store) -> None:
    take(store, document(TEXTS[0]), document(TEXTS[1]))
    before, sha = exported(store), document(TEXTS[1]).sha256
    seq = store.changes(0)[-1].seq
    assert store.withdraw(sha, "the agency withdrew it")
    assert not store.withdraw(sha, "again")
    assert not store.withdraw("0" * 64, "never there")
    assert [kept.document.text for kept in store.documents()] == [TEXTS[0]]
    assert store.records(Filter(document=sha)) == []
    assert store.search("minister") == []
    kept = store.document(sha)
    assert kept is not None
    assert kept.state is State.WITHDRAWN
    tombstones = store.changes(seq)
    assert {(change.action, change.reason) for change in tombstones} == {(Action.WITHDRAWN, "the agency withdrew it")}
    assert len(tombstones) == 1 + len(kept.records)
    assert take(store, document(TEXTS[1], published="2026-01-01")) == Kept(duplicate=1)
    assert [kept.document.text for kept in store.documents()] == [TEXTS[0]]
    assert store.check(deep=True) == []
    assert store.reinstate(sha, "sent again")
    assert not store.reinstate(sha, "twice")
    assert exported(store) != before  # it has a day now
    assert len(exported(store).splitlines()) == 2


def test_judgements_are_only_ever_appended(store: Store) -> None:
    one = store.judge(Decision.SAME, ["b", "a"], "ann", "same day, same village", score=0.5)
    two = store.judge(Decision.UNDONE, ["a"], "bob", "another village", value=one.id)
    three = store.judge(Decision.CORRECTION, ["c"], "bob", "denied in line 3", value="status=denied")
    assert store.judgements() == [one, two, three]
    assert store.judgements("a") == [one, two]
    assert store.judgements("d") == []
    assert (one.subjects, one.score, two.value) == (("b", "a"), 0.5, one.id)
    assert [change.subject for change in store.changes(0)] == [one.id, two.id, three.id]


def test_refusals_are_kept_aside_with_their_reason(store: Store) -> None:
    bad = Rejected("in.jsonl:3", "documents", "E020", "not JSON", "sed -n 3p in.jsonl")
    came = [arrival(document()), replace(arrival(document()), item=bad, raw=b"{")]
    assert take_all(store, came) == Kept(new=1, rejected=1)
    assert take_all(store, came) == Kept(duplicate=1, rejected=1)
    (refusal,) = store.refusals()
    assert (refusal.rejected, refusal.origin, refusal.at) == (bad, "in.jsonl", START)
    assert store.raw(refusal.raw or "") == b"{"


def test_a_document_that_cannot_be_read_fails_alone(store: Store) -> None:
    pipeline = SamplePipeline(broken="minister")
    (kept,) = pipeline.keep(store, arrivals(document(TEXTS[0]), document(TEXTS[1])), workers=1)
    assert kept == Kept(new=1, failed=1)
    (refusal,) = store.refusals()
    assert (refusal.rejected.code, refusal.rejected.reason) == ("E040", "ZeroDivisionError: made to fail")
    assert take(store, document(TEXTS[1])) == Kept(new=1)


def test_changes_come_in_order_and_can_be_followed(store: Store, clock: Ticking) -> None:
    take(store, document(TEXTS[0]))
    middle = clock.at
    clock.shift(timedelta(hours=1))
    take(store, document(TEXTS[1]))
    everything = store.changes(0)
    later = store.changes(middle + timedelta(minutes=1))
    assert later == everything[-len(later) :]
    assert {change.document for change in later} == {document(TEXTS[1]).sha256}
    followed, since = [], 0
    while page := store.changes(since, limit=4):
        followed += page
        since = page[-1].seq
    assert followed == everything
    assert [change.seq for change in everything] == sorted({change.seq for change in everything})


def test_a_clock_that_is_set_back_hides_no_change(store: Store, clock: Ticking) -> None:
    take(store, document(TEXTS[0]))
    since = store.changes(0)[-1].at
    clock.shift(-timedelta(days=3))
    take(store, document(TEXTS[1]))
    assert document(TEXTS[1]).sha256 in {change.subject for change in store.changes(since)}
    times = [change.at for change in store.changes(0)]
    assert times == sorted(times)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("idlib", [0]),
        ("IDLIB troops", [0]),
        ("people fleeing", []),
        ("person", []),
        ("emigres", None),
        ('"', []),
        ("", []),
        ("idlib AND OR NOT ) ( * : ^ -", None),
        ("'; DROP TABLE documents; --", []),
        ("police", [4, 1]),
    ],
)
def test_words_are_found(store: Store, words: str, found: list[int] | None) -> None:
    texts = list(TEXTS)
    texts[1] += " Police denied it."
    take(store, *(document(text, published=f"2026-01-0{number + 1}") for number, text in enumerate(texts)))
    hits = store.search(words)
    if found is not None:
        assert hits == [document(texts[number]).sha256 for number in found]
    assert store.counts().documents == 5


def test_a_new_title_is_found_and_the_old_one_is_not(store: Store) -> None:
    take(store, document(title="Raid"))
    take(store, document(title="Advance", published="2026-01-01"))
    assert (store.search("raid"), store.search("advance troops")) == ([], [document().sha256])


def test_records_are_filtered(store: Store) -> None:
    take(store, document(TEXTS[0], published="2026-01-05"), document(TEXTS[1]))

    def ids(**wanted: str) -> set[str]:
        found, after = set(), ""
        while page := store.records(Filter(**wanted), after, 3):
            found |= {record.id for record in page}
            after = page[-1].id
        return found

    one, two = reading(document(TEXTS[0])), reading(document(TEXTS[1]))
    assert ids(kind="figure") == {two.figures[0].id}
    assert ids(type="displaced") == {two.figures[0].id}
    assert ids(place="p-Idlib") == {next(event.id for event in one.events if event.anchor.text == "Idlib")}
    assert ids(kind="event", country="SYR", status="actual") == {event.id for event in one.events + two.events}
    assert ids(start="2026-01-05", end="2026-01-05") == ids(end="2026-01") == {event.id for event in one.events}
    assert ids(start="2026-01-06") == ids(end="2026-01-04") == ids(kind="nothing") == set()


def test_every_value_leads_to_its_words(store: Store) -> None:
    take(store, *(document(text, published="2026-01-05") for text in TEXTS))
    walked = 0
    for kept in store.documents():
        for record in kept.records:
            statements = store.statements(record.id)
            assert statements
            for statement in statements:
                assert (statement.extractor, statement.state) == ("1", State.CURRENT)
                span = statement.span
                assert span is not None
                assert kept.document.text[span.start : span.end] == span.text
                walked += 1
    assert walked > 500


def test_sources_have_their_health(store: Store) -> None:
    store.put_source(Source("b", "rss", "https://b.example/feed"))
    store.put_source(Source("a", "folder", "in"))
    store.put_source(Source("b", "atom", "https://b.example/atom", "{}", '{"etag": "x"}'))
    fetches = [
        Fetch(START, 20, 20),
        Fetch(START + timedelta(hours=1), error="timed out"),
        Fetch(START + timedelta(hours=2), error="timed out"),
    ]
    for fetch in fetches:
        store.fetched("b", fetch)
    a, b = store.sources()
    assert (a.source.name, a.last_success, a.failures, a.last) == ("a", None, 0, ())
    assert (b.source.kind, b.source.memory) == ("atom", '{"etag": "x"}')
    assert (b.last_success, b.failures, b.items) == (START, 2, 20)
    assert b.last == tuple(reversed(fetches))


def test_strings_that_databases_dislike(store: Store) -> None:
    odd: list[Document] = [
        document(TEXTS[0], title="a\0b", url="https://a.example/" + "x" * 10_000, id="i" * 5_000),
        document(TEXTS[1], publisher="\udcff", id="'; DROP TABLE documents; --"),
        document("w" * 3_000 + " end " + "中" * 9_000, id="\U0010ffff"),
    ]
    assert take_all(store, [arrival(each, "name\udcff.txt") for each in odd]).new == 3
    kept = list(store.documents())
    assert [each.document.id for each in kept] == sorted(each.document.id for each in kept)
    assert take_all(store, [arrival(each, "name\udcff.txt") for each in odd]) == Kept(duplicate=3)
    assert store.check(deep=True) == []


def test_ids_are_ordered_by_code_point(store: Store) -> None:
    ids = ["B", "a", "Z", "é", "-", "10", "9", "ä", "_", "A"]
    take(store, *(document(f"{TEXTS[0]} {name}", id=name) for name in ids))
    assert [kept.document.id for kept in store.documents()] == sorted(ids)


def test_an_export_sees_one_moment(target: str, store: Store) -> None:
    take(store, *(document(f"{TEXTS[0]} {number}", id=f"{number:03}") for number in range(300)))
    walk = store.documents()
    first = next(walk)
    with open_store(target) as other:
        take(other, document(TEXTS[1], id="999"))
        other.withdraw(document(f"{TEXTS[0]} 299").sha256, "meanwhile")
    rest = list(walk)
    assert [kept.document.id for kept in [first, *rest]] == [f"{number:03}" for number in range(300)]
    assert len(list(store.documents())) == 300


def test_times_of_all_zones_are_one_time(store: Store) -> None:
    local = datetime(2026, 1, 1, 3, tzinfo=UTC) + timedelta(0)
    take_all(store, [replace(arrival(document()), fetched=local.replace(tzinfo=None))])
    assert store.sightings(document().sha256)[0].fetched == local


def test_it_opens_again_as_it_was_left(target: str, store: Store) -> None:
    take(store, *map(document, TEXTS))
    before = exported(store), store.counts(), store.changes(0)
    store.close()
    with open_store(target) as again:
        assert (exported(again), again.counts(), again.changes(0)) == before
    with open_store(target, readonly=True) as again:
        assert exported(again) == before[0]
