"""What `collect` and `watch` share: the sources, the tools of a run, and signals that stop it."""

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from types import FrameType

from dateline.cli.messages import say, visible
from dateline.collecting.arrivals import Readers
from dateline.collecting.collector import Collector, Tools, Visited, Web
from dateline.collecting.remembered import known_sources, list_sources
from dateline.collecting.visits import Stop, StoppingClock
from dateline.config import Settings
from dateline.errors_collecting import RegistryMissing
from dateline.net.client import Client
from dateline.net.clock import Clock, SystemClock
from dateline.net.pace import Pace
from dateline.net.start import open_client
from dateline.pipeline import Pipeline
from dateline.sources.registry import Source, load
from dateline.store.base import Store


@dataclass(frozen=True, slots=True)
class Parts:
    """What a run is made of; replays, in which a week takes minutes, hand in their own. `turns` is the clock of the
    pauses between requests, where it is another one than that of the day.
    """

    settings: Settings
    clock: Clock = field(default_factory=SystemClock)
    turns: Clock | None = None
    pipeline: Pipeline | None = None
    readers: Tools | None = None


def listed(toml: Path | None) -> tuple[Source, ...]:
    """The sources of the file, none without one; paths in it count from where it lies."""
    if toml is None:
        return ()
    base = toml.absolute().parent
    found = load(toml)
    return tuple(
        source if "://" in source.place else replace(source, place=str(base / source.place)) for source in found
    )


@contextmanager
def collector(store: Store, wanted: tuple[Source, ...], stop: Stop, parts: Parts) -> Iterator[Collector]:
    """A Collector over these sources, or over those that the store knows from the last time.

    AlreadyCollecting where another program collects into the store, RegistryMissing where there is no source at all.
    """
    steady = StoppingClock(parts.clock, stop)
    pace = Pace(StoppingClock(parts.turns or parts.clock, stop))
    with ExitStack() as open_things:
        open_things.enter_context(store.collecting())
        if wanted:
            list_sources(store, wanted)
        if not any(known.listed for known in known_sources(store).values()):
            hint = "dateline collect --db FILE --sources sources.toml"
            raise RegistryMissing(store.subject, "it knows no sources yet; name a list of sources", hint)
        readers = parts.readers or open_things.enter_context(Readers(parts.settings.max_characters))

        @cache
        def client() -> Client:
            opened = open_client(parts.settings, steady, pace)
            open_things.callback(opened.close)
            return opened

        yield Collector(store, parts.pipeline or Pipeline(parts.settings), readers, Web(client, pace), steady, stop)


@contextmanager
def stopped_by_signals(stop: Stop) -> Iterator[None]:
    """Ctrl-C or SIGTERM asks to stop, once; a second one ends the program at once."""

    def ask(number: int, frame: FrameType | None) -> None:
        stop.ask()
        for each in before:
            signal.signal(each, signal.SIG_DFL)
        say("stopping after the item in hand; once more to stop at once")

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def line_of(visited: Visited) -> str:
    """One visit in one line."""
    name = visited.known.source.name
    if visited.failed is not None and visited.early:
        return f"{name}: waits for its host ({visible(visited.failed.reason)})"
    if visited.failed is not None:
        failed = visited.failed
        times = visited.known.memory.health.failures
        again = "the first failure" if times == 1 else f"failed {times:,} times running"
        return f"{name}: {failed.code} {visible(failed.reason)} ({again})"
    parts = [f"{visited.listed:,} listed", f"{visited.new:,} new or changed"]
    parts += [f"{visited.rejected:,} left out"] if visited.rejected else []
    parts += [f"{visited.put_off:,} put off to the next visit"] if visited.put_off else []
    return f"{name}: {', '.join(parts)}"
