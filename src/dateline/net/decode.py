"""Bodies with caps: on the wire, and unpacked. 204 kB can unpack to 200 MB, so the cap is inside the decompressor."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from dateline.errors_collecting import BodyDamaged, FetchTooLarge

MAX_WIRE: Final = 10_000_000
MAX_DECODED: Final = 20_000_000
_GZIP: Final = 31
_ZLIB: Final = 15
_RAW: Final = -15


def read_body(pieces: Iterable[bytes], encoding: str, subject: str, max_wire: int = MAX_WIRE) -> bytes:
    """The decoded body; FetchTooLarge as soon as either cap is passed, BodyDamaged where it does not unpack.

    `encoding` is the value of Content-Encoding: empty, identity, gzip or deflate. Brotli and stacked encodings are
    never asked for, so a server that sends them all the same is refused.
    """
    name = encoding.strip().lower()
    wire = _capped(pieces, max_wire, subject)
    if name in {"", "identity"}:
        return b"".join(wire)
    if name in {"gzip", "x-gzip"}:
        return inflate(wire, subject)
    if name == "deflate":
        return _deflate(b"".join(wire), subject)
    raise BodyDamaged(subject, f"content encoding {name[:40]!r}, which was not asked for")


def inflate(pieces: Iterable[bytes], subject: str, most: int = MAX_DECODED, wbits: int = _GZIP) -> bytes:
    """Unpacks gzip, one member or several; never holds more than `most` bytes of output."""
    out = bytearray()
    unpacker = zlib.decompressobj(wbits)
    begun = False
    try:
        for piece in pieces:
            data = piece
            while data:
                if unpacker.eof:
                    if wbits != _GZIP or not data.startswith(b"\x1f\x8b"):
                        break  # padding after the last member is common and harmless
                    unpacker = zlib.decompressobj(wbits)
                begun = True
                out += unpacker.decompress(data, most - len(out) + 1)
                if len(out) > most:
                    raise FetchTooLarge(subject, f"it unpacks to more than {most // 1_000_000} MB")
                data = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    except zlib.error as error:
        raise BodyDamaged(subject, f"it does not unpack: {error}") from error
    if begun and not unpacker.eof:
        raise BodyDamaged(subject, f"it breaks off after {len(out):,} unpacked bytes")
    return bytes(out)


def _deflate(data: bytes, subject: str) -> bytes:
    """The standard means zlib's format; some servers send the bare stream."""
    try:
        return inflate([data], subject, wbits=_ZLIB)
    except BodyDamaged:
        return inflate([data], subject, wbits=_RAW)


def _capped(pieces: Iterable[bytes], most: int, subject: str) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise FetchTooLarge(subject, f"more than {most // 1_000_000} MB on the wire")
        yield piece
