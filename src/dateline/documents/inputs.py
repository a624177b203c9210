"""Opens what the user named and hands the bytes to the parsers, one document at a time, in order.

Standard input and pipes: JSON Lines if the first character that is not white space is `{`; an HTML page if the text
starts with `<!doctype html` or `<html`; otherwise one plain text. No dispatch starts in either of these ways.
"""

import gzip
import re
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO, Final, cast

from dateline.documents.build import Given, rejected
from dateline.documents.bytes_kind import require_no_signature
from dateline.documents.files import File, Found, Kind, find, unknown_kind, unreadable
from dateline.documents.hints import STANDARD_INPUT, file_of
from dateline.documents.html import MAX_BYTES, read_page
from dateline.documents.jsonl import read_line
from dateline.documents.plain import read_plain
from dateline.errors import ArchiveDamaged, EncodingUnknown, InputEmpty, InputError, TextTooLong
from dateline.model.document import Document, Rejected

# UTF-8 takes at most 4 bytes a character; a JSON line at most 12 (two escaped surrogates), and room for its fields.
_PLAIN_BYTES: Final = 4
_LINE_BYTES: Final = 12
_FIELD_BYTES: Final = 1_000_000
_PIECE: Final = 1_000_000
_MOST_UNPACKED: Final = 100
_PAGE: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_OBJECT: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{(?!\\rtf)")


class Inputs:
    """The documents of the named inputs. Holds one document, or one line, in memory at a time.

    `size` is the sum of the files' bytes, None if one is a stream; `done` counts bytes handed out so far;
    `origin` is the file of the document that was handed out last, `raw` its bytes as they were received (None where
    the input could not be read). `files` is how many files there are, `passed_over` how many in folders are of a kind
    that is not read; `left` are the files with an ending in `leave`, which the caller reads.
    """

    def __init__(
        self,
        names: Sequence[str],
        given: Given,
        max_characters: int | None,
        stdin: BinaryIO,
        leave: Collection[str] = (),
    ) -> None:
        found: Found = find(names, leave)
        self.left = found.left
        self._entries = found.entries
        self._given = given
        self._limit = max_characters
        self._stdin = stdin
        sizes = [entry.size for entry in found.entries if isinstance(entry, File)]
        self.size = None if None in sizes else sum(size or 0 for size in sizes)
        self.files = len(found.entries)
        self.passed_over = found.passed_over
        self.several = self.files > 1 or any(_holds_several(entry) for entry in found.entries)
        self.done = 0
        self.origin = ""
        self.raw: bytes | None = None

    def __iter__(self) -> Iterator[Document | Rejected]:
        for entry in self._entries:
            self.raw = None
            self.origin = entry.subject if isinstance(entry, InputError) else entry.name
            if isinstance(entry, InputError):
                yield rejected(entry)
                continue
            try:
                yield from self._read(entry)
            except InputError as error:
                yield rejected(error)
            except OSError as error:
                yield rejected(unreadable(entry.name, error))

    def _read(self, file: File) -> Iterator[Document | Rejected]:
        before = self.done
        with self._open(file) as stream:
            if file.kind is Kind.PLAIN:
                yield self._plain(b"", stream, file.name)
            elif file.kind is Kind.PAGE:
                yield self._page(b"", stream, file.name)
            elif file.kind is Kind.LINES:
                yield from self._lines(b"", stream, file.name)
            elif file.kind is Kind.PACKED_LINES:
                yield from self._packed_lines(stream, file)
            elif file.kind is Kind.STREAM:
                yield from self._stream(stream, file.name)
            else:
                require_no_signature(stream.read(64), file.name)
                raise unknown_kind(file.name)
        if file.size is not None:
            self.done = before + file.size

    def _open(self, file: File) -> AbstractContextManager[BinaryIO]:
        return nullcontext(self._stdin) if file.name == STANDARD_INPUT else open(file.name, "rb")

    def _plain(self, head: bytes, stream: BinaryIO, name: str) -> Document | Rejected:
        if self._limit is None:
            self.raw = head + stream.read()
            return read_plain(self.raw, self._given, name, None)
        most = _PLAIN_BYTES * (self._limit + 1)
        data = head + stream.read(most + 1)
        # Shown to be no text, or too long, by its beginning: the rest is not worth the memory.
        require_no_signature(data, name)
        if len(data) > most:
            reason = f"over {most:,} bytes, more than {self._limit:,} characters"
            raise TextTooLong(name, reason, f"dateline read {file_of(name)} --force")
        self.raw = data
        return read_plain(data, self._given, name, self._limit)

    def _page(self, head: bytes, stream: BinaryIO, name: str) -> Document | Rejected:
        self.raw = head + stream.read(MAX_BYTES + 1)
        return read_page(self.raw, self._given, name, self._limit)

    def _stream(self, stream: BinaryIO, name: str) -> Iterator[Document | Rejected]:
        head = _first_line(stream)
        if _OBJECT.match(head):
            yield from self._lines(head, stream, name)
        elif _PAGE.match(head):
            yield self._page(head, stream, name)
        else:
            yield self._plain(head, stream, name)

    def _packed_lines(self, stream: BinaryIO, file: File) -> Iterator[Document | Rejected]:
        unpacked = cast(BinaryIO, gzip.GzipFile(fileobj=stream))
        most = max(_MOST_UNPACKED * (file.size or 0), 50 * _PIECE)
        try:
            yield from self._lines(b"", unpacked, file.name, most)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            reason = f"the archive is damaged: {error}"
            raise ArchiveDamaged(file.name, reason, f"gzip -t {file_of(file.name)}") from error

    def _lines(
        self, head: bytes, stream: BinaryIO, name: str, most: int | None = None
    ) -> Iterator[Document | Rejected]:
        """JSON Lines; `most` is the number of bytes after which an archive is taken for a bomb."""
        longest = -1 if self._limit is None else _LINE_BYTES * self._limit + _FIELD_BYTES
        number = head[:-1].count(b"\n")
        read = 0
        empty = True
        line = _rest_of_line(head[head[:-1].rfind(b"\n") + 1 :], stream, longest)
        while line:
            number += 1
            if number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
                hint = f"iconv -f UTF-16 -t UTF-8 {file_of(name)} > utf8.jsonl"
                raise EncodingUnknown(name, "JSON Lines are UTF-8; this is UTF-16 (tried UTF-8)", hint)
            read += len(line)
            self.raw = line
            if 0 < longest < len(line):
                self.raw = None
                read += _skip_line(line, stream)
                yield rejected(TextTooLong(f"{name}:{number}", f"a line of more than {longest:,} bytes"))
                empty = False
            elif line.strip():
                yield read_line(line, self._given, f"{name}:{number}", self._limit)
                empty = False
            if most is not None and read > most:
                raise ArchiveDamaged(name, f"it unpacks to more than {_MOST_UNPACKED} times its size")
            if most is None:
                self.done += len(line)
            line = stream.readline(longest + 1) if longest > 0 else stream.readline()
        if empty:
            raise InputEmpty(name, "there is no line in it but blank ones")


def _first_line(stream: BinaryIO) -> bytes:
    """All up to the end of the first line that is not blank, or at most a piece of it."""
    pieces: list[bytes] = []
    while (piece := stream.readline(_PIECE)) and not piece.strip() and len(pieces) < _PIECE:
        pieces.append(piece)
    return b"".join([*pieces, piece])


def _holds_several(entry: File | InputError) -> bool:
    return isinstance(entry, File) and entry.kind in {Kind.LINES, Kind.PACKED_LINES, Kind.STREAM}


def _rest_of_line(start: bytes, stream: BinaryIO, longest: int) -> bytes:
    if start.endswith(b"\n"):
        return start
    return start + stream.readline(longest + 1 if longest > 0 else -1)


def _skip_line(line: bytes, stream: BinaryIO) -> int:
    """Reads on to the end of a line of which the first part was refused; returns the bytes passed."""
    passed = 0
    while not line.endswith(b"\n") and (line := stream.readline(_PIECE)):
        passed += len(line)
    return passed
