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


@cache
def _pipeline() -> Pipeline:
    return Pipeline(settings())
