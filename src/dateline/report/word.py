"""The report as a Word file: headings, lists, tables, and endnote numbers that lead to the words cited.

Word's own endnotes cannot be made with python-docx, so they are a numbered list with bookmarks, to which the numbers
in the text are links. The file's dates are fixed, and its parts are packed again with one time, so that the same report
gives the same bytes.
"""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any, Final

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph

from dateline import __version__
from dateline.report.html import origin_of
from dateline.report.model import Block, Heading, Map, Notes, Paragraph, Remark, Report, Section, Table

_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
_QUIET: Final = RGBColor(0x59, 0x63, 0x6E)
_BLUE: Final = "0B57A4"


def render_docx(report: Report) -> bytes:
    """The file; the same report gives the same bytes."""
    document = Document()
    _prepare(document, report)
    notes = Notes(report)
    document.add_heading(report.title, 0)
    _figures_first(document, report)
    for section in report.sections:
        _section(document, section, notes)
    if report.evidence:
        _notes(document, notes)
    _remark(document, f"Made by dateline {__version__} out of records, each with its exact words.")
    buffer = io.BytesIO()
    document.save(buffer)
    return _packed(buffer.getvalue())


def _prepare(document: Docx, report: Report) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = report.title, "dateline", ""
    properties.language = "en-GB"
    properties.created = properties.modified = _EPOCH
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    for name, size in (("Title", 20), ("Heading 1", 14), ("Heading 2", 11.5)):
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Calibri", Pt(size), RGBColor(0x1C, 0x20, 0x24)
        # The theme's fonts would win over the one that is named.
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    for page in document.sections:
        page.left_margin = page.right_margin = Cm(2.2)
        page.top_margin = page.bottom_margin = Cm(2)


def _figures_first(document: Docx, report: Report) -> None:
    """The contents, so that a reader of the printed file knows what follows."""
    _remark(document, "Contents: " + " · ".join(section.heading for section in report.sections))


def _section(document: Docx, section: Section, notes: Notes) -> None:
    document.add_heading(section.heading, 1)
    for block in section.blocks:
        _block(document, block, notes)


def _block(document: Docx, block: Block, notes: Notes) -> None:
    if isinstance(block, Remark):
        _remark(document, block.text)
    elif isinstance(block, Heading):
        document.add_heading(block.text, 2)
    elif isinstance(block, Paragraph):
        paragraph = document.add_paragraph(style="List Bullet" if block.bullet else None)
        for at, sentence in enumerate(block.sentences):
            paragraph.add_run((" " if at else "") + _clean(sentence.text))
            _cites(paragraph, notes.numbers(sentence.cites))
    elif isinstance(block, Table):
        _table(document, block, notes)
    elif isinstance(block, Map):
        return  # Word shows no SVG everywhere; the list of places with their coordinates follows


def _remark(document: Docx, text: str) -> None:
    run = document.add_paragraph().add_run(_clean(text))
    run.italic = True
    run.font.color.rgb = _QUIET
    run.font.size = Pt(9.5)


def _table(document: Docx, block: Table, notes: Notes) -> None:
    caption = document.add_paragraph()
    caption.paragraph_format.keep_with_next = True
    caption.add_run(block.caption).bold = True
    noted = any(notes.numbers(row.cites) for row in block.rows)
    heads = [*block.heads, *(["Notes"] if noted else [])]
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        _cell(cell.paragraphs[0], head, bold=True)
        _shade(cell)
    _repeat(table.rows[0])
    for row in block.rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row.cells, strict=False):
            _cell(cell.paragraphs[0], text)
        if noted:
            _cites(cells[-1].paragraphs[0], notes.numbers(row.cites), raised=False)
            cells[-1].paragraphs[0].paragraph_format.space_after = Pt(1)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _cell(paragraph: DocxParagraph, text: str, bold: bool = False) -> None:
    run = paragraph.add_run(_clean(text))
    run.font.size, run.bold = Pt(9), bold
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT


def _shade(cell: Any) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), "EEF1F4")
    cell._tc.get_or_add_tcPr().append(shade)


def _repeat(row: Any) -> None:
    """The heads stand again on the next page."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _cites(paragraph: DocxParagraph, numbers: list[int], raised: bool = True) -> None:
    for at, number in enumerate(numbers):
        if at:
            run = paragraph.add_run(" ")
            run.font.superscript, run.font.size = raised or None, Pt(9)
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"n{number}")
        run = paragraph.add_run(str(number))
        run.font.superscript, run.font.size = raised or None, Pt(9)
        run.font.color.rgb = RGBColor.from_string(_BLUE)
        paragraph._p.remove(run._r)
        link.append(run._r)
        paragraph._p.append(link)


def _notes(document: Docx, notes: Notes) -> None:
    document.add_heading("Words cited", 1)
    for note in notes:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Cm(0.9)
        paragraph.paragraph_format.first_line_indent = Cm(-0.9)
        _bookmark(paragraph, note.number)
        paragraph.add_run(f"{note.number}.\t“{_clean(note.words)}” ").font.size = Pt(9)
        origin = paragraph.add_run(f"{_clean(origin_of(note.evidence))}. {' '.join(note.records)}")
        origin.font.size, origin.font.color.rgb = Pt(8), _QUIET
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))


def _bookmark(paragraph: DocxParagraph, number: int) -> None:
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), f"n{number}")
        paragraph._p.append(mark)


def _clean(text: str) -> str:
    """XML has no place for control characters."""
    return "".join(mark if mark.isprintable() or mark == " " else "\ufffd" for mark in text)


def _packed(data: bytes) -> bytes:
    """The same parts in the same order, each with one time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for info in made.infolist():
            entry = zipfile.ZipInfo(info.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            out.writestr(entry, made.read(info.filename))
    return buffer.getvalue()
