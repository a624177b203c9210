"""Near-copies: runs of words that a document shares with a document of the dev part.

What a model is trained on must not repeat what it is measured on. Words are compared without case and punctuation.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from evals.corpus import is_dev
from evals.gold import GoldHead

RUN: Final = 8
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Shared:
    """A document shares `runs` runs of eight words with `dev_id`; `words` is the first of them."""

    id: str
    dev_id: str
    runs: int
    words: str


@dataclass(slots=True)
class DevRuns:
    """The runs of the dev documents, as digests; other documents are held against them."""

    _owners: dict[bytes, str] = field(default_factory=dict)

    def add(self, heads: Iterable[GoldHead]) -> None:
        """Takes the dev documents among the given ones; the others are passed over."""
        for head in heads:
            if is_dev(head.id):
                for _, digest in runs_of(head):
                    self._owners.setdefault(digest, head.id)

    def shared(self, head: GoldHead) -> list[Shared]:
        """One entry for each dev document that shares a run with this one; none for a dev document itself."""
        if is_dev(head.id):
            return []
        found: dict[str, list[str]] = {}
        for words, digest in runs_of(head):
            owner = self._owners.get(digest)
            if owner is not None:
                found.setdefault(owner, []).append(" ".join(words))
        return [Shared(head.id, owner, len(runs), runs[0]) for owner, runs in sorted(found.items())]


def runs_of(head: GoldHead) -> Iterator[tuple[Sequence[str], bytes]]:
    """All runs of eight words of the title and of the text, each with its digest."""
    for part in (head.title or "", head.text):
        words = [word.casefold().replace("’", "'") for word in _WORD.findall(part)]
        for start in range(len(words) - RUN + 1):
            run = words[start : start + RUN]
            yield run, hashlib.blake2b(" ".join(run).encode("utf-8"), digest_size=8).digest()


def near_copies(heads: Sequence[GoldHead], dev: Iterable[GoldHead] = ()) -> list[Shared]:
    """What the documents share with the dev part among them and among the further `dev` documents."""
    runs = DevRuns()
    runs.add(heads)
    runs.add(dev)
    return [one for head in heads for one in runs.shared(head)]
