"""What linking knows of a document and its records: small values that are kept beside the blocking keys.

Days are proleptic ordinals (`date.toordinal`); a date of coarse precision is the interval of its first and last day.
"""

from typing import Final

import msgspec

VERSION: Final = "1"
"""Of the traits, the keys and the weights. Another version in a store means that all is linked again."""

Interval = tuple[int, int]


class Whereabouts(msgspec.Struct, frozen=True, array_like=True):
    """A place as linking compares it: `words` are the stems of its name, without those that only say its kind."""

    name: str
    id: str | None
    words: tuple[str, ...]
    country: str | None
    admin1: str | None
    precision: str | None
    lat: float | None
    lon: float | None


class Party(msgspec.Struct, frozen=True, array_like=True):
    """An actor: its code ("TUR GOV") and the stems of its name."""

    code: str | None
    words: tuple[str, ...]


class EventTrait(msgspec.Struct, frozen=True, array_like=True):
    """An event; `sentence` is its number in the text, `terms` weigh the words of that sentence, `words` are the text's
    words for the act. `known` says that it is told as known ("the attack", "Saturday's attack"). `implied` are the
    days on which it must have been if the text gives none.
    """

    id: str
    type: str
    mode: str | None
    status: str
    time: str
    start: int
    sentence: int
    anchor: tuple[str, ...]
    words: str
    known: bool
    place: Whereabouts | None
    days: Interval | None
    implied: Interval | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    values: tuple[tuple[str, float], ...]
    terms: dict[str, float]


class FigureTrait(msgspec.Struct, frozen=True, array_like=True):
    """A figure. `owner` is another figure of the document which is of the same quantity: told before, put right by it,
    or, if `part` is set, counting more than it does; only figures without an owner are compared with others.

    `running` says that it is a sum since a start, `stock` that it says how many there are; `corrected` that its
    sentence puts a value right, `disputed` that it sets one against another, `taken_back` that this value is the wrong
    one; `event` is the act of the same sentence that it belongs to, `event_day` the day of it if that is exact.
    """

    id: str
    kind: str
    low: float | None
    high: float | None
    qualifier: str
    start: int
    sentence: int
    of: tuple[str, ...]
    place: Whereabouts | None
    days: Interval | None
    said_by: str | None
    event: str | None
    event_day: int | None
    owner: str | None
    part: bool
    running: bool
    stock: bool
    corrected: bool
    disputed: bool
    taken_back: bool
    terms: dict[str, float]


class AgreementTrait(msgspec.Struct, frozen=True, array_like=True):
    """A mention of an agreement; `name` are the stems of its label and of the words that describe it."""

    id: str
    status: str
    start: int
    sentence: int
    name: tuple[str, ...]
    family: str
    parties: tuple[Party, ...]
    days: Interval | None
    terms: dict[str, float]


class Profile(msgspec.Struct, frozen=True, array_like=True):
    """A document: `runs` are the sorted numbers of its runs of words, `lead_runs` those of its first sentences. `lead`
    weighs title and first sentences; `lead_words` and `words` (of all the text) leave out names. `heads` are title and
    first sentences one by one, `sentences` those with more of the text.
    """

    document: str
    published: str | None
    day: int | None
    publisher: str | None
    agency: str | None
    title: str | None
    runs: list[int]
    lead_runs: list[int]
    lead: dict[str, float]
    lead_words: dict[str, float]
    words: dict[str, float]
    heads: tuple[dict[str, float], ...]
    sentences: tuple[dict[str, float], ...]
    events: tuple[EventTrait, ...]
    figures: tuple[FigureTrait, ...]
    agreements: tuple[AgreementTrait, ...]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Profile).decode


def packed(profile: Profile) -> bytes:
    """The profile as a store keeps it."""
    return _encode(profile)


def unpacked(data: bytes) -> Profile:
    """The profile of packed bytes."""
    return _decode(data)
