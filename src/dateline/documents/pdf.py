"""The text of a PDF, page by page, with the lines of a paragraph joined again."""

import io
import re
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from dateline.errors import FileDamaged, PageWithoutText

MAX_PAGES: Final = 300
_ENDS: Final = re.compile(r"""[.!?:;]["'”’)\]]*$""")
_SHORT: Final = 0.6


def pdf_text(data: bytes, subject: str) -> tuple[str, str | None]:
    """The text and the title; FileDamaged, or PageWithoutText for a scan."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileDamaged(subject, "the PDF is locked with a password")
        pages = [page.extract_text() for page in reader.pages[:MAX_PAGES]]
        title = reader.metadata.title if reader.metadata else None
    except (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, OSError) as error:
        raise FileDamaged(subject, f"the PDF cannot be taken apart: {type(error).__name__}: {error}"[:200]) from error
    text = "\n\n".join(_paragraphs(page) for page in pages if page.strip())
    if not text:
        raise PageWithoutText(subject, "a PDF without text: a scan, or pictures only")
    return text, title if isinstance(title, str) else None


def _paragraphs(page: str) -> str:
    """A line that neither ends a sentence nor falls short of the others goes on in the next one."""
    lines = [line.strip() for line in page.split("\n")]
    longest = max(map(len, lines), default=0)
    out: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and line:
            out[-1] += f" {line}"
        else:
            out.append(line)
        goes_on = bool(line) and not _ENDS.search(line) and len(line) >= _SHORT * longest
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip("\n")
