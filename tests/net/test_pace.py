"""Turns: spaced, one at a time, later after failures, never before the host said, whatever the clock does."""

import threading
from itertools import pairwise

import pytest

from dateline.errors_collecting import NotYet
from dateline.net.pace import DAY, MAX_TOLD, SPACING, HostState, Pace
from tests.net.fakes import FakeClock


def test_requests_are_five_seconds_apart() -> None:
    clock = FakeClock()
    pace = Pace(clock)
    starts = []
    for _ in range(4):
        with pace.turn("a"):
            starts.append(clock.monotonic())
            clock.pass_(2)
    assert [round(late - soon, 6) for soon, late in pairwise(starts)] == [2 + SPACING] * 3
    with pace.turn("b"):
        assert clock.sleeps == [SPACING] * 3


def test_one_at_a_time() -> None:
    pace = Pace(FakeClock())
    inside, most = [0], [0]

    def work() -> None:
        with pace.turn("a"):
            inside[0] += 1
            most[0] = max(most[0], inside[0])
            inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_back_off_doubles_up_to_a_day_and_ends_with_success() -> None:
    pace = Pace(FakeClock())
    waits = [pace.failed("a") for _ in range(15)]
    assert waits[:4] == [60, 120, 240, 480]
    assert waits[-1] == DAY
    pace.succeeded("a")
    assert pace.failed("a") == 60


def test_a_wait_beyond_patience_is_not_slept_through() -> None:
    clock = FakeClock()
    pace = Pace(clock, patience=10)
    pace.told("a", 3600)
    with pytest.raises(NotYet), pace.turn("a"):
        pass
    assert clock.sleeps == []
    clock.pass_(3595)
    with pace.turn("a"):
        assert clock.sleeps == [5]


def test_a_host_may_ask_for_more_room_but_not_for_less() -> None:
    clock = FakeClock()
    pace = Pace(clock, patience=1000)
    for asked, kept in [(20.0, 20.0), (0.1, SPACING), (1e9, 300.0)]:
        pace.delay("a", asked)
        with pace.turn("a"):
            pass
        clock.sleeps.clear()
        with pace.turn("a"):
            assert clock.sleeps == [kept]
        clock.pass_(1000)


@pytest.mark.parametrize(("jump", "left"), [(0, 1000), (-500_000, 1000), (400, 600), (5000, 0)])
def test_what_was_kept_survives_a_clock_that_jumps(jump: float, left: float) -> None:
    clock = FakeClock()
    pace = Pace(clock)
    pace.failed("a", told=1000)
    (kept,) = pace.states()
    assert kept == HostState("a", clock.now(), clock.now() + 1000, 1)
    later = FakeClock(now=clock.now() + jump)
    again = Pace(later, patience=10_000)
    again.restore(kept)
    with again.turn("a"):
        assert sum(later.sleeps) == pytest.approx(left)


def test_an_absurd_wish_is_capped() -> None:
    pace = Pace(FakeClock())
    assert pace.failed("a", told=1e15) == MAX_TOLD


def test_hosts_in_good_standing_are_not_kept() -> None:
    pace = Pace(FakeClock())
    with pace.turn("a"):
        pace.succeeded("a")
    assert pace.states() == ()
