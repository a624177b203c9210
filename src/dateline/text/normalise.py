"""The only two changes ever made to a text: newlines become LF, then Unicode NFC. Offsets count what comes out.

U+0085, U+2028 and U+2029 stay: sources use them inside paragraphs, and they are ordinary white space to every stage.
A lone surrogate is no character and cannot be written as UTF-8, so each becomes U+FFFD, one for one.
"""

import re
import unicodedata
from typing import Final

MAX_MARKS: Final = 1000
"""Combining marks in a row that are still taken for writing; Unicode's stream-safe format allows 30."""

_NEWLINE: Final = re.compile(r"\r\n?")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_HIGH_RUN: Final = re.compile(rf"[^\x00-\u02ff]{{{MAX_MARKS + 1},}}")


def normalise(text: str) -> str:
    """The text in NFC with LF newlines. Takes time that is square in the longest run of marks; see `marks_run_on`."""
    return unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", _NEWLINE.sub("\n", text)))


def marks_run_on(text: str) -> bool:
    """Whether more than MAX_MARKS combining marks follow one another: no writing, but an attack on normalisation."""
    for high in _HIGH_RUN.finditer(text):
        run = 0
        for character in high.group():
            run = run + 1 if unicodedata.combining(character) else 0
            if run > MAX_MARKS:
                return True
    return False
