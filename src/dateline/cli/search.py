"""`dateline search`: the kept documents that hold all of the words."""

import re
from textwrap import shorten
from typing import Annotated, TextIO

import msgspec
import typer

from dateline.cli.exits import Exit
from dateline.cli.messages import say, visible
from dateline.cli.options import Db, shell
from dateline.cli.output import opened
from dateline.errors import UsageError
from dateline.store.base import KeptDocument
from dateline.store.opening import open_store

_AROUND = 70


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="All of them must occur; no operators.")],
    db: Db,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="At most so many.")] = 20,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a document (JSON Lines).")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")] = False,
) -> int:
    """Find kept documents by the words of their titles and texts, the latest first."""
    typed = " ".join(words)
    if not re.search(r"\w", typed):
        raise UsageError("WORDS", "there is no word in it", "dateline search ceasefire --db FILE")
    with open_store(db) as store, opened(None, keep=lambda: True) as out:
        found = store.search(typed, limit + 1)
        for sha in found[:limit]:
            kept = store.document(sha)
            if kept is not None:
                _write(kept, typed, json, out)
    if not quiet:
        more = f"more than {limit:,}" if len(found) > limit else f"{len(found):,}"
        follow = f"dateline export --db {shell(db)}" if found else f"dateline sources --db {shell(db)}"
        say(f"{more} document{'' if len(found) == 1 else 's'}\nnext: {follow}")
    return Exit.DONE


def _write(kept: KeptDocument, typed: str, json: bool, out: TextIO) -> None:
    document = kept.document
    passage = _passage(document.text, typed)
    if json:
        fields = {
            name: getattr(document, name)
            for name in ("id", "sha256", "title", "published", "publisher", "agency", "url")
        }
        out.write(msgspec.json.encode(fields | {"records": len(kept.records), "passage": passage}).decode() + "\n")
        return
    names = " / ".join(name for name in (document.publisher, document.agency) if name) or "publisher unknown"
    title = document.title or shorten(document.text, _AROUND, placeholder=" …")
    out.write(f"{document.published or 'no day':<10}  {visible(title)}\n")
    out.write(f"            {visible(names)}, {len(kept.records):,} records, {document.sha256[:16]}\n")
    out.write(f"            {visible(passage)}\n")


def _passage(text: str, typed: str) -> str:
    """Some words around the first place where one of those typed stands, or the beginning of the text."""
    starts = (re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE) for word in typed.split())
    at = min((found.start() for found in starts if found is not None), default=0)
    start, end = max(0, at - _AROUND), min(len(text), at + _AROUND)
    start = text.find(" ", start, at) + 1 if start else 0
    end = text.rfind(" ", at, end) if end < len(text) and text.rfind(" ", at, end) > at else end
    passage = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{passage}{'…' if end < len(text) else ''}"
