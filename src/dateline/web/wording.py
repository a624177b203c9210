"""Records as one plain line each, for feeds and lists. The words of the text stand in quotation marks."""

from collections.abc import Sequence

from dateline.export.labels import actor_name, bounds, code_words, date_text, state
from dateline.model.records import Actor, Agreement, Date, Event, Figure, Place
from dateline.store.rows import Record


def line(record: Record) -> str:
    """Who did what to whom, where and when; who said what; how many; which deal."""
    if isinstance(record, Event):
        sides = " → ".join(filter(None, (names(record.actors), names(record.recipients))))
        marks = f" ({', '.join(state(record))})" if state(record) else ""
        head = ": ".join(filter(None, (record.type + marks, sides)))
        return f"{head} “{record.anchor.text}”{_around(record.place, record.date)}{_said(record.source)}"
    if isinstance(record, Figure):
        amount = " ".join(filter(None, (bounds(record), record.unit)))
        of = f" ({record.of})" if record.of else ""
        kind = code_words(record.kind)
        return f"{kind}: {amount}{of} “{record.span.text}”{_around(record.place, record.period)}{_said(record.source)}"
    if isinstance(record, Agreement):
        parties = names(record.parties)
        between = f" between {parties}" if parties else ""
        return f"{code_words(record.status)}: “{record.name}”{between}{_around(None, record.date)}"
    speaker = actor_name(record.speaker) if record.speaker else "not said who"
    return f"{speaker}: “{record.span.text}”"


def words_of(record: Record) -> str:
    """The words that the record rests on."""
    return record.anchor.text if isinstance(record, Event) else record.span.text


def names(actors: Sequence[Actor]) -> str:
    """Names in one string, each once."""
    return ", ".join(dict.fromkeys(map(actor_name, actors)))


def _around(place: Place | None, date: Date | None) -> str:
    parts = [place.name if place else None, date_text(date) if date else None]
    known = ", ".join(part for part in parts if part)
    return f", {known}" if known else ""


def _said(source: Actor | None) -> str:
    return f"; says {actor_name(source)}" if source else ""
