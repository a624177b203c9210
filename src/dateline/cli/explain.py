"""`dateline explain [CODE...]`: what an error code means."""

import re
from difflib import get_close_matches
from typing import Annotated

import typer

from dateline.cli.exits import Exit
from dateline.cli.messages import visible
from dateline.cli.output import opened
from dateline.errors import UnknownCode
from dateline.explanation import Explanation
from dateline.explanations import EXPLANATIONS


def explain(
    codes: Annotated[list[str] | None, typer.Argument(metavar="CODE", help="Codes such as E012.")] = None,
) -> int:
    """Say what an error code means and what mends it; without a code, list all."""
    if codes:
        text = "\n".join(_text(_entry(code)) for code in codes)
    else:
        listing = "".join(f"{entry.code}  {entry.title}\n" for entry in EXPLANATIONS.values())
        text = f"{listing}\nnext: dateline explain E012\n"
    with opened(None, keep=lambda: True) as out:
        out.write(text)
    return Exit.DONE


def _entry(typed: str) -> Explanation:
    number = re.fullmatch(r"[eE]?0*([0-9]{1,3})", typed.strip())
    code = f"E{int(number.group(1)):03}" if number else typed.strip().upper()
    if code in EXPLANATIONS:
        return EXPLANATIONS[code]
    near = get_close_matches(code, EXPLANATIONS, n=1)
    suggestion = f"; did you mean {near[0]}?" if near else ""
    raise UnknownCode(visible(typed), f"no such error code{suggestion}", "dateline explain")


def _text(entry: Explanation) -> str:
    parts = [f"{entry.code}: {entry.title}\n", entry.why, entry.mend]
    if entry.command:
        parts.append(f"\n    {entry.command}")
    return "\n".join(parts) + "\n"
