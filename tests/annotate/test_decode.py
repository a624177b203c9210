"""The decoder on hand-made network outputs: each decision that is not learned, one at a time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate import labels
from dateline.annotate.annotator import decode
from dateline.annotate.thresholds import Calibration, Thresholds
from dateline.model.annotations import ActorMention
from dateline.model.codes import EventType, FigureKind, MentionKind, Sector, Status, Time
from dateline.model.records import Span
from dateline.records.build import build
from tests.annotate.sheet import Sheet
from tests.dispatches import assert_ids_differ, assert_spans_hold, document, spans, spoiled, wrecked

RAID = "On Friday Turkish troops shelled the rebel camp near Idlib, the Observatory said. The shelling lasted an hour."


def _texts(mentions: tuple[ActorMention, ...]) -> list[str]:
    return [mention.span.text for mention in mentions]


def _raid() -> Sheet:
    sheet = Sheet(document(RAID))
    shelled = sheet.event("shelled", "ASSAULT")
    sheet.link("actor", shelled, sheet.filler("Turkish troops"))
    sheet.link("recipient", shelled, sheet.filler("the rebel camp"))
    sheet.link("place", shelled, sheet.filler("Idlib", kind="place"))
    sheet.link("source", shelled, sheet.filler("the Observatory"))
    sheet.link("date", shelled, sheet.at("Friday"))
    return sheet


def test_an_event_with_all_its_parts() -> None:
    sheet = _raid()
    at = sheet.at("shelled")[0]
    sheet.say("status", at, labels.STATUSES.index(Status.DENIED))
    sheet.say("time", at, labels.TIMES.index(Time.BACKGROUND))
    (event,) = sheet.read().events
    assert event.type is EventType.ASSAULT
    assert event.anchor == Span("shelled", 25, 32)
    assert (_texts(event.actors), _texts(event.recipients)) == (["Turkish troops"], ["the rebel camp"])
    assert event.place is not None
    assert event.place.text == "Idlib"
    assert event.source is not None
    assert event.source.span.text == "the Observatory"
    assert event.date is not None
    assert event.date.start == "2020-02-21"
    assert (event.status, event.time, event.also) == (Status.DENIED, Time.BACKGROUND, ())
    assert 0.99 < event.confidence <= 1.0


def test_an_event_without_parts() -> None:
    sheet = Sheet(document(RAID))
    sheet.event("shelled", "ASSAULT")
    (event,) = sheet.read().events
    assert (event.actors, event.recipients, event.place, event.source, event.date) == ((), (), None, None, None)


@pytest.mark.parametrize(("score", "count"), [(1.0, 0), (6.0, 1)])
def test_an_event_needs_the_threshold(score: float, count: int) -> None:
    """A score of 1 beside seventeen of 0 is a share of 0.14, and of the beginnings together 0.9."""
    sheet = Sheet(document(RAID))
    sheet.event("shelled", "ASSAULT", score=score)
    assert len(sheet.read(Thresholds(document=0.0, event=0.95, repeat=0.95)).events) == count


def test_a_document_without_a_sure_act_tells_none() -> None:
    sheet = Sheet(document(RAID))
    sheet.event("shelled", "ASSAULT", score=4.0)  # of all beginnings together 0.97
    sheet.event("shelling", "ASSAULT", score=1.0)  # 0.90
    assert len(sheet.read(Thresholds(document=0.98, event=0.8, repeat=0.8)).events) == 0
    assert len(sheet.read(Thresholds(document=0.95, event=0.8, repeat=0.8)).events) == 2


def test_an_anchor_of_several_words_is_one_span() -> None:
    sheet = Sheet(document("The army carried out an attack on Monday."))
    sheet.event("carried out", "ASSAULT")
    assert [e.anchor.text for e in sheet.read().events] == ["carried out"]


def test_a_repeated_mention_joins_its_event() -> None:
    sheet = _raid()
    first, second = sheet.at("shelled"), sheet.event("shelling", "ASSAULT")
    sheet.say("first", second[0], 0)
    sheet.link("same", second, first)
    (event,) = sheet.read().events
    assert event.anchor.text == "shelled"
    assert [span.text for span in event.also] == ["shelling"]


def test_without_a_link_there_are_two_events_in_text_order() -> None:
    sheet = _raid()
    sheet.event("shelling", "ASSAULT")
    assert [e.anchor.text for e in sheet.read().events] == ["shelled", "shelling"]


def test_many_mentions_of_one_act_are_one_event() -> None:
    count = 130
    sheet = Sheet(document("The blast came. " * count))
    anchors = [sheet.event("blast", "ASSAULT", nth) for nth in range(count)]
    # All links share one dimension: each mention of the act is like each other.
    same = labels.RELATIONS.index("same") * labels.RELATION_SIZE
    for first, _ in anchors:
        sheet.query[first, same] = labels.RELATION_SIZE**0.5
        sheet.start[first, same] = sheet.end[first, same] = 12.0
    (event,) = sheet.read().events
    assert len(event.also) == count - 1
    assert len({event.anchor, *event.also}) == count


@pytest.mark.parametrize(("doer", "receiver", "side"), [(9.0, 2.0, "actors"), (2.0, 9.0, "recipients")])
def test_a_mention_takes_one_side(doer: float, receiver: float, side: str) -> None:
    sheet = Sheet(document(RAID))
    shelled, troops = sheet.event("shelled", "ASSAULT"), sheet.filler("Turkish troops")
    sheet.link("actor", shelled, troops, doer)
    sheet.link("recipient", shelled, troops, receiver)
    (event,) = sheet.read().events
    assert _texts(getattr(event, side)) == ["Turkish troops"]
    assert len(event.actors) + len(event.recipients) == 1


def test_the_source_is_no_actor_of_the_event() -> None:
    sheet = _raid()
    sheet.link("source", sheet.at("shelled"), sheet.at("Turkish troops"), 30.0)
    (event,) = sheet.read().events
    assert event.source is not None
    assert event.source.span.text == "the Observatory"


def test_parts_may_come_from_the_repeat() -> None:
    sheet = Sheet(document(RAID))
    first, second = sheet.event("shelled", "ASSAULT"), sheet.event("shelling", "ASSAULT")
    sheet.say("first", second[0], 0)
    sheet.link("same", second, first)
    sheet.link("actor", second, sheet.filler("Turkish troops"))
    (event,) = sheet.read().events
    assert _texts(event.actors) == ["Turkish troops"]


def test_a_date_without_a_value_is_not_chosen() -> None:
    sheet = Sheet(document(RAID, published=None))
    sheet.link("date", sheet.event("shelled", "ASSAULT"), sheet.at("Friday"))
    (event,) = sheet.read().events
    assert event.date is None


def test_actors_carry_sector_person_and_country() -> None:
    sheet = Sheet(document("Syrian envoy Walid Karam left. Karam said no more."))
    envoy = sheet.filler("Syrian envoy Walid Karam")
    sheet.say("sector", envoy[0], labels.SECTORS.index(Sector.GOV))
    sheet.tag("name", sheet.at("Walid Karam"), labels.NAME_TAGS.index("PER"))
    sheet.link("country", envoy, sheet.at("Syrian"))
    sheet.filler("Karam", 1)
    full, short = sheet.read().actors
    assert (full.sector, full.person and full.person.text) == (Sector.GOV, "Walid Karam")
    assert full.country_cue is not None
    assert (full.country_cue.text, full.country) == ("Syrian", "SYR")
    assert full.sector_confidence > 0.99
    assert (short.sector, short.person, short.country_cue, short.country) == (None, None, None, "INT")


def test_without_a_country_in_the_text_the_country_is_not_known() -> None:
    sheet = Sheet(document("The envoy left."))
    sheet.filler("The envoy")
    assert [actor.country for actor in sheet.read().actors] == [None]


def test_countries_by_how_often_the_text_names_them() -> None:
    text = "Syria and Turkey met. Syrian officials left for Russia, and Turkish ones for Syria."
    assert Sheet(document(text)).read().countries == ("SYR", "TUR", "RUS")


def _quote(text: str, content: str) -> Sheet:
    sheet = Sheet(document(text))
    sheet.tag("quote", sheet.at(content), 2)
    return sheet


@pytest.mark.parametrize(
    ("text", "tagged", "span", "cue"),
    [
        ('"We will not leave," Karam said.', '"We will not leave,"', "We will not leave,", "said"),
        ("“We will not leave,” Karam said.", "“We will not leave,”", "We will not leave,", "said"),
        ("Karam warned that they would not leave.", "that they would not leave", "that they would not leave", "warned"),
        ('Karam said it was "a grave error" to leave.', '"a grave error" to leave', '"a grave error" to leave', "said"),
        ('Karam called it "a grave error".', "it “a grave error".replace("“", '"'), 'it "a grave error"', "called"),
        ('Karam called it "a grave error".', '"a grave error"', "a grave error", "called"),
        ("According to Karam, they left.", ", they left", "they left", "According"),
        ("They left.\nKaram said nothing more.", "They left", "They left", None),
    ],
)
def test_the_content_of_a_quotation_and_its_cue(text: str, tagged: str, span: str, cue: str | None) -> None:
    (quotation,) = _quote(text, tagged).read().quotations
    assert quotation.span.text == span
    assert (quotation.cue and quotation.cue.text) == cue


def test_a_quotation_of_one_character_is_none() -> None:
    assert _quote('He said "a" twice.', '"a"').read().quotations == ()


def test_speaker_and_addressee_are_two_mentions_outside_the_content() -> None:
    sheet = _quote('Karam told Hadi: "The army left us here."', '"The army left us here."')
    content, karam, hadi = sheet.at('"The army left us here."'), sheet.filler("Karam"), sheet.filler("Hadi")
    sheet.link("speaker", content, sheet.filler("The army"), 30.0)
    sheet.link("speaker", content, karam)
    sheet.link("addressee", content, karam, 20.0)
    sheet.link("addressee", content, hadi)
    (quotation,) = sheet.read().quotations
    assert quotation.speaker is not None
    assert quotation.speaker.span.text == "Karam"
    assert quotation.addressee is not None
    assert quotation.addressee.span.text == "Hadi"


def _toll() -> Sheet:
    return Sheet(document("At least 12 people were killed in Idlib in 2019, Karam said. Some 40 trucks came."))


def test_a_figure_takes_its_kind_from_the_model_and_its_value_from_the_rules() -> None:
    sheet = _toll()
    toll = sheet.at("At least 12 people")
    for word in range(toll[0], toll[1] + 1):
        sheet.say("figure", word, labels.FIGURE_KINDS.index(FigureKind.KILLED))
    (bare,) = sheet.read().figures
    assert (bare.place, bare.period, bare.source) == (None, None, None)
    start, end = (next(i for i, w in enumerate(sheet.words.words) if at in (w.start, w.end)) for at in (
        bare.span.start, bare.span.end))  # fmt: skip
    sheet.link("figure_place", (start, end), sheet.filler("Idlib", kind="place"))
    sheet.link("figure_source", (start, end), sheet.filler("Karam"))
    sheet.link("figure_period", (start, end), sheet.at("2019"))
    (figure,) = sheet.read().figures
    assert (figure.kind, figure.low, figure.high, figure.unit) == (FigureKind.KILLED, 12, None, "people")
    assert figure.place is not None
    assert figure.place.text == "Idlib"
    assert figure.source is not None
    assert figure.source.span.text == "Karam"
    assert figure.period is not None
    assert figure.period.start == "2019"
    assert figure.confidence > 0.99


def test_a_quantity_that_the_model_does_not_want_is_no_figure() -> None:
    assert _toll().read().figures == ()


def test_mentions_have_kinds_and_do_not_overlap() -> None:
    sheet = Sheet(document("On Monday the Syrian army met Walid Karam of Ruritanian Aid in Aleppo, a mayor said."))
    for string, tag in (("Syrian", "NORP"), ("Walid Karam", "PER"), ("Ruritanian Aid", "ORG"), ("Monday", "DATE")):
        sheet.tag("name", sheet.at(string), labels.NAME_TAGS.index(tag))
    sheet.filler("Walid Karam")
    sheet.filler("a mayor")
    sheet.filler("Aleppo", kind="place")
    found = [(m.span.text, m.kind) for m in sheet.read().mentions]
    assert found == [
        ("Monday", MentionKind.TIME),
        ("Syrian", MentionKind.GROUP),
        ("Walid Karam", MentionKind.PERSON),
        ("Ruritanian Aid", MentionKind.ORGANISATION),
        ("Aleppo", MentionKind.PLACE),
        ("a mayor", MentionKind.ROLE),
    ]


def test_mentions_only_where_asked_for() -> None:
    sheet = _raid()
    assert sheet.read().mentions
    assert decode(sheet.scores(), sheet.document, Thresholds()).mentions == ()


@pytest.mark.parametrize("text", ["", " \n\u00a0"])
def test_no_words_no_annotations(text: str) -> None:
    assert all(not getattr(Sheet(document(text)).read(), name) for name in ("events", "quotations", "figures"))


def _noise(text: str, seed: int) -> Sheet:
    """A network that answers at random, with some beginnings and many links."""
    sheet = Sheet(document(text))
    draw = np.random.default_rng(seed)
    sheet.heads = draw.normal(scale=3.0, size=sheet.heads.shape).astype(np.float32)
    for part in labels.head_slices().values():
        sheet.heads[:, part.start] += 4.0
    for side in ("query", "start", "end"):
        setattr(sheet, side, draw.normal(scale=3.0, size=sheet.query.shape).astype(np.float32))
    return sheet


@given(st.one_of(spoiled(), wrecked()), st.integers(0, 1000))
@settings(max_examples=20, deadline=None)
def test_whatever_the_network_says_each_span_is_the_text_there(text: str, seed: int) -> None:
    sheet = _noise(text, seed)
    annotations = sheet.read()
    assert all(sheet.document.text[s.start : s.end] == s.text and s.text for s in spans(annotations))
    reading = build(sheet.document, annotations)
    assert_spans_hold(reading)
    assert_ids_differ(reading)
    for event in annotations.events:
        assert not {a.span for a in event.actors} & {a.span for a in event.recipients}
        assert event.anchor not in event.also
        assert event.source is None or event.source.span not in {a.span for a in event.actors}


@given(st.floats(0, 1), st.floats(-5, 5), st.floats(-5, 5))
def test_a_confidence_is_a_share_with_three_decimals(raw: float, slope: float, offset: float) -> None:
    found = Calibration(slope, offset)(raw)
    assert 0.0 <= found <= 1.0
    assert round(found, 3) == found


def test_confidences_are_calibrated_by_kind() -> None:
    thresholds = Thresholds(calibration={"event": Calibration(1.0, -30.0)})
    assert thresholds.confidence("event", 0.9) == 0.0
    assert thresholds.confidence("figure", 0.9) == 0.9
