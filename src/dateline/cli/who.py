"""`dateline who WORDS`: whom the words stand for at a date, and why."""

from datetime import date
from typing import Annotated

import msgspec
import typer

from dateline.cli.days import asked_day
from dateline.cli.exits import Exit
from dateline.cli.messages import visible
from dateline.cli.output import opened
from dateline.errors import UsageError
from dateline.knowledge.gazetteer import country_code
from dateline.knowledge.tables import country_labels
from dateline.knowledge.who import Answer, Identified
from dateline.knowledge.who import who as identify


def who(
    words: Annotated[str, typer.Argument(metavar="WORDS", help='"the Turkish president", "Sergei Lavrov", "WHO".')],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="A day, month or year (2020-02-21); today.")] = None,
    near: Annotated[
        str | None, typer.Option(metavar="CODE", help="The country (TUR) where the words name none.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> int:
    """Say whom the words stand for at a date: role, country, sector, and which table says so."""
    typed = " ".join(words.split())
    if not typed:
        raise UsageError("WORDS", "nobody to look up", 'dateline who "the Turkish president" --on 2020-02-21')
    day = asked_day(on, "--on") or date.today().isoformat()
    found = identify(typed, day, _country(near))
    with opened(None, keep=lambda: True) as out:
        out.write(_as_json(typed, day, found) if json else _as_text(typed, day, near, found))
    return Exit.DONE if found.found else Exit.UNKNOWN


def _country(near: str | None) -> str | None:
    if near is None:
        return None
    code = country_code(near)
    if code is None:
        raise UsageError(visible(near), "not a country's ISO 3166-1 code", 'dateline who "the president" --near TUR')
    return code


def _as_json(words: str, on: str, answer: Answer) -> str:
    record = {
        "words": words,
        "on": on,
        "found": [
            {
                "name": one.name,
                "code": one.code,
                "country": one.country,
                "sector": one.sector,
                "id": one.id,
                "role": one.role,
                "from": one.start,
                "to": one.end,
            }
            for one in answer.found
        ],
        "reasons": answer.reasons,
        "others": answer.others,
        "did_you_mean": answer.alike,
    }
    return msgspec.json.encode(record).decode() + "\n"


def _as_text(words: str, on: str, near: str | None, answer: Answer) -> str:
    lines = [f"{visible(words)}: {_line(one)}" for one in answer.found] or [
        f"{visible(words)}: nobody is known by these words on {on}"
    ]
    lines += [f"  because {reason}" for reason in answer.reasons]
    lines += [f"  not {other}" for other in answer.others]
    lines += [f"  did you mean {name}?" for name in answer.alike]
    more = (
        f'dateline who "{visible(words)}" --on {on}{f" --near {near}" if near else ""} --json'
        if answer.found
        else "dateline who --help"
    )
    return "\n".join(lines) + f"\n\nnext: {more}\n"


def _line(one: Identified) -> str:
    country = "international" if one.country == "INT" else country_labels().get(one.country, one.country)
    role = f", {one.role}" if one.role else f", {country}" if country != one.name else ""
    return f"{one.name}{role} ({one.code}; {one.id})"
