"""Linking over both databases: the same clusters in any order, nothing lost, nothing left half done."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from dateline.link import block, run
from dateline.link.run import Linker
from dateline.link.traits import VERSION
from dateline.model.codes import AgreementStatus
from dateline.model.linked import LinkKind, Relation
from dateline.model.records import Reading
from dateline.situation.linked import agreements, figures, incident, incidents, reprints, stories, story
from dateline.situation.reasons import compared, find, links
from dateline.store.base import Decision, Store
from dateline.store.base_linking import LinkingStore, Wanted
from dateline.store.sql import SqlStore
from tests.contract.samples import exported
from tests.contract.test_order import empty
from tests.link.week import (
    BROKEN,
    CORRECTED,
    DENIED,
    ELSEWHERE,
    HIT,
    PLANNED,
    REPRINTED,
    RISEN,
    SHELLED,
    WEEK,
    event,
    keep,
)

MANY = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ANY = Wanted()


def link(store: LinkingStore) -> int:
    return sum(Linker(store).run())


def state(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that linking keeps, without numbers that depend on the order of arrival."""
    assert isinstance(store, SqlStore)
    questions = {
        "clusters": "SELECT kind, member, cluster FROM clusters",
        "links": "SELECT kind, a, b, score FROM links",
        "blocks": "SELECT key, rank, head FROM blocks",
    }
    with store.backend.reading.begin() as connection:
        return {name: sorted(map(tuple, connection.execute(text(asked)))) for name, asked in questions.items()}


@pytest.fixture
def linked(store: LinkingStore) -> LinkingStore:
    """A store in which the week is linked."""
    keep(store)
    assert link(store) == len(WEEK)
    return store


def test_the_week(linked: LinkingStore) -> None:
    shelling = incident(linked, HIT.id)
    assert shelling is not None
    told = {telling.telling.document for telling in shelling.tellings}
    assert told == {each.sha256 for each in (SHELLED, REPRINTED, RISEN, DENIED, CORRECTED)}
    assert shelling.sources == ("Harbour Wire", "Rift Press", "Savanna Desk")
    assert shelling.denied_by == ("A spokesman",)
    assert (shelling.place.name if shelling.place else None) == "Abu Shouk"
    assert PLANNED.sha256 not in told
    assert {each.documents for each in reprints(linked, [SHELLED.sha256])} == {(SHELLED.sha256, REPRINTED.sha256)}
    about = story(linked, RISEN.sha256)
    assert about is not None
    assert ELSEWHERE.sha256 not in about.documents
    assert len(stories(linked, ANY)) < len(WEEK)


def test_a_figure_history(linked: LinkingStore) -> None:
    toll = next(each for each in figures(linked, Wanted(place="abu shouk", type="killed")))
    assert [(point.telling.words.text, point.relation) for point in toll.points] == [
        ("at least 12", Relation.NEW),
        ("at least 12", Relation.REPEAT),
        ("17", Relation.SUPERSEDES),
        ("14", Relation.SUPERSEDES),
        ("17", Relation.REPEAT),
    ]
    assert (toll.latest.low, toll.in_conflict) == (14, False)
    shelling = incident(linked, HIT.id)
    assert shelling is not None
    assert toll.incident == shelling.id
    assert toll.id in shelling.figures
    assert figures(linked, Wanted(place="Khartoum")) == []


def test_an_agreement(linked: LinkingStore) -> None:
    (truce,) = agreements(linked, Wanted(place="truce"))
    assert [point.status for point in truce.timeline] == [AgreementStatus.REACHED, AgreementStatus.VIOLATED]
    assert truce.latest.telling.document == BROKEN.sha256


def test_filters(linked: LinkingStore) -> None:
    assert {each.type for each in incidents(linked, Wanted(type="ACCUSE"))} == {"ACCUSE"}
    assert [each.place.name for each in incidents(linked, Wanted(place="Mellit")) if each.place] == ["Mellit"]
    assert incidents(linked, Wanted(country="SYR")) == []
    assert len(incidents(linked, Wanted(start="2024-05-14", end="2024-05"))) == 1
    assert len(incidents(linked, ANY, limit=1)) == 1
    assert incidents(linked, Wanted(place="%")) == incidents(linked, Wanted(place="_")) == []


@MANY
@given(order=st.permutations(WEEK), size=st.integers(1, 5), heads=st.sampled_from([1, 2, 12]))
def test_order_and_batches_make_no_difference(
    store: LinkingStore, order: Sequence[Reading], size: int, heads: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "HEADS", heads)
        keep(_emptied(store))
        link(store)
        expected, export = state(store), exported(store)
        _emptied(store)
        for start in range(0, len(order), size):
            keep(store, order[start : start + size])
            link(store)
        assert state(store) == expected
        assert exported(store) == export


