"""The path of a document, whole: read the words, annotate, code, in input order whatever ran at once, keep, link."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property
from itertools import islice

from dateline import __version__
from dateline.annotate.annotator import annotate
from dateline.annotate.runtime import Model, shipped_model, version_of
from dateline.config import Settings
from dateline.errors import DatelineError, DocumentFault
from dateline.link.run import Linker
from dateline.model.document import Document, Rejected
from dateline.model.records import Reading
from dateline.records.build import build
from dateline.store.base import Arrival, Kept, Store
from dateline.store.base_linking import LinkingStore

BATCH = 32
"""Documents a transaction: they take seconds to read, so that one commit more or less is not felt."""


class Pipeline:
    """Documents in, readings out. Cheap to construct: the model is loaded at the first document.

    Readings hold all mentions only where `mentions` asks for them; it makes the reading slower.
    """

    def __init__(self, settings: Settings, mentions: bool = False) -> None:
        self._settings = settings
        self._mentions = mentions

    @cached_property
    def model(self) -> Model:
        """The loaded model; ModelError if it is missing or damaged."""
        return Model.load(self._settings.model_dir or shipped_model())

    @property
    def extractor(self) -> str:
        """The version that stands in every statement: the program's and the model's."""
        return f"{__version__}+{version_of(self._settings.model_dir or shipped_model())}"

    def _attempt(self, document: Document) -> Reading | Rejected:
        """A reading, or the reason why there is none: one bad document never stops a run."""
        try:
            return self.read_one(document)
        except DatelineError:
            raise
        except Exception as error:  # noqa: BLE001 -- the edge of the stages, the one place that catches all
            reason = f"{type(error).__name__}: {error}"
            return Rejected(document.id, "read", DocumentFault.code, reason, "dateline explain E040")

    def read_one(self, document: Document) -> Reading:
        """All records of one document."""
        return build(document, annotate(self.model, document, self._mentions))

    def read(
        self, documents: Iterable[Document | Rejected], workers: int | None = None
    ) -> Iterator[Reading | Rejected]:
        """Readings in input order; what was rejected before passes through. Memory does not grow with the input.

        `workers` threads run the network for several documents at once (default: one a core). A document's
        records do not depend on their number, nor on its neighbours.
        """
        workers = workers or self._settings.workers or os.cpu_count() or 1
        pending: deque[Rejected | Future[Reading | Rejected]] = deque()
        with ThreadPoolExecutor(workers) as pool:
            try:
                for item in documents:
                    pending.append(item if isinstance(item, Rejected) else self._submit(pool, item))
                    while len(pending) > 2 * workers or (pending and isinstance(pending[0], Rejected)):
                        yield _result(pending.popleft())
                while pending:
                    yield _result(pending.popleft())
            finally:
                for waiting in pending:
                    if isinstance(waiting, Future):
                        waiting.cancel()

    def link(self, store: LinkingStore) -> int:
        """Joins what waits in the store with what is linked already; returns how many documents that were."""
        return sum(Linker(store).run())

    def keep(self, store: Store, arrivals: Iterable[Arrival], workers: int | None = None) -> Iterator[Kept]:
        """Reads what is new of the arrivals and keeps all; yields what each transaction did."""
        waiting = iter(arrivals)
        while part := list(islice(waiting, BATCH)):
            yield self._keep(store, part, workers)

    def _keep(self, store: Store, arrivals: Sequence[Arrival], workers: int | None) -> Kept:
        faces: Sequence[Document] = store.unread(_documents(arrivals))
        done = Kept()
        while arrivals:
            readings, failed = self._read_all(faces, workers)
            arrivals = [replace(arrival, item=failed.get(_hash(arrival), arrival.item)) for arrival in arrivals]
            kept = self._store(store, arrivals, readings)
            done += replace(kept, deferred=())
            # Another program took in the same text meanwhile: once more, for the face that it has now.
            faces = kept.deferred
            late = {face.sha256 for face in faces}
            arrivals = [arrival for arrival in arrivals if _hash(arrival) in late]
        return done

    def reread(self, store: Store, workers: int | None = None) -> Iterator[tuple[int, int]]:
        """Reads again what another extractor version read; yields how many were read and how many failed, by batch."""
        after = ""
        while faces := store.stale(self.extractor, after, BATCH):
            readings, failed = self._read_all(faces, workers)
            self._store(store, (), readings)
            yield len(readings), len(failed)
            after = faces[-1].sha256

    def _store(self, store: Store, arrivals: Sequence[Arrival], readings: Sequence[Reading]) -> Kept:
        """The one call that keeps, whatever brought the documents: linking follows it here, batch by batch."""
        return store.keep(arrivals, readings, self.extractor)

    def _read_all(
        self, faces: Sequence[Document], workers: int | None
    ) -> tuple[list[Reading], dict[str | None, Rejected]]:
        """Readings of the faces, and the refusals by the hash of the text."""
        results = list(zip(faces, self.read(faces, workers), strict=True))
        failed: dict[str | None, Rejected] = {
            face.sha256: result for face, result in results if isinstance(result, Rejected)
        }
        return [result for _, result in results if isinstance(result, Reading)], failed

    def _submit(self, pool: ThreadPoolExecutor, document: Document) -> Future[Reading | Rejected]:
        _ = self.model  # loaded here, once: the first documents would each load it in a thread of their own
        return pool.submit(self._attempt, document)


def _result(item: Rejected | Future[Reading | Rejected]) -> Reading | Rejected:
    return item if isinstance(item, Rejected) else item.result()


def _documents(arrivals: Iterable[Arrival]) -> list[Document]:
    return [arrival.item for arrival in arrivals if isinstance(arrival.item, Document)]


def _hash(arrival: Arrival) -> str | None:
    return arrival.item.sha256 if isinstance(arrival.item, Document) else None
