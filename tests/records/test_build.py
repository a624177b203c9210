"""Records out of annotations: derived fields, stable ids, parties, kinds of quotation."""

from dataclasses import replace
from typing import Any

import pytest

from dateline.model.annotations import (
    ActorMention,
    AgreementAnnotation,
    Annotations,
    EventAnnotation,
    FigureAnnotation,
    Mention,
    QuotationAnnotation,
)
from dateline.model.codes import (
    INTENSITY,
    MODES,
    QUAD,
    AgreementStatus,
    DatePrecision,
    EventType,
    FigureKind,
    MentionKind,
    Qualifier,
    QuotationKind,
    Sector,
    Status,
    Time,
)
from dateline.model.document import Document
from dateline.model.records import Date, Event, Reading, Span
from dateline.records.build import build
from tests.dispatches import assert_ids_differ, assert_spans_hold, document, record_ids

TEXT = (
    "Turkey and Russia signed a truce in Ankara on Friday. "
    "The army killed 12 people in Idlib, the mayor said: “We mourn.” Zork signed nothing."
)


def _span(words: str, text: str = TEXT) -> Span:
    return Span.of(text, text.index(words), text.index(words) + len(words))


def _actor(words: str, sector: Sector | None = None) -> ActorMention:
    return ActorMention(_span(words), None, sector, 0.9, None, "INT", 0.9)


def _event(anchor: str, kind: EventType = EventType.AGREE, **parts: Any) -> EventAnnotation:
    plain = EventAnnotation(
        kind, _span(anchor), (), (), (), None, None, Status.ACTUAL, Time.CURRENT, None, 0.8
    )  # fmt: skip
    return replace(plain, **parts)


def _quotation(words: str) -> QuotationAnnotation:
    return QuotationAnnotation(_span(words), None, None, None, 0.5)


def _figure(place: str | None = None) -> FigureAnnotation:
    return FigureAnnotation(
        _span("12 people"), FigureKind.KILLED, 12, 12, Qualifier.EXACT, "people", "people",
        _span(place) if place else None, None, None, 0.7,
    )  # fmt: skip


FRIDAY = Date(_span("Friday"), "2020-02-21", None, DatePrecision.DAY)
NOTHING = Annotations((), (), (), ("SYR", "TUR", "RUS"), (), (), (), ())
DOCUMENT = document(TEXT)


def _one(event: EventAnnotation) -> Event:
    (record,) = build(DOCUMENT, replace(NOTHING, events=(event,))).events
    return record


def _full(doc: Document = DOCUMENT) -> Reading:
    deal = _event("signed", actors=(_actor("Turkey"),), recipients=(_actor("Russia"),), date=FRIDAY)
    return build(
        doc,
        Annotations(
            mentions=(
                Mention(_span("Ankara"), MentionKind.PLACE, 0.9),
                Mention(_span("the mayor"), MentionKind.ROLE, 0.9),
                Mention(_span("Friday"), MentionKind.TIME, 1.0),
            ),
            actors=(_actor("Turkey"), _actor("Russia"), _actor("the mayor", Sector.GOV)),
            times=(FRIDAY,),
            countries=("SYR", "TUR", "RUS"),
            events=(deal, _event("killed", EventType.ASSAULT, place=_span("Idlib"))),
            quotations=(_quotation("We mourn."),),
            figures=(_figure("Idlib"),),
            agreements=(AgreementAnnotation(_span("a truce"), "truce", AgreementStatus.SIGNED, 0.9),),
        ),
    )


@pytest.mark.parametrize("kind", list(EventType))
def test_quad_and_intensity_follow_from_type_and_mode(kind: EventType) -> None:
    event = _one(_event("killed", kind))
    modes: dict[str, float | None] = dict(MODES.get(kind, {}))  # type: ignore[call-overload]
    score = modes.get(event.mode) if event.mode else None
    assert event.quad == QUAD[kind]
    assert event.intensity == (INTENSITY[kind] if score is None else score)
    assert event.mode is None or event.mode in modes


