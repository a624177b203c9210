"""The report as Markdown with footnotes (GitHub's and Pandoc's form)."""

import re
from collections.abc import Iterator
from typing import Final

from dateline import __version__
from dateline.report.html import origin_of
from dateline.report.model import Block, Heading, Map, Notes, Paragraph, Remark, Report, Row, Table

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>#|~])")


def render_markdown(report: Report) -> bytes:
    """The text in UTF-8; the same report gives the same bytes."""
    notes = Notes(report)
    lines = [f"# {_esc(report.title)}", ""]
    for section in report.sections:
        lines += [f"## {_esc(section.heading)}", ""]
        listing = False
        for block in section.blocks:
            bullet = isinstance(block, Paragraph) and block.bullet
            if listing and not bullet:
                lines.append("")
            lines += _block(block, notes)
            listing = bullet
        lines += [""] if listing else []
    for note in notes:
        records = " ".join(f"`{record}`" for record in note.records)
        lines.append(f"[^{note.number}]: “{_esc(note.words)}” — {_esc(origin_of(note.evidence))}. {records}")
    lines += ["", "---", "", f"Made by dateline {__version__} out of records, each with its exact words."]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _block(block: Block, notes: Notes) -> Iterator[str]:
    if isinstance(block, Remark):
        yield from (f"*{_esc(block.text)}*", "")
    elif isinstance(block, Heading):
        yield from (f"### {_esc(block.text)}", "")
    elif isinstance(block, Paragraph):
        told = " ".join(_esc(one.text) + _cites(one.cites, notes) for one in block.sentences)
        yield from [f"- {told}"] if block.bullet else [told, ""]
    elif isinstance(block, Table):
        yield from _table(block, notes)
    elif isinstance(block, Map):
        return  # the list of places with their coordinates follows it


def _table(table: Table, notes: Notes) -> Iterator[str]:
    noted = any(notes.numbers(row.cites) for row in table.rows)
    heads = [*table.heads, *(["Notes"] if noted else [])]
    yield from (f"**{_esc(table.caption)}**", "", f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}")
    for row in table.rows:
        yield f"| {' | '.join(_cells(row, notes, noted))} |"
    yield ""


def _cells(row: Row, notes: Notes, noted: bool) -> Iterator[str]:
    yield from (_esc(cell) for cell in row.cells)
    if noted:
        yield _cites(row.cites, notes)


def _cites(cites: tuple[str, ...], notes: Notes) -> str:
    return "".join(f"[^{number}]" for number in notes.numbers(cites))


def _esc(text: str) -> str:
    """No word of an article may become a mark of ours."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
