"""The child that is killed: keeps documents, and says so after each commit."""

import sys
from contextlib import suppress
from multiprocessing.connection import Connection

from dateline.errors import StoreUnreachable
from dateline.model.document import Document
from dateline.store.opening import open_store
from tests.contract.samples import TEXTS, SamplePipeline, arrivals, document


def numbered(number: int) -> Document:
    """The document with this number; every third is one that is there already, met elsewhere on an earlier day."""
    text = f"{TEXTS[number % 5]} Part {number - number % 3}."
    return document(text, id=f"{number:06}", published=f"2026-01-{28 - number % 3}", url=f"https://{number}.example")


def write(target: str, first: int, batch: int, said: Connection) -> None:
    """Keeps batches from `first` on until it is killed; says the number after the last that was acknowledged.

    It exits with 9 where the server goes away.
    """
    pipeline = SamplePipeline()
    with suppress(StoreUnreachable), open_store(target, create=True) as store:
        while True:
            for _ in pipeline.keep(store, arrivals(*(numbered(first + place) for place in range(batch))), workers=1):
                first += batch
                said.send(first)
    sys.exit(9)
