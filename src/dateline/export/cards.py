"""The record cards of the HTML page, grouped by kind. A card's id is the document's id, a hyphen and its label."""

from collections.abc import Iterable, Iterator
from types import MappingProxyType
from typing import Final

from dateline.export.labels import (
    KIND_NAMES,
    QUAD_NAMES,
    Kind,
    Role,
    actor_code,
    actor_name,
    bounds,
    code_words,
    confidence,
    date_text,
    own_words,
    place_detail,
    state,
)
from dateline.export.markup import esc, words
from dateline.model.records import Actor, Agreement, Date, Event, Figure, Place, Quotation, Reading

KIND_CLASSES: Final = MappingProxyType({Kind.QUOTATION: "kq", Kind.FIGURE: "kf", Kind.AGREEMENT: "ka"})


def render_cards(reading: Reading, section: str) -> str:
    """All groups that have records; `section` is the id of the document's section."""
    groups = (
        (Kind.EVENT, [_event(e, section, f"E{i}") for i, e in enumerate(reading.events, 1)]),
        (Kind.QUOTATION, [_quotation(q, section, f"Q{i}") for i, q in enumerate(reading.quotations, 1)]),
        (Kind.FIGURE, [_figure(f, section, f"F{i}") for i, f in enumerate(reading.figures, 1)]),
        (Kind.AGREEMENT, [_agreement(a, section, f"A{i}") for i, a in enumerate(reading.agreements, 1)]),
    )
    found = [_group(kind, cards) for kind, cards in groups if cards]
    return "\n".join(found) or '<p class="none">No records were found in this text.</p>'


def class_of(kind: Kind, quad: int | None) -> str:
    """The class that gives a record its colour."""
    return f"q{quad}" if kind is Kind.EVENT else KIND_CLASSES[kind]


def _group(kind: Kind, cards: list[str]) -> str:
    head = f'<h2 class="group">{KIND_NAMES[kind][1]} <span>{len(cards)}</span></h2>'
    return "\n".join([head, '<div class="cards">', *cards, "</div>"])


def _card(key: tuple[str, str], colour: str, head: str, score: float, body: Iterable[str], title: str) -> str:
    section, label = key
    return (
        f'<article class="card {colour}" id="{section}-{label}" aria-label="{esc(title)}">'
        f'<h3><a href="#{section}-{label}-t"><span class="l">{label}</span>{head}</a>'
        f'<span class="n" title="confidence">{confidence(score)}</span></h3>{"".join(body)}</article>'
    )


def _event(event: Event, section: str, label: str) -> str:
    head = f'<span class="type" title="{QUAD_NAMES[event.quad]}">{event.type}</span>'
    if event.mode:
        head += f"<small>{esc(code_words(event.mode))}</small>"
    head += f'<span class="words">{words(event.anchor.text)}</span>'
    head += "".join(f'<span class="state">{esc(word)}</span>' for word in state(event))
    fields = [
        *_actors(Role.WHO, event.actors),
        *_actors(Role.WHOM, event.recipients),
        *_place(event.place),
        *_date(event.date),
        *_actors(Role.SAYS, [event.source] if event.source else []),
        *([_field("context", esc(", ".join(map(code_words, event.contexts))))] if event.contexts else []),
    ]
    colour = class_of(Kind.EVENT, event.quad)
    return _card((section, label), colour, head, event.confidence, _fields(fields), f"Event {label[1:]}, {event.type}")


def _quotation(quotation: Quotation, section: str, label: str) -> str:
    head = f'<span class="type">{quotation.kind}</span>'
    if quotation.speaker:
        head += f'<span class="words">{words(actor_name(quotation.speaker))}</span>{_as_written(quotation.speaker)}'
    fields = [
        *([_field(Role.CUE, words(quotation.cue.text))] if quotation.cue else []),
        *_actors(Role.TO, [quotation.addressee] if quotation.addressee else []),
    ]
    body = [f'<p class="said">{words(quotation.span.text)}</p>', *_fields(fields)]
    title = f"Quotation {label[1:]}, {quotation.kind}"
    return _card((section, label), "kq", head, quotation.confidence, body, title)


def _figure(figure: Figure, section: str, label: str) -> str:
    amount = f"{bounds(figure)} {figure.unit}"
    head = f'<span class="type">{esc(code_words(figure.kind))}</span><span class="words">{esc(amount)}</span>'
    fields = [
        _field(Role.WORDS, f"{words(figure.span.text)} <small>{esc(code_words(figure.qualifier))}</small>"),
        *([_field("of", words(figure.of))] if figure.of else []),
        *_place(figure.place),
        *_date(figure.period),
        *_actors(Role.SAYS, [figure.source] if figure.source else []),
    ]
    title = f"Figure {label[1:]}, {code_words(figure.kind)}"
    return _card((section, label), "kf", head, figure.confidence, _fields(fields), title)


def _agreement(agreement: Agreement, section: str, label: str) -> str:
    status = code_words(agreement.status)
    head = f'<span class="type">{esc(status)}</span><span class="words">{words(agreement.name)}</span>'
    same = agreement.name.casefold() == agreement.span.text.casefold()
    fields = [
        *([] if same else [_field(Role.WORDS, words(agreement.span.text))]),
        *_actors(Role.PARTY, agreement.parties),
        *_date(agreement.date),
    ]
    title = f"Agreement {label[1:]}, {status}"
    return _card((section, label), "ka", head, agreement.confidence, _fields(fields), title)


def _fields(fields: list[str]) -> list[str]:
    return [f"<dl>{''.join(fields)}</dl>"] if fields else []


def _field(name: str, value: str) -> str:
    return f"<div><dt>{name}</dt><dd>{value}</dd></div>"


def _actors(role: Role, actors: Iterable[Actor]) -> Iterator[str]:
    # One phrase that stands for several parties is written once, with the code of each.
    shown: dict[str, list[str]] = {}
    for actor in actors:
        shown.setdefault(words(actor_name(actor)) + _as_written(actor), []).extend(filter(None, [actor_code(actor)]))
    if shown:
        name = f"→ {role}" if role is Role.WHOM else role
        yield _field(name, ", ".join(named + _codes(codes) for named, codes in shown.items()))


def _codes(codes: list[str]) -> str:
    return "".join(f' <span class="code">{esc(code)}</span>' for code in codes)


def _as_written(actor: Actor) -> str:
    own = own_words(actor)
    return f" <small>({words(own)})</small>" if own else ""


def _place(place: Place | None) -> Iterator[str]:
    if place is not None:
        detail = place_detail(place)
        yield _field(Role.WHERE, words(place.name) + (f" <small>{esc(detail)}</small>" if detail else ""))


def _date(date: Date | None) -> Iterator[str]:
    if date is not None:
        own = date.span.text if date.span and date.start and date.span.text != date.start else None
        written = f" <small>({words(own)})</small>" if own else ""
        yield _field(Role.WHEN, words(date_text(date)) + written)
