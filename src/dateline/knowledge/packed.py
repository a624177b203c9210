"""Sorted tables too large to read whole: gzip files of many members, of which a look-up unpacks one."""

import zlib
from bisect import bisect_right
from functools import cache
from importlib import resources

from dateline.knowledge.tables import packed_lines


def lines_of(table: str, key: str) -> list[list[str]]:
    """The fields of the lines of `table` whose first field is `key`, the key left out; [] if there is none.

    `table` is the name before `.tsv.gz`. The members end only where the key changes, so one holds all lines of a key.
    """
    if not key or "\n" in key or "\t" in key:
        return []
    firsts, places = _index(table)
    at = bisect_right(firsts, key) - 1
    if at < 0:
        return []
    text = _member(table, *places[at])
    found, wanted = [], f"\n{key}\t".encode()
    start = text.find(wanted)
    while start >= 0:
        end = text.index(b"\n", start + 1)
        found.append(text[start + len(wanted) : end].decode("utf-8").split("\t"))
        start = end if text.startswith(wanted, end) else -1
    return found


@cache
def _index(table: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The first key of each member, and where it lies in the file."""
    split = [line.split("\t") for line in packed_lines(f"{table}_index.tsv.gz")]
    return [key for key, *_ in split], [(int(offset), int(length)) for _, offset, length in split]


@cache
def _bytes(table: str) -> bytes:
    return resources.files("dateline.knowledge").joinpath("data", f"{table}.tsv.gz").read_bytes()


# Kept once unpacked: all members together are some 20 MB, and each costs a quarter of a millisecond.
@cache
def _member(table: str, offset: int, length: int) -> bytes:
    """The UTF-8 text of a member after a newline, so that every line begins after one."""
    return b"\n" + zlib.decompress(_bytes(table)[offset : offset + length], wbits=zlib.MAX_WBITS | 16)
