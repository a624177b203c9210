"""Lists read in a worker that can be ended; same words in, same Batch out."""

import msgspec

from dateline.errors import InputError
from dateline.model.raw import Batch
from dateline.sources.origin import Origin, rejected
from dateline.sources.read import read_items
from dateline.worker import Worker


class _Task(msgspec.Struct):
    data: bytes
    origin: Origin


class Lists:
    """Reads feeds, sitemaps and wires; `close` ends the worker."""

    def __init__(self, worker: Worker | None = None) -> None:
        self._worker = worker or Worker("dateline.sources.isolated:serve")

    def read(self, data: bytes, origin: Origin) -> Batch:
        """As `read_items`, and a Rejected too where it takes too long, too much memory, or ends the worker."""
        try:
            answer = self._worker.call(msgspec.msgpack.encode(_Task(data, origin)), origin.place)
            return msgspec.msgpack.decode(answer, type=Batch)
        except InputError as error:
            return Batch(rejected=(rejected(error),))

    def close(self) -> None:
        """Ends the worker."""
        self._worker.close()


def serve(task: bytes) -> bytes:
    """The work of the child."""
    found = msgspec.msgpack.decode(task, type=_Task)
    return msgspec.msgpack.encode(read_items(found.data, found.origin))
