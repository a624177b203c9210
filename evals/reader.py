"""The extractor under test: the pipeline with the settings of this process."""

from collections.abc import Iterable, Iterator
from functools import cache

from dateline.config import settings
from dateline.model.document import Document, Rejected
from dateline.model.records import Reading
from dateline.pipeline import Pipeline


def read(documents: Iterable[Document]) -> Iterator[Reading | Rejected]:
    """One result for each document, in order."""
    return _pipeline().read(documents)


def read_with_mentions(documents: Iterable[Document]) -> Iterator[Reading | Rejected]:
    """The same, with every mention in the reading; slower."""
    return _pipeline(mentions=True).read(documents)


@cache
def _pipeline(mentions: bool = False) -> Pipeline:
    return Pipeline(settings(), mentions)
