"""A Reading in the terminal: the text with its spans marked, then one table a kind of record.

Colour and letters say the same, so the output reads alike with NO_COLOR and in a pipe. Nothing from an article
reaches the terminal unfiltered: text is never parsed as markup, and control characters, escape sequences and
characters that turn the direction of writing are shown as harmless stand-ins.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.export.labels import (
    CONTROL_PICTURES,
    KIND_NAMES,
    Kind,
    actor_code,
    actor_name,
    bounds,
    code_words,
    confidence,
    date_text,
    headline,
    own_words,
    place_detail,
    state,
    style,
)
from dateline.export.segments import Mark, Segment, marks, segments
from dateline.model.records import Actor, Date, MentionRecord, Place, Reading

WIDE: Final = 118  # columns from which each field of an event has a column of its own
NARROW: Final = 60  # columns below which a row becomes a block of lines
_STAND_INS: Final = {
    **CONTROL_PICTURES,
    **dict.fromkeys((0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),
    **dict.fromkeys((0x2028, 0x2029), 0x20),
}
_INNERMOST_LAST: Final = {Kind.QUOTATION: 0, Kind.AGREEMENT: 1, Kind.FIGURE: 2, Kind.EVENT: 3}


def print_reading(reading: Reading, console: Console, mentions: bool) -> None:
    """Prints head, marked text and tables to `console`, fitted to its width; `mentions` adds the table of mentions."""
    _Printer(console).reading(reading, mentions)


@dataclass(frozen=True, slots=True)
class _Rows:
    """A table before it is known whether the terminal has room for columns; the first cell is the label."""

    columns: tuple[str, ...]
    cells: list[tuple[Text, ...]] = field(default_factory=list)

    def add_row(self, *cells: Text) -> None:
        """One cell a column; for a narrow terminal the first two become the block's first line."""
        self.cells.append(cells)


