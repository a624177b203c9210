"""What the store keeps of a source between visits, as the two JSON texts of `store.base.Source`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

import msgspec

from dateline.errors import StoreCorrupt
from dateline.model.raw import Entry
from dateline.net.client import Validators
from dateline.net.pace import HostState, Pace
from dateline.sources import registry
from dateline.sources.health import Health
from dateline.store.base import Source, Store

_MOST_VALIDATORS: Final = 50


@dataclass(frozen=True, slots=True)
class Memory:
    """What the last visits left behind. `hosts` are the pauses of all hosts when it was `saved` (seconds since 1970);
    `put_off` counts the items that the last visit left for the next one, and `why` is the reason of the first.
    """

    health: Health
    validators: tuple[Validators, ...] = ()
    moved: str | None = None
    put_off: int = 0
    why: str | None = None
    hosts: tuple[HostState, ...] = ()
    saved: float = 0.0

    def with_validators(self, fresh: Sequence[Validators]) -> "Memory":
        """With the new ones. The old ones stay: what they stand for is stored, so they can only spare a request."""
        kept = {one.asked: one for one in self.validators} | {one.asked: one for one in fresh}
        return replace(self, validators=tuple(kept.values())[-_MOST_VALIDATORS:])


@dataclass(frozen=True, slots=True)
class _Settings:
    source: registry.Source
    listed: bool


@dataclass(frozen=True, slots=True)
class Known:
    """One source as the store has it; `listed` is False where the list no longer names it."""

    source: registry.Source
    memory: Memory
    listed: bool = True

    def row(self) -> Source:
        """As the store takes it."""
        settings = msgspec.json.encode(_Settings(self.source, self.listed)).decode()
        memory = msgspec.json.encode(self.memory).decode()
        return Source(self.source.name, self.source.kind, self.source.place, settings, memory)


def known_sources(store: Store) -> dict[str, Known]:
    """All sources by name, those included that the list no longer names."""
    found = {}
    for kept in store.sources():
        try:
            settings = msgspec.json.decode(kept.source.settings, type=_Settings)
            memory = msgspec.json.decode(kept.source.memory, type=Memory)
        except msgspec.MsgspecError as error:
            raise StoreCorrupt(store.subject, f"what is kept of the source {kept.source.name}: {error}") from error
        found[kept.source.name] = Known(settings.source, memory, settings.listed)
    return found


def list_sources(store: Store, listed: Sequence[registry.Source]) -> None:
    """Makes these the sources of the store. What is known of the others stays, should they come back."""
    before = known_sources(store)
    for source in listed:
        old = before.pop(source.name, None)
        same = old is not None and (old.source.kind, old.source.place) == (source.kind, source.place)
        memory = old.memory if old is not None and same else Memory(Health(source.name))
        if old is None or (old.source, old.listed) != (source, True):
            store.put_source(Known(source, memory).row())
    for old in before.values():
        if old.listed:
            store.put_source(replace(old, listed=False).row())


def restore(pace: Pace, known: Iterable[Known]) -> None:
    """Takes up the pauses of the hosts as they were saved last; an older saving knows nothing of what came after it."""
    last = max((each.memory for each in known), key=lambda memory: memory.saved, default=None)
    for state in last.hosts if last is not None else ():
        pace.restore(state)


def newest(known: Iterable[Known]) -> datetime | None:
    """The last moment at which a source was asked: it has passed, even if the clock says otherwise."""
    tried = [each.memory.health.tried for each in known if each.memory.health.tried is not None]
    return datetime.fromtimestamp(max(tried), UTC) if tried else None


class VisitMemory:
    """`sources.collect.Memory` over the store."""

    def __init__(self, store: Store, memory: Memory) -> None:
        self._store = store
        self._validators = {one.asked: one for one in memory.validators}

    def validators(self, url: str) -> Validators | None:
        """Those of the last visit."""
        return self._validators.get(url)

    def known(self, entry: Entry) -> bool:
        """Asks the store."""
        return self._store.known(entry)
