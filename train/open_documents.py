"""Labelled documents out of the openly licensed sets: our labels, joined to texts that are not ours to ship.

`open_texts.tsv` says which parts of which documents are taken, `open_labels.txt` holds their labels in the lines of
`evals.sheet`. GUM's news and MEANTIME are Wikinews (CC BY 2.5; CC BY 4.0), the English Web Treebank is CC BY-SA 4.0.
MEANTIME's Apple topic is left out, so that it can judge dates.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from evals.sheet import read_sheet
from train.jsonl import read_jsonl

_HERE: Final = Path(__file__).parent
FILES: Final = {
    "gum": ("ner/gum_news",),
    "ewt": ("srl/ewt_propbank.train", "srl/ewt_propbank.dev", "srl/ewt_propbank.test"),
    "meantime": ("meantime/meantime_en",),
}
_GLUED_LEFT: Final = frozenset(", . : ; ? ! ) ] % ... 's ’s n't n’t n`t 've ’m 'll ’re 'm 're 'd ” ’".split())
_GLUED_RIGHT: Final = frozenset("( [ $ US$ # £ € “".split())
_SENTENCE_END: Final = re.compile(r"[.?!:;,\"”')\]]$")


@dataclass(frozen=True, slots=True)
class Part:
    """What is taken of one document: sentences `first` to `last`, counted from 1; None for the last is to the end."""

    name: str
    document: str
    first: int
    last: int | None


def open_documents(root: Path) -> list[dict[str, Any]]:
    """The labelled documents of those sets that are there, in the form of the corpus files; sorted by id."""
    heads = {head["id"]: (head, text) for head, text in _texts(root)}
    labels = (_HERE / "open_labels.txt").read_text(encoding="utf-8")
    blocks = dict(block.split("\n", 1) for block in labels.split("## ")[1:])
    return [_joined(*heads[key], blocks[key]) for key in sorted(blocks.keys() & heads.keys())]


def _joined(head: dict[str, str | None], text: str, lines: str) -> dict[str, Any]:
    top = "\n".join(f"{key}: {value}" for key, value in head.items() if value)
    return read_sheet(f"{top}\ntext:\n{text}\n====\n{lines}")


def _texts(root: Path) -> Iterator[tuple[dict[str, str | None], str]]:
    parts = _parts()
    for name, make in (("gum", _gum), ("ewt", _ewt), ("meantime", _meantime)):
        paths = [root / "data" / f"{file}.jsonl.gz" for file in FILES[name]]
        if all(path.is_file() for path in paths):
            yield from make([row for path in paths for row in read_jsonl(path)], parts[name])


def _parts() -> dict[str, list[Part]]:
    parts: dict[str, list[Part]] = {name: [] for name in FILES}
    with (_HERE / "open_texts.tsv").open(encoding="utf-8", newline="") as lines:
        for name, key, document, first, last in csv.reader((x for x in lines if x[0] != "#"), delimiter="\t"):
            parts[name].append(Part(key, document, int(first), int(last) if last else None))
    return parts


def _gum(rows: Sequence[dict[str, Any]], parts: Sequence[Part]) -> Iterator[tuple[dict[str, str | None], str]]:
    cut = {part.document: part.last for part in parts}
    for document, group in groupby(rows, key=lambda row: row["doc"]):
        state = {"double": False, "single": False}
        title, day, *body = (row.get("text") or _untokenised(row["tokens"], state) for row in group)
        head = {
            "id": f"gum-{document.removeprefix('GUM_news_')}",
            "source": "Wikinews",
            "url": f"urn:gum:{document}",
            "licence": "CC BY 2.5 (Wikinews)",
            "published": datetime.strptime(day, "%A, %B %d, %Y").date().isoformat(),
            "title": title,
            "setting": "real",
        }
        yield head, f"{day}\n\n{_paragraphs(body[: cut.get(document)])}"


def _ewt(rows: Sequence[dict[str, Any]], parts: Sequence[Part]) -> Iterator[tuple[dict[str, str | None], str]]:
    documents: dict[str, list[str]] = {}
    for row in rows:
        documents.setdefault(row["doc"], []).append(row["text"])
    for part in parts:
        (document,) = (name for name in documents if part.document in name)
        day = re.search(r"ENG_(\d{4})(\d\d)(\d\d)_", document)
        head = {
            "id": f"ewt-{part.name}",
            "source": "Newsgroup" if document.startswith("newsgroup") else "Weblog",
            "url": f"urn:ewt:{document}:{part.first}-{part.last}",
            "licence": "CC BY-SA 4.0 (English Web Treebank)",
            "published": "-".join(day.groups()) if day else None,
            "setting": "real",
        }
        yield head, _paragraphs(documents[document][part.first - 1 : part.last])


def _meantime(rows: Sequence[dict[str, Any]], parts: Sequence[Part]) -> Iterator[tuple[dict[str, str | None], str]]:
    by_id = {row["id"]: row for row in rows}
    for part in parts:
        row = by_id[part.document]
        title, day, *body = row["text"].split("\n")
        head = {
            "id": f"mt-{part.name}",
            "source": "Wikinews",
            "url": f"urn:meantime:{part.document}",
            "licence": "CC BY 4.0 (MEANTIME, Wikinews)",
            "published": row["dct"],
            "title": title,
            "setting": "real",
        }
        sentences = [_unspaced(sentence) for sentence in body if sentence.strip()]
        yield head, f"{day}\n\n{_paragraphs(sentences[: part.last])}"


def _untokenised(tokens: Sequence[str], state: dict[str, bool]) -> str:
    """A sentence as it was printed; `state` remembers over sentences which quotation marks are open."""
    out, glue = "", True
    for index, token in enumerate(tokens):
        before, after = _glued(tokens, index, state)
        out += token if glue or before or not out else f" {token}"
        glue = after
    return out


def _glued(tokens: Sequence[str], index: int, state: dict[str, bool]) -> tuple[bool, bool]:
    """Whether a token stands without a blank before it, and after it."""
    piece, inside = tokens[index], 0 < index < len(tokens) - 1
    if piece in _GLUED_LEFT:
        return True, False
    if piece == '"':
        # first in its sentence: opening; last: closing; else in turn
        state["double"] = index == 0 or (index < len(tokens) - 1 and not state["double"])
        return not state["double"], state["double"]
    if piece == "'":
        if state["single"] or tokens[index - 1].endswith("s"):
            state["single"] = False
            return True, False
        state["single"] = True
        return False, True
    if piece in ("-", "/", "|") and inside:
        return True, True
    return False, piece in _GLUED_RIGHT


def _unspaced(sentence: str) -> str:
    sentence = re.sub(r"\s*``\s*", ' "', sentence).replace("''", '"')
    if "[" not in sentence:
        sentence = sentence.replace("]", "")
    sentence = re.sub(r"(?<=s) ' (?=\w)", "' ", sentence)
    return re.sub(r"\$ (?=\d)", "$", sentence).strip()


def _paragraphs(sentences: Sequence[str], size: int = 3) -> str:
    """Sentences in paragraphs of about `size`; no break inside a quotation; captions stand alone."""
    groups: list[list[str]] = []
    room = 0
    for sentence in sentences:
        caption = sentence.startswith("Image:") or not _SENTENCE_END.search(sentence)
        unclosed = bool(groups) and (" ".join(groups[-1]).count('"') % 2 == 1 or groups[-1][-1][-1] in ":;,")
        opened = bool(groups) and (unclosed or sentence[0].islower())
        if groups and (opened or (room > 0 and not caption)):
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
            room = 0 if caption else size
        room -= 1
    return "\n\n".join(" ".join(group) for group in groups)
