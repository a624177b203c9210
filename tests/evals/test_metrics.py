"""Each kind of mistake moves exactly the figures it should; all others stay at 1."""

from dataclasses import replace

import pytest

from dateline.model.codes import EventType, FigureKind, QuotationKind, Status, Time
from dateline.model.records import Date, Event, Reading, Span
from evals.corpus import AUTHORED, load_folder
from evals.gold import GoldActor, GoldDocument
from evals.matching import normalised
from evals.metrics import match_events, score_document
from evals.report import MEASURES, Report, build_report
from tests.evals.build import (
    actor,
    event_of,
    figure_of,
    full_gold,
    gold,
    gold_event,
    gold_figure,
    gold_quote,
    perfect,
    place_of,
    quotation_of,
    reading,
    span,
)


def report(document: GoldDocument, found: Reading | None) -> Report:
    return build_report("test", [score_document(document, found)])


def below_one(document: GoldDocument, found: Reading) -> set[str]:
    """Measures with a value other than 1."""
    scored = report(document, found)
    every = (*scored.measures, *scored.types)
    return {measure.name for measure in every if measure.value is not None and measure.value != 1.0}


def counts(document: GoldDocument, found: Reading, measure: str) -> tuple[int, int, int]:
    tally = score_document(document, found).tallies[measure]
    return tally.right, tally.predicted, tally.gold


def with_event(number: int, **changes: object) -> Reading:
    """The perfect reading of the full document with one event changed."""
    right = perfect(full_gold())
    events = list(right.events)
    events[number] = replace(events[number], **changes)  # type: ignore[arg-type]  # a test names real fields
    return replace(right, events=tuple(events))


def test_a_perfect_reading_is_right_in_everything() -> None:
    scored = report(full_gold(), perfect(full_gold()))
    empty = {measure.name for measure in scored.measures if measure.value is None}
    assert empty == {"events.none_where_none"}
    assert {measure.value for measure in scored.measures} == {1.0, None}


def test_perfect_readings_of_our_own_corpus_are_right_in_everything() -> None:
    documents = load_folder(AUTHORED)
    scored = build_report("test", [score_document(document, perfect(document)) for document in documents])
    assert {measure.name: measure.value for measure in scored.measures if measure.value != 1.0} == {}
    assert {measure.value for measure in scored.types} == {1.0}
    assert all(found.error == 0.0 for found in scored.calibration)


def test_no_reading_counts_everything_as_missed() -> None:
    scored = report(full_gold(), None)
    for name in ("events.anchor", "events.triple", "events.actor_codes_all", "quotations.span", "figures.full"):
        assert scored.value(name) == 0.0
    assert scored.value("events.status") is None
    assert scored.value("spans.verbatim") is None


@pytest.mark.parametrize(
    ("changes", "moved"),
    [
        ({"status": Status.PLANNED}, {"events.status"}),
        ({"time": Time.BACKGROUND}, {"events.time"}),
        ({"date": None}, {"events.date"}),
        ({"place": None}, {"events.place", "events.place_strict"}),
        ({"place": place_of("Oslo")}, {"events.place", "events.place_strict"}),
        ({"source": None}, {"events.source", "events.source_strict"}),
        ({"source": actor("Police")}, {"events.source", "events.source_strict"}),
        ({"source": actor(None)}, {"events.source", "events.source_strict"}),
        ({"type": EventType.ASSAULT}, {"events.type", "events.triple", "type.ASSAULT", "type.COERCE"}),
        (
            {"actors": (actor("Police", "TUR MIL"),)},
            {"events.triple", "events.actor_codes", "events.actor_codes_all"},
        ),
        ({"actors": (actor("Police", None),)}, {"events.triple", "events.actor_codes", "events.actor_codes_all"}),
        ({"actors": ()}, {"events.triple", "events.actor_codes", "events.actor_codes_all"}),
        ({"recipients": ()}, {"events.triple", "events.recipient_codes", "events.recipient_codes_all"}),
        ({"confidence": 0.2}, set()),
        ({"mode": "arrest"}, set()),
    ],
)
def test_a_mistake_in_one_event_moves_its_own_figures(changes: dict[str, object], moved: set[str]) -> None:
    assert below_one(full_gold(), with_event(1, **changes)) == moved


