"""Reading the shipped tables, and the one way in which names are folded before they are compared."""

import gzip
import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import resources

# What NFKD leaves alone but news writes either way; apostrophes vanish so that "Sana'a" equals "Sanaa".
_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ı": "i", "ə": "a", "Ə": "A", "ß": "ss",
        "'": None, "’": None, "‘": None, "ʻ": None, "ʼ": None, "`": None, "´": None, "ʿ": None, "ʾ": None,
    }
)  # fmt: skip
_GAP = re.compile(r"[\W_]+")
_ACRONYM = re.compile(r"\b((?:[A-Za-z]\.){2,})")


def fold(words: str) -> str:
    """Lower case, without accents, apostrophes and dots inside acronyms; other runs of non-letters become one blank."""
    if words.isalnum() and words.isascii():
        return words.lower()
    return _folded(words)


# A text asks for the same names again and again, and texts for the same names as one another.
@lru_cache(maxsize=16384)
def _folded(words: str) -> str:
    plain = words.translate(_LETTERS)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    if "." in plain:
        plain = _ACRONYM.sub(lambda m: m.group(1).replace(".", "") + " ", plain)
    return _GAP.sub(" ", plain.lower()).strip()


def rows(name: str) -> Iterator[list[str]]:
    """The fields of each line of a data file; lines that start with # are remarks. `.gz` files are unpacked."""
    for line in packed_lines(name):
        yield line.split("\t")


def packed_lines(name: str) -> list[str]:
    """The lines of a data file as they are, without remarks."""
    raw = resources.files("dateline.knowledge").joinpath("data", name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
    return [line for line in text.split("\n") if line and line[0] != "#"]


@cache
def country_names() -> dict[str, tuple[str, str]]:
    """Folded name -> (ISO3, kind) of countries, demonyms and capitals; our own list wins over the built one."""
    table: dict[str, tuple[str, str]] = {}
    for file in ("names_own.tsv", "countries.tsv"):
        for code, kind, names in rows(file):
            # A seat is a capital whose name is no cue: "Kingston" or "Georgetown" is mostly another town.
            for name in names.split("|") if kind != "seat" else ():
                known = table.setdefault(fold(name), (code, kind))
                if kind == "capital" and known == (code, "city"):
                    table[fold(name)] = (code, kind)
    return table


@cache
def seats() -> dict[str, str]:
    """ISO3 -> folded name of the capital."""
    table: dict[str, str] = {}
    for file in ("countries.tsv", "names_own.tsv"):
        for code, kind, names in rows(file):
            if kind in ("capital", "seat"):
                table.setdefault(code, fold(names.split("|")[0]))
    return table


@cache
def country_labels() -> dict[str, str]:
    """ISO3 -> English short name."""
    labels: dict[str, str] = {}
    for code, kind, names in rows("countries.tsv"):
        if kind == "country":
            labels.setdefault(code, names.split("|")[0])
    return labels
