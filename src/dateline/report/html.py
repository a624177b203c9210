"""The report as one HTML file: no script, nothing from outside, a strict policy; each number leads to its words.

A citation is a link to an endnote, which lights up when it is reached and leads back; so it works on paper, with a
keyboard and with a screen reader, and needs no script.
"""

import base64
import hashlib
import html
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from string import Template
from typing import Final
from urllib.parse import urlsplit

from dateline import __version__
from dateline.report.basemap import svg
from dateline.report.model import (
    Block,
    Evidence,
    Heading,
    Map,
    Note,
    Notes,
    Paragraph,
    Remark,
    Report,
    Row,
    Section,
    Sentence,
    Table,
)
from dateline.report.wording import day

_PICTURES: Final[Mapping[int, int]] = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)} | {
    0x7F: 0x2421
}


def render_html(report: Report) -> bytes:
    """The page in UTF-8; the same report gives the same bytes."""
    style = _asset("report.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = _Page(report)
    text = Template(_asset("report.html")).substitute(
        csp=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        title=_esc(report.title),
        style=style,
        version=_esc(__version__),
        contents=page.contents(),
        sections="\n".join(page.section(section) for section in report.sections),
        notes=page.notes(),
    )
    return text.encode("utf-8")


@cache
def _asset(name: str) -> str:
    return (files("dateline.report") / "templates" / name).read_text(encoding="utf-8")


def _esc(text: str) -> str:
    return html.escape(text.translate(_PICTURES), quote=True)


class _Page:
    def __init__(self, report: Report) -> None:
        self._report = report
        self._notes = Notes(report)
        self._linked: set[int] = set()
        self._tables = 0

    def contents(self) -> str:
        links = [f'<li><a href="#{one.id}">{_esc(one.heading)}</a></li>' for one in self._report.sections]
        if self._report.evidence:
            links.append('<li><a href="#notes">Words cited</a></li>')
        return "".join(links)

    def section(self, section: Section) -> str:
        blocks = "\n".join(self._blocks(section))
        return f'<section id="{section.id}" aria-labelledby="h-{section.id}">\n' + (
            f'<h2 id="h-{section.id}">{_esc(section.heading)}</h2>\n{blocks}\n</section>'
        )

    def _blocks(self, section: Section) -> Iterator[str]:
        listing = False
        for block in section.blocks:
            bullet = isinstance(block, Paragraph) and block.bullet
            if bullet != listing:
                yield "<ul>" if bullet else "</ul>"
                listing = bullet
            yield self._block(block)
        if listing:
            yield "</ul>"

    def _block(self, block: Block) -> str:
        if isinstance(block, Remark):
            return f'<p class="remark">{_esc(block.text)}</p>'
        if isinstance(block, Heading):
            return f"<h3>{_esc(block.text)}</h3>"
        if isinstance(block, Paragraph):
            told = " ".join(self._sentence(one) for one in block.sentences)
            return f"<li>{told}</li>" if block.bullet else f"<p>{told}</p>"
        if isinstance(block, Map):
            return f'<figure class="map">{svg(block)}</figure>'
        return self._table(block)

    def _sentence(self, sentence: Sentence) -> str:
        return f"{_bdi(sentence.text)}{self._cites(sentence.cites)}"

    def _cites(self, cites: tuple[str, ...]) -> str:
        links = []
        for number in self._notes.numbers(cites):
            back = "" if number in self._linked else f' id="c{number}"'
            self._linked.add(number)
            links.append(f'<a href="#n{number}"{back} aria-label="words {number}">{number}</a>')
        return f'<sup class="cites">{"&thinsp;".join(links)}</sup>' if links else ""

    def _table(self, table: Table) -> str:
        self._tables += 1
        noted = any(self._notes.numbers(row.cites) for row in table.rows)
        heads = "".join(f'<th scope="col">{_esc(head)}</th>' for head in table.heads)
        heads += '<th scope="col">Notes</th>' if noted else ""
        rows = "\n".join(self._row(row, table, noted) for row in table.rows)
        return (
            f'<div class="wide" role="region" tabindex="0" aria-labelledby="t{self._tables}"><table>'
            f'<caption id="t{self._tables}">{_esc(table.caption)}</caption>'
            f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
        )

    def _row(self, row: Row, table: Table, noted: bool) -> str:
        cells = []
        url = self._url(row) if "Title" in table.heads else None
        for at, (cell, head) in enumerate(zip(row.cells, table.heads, strict=True)):
            text = f'<a href="{_esc(url)}" rel="noreferrer">{_bdi(cell)}</a>' if url and head == "Title" else _bdi(cell)
            label = f' data-head="{_esc(head)}"'
            cells.append(f'<th scope="row"{label}>{text}</th>' if at == 0 else f"<td{label}>{text}</td>")
        if noted:
            cells.append(f'<td class="cites" data-head="Notes">{self._cites(row.cites)}</td>')
        return f"<tr>{''.join(cells)}</tr>"

    def _url(self, row: Row) -> str | None:
        (first, *_) = (self._report.evidence[name] for name in row.cites)
        return _web(first)

    def notes(self) -> str:
        if not self._report.evidence:
            return ""
        items = "\n".join(self._note(note) for note in self._notes)
        return (
            '<section id="notes" aria-labelledby="h-notes"><h2 id="h-notes">Words cited</h2>\n'
            '<p class="remark">The number after a sentence leads here: whose words, from when, and the records that '
            "rest on them. <code>dateline why ID</code> says what is linked to a record.</p>\n"
            f"<ol>\n{items}\n</ol></section>"
        )

    def _note(self, note: Note) -> str:
        one = note.evidence
        origin = _bdi(origin_of(one))
        url = _web(one)
        where = f'<a href="{_esc(url)}" rel="noreferrer">{origin}</a>' if url else origin
        records = " ".join(f"<code>{_esc(record)}</code>" for record in note.records)
        back = f'<a href="#c{note.number}" class="back" aria-label="back to the text">↑</a>'
        return (
            f'<li id="n{note.number}"><q>{_bdi(note.words)}</q> <span class="of">{where}. {records}</span> {back}</li>'
        )


def origin_of(evidence: Evidence) -> str:
    """Source, title and day of what is cited, in one line; a reprint names both."""
    named = evidence.publisher or (
        "an unnamed publication" if evidence.source == evidence.document else evidence.source
    )
    if evidence.source not in (named, evidence.document):
        named = f"{named}, printing {evidence.source}"
    parts = [
        named,
        f"“{evidence.title}”" if evidence.title else None,
        day(evidence.published) if evidence.published else None,
    ]
    return ", ".join(part for part in parts if part)


def _bdi(text: str) -> str:
    return f"<bdi>{_esc(text)}</bdi>"


def _web(evidence: Evidence) -> str | None:
    """The address, if it is one of the web: a feed may hold any."""
    if evidence.url is None:
        return None
    try:
        parts = urlsplit(evidence.url)
    except ValueError:
        return None
    return evidence.url if parts.scheme in ("http", "https") and parts.netloc else None