class _Printer:
    def __init__(self, console: Console) -> None:
        self.console = console
        self.encoding = console.encoding
        unicode = not console.options.ascii_only
        self.brackets = ("⟦", "⟧") if unicode else ("[", "]")
        self.arrow = "→" if unicode else "->"
        self.dot = " · " if unicode else " - "

    def reading(self, reading: Reading, mentions: bool) -> None:
        """Kinds without records get no table; where no kind has any, one line says so."""
        self.head(reading)
        self.console.print(self.marked(reading))
        tables = (
            (Kind.EVENT, self.events(reading)),
            (Kind.QUOTATION, self.quotations(reading)),
            (Kind.FIGURE, self.figures(reading)),
            (Kind.AGREEMENT, self.agreements(reading)),
        )
        for kind, table in tables:
            if table.cells:
                self.table(KIND_NAMES[kind][1], table)
        if not any(table.cells for _, table in tables):
            self.console.print(Text("\nNo records were found in this text.", style="dim"))
        if mentions:
            self.table("Mentions", self.mentions(reading.mentions))

    def table(self, title: str, rows: _Rows) -> None:
        """Title with the number of rows, then columns, or blocks of lines below NARROW columns."""
        self.console.print()
        self.console.print(Text(f"{title} ({len(rows.cells)})", style="bold"))
        if self.console.width < NARROW:
            for label, first, *others in rows.cells:
                self.console.print(Text(" ").join([label, *first.split("\n")]))
                self.console.print(Padding(_lines(*others), (0, 0, 0, 3)))
        elif rows.cells:
            self.console.print(_table(rows))

    def clean(self, text: str) -> str:
        """Text that is safe to send: no control characters, and none that the output encoding lacks."""
        shown = text.translate(_STAND_INS)
        return shown.encode(self.encoding, "replace").decode(self.encoding)

    def text(self, text: str, how: str = "") -> Text:
        """Cleaned text in the style `how`, never read as markup."""
        return Text(self.clean(text), style=how)

    def head(self, reading: Reading) -> None:
        """The headline, then what is known of publisher, agency, day, language and address on one line."""
        document = reading.document
        self.console.print(self.text(headline(document), "bold"))
        known = (document.publisher, document.agency, document.published, document.language, document.url)
        self.console.print(self.text(self.dot.join(part for part in known if part), "dim"))
        self.console.print()

    def marked(self, reading: Reading) -> Text:
        """The text with each record in brackets; a span that crosses another is closed and opened again."""
        found = Text()
        stack: list[Mark] = []
        text = reading.document.text
        for segment in segments(text, [mark for mark in marks(reading) if mark.primary]):
            wanted = _nested(segment)
            kept = _shared(stack, wanted)
            for mark in reversed(stack[kept:]):
                found.append(self.brackets[1], style(mark.kind, mark.quad))
            for mark in wanted[kept:]:
                opening = mark.label if mark.start == segment.start else f"{mark.label}…"
                found.append(self.clean(f"{self.brackets[0]}{opening} "), style(mark.kind, mark.quad))
            stack = wanted
            how = style(wanted[-1].kind, wanted[-1].quad) if wanted else ""
            found.append(self.clean(text[segment.start : segment.end]), how)
        for mark in reversed(stack):
            found.append(self.brackets[1], style(mark.kind, mark.quad))
        return found

    def events(self, reading: Reading) -> _Rows:
        """A column a field from WIDE columns on, else `events_narrow`."""
        if self.console.width < WIDE:
            return self.events_narrow(reading)
        table = _Rows(("", "type", "what", f"who {self.arrow} whom", "where", "when", "status", "who says", "conf"))
        for number, event in enumerate(reading.events, 1):
            how = style(Kind.EVENT, event.quad)
            table.add_row(
                Text(f"E{number}", style=how),
                Text(str(event.type), style=how),
                self.text(event.anchor.text),
                self.sides(event.actors, event.recipients),
                self.place(event.place),
                self.date(event.date),
                Text(", ".join(state(event))),
                self.actors([event.source] if event.source else []),
                Text(confidence(event.confidence), style="dim"),
            )
        return table

    def events_narrow(self, reading: Reading) -> _Rows:
        """Four columns of several lines each; the confidence is left out."""
        table = _Rows(("", "type and words", f"who {self.arrow} whom", "where, when, says"))
        for number, event in enumerate(reading.events, 1):
            how = style(Kind.EVENT, event.quad)
            told = self.says(event.source)
            table.add_row(
                Text(f"E{number}", style=how),
                Text.assemble((str(event.type), how), "\n", self.text(event.anchor.text)),
                self.sides(event.actors, event.recipients),
                _lines(_comma(self.place(event.place), self.date(event.date)), Text(", ".join(state(event))), told),
            )
        return table

    def quotations(self, reading: Reading) -> _Rows:
        """The addressee stands below the speaker; cue and confidence are left out."""
        table = _Rows(("", "kind", "words", "speaker"))
        for number, quotation in enumerate(reading.quotations, 1):
            speaker = self.actors([quotation.speaker] if quotation.speaker else [])
            to = Text.assemble(("to ", "dim"), self.actors([quotation.addressee])) if quotation.addressee else Text()
            table.add_row(
                Text(f"Q{number}", style=style(Kind.QUOTATION, None)),
                Text(str(quotation.kind)),
                self.text(quotation.span.text),
                _lines(speaker, to),
            )
        return table

    def figures(self, reading: Reading) -> _Rows:
        """The number shows its bounds and unit; the words of the text stand beside it."""
        table = _Rows(("", "kind", "number", "words, of whom", "where, when, says"))
        for number, figure in enumerate(reading.figures, 1):
            table.add_row(
                Text(f"F{number}", style=style(Kind.FIGURE, None)),
                Text(code_words(figure.kind)),
                self.text(f"{bounds(figure)} {figure.unit}"),
                _lines(self.text(figure.span.text), self.text(figure.of or "", "dim")),
                _lines(_comma(self.place(figure.place), self.date(figure.period)), self.says(figure.source)),
            )
        return table

    def agreements(self, reading: Reading) -> _Rows:
        """The name is the label of the deal; span and confidence are left out."""
        table = _Rows(("", "status", "name", "parties", "when"))
        for number, agreement in enumerate(reading.agreements, 1):
            table.add_row(
                Text(f"A{number}", style=style(Kind.AGREEMENT, None)),
                Text(code_words(agreement.status)),
                self.text(agreement.name),
                self.actors(agreement.parties),
                self.date(agreement.date),
            )
        return table

    def mentions(self, mentions: Iterable[MentionRecord]) -> _Rows:
        """With half-open offsets in code points; what resolves to nothing leaves its last cell empty."""
        table = _Rows(("", "kind", "words", "offsets", "stands for"))
        for number, mention in enumerate(mentions, 1):
            stands_for = [
                self.actors([mention.actor] if mention.actor else []),
                self.place(mention.place),
                self.date(mention.date),
            ]
            table.add_row(
                Text(f"M{number}", style="dim"),
                Text(str(mention.kind)),
                self.text(mention.span.text),
                Text(f"{mention.span.start}-{mention.span.end}", style="dim"),
                _lines(*stands_for),
            )
        return table

    def sides(self, actors: Sequence[Actor], recipients: Sequence[Actor]) -> Text:
        """The arrow stands only where there is a recipient, also if nobody is named before it."""
        who = self.actors(actors)
        if not recipients:
            return who
        arrow = Text(f"{self.arrow} ", style="dim")
        return Text.assemble(who, " " if who else "", arrow, self.actors(recipients))

    def actors(self, actors: Sequence[Actor]) -> Text:
        """Names with the words of the text where they differ; a phrase for several parties once, with all codes."""
        codes: dict[str, list[str]] = {}
        for actor in actors:
            own = own_words(actor)
            name = actor_name(actor) + (f" ({own})" if own else "")
            codes.setdefault(name, []).extend(filter(None, [actor_code(actor)]))
        parts = [
            Text.assemble(self.text(name), (f" {self.clean(' + '.join(of_name))}" if of_name else "", "dim"))
            for name, of_name in codes.items()
        ]
        return Text(", ").join(parts)

    def says(self, source: Actor | None) -> Text:
        """Empty where the text itself is the source."""
        return Text.assemble(("says ", "dim"), self.actors([source])) if source else Text()

    def place(self, place: Place | None) -> Text:
        """The name, with `place_detail` in brackets; empty where there is no place."""
        if place is None:
            return Text()
        detail = place_detail(place)
        return Text.assemble(self.text(place.name), (f" ({self.clean(detail)})" if detail else "", "dim"))

    def date(self, date: Date | None) -> Text:
        """`date_text`, or empty where there is no date."""
        return Text() if date is None else self.text(date_text(date))


def _nested(segment: Segment) -> list[Mark]:
    return sorted(segment.marks, key=lambda mark: (mark.start, -mark.end, _INNERMOST_LAST[mark.kind], mark.label))


def _shared(before: Sequence[Mark], after: Sequence[Mark]) -> int:
    """How many marks, from the outermost, stay open from one segment to the next."""
    for index, (old, new) in enumerate(zip(before, after, strict=False)):
        if old != new:
            return index
    return min(len(before), len(after))


def _table(rows: _Rows) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="dim", show_edge=False)
    for index, column in enumerate(rows.columns):
        # Labels stay whole; everything else may wrap, and a long word may break.
        table.add_column(column, no_wrap=index == 0, overflow="fold")
    for cells in rows.cells:
        table.add_row(*cells)
    return table


def _lines(*parts: Text) -> Text:
    return Text("\n").join(_filled(parts))


def _comma(*parts: Text) -> Text:
    return Text(", ").join(_filled(parts))


def _filled(parts: Iterable[Text]) -> Iterator[Text]:
    return (part for part in parts if part)
