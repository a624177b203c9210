"""A week of sources with faults in half a minute: killed five times, the database holds the same all the same."""

from pathlib import Path

from evals.replay import FAULTS
from evals.watch import KILLS, run
from evals.week import DAYS, Week


def test_killed_five_times_it_holds_the_same(tmp_path: Path) -> None:
    outcome = run(0.6, plain=True, seed=3, folder=tmp_path, hang=0.3)
    assert outcome.wrong == ()
    assert outcome.differ == ()
    assert outcome.undisturbed == outcome.killed
    assert outcome.equal
    assert (outcome.kills, outcome.documents) == (KILLS, 26)
    assert sum(outcome.faults.values()) > 20
    assert set(outcome.faults) <= set(FAULTS)


def test_the_week_grows_and_keeps_what_it_told() -> None:
    week = Week("http://127.0.0.1:1")
    for name in ("rss", "mirror", "atom", "feed", "sitemap", "ninjs", "newsml"):
        early, late = (week.answer(f"/{name}", day) for day in (0.0, DAYS))
        assert early is not None
        assert late is not None
        assert len(late.body) > len(early.body)
    assert week.answer("/rss/4", 0.0) is None
    first, corrected = (week.answer("/rss/0", day) for day in (4.0, 5.0))
    assert first is not None
    assert corrected is not None
    assert b"corrected" in corrected.body
    assert b"corrected" not in first.body
    assert week.answer("/nothing", DAYS) is None
    assert b">x-rss-0<" in (week.answer("/rss", DAYS, "x-") or first).body
