"""The profile of a document: all that linking compares, taken from its text and its records."""

import calendar
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from dateline.link.traits import AgreementTrait, EventTrait, FigureTrait, Interval, Party, Profile, Whereabouts
from dateline.link.words import names_of, runs_of, stem, terms_of, words_of
from dateline.model.codes import Time
from dateline.model.records import Actor, Agreement, Date, Event, Figure, Place, Reading
from dateline.text.sentences import split_sentences

_LEAD: Final = 3  # sentences that say what a dispatch is about
_TERMS: Final = 60
_CREDIT: Final = 80
_GENERIC: Final = frozenset(
    stem(word)
    for word in "the a of in at on near city town village district province region state camp area capital north "
    "south east west northern southern eastern western central border hospital airport market".split()
)
_SMALL: Final = frozenset(stem(word) for word in "the a an of in at on and for to by its their his her".split())
_NEWS: Final = 6
_PAST: Final = 3650
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY_BEFORE: Final = re.compile(rf"\b({'|'.join(_WEEKDAYS)})[’']s (?:[\w-]+ ){{0,2}}$")
_DAY_AFTER: Final = re.compile(rf"^ on ({'|'.join(_WEEKDAYS)})\b")
_KNOWN: Final = re.compile(r"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Tt]hose|\w+[’']s) (?:[\w-]+ ){0,2}$")
_TRUCE: Final = re.compile(r"truce|ceasefire|cease-fire|armistice|cessation|lull|pause|hostilities", re.IGNORECASE)
_DATELINE: Final = re.compile(r"^[^\n()]{0,80}\([^)\n]{2,60}\)\s*(?:[-–—]|--)\s*")
_PART: Final = re.compile(
    r"(?:of whom|of which|of them|among (?:them|whom|the (?:dead|wounded|injured|victims))|including|at least among|"
    r"not counting|half of|one of|part of)[^.;]{0,45}$",
    re.IGNORECASE,
)
_PART_AFTER: Final = re.compile(r"^[^.,;]{0,25}?\b(?:of them|of whom|of those|of the (?:dead|wounded|injured|victims))\b")
_RUNNING: Final = re.compile(
    r"\bsince\b|\bso far\b|\bin total\b|\btotal\b|\boverall\b|\baltogether\b|\bnow (?:stands|counts)\b|\bhas (?:recorded|"
    r"counted)\b|\bbrings? (?:the|to)\b|\bbringing (?:the|to)\b|\bcumulative\b|\bthis year\b",
    re.IGNORECASE,
)
_STOCK: Final = re.compile(
    r"\balready\b|\bstill\b|\bshelter(?:s|ed|ing)?\b|\bare (?:now )?(?:living|staying|held|displaced)\b|\bhosts?\b|"
    r"\bremain(?:s|ed|ing)?\b|\bin (?:all|the camps?)\b|\bhad been displaced\b|\bbehind bars\b|\bmore than half\b",
    re.IGNORECASE,
)
_CORRECTED: Final = re.compile(
    r"\bcorrect(?:s|ed|ing|ion)\b|\brevis(?:e|ed|es|ing)\b|\blower(?:ed|ing)\b|\bnot \S+\b|\bcounted twice\b|"
    r"\blisted twice\b|\bwrong\b|\binstead of\b|\bdown from\b|\bup from\b|\brather than\b|\bstruck (?:two|three) names\b",
    re.IGNORECASE,
)
_TAKEN_BACK: Final = re.compile(
    r"(?:\bnot|\binstead of|\bfrom|\brather than|\bearlier|\bpreviously|\bfirst)\s+(?:the |a |of |reported )*$",
    re.IGNORECASE,
)
_WRONG: Final = re.compile(r"\bwas wrong\b|\bwere wrong\b|\bin error\b", re.IGNORECASE)
_DISPUTED: Final = re.compile(
    r"\bthough\b|\balthough\b|\bwhile\b|\bbut\b|\bcontradict\w*\b|\bdisput\w*\b|\breject\w*\b|\bdeni\w*\b|\bden(?:y|ies)\b|"
    r"\binsist\w*\b|\bstood by\b|\bhowever\b|\bmaintain\w*\b|\bat odds\b|\bnot \S+,",
    re.IGNORECASE,
)


