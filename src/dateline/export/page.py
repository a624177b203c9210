"""One self-contained HTML page: each text with its spans lit, beside the cards of its records.

The page asks for nothing outside itself. Its content security policy allows the one style and the one script that
are written into it, by their SHA-256, and nothing else; no other attribute or element of the page can run or load.
"""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from string import Template
from urllib.parse import urlsplit

from dateline import __version__
from dateline.export.cards import class_of, render_cards
from dateline.export.labels import KIND_NAMES, QUAD_NAMES, Kind, Role, headline
from dateline.export.markup import esc, words
from dateline.export.segments import Mark, Segment, marks, segments
from dateline.model.records import Reading


def render_page(readings: Sequence[Reading]) -> str:
    """The page as text, to be written as UTF-8. Sections have the ids d1, d2, ... in the order given."""
    numbered = [(f"d{number}", reading) for number, reading in enumerate(readings, 1)]
    title = headline(readings[0].document) if len(readings) == 1 else f"{len(readings)} documents"
    style, script = _asset("page.css"), _asset("page.js")
    return Template(_asset("page.html")).substitute(
        csp=_policy(style, script),
        version=esc(__version__),
        title=esc(f"{title} · dateline"),
        style=style,
        script=script,
        index=_index(numbered) if len(readings) > 1 else "",
        documents="\n".join(_section(section, reading) for section, reading in numbered)
        or '<p class="none">No documents were read.</p>',
    )


def render_text(text: str, marked: Sequence[Mark], section: str) -> str:
    """The text as HTML: every character in its place, a badge in front of each record, each segment with its roles."""
    return "".join(_segment(text, segment, section) for segment in segments(text, marked))


@cache
def _asset(name: str) -> str:
    return files("dateline.export").joinpath("templates", name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(source: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode("utf-8")).digest()).decode("ascii")


def _counts(reading: Reading) -> str:
    counted = zip(
        KIND_NAMES.values(),
        (reading.events, reading.quotations, reading.figures, reading.agreements),
        strict=True,
    )
    return ", ".join(f"{len(found)} {names[len(found) != 1].lower()}" for names, found in counted)


def _index(numbered: Sequence[tuple[str, Reading]]) -> str:
    items = "\n".join(
        f'<li><a href="#{section}">{words(headline(reading.document))}</a> '
        f"<small>{esc(' · '.join(filter(None, (reading.document.published, _counts(reading)))))}</small></li>"
        for section, reading in numbered
    )
    return f'<nav class="index" aria-label="Documents"><ol>\n{items}\n</ol></nav>'


def _section(section: str, reading: Reading) -> str:
    document = reading.document
    return (
        f'<section class="doc" id="{section}" aria-labelledby="{section}-h">\n<header>'
        f'<h1 id="{section}-h">{words(headline(document))}</h1>\n<p class="meta">{_meta(reading)}</p>'
        f"\n{_legend()}</header>\n"
        f'<div class="panes">\n<div class="text" role="region" aria-label="Text" tabindex="0" dir="auto" '
        f'lang="{esc(document.language)}">{render_text(document.text, marks(reading), section)}</div>\n'
        f'<div class="records">\n{render_cards(reading, section)}\n</div>\n</div>\n</section>'
    )


def _meta(reading: Reading) -> str:
    document = reading.document
    known = (document.publisher, document.agency, document.published, document.language)
    parts = [words(part) for part in known if part]
    if document.url:
        parts.append(_link(document.url))
    return " · ".join([*parts, esc(_counts(reading))])


def _link(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return words(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return words(url)
    return f'<a href="{esc(url)}" rel="noopener noreferrer">{words(parts.netloc)}</a>'


@cache
def _legend() -> str:
    items = [f'<span><span class="b q{quad}">E</span> {name}</span>' for quad, name in QUAD_NAMES.items()]
    for kind in (Kind.QUOTATION, Kind.FIGURE, Kind.AGREEMENT):
        items.append(f'<span><span class="b {class_of(kind, None)}">{kind}</span> {KIND_NAMES[kind][0].lower()}</span>')
    keys = "<kbd>j</kbd> <kbd>k</kbd> next, previous record; <kbd>Enter</kbd> from card to text and back"
    return f'<p class="legend">{"".join(items)}<span class="keys">{keys}</span></p>'


def _segment(text: str, segment: Segment, section: str) -> str:
    content = esc(text[segment.start : segment.end])
    if not segment.marks:
        return content
    badges = "".join(
        _badge(mark, section) for mark in segment.marks if mark.primary and max(mark.start, 0) == segment.start
    )
    roles = " ".join(
        f"{mark.label}.{mark.role}{'!' if max(mark.start, 0) == segment.start else ''}" for mark in segment.marks
    )
    return f'{badges}<span class="{_classes(segment)}" data-r="{roles}">{content}</span>'


def _classes(segment: Segment) -> str:
    primary = [mark for mark in segment.marks if mark.primary]
    if not primary:
        return "s r"
    found = ["s", *sorted({f"in-{mark.kind.lower()}" for mark in primary})]
    # Marks come the widest first: the colour is that of the narrowest event, else of the narrowest record.
    narrowest = [mark for mark in primary if mark.kind is Kind.EVENT] or primary
    return " ".join([*found, class_of(narrowest[-1].kind, narrowest[-1].quad)])


def _badge(mark: Mark, section: str) -> str:
    colour = class_of(mark.kind, mark.quad)
    target = f"{section}-{mark.label}"
    name = f"{KIND_NAMES[mark.kind][0]} {mark.label[1:]}"
    if mark.role is Role.ALSO:
        return f'<a class="b {colour}" href="#{target}" tabindex="-1" aria-label="{name}, again">{mark.label}</a>'
    return f'<a class="b {colour}" id="{target}-t" href="#{target}" aria-label="{name}">{mark.label}</a>'
