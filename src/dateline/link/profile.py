"""The profile of a document: all that linking compares, taken from its text and its records."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from dateline.link.quantities import quantities
from dateline.link.reading import SMALL, Text, day_of, interval_of, where
from dateline.link.traits import AgreementTrait, EventTrait, Interval, Party, Profile
from dateline.link.words import runs_of, stem, terms_of, words_of
from dateline.model.codes import Time
from dateline.model.records import Actor, Agreement, Event, Figure, Reading
from dateline.text.sentences import split_sentences

_LEAD: Final = 2  # sentences that say what a dispatch is about
_OPENING: Final = 3
_SENTENCES: Final = 14
_TERMS: Final = 90
_NEWS: Final = 6
_PAST: Final = 3650
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY_BEFORE: Final = re.compile(rf"\b({'|'.join(_WEEKDAYS)})[’']s (?:[\w-]+ ){{0,2}}$")
_DAY_AFTER: Final = re.compile(rf"^ on ({'|'.join(_WEEKDAYS)})\b")
_KNOWN: Final = re.compile(r"\b(?:[Tt]he|[Tt]hat|[Tt]his|[Tt]hose|\w+[’']s) (?:[\w-]+ ){0,2}$")
_TRUCE: Final = re.compile(r"truce|ceasefire|cease-fire|armistice|cessation|lull|pause|hostilities", re.IGNORECASE)
_DATELINE: Final = re.compile(r"^[^\n()]{0,80}\([^)\n]{2,60}\)\s*(?:[-–—]|--)\s*")


def profile_of(reading: Reading) -> Profile:
    """The profile; it rests on nothing but this document."""
    document = reading.document
    text = Text(document.text, day_of(document.published))
    body, title = _DATELINE.sub("", document.text), document.title or ""
    spans = split_sentences(body)
    opening = body[: spans[min(_OPENING, len(spans)) - 1][1]] if spans else ""
    lead = body[: spans[min(_LEAD, len(spans)) - 1][1]] if spans else ""
    heads = [terms_of(title), *(terms_of(body[start:end]) for start, end in spans[:_LEAD])]
    further = [terms_of(body[start:end]) for start, end in spans[_LEAD:_SENTENCES]]
    names = {stem(name) for name in text.names}
    events = tuple(_event(text, event, reading.figures) for event in reading.events)
    return Profile(
        document.sha256,
        document.published,
        day_of(document.published),
        document.publisher,
        document.agency,
        document.title,
        runs_of(body),
        runs_of(opening),
        _heaviest(terms_of(f"{title}\n{opening}", text.names)),
        _without(terms_of(f"{title}\n{lead}"), names),
        _without(terms_of(f"{title}\n{body}"), names),
        tuple(heads),
        (*heads, *further),
        events,
        quantities(text, reading.figures, events),
        tuple(_agreement(text, agreement) for agreement in reading.agreements),
    )


def _without(terms: dict[str, float], names: set[str]) -> dict[str, float]:
    """The terms that are neither names nor numbers."""
    return _heaviest({term: value for term, value in terms.items() if term not in names and not term.isdigit()})


def _heaviest(terms: dict[str, float]) -> dict[str, float]:
    ordered = sorted(terms.items(), key=lambda item: (-item[1], item[0]))
    return dict(ordered[:_TERMS])


def _party(actor: Actor) -> Party:
    words = {stem(word) for word in words_of(actor.name or "")} - SMALL
    return Party(actor.code, tuple(sorted(words)))


def _event(text: Text, event: Event, figures: Sequence[Figure]) -> EventTrait:
    number = text.number(event.anchor.start)
    told = {number, *(text.number(span.start) for span in event.also)}
    values = {
        (str(each.kind), value) for each in figures if text.number(each.span.start) in told for value in _values(each)
    }
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
        where(event.place),
        _weekday(text, event) or interval_of(event.date),
        _implied(text, event),
        tuple(_party(actor) for actor in event.actors),
        tuple(_party(actor) for actor in event.recipients),
        tuple(sorted(values)),
        text.terms(number),
    )


def _weekday(text: Text, event: Event) -> Interval | None:
    """The day that stands at the act itself ("Tuesday's raid", "the raid on Tuesday"), nearer than any other date."""
    if text.published is None:
        return None
    before = _DAY_BEFORE.search(text.text[max(0, event.anchor.start - 30) : event.anchor.start])
    found = before or _DAY_AFTER.match(text.text[event.anchor.end : event.anchor.end + 20])
    if found is None:
        return None
    back = (date.fromordinal(text.published).weekday() - _WEEKDAYS.index(found.group(1))) % 7
    return text.published - back, text.published - back


def _implied(text: Text, event: Event) -> Interval | None:
    """News is of the last days; what is told as background lies anywhere before."""
    if text.published is None:
        return None
    return text.published - (_NEWS if event.time == Time.CURRENT else _PAST), text.published


def _values(figure: Figure) -> Iterator[float]:
    value = figure.low if figure.low is not None else figure.high
    if value is not None:
        yield float(value)


def _agreement(text: Text, agreement: Agreement) -> AgreementTrait:
    number = text.number(agreement.span.start)
    words = f"{agreement.name} {agreement.span.text}"
    return AgreementTrait(
        agreement.id,
        str(agreement.status),
        agreement.span.start,
        number,
        tuple(sorted({stem(word) for word in words_of(words)} - SMALL)),
        "truce" if _TRUCE.search(words) else "other",
        tuple(_party(actor) for actor in agreement.parties),
        interval_of(agreement.date),
        text.terms(number),
    )