class _Text:
    """A text with its sentences, as the traits look at it."""

    def __init__(self, text: str, published: int | None) -> None:
        self.text = text
        self.published = published
        self.spans = split_sentences(text)
        self.names = names_of(text)
        self._starts = [start for start, _ in self.spans]
        self._terms: dict[int, dict[str, float]] = {}

    def number(self, at: int) -> int:
        """Which sentence holds the offset."""
        return max(0, bisect_right(self._starts, at) - 1)

    def sentence(self, number: int) -> str:
        start, end = self.spans[number]
        return self.text[start:end]

    def terms(self, number: int) -> dict[str, float]:
        if number not in self._terms:
            self._terms[number] = terms_of(self.sentence(number), self.names)
        return self._terms[number]


def profile_of(reading: Reading) -> Profile:
    """The profile; it rests on nothing but this document."""
    document = reading.document
    text = _Text(document.text, day_of(document.published))
    lead_end = text.spans[min(_LEAD, len(text.spans)) - 1][1] if text.spans else 0
    title = document.title or ""
    names = text.names | {word for word in names_of(f"a {title}") if word in text.names}
    lead = terms_of(f"{title}\n{_DATELINE.sub('', document.text[:lead_end])}", names)
    events = tuple(_event(text, event, reading.figures) for event in reading.events)
    return Profile(
        document.sha256,
        document.published,
        day_of(document.published),
        document.publisher,
        document.agency,
        document.title,
        runs_of(_DATELINE.sub('', document.text)),
        runs_of(_DATELINE.sub('', document.text[:lead_end])),
        _heaviest(lead),
        _heaviest(terms_of(document.text, names)),
        tuple(sorted({stem(name) for name in names})),
        events,
        tuple(_figure(text, figure, events) for figure in reading.figures),
        tuple(_agreement(text, agreement) for agreement in reading.agreements),
    )


def day_of(iso: str | None) -> int | None:
    """The ordinal of an ISO day; None for what is coarser or none."""
    return date.fromisoformat(iso[:10]).toordinal() if iso and len(iso) >= 10 else None


def interval_of(value: Date | None) -> Interval | None:
    """First and last day of a date of any precision."""
    if value is None or value.start is None:
        return None
    first = _bounds(value.start)
    last = _bounds(value.end) if value.end else first
    return (first[0], max(first[1], last[1]))


def _bounds(iso: str) -> Interval:
    parts = [int(part) for part in iso[:10].split("-")]
    if len(parts) == 3:
        day = date(*parts).toordinal()
        return day, day
    if len(parts) == 2:
        last = calendar.monthrange(parts[0], parts[1])[1]
        return date(parts[0], parts[1], 1).toordinal(), date(parts[0], parts[1], last).toordinal()
    return date(parts[0], 1, 1).toordinal(), date(parts[0], 12, 31).toordinal()


def _heaviest(terms: dict[str, float]) -> dict[str, float]:
    ordered = sorted(terms.items(), key=lambda item: (-item[1], item[0]))
    return dict(ordered[:_TERMS])


def _where(place: Place | None) -> Whereabouts | None:
    if place is None:
        return None
    stems = [stem(word) for word in words_of(place.name)]
    own = tuple(sorted({word for word in stems if word not in _GENERIC})) or tuple(sorted(set(stems)))
    precision = str(place.precision) if place.precision else None
    return Whereabouts(place.id, own, place.country, place.admin1, precision, place.lat, place.lon)


def _party(actor: Actor) -> Party:
    words = {stem(word) for word in words_of(actor.name or "")} - _SMALL
    return Party(actor.code, tuple(sorted(words)))


