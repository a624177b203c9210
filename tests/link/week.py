"""A week of reports with the records a reader would find, told by few words: texts to link without a model."""

from collections.abc import Sequence
from datetime import UTC, datetime

from dateline.model.codes import (
    INTENSITY,
    QUAD,
    AgreementStatus,
    DatePrecision,
    EventType,
    FigureKind,
    PlacePrecision,
    Qualifier,
    Status,
    Time,
)
from dateline.model.document import Document
from dateline.model.ids import content_hash, record_id
from dateline.model.records import Actor, Agreement, Date, Event, Figure, Place, Reading, Span
from dateline.store.base import Arrival
from dateline.store.base_linking import LinkingStore

AT = datetime(2026, 1, 1, tzinfo=UTC)
PLACES = {
    "Abu Shouk": ("geonames:1", 13.67, 25.33, PlacePrecision.TOWN),
    "Mellit": ("geonames:2", 14.13, 25.55, PlacePrecision.TOWN),
    "Tina": ("geonames:3", 15.04, 22.79, PlacePrecision.TOWN),
}


def span(text: str, words: str, nth: int = 1) -> Span:
    """The `nth` time that the words stand in the text."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span.of(text, start, start + len(words))


def place(text: str, name: str) -> Place:
    """A place of `PLACES` where the text first names it."""
    known, lat, lon, precision = PLACES[name]
    return Place(span(text, name), name, known, lat, lon, "SDN", "North Darfur", precision)


def actor(text: str, name: str, code: str | None = None) -> Actor:
    """An actor where the text first names it."""
    return Actor(span(text, name), name, code, code[:3] if code else None, code[4:] if code else None, None)


def document(text: str, published: str | None, publisher: str, title: str | None = None) -> Document:
    """A report; its id is the hash of its text."""
    digest = content_hash(text)
    return Document(digest, digest, title, text, published, publisher, None, "en", None)


def event(
    of: Document,
    words: str,
    kind: EventType = EventType.ASSAULT,
    at: str | None = None,
    day: str | None = None,
    status: Status = Status.ACTUAL,
    by: str | None = None,
    said: str | None = None,
) -> Event:
    """An event whose anchor are these words."""
    anchor = span(of.text, words)
    made = record_id("event", of.sha256, anchor.start, anchor.end, kind)
    date = Date(anchor, day, None, DatePrecision.DAY) if day else None
    actors = (actor(of.text, by),) if by else ()
    where = place(of.text, at) if at else None
    source = actor(of.text, said) if said else None
    values = (None, (), QUAD[kind], INTENSITY[kind], anchor, (), actors, (), where, date)
    return Event(made, kind, *values, status, Time.CURRENT, source, 0.9)


def figure(
    of: Document,
    words: str,
    low: float | int | None,
    high: float | int | None = None,
    kind: FigureKind = FigureKind.KILLED,
    at: str | None = None,
    nth: int = 1,
) -> Figure:
    """A figure of these words; without `high` it is exact, or at least `low` where the words say so."""
    found = span(of.text, words, nth)
    made = record_id("figure", of.sha256, found.start, found.end)
    open_ended = words.startswith(("at least", "more than"))
    upper = high if high is not None or open_ended else low
    qualifier = Qualifier.AT_LEAST if open_ended else Qualifier.EXACT
    where = place(of.text, at) if at else None
    return Figure(made, found, kind, low, upper, qualifier, "people", "people", where, None, None, 0.9)


def agreement(of: Document, words: str, status: AgreementStatus, day: str | None = None) -> Agreement:
    """An agreement of these words."""
    found = span(of.text, words)
    date = Date(found, day, None, DatePrecision.DAY) if day else None
    return Agreement(record_id("agreement", of.sha256, found.start, found.end), found, words, (), date, status, 0.9)


SHELLED = document(
    "Artillery fire hit a crowded grain market in Abu Shouk on Saturday, killing at least 12 people, two medics "
    "said.\n\n"
    "The shells fell shortly before noon, when families were buying sorghum, a member of the emergency room said. "
    "Residents said the fire came from positions east of the city. The paramilitary group gave no comment.",
    "2024-05-11",
    "Harbour Wire",
    "Shells hit market in Abu Shouk",
)
REPRINTED = document(
    "Artillery fire hit a crowded grain market in Abu Shouk on Saturday, killing at least 12 people, two medics "
    "said.\n\n"
    "The shells fell shortly before noon, when families were buying sorghum, a member of the emergency room said.\n\n"
    "Harbour Wire",
    "2024-05-12",
    "Evening Ledger",
    "A dozen dead",
)
RISEN = document(
    "The toll of Saturday's shelling of the grain market in Abu Shouk has risen to 17, a network of volunteers said on "
    "Sunday. The governor accused the paramilitary group of firing at families.",
    "2024-05-12",
    "Rift Press",
    "Market toll climbs in Abu Shouk",
)
DENIED = document(
    "A spokesman for the paramilitary group denied on Monday the shelling of the grain market in Abu Shouk.",
    "2024-05-13",
    "Savanna Desk",
    "Group denies shelling the market",
)
CORRECTED = document(
    "Saturday's shelling of the grain market in Abu Shouk killed 14 people, not 17, the camp committee said on Monday, "
    "correcting a figure that volunteers had given.",
    "2024-05-13",
    "Harbour Wire",
    "CORRECTED: Market shelling in Abu Shouk killed 14",
)
ELSEWHERE = document(
    "Armed men seized a column of eighteen lorries at Mellit on Tuesday and are holding 23 drivers in a school, two "
    "transport companies said.",
    "2024-05-14",
    "Savanna Desk",
    "Food trucks held at Mellit",
)
PLANNED = document(
    "The army will shell the grain market in Abu Shouk on Saturday if the fighters do not leave, a general said.",
    "2024-05-09",
    "Rift Press",
    "General names a day",
)
TRUCE = document(
    "The two forces agreed on Wednesday to a three-day truce at Tina, mediators said.",
    "2024-05-15",
    "Harbour Wire",
    "Truce agreed at Tina",
)
BROKEN = document(
    "Gunmen opened fire at Tina on Friday, breaking the three-day truce that the two forces had agreed on Wednesday.",
    "2024-05-17",
    "Rift Press",
    "Shots end truce at Tina",
)


def _reading(
    of: Document,
    events: Sequence[Event] = (),
    figures: Sequence[Figure] = (),
    agreements: Sequence[Agreement] = (),
) -> Reading:
    return Reading(of, tuple(events), (), tuple(figures), tuple(agreements))


HIT = event(SHELLED, "hit", at="Abu Shouk", day="2024-05-11")
WEEK = (
    _reading(SHELLED, [HIT], [figure(SHELLED, "at least 12", 12, at="Abu Shouk")]),
    _reading(
        REPRINTED,
        [event(REPRINTED, "hit", at="Abu Shouk", day="2024-05-11")],
        [figure(REPRINTED, "at least 12", 12, at="Abu Shouk")],
    ),
    _reading(
        RISEN,
        [
            event(RISEN, "shelling", at="Abu Shouk", day="2024-05-11"),
            event(RISEN, "accused", EventType.ACCUSE, by="The governor"),
        ],
        [figure(RISEN, "17", 17, at="Abu Shouk")],
    ),
    _reading(
        DENIED,
        [event(DENIED, "shelling", at="Abu Shouk", status=Status.DENIED, said="A spokesman")],
    ),
    _reading(
        CORRECTED,
        [event(CORRECTED, "shelling", at="Abu Shouk", day="2024-05-11")],
        [figure(CORRECTED, "14", 14, at="Abu Shouk"), figure(CORRECTED, "17", 17, at="Abu Shouk")],
    ),
    _reading(
        ELSEWHERE,
        [event(ELSEWHERE, "seized", at="Mellit", day="2024-05-14")],
        [figure(ELSEWHERE, "23", 23, kind=FigureKind.DETAINED, at="Mellit")],
    ),
    _reading(PLANNED, [event(PLANNED, "shell", at="Abu Shouk", day="2024-05-11", status=Status.PLANNED)]),
    _reading(TRUCE, (), (), [agreement(TRUCE, "a three-day truce", AgreementStatus.REACHED, "2024-05-15")]),
    _reading(BROKEN, (), (), [agreement(BROKEN, "the three-day truce", AgreementStatus.VIOLATED, "2024-05-17")]),
)


def keep(store: LinkingStore, readings: Sequence[Reading] = WEEK) -> None:
    """Keeps readings without linking them."""
    store.keep([Arrival(each.document, "week", AT) for each in readings], readings, "1")
