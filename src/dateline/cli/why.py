"""`dateline why`: the reasons of a link, in plain sentences with the words of the sources."""

from typing import Annotated

import msgspec
import typer

from dateline.cli.exits import Exit
from dateline.cli.listing import JsonOption, cut, linked
from dateline.cli.messages import say, visible
from dateline.cli.options import Db, shell
from dateline.cli.output import opened
from dateline.errors import UsageError
from dateline.model.document import Document
from dateline.model.linked import Link, LinkKind
from dateline.model.records import Event, Span
from dateline.situation.reasons import Found, compared, find, links
from dateline.store.base_linking import LinkingStore
from dateline.store.rows import record_of
from dateline.text.sentences import split_sentences

_NAMES = {
    LinkKind.INCIDENT: "incident",
    LinkKind.FIGURE: "figure history",
    LinkKind.AGREEMENT: "agreement",
    LinkKind.STORY: "story",
    LinkKind.REPRINT: "group of reprints",
}
_MOST = 12


def why(
    db: Db,
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="A cluster, record or document; with two ids, that pair.")
    ],
    json: JsonOption = False,
) -> int:
    """Say why things are linked: what each source says, and what speaks for and against each link."""
    if len(ids) > 2:
        raise UsageError("ID", f"{len(ids)} ids were given; one shows a cluster, two a pair", "dateline why --help")
    with linked(db) as store:
        found = [find(store, each) for each in ids]
        if len({each.kind for each in found}) > 1:
            raise UsageError(ids[1], f"not of the same kind as {ids[0]}", "dateline why --help")
        members = found[0].members if len(found) == 1 else tuple(each.member for each in found)
        reasons = links(store, found[0].kind, members) if len(found) == 1 else _pair(store, found)
        if json:
            with opened(None, keep=lambda: True) as out:
                out.writelines(msgspec.json.encode(link).decode("utf-8") + "\n" for link in reasons)
            return Exit.DONE
        lines = _head(found, members) + _tellings(store, found[0].kind, members) + _reasons(store, found, reasons)
    with opened(None, keep=lambda: True) as out:
        out.write("\n".join(lines) + "\n")
    say(_next(members, db))
    return Exit.DONE


def _pair(store: LinkingStore, found: list[Found]) -> list[Link]:
    link = compared(store, found[0].kind, found[0].member, found[1].member)
    return [] if link is None else [link]


def _head(found: list[Found], members: tuple[str, ...]) -> list[str]:
    name = _NAMES[found[0].kind]
    if len(found) == 2:
        together = found[1].member in found[0].members
        return [f"These two are {'in one' if together else 'NOT in one'} {name}.", ""]
    number = len(members)
    return [f"This {name} has {number} member{'' if number == 1 else 's'}.", ""]


def _tellings(store: LinkingStore, kind: LinkKind, members: tuple[str, ...]) -> list[str]:
    """Who says what: publisher, day, and the sentence."""
    lines = []
    if kind in (LinkKind.STORY, LinkKind.REPRINT):
        for sha, document in store.texts(members).items():
            first = split_sentences(document.text)[:1]
            lines += _quote(document, sha[:16], document.text[slice(*first[0])] if first else "")
        return lines
    kept = store.kept(members)
    documents = store.texts([record.document for record in kept])
    ordered = sorted(kept, key=lambda record: (documents[record.document].published or "9", record.document, record.id))
    for record in ordered:
        value = record_of(record)
        words = value.anchor if isinstance(value, Event) else value.span
        document = documents[record.document]
        lines += _quote(document, record.id, _sentence(document, words))
    return lines


def _quote(document: Document, name: str, words: str) -> list[str]:
    head = f"{document.published or 'no day'}  {visible(document.publisher or 'unnamed')}  ({name})"
    return [head, f"  “{cut(words, 300)}”"]


def _sentence(document: Document, words: Span) -> str:
    """The sentence that holds the words, with these between marks."""
    for start, end in split_sentences(document.text):
        if start <= words.start < end:
            text = document.text
            stop = min(words.end, end)
            return f"{text[start : words.start]}[{text[words.start : stop]}]{text[stop:end]}"
    return words.text


def _reasons(store: LinkingStore, found: list[Found], reasons: list[Link]) -> list[str]:
    if not reasons:
        return ["", "No link: one document alone tells it." if len(found) == 1 else "One document tells both."]
    lines = [""]
    for link in reasons[:_MOST]:
        judged = " (judged by a person)" if link.judgement else ""
        lines.append(f"{_short(link.a)} and {_short(link.b)}: {link.score:.2f}{judged}")
        lines += [f"  {_sign(reason.weight)}  {visible(reason.text)}" for reason in link.reasons]
    if len(reasons) > _MOST:
        lines.append(f"and {len(reasons) - _MOST} links more (--json shows all)")
    return lines


def _sign(weight: float) -> str:
    if not weight:
        return "   ·"
    return f"{weight:+.1f}"


def _short(name: str) -> str:
    return name if "-" in name else name[:16]


def _next(members: tuple[str, ...], db: str) -> str:
    if len(members) < 2:
        return f"next: dateline merge A B --reason WHY --db {shell(db)}"
    return f"next: dateline split {_short(members[0])} {_short(members[1])} --reason WHY --db {shell(db)}"
