"""Caps on what comes over the wire and on what it unpacks to."""

import gzip
import tracemalloc
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors_collecting import BodyDamaged, FetchTooLarge
from dateline.net.decode import MAX_DECODED, MAX_WIRE, inflate, read_body


def test_a_bomb_stops_at_the_cap_in_time_and_memory() -> None:
    packed = gzip.compress(bytes(200_000_000), 9)
    assert len(packed) < 250_000
    tracemalloc.start()
    with pytest.raises(FetchTooLarge):
        read_body([packed], "gzip", "u")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * MAX_DECODED


def test_the_wire_is_capped_without_reading_on() -> None:
    taken = []

    def endless():  # type: ignore[no-untyped-def]
        while True:
            taken.append(1)
            yield bytes(1_000_000)

    with pytest.raises(FetchTooLarge):
        read_body(endless(), "", "u")
    assert len(taken) == MAX_WIRE // 1_000_000 + 1


@given(st.binary(max_size=3000), st.integers(1, 700), st.sampled_from(["gzip", "deflate", "raw", ""]))
def test_what_was_packed_comes_back(data: bytes, size: int, how: str) -> None:
    raw = zlib.compressobj(wbits=-15)
    packed = {"gzip": gzip.compress(data), "deflate": zlib.compress(data), "": data}
    packed["raw"] = raw.compress(data) + raw.flush()
    whole = packed[how]
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
    assert read_body(pieces, "deflate" if how == "raw" else how, "u") == data


@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate", "br", "gzip, gzip", "zstd", "x"]))
def test_damage_is_always_our_own_error(data: bytes, encoding: str) -> None:
    with suppress(BodyDamaged, FetchTooLarge):
        assert len(read_body([data], encoding, "u")) <= MAX_DECODED


def test_broken_off_and_followed_by_padding() -> None:
    packed = gzip.compress(b"a" * 1000)
    with pytest.raises(BodyDamaged, match="breaks off"):
        read_body([packed[:-9]], "gzip", "u")
    assert read_body([packed + b"\0\0\0"], "gzip", "u") == b"a" * 1000
    assert read_body([packed, packed], "gzip", "u") == b"a" * 2000
    assert inflate([], "u") == b""
