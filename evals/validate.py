"""Checks labelled documents against the annotation guide: `python -m evals.validate [FOLDER…] [--write-digests]`.

Prints `file: problem` for each fault; exit status 1 if there was one. A document outside the dev part that shares a run
of eight words with a dev document, ours or a real one, is at fault; real documents cannot be mended, so theirs is a
warning: leave them out of the training.
"""

import argparse
import dataclasses
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from dateline.model.codes import Sector
from dateline.model.records import Span
from evals.corpus import AUTHORED, DIGESTS, check_digests, data_root, digest_lines, labelled_files
from evals.gold import GoldActor, GoldAgreement, GoldDocument, GoldEvent, GoldFigure, GoldHead, GoldQuote
from evals.overlap import RUN, DevRuns

_Record = TypeVar("_Record", GoldEvent, GoldQuote, GoldFigure, GoldAgreement)
_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_CODE: Final = re.compile(r"([A-Z]{3})(?: ([A-Z]{3}))?")
_LISTS: Final = {"events": GoldEvent, "quotes": GoldQuote, "figures": GoldFigure, "agreements": GoldAgreement}


def problems_in_file(path: Path) -> list[str]:
    """All faults of one labelled file, in plain words."""
    try:
        raw = json.loads(path.read_bytes())
    except ValueError as error:
        return [f"not JSON: {error}"]
    if not isinstance(raw, dict):
        return ["not a JSON object"]
    found = list(_document_problems(raw))
    head = raw.get("doc")
    if isinstance(head, dict) and head.get("id") != path.stem:
        found.append(f"doc.id {head.get('id')!r} differs from the file name")
    return found


def _document_problems(raw: Mapping[str, object]) -> Iterator[str]:
    yield from _unknown_fields("document", raw, GoldDocument)
    try:
        head = msgspec.convert(raw.get("doc"), GoldHead)
    except msgspec.ValidationError as error:
        yield f"doc: {error}"
        return
    yield from _head_problems(head)
    for name, kind in _LISTS.items():
        items = raw.get(name)
        if not isinstance(items, list):
            yield f"{name}: not a list"
            continue
        ids = Counter(str(item["id"]) for item in items if isinstance(item, dict) and "id" in item)
        yield from (f"{name}: id {key} occurs {count} times" for key, count in ids.items() if count > 1)
        for number, item in enumerate(items):
            yield from (f"{name}[{number}]: {problem}" for problem in _record_problems(item, kind, head.text))


def _head_problems(head: GoldHead) -> Iterator[str]:
    if not head.text.strip():
        yield "doc.text: empty"
    if unicodedata.normalize("NFC", head.text) != head.text or "\r" in head.text:
        yield "doc.text: not in NFC with plain newlines, so offsets would move on reading"
    if head.published is not None and not _is_day(head.published):
        yield f"doc.published: {head.published!r} is no ISO day"


def _record_problems(raw: object, kind: type[_Record], text: str) -> Iterator[str]:
    if not isinstance(raw, dict):
        yield "not an object"
        return
    yield from _unknown_fields("record", raw, kind)
    try:
        record = msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        yield str(error)
        return
    match record:
        case GoldEvent():
            yield from _event_problems(record, text)
        case GoldQuote():
            yield from _span_problems((record.span,), text)
            yield from _verbatim({"speaker": record.speaker, "addressee": record.addressee}, text)
        case GoldFigure():
            yield from _figure_problems(record, text)
        case GoldAgreement():
            yield from _date_problems(record.date)
            yield from (problem for code in record.parties for problem in _code_problems(code))


def _event_problems(event: GoldEvent, text: str) -> Iterator[str]:
    yield from _span_problems(event.spans, text)
    actors: Sequence[GoldActor] = (*event.actors, *event.recipients)
    yield from _verbatim({"place": event.place, "source": event.source}, text)
    for actor in actors:
        yield from _verbatim({"actor": actor.text}, text)
        yield from _code_problems(actor.code)
    yield from _date_problems(event.date)
    if event.type in event.alt_types:
        yield f"alt_types repeats the type {event.type}"
    # Two parties may share one phrase ("the two sides") and one code; the same phrase with the same code is one party.
    both = {a for a in event.actors if a.text is not None} & {a for a in event.recipients if a.text is not None}
    yield from (f"{actor.text!r} ({actor.code}) is actor and recipient" for actor in sorted(both, key=str))


