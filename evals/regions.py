"""Regions of the world for the tables, and which one a labelled document belongs to."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Final

from evals.gold import GoldDocument

TABLE: Final = Path(__file__).with_name("countries.tsv")
NONE: Final = "no country"


@cache
def _table() -> dict[str, tuple[str, str]]:
    """ISO3 -> (region, GeoNames id)."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {code: (region, number) for code, region, number in rows}


def region_of(code: str) -> str | None:
    """The region of an ISO3 code; None for INT and what is no country."""
    found = _table().get(code)
    return found[0] if found else None


def geonames_id(code: str) -> str | None:
    """The GeoNames id of a country by its ISO3 code."""
    found = _table().get(code)
    return found[1] if found else None


def region_of_document(gold: GoldDocument) -> str:
    """The region named most in the codes of its events and agreements; among equals the first by name.

    Each event counts once for a region, however many of its parties come from there.
    """
    votes: Counter[str] = Counter()
    for event in gold.events:
        votes.update(_regions([actor.code for actor in (*event.actors, *event.recipients)]))
    for agreement in gold.agreements:
        votes.update(_regions(agreement.parties))
    return min(votes, key=lambda region: (-votes[region], region), default=NONE)


def _regions(codes: list[str] | tuple[str, ...]) -> set[str]:
    found = (region_of(code.partition(" ")[0]) for code in codes)
    return {region for region in found if region is not None}
