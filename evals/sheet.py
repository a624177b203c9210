"""Labels in a form that is quick to write by hand, and back: `python -m evals.sheet SHEET… --into FOLDER`.

A sheet is a text file: a head of `key: value` lines, `text:`, the text, `====`, then one record a line. Spans are given
by their words, never by offsets:

    shelled            the only place where this word stands
    attack#2           its second place in the text
    before [attack] on words around it tell which one is meant; the span is what stands in the brackets
    We slept … either  from the first words to the last (quotations)

    E ASSAULT shelled | by: Syrian forces = SYR MIL; jets = RUS MIL | to: families = SYR REF | on: 2020-02-06
    Q indirect At least 14 … Thursday | by: He | is: Omar Saleh | to: Reuters
    F killed at_least 14.. people At least 14 | of: civilians killed | at: Binnish | when: Thursday | src: the register
    A 2018 accord on Idlib | parties: TUR GOV; RUS GOV | on: 2018 | is: violated

Events also take `src:`, `also:` (spans, separated by `;`), `alt:` (types), and the bare words of a status, `background`
and `optional`. An implied actor is written `- = GBR JUD`. Without them an event is actual and current.
`--show FILE.json…` prints sheets of labelled files.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from dateline.model.codes import Status

_STATUSES: Final = frozenset(str(status) for status in Status)
_HEAD: Final = ("id", "source", "url", "licence", "published", "title", "setting")
_ELLIPSIS: Final = re.compile(r"\s*(?:…|\.\.\.)\s*")
_FIGURE: Final = re.compile(r"(\w+) (\w+) ([\d.,]*)\.\.([\d.,]*) (\S+) (.+)", re.DOTALL)
_OURS: Final = "CC0 1.0 (written for this project)"


class SheetError(Exception):
    """A line of a sheet that cannot be read; names the line."""


def read_sheet(sheet: str) -> dict[str, object]:
    """The labelled document of a sheet in the form of the corpus files; SheetError names the first bad line."""
    head_part, _, rest = sheet.partition("\ntext:\n")
    text, separator, lines = rest.partition("\n====\n")
    if not separator:
        raise SheetError("no 'text:' line, or no '====' line after the text")
    head = dict(_head_line(line) for line in head_part.splitlines() if line.strip())
    text = text.strip("\n")
    found: dict[str, list[dict[str, object]]] = {"events": [], "quotes": [], "figures": [], "agreements": []}
    for line in (line.strip() for line in lines.splitlines()):
        if line and not line.startswith("//"):
            kind, record = _record(line, text)
            found[kind].append({"id": f"e{len(found[kind]) + 1}", **record} if kind == "events" else record)
    doc: dict[str, object] = {key: head.get(key) for key in _HEAD}
    doc |= {"licence": head.get("licence") or _OURS, "publishable": True, "text": text}
    if doc["setting"] is None:
        del doc["setting"]
    return {"doc": doc, **found}


def _head_line(line: str) -> tuple[str, str | None]:
    key, colon, value = line.partition(":")
    if not colon or key.strip() not in _HEAD:
        raise SheetError(f"head line {line!r}: expected one of {', '.join(_HEAD)}")
    return key.strip(), value.strip() or None


def _record(line: str, text: str) -> tuple[str, dict[str, object]]:
    mark, _, rest = line.partition(" ")
    readers = {"E": ("events", _event), "Q": ("quotes", _quote), "F": ("figures", _figure), "A": ("agreements", _deal)}
    if mark not in readers:
        raise SheetError(f"{line!r}: a record begins with E, Q, F or A")
    name, read = readers[mark]
    parts = [part.strip() for part in rest.split(" | ")]
    fields: dict[str, str] = {}
    for part in parts[1:]:
        key, colon, value = part.partition(":")
        fields[key.strip()] = value.strip() if colon else ""
    try:
        return name, read(parts[0], fields, text)
    except (SheetError, ValueError, KeyError) as error:
        raise SheetError(f"{line!r}: {error}") from error


def _event(first: str, fields: dict[str, str], text: str) -> dict[str, object]:
    kind, _, anchor = first.partition(" ")
    record: dict[str, object] = {"anchor": _span(anchor, text), "type": kind}
    if "also" in fields:
        record["also"] = [_span(words.strip(), text) for words in fields.pop("also").split(";")]
    record["actors"] = _actors(fields.pop("by", ""))
    record["recipients"] = _actors(fields.pop("to", ""))
    record["place"], record["date"] = fields.pop("at", None) or None, fields.pop("on", None) or None
    record["status"] = next((status for status in _STATUSES if status in fields), "actual")
    record["time"] = "background" if "background" in fields else "current"
    record["source"] = fields.pop("src", None) or None
    if "alt" in fields:
        record["alt_types"] = re.split(r"[,; ]+", fields.pop("alt"))
    if "optional" in fields:
        record["optional"] = True
    _nothing_left(fields, _STATUSES | {"background", "current", "optional"})
    return record


def _actors(value: str) -> list[dict[str, object]]:
    actors: list[dict[str, object]] = []
    for part in (part.strip() for part in value.split(";") if part.strip()):
        words, equals, code = part.rpartition(" = ")
        if not equals:
            raise SheetError(f"actor {part!r}: expected 'words = CODE'")
        actors.append({"text": None if words.strip() == "-" else words.strip(), "code": code.strip()})
    return actors


def _quote(first: str, fields: dict[str, str], text: str) -> dict[str, object]:
    kind, _, words = first.partition(" ")
    by = fields.pop("by", None) or None
    record: dict[str, object] = {**_span(words, text), "kind": kind, "speaker": by}
    record |= {"speaker_resolved": fields.pop("is", None) or by, "addressee": fields.pop("to", None) or None}
    _nothing_left(fields)
    return record


def _figure(first: str, fields: dict[str, str], text: str) -> dict[str, object]:
    match = _FIGURE.fullmatch(first)
    if match is None:
        raise SheetError("expected 'kind qualifier low..high unit words'")
    kind, qualifier, low, high, unit, words = match.groups()
    record: dict[str, object] = {**_span(words, text), "kind": kind, "low": _number(low), "high": _number(high)}
    record |= {"qualifier": qualifier, "unit": unit, "of": fields.pop("of", ""), "place": fields.pop("at", None)}
    record |= {"period": fields.pop("when", None), "source": fields.pop("src", None)}
    if "optional" in fields:
        record["optional"] = True
    _nothing_left(fields, frozenset({"optional"}))
    return record


def _deal(first: str, fields: dict[str, str], text: str) -> dict[str, object]:
    parties = [code.strip() for code in fields.pop("parties", "").split(";") if code.strip()]
    record: dict[str, object] = {"name": first, "parties": parties, "date": fields.pop("on", None)}
    record["status"] = fields.pop("is")
    _nothing_left(fields)
    return record


def _nothing_left(fields: Mapping[str, str], known: frozenset[str] = frozenset()) -> None:
    if unknown := fields.keys() - known:
        raise SheetError(f"unknown field {', '.join(sorted(unknown))}")


def _number(value: str) -> float | int | None:
    value = value.replace(",", "")
    return None if not value else float(value) if "." in value else int(value)


def _span(words: str, text: str) -> dict[str, object]:
    start, end = _place(words, text)
    return {"text": text[start:end], "start": start, "end": end}


def _place(words: str, text: str) -> tuple[int, int]:
    bracketed = re.fullmatch(r"(.*)\[([^\[\]]+)\](.*)", words, re.DOTALL)
    if bracketed and words not in text:
        before, inside, after = bracketed.groups()
        start = _only(before + inside + after, text) + len(before)
        return start, start + len(inside)
    first, *last = _ELLIPSIS.split(words, maxsplit=1) if words not in text else [words]
    start = _only(first, text)
    if not last:
        return start, start + len(re.sub(r"#\d+$", "", first))
    end = text.find(last[0], start + len(first))
    if end < 0:
        raise SheetError(f"{last[0]!r} does not follow {first!r}")
    return start, end + len(last[0])


def _only(words: str, text: str) -> int:
    numbered = re.fullmatch(r"(.+)#(\d+)", words, re.DOTALL)
    wanted = numbered[1] if numbered else words
    places = list(_places(wanted, text))
    if not places:
        raise SheetError(f"{wanted!r} is not in the text")
    if numbered:
        return places[int(numbered[2]) - 1] if int(numbered[2]) <= len(places) else _missing(words)
    if len(places) > 1:
        raise SheetError(f"{wanted!r} stands {len(places)} times: add #n or words around [it]")
    return places[0]


def _missing(words: str) -> int:
    raise SheetError(f"{words!r}: there are not so many")


def _places(words: str, text: str) -> Iterator[int]:
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)" if words[-1:].isalnum() else ""
    yield from (match.start() for match in re.finditer(left + re.escape(words) + right, text))


def write_sheet(document: Mapping[str, object]) -> str:
    """The sheet of a labelled document (the form of the corpus files); reading it gives the same labels."""
    doc = _mapping(document["doc"])
    text = str(doc["text"])
    head = [f"{key}: {doc[key]}" for key in _HEAD if doc.get(key) is not None]
    lines = [
        *(_event_line(event, text) for event in _mappings(document["events"])),
        *(_quote_line(quote, text) for quote in _mappings(document["quotes"])),
        *(_figure_line(figure, text) for figure in _mappings(document["figures"])),
        *(_deal_line(deal) for deal in _mappings(document["agreements"])),
    ]
    return "\n".join([*head, "text:", text, "====", *lines, ""])


def _mapping(value: object) -> Mapping[str, object]:
    assert isinstance(value, Mapping)
    return value


def _mappings(value: object) -> list[Mapping[str, object]]:
    assert isinstance(value, list)
    return [_mapping(item) for item in value]


def _words(span: Mapping[str, object], text: str) -> str:
    start, words = int(str(span["start"])), str(span["text"])
    if (short := _from_to(start, words, text)) is not None:
        return short
    places = list(_places(words, text))
    if start in places and len(places) > 1:
        return f"{words}#{places.index(start) + 1}"
    if start in places:
        return words
    around = text[max(0, start - 30) : start], text[start + len(words) : start + len(words) + 30]
    return f"{around[0]}[{words}]{around[1]}".replace("\n", " ")


def _from_to(start: int, words: str, text: str) -> str | None:
    """A long span as its first and last words, if they tell it; it may run over several lines."""
    parts = words.split(" ")
    for size in range(4, len(parts) // 2):
        short = f"{' '.join(parts[:size])} … {' '.join(parts[-size:])}"
        try:
            if "\n" not in short and _place(short, text) == (start, start + len(words)):
                return short
        except SheetError:
            continue
    return None


def _line(first: str, fields: Mapping[str, object], flags: list[str]) -> str:
    return " | ".join([first, *(f"{key}: {value}" for key, value in fields.items() if value), *flags])


def _parties(value: object) -> str:
    return "; ".join(f"{actor['text'] or '-'} = {actor['code']}" for actor in _mappings(value))


def _event_line(event: Mapping[str, object], text: str) -> str:
    also = "; ".join(_words(span, text) for span in _mappings(event.get("also", [])))
    alt = event.get("alt_types") or []
    assert isinstance(alt, list)
    fields = {"by": _parties(event["actors"]), "to": _parties(event["recipients"]), "at": event["place"]}
    fields |= {"on": event["date"], "src": event["source"], "also": also, "alt": ", ".join(alt)}
    flags = [str(event["status"])] if event["status"] != "actual" else []
    flags += ["background"] if event["time"] == "background" else []
    flags += ["optional"] if event.get("optional") else []
    return _line(f"E {event['type']} {_words(_mapping(event['anchor']), text)}", fields, flags)


def _quote_line(quote: Mapping[str, object], text: str) -> str:
    fields = {"by": quote["speaker"], "is": quote["speaker_resolved"], "to": quote["addressee"]}
    return _line(f"Q {quote['kind']} {_words(quote, text)}", fields, [])


def _figure_line(figure: Mapping[str, object], text: str) -> str:
    low, high = ("" if figure[end] is None else str(figure[end]) for end in ("low", "high"))
    first = f"F {figure['kind']} {figure['qualifier']} {low}..{high} {figure['unit']} {_words(figure, text)}"
    fields = {"of": figure["of"], "at": figure["place"], "when": figure["period"], "src": figure["source"]}
    return _line(first, fields, ["optional"] if figure.get("optional") else [])


def _deal_line(deal: Mapping[str, object]) -> str:
    parties = deal["parties"]
    assert isinstance(parties, list)
    fields = {"parties": "; ".join(parties), "on": deal["date"], "is": deal["status"]}
    return _line(f"A {deal['name']}", fields, [])


def main(argv: list[str] | None = None) -> int:
    """Converts the sheets; prints a line for each fault; exit status 1 if there was one."""
    parser = argparse.ArgumentParser(prog="python -m evals.sheet", description="Labels as sheets of lines.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--into", type=Path, help="folder for the JSON files of the sheets")
    parser.add_argument("--show", action="store_true", help="print the sheets of labelled JSON files")
    arguments = parser.parse_args(argv)
    faults = 0
    for path in arguments.files:
        if arguments.show:
            print(write_sheet(json.loads(path.read_bytes())))
            continue
        try:
            document = read_sheet(path.read_text(encoding="utf-8"))
        except SheetError as error:
            print(f"{path}: {error}", file=sys.stderr)
            faults += 1
            continue
        if arguments.into is not None:
            name = _mapping(document["doc"])["id"]
            (arguments.into / f"{name}.json").write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
