"""`dateline doctor`: what is wrong with a database and what it depends on."""

from datetime import UTC, datetime
from typing import Annotated, TextIO

import msgspec
import typer

from dateline.cli.exits import Exit
from dateline.cli.messages import say, visible
from dateline.cli.options import Db, shell
from dateline.cli.output import opened
from dateline.config import settings
from dateline.doctor import Finding, Grade, examine


def doctor(
    db: Db,
    mend: Annotated[bool, typer.Option("--mend", help="Mend what can be mended without losing anything.")] = False,
    deep: Annotated[
        bool, typer.Option("--deep", help="Compare every span and index too; minutes for a large one.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a finding (JSON Lines).")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only what is not well.")] = False,
) -> int:
    """Check the settings, the model, the disk, the database and its rows, the sources, and what was rejected.

    With --mend missing indexes are made, rows without an owner and locks of dead programs taken away, and documents
    made to stand as their sources have it. No document, record or judgement is lost by it.
    """
    found: list[Finding] = []
    with opened(None, keep=lambda: True) as out:
        for finding in examine(db, settings(), mend, deep, lambda: datetime.now(UTC)):
            found.append(finding)
            if not quiet or finding.grade is not Grade.WELL:
                _write(finding, shell(db), json, out)
    bad = [finding for finding in found if finding.grade is Grade.BAD]
    warnings = sum(finding.grade is Grade.WARNING for finding in found)
    if not quiet:
        said = f"{len(bad):,} bad, {warnings:,} warning{'' if warnings == 1 else 's'}"
        mendable = not mend and any(finding.mend and "--mend" in finding.mend for finding in found)
        follow = f"dateline doctor --db {shell(db)} --mend" if mendable else f"dateline sources --db {shell(db)}"
        say(f"{said}\nnext: {follow}")
    if not bad:
        return Exit.DONE
    return Exit.MODEL if all(finding.check == "model" for finding in bad) else Exit.STORE


def _write(finding: Finding, db: str, json: bool, out: TextIO) -> None:
    if json:
        out.write(msgspec.json.encode(finding).decode("utf-8") + "\n")
        return
    out.write(f"{finding.grade:<8} {finding.check:<9} {visible(finding.said)}\n")
    if finding.mend is not None and finding.grade in {Grade.WARNING, Grade.BAD}:
        out.write(f"                   mend it: {visible(finding.mend.replace('--db FILE', f'--db {db}'))}\n")
