"""CAMEO codes and their Goldstein scores for PLOVER types and modes.

From the crosswalk that the PLOVER project publishes (CAMEO2PLOVER-2021, codes as facts), read backwards: of several
codes that became one mode the one above them is taken, and none where they have no root in common.
"""

from types import MappingProxyType
from typing import Final

from dateline.export.shapes.common import ARMED, CIVILIAN
from dateline.model.codes import EventType, Sector

_E = EventType
_OF_TYPE: Final = MappingProxyType(
    {
        _E.AGREE: "030", _E.CONSULT: "040", _E.SUPPORT: "050", _E.COOPERATE: "060", _E.AID: "070", _E.CONCEDE: "080",
        _E.RETREAT: "080", _E.ACCUSE: "110", _E.REJECT: "120", _E.THREATEN: "130", _E.PROTEST: "140",
        _E.MOBILIZE: "150", _E.SANCTION: "160", _E.COERCE: "170",
    }
)  # fmt: skip
_OF_MODE: Final = MappingProxyType(
    {
        (_E.CONSULT, "phone"): "041", (_E.CONSULT, "visit"): "042", (_E.CONSULT, "third-party"): "044",
        (_E.RETREAT, "release"): "084", (_E.RETREAT, "access"): "086", (_E.RETREAT, "disarm"): "087",
        (_E.RETREAT, "withdraw"): "087", (_E.RETREAT, "ceasefire"): "0871",
        (_E.ACCUSE, "investigate"): "090", (_E.ACCUSE, "disapprove"): "111", (_E.ACCUSE, "allege"): "112",
        (_E.REJECT, "yield"): "124", (_E.REJECT, "meet"): "125",
        (_E.THREATEN, "expel"): "136", (_E.THREATEN, "violence"): "138", (_E.THREATEN, "territory"): "1382",
        (_E.PROTEST, "demo"): "141", (_E.PROTEST, "hunger"): "142", (_E.PROTEST, "strike"): "143",
        (_E.PROTEST, "boycott"): "143", (_E.PROTEST, "obstruct"): "144", (_E.PROTEST, "riot"): "145",
        (_E.SANCTION, "discontinue"): "162", (_E.SANCTION, "expel"): "166",
        # A verdict is SANCTION here and 116, a verbal act, in CAMEO.
        (_E.SANCTION, "convict"): "",
        (_E.COERCE, "censor"): "1721", (_E.COERCE, "curfew"): "1723", (_E.COERCE, "martial-law"): "1724",
        (_E.COERCE, "arrest"): "173", (_E.COERCE, "deport"): "174",
        (_E.ASSAULT, "destroy"): "1712", (_E.ASSAULT, "crowd-control"): "175", (_E.ASSAULT, "targeted"): "180",
        (_E.ASSAULT, "abduct"): "181", (_E.ASSAULT, "beat"): "182", (_E.ASSAULT, "sexual"): "1821",
        (_E.ASSAULT, "torture"): "1822", (_E.ASSAULT, "explosives"): "183", (_E.ASSAULT, "suicide-attack"): "1831",
        (_E.ASSAULT, "firearms"): "193", (_E.ASSAULT, "heavy-weapons"): "194", (_E.ASSAULT, "aerial"): "195",
        (_E.ASSAULT, "drone"): "195", (_E.ASSAULT, "unconventional"): "200",
    }
)  # fmt: skip
# CAMEO tells an appeal from a demand, PLOVER does not; the word does.
_DEMANDS: Final = ("demand", "order", "ultimatum", "insist")
_APPEALS: Final = ("appeal", "urge", "urging", "call", "ask", "request", "plea", "invite")
GOLDSTEIN: Final = MappingProxyType(
    {
        "020": 3.0, "030": 4.0, "040": 1.0, "041": 1.0, "042": 1.9, "044": 2.5, "050": 3.5, "060": 6.0, "070": 7.0,
        "080": 5.0, "084": 7.0, "086": 9.0, "087": 9.0, "0871": 9.0, "090": -2.0, "100": -5.0, "110": -2.0,
        "111": -2.0, "112": -2.0, "120": -4.0, "124": -4.0, "125": -5.0, "130": -4.4, "136": -7.0, "138": -7.0,
        "1382": -7.0, "140": -6.5, "141": -6.5, "142": -6.5, "143": -6.5, "144": -7.5, "145": -7.5, "150": -7.2,
        "160": -4.0, "162": -5.6, "166": -7.0, "170": -7.0, "1712": -9.2, "1721": -5.0, "1723": -5.0, "1724": -5.0,
        "173": -5.0, "174": -5.0, "175": -9.0, "180": -9.0, "181": -9.0, "182": -9.5, "1821": -9.0, "1822": -9.0,
        "183": -10.0, "1831": -10.0, "190": -10.0, "193": -10.0, "194": -10.0, "195": -10.0, "200": -10.0,
    }
)  # fmt: skip


def event_code(type: EventType, mode: str | None, words: str, by: frozenset[Sector], on: frozenset[Sector]) -> str:
    """The CAMEO code; `words` are those of the act, `by` and `on` the sectors of the sides. "" where none is honest."""
    if mode is not None and (type, mode) in _OF_MODE:
        return _OF_MODE[type, mode]
    if type is EventType.REQUEST:
        return _request(words.casefold())
    if type is EventType.ASSAULT:
        return _attack(by, on)
    return _OF_TYPE[type]


def quad_class(code: str, type: EventType) -> int | None:
    """GDELT's class of the root, 1 to 4; of an attack without a code 4, since every root that fits has it."""
    if not code:
        return 4 if type is EventType.ASSAULT else None
    root = int(code[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


def _request(words: str) -> str:
    if any(word.startswith(_DEMANDS) for word in words.split()):
        return "100"
    return "020" if any(word.startswith(_APPEALS) for word in words.split()) else ""


def _attack(by: frozenset[Sector], on: frozenset[Sector]) -> str:
    """Armed sides fight (19), whoever attacks civilians assaults (18); without the sides it may be either."""
    if on and on <= CIVILIAN:
        return "180"
    return "190" if by and on and by <= ARMED and on <= ARMED else ""
