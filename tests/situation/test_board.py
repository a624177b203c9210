"""The board is a copy: after any changes it answers as one that was read afresh, and as the store itself does."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from dateline.link.run import Linker
from dateline.situation.board import Board
from dateline.situation.pages import Cursor, records_after
from dateline.situation.query import Kind, Query, days_of
from dateline.situation.search import counts, find, passage
from dateline.situation.tallies import actors, codes, countries, deeds, places
from dateline.store.base import Filter
from dateline.store.base_linking import LinkingStore
from dateline.store.opening import open_store
from tests.contract.samples import Ticking
from tests.web.build import fill, keep, readings, sample


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LinkingStore]:
    target = str(tmp_path_factory.mktemp("board") / "news.db")
    fill(target, readings(20))
    with open_store(target, readonly=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def board(store: LinkingStore) -> Board:
    return Board.read(store)


def _ids(board: Board, query: Query, store: LinkingStore) -> list[str]:
    return [board.ids[row] for row in board.select(query, store)]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (Query(kind=Kind.EVENT), Filter(kind="event")),
        (Query(kind=Kind.EVENT, type="ASSAULT"), Filter(kind="event", type="ASSAULT")),
        (Query(kind=Kind.EVENT, status="planned"), Filter(kind="event", status="planned")),
        (Query(kind=Kind.FIGURE, type="killed"), Filter(kind="figure", type="killed")),
        (Query(type="NONE"), Filter(type="NONE")),
    ],
)
def test_it_finds_what_the_store_finds(board: Board, store: LinkingStore, query: Query, wanted: Filter) -> None:
    expected = {record.id for record in store.records(wanted, limit=100_000)}
    found = _ids(board, query, store)
    assert set(found) == expected
    assert len(found) == len(expected)


def test_days_fall_and_ids_break_ties(board: Board, store: LinkingStore) -> None:
    rows = board.select(Query(), store)
    order = [(-int(board.columns.day[row]), board.ids[row].rpartition("-")[2]) for row in rows]
    assert order == sorted(order)
    assert len(rows) == store.counts().records


@given(limit=some.integers(1, 40))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_pages_of_any_size_are_the_whole(board: Board, store: LinkingStore, limit: int) -> None:
    rows = board.select(Query(kind=Kind.QUOTATION), store)
    seen: list[str] = []
    after: Cursor | None = None
    while True:
        shown, after = records_after(board, store, rows, after, limit)
        seen += [one.kept.id for one in shown]
        if after is None:
            break
    assert seen == [board.ids[row] for row in rows]


@given(
    steps=some.lists(
        some.tuples(some.sampled_from(["add", "withdraw", "reinstate", "again"]), some.integers(0, 5)), max_size=8
    )
)
@settings(max_examples=12, deadline=None)
def test_a_refreshed_board_is_as_one_read_afresh(
    steps: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    told = [sample(f"Paper {at}", f"2026-03-{at + 1:02}", ending=f"\n\nEdition {at}.") for at in range(6)]
    target = str(tmp_path_factory.mktemp("steps") / "news.db")
    with open_store(target, create=True, clock=Ticking()) as store:
        keep(store, readings(0))
        board = Board.read(store)
        for step, at in steps:
            sha256 = told[at].document.sha256
            if step == "add":
                keep(store, [told[at]])
            elif step == "withdraw":
                store.withdraw(sha256, "a test")
            elif step == "reinstate":
                store.reinstate(sha256, "a test")
            else:
                list(Linker(store).run())
            board = board.refreshed(store)
            fresh = Board.read(store)
            for query in (
                Query(),
                Query(kind=Kind.EVENT, place="Tarru"),
                Query(publisher="Paper 1"),
                Query(actor="ODA MIL"),
            ):
                assert _ids(board, query, store) == _ids(fresh, query, store)
            assert board.documents == fresh.documents
            assert {name for name in board.ids if board.row(name) is not None} == {
                name for name in fresh.ids if fresh.row(name) is not None
            }


def test_nothing_changed_is_the_same_board(board: Board, store: LinkingStore) -> None:
    assert board.refreshed(store) is board


def test_counts_are_those_of_the_records(board: Board, store: LinkingStore) -> None:
    rows = board.select(Query(kind=Kind.EVENT, place="Tarru"), store)
    (tarru,) = places(board, rows)
    assert (tarru.spot.name, tarru.records, tarru.quads) == ("Tarru", 4, (0, 0, 0, 4))
    assert codes(board, rows, "type") == [("ASSAULT", 4)]
    assert countries(board, rows) == ([(tarru.spot.country, 4)] if tarru.spot.country else [])
    by_name = {one.party.label: one for one in actors(board, rows)}
    assert by_name["Odalian troops (ODA MIL)"].by_role()["actor"] == 4
    (deed,) = deeds(board, rows)
    assert (deed.actor.code, deed.type, deed.quad, deed.recipient.code, deed.events) == (
        "ODA MIL",
        "ASSAULT",
        4,
        "TAR CVL",
        4,
    )
    assert sum(board.kinds(board.select(Query(), store)).values()) == store.counts().records


def test_documents_by_words_source_and_day(board: Board, store: LinkingStore) -> None:
    assert len(find(board, store, Query())) == store.counts().documents
    found = find(board, store, Query(words="Tarru valley"))
    assert {face.publisher for face in found} == {"Harbour News", "Coast Tribune", "Valley Post", "Senn Daily"}
    assert [face.publisher for face in find(board, store, Query(publisher="Senn Daily"))] == ["Senn Daily"]
    days = {face.published for face in find(board, store, Query(start="2026-03-05", end="2026-03"))}
    assert days == {"2026-03-05", "2026-03-06"}
    assert [sum(one.values()) for one in counts(board, found)] == [10, 10, 10, 10]


def test_a_passage_shows_the_words_that_were_asked_for() -> None:
    text = "First words. " * 50 + "Then the Ceasefire held, they said." + " Last words." * 50
    pieces = passage(text, "ceasefire held")
    assert [piece.text for piece in pieces if piece.hit] == ["Ceasefire", "held"]
    whole = "".join(piece.text for piece in pieces)
    assert whole.startswith("… ")
    assert whole.endswith(" …")
    assert "".join(piece.text for piece in passage("Short.", None)) == "Short."
    assert passage("a (b", "(b [")[-1].text == ""
    assert [piece.text for piece in passage("Killing two, the kiln stood.", "killed") if piece.hit] == ["Killing"]


@pytest.mark.parametrize(
    ("prefix", "ends"),
    [
        ("2020", (date(2020, 1, 1), date(2020, 12, 31))),
        ("2020-02", (date(2020, 2, 1), date(2020, 2, 29))),
        ("2021-02", (date(2021, 2, 1), date(2021, 2, 28))),
        ("2020-12", (date(2020, 12, 1), date(2020, 12, 31))),
        ("9999-12", (date(9999, 12, 1), date(9999, 12, 31))),
        ("2020-02-29", (date(2020, 2, 29), date(2020, 2, 29))),
        ("2020-02-29T10:00", (date(2020, 2, 29), date(2020, 2, 29))),
        ("2020-02-30", None), ("2020-13", None), ("", None), ("x", None), ("0000", None),
    ],
)  # fmt: skip
def test_an_iso_prefix_is_its_first_and_last_day(prefix: str, ends: tuple[date, date] | None) -> None:
    assert days_of(prefix) == (None if ends is None else (ends[0].toordinal(), ends[1].toordinal()))


def test_an_empty_store_gives_an_empty_board(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "empty.db"), create=True) as store:
        board = Board.read(store)
        rows = board.select(Query(place="x", actor="y", bbox=(0, 0, 1, 1), start="2020", publisher="z"), store)
        assert len(rows) == 0
        assert rows.dtype == np.int32
        assert board.days == (None, None)
        assert (places(board, rows), actors(board, rows), deeds(board, rows), find(board, store, Query(words="x"))) == (
            [],
            [],
            [],
            [],
        )
