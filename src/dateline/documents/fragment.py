"""A piece of HTML from a feed or a mail, which is all main text: its words, a line for each block."""

from typing import Final

from lxml import html

from dateline.documents.html import MAX_BYTES, MAX_TAGS
from dateline.documents.nesting import MAX_DEPTH, count_tags, too_deep
from dateline.errors import PageTooDeep, PageTooLarge, PageWithoutText

_BLOCK_NAMES: Final = (
    "p div section article header footer main aside h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table tr td th blockquote pre "
    "figure figcaption br hr"
)
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
_LEFT_OUT: Final = frozenset("script style noscript template iframe object svg math form head title figure".split())


def fragment_text(markup: str, subject: str) -> str:
    """The text; PageTooLarge, PageTooDeep or PageWithoutText."""
    if len(markup) > MAX_BYTES or count_tags(markup) > MAX_TAGS:
        raise PageTooLarge(subject, f"HTML of more than {MAX_BYTES // 1_000_000} MB or {MAX_TAGS:,} tags")
    if too_deep(markup):
        raise PageTooDeep(subject, f"its tags are nested {MAX_DEPTH} deep or deeper")
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    root = html.document_fromstring(f"<html><body><div>{markup.replace(chr(0), '')}</div></body></html>", parser=parser)
    pieces: list[str] = []
    _gather(root, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    text = "\n".join(line for line in lines if line)
    if not text:
        raise PageWithoutText(subject, "there is no text in it")
    return text


def _gather(root: html.HtmlElement, pieces: list[str]) -> None:
    """Depth is bounded by `too_deep`, so this may call itself."""
    name = root.tag if isinstance(root.tag, str) else ""
    if name not in _LEFT_OUT:
        edge = "\n" if name in _BLOCKS else ""
        # Line breaks of the markup mean nothing; only blocks break lines.
        pieces.append(edge + " ".join((root.text or "").split("\n")))
        for below in root:
            _gather(below, pieces)
        pieces.append(edge)
    pieces.append(" ".join((root.tail or "").split("\n")))
