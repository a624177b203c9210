"""Authored dispatches as documents, ways to spoil their text, and a walk over every span of a value."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

from hypothesis import strategies as st

from dateline.model.document import Document
from dateline.model.ids import content_hash
from dateline.model.records import Reading, Span
from dateline.text.normalise import normalise
from evals.corpus import data_root, is_dev, real

CORPUS = Path(__file__).parents[1] / "corpus"

STRANGE = (
    "مرحبا بالعالم",
    "؟",
    "e\u0301",
    "\u0301\u0327\u0301",
    "👩‍👩‍👧‍👦 🇹🇷",
    "\u00a0",
    "\u200b\u200d\ufeff",
    "\u2028",
    "\r\n",
    "\r\n\r\n",
    "\r",
    "\x00\x07\x1b[31m",
    "\x1c\x85",
    "w" * 700,
    "中" * 90,
    "n\u0303" * 40,
    "?!.,;:-—…" * 9,
    '"',
    "“",
    "”",
    "’",
    "«",
    "(",
    "ﬁ ½ ² ４ ①",
    "\ud800",
    "\U0010fffd",
    "ß İ ı ſ",
    "at least 3 killed on Monday",
    "-",
)
"""What gets into dispatches on their way: other scripts, marks, white space of all kinds, damage."""


def document(
    text: str, published: str | None = "2020-02-22", title: str | None = None, given_id: str | None = None
) -> Document:
    """A document of any text, without the checks that refuse some."""
    text, title = normalise(text), normalise(title) if title else None
    digest = content_hash(text)
    return Document(given_id or digest, digest, title, text, published, "Test Wire", None, "en", None)


@cache
def dispatches() -> tuple[Document, ...]:
    """The authored documents that are not dev documents, by id."""
    loaded = [json.loads(path.read_text(encoding="utf-8"))["doc"] for path in sorted(CORPUS.glob("*.json"))]
    return tuple(document(d["text"], d["published"], d["title"], d["id"]) for d in loaded if not is_dev(d["id"]))


@cache
def real_dispatches() -> tuple[Document, ...]:
    """Likewise the real ones under the data root, which are not part of the repository; none without a data root.

    Only such as tell several events: among them are articles on mountains, in which nothing is to be found.
    """
    loaded = (gold.doc for gold in real(data_root()).documents if len(gold.events) >= 5)
    return tuple(document(d.text, d.published, d.title, d.id) for d in loaded if not is_dev(d.id))


@st.composite
def spoiled(draw: st.DrawFn, of: Callable[[], Sequence[Document]] = dispatches, most: int = 8) -> str:
    """A dispatch with strange text put into up to `most` places."""
    text = draw(st.sampled_from(of())).text
    payload = st.one_of(st.sampled_from(STRANGE), st.text(max_size=12))
    for share, strange in draw(st.lists(st.tuples(st.floats(0, 1), payload), min_size=1, max_size=most)):
        at = int(share * len(text))
        text = text[:at] + strange + text[at:]
    return text


@st.composite
def wrecked(draw: st.DrawFn) -> str:
    """A text that is hardly one any more: a spoiled dispatch changed throughout, or strange text alone."""
    text = draw(st.one_of(spoiled(), st.lists(st.sampled_from(STRANGE), max_size=30).map("".join), st.text()))
    change = draw(st.sampled_from((" ", "\u00a0", "", "\n", "\r\n", "\u200b", ". ", '"', "\u0301 ")))
    return text.replace(" ", change)


def spans(value: object) -> Iterator[Span]:
    """Every span in a value, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)
    elif is_dataclass(value):
        for each in fields(value):
            yield from spans(getattr(value, each.name))


def assert_spans_hold(reading: Reading) -> None:
    """Each span of a reading is not empty and equals the text at its offsets."""
    text = reading.document.text
    for span in spans(reading):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text


def record_ids(reading: Reading) -> list[str]:
    """The ids of all records of a document, kind by kind."""
    ids = [event.id for event in reading.events]
    ids += [quotation.id for quotation in reading.quotations]
    ids += [figure.id for figure in reading.figures]
    ids += [agreement.id for agreement in reading.agreements]
    return ids + [mention.id for mention in reading.mentions]


def assert_ids_differ(reading: Reading) -> None:
    """No two records of a document share an id."""
    ids = record_ids(reading)
    assert len(ids) == len(set(ids))
