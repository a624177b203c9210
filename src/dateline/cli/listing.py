"""What `incidents`, `figures` and `agreements` share: options, linking of what waits, and the form of a list."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec
import typer

from dateline.cli.exits import Exit
from dateline.cli.messages import say, visible
from dateline.cli.options import shell
from dateline.cli.output import opened
from dateline.errors import StoreLocked, StoreReadOnly, UsageError
from dateline.link.run import Linker
from dateline.link.traits import VERSION
from dateline.store.base_linking import LinkingStore, Wanted
from dateline.store.opening import open_store

PlaceOption = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="A place, or a region, by its name or a part of it.")
]
CountryOption = Annotated[str | None, typer.Option("--country", metavar="CODE", help="ISO 3166-1 alpha-3: SYR.")]
FromOption = Annotated[str | None, typer.Option("--from", metavar="DAY", help="From this day, month or year on.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DAY", help="Up to this day, month or year.")]
LimitOption = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="At most so many, the latest first.")]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object a line (JSON Lines).")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")]

_DAY: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a list; `sort` is what is listed, as a word."""

    sort: str
    db: str
    limit: int
    json: bool
    quiet: bool


def wanted(
    kind: str | None, members: Sequence[str], place: str | None, country: str | None, start: str | None, end: str | None
) -> Wanted:
    """The filter that was typed; `members` are the codes that `kind` may be."""
    if kind is not None:
        known = {member.casefold(): member for member in members}
        typed = kind.strip().replace("-", "_").casefold()
        if typed not in known:
            raise UsageError(kind, f"not one of {', '.join(sorted(known.values()))}", "dateline figures --help")
        kind = known[typed]
    for day in (start, end):
        if day is not None and not _DAY.fullmatch(day):
            raise UsageError(day, "not a day, month or year as 2020-02-22, 2020-02 or 2020", "dateline figures --help")
    if start is not None and end is not None and start > end and not start.startswith(end):
        raise UsageError("--from", f"{start} comes after {end}", "dateline figures --help")
    return Wanted(kind, place or None, country.strip().upper() if country else None, start, end)


@contextmanager
def linked(db: str) -> Iterator[LinkingStore]:
    """The store, in which nothing waits to be linked; where it cannot be written to, that is said."""
    with open_store(db) as store:
        if store.unlinked(VERSION):
            try:
                for _ in Linker(store).run():
                    pass
            except (StoreReadOnly, StoreLocked) as error:
                say(f"{error.code} {visible(error.subject)}: some documents are not linked yet ({error.reason})")
        yield store


def show(asked: Asked, items: Sequence[object], cards: Sequence[str]) -> int:
    """Writes the list, as JSON Lines or as `cards`, and says on stderr what comes next."""
    with opened(None, keep=lambda: True) as out:
        for item, card in zip(items, cards, strict=True):
            out.write(msgspec.json.encode(item).decode("utf-8") + "\n" if asked.json else card + "\n\n")
    if not asked.quiet:
        more = f" (the latest {asked.limit:,}; --limit shows more)" if len(items) == asked.limit else ""
        one = asked.sort if len(items) == 1 else {"history": "histories"}.get(asked.sort, f"{asked.sort}s")
        named = getattr(items[0], "id", None) if items else None
        plural = {"history": "figures"}.get(asked.sort, f"{asked.sort}s")
        follows = f"dateline why {named}" if named else f"dateline {plural}"
        say(f"{len(items):,} {one}{more}\nnext: {follows} --db {shell(asked.db)}")
    return Exit.DONE


def table(rows: Sequence[Sequence[str]], indent: str = "  ") -> list[str]:
    """Rows in columns, each as wide as its longest cell; the last one is as long as it is."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    return [
        indent + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def cut(text: str | None, width: int) -> str:
    """The text on one line, visible, and no longer than this."""
    plain = visible(" ".join((text or "").split()))
    return plain if len(plain) <= width else plain[: width - 1] + "…"