def test_place_and_source_also_by_half_of_the_words() -> None:
    label = gold_event("condemned", source="The minister")
    found = event_of(label, source=replace(actor("minister"), name="Foreign Minister"))
    assert below_one(gold([label]), reading(gold([label]), [found])) == set()
    worse = event_of(label, source=replace(actor("raid"), name="Foreign Minister"))
    assert below_one(gold([label]), reading(gold([label]), [worse])) == {"events.source_strict"}


def test_a_date_is_compared_at_its_precision() -> None:
    right = perfect(full_gold()).events[1].date
    assert right is not None
    for start in ("2020-05", "2020", None):
        found = with_event(1, date=Date(None, start, None, right.precision))
        assert below_one(full_gold(), found) == {"events.date"}


def test_a_missed_event_lowers_recall_only() -> None:
    right = perfect(full_gold())
    scored = report(full_gold(), replace(right, events=right.events[1:]))
    measures = {measure.name: measure for measure in scored.measures}
    assert (measures["events.anchor"].precision, measures["events.anchor"].recall) == (1.0, 2 / 3)
    assert measures["events.actor_codes"].value == 1.0
    assert measures["events.actor_codes_all"].recall == 3 / 4
    assert measures["events.status"].gold == 2


def test_an_invented_event_lowers_precision_only() -> None:
    extra = event_of(gold_event("signed", EventType.AGREE))
    right = perfect(full_gold())
    scored = report(full_gold(), replace(right, events=(*right.events, extra)))
    measures = {measure.name: measure for measure in scored.measures}
    assert (measures["events.type"].precision, measures["events.type"].recall) == (3 / 4, 1.0)
    assert measures["events.actor_codes"].value == 1.0
    assert measures["events.actor_codes_all"].value != 1.0
    assert scored.value("type.AGREE") == 0.0


def test_an_optional_event_counts_neither_way() -> None:
    document = gold([gold_event("condemned"), gold_event("signed", EventType.AGREE, optional=True)])
    both = perfect(document)
    wrong_type = replace(both.events[1], type=EventType.ASSAULT, actors=(), status=Status.DENIED)
    for events in (both.events, both.events[:1], (both.events[0], wrong_type)):
        assert below_one(document, reading(document, events)) == set()
        assert counts(document, reading(document, events), "events.triple") == (1, 1, 1)
        assert len(score_document(document, reading(document, events)).confidences["events"]) == 1


def test_a_second_prediction_on_an_optional_event_is_false() -> None:
    document = gold([gold_event("signed", EventType.AGREE, optional=True)])
    found = perfect(document).events[0]
    assert counts(document, reading(document, [found, found]), "events.anchor") == (0, 1, 0)


def test_a_required_event_goes_before_an_optional_one() -> None:
    wide = span("condemned the raid")
    document = gold([gold_event("raid", EventType.ASSAULT, optional=True), gold_event("condemned")])
    found = event_of(document.events[1], anchor=wide)
    assert match_events(document.events, [found]) == [(1, 0)]
    second = event_of(document.events[1])
    assert counts(document, reading(document, [found, second]), "events.anchor") == (1, 1, 1)


def test_further_mentions_match_on_either_side() -> None:
    label = gold_event("condemned", also=(span("raid"),))
    found = event_of(gold_event("raid"))
    assert below_one(gold([label]), reading(gold([label]), [found])) == set()
    label = gold_event("raid")
    found = event_of(gold_event("condemned"), also=(span("raid"),))
    assert below_one(gold([label]), reading(gold([label]), [found])) == set()


def test_a_second_prediction_of_one_event_is_false() -> None:
    label = gold_event("condemned", also=(span("raid"),))
    twice = [event_of(label), event_of(gold_event("raid"))]
    assert counts(gold([label]), reading(gold([label]), twice), "events.type") == (1, 2, 1)


