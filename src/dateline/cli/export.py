"""`dateline export`: the kept records, in one of the forms that others read."""

import shlex
from difflib import get_close_matches
from pathlib import PurePath
from typing import Annotated, Final

import typer

from dateline.cli.exits import Exit
from dateline.cli.listing import linked
from dateline.cli.messages import say
from dateline.cli.options import Db, shell
from dateline.cli.output import is_stream, opened, placed
from dateline.errors import UsageError
from dateline.export.choice import KINDS, Choice
from dateline.export.days import days_of
from dateline.export.files import Order, Outcome, write_files, write_stream
from dateline.export.formats import BINARY, SHAPES, WITH_HXL, Format, media_of
from dateline.knowledge.gazetteer import country_code
from dateline.knowledge.tables import country_names, fold
from dateline.model.codes import EventType, FigureKind, QuotationKind
from dateline.store.opening import open_store

_HELP: Final = "dateline export --help"
_BY_ENDING: Final = {
    **{f".{media_of(form)[0]}": form for form in (Format.GEOJSON, Format.XLSX, Format.PARQUET, Format.CSV)},
    **dict.fromkeys(("", ".jsonl", ".ndjson"), Format.JSONL),
}
_TYPES: Final = tuple(str(code) for codes in (EventType, QuotationKind, FigureKind) for code in codes)


def export(  # noqa: PLR0913 (each parameter is an option of the command)
    db: Db,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="OUT", help="Write here, whole or not at all; - is stdout.")
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="Without it the ending of OUT tells, else jsonl.")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="event, quotation, figure or agreement; may be repeated.")
    ] = None,
    type: Annotated[
        list[str] | None, typer.Option(metavar="TYPE", help="Event type, or kind of figure or quotation; repeatable.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(metavar="P", help="A place or region, by its name or words of it, or by its id.")
    ] = None,
    country: Annotated[str | None, typer.Option(metavar="C", help="ISO 3166-1 code or English name.")] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day, month or year.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day, month or year.")] = None,
    hxl: Annotated[bool, typer.Option("--hxl", help="Add the row of HXL hashtags below the header.")] = False,
    bom: Annotated[bool, typer.Option("--bom", help="Begin with a byte order mark, for Excel.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")] = False,
) -> int:
    """Write the kept records, in an order that does not depend on how they came.

    Withdrawn documents are left out. Two databases that took in the same documents give the same bytes. Beside a file
    stand a codebook and a data package, and for the formats of others a table of what each row rests on.
    """
    choice = Choice(
        tuple(_member("--kind", word.lower(), KINDS) for word in kind or ()),
        tuple(_member("--type", word, _TYPES) for word in type or ()),
        place or None, _country(country), _day("--from", start), _day("--to", end),
    )  # fmt: skip
    if start and end and start > end[: len(start)] and end < start[: len(end)]:
        raise UsageError("--from", f"{start} lies after --to {end}", _HELP)
    order = Order(_form(form, output), choice, hxl, bom)
    _check(order, output)
    with linked(db) if order.form in SHAPES else open_store(db) as store:
        if is_stream(output):
            with opened(output, keep=lambda: True) as out:
                outcome = write_stream(store, order, out)
        else:
            with placed(str(output)) as (folder, name):
                outcome = write_files(store, order, folder, name)
    if not quiet:
        say(_summary(order, outcome, db, output))
    return Exit.DONE


def _form(typed: Format | None, output: str | None) -> Format:
    if typed is not None:
        return typed
    ending = PurePath(output or "").suffix.lower()
    if ending not in _BY_ENDING:
        hint = f"dateline export --db FILE --format FORMAT -o {output}"
        raise UsageError(f"-o {output}", f"the ending {ending} names no format", hint)
    return _BY_ENDING[ending]


def _check(order: Order, output: str | None) -> None:
    usual = media_of(order.form)[0]
    if order.form in BINARY and is_stream(output):
        hint = f"dateline export --db FILE --format {order.form.value} -o OUT.{usual}"
        raise UsageError(f"--format {order.form.value}", "is written to a file, not to a stream", hint)
    ending = PurePath(output or "").suffix.lower()
    meant = _BY_ENDING.get(ending)
    if meant in BINARY and usual != ending[1:]:
        hint = f"dateline export --db FILE --format {meant.value if meant else ''} -o {output}"
        raise UsageError(f"-o {output}", f"has the ending of another format than {order.form.value}", hint)
    if order.hxl and order.form not in WITH_HXL:
        raise UsageError("--hxl", f"{order.form.value} has no row of hashtags", _HELP)


def _member(option: str, typed: str, known: tuple[str, ...]) -> str:
    for code in known:
        if code.casefold() == typed.casefold().replace("-", "_"):
            return code
    near = get_close_matches(typed.casefold(), [code.casefold() for code in known], 1)
    meant = f"; did you mean {next(code for code in known if code.casefold() == near[0])}?" if near else ""
    raise UsageError(option, f"no {option[2:]} {typed!r}{meant}", f"one of {', '.join(known)}")


def _country(typed: str | None) -> str | None:
    if typed is None:
        return None
    named = country_names().get(fold(typed))
    found = country_code(typed.upper()) or (named[0] if named else None)
    if found is None:
        raise UsageError("--country", f"no country {typed!r}", f"dateline where {shlex.quote(typed)}")
    return found


def _day(option: str, typed: str | None) -> str | None:
    if typed is not None and (days_of(typed) is None or not len("2020") <= len(typed) <= len("2020-02-14")):
        raise UsageError(option, f"{typed!r} is no ISO day, month or year", f"{option} 2020-02-14")
    return typed


def _summary(order: Order, outcome: Outcome, db: str, output: str | None) -> str:
    what = "document" if order.form is Format.JSONL else "row"
    lines = [f"wrote {outcome.rows:,} {what}{'' if outcome.rows == 1 else 's'} as {order.form.value}"]
    if not outcome.rows:
        said = order.choice.said()
        lines.append(f"nothing fits: {', '.join(said)}" if said else "the database holds nothing for this format")
    left = sorted(outcome.left.items(), key=lambda item: (-item[1], item[0]))
    lines += [f"left out: {number:,} {reason}" for reason, number in left]
    beside = outcome.files[1:]
    if beside:
        lines.append(f"beside it: {', '.join(beside)}")
    if output is None or output == "-":
        following = f"dateline export --db {shell(db)} --format {order.form.value} -o OUT.{media_of(order.form)[0]}"
    elif outcome.files:
        following = f"less {shlex.quote(str(PurePath(output).with_name(outcome.files[-2])))}"
    else:
        following = _HELP
    return "\n".join([*lines, f"next: {following}"])
