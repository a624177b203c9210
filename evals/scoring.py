"""Scores a set of labelled documents against readings, by document id."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from dateline.model.document import Document, Rejected
from dateline.model.ids import content_hash
from dateline.model.records import Reading
from evals.gold import GoldDocument
from evals.metrics import score_document
from evals.report import Report, build_report

# What the pipeline does: one result for each document, in order.
Read = Callable[[Iterable[Document]], Iterable[Reading | Rejected]]


def document_of(gold: GoldDocument) -> Document:
    """The labelled text as the reader would receive it: with its title and date, without the labels."""
    head = gold.doc
    return plain_document(head.id, head.text, title=head.title, published=head.published, publisher=head.source)


def plain_document(
    doc_id: str, text: str, *, title: str | None = None, published: str | None = None, publisher: str | None = None
) -> Document:
    """An English document built directly, so that the offsets are those of `text` whatever the reader of files does."""
    return Document(
        id=doc_id,
        sha256=content_hash(text),
        title=title,
        text=text,
        published=published,
        publisher=publisher,
        agency=None,
        language="en",
        url=None,
    )


def readings_of(documents: Sequence[Document], read: Read) -> dict[str, Reading]:
    """Readings by document id; a rejected document has none."""
    results = zip(documents, read(documents), strict=True)
    return {document.id: result for document, result in results if isinstance(result, Reading)}


def read_gold(documents: Sequence[GoldDocument], read: Read) -> dict[str, Reading]:
    """Readings of labelled documents."""
    return readings_of([document_of(gold) for gold in documents], read)


def score_set(name: str, documents: Sequence[GoldDocument], readings: Mapping[str, Reading]) -> Report:
    """The report of a set; readings of other documents are passed over."""
    scores = [score_document(gold, readings.get(gold.doc.id)) for gold in documents]
    missing = [gold.doc.id for gold in documents if gold.doc.id not in readings]
    return build_report(name, scores, missing)
