"""The path of a document, whole: read the words, annotate, code, in input order whatever ran at once."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property

from dateline.annotate.annotator import annotate
from dateline.annotate.runtime import Model, shipped_model
from dateline.config import Settings
from dateline.errors import DatelineError, DocumentFault
from dateline.model.document import Document, Rejected
from dateline.model.records import Reading
from dateline.records.build import build


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

    def _submit(self, pool: ThreadPoolExecutor, document: Document) -> Future[Reading | Rejected]:
        _ = self.model  # loaded here, once: the first documents would each load it in a thread of their own
        return pool.submit(self._attempt, document)


def _result(item: Rejected | Future[Reading | Rejected]) -> Reading | Rejected:
    return item if isinstance(item, Rejected) else item.result()