def test_a_place_is_looked_up_and_kept_when_it_is_not_known() -> None:
    known = _one(_event("killed", place=_span("Idlib"))).place
    unknown = _one(_event("killed", place=_span("Zork"))).place
    assert known is not None
    assert (known.country, known.span.text) == ("SYR", "Idlib")
    assert known.lat is not None
    assert unknown is not None
    assert (unknown.name, unknown.id, unknown.lat, unknown.lon, unknown.precision) == ("Zork", None, None, None, None)


def test_one_entry_a_party() -> None:
    event = _one(_event("signed", actors=(_actor("Turkey"), _actor("Ankara"), _actor("Turkey and Russia"))))
    assert [actor.code for actor in event.actors] == ["TUR GOV", "RUS GOV"]


def test_a_party_does_nothing_to_itself() -> None:
    twice = _one(_event("signed", actors=(_actor("Turkey"),), recipients=(_actor("Turkey and Russia"),)))
    assert [a.code for a in twice.actors] == ["TUR GOV"]
    assert [a.code for a in twice.recipients] == ["RUS GOV"]
    named = _one(_event("killed", actors=(_actor("The army"),), recipients=(replace(_actor("The army")),)))
    assert (len(named.actors), named.recipients) == (1, ())


def test_two_parties_of_one_code_may_meet() -> None:
    actors, recipients = (_actor("the mayor", Sector.GOV),), (_actor("Zork", Sector.GOV),)
    event = _one(_event("killed", actors=actors, recipients=recipients))
    assert [a.code for a in (*event.actors, *event.recipients)] == ["TUR GOV", "TUR GOV"]


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("He said: “We mourn.”", "We mourn.", QuotationKind.DIRECT),
        ('He said: "We mourn."', "We mourn.", QuotationKind.DIRECT),
        ("He said: «We mourn.»", "We mourn.", QuotationKind.DIRECT),
        ("He called it “a mistake” to stay.", "it “a mistake” to stay", QuotationKind.MIXED),
        ('He said "a lot" and "more".', '"a lot" and "more"', QuotationKind.MIXED),
        ("He said they mourned.", "they mourned", QuotationKind.INDIRECT),
        ("they mourned, he said.", "they mourned", QuotationKind.INDIRECT),
    ],
)
def test_kinds_of_quotation(text: str, content: str, kind: QuotationKind) -> None:
    annotation = replace(_quotation("We mourn."), span=_span(content, text))
    (quotation,) = build(document(text), replace(NOTHING, quotations=(annotation,))).quotations
    assert quotation.kind is kind


def test_an_agreement_takes_parties_and_date_from_the_deal_beside_it() -> None:
    (agreement,) = _full().agreements
    assert [party.code for party in agreement.parties] == ["TUR GOV", "RUS GOV"]
    assert agreement.date == FRIDAY


def test_an_agreement_alone_has_neither() -> None:
    alone = AgreementAnnotation(_span("a truce"), "truce", AgreementStatus.SIGNED, 0.9)
    elsewhere = (_event("killed", EventType.AGREE, actors=(_actor("Turkey"),), date=FRIDAY),)
    (agreement,) = build(DOCUMENT, replace(NOTHING, events=elsewhere, agreements=(alone,))).agreements
    assert (agreement.parties, agreement.date) == ((), None)


def test_mentions_resolve_by_kind() -> None:
    place, role, time = _full().mentions
    assert place.place is not None
    assert (place.place.country, place.actor, place.date) == ("TUR", None, None)
    assert role.actor is not None
    assert (role.actor.code, role.place) == ("TUR GOV", None)
    assert (time.date, time.actor) == (FRIDAY, None)


def test_ids_are_stable_and_name_their_kind() -> None:
    assert record_ids(_full()) == record_ids(_full())
    kinds = [i.rpartition("-")[0] for i in record_ids(_full())]
    assert kinds == ["event", "event", "quotation", "figure", "agreement", "mention", "mention", "mention"]
    assert_ids_differ(_full())
    assert_spans_hold(_full())


def test_ids_depend_on_the_text_and_not_on_the_given_id() -> None:
    renamed = replace(DOCUMENT, id="wire-7", title="Another title", published=None)
    other = document(TEXT + " More.")
    assert record_ids(_full(renamed)) == record_ids(_full())
    assert not set(record_ids(_full(other))) & set(record_ids(_full()))