@MANY
@given(gone=st.sets(st.sampled_from(range(len(WEEK))), min_size=1), heads=st.sampled_from([1, 2, 12]))
def test_what_is_withdrawn_leaves_no_trace_and_comes_back_whole(
    store: LinkingStore, gone: set[int], heads: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "HEADS", heads)
        keep(_emptied(store))
        link(store)
        whole = state(store)
        for number in gone:
            store.withdraw(WEEK[number].document.sha256, "withdrawn")
        link(store)
        rest = state(store)
        for number in gone:
            store.reinstate(WEEK[number].document.sha256, "back")
        link(store)
        assert state(store) == whole
        keep(_emptied(store), [reading for number, reading in enumerate(WEEK) if number not in gone])
        link(store)
        assert state(store) == rest


def _emptied(store: LinkingStore) -> LinkingStore:
    empty(store)
    return store


def test_a_batch_that_fails_is_undone_and_linked_the_next_time(
    store: LinkingStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(store)
    monkeypatch.setattr(run, "BATCH", 3)
    batches = Linker(store).run()
    assert next(batches) == 3
    before = state(store)
    with monkeypatch.context() as patch:
        patch.setattr(run, "compare", lambda *_: 1 // 0)
        failing = Linker(store).run()
        with pytest.raises(ZeroDivisionError):
            next(failing)
    assert state(store) == before
    assert store.unlinked(VERSION) == len(WEEK) - 3
    assert link(store) == len(WEEK) - 3
    assert store.unlinked(VERSION) == 0
    assert link(store) == 0


def test_another_version_links_all_again(linked: LinkingStore, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(linked)
    monkeypatch.setattr(run, "VERSION", "0")
    assert link(linked) == len(WEEK)
    assert state(linked) == before


def test_judgements_part_join_and_are_undone(linked: LinkingStore) -> None:
    before = state(linked)
    other = event(RISEN, "shelling", at="Abu Shouk", day="2024-05-11").id
    seized = event(ELSEWHERE, "seized", at="Mellit", day="2024-05-14").id
    parted = linked.judge(Decision.NOT_SAME, [other, HIT.id], "ann", "two attacks")
    link(linked)
    assert other not in linked.grouped(LinkKind.INCIDENT, [HIT.id])[HIT.id]
    joined = linked.judge(Decision.SAME, [HIT.id, seized], "ann", "one campaign")
    link(linked)
    assert seized in linked.grouped(LinkKind.INCIDENT, [HIT.id])[HIT.id]
    assert any(each.judgement == joined.id for each in links(linked, LinkKind.INCIDENT, [HIT.id, seized]))
    for judgement in (parted, joined):
        linked.judge(Decision.UNDONE, judgement.subjects, "ann", "a mistake", judgement.id)
    link(linked)
    assert state(linked) == before
    assert [each.decision for each in linked.judgements(HIT.id)][-1] == Decision.UNDONE


def test_a_judgement_holds_for_reprints_and_survives_their_absence(linked: LinkingStore) -> None:
    subjects = [SHELLED.sha256, REPRINTED.sha256]
    linked.judge(Decision.NOT_SAME, subjects, "ann", "written apart", "reprint")
    linked.withdraw(REPRINTED.sha256, "withdrawn")
    link(linked)
    linked.reinstate(REPRINTED.sha256, "back")
    link(linked)
    assert linked.grouped(LinkKind.REPRINT, subjects) == {sha: (sha,) for sha in subjects}


def test_reasons(linked: LinkingStore) -> None:
    members = linked.grouped(LinkKind.INCIDENT, [HIT.id])[HIT.id]
    for each in links(linked, LinkKind.INCIDENT, members):
        assert each.reasons
        assert {each.a, each.b} <= set(members)
    seized = event(ELSEWHERE, "seized", at="Mellit", day="2024-05-14").id
    against = compared(linked, LinkKind.INCIDENT, HIT.id, seized)
    assert against is not None
    assert against.score < 0.5
    assert any(reason.weight < 0 and "Mellit" in reason.text for reason in against.reasons)
    copy = links(linked, LinkKind.REPRINT, [SHELLED.sha256, REPRINTED.sha256])
    assert "word for word" in copy[0].reasons[0].text


def test_ids_lead_to_what_they_name(linked: LinkingStore) -> None:
    members = linked.grouped(LinkKind.INCIDENT, [HIT.id])[HIT.id]
    for typed in (HIT.id, HIT.id.replace("event", "incident"), members[0].replace("event", "incident")):
        assert find(linked, typed).members == members
    for typed in (SHELLED.sha256, SHELLED.sha256[:10], f"story-{SHELLED.sha256[:16]}"):
        assert SHELLED.sha256 in find(linked, typed).members
    assert find(linked, f"reprint-{SHELLED.sha256[:16]}").kind == LinkKind.REPRINT