def _event(text: _Text, event: Event, figures: Sequence[Figure]) -> EventTrait:
    number = text.number(event.anchor.start)
    told = {number, *(text.number(span.start) for span in event.also)}
    values = {(str(each.kind), value) for each in figures if text.number(each.span.start) in told for value in _values(each)}
    return EventTrait(
        event.id,
        str(event.type),
        event.mode,
        str(event.status),
        str(event.time),
        event.anchor.start,
        number,
        tuple(sorted({stem(word) for span in (event.anchor, *event.also) for word in words_of(span.text)})),
        event.anchor.text,
        bool(_KNOWN.search(text.text[max(0, event.anchor.start - 40) : event.anchor.start])),
        _where(event.place),
        _weekday(text, event) or interval_of(event.date),
        _implied(text, event),
        tuple(_party(actor) for actor in event.actors),
        tuple(_party(actor) for actor in event.recipients),
        tuple(sorted(values)),
        text.terms(number),
    )


def _weekday(text: _Text, event: Event) -> Interval | None:
    """The day that stands at the act itself ("Tuesday's raid", "the raid on Tuesday"), nearer than any other date."""
    if text.published is None:
        return None
    before = _DAY_BEFORE.search(text.text[max(0, event.anchor.start - 30) : event.anchor.start])
    found = before or _DAY_AFTER.match(text.text[event.anchor.end : event.anchor.end + 20])
    if found is None:
        return None
    back = (date.fromordinal(text.published).weekday() - _WEEKDAYS.index(found.group(1))) % 7
    return text.published - back, text.published - back


def _implied(text: _Text, event: Event) -> Interval | None:
    """News is of the last days; what is told as background lies anywhere before."""
    if text.published is None:
        return None
    return text.published - (_NEWS if event.time == Time.CURRENT else _PAST), text.published


def _values(figure: Figure) -> Iterator[float]:
    value = figure.low if figure.low is not None else figure.high
    if value is not None:
        yield float(value)


def _figure(text: _Text, figure: Figure, events: Sequence[EventTrait]) -> FigureTrait:
    number = text.number(figure.span.start)
    start, end = text.spans[number] if text.spans else (0, 0)
    before, after = text.text[start : figure.span.start], text.text[figure.span.end : max(end, figure.span.end)]
    clause = f"{before[-90:]} # {after[:90]}"
    same = [event for event in events if event.sentence == number and event.type in ("ASSAULT", "COERCE", "RETREAT")]
    near = min(same, key=lambda event: (abs(event.start - figure.span.start), event.id), default=None)
    return FigureTrait(
        figure.id,
        str(figure.kind),
        _number(figure.low),
        _number(figure.high),
        str(figure.qualifier),
        figure.span.start,
        number,
        tuple(sorted({stem(word) for word in words_of(figure.of or "")} - _SMALL)),
        _where(figure.place),
        interval_of(figure.period),
        figure.source.name if figure.source else None,
        near.id if near else None,
        bool(_PART.search(before) or _PART_AFTER.match(after)),
        bool(_RUNNING.search(clause)),
        bool(_STOCK.search(clause)),
        bool(_CORRECTED.search(text.text[start:end])),
        bool(_DISPUTED.search(text.text[start:end])),
        bool(_TAKEN_BACK.search(before) or _WRONG.search(after)),
        text.terms(number),
    )


def _number(value: float | int | None) -> float | None:
    return None if value is None else float(value)


def _agreement(text: _Text, agreement: Agreement) -> AgreementTrait:
    number = text.number(agreement.span.start)
    words = f"{agreement.name} {agreement.span.text}"
    return AgreementTrait(
        agreement.id,
        str(agreement.status),
        agreement.span.start,
        number,
        tuple(sorted({stem(word) for word in words_of(words)} - _SMALL)),
        "truce" if _TRUCE.search(words) else "other",
        tuple(_party(actor) for actor in agreement.parties),
        interval_of(agreement.date),
        text.terms(number),
    )
