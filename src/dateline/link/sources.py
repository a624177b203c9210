"""Whose words a document prints, so that one agency's text counts as one source whoever prints it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from dateline.model.document import Document
from dateline.model.linked import ReprintGroup

_CREDIT: Final = 250  # characters at the head and at the end in which a credit stands


def own_source(document: Document) -> str:
    """The agency, else the publisher, else the document itself, which then is a source of its own."""
    return document.agency or document.publisher or document.sha256


def group_of(documents: Sequence[Document]) -> ReprintGroup:
    """A group of reprints: the source is the one that most of its documents name as agency, publisher or credit; of
    several, that of the earliest.
    """
    ordered = sorted(documents, key=lambda each: (each.published or "9", each.sha256))
    names = list(dict.fromkeys(own_source(each) for each in ordered))
    source = max(names, key=lambda name: (sum(_names(each, name) for each in ordered), -names.index(name)))
    first = min(each.sha256 for each in documents)
    return ReprintGroup(f"reprint-{first[:16]}", source, tuple(each.sha256 for each in ordered))


def _names(document: Document, name: str) -> bool:
    return name in (document.agency, document.publisher) or (
        name in document.text[:_CREDIT] or name in document.text[-_CREDIT:]
    )


def sources_of(documents: Mapping[str, Document], groups: Sequence[Sequence[str]]) -> dict[str, str]:
    """The source of each document, by hash, once the reprints among all documents are known."""
    found = {sha: own_source(document) for sha, document in documents.items()}
    for group in groups:
        made = group_of([documents[sha] for sha in group])
        found |= dict.fromkeys(group, made.source)
    return found


def days_of(documents: Mapping[str, Document], groups: Sequence[Sequence[str]]) -> dict[str, str]:
    """The earliest day on which the text of a reprint came out, by hash."""
    found: dict[str, str] = {}
    for group in groups:
        days = sorted(day for sha in group if (day := documents[sha].published))
        found |= dict.fromkeys(group, days[0]) if days else {}
    return found


def with_merged(groups: Collection[Sequence[str]], pairs: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The groups of two and more, sorted, each with the texts of other groups that print words of most of it."""
    near: dict[str, set[str]] = {}
    for one, other in pairs:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    found = set()
    for group in groups:
        own = set(group)
        merged = {sha for each in group for sha in near.get(each, ()) if 2 * len(near[sha] & own) > len(own)}
        found.add(tuple(sorted(own | merged)))
    whole = [group for group in found if len(group) > 1]
    return sorted(group for group in whole if not any(set(group) < set(other) for other in whole))
