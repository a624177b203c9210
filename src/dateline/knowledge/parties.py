"""Phrases that name several actors at once: "the leaders of Ukraine and Russia", "the six world powers"."""

import re
from functools import cache, lru_cache

from dateline.knowledge.actors import KnownActor, known_actor, stripped
from dateline.knowledge.cues import CountryCue, CueKind, country_cues
from dateline.knowledge.sectors import sector_of
from dateline.knowledge.tables import country_labels, fold, rows

_BETWEEN = re.compile(r"\s*(?:,|,? ?and|,? ?or|/|-|–|&|as well as)\s*(?:the\s+)?", re.IGNORECASE)
_LISTED = frozenset({CueKind.COUNTRY, CueKind.DEMONYM, CueKind.CAPITAL})


@cache
def _collectives() -> dict[str, list[KnownActor]]:
    return {
        fold(stripped(name)): [_member(code, sector or None) for code in codes.split()]
        for names, codes, sector in rows("collectives_own.tsv")
        for name in names.split("|")
    }


def _member(code: str, sector: str | None) -> KnownActor:
    prefix = sector.lower() if sector else "iso"
    return KnownActor(country_labels().get(code, code), code, sector, f"{prefix}:{code}")


def known_actors(words: str, on: str | None = None) -> list[KnownActor]:
    """Every actor that the words name, in order; a single one as `known_actor` gives it; [] if none is known."""
    return list(_known_actors(words, on))


# The same words are asked for as often as a text repeats them.
@lru_cache(maxsize=4096)
def _known_actors(words: str, on: str | None) -> tuple[KnownActor, ...]:
    collective = _collectives().get(fold(stripped(words)))
    if collective is not None:
        return tuple(collective)
    listed = _coordinated(words, country_cues(words, on))
    if len(listed) > 1:
        sector = sector_of(words) or ("GOV" if all(c.kind is CueKind.CAPITAL for c in listed) else None)
        return tuple(_member(code, sector) for code in dict.fromkeys(c.country for c in listed))
    one = known_actor(words, on)
    return (one,) if one is not None else ()


def _coordinated(words: str, cues: list[CountryCue]) -> list[CountryCue]:
    """The run of country names joined by nothing but "and", commas or a hyphen; [] unless two countries are in it."""
    run: list[CountryCue] = []
    for cue in cues:
        if cue.kind not in _LISTED:
            continue
        if run and not _BETWEEN.fullmatch(words[run[-1].end : cue.start]):
            break
        run.append(cue)
    return run if len({c.country for c in run}) > 1 else []
