"""The label sets of the model's heads, in the order of its outputs. A change here needs new weights."""

from typing import Final

from dateline.model.codes import EventType, FigureKind, Sector, Status, Time

EVENT_TYPES: Final = tuple(EventType)
STATUSES: Final = tuple(Status)
TIMES: Final = tuple(Time)
SECTORS: Final = (None, *Sector)
FIGURE_KINDS: Final = (None, *FigureKind)

# BIO tags: 0 outside, 1 inside, 2.. the beginnings.
EVENT_TAGS: Final = ("O", "I", *EVENT_TYPES)
FILLER_TAGS: Final = ("O", "I", "actor", "place")
QUOTE_TAGS: Final = ("O", "I", "quote")
NAME_TAGS: Final = ("O", "I", "PER", "ORG", "GPE", "LOC", "NORP", "MIL", "DATE")

HEADS: Final = (
    ("event", len(EVENT_TAGS)),
    ("first", 2),
    ("status", len(STATUSES)),
    ("time", len(TIMES)),
    ("filler", len(FILLER_TAGS)),
    ("sector", len(SECTORS)),
    ("quote", len(QUOTE_TAGS)),
    ("figure", len(FIGURE_KINDS)),
    ("name", len(NAME_TAGS)),
)
"""Word-level heads and their sizes, concatenated in this order in the output `words`."""

RELATIONS: Final = (
    "actor",
    "recipient",
    "place",
    "source",
    "date",
    "speaker",
    "addressee",
    "figure_place",
    "figure_period",
    "figure_source",
    "country",
    "same",
)
"""Pair scorers: from an anchor (event, quotation, figure, mention) to a word that begins or ends the other side."""

EVENT_RELATIONS: Final = ("actor", "recipient", "place", "source")
QUOTE_RELATIONS: Final = ("speaker", "addressee")
FIGURE_RELATIONS: Final = ("figure_place", "figure_source")

RELATION_SIZE: Final = 48
"""Dimensions of each pair scorer's query and key."""

DISTANCES: Final = (-400, -200, -100, -50, -25, -12, -6, -3, -1, 0, 1, 3, 6, 12, 25, 50, 100, 200, 400)
"""Upper edges (inclusive) of the word-distance buckets of the pair scorers; one more bucket lies above the last."""

SENTENCES: Final = (-4, -2, -1, 0, 1, 3)
"""Upper edges (inclusive) of the sentence-distance buckets; one more lies above the last."""


def head_slices() -> dict[str, slice]:
    """Where each head's scores stand in the output `words`."""
    slices = {}
    start = 0
    for name, size in HEADS:
        slices[name] = slice(start, start + size)
        start += size
    return slices
