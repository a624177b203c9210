"""What `dateline doctor` looks at: each check gives findings, each says what mends it. Only `mend` changes things.

The checks: settings, clock, model, disk, the file or server of the database, its tables and rows, the lock of the
collector, the sources, and what was rejected.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec

from dateline.annotate.runtime import MANIFEST, shipped_model
from dateline.collecting.remembered import Known, known_sources, newest
from dateline.config import Settings
from dateline.errors import DatelineError
from dateline.explanations import EXPLANATIONS
from dateline.net.start import open_client
from dateline.sources import health
from dateline.store.base import Store
from dateline.store.opening import SCHEMES, open_store
from dateline.store.watching import beside, stale

LEAST_FREE: Final = 500_000_000
"""Bytes of disk below which is warned."""

_SLIP: Final = timedelta(minutes=1)
_PIECE: Final = 1_000_000


class Grade(StrEnum):
    """How a finding is to be taken: BAD keeps something from working, WARNING may become bad."""

    WELL = "well"
    MENDED = "mended"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor. `mend` is a command or a sentence, None where there is nothing to do."""

    check: str
    grade: Grade
    said: str
    mend: str | None = None


def examine(
    target: str, settings: Settings, mend: bool, deep: bool, clock: Callable[[], datetime]
) -> Iterator[Finding]:
    """All findings, in a fixed order; never raises one of our errors, since each of them is a finding."""
    yield from _settings(settings)
    yield from _model(settings.model_dir or shipped_model())
    if not target.startswith(SCHEMES):
        yield from _disk(Path(target))
        yield from _lock(Path(target), mend)
    try:
        with open_store(target, readonly=not mend) as store:
            yield Finding("database", Grade.WELL, f"{store.subject} opens{' and can be written to' if mend else ''}")
            yield from _inside(store, mend, deep, clock)
    except DatelineError as error:
        yield _of(error, "database", Grade.BAD)


def _of(error: DatelineError, check: str, grade: Grade) -> Finding:
    mend = error.hint or EXPLANATIONS[error.code].command or EXPLANATIONS[error.code].mend
    return Finding(check, grade, f"{error.code} {error.subject}: {error.reason}", mend)


def _settings(settings: Settings) -> Iterator[Finding]:
    try:
        open_client(settings).close()
        yield Finding("contact", Grade.WELL, f"servers are told to write to {settings.contact}")
    except DatelineError as error:
        yield _of(error, "contact", Grade.WARNING)
    if settings.allow_networks:
        said = f"networks that are not public are let in: {settings.allow_networks}"
        yield Finding("networks", Grade.WARNING, said, "unset DATELINE_ALLOW_NETWORKS")


def _model(folder: Path) -> Iterator[Finding]:
    """The digests of the manifest; a model that was damaged on its way would read nonsense, or nothing."""
    hint = "reinstall the package, or unset DATELINE_MODEL_DIR"
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=_Manifest)
        wrong = [name for name, digest in manifest.files.items() if _digest(folder / name) != digest]
    except (OSError, msgspec.MsgspecError) as error:
        yield Finding("model", Grade.BAD, f"E050 {folder}: cannot be read: {error}", hint)
        return
    if wrong:
        yield Finding("model", Grade.BAD, f"E050 {', '.join(wrong)}: the digest differs from the manifest's", hint)
    else:
        yield Finding(
            "model", Grade.WELL, f"version {manifest.version}, {len(manifest.files)} files as in the manifest"
        )


class _Manifest(msgspec.Struct, frozen=True):
    version: str
    files: dict[str, str]


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        while piece := stream.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _disk(path: Path) -> Iterator[Finding]:
    try:
        free = shutil.disk_usage(path.absolute().parent).free
        size = sum(each.stat().st_size for each in (path, path.with_name(path.name + "-wal")) if each.exists())
    except OSError as error:
        yield Finding("disk", Grade.BAD, f"{path.parent}: {(error.strerror or str(error)).lower()}", "ls -d FOLDER")
        return
    said = f"{free // 1_000_000:,} MB free, the database takes {size / 1e6:,.1f} MB"
    enough = free >= max(LEAST_FREE, size // 2)
    mend = None if enough else "make room, or move the database while nothing writes to it"
    yield Finding("disk", Grade.WELL if enough else Grade.WARNING, said, mend)
    if path.exists() and not os.access(path, os.W_OK):
        yield Finding("disk", Grade.WARNING, f"{path} may only be read", f"chmod u+w {path}")


def _lock(path: Path, mend: bool) -> Iterator[Finding]:
    if not stale(path):
        return
    if mend:
        beside(path).unlink(missing_ok=True)
        yield Finding("lock", Grade.MENDED, "took away the lock of a collector that was killed")
    else:
        said = "the lock of a collector that was killed lies there; it does no harm"
        yield Finding("lock", Grade.WARNING, said, "dateline doctor --db FILE --mend")


def _inside(store: Store, mend: bool, deep: bool, clock: Callable[[], datetime]) -> Iterator[Finding]:
    if mend:
        yield from (Finding("rows", Grade.MENDED, said) for said in store.mend())
    found = store.check(deep)
    for said in found:
        yield Finding("rows", Grade.BAD, said, None if mend else "dateline doctor --db FILE --mend")
    if not found:
        counts = store.counts()
        held = f"{counts.documents:,} documents, {counts.records:,} records, {counts.changes:,} changes"
        yield Finding("rows", Grade.WELL, f"{held}; {'every span was compared' if deep else 'nothing is missing'}")
    known = [each for each in known_sources(store).values() if each.listed]
    yield from _clock(store, known, clock())
    yield from _sources(known, clock().timestamp())
    yield from _rejected(store)


def _clock(store: Store, known: list[Known], at: datetime) -> Iterator[Finding]:
    """Whatever the database has seen has passed; a clock that says otherwise was set back."""
    changed = store.last_change()
    latest = max((each for each in (changed, newest(known)) if each is not None), default=at)
    if latest > at + _SLIP:
        said = f"it is {_iso(at)} here, and something was stored at {_iso(latest)}: one of the two is wrong"
        yield Finding("clock", Grade.WARNING, said, "timedatectl status")
    else:
        yield Finding("clock", Grade.WELL, f"it is {_iso(at)}")


def _sources(known: list[Known], at: float) -> Iterator[Finding]:
    states = {each.source.name: health.state(each.memory.health, each.source.interval, at) for each in known}
    for each in known:
        name, mine = each.source.name, each.memory.health
        if states[name] is health.State.FAILING:
            times = "once" if mine.failures == 1 else f"{mine.failures:,} times running"
            said = f"{name} failed {times}: {mine.reason}"
            yield Finding("sources", Grade.WARNING, said, f"dateline explain {(mine.reason or 'E120')[:4]}")
        elif states[name] is health.State.QUIET:
            yield Finding("sources", Grade.WARNING, f"{name} has gone quiet", "dateline sources --db FILE")
        if each.memory.moved is not None:
            said = f"{name} has moved for good to {each.memory.moved}"
            yield Finding("sources", Grade.WARNING, said, "change its url in the list of sources")
    well = sum(state in {health.State.WELL, health.State.NEW} for state in states.values())
    yield Finding("sources", Grade.WELL, f"{well:,} of {len(known):,} sources are well or new")


def _rejected(store: Store) -> Iterator[Finding]:
    for code, number in sorted(store.refused().items(), key=lambda entry: (-entry[1], entry[0])):
        title = EXPLANATIONS[code].title if code in EXPLANATIONS else "a code of another version"
        yield Finding("rejected", Grade.WELL, f"{number:,} rejected: {code} {title}", f"dateline explain {code}")


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
