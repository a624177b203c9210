"""The text of a Word document (.docx): paragraphs and table cells in their order, a line each."""

import io
import zipfile
from typing import Final
from xml.sax import SAXException

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.table import Table
from lxml import etree

from dateline.errors import FileDamaged, FileUnpacksTooLarge, PageWithoutText

MAX_UNPACKED: Final = 100_000_000
MAX_TEXT_PART: Final = 20_000_000
_MAX_PARTS: Final = 5_000


def word_text(data: bytes, subject: str) -> tuple[str, str | None]:
    """The text and the title; FileDamaged, FileUnpacksTooLarge or PageWithoutText."""
    try:
        _require_small(data, subject)
        document = docx.Document(io.BytesIO(data))
        lines = list(_lines(document))
        title = document.core_properties.title.strip() or None
    except (
        OpcError, zipfile.BadZipFile, KeyError, ValueError, AttributeError, etree.LxmlError, SAXException, OSError,
        EOFError, NotImplementedError, RuntimeError, TypeError, IndexError,
    ) as error:  # fmt: skip
        reason = f"the document cannot be taken apart: {type(error).__name__}: {error}"
        raise FileDamaged(subject, reason[:200]) from error
    if not lines:
        raise PageWithoutText(subject, "a document without text")
    return "\n".join(lines), title


def _require_small(data: bytes, subject: str) -> None:
    """By the sizes in the directory, beyond which a part is never unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    xml = sum(part.file_size for part in parts if part.filename.lower().endswith((".xml", ".rels")))
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED or xml > MAX_TEXT_PART:
        raise FileUnpacksTooLarge(subject, f"it unpacks to more than {MAX_TEXT_PART // 1_000_000} MB of text parts")


def _lines(document: WordDocument) -> list[str]:
    out: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            out += [" | ".join(cell.text.strip() for cell in row.cells) for row in block.rows]
        else:
            out.append(block.text.strip())
    return [line for line in out if line.strip(" |")]