def _figure_problems(figure: GoldFigure, text: str) -> Iterator[str]:
    yield from _span_problems((figure.span,), text)
    yield from _verbatim({"place": figure.place, "period": figure.period, "source": figure.source}, text)
    if figure.low is None and figure.high is None:
        yield "neither low nor high"
    if figure.low is not None and figure.high is not None and figure.low > figure.high:
        yield f"low {figure.low} above high {figure.high}"


def _span_problems(spans: Iterable[Span], text: str) -> Iterator[str]:
    for span in spans:
        if not 0 <= span.start < span.end <= len(text):
            yield f"span {span.start}..{span.end} lies outside the text"
        elif text[span.start : span.end] != span.text:
            yield f"span {span.start}..{span.end} is {text[span.start : span.end]!r}, not {span.text!r}"


def _verbatim(values: Mapping[str, str | None], text: str) -> Iterator[str]:
    yield from (
        f"{name} {value!r} is not in the text"
        for name, value in values.items()
        if value is not None and (not value or value not in text)
    )


def _code_problems(code: str) -> Iterator[str]:
    match = _CODE.fullmatch(code)
    if match is None:
        yield f"code {code!r} is no country with or without a sector"
    elif match[2] is not None and match[2] not in set(Sector):
        yield f"code {code!r}: unknown sector"


def _date_problems(date: str | None) -> Iterator[str]:
    if date is not None and not _DATE.fullmatch(date):
        yield f"date {date!r} is no ISO year, month or day"


def _is_day(date: str) -> bool:
    return _DATE.fullmatch(date) is not None and len(date) == len("2018-07-04")


def _unknown_fields(what: str, raw: Mapping[str, object], kind: type) -> Iterator[str]:
    known = {field.name for field in dataclasses.fields(kind)}
    yield from (f"{what}: unknown field {name!r}" for name in raw if name not in known)


def heads_in(folder: Path) -> list[tuple[Path, GoldHead]]:
    """The texts of a folder without their labels; files that are not in order have none, other faults name them."""
    found = []
    for path in labelled_files(folder):
        try:
            found.append((path, msgspec.json.decode(path.read_bytes(), type=_Labelled).doc))
        except (msgspec.DecodeError, UnicodeDecodeError):
            continue
    return found


class _Labelled(msgspec.Struct):
    doc: GoldHead


def near_copies_in(folders: Sequence[Path], beside: Sequence[Path]) -> list[tuple[Path, str]]:
    """Documents of `folders` that repeat a dev document of these folders or of those `beside` them."""
    every = {folder.resolve(): heads_in(folder) for folder in (*folders, *beside)}
    runs = DevRuns()
    for heads in every.values():
        runs.add(head for _, head in heads)
    return [
        (path, f"shares {one.runs} runs of {RUN} words with the dev document {one.dev_id}, first {one.words!r}")
        for folder in folders
        for path, head in every[folder.resolve()]
        for one in runs.shared(head)
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """Checks the given folders; without any, our own corpus and the real one if there is a data root."""
    options = _parser().parse_args(arguments)
    if options.write_digests:
        (AUTHORED / DIGESTS).write_text(digest_lines(labelled_files(AUTHORED)), encoding="utf-8")
    root = data_root(options.data_root)
    real = [root / "corpus"] if root and (root / "corpus").is_dir() else []
    folders = options.folders or [AUTHORED, *real]
    found = [problem for folder in folders for problem in _folder_problems(folder)]
    warned: list[tuple[Path, str]] = []
    for path, problem in near_copies_in(folders, [AUTHORED, *real]):
        given = any(path.parent.resolve() == folder.resolve() for folder in real)
        (warned if given else found).append((path, problem))
    for path, problem in found:
        print(f"{path}: {problem}")
    for path, problem in warned:
        print(f"{path}: warning: {problem}", file=sys.stderr)
    files = sum(len(labelled_files(folder)) for folder in folders)
    print(f"{files} labelled documents, {len(found)} problems", file=sys.stderr)
    return 1 if found else 0


def _folder_problems(folder: Path) -> list[tuple[Path, str]]:
    found = [(path, problem) for path in labelled_files(folder) for problem in problems_in_file(path)]
    if folder == AUTHORED or (folder / DIGESTS).is_file():
        found += [(folder / DIGESTS, problem) for problem in check_digests(folder)]
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.validate", description="check labelled documents")
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--data-root")
    parser.add_argument("--write-digests", action="store_true", help=f"write {DIGESTS} of our own corpus")
    return parser


if __name__ == "__main__":
    sys.exit(main())
