"""Words of a text as terms with weights, and its runs of words as numbers: what all comparisons start from."""

import hashlib
import math
import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from dateline.text.normalise import normalise

RUN: Final = 4
"""Words in a run; the runs that two texts share tell copying from writing about the same thing."""

_WORD: Final = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"[’']s?$")
_ENDINGS: Final = ("ings", "ing", "edly", "ed", "ers", "er", "ments", "ment", "ies", "es", "s", "ly", "e")
_NAME_WEIGHT: Final = 1.5


def words_of(text: str) -> list[str]:
    """The words as written, without possessives."""
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(text)]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word in small letters without an English ending; "bombed", "bombing" and "bombs" are one."""
    small = word.casefold()
    for ending in _ENDINGS:
        if small.endswith(ending) and len(small) - len(ending) >= 3:
            root = small[: -len(ending)]
            return root[:-1] if len(root) > 3 and root[-1] == root[-2] and ending in ("ing", "ed", "er") else root
    return small


@cache
def _common() -> tuple[int, Mapping[str, int]]:
    """How many dispatches there were, and in how many of them each stem stands."""
    lines = (files("dateline.link") / "stems.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    counts = {stem: int(number) for stem, number in rows}
    return counts.pop(""), counts


@cache
def _table() -> Mapping[str, float]:
    total, counts = _common()
    return {stem: math.log(total / number) for stem, number in counts.items()}


@cache
def _rare() -> float:
    return math.log(_common()[0])


def weight(stemmed: str) -> float:
    """How much a shared stem says: 0 for one that stands in each dispatch. It does not depend on what is in a store,
    so a score never depends on which documents came before.
    """
    return _table().get(stemmed, _rare())


def terms_of(text: str, names: Collection[str] = ()) -> dict[str, float]:
    """Stems with weights; a name (in small letters) weighs more, a repeated word a little more."""
    known = frozenset(names)
    counts: Counter[str] = Counter()
    heavier: set[str] = set()
    for word in words_of(text):
        if len(word) < 2:
            continue
        root = stem(word)
        counts[root] += 1
        if word.casefold() in known:
            heavier.add(root)
    weighed = {}
    for root, number in counts.items():
        value = weight(root) * (1 + math.log(number)) * (_NAME_WEIGHT if root in heavier else 1.0)
        if value > 0.7:
            weighed[root] = round(value, 2)
    return weighed


def names_of(text: str) -> set[str]:
    """Words that the text writes with a capital where no sentence begins, in small letters."""
    found = set()
    for match in re.finditer(r"(?<=[\w,;:)\"”’'-] )[A-ZÀ-ÖØ-Þ][\w’'-]+", text):
        found.add(_POSSESSIVE.sub("", match.group()).casefold())
    return found


def cosine(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Between 0 (nothing shared) and 1."""
    if not left or not right:
        return 0.0
    small, large = (left, right) if len(left) <= len(right) else (right, left)
    shared = sum(value * large[term] for term, value in small.items() if term in large)
    return shared / (_length(left) * _length(right)) if shared else 0.0


def _length(terms: Mapping[str, float]) -> float:
    return math.sqrt(sum(value * value for value in terms.values()))


def runs_of(text: str) -> list[int]:
    """Numbers (32 bits) of the runs of RUN words, sorted; marks, capitals and spaces make no difference."""
    words = [word.casefold() for word in words_of(normalise(text))]
    return sorted({number_of(" ".join(words[at : at + RUN])) for at in range(len(words) - RUN + 1)})


def number_of(text: str) -> int:
    """32 bits of a hash that is the same in every process."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big")
