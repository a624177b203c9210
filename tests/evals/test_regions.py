"""Regions of codes and of labelled documents."""

from evals.gold import GoldActor, GoldAgreement
from evals.regions import NONE, geonames_id, region_of, region_of_document
from tests.evals.build import full_gold, gold, gold_event


def test_codes_have_a_region_and_an_id() -> None:
    assert region_of("SYR") == "Middle East and North Africa"
    assert region_of("INT") is None
    assert (geonames_id("FRA"), geonames_id("INT")) == ("3017382", None)


def test_the_region_named_by_most_events_wins() -> None:
    kenya = (GoldActor(None, "KEN GOV"), GoldActor(None, "KEN MIL"))
    france = (GoldActor(None, "FRA GOV"),)
    events = [
        gold_event("condemned", actors=kenya, recipients=()),
        gold_event("raid", actors=france, recipients=()),
        gold_event("met", actors=france, recipients=()),
    ]
    assert region_of_document(gold(events)) == "Europe"
    assert region_of_document(gold(events[:2])) == "Europe"  # equal votes: the first by name
    assert region_of_document(gold(events[:1])) == "Sub-Saharan Africa"


def test_a_document_without_a_country_has_no_region() -> None:
    body = gold_event("met", actors=(GoldActor(None, "INT IGO"),), recipients=())
    assert region_of_document(gold([body])) == region_of_document(gold()) == NONE
    deal = GoldAgreement("deal", ("JPN GOV", "INT IGO"), None, full_gold().agreements[0].status)
    assert region_of_document(gold([body], agreements=[deal])) == "East Asia and Pacific"
