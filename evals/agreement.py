"""How far two people label alike: `python -m evals.agreement FIRST SECOND [--differences]`.

FIRST and SECOND are folders of labelled files; documents in both are compared by the measures of the scores, the
second reader's labels in the place of predictions. Prints one JSON line; with `--differences` also each record that
only one of them has, and each field on which they differ.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from dateline.model.codes import DatePrecision
from dateline.model.records import Actor, Date, Event, Figure, Place, Quotation, Reading, Span
from evals.corpus import load_folder
from evals.gold import GoldActor, GoldDocument, GoldEvent, GoldFigure, GoldQuote
from evals.matching import unmatched
from evals.metrics import match_events, match_figures, match_quotations, score_document
from evals.report import build_report
from evals.scoring import document_of

_EVENT_FIELDS = ("type", "actors", "recipients", "place", "date", "status", "time", "source", "optional")
_QUOTE_FIELDS = ("kind", "speaker", "speaker_resolved", "addressee")
_UNTOLD = ("spans.", "agreements.")  # labels name agreements freely and carry no spans of readings
_FIGURE_FIELDS = ("text", "kind", "low", "high", "qualifier", "unit", "place", "period", "source")


def as_reading(gold: GoldDocument) -> Reading:
    """Labels as if they had been predicted; optional events and figures too."""
    return Reading(
        document=document_of(gold),
        events=tuple(_event(event) for event in gold.events),
        quotations=tuple(_quotation(number, quote) for number, quote in enumerate(gold.quotes)),
        figures=tuple(_figure(number, figure) for number, figure in enumerate(gold.figures)),
        agreements=(),
    )


def _named(words: str | None) -> Actor | None:
    return None if words is None else Actor(None, words, None, None, None, None)


def _actor(actor: GoldActor) -> Actor:
    country, _, sector = actor.code.partition(" ")
    return Actor(None, actor.text, actor.code, country, sector or None, None)


def _place(words: str | None) -> Place | None:
    if words is None:
        return None
    return Place(Span(words, 0, len(words)), words, None, None, None, None, None, None)


def _event(event: GoldEvent) -> Event:
    day = None if event.date is None else Date(None, event.date, None, DatePrecision.DAY)
    return Event(
        id=event.id,
        type=event.type,
        mode=None,
        contexts=(),
        quad=1,
        intensity=0.0,
        anchor=event.anchor,
        also=event.also,
        actors=tuple(_actor(actor) for actor in event.actors),
        recipients=tuple(_actor(actor) for actor in event.recipients),
        place=_place(event.place),
        date=day,
        status=event.status,
        time=event.time,
        source=_named(event.source),
        confidence=1.0,
    )


def _quotation(number: int, quote: GoldQuote) -> Quotation:
    speaker = None
    if quote.speaker or quote.speaker_resolved:
        words = Span(quote.speaker, 0, len(quote.speaker)) if quote.speaker else None
        speaker = Actor(words, quote.speaker_resolved or quote.speaker, None, None, None, None)
    return Quotation(f"q{number}", quote.span, quote.kind, None, speaker, _named(quote.addressee), 1.0)


def _figure(number: int, figure: GoldFigure) -> Figure:
    return Figure(
        id=f"f{number}",
        span=figure.span,
        kind=figure.kind,
        low=figure.low,
        high=figure.high,
        qualifier=figure.qualifier,
        unit=figure.unit,
        of=figure.of,
        place=_place(figure.place),
        period=None,
        source=_named(figure.source),
        confidence=1.0,
    )


def differences(first: GoldDocument, second: GoldDocument) -> Iterator[str]:
    """Lines: `<` a record of the first reader only, `>` of the second only, `~` a field on which they differ."""
    said = as_reading(second)
    pairs = match_events(first.events, said.events)
    yield from _differing("E", first.events, second.events, pairs, _EVENT_FIELDS)
    quotes = match_quotations(first.quotes, said.quotations)
    yield from _differing("Q", first.quotes, second.quotes, quotes, _QUOTE_FIELDS)
    figures = match_figures(first.figures, said.figures)
    yield from _differing("F", first.figures, second.figures, figures, _FIGURE_FIELDS)


def _differing(
    mark: str,
    one: Sequence[GoldEvent | GoldQuote | GoldFigure],
    two: Sequence[GoldEvent | GoldQuote | GoldFigure],
    pairs: Sequence[tuple[int, int]],
    fields: Sequence[str],
) -> Iterator[str]:
    only_one, only_two = unmatched(pairs, one, two)
    yield from (f"< {mark} {_told(record)}" for record in only_one)
    yield from (f"> {mark} {_told(record)}" for record in only_two)
    for left, right in pairs:
        for name in fields:
            mine, theirs = getattr(one[left], name), getattr(two[right], name)
            if mine != theirs:
                yield f"~ {mark} {_told(one[left])}: {name}: {_shown(mine)} / {_shown(theirs)}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(f"{actor.text or '-'} = {actor.code}" for actor in value) or "none"
    return str(value)


def _told(record: GoldEvent | GoldQuote | GoldFigure) -> str:
    if isinstance(record, GoldEvent):
        flag = " (optional)" if record.optional else ""
        return f"{record.type} {record.anchor.text!r} at {record.anchor.start}{flag}"
    return f"{record.kind} {record.text[:60]!r} at {record.start}"


def main(argv: list[str] | None = None) -> int:
    """Prints the agreement; exit status 1 if the folders share no document, or one whose texts differ."""
    parser = argparse.ArgumentParser(prog="python -m evals.agreement", description="Agreement of two labellings.")
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--differences", action="store_true", help="print what differs")
    arguments = parser.parse_args(argv)
    seconds = {document.doc.id: document for document in load_folder(arguments.second)}
    firsts = (document for document in load_folder(arguments.first) if document.doc.id in seconds)
    pairs = [(document, seconds[document.doc.id]) for document in firsts]
    unlike = [one.doc.id for one, two in pairs if one.doc.text != two.doc.text]
    if unlike or not pairs:
        print(f"texts differ: {', '.join(unlike)}" if unlike else "no document is in both folders", file=sys.stderr)
        return 1
    for one, two in pairs if arguments.differences else ():
        print(f"# {one.doc.id}")
        print("\n".join(differences(one, two)))
    scores = [score_document(one, as_reading(two)) for one, two in pairs]
    report = build_report("agreement", scores, [])
    told = [
        measure for measure in report.measures if not measure.name.startswith(_UNTOLD) and measure.value is not None
    ]
    print(json.dumps({measure.name: round(measure.value or 0.0, 3) for measure in told}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