def test_matching_prefers_the_right_type_and_does_not_lose_a_pair() -> None:
    labels = [gold_event("condemned", EventType.ACCUSE), gold_event("raid", EventType.ASSAULT)]
    both = span("condemned the raid")
    assault = event_of(labels[1], anchor=both)
    accuse = event_of(labels[0], anchor=both)
    assert match_events(labels, [assault, accuse]) == [(0, 1), (1, 0)]
    # The second covers only the raid: it takes it, though its type fits the other label.
    narrow = event_of(labels[0], anchor=labels[1].anchor)
    assert match_events(labels, [assault, narrow]) == [(0, 0), (1, 1)]


def test_ties_fall_the_same_way_and_anchors_go_before_further_mentions() -> None:
    label = gold_event("condemned", also=(span("raid"),))
    on_also = event_of(gold_event("raid"))
    on_anchor = event_of(gold_event("condemned"))
    assert match_events([label], [on_also, on_anchor]) == [(0, 1)]
    assert match_events([label], [on_anchor, on_anchor]) == match_events([label], [on_anchor, on_anchor])


def test_touching_anchors_do_not_overlap() -> None:
    label = gold_event("condemned")
    after = Span(" the", label.anchor.end, label.anchor.end + 4)
    assert match_events([label], [event_of(label, anchor=after)]) == []


def test_an_alternative_type_is_as_good_as_the_type() -> None:
    label = gold_event("condemned", EventType.ACCUSE, alt_types=(EventType.REJECT,))
    found = event_of(label, type=EventType.REJECT)
    assert below_one(gold([label]), reading(gold([label]), [found])) == set()
    assert report(gold([label]), reading(gold([label]), [found])).value("type.REJECT") == 1.0
    assert report(gold([label]), reading(gold([label]), [found])).value("type.ACCUSE") is None


def test_triples_are_a_multiset_of_the_document() -> None:
    one = gold_event("condemned", actors=(GoldActor(None, "TUR GOV"), GoldActor(None, "USA GOV")), recipients=())
    two = gold_event("raid", actors=(GoldActor(None, "TUR GOV"),), recipients=())
    document = gold([one, two])
    assert counts(document, perfect(document), "events.triple") == (3, 3, 3)
    only = event_of(one, actors=(actor(None, "TUR GOV"),))
    assert counts(document, reading(document, [only]), "events.triple") == (1, 1, 3)
    # Two equal triples meet two equal ones, wherever in the document they stand; a third is false.
    same = [event_of(two), event_of(two, anchor=span("signed")), event_of(two, anchor=span("met"))]
    assert counts(document, reading(document, same), "events.triple") == (2, 3, 3)


def test_triples_cross_actors_with_recipients() -> None:
    sides = (GoldActor(None, "TUR GOV"), GoldActor(None, "USA GOV"))
    label = gold_event("condemned", actors=sides, recipients=(GoldActor(None, "GRC MIL"), GoldActor(None, "GRC GOV")))
    right = event_of(label)
    document = gold([label])
    assert counts(document, reading(document, [right]), "events.triple") == (4, 4, 4)
    half = replace(right, recipients=right.recipients[:1])
    assert counts(document, reading(document, [half]), "events.triple") == (2, 2, 4)


def test_an_uncoded_actor_is_not_the_missing_side() -> None:
    label = gold_event("condemned", recipients=())
    found = event_of(label, recipients=(actor("raid", None),))
    assert counts(gold([label]), reading(gold([label]), [found]), "events.triple") == (0, 1, 1)
    assert counts(gold([label]), reading(gold([label]), [found]), "events.recipient_codes") == (0, 1, 0)


def test_documents_without_events() -> None:
    document = gold()
    assert report(document, reading(document)).value("events.none_where_none") == 1.0
    invented = event_of(gold_event("signed"))
    assert report(document, reading(document, [invented])).value("events.none_where_none") == 0.0


def test_a_span_that_is_not_the_text_shows() -> None:
    moved = Span("condemned", 14, 23)
    found = with_event(0, anchor=moved)
    assert "spans.verbatim" in below_one(full_gold(), found)


QUOTE = gold_quote("We want peace,")


def test_quotations_need_four_fifths_of_the_characters() -> None:
    document = gold(quotes=[QUOTE])
    near = quotation_of(QUOTE, span=span("We want peace"))
    far = quotation_of(QUOTE, span=span("want peace"))
    assert below_one(document, reading(document, quotations=[near])) == set()
    assert report(document, reading(document, quotations=[far])).value("quotations.span") == 0.0


