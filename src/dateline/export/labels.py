"""Letters, colours and short wordings shared by every way a Reading is shown.

A record is named in the text, in its card and in its table row by one label, a letter and its number in the
Reading: E events, Q quotations, F figures, A agreements. Event colours go by quad class, because sixteen
colours cannot be told apart; the type is always written out beside them.
"""

from enum import StrEnum
from types import MappingProxyType
from typing import Final

from dateline.model.codes import Status, Time
from dateline.model.document import Document
from dateline.model.records import Actor, Date, Event, Figure, Place

NUMERALS: Final = "{:,}"


class Kind(StrEnum):
    """The four kinds of record; the value is the letter that marks them."""

    EVENT = "E"
    QUOTATION = "Q"
    FIGURE = "F"
    AGREEMENT = "A"


class Role(StrEnum):
    """What a span is to its record; the value is the word shown to the reader."""

    WHAT = "what"
    ALSO = "also"
    WHO = "who"
    WHOM = "whom"
    WHERE = "where"
    WHEN = "when"
    SAYS = "says"
    WORDS = "words"
    CUE = "cue"
    SPEAKER = "speaker"
    TO = "to"
    NUMBER = "number"
    DEAL = "deal"
    PARTY = "party"


# The spans that are the record itself; the others are its fields.
PRIMARY: Final = frozenset({Role.WHAT, Role.ALSO, Role.WORDS, Role.NUMBER, Role.DEAL})

KIND_NAMES: Final = MappingProxyType(
    {
        Kind.EVENT: ("Event", "Events"),
        Kind.QUOTATION: ("Quotation", "Quotations"),
        Kind.FIGURE: ("Figure", "Figures"),
        Kind.AGREEMENT: ("Agreement", "Agreements"),
    }
)
QUAD_NAMES: Final = MappingProxyType(
    {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
)
# Control characters but tab and newline, each with the one character shown in its place: sent raw they could steer a
# terminal, and an HTML parser drops or changes them. One for one, so that counting characters still gives offsets.
CONTROL_PICTURES: Final = MappingProxyType(
    {
        **{code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)},
        0x7F: 0x2421,
        **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    }
)
# Terminal styles from the sixteen base colours only, so that the user's own theme keeps them legible.
QUAD_STYLES: Final = MappingProxyType({1: "blue", 2: "green", 3: "yellow", 4: "red"})
KIND_STYLES: Final = MappingProxyType(
    {Kind.EVENT: "bold", Kind.QUOTATION: "magenta", Kind.FIGURE: "cyan", Kind.AGREEMENT: "bold cyan"}
)


def style(kind: Kind, quad: int | None) -> str:
    """The terminal style of a record: events by quad class, the others by kind."""
    return KIND_STYLES[kind] if quad is None else f"bold {QUAD_STYLES[quad]}"


def code_words(code: str) -> str:
    """A code-list member as words: `called_for` gives `called for`."""
    return code.replace("_", " ")


def headline(document: Document) -> str:
    """The title, else the id that the input gave, else the beginning of the hash that stands for both."""
    if document.title or document.id != document.sha256:
        return document.title or document.id
    return f"Untitled text {document.sha256[:12]}"


def actor_name(actor: Actor) -> str:
    """The resolved name, else the words of the text, else the code; `unnamed` if there is none of them."""
    return actor.name or (actor.span.text if actor.span else None) or actor.code or "unnamed"


def actor_code(actor: Actor) -> str | None:
    """The code, unless the name already is the code."""
    return actor.code if actor.code != actor_name(actor) else None


def own_words(actor: Actor) -> str | None:
    """The words of the text where they differ from the name that is shown ("he"), else None."""
    if actor.span is None or actor.span.text.casefold() == actor_name(actor).casefold():
        return None
    return actor.span.text


def place_detail(place: Place) -> str:
    """Precision and country of a place, such as `town, MLI`; empty when neither is known."""
    return ", ".join(part for part in (place.precision, place.country) if part)


def date_text(date: Date) -> str:
    """ISO start, or `start to end`; the words of the text when they gave no date."""
    if date.start is None:
        return date.span.text if date.span else "unknown"
    return f"{date.start} to {date.end}" if date.end else date.start


def state(event: Event) -> list[str]:
    """Status and time of an event where they are not the usual ones (actual, current)."""
    words = [] if event.status is Status.ACTUAL else [code_words(event.status)]
    return words if event.time is Time.CURRENT else [*words, code_words(event.time)]


def bounds(figure: Figure) -> str:
    """Low and high in one expression: `26`, `at least 26`, `at most 1,000,000`, `850 to 1,100`."""
    return between(figure.low, figure.high)


def between(least: float | None, most: float | None) -> str:
    """Likewise of two numbers; None is unbounded."""
    low, high = (None if n is None else NUMERALS.format(n) for n in (least, most))
    if low is None:
        return "unbounded" if high is None else f"at most {high}"
    if high is None:
        return f"at least {low}"
    return low if low == high else f"{low} to {high}"


def confidence(value: float) -> str:
    """Two decimals, for reading; the exports keep all of them."""
    return f"{value:.2f}"
