"""Is it text at all? By the first bytes of well-known files, then by what no text holds."""

import re
from typing import Final

from dateline.documents.hints import file_of
from dateline.errors import InputBinary

_SIGNATURES: Final = (
    (b"%PDF-", "a PDF", "pdftotext {0} {0}.txt"),
    (b"PK\x03\x04", "a zip archive or office document", "soffice --headless --convert-to txt:Text {0}"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "soffice --headless --convert-to txt:Text {0}"),
    (b"{\\rtf", "a rich text document", "soffice --headless --convert-to txt:Text {0}"),
    (b"\x1f\x8b", "a gzip archive", "gunzip --keep {0}"),
    (b"BZh", "a bzip2 archive", "bunzip2 --keep {0}"),
    (b"\xfd7zXZ\x00", "an xz archive", "unxz --keep {0}"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "7z x {0}"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "unzstd {0}"),
    (b"\x89PNG", "a PNG image", None),
    (b"\xff\xd8\xff", "a JPEG image", None),
    (b"GIF8", "a GIF image", None),
    (b"RIFF", "a sound, film or WebP file", None),
    (b"ID3", "a sound file", None),
    (b"\x7fELF", "a program", None),
    (b"MZ\x90", "a program", None),
    (b"SQLite format 3\x00", "an SQLite database", None),
    (b"PAR1", "a Parquet table", None),
)
# Tab, newlines, form feed, and the marks that wire services put around a dispatch (SOH to EOT) are usual in text.
_CONTROL: Final = re.compile("[\x05-\x08\x0e-\x19\x1c-\x1f\x7f]")
_MOST_CONTROLS: Final = 0.02


def require_no_signature(data: bytes, subject: str) -> None:
    """Raises InputBinary, naming the kind of file and what converts it."""
    for signature, kind, command in _SIGNATURES:
        if data.startswith(signature):
            raise InputBinary(subject, f"not text but {kind}", command.format(file_of(subject)) if command else None)


def require_text(text: str, subject: str) -> None:
    """Raises InputBinary where a NUL, or more control characters than one in fifty, shows that it is no text."""
    position = text.find("\0")
    if position >= 0:
        raise InputBinary(subject, f"not text: a NUL at character {position:,}")
    controls = len(_CONTROL.findall(text))
    if controls > _MOST_CONTROLS * len(text):
        raise InputBinary(subject, f"not text: {controls:,} of {len(text):,} characters are control characters")
