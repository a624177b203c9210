"""How a source is doing: when it is due, whether it fails, whether it has gone quiet. Pure; moments are seconds."""

from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from statistics import median
from typing import Final

from dateline.sources.registry import Source

RUNS: Final = 7
QUIET: Final = 0.5
_DAY: Final = 86_400.0
_JITTER: Final = 0.1


class State(StrEnum):
    """What `dateline sources` shows."""

    NEW = "new"
    WELL = "well"
    FAILING = "failing"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Health:
    """The last visits to a source. `counts` are the items of the last visits that brought a list, newest last."""

    source: str
    tried: float | None = None
    succeeded: float | None = None
    failures: int = 0
    items: int = 0
    reason: str | None = None
    counts: tuple[int, ...] = ()


def after(health: Health, at: float, listed: int, new: int, unchanged: bool, failure: str | None) -> Health:
    """The health after a visit; an unchanged list says nothing of how much the source writes, so it is not counted."""
    if failure is not None:
        return replace(health, tried=at, failures=health.failures + 1, reason=failure)
    counts = health.counts if unchanged else (*health.counts, listed)[-RUNS - 1 :]
    return Health(health.source, at, at, 0, health.items + new, None, counts)


def state(health: Health, interval: float, now: float) -> State:
    """QUIET where the last list held less than half of the median of the seven before it, or nothing came for long."""
    if health.tried is None:
        return State.NEW
    if health.failures:
        return State.FAILING
    *before, last = health.counts or (0,)
    if before and last < QUIET * median(before):
        return State.QUIET
    long_ago = health.succeeded is None or now - health.succeeded > max(10 * interval, 2 * _DAY)
    return State.QUIET if long_ago else State.WELL


def due(health: Health, source: Source, now: float) -> float:
    """Seconds until the next visit, none or negative where it is due; failures double the interval up to a day.

    The share of jitter hangs on the name, so that forty sources of one interval do not come due at once. With a clock
    that was set back the wait is never longer than one interval.
    """
    if health.tried is None:
        return 0.0
    share = int.from_bytes(sha256(source.name.encode("utf-8")).digest()[:2], "big") / 65_535
    wait = max(source.interval, min(source.interval * 2.0 ** min(health.failures, 20), _DAY))
    wait *= 1 + _JITTER * share
    return min(health.tried + wait - now, wait)
