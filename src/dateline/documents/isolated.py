"""Documents read in a worker that can be ended: ten seconds and a gigabyte for each, whatever its bytes do."""

import msgspec

from dateline.documents.build import STAGE, rejected
from dateline.documents.raw import read_raw
from dateline.errors import FileDamaged, InputError
from dateline.model.document import Document, Rejected
from dateline.model.raw import RawItem
from dateline.worker import Worker


class _Task(msgspec.Struct):
    item: RawItem
    max_characters: int | None


class _Answer(msgspec.Struct):
    document: Document | None
    rejected: Rejected | None


class Reader:
    """Reads items one at a time; `close` ends the worker."""

    def __init__(self, max_characters: int | None, worker: Worker | None = None) -> None:
        self._limit = max_characters
        self._worker = worker or Worker("dateline.documents.isolated:serve")

    def read(self, item: RawItem) -> Document | Rejected:
        """As `read_raw`, and a Rejected too where it takes too long, too much memory, or ends the worker."""
        subject = item.url or item.key
        try:
            answer = self._worker.call(msgspec.msgpack.encode(_Task(item, self._limit)), subject)
            found = msgspec.msgpack.decode(answer, type=_Answer)
        except InputError as error:
            return rejected(error)
        return found.document or found.rejected or Rejected(subject, STAGE, FileDamaged.code, "no answer")

    def close(self) -> None:
        """Ends the worker."""
        self._worker.close()


def serve(task: bytes) -> bytes:
    """The work of the child."""
    given = msgspec.msgpack.decode(task, type=_Task)
    try:
        found = read_raw(given.item, given.max_characters)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 -- on hostile bytes the libraries raise anything at all
        subject = given.item.url or given.item.key
        found = rejected(FileDamaged(subject, f"it cannot be taken apart: {type(error).__name__}: {error}"[:200]))
    answer = _Answer(found, None) if isinstance(found, Document) else _Answer(None, found)
    return msgspec.msgpack.encode(answer)
