"""Words for both sides of a dispute or a meeting, and words for a body named before: "the two leaders", "the group"."""

import math
import re
from collections import Counter, defaultdict

from dateline.knowledge.actors import KnownActor
from dateline.knowledge.cues import CueKind
from dateline.knowledge.scene import Scene, stem
from dateline.knowledge.sectors import sector_of
from dateline.knowledge.tables import country_labels

_PARTIES = "sides?|parties|camps?|delegations|foes|rivals|enemies|negotiators|belligerents|adversaries|factions|groups"
_STATES = (
    r"leaders|presidents|governments|countries|neighbou?rs|nations|states|capitals|(?:(?:foreign|prime|defen[cs]e) )?"
    r"ministers|foreign secretaries|armies|militaries|heads of (?:state|government)|police forces|allies|powers"
)
_UNION = re.compile(
    rf"(?:(?:officials|leaders|representatives|delegations|negotiators|members) (?:of|from) )?(?:"
    rf"(?:both|each|the (?:two|same|opposing|warring|rival)|(?:the )?(?:two|warring|rival))(?: (?:warring|rival|main))?"
    rf" (?:of the )?(?P<two>{_PARTIES}|{_STATES})"
    rf"|(?:the|all) (?P<the>sides|parties|rivals|warring parties)|(?P<both>both))"
    rf"(?: (?:in|to) (?P<where>.+))?",
    re.IGNORECASE,
)
_STATE_NOUN = re.compile(_STATES, re.IGNORECASE)
_COUNTRIES = re.compile(r"countries|neighbou?rs|nations|states|allies|powers", re.IGNORECASE)
_OF_STATE = frozenset({None, "GOV", "MIL", "COP", "SPY", "LEG"})
_SIDED = frozenset({"REB", "PRM", "OPP", "PTY", "CRM", "UAF", "LAB"})
_FADES = 800.0
_ENOUGH = 0.5
# What a noun that says little may stand for again.
_AGAIN = {
    "group": "REB PRM OPP CRM NGO PTY", "movement": "REB OPP PTY", "faction": "REB OPP PTY", "militant": "REB",
    "organisation": "NGO IGO REB OPP", "organization": "NGO IGO REB OPP", "alliance": "IGO MIL REB", "bloc": "IGO",
    "agency": "IGO NGO MED", "council": "IGO", "network": "MED", "mission": "IGO", "body": "IGO", "watchdog": "NGO IGO",
    "party": "PTY", "charity": "NGO", "commission": "IGO",
}  # fmt: skip

Camp = tuple[str, str]


def sides(scene: Scene, words: str, at: int, forces: bool) -> list[KnownActor]:
    """The two sides that a phrase such as "both sides" stands for, as the text before it tells; [] if it is none.

    `forces` asks for armies where a state is a side.
    """
    union = _UNION.fullmatch(words.strip())
    if union is None:
        return []
    noun = union.group("two") or union.group("the") or ""
    if _STATE_NOUN.fullmatch(noun):
        sector = sector_of(noun) if not _COUNTRIES.fullmatch(noun) else None
        return [_side(country, sector) for country in _countries(scene, at)]
    within = scene.named(union.group("where")) if union.group("where") else None
    found = _camps(scene, at, within.country if within is not None else None)
    chosen = _opposed(found)
    if within is not None and len(chosen) < 2:
        chosen = [(within.country, "state"), (within.country, "REB")]
    if len(chosen) < 2:
        return []
    return [_side(country, _state(scene, country, forces) if kind == "state" else kind) for country, kind in chosen]


def _side(country: str, sector: str | None) -> KnownActor:
    prefix = sector.lower() if sector else "iso"
    return KnownActor(country_labels().get(country, country), country, sector, f"{prefix}:{country}")


def _countries(scene: Scene, at: int) -> list[str]:
    """The two countries most spoken of before a place; towns only tell where something happens."""
    score: defaultdict[str, float] = defaultdict(float)
    for cue in scene.states:
        if cue.start < at and cue.kind not in (CueKind.CITY, CueKind.REGION):
            score[cue.country] += math.exp((cue.start - at) / _FADES)
    found = sorted(score, key=lambda country: -score[country])[:2]
    return found if len(found) == 2 else []


def _camps(scene: Scene, at: int, within: str | None) -> Counter[Camp]:
    score: defaultdict[Camp, float] = defaultdict(float)
    for party in scene.parties:
        kind = "state" if party.sector in _OF_STATE else party.sector
        if kind is not None and (kind == "state" or kind in _SIDED) and within in (None, party.country):
            _add(score, (party.country, kind), at, party.start, 1.0)
    for cue in scene.states:
        if cue.kind in (CueKind.COUNTRY, CueKind.CAPITAL, CueKind.LEADER) and within in (None, cue.country):
            _add(score, (cue.country, "state"), at, cue.start, 0.6)
    return Counter({camp: round(1000 * value) for camp, value in score.items() if camp != ("INT", "state")})


def _opposed(found: Counter[Camp]) -> list[Camp]:
    """The two weightiest camps; beside a state rather an armed or political camp than a second state."""
    chosen = [camp for camp, _ in found.most_common(2)]
    if len(chosen) == 2 and all(kind == "state" for _, kind in chosen):
        within = [camp for camp in found if camp[1] in _SIDED and found[camp] > _ENOUGH * found[chosen[1]]]
        if within:
            return [chosen[0], max(within, key=lambda camp: found[camp])]
    return chosen


def _add(score: defaultdict[Camp, float], camp: Camp, at: int, start: int, weight: float) -> None:
    score[camp] += weight * math.exp(-abs(at - start) / _FADES) * (1.0 if start < at else 0.3)


def _state(scene: Scene, country: str, forces: bool) -> str:
    """Government or army, as the text speaks more of the one or the other."""
    told = Counter(party.sector for party in scene.parties if party.country == country)
    return "MIL" if forces or told["MIL"] > told["GOV"] else "GOV"


def again(scene: Scene, words: str, at: int) -> KnownActor | None:
    """The body named before that "the group" or "the agency" stands for; None for other words."""
    tokens = words.split()
    if len(tokens) < 2 or tokens[0].lower() not in ("the", "that", "this"):
        return None
    wanted = _AGAIN.get(stem(re.sub(r"['’]s$", "", tokens[-1])))
    if wanted is None or len(tokens) > 3:
        return None
    sectors = wanted.split()
    for cue in reversed(scene.cues):
        if cue.start < at and cue.kind is CueKind.ORGANISATION:
            known = scene.named(scene.words(cue))
            if known is not None and known.sector in sectors:
                return known
    return None
