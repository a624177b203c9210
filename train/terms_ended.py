"""Ends of terms that the last edition of REIGN (March 2021) leaves open or has wrong."""

from collections.abc import Iterable
from pathlib import Path

TABLE = Path(__file__).with_name("terms_ended.tsv")
LEFT_OUT = "-"
COUNTRY, NAME, START, END = 0, 3, 5, 6


def ends() -> dict[tuple[str, str, str], str]:
    """(ISO3, name, from) of a built row -> its end as YYYY-MM, or "-" for a row that is left out."""
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {(country, name, start): end for country, name, start, end in (line.split("\t") for line in lines)}


def mended(table: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The rows of leaders.tsv.gz with their ends; an end that meets no row is a KeyError."""
    known = ends()
    kept: list[tuple[str, ...]] = []
    for row in table:
        end = known.pop((row[COUNTRY], row[NAME], row[START]), row[END])
        if end != LEFT_OUT:
            kept.append((*row[:END], end))
    if known:
        raise KeyError(sorted(known))
    return kept
