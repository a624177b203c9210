import json
from dataclasses import replace

import pytest

from dateline.model.codes import Status
from evals.calibration import calibrate, operating_point
from evals.gold import GoldActor
from evals.metrics import Answer, score_document
from evals.report import build_report, constant_answer, interval
from evals.tables import report_tables
from tests.evals.build import event_of, full_gold, gold, gold_event, perfect, reading


def test_constant_answer_and_recall_on_the_others() -> None:
    answers = [Answer(None, True), Answer(None, True), Answer("Oslo", False), Answer("Larna", True)]
    found = constant_answer(answers)
    assert (found.value, found.accuracy, found.other_recall, found.others) == ("none", 0.5, 0.5, 2)
    assert constant_answer([Answer("actual", False)]).other_recall is None


def test_an_accuracy_stands_beside_the_constant_answer() -> None:
    document = gold([gold_event("condemned"), gold_event("raid"), gold_event("met", status=Status.PLANNED)])
    always = reading(document, [event_of(label, status=Status.ACTUAL) for label in document.events])
    report = build_report("test", [score_document(document, always)])
    (status,) = (measure for measure in report.measures if measure.name == "events.status")
    assert status.value == status.constant == pytest.approx(2 / 3)
    assert (status.constant_value, status.other_recall, status.others) == ("actual", 0.0, 1)


def test_interval_is_seeded_and_holds_the_value() -> None:
    above, below = [2, 0, 1, 3, 2, 1], [2, 2, 2, 4, 2, 3]
    low, high = interval(above, below)
    assert interval(above, below) == (low, high)
    assert low is not None
    assert high is not None
    assert low < sum(above) / sum(below) < high


def test_interval_without_anything_or_without_spread() -> None:
    assert interval([0, 0], [0, 0]) == (None, None)
    assert interval([2, 2], [2, 2]) == (1.0, 1.0)


def test_documents_add_up_before_the_ratio_is_taken() -> None:
    missed = gold([gold_event("condemned"), gold_event("raid"), gold_event("met")], doc_id="d2")
    found = gold([gold_event("condemned")])
    report = build_report("test", [score_document(found, perfect(found)), score_document(missed, reading(missed))])
    assert report.value("events.anchor") == pytest.approx(2 / 5)


def test_calibration_error_is_the_weighted_distance() -> None:
    points = [(0.95, True), (0.95, True), (0.95, False), (0.95, True), (0.15, False)]
    found = calibrate("events", points)
    assert [(part.low, part.count, part.accuracy) for part in found.curve] == [(0.1, 1, 0.0), (0.9, 4, 0.75)]
    assert found.error == pytest.approx((4 * 0.20 + 1 * 0.15) / 5)


def test_calibration_keeps_the_ends_of_the_scale() -> None:
    found = calibrate("events", [(1.0, True), (0.0, False)])
    assert [part.low for part in found.curve] == [0.0, 0.9]
    assert found.error == 0.0
    assert calibrate("events", []).error == 0.0


POINTS = [(0.9, True), (0.8, True), (0.8, False), (0.5, True), (0.3, False), (0.2, True)]


@pytest.mark.parametrize(
    ("recall", "threshold", "precision"),
    [(0.25, 0.9, 1.0), (0.5, 0.8, 2 / 3), (0.75, 0.5, 3 / 4), (1.0, 0.2, 4 / 6)],
)
def test_operating_point_takes_equal_confidences_together(recall: float, threshold: float, precision: float) -> None:
    found = operating_point(POINTS, 4, recall)
    assert (found.threshold, found.precision) == (threshold, pytest.approx(precision))


def test_a_recall_that_is_not_reached_has_no_operating_point() -> None:
    assert operating_point(POINTS, 10, 0.8).threshold is None
    found = calibrate("events", POINTS, 10)
    assert found.top_recall == pytest.approx(0.4)
    assert [point.precision for point in found.operating] == [None, None]
    assert calibrate("events", POINTS).operating == ()


def test_operating_points_stand_in_the_table() -> None:
    document = full_gold()
    table = report_tables(build_report("test", [score_document(document, perfect(document))]))
    assert "| events | 3 | 1.000 | 1.000 (1.000) | 1.000 (1.000) |" in table


def test_documents_are_grouped_by_source_and_region() -> None:
    scores = []
    for number, (source, code) in enumerate([("Wire", "TUR GOV")] * 3 + [("Post", "KEN GOV"), ("Star", "COD REB")]):
        document = gold([gold_event("condemned", actors=(GoldActor(None, code),))], doc_id=f"d{number}")
        document = replace(document, doc=replace(document.doc, source=source))
        scores.append(score_document(document, perfect(document) if source == "Wire" else reading(document)))
    report = build_report("test", scores)
    found = {(group.by, group.name): (group.documents, group.measures[1].recall) for group in report.groups}
    # One event also names GRC: two regions there, and the first by name wins where the votes are equal.
    assert found["source", "Wire"] == (3, 1.0)
    assert found["source", "2 others"] == (2, 0.0)
    assert sum(count for (by, _), (count, _) in found.items() if by == "region") == 5


def test_table_and_json_hold_the_same_figures() -> None:
    report = build_report("dev test", [score_document(full_gold(), perfect(full_gold()))], ["d9"])
    table = report_tables(report)
    assert "## dev test: 1 documents" in table
    assert "Without a reading, scored as empty: d9" in table
    assert "| event anchor and type F1 | 1.000 | 1.000 to 1.000 | 1.000 | 1.000 | 3 | 3 |  |  |" in table
    assert "| no event where there is none | - | - | - | - | 0 | 0 |  |  |" in table
    again = json.loads(json.dumps(report.to_json()))
    assert again["measures"][0]["value"] == 1.0
    assert again["missing"] == ["d9"]


def test_an_unknown_measure_is_an_error() -> None:
    with pytest.raises(KeyError):
        build_report("test", []).value("events.tpye")
