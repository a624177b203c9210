"""The report as PDF, set by typst (extra `pdf`). Words of articles reach it as strings of data, never as markup."""

import importlib
import json
from importlib.resources import files
from types import ModuleType
from typing import Any

from dateline import __version__
from dateline.errors_reporting import PdfMissing, ReportError
from dateline.report.basemap import svg
from dateline.report.html import origin_of
from dateline.report.model import Block, Heading, Map, Notes, Paragraph, Remark, Report, Table

_CREATED = 946_684_800  # a fixed day (2000-01-01), so that the same report gives the same bytes


def render_pdf(report: Report) -> bytes:
    """The file; PdfMissing without the extra."""
    typst = _typst()
    source = (files("dateline.report") / "templates" / "report.typ").read_text(encoding="utf-8")
    data = json.dumps(_data(report), ensure_ascii=False, sort_keys=True)
    try:
        made = typst.compile(
            source.encode("utf-8"),
            format="pdf",
            sys_inputs={"report": data},
            timestamp=_CREATED,
            ignore_system_fonts=True,
        )
    except RuntimeError as error:
        raise ReportError("typst", f"cannot set the report: {str(error)[:300]}") from error
    if not isinstance(made, bytes):
        raise ReportError("typst", "gave no file")
    return made


def _typst() -> ModuleType:
    try:
        return importlib.import_module("typst")
    except ImportError as error:
        raise PdfMissing("typst", "PDF needs it, and it is not installed", "pip install 'dateline[pdf]'") from error


def _data(report: Report) -> dict[str, Any]:
    notes = Notes(report)
    sections = [
        {"heading": one.heading, "blocks": [_block(block, notes) for block in one.blocks]} for one in report.sections
    ]
    cited = [{"words": one.words, "origin": origin_of(one.evidence), "records": " ".join(one.records)} for one in notes]
    return {"title": report.title, "version": __version__, "sections": sections, "notes": cited}


def _block(block: Block, notes: Notes) -> dict[str, Any]:
    if isinstance(block, Remark | Heading):
        return {"kind": type(block).__name__.lower(), "text": block.text}
    if isinstance(block, Paragraph):
        told = [{"text": one.text, "cites": notes.numbers(one.cites)} for one in block.sentences]
        return {"kind": "paragraph", "bullet": block.bullet, "sentences": told}
    if isinstance(block, Map):
        return {"kind": "map", "svg": svg(block, colours=True)}
    return _table(block, notes)


def _table(table: Table, notes: Notes) -> dict[str, Any]:
    noted = any(notes.numbers(row.cites) for row in table.rows)
    rows = [{"cells": list(row.cells), "cites": notes.numbers(row.cites)} for row in table.rows]
    return {"kind": "table", "caption": table.caption, "heads": list(table.heads), "rows": rows, "noted": noted}
