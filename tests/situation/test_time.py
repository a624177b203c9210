"""Timelines hold each record once; trends say why; incidents compare source by source."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dateline.model.codes import DatePrecision, PlacePrecision
from dateline.model.records import Date, Place, Reading
from dateline.situation import linked
from dateline.situation.board import Board
from dateline.situation.compared import compared
from dateline.situation.groups import Order, groups
from dateline.situation.query import Kind, Query
from dateline.situation.sources import sources
from dateline.situation.timeline import MOST, Unit, timeline
from dateline.situation.trends import WEEKS, trends
from dateline.store.base_linking import LinkingStore
from dateline.store.opening import open_store
from dateline.web.draw import chart_of, nice
from tests.web.build import fill, readings, sample


def _on(day: date, at: int, town: str = "Tarru") -> Reading:
    """The invented dispatch with its shelling on this day, in this town of ODA."""
    made = sample("Wire", day.isoformat(), ending=f"\n\nNumber {at} of {day}.")
    first = made.events[0]
    assert first.place is not None
    place: Place = replace(first.place, name=town, country="ODA", precision=PlacePrecision.TOWN)
    told = replace(first, place=place, date=Date(None, day.isoformat(), None, DatePrecision.DAY))
    return replace(made, events=(told, *made.events[1:]))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LinkingStore]:
    target = str(tmp_path_factory.mktemp("time") / "news.db")
    fill(target, readings(20))
    with open_store(target, readonly=True) as store:
        yield store


@pytest.mark.parametrize(
    ("query", "unit"),
    [
        (Query(place="Tarru"), Unit.DAY),
        (Query(start="2025-01-01", end="2026-04-01"), Unit.WEEK),
        (Query(start="2020", end="2026"), Unit.MONTH),
        (Query(start="1994", end="2026"), Unit.YEAR),
        (Query(), Unit.YEAR),
    ],
)
def test_every_record_is_in_one_bucket_or_counted_beside(filled: LinkingStore, query: Query, unit: Unit) -> None:
    board = Board.read(filled)
    rows = board.select(replace(query, start=None, end=None), filled)
    found = timeline(board, rows, query)
    assert found.unit is unit
    assert len(found.buckets) <= MOST + 1
    assert sum(one.records for one in found.buckets) + found.before + found.after + found.undated == len(rows)
    for one, following in zip(found.buckets, found.buckets[1:], strict=False):
        assert following.start == one.end + timedelta(days=1)
    chart = chart_of(found)
    assert all(part.y >= 0 and part.y + part.height <= chart.height for bar in chart.bars for part in bar.parts)
    assert all(bar.x + bar.width <= 100.001 for bar in chart.bars)


def test_nice_numbers_are_short_and_large_enough() -> None:
    for number in range(1, 5000, 7):
        assert number <= nice(number) <= 2 * number or number == 1
    assert [nice(n) for n in (0, 1, 7, 11, 99, 151, 1001)] == [1, 1, 8, 15, 100, 200, 1500]


def _trends(tmp: str, given: list[Reading]) -> list[str]:
    fill(tmp, given)
    with open_store(tmp, readonly=True) as store:
        board = Board.read(store)
        found = trends(board, board.select(Query(), store))
        assert all(one.chance < 0.01 for one in found)
        return [f"{one.name}: {one.sentence}" for one in found]


def test_a_week_far_above_the_usual_is_flagged_with_its_reason(tmp_path_factory: pytest.TempPathFactory) -> None:
    last = date(2026, 3, 29)
    quiet = [_on(last - timedelta(days=7 * week), week) for week in range(1, WEEKS + 3)]
    loud = [_on(last - timedelta(days=at % 7), 100 + at) for at in range(9)]
    target = str(tmp_path_factory.mktemp("trend") / "news.db")
    said = _trends(target, quiet + loud)
    assert said[0].endswith(
        "9 events of material conflict in the week to 2026-03-29; the 8 weeks before had 1.0 a week (at most 1)."
    )
    assert {one.partition(":")[0] for one in said} == {"ODA", "Tarru"}


def test_a_usual_week_is_not_flagged_and_silence_after_noise_is(tmp_path_factory: pytest.TempPathFactory) -> None:
    last = date(2026, 3, 29)
    steady = [_on(last - timedelta(days=7 * week + at), week * 10 + at) for week in range(WEEKS + 2) for at in range(3)]
    assert _trends(str(tmp_path_factory.mktemp("steady") / "news.db"), steady) == []
    noisy = [
        _on(last - timedelta(days=7 * week + at % 6), week * 10 + at, "Senn")
        for week in range(1, WEEKS + 2)
        for at in range(6)
    ]
    said = _trends(str(tmp_path_factory.mktemp("silence") / "news.db"), [*noisy, _on(last, 1, "Tarru")])
    assert said[0].startswith("Senn: No event of material conflict was told of in the week to 2026-03-29")


def test_reprints_are_one_voice_in_a_comparison(filled: LinkingStore) -> None:
    board = Board.read(filled)
    found = groups(board, filled, board.select(Query(place="Tarru"), filled), Kind.EVENT, Order.TOLD)
    assert found[0].documents == max(group.documents for group in found) >= 3
    (incident,) = linked.incidents_of(filled, [found[0].members])
    rows = {row.name: row for row in compared(incident)}
    assert rows["type"].agreed is (True if len(incident.sources) > 1 else None)
    assert all(len(row.cells) == len(incident.tellings) for row in rows.values())
    first, *others = incident.tellings
    changed = replace(others[-1], place=replace(first.place, name="Senn") if first.place else None)
    apart = replace(incident, tellings=(first, *others[:-1], changed))
    place = {row.name: row for row in compared(apart)}["place"]
    if others[-1].telling.source != first.telling.source:
        assert place.agreed is False
        assert "Senn" in place.sentence


def test_sources_count_their_own_and_anothers_copy(filled: LinkingStore) -> None:
    board = Board.read(filled)
    by_name = {one.name: one for one in sources(board, board.select(Query(), filled))}
    post = by_name["Valley Post"]
    assert (post.documents, post.own, post.agencies) == (1, 0, (("Harbour News", 1),))
    assert sum(one.documents for one in by_name.values()) <= filled.counts().documents
    assert sum(one.records for one in by_name.values()) == filled.counts().records
