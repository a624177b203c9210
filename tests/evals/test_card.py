"""The model card: everything from figures and manifest, sorted, and no data set without its licence."""

import json
from dataclasses import replace

import pytest

from evals.card import card, page
from evals.failures import Failure
from evals.metrics import score_document
from evals.report import Measure, Report, build_report
from evals.results import Folds, Results, manifest
from evals.sources import UnknownSource, source_of
from tests.evals.build import full_gold, perfect

MADE: dict[str, object] = {
    "version": "abc123",
    "base": {"model": "small", "sha256": "f00"},
    "documents": {"authored": 7, "real": 5},
    "digests": {"srl/ewt_propbank.train": "d1", "authored": "d2"},
    "versions": {"numpy": "2"},
}


def measure(name: str, value: float, gold: int, **more: object) -> Measure:
    found = Measure(name, value, value - 0.1, value + 0.1, value, value, gold, gold)
    return replace(found, **more)  # type: ignore[arg-type]  # a test names real fields


def report(name: str = "dev real") -> Report:
    made = build_report(name, [score_document(full_gold(), perfect(full_gold()))])
    types = (measure("type.AID", 0.4, 20), measure("type.AGREE", 0.9, 12), measure("type.PROTEST", 1.0, 3))
    fields = {
        "events.status": measure("events.status", 0.9, 9, constant=0.95, constant_value="actual", others=1),
        "events.date": measure("events.date", 0.8, 9, constant=0.5, constant_value="none", others=4),
    }
    return replace(made, types=types, measures=tuple(fields.get(one.name, one) for one in made.measures))


FAILURE = Failure("event missed", "au-1", "They *met* | in <Oslo>\nlater", 5, 10, "CONSULT, a_b to nobody", "nothing")
RESULTS = Results("abc123", (report(), report("dev authored")), {}, (FAILURE,))


def test_types_are_sorted_and_rare_ones_set_apart() -> None:
    text = card(RESULTS, None, MADE, 22_000_000)
    assert text.index("| AGREE | 0.900 (0.800 to 1.000)") < text.index("| AID | 0.400 (0.300 to 0.500)")
    assert "| PROTEST |" not in text
    assert "Too few gold events to say: PROTEST (3)." in text


def test_fields_are_sorted_by_what_they_gain_over_the_constant_answer() -> None:
    text = card(RESULTS, None, MADE, 22_000_000)
    assert text.index("| date | 0.800 (0.700 to 0.900) | 0.500 (none) | +0.300 |") < text.index("| status | 0.900")
    assert "| 0.950 (actual) | -0.050 |" in text


def test_strengths_come_from_the_cross_validation_where_there_is_one() -> None:
    assert "## Strong and weak: dev real\n" in card(RESULTS, None, MADE, 1)
    text = card(RESULTS, Folds(report("5 folds real"), ()), MADE, 1)
    assert "## Strong and weak: 5 folds real\n\nSorted from the figures of 1 documents." in text
    assert "## Strong and weak: dev real\n" not in text
    assert "in 5 folds real the F1 of events with their type is 1.000" in text


def test_data_have_licence_and_digest() -> None:
    text = card(RESULTS, None, MADE, 22_100_000)
    assert "| srl/ewt_propbank.train | PropBank frames over UD English-EWT | CC BY-SA 4.0 | `d1` |" in text
    assert "Labelled dispatches: 7 authored, 5 real." in text
    assert "22.1 MB" in text


def test_a_data_set_without_a_licence_stops_the_card() -> None:
    with pytest.raises(UnknownSource, match=r"web/scrape: no licence is known; add it to evals/sources\.py"):
        card(RESULTS, None, MADE | {"digests": {"web/scrape": "d"}}, 1)
    with pytest.raises(UnknownSource):
        source_of("realistic")


def test_examples_show_the_words_and_no_stray_markup() -> None:
    text = card(RESULTS, None, MADE, 1)
    row = r"| event missed | They **\*met\*** / in \<Oslo> later | CONSULT, a\_b to nobody | nothing | au-1 |"
    assert row in text


def test_the_shipped_manifest_names_only_known_sources() -> None:
    digests = manifest()["digests"]
    assert isinstance(digests, dict)
    assert digests
    assert all(source_of(name).licence for name in digests)
    assert str(manifest()["version"]) in page(RESULTS, None)


def test_the_same_results_give_the_same_page() -> None:
    again = json.loads(json.dumps(MADE))
    assert card(RESULTS, None, MADE, 1) == card(RESULTS, None, again, 1)
