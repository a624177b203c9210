"""The interface of the knowledge layer; the annotation stages import from here only."""

from dateline.knowledge.actors import KnownActor, code_of, known_actor
from dateline.knowledge.cues import CountryCue, CueKind, country_cues
from dateline.knowledge.gazetteer import GazetteerEntry
from dateline.knowledge.parties import known_actors
from dateline.knowledge.places import Resolution, Toponym, place, resolve
from dateline.knowledge.sectors import sector_of

__all__ = [
    "CountryCue",
    "CueKind",
    "GazetteerEntry",
    "KnownActor",
    "Resolution",
    "Toponym",
    "code_of",
    "country_cues",
    "known_actor",
    "known_actors",
    "place",
    "resolve",
    "sector_of",
]
