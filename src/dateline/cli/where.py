"""`dateline where WORDS`: which place the words stand for, and why."""

from typing import Annotated

import msgspec
import typer

from dateline.cli.exits import Exit
from dateline.cli.messages import visible
from dateline.cli.output import opened
from dateline.errors import UsageError
from dateline.knowledge.gazetteer import GazetteerEntry, country_code
from dateline.knowledge.resolver import Resolution, Toponym, resolve


def where(
    words: Annotated[str, typer.Argument(metavar="WORDS", help='A place as the text has it: "Paris", "Paris, Texas".')],
    near: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="A country (SYR) or a place named beside it."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> int:
    """Say which place the words stand for, with the reasons and the other places of that name."""
    typed = " ".join(words.split())
    found = _resolved(typed, near or [])
    with opened(None, keep=lambda: True) as out:
        out.write(_as_json(typed, found) if json else _as_text(typed, found))
    return Exit.DONE if found is not None else Exit.UNKNOWN


def _resolved(words: str, near: list[str]) -> Resolution | None:
    if not words:
        raise UsageError("WORDS", "no place to look up", 'dateline where "Saraqib" --near SYR')
    countries = []
    # The words and the places beside them make a small text, so that the rules for texts decide.
    text, toponyms = words, []
    for one in near:
        code = country_code(one)
        if code is not None:
            countries.append(code)
            continue
        toponyms.append(Toponym(one, len(text) + 1, len(text) + 1 + len(one)))
        text = f"{text}\n{one}"
    beside = resolve(text, toponyms)
    for toponym, known in zip(toponyms, beside, strict=True):
        if known is None:
            raise UsageError(
                visible(toponym.words), "neither a country's code nor a known place", "dateline where --help"
            )
    whole = resolve(text, [Toponym(words, 0, len(words)), *toponyms], countries)[0]
    head = words.partition(",")[0].strip()
    if whole is not None or head in ("", words):
        return whole
    return resolve(text, [Toponym(head, 0, len(head)), *toponyms], countries)[0]


def _fields(entry: GazetteerEntry) -> dict[str, object]:
    return {
        "name": entry.name,
        "id": entry.id,
        "lat": entry.lat,
        "lon": entry.lon,
        "country": entry.country,
        "admin1": entry.admin1,
        "precision": str(entry.precision),
        "radius": round(entry.radius, 1),
    }


def _as_json(words: str, found: Resolution | None) -> str:
    record: dict[str, object] = {"words": words, "place": None, "belief": None, "reasons": [], "others": []}
    if found is not None:
        record |= {
            "place": _fields(found.entry),
            "belief": found.belief,
            "reasons": found.reasons,
            "others": [_fields(entry) for entry in found.others],
        }
    return msgspec.json.encode(record).decode() + "\n"


def _as_text(words: str, found: Resolution | None) -> str:
    if found is None:
        return f"{visible(words)}: no place of this name is known\n\nnext: dateline where --help\n"
    entry = found.entry
    lines = [
        f"{visible(words)}: {_line(entry)}",
        f"  {entry.lat}, {entry.lon}, within {max(1, round(entry.radius))} km; {entry.id}; belief {found.belief}",
        *(f"  because {reason}" for reason in found.reasons),
        *(f"  not {_line(other)}" for other in found.others),
    ]
    return "\n".join(lines) + f'\n\nnext: dateline where "{visible(words)}" --json\n'


def _line(entry: GazetteerEntry) -> str:
    parts = (entry.name, entry.admin1 if entry.admin1 != entry.name else None, entry.country)
    return f"{', '.join(part for part in parts if part)} ({entry.precision})"