@pytest.mark.parametrize(
    ("speaker", "moved"),
    [
        (actor("Ada Brenn"), set()),
        (replace(actor("Ada Brenn"), name=None), {"quotations.speaker_resolved"}),
        (replace(actor("reporters"), name="Mrs Brenn"), {"quotations.speaker_strict"}),
        (
            actor("reporters"),
            {"quotations.speaker", "quotations.speaker_strict", "quotations.speaker_resolved"},
        ),
        (None, {"quotations.speaker", "quotations.speaker_strict", "quotations.speaker_resolved"}),
    ],
)
def test_speakers(speaker: object, moved: set[str]) -> None:
    document = gold(quotes=[QUOTE])
    found = quotation_of(QUOTE, speaker=speaker)
    assert below_one(document, reading(document, quotations=[found])) == moved


def test_quotation_kind_and_invented_quotation() -> None:
    document = gold(quotes=[QUOTE])
    wrong = quotation_of(QUOTE, kind=QuotationKind.MIXED)
    assert below_one(document, reading(document, quotations=[wrong])) == {"quotations.kind"}
    extra = quotation_of(gold_quote("signed the Oslo accord"))
    assert counts(document, reading(document, quotations=[quotation_of(QUOTE), extra]), "quotations.span") == (1, 2, 1)


FIGURE = gold_figure("12 students")


@pytest.mark.parametrize(
    ("changes", "moved"),
    [
        ({"span": span("12")}, {"figures.exact"}),
        ({"kind": FigureKind.KILLED}, {"figures.kind", "figures.full"}),
        ({"low": 13}, {"figures.bounds", "figures.full"}),
        ({"high": None}, {"figures.bounds", "figures.full"}),
        ({"low": 12.0}, set()),
        ({"unit": "families"}, set()),
    ],
)
def test_figures(changes: dict[str, object], moved: set[str]) -> None:
    document = gold(figures=[FIGURE])
    assert below_one(document, reading(document, figures=[figure_of(FIGURE, **changes)])) == moved


def test_a_figure_elsewhere_is_missed_and_false() -> None:
    document = gold(figures=[FIGURE])
    found = figure_of(gold_figure("Two sides", low=12, high=12))
    for measure in ("figures.exact", "figures.overlap", "figures.full"):
        assert counts(document, reading(document, figures=[found]), measure) == (0, 1, 1)


def test_an_optional_figure_counts_neither_way() -> None:
    document = gold(figures=[FIGURE, gold_figure("Two sides", optional=True)])
    wrong = figure_of(document.figures[1], kind=FigureKind.KILLED, low=None)
    for figures in ([figure_of(FIGURE)], [figure_of(FIGURE), wrong]):
        assert below_one(document, reading(document, figures=figures)) == set()


def test_agreements_by_half_of_the_words() -> None:
    document = replace(full_gold(), events=())
    (deal,) = perfect(document).agreements
    near = replace(deal, name="the accord of Oslo", span=span("accord"))
    assert counts(document, reading(document, agreements=[near]), "agreements.name") == (1, 1, 1)
    far = replace(deal, name="Larna truce", span=span("Larna"))
    assert counts(document, reading(document, agreements=[far]), "agreements.name") == (0, 1, 1)


def test_confidence_points_say_what_was_right() -> None:
    wrong = with_event(0, type=EventType.ASSAULT, confidence=0.3)
    points = score_document(full_gold(), wrong).confidences
    assert points["events"] == [(0.3, False), (1.0, True), (1.0, True)]
    assert points["figures"] == points["quotations"] == points["agreements"] == [(1.0, True)]


def test_every_counted_measure_is_in_the_report() -> None:
    both = {*score_document(full_gold(), perfect(full_gold())).tallies, *score_document(gold(), None).tallies}
    assert {name for name in both if not name.startswith("type.")} == set(MEASURES)


def test_the_helper_gives_verbatim_spans() -> None:
    event: Event = perfect(full_gold()).events[0]
    assert normalised(event.anchor.text) == "condemned"
