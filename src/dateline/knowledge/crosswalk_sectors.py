"""Our sectors in the words of other codebooks: PLOVER 2.0, CAMEO's roles, ACLED's classes of actors.

The other systems draw their lines elsewhere, so not every way there leads back.
"""

from types import MappingProxyType
from typing import Final

from dateline.model.codes import EventType, Sector

_S = Sector
# Sector -> the code in PLOVER 2.0, where MED is health and JRN the media; organisations are no sector there.
_PLOVER: Final = MappingProxyType({s: s.value for s in Sector} | {_S.HLT: "MED", _S.MED: "JRN"})
_FROM_PLOVER: Final = MappingProxyType(
    {code: sector for sector, code in _PLOVER.items()} | {"AGR": _S.CVL, "SOC": _S.CVL, "ELI": _S.GOV, "PRE": _S.REB}
)
# CAMEO has no paramilitaries (rebels or the army by allegiance) and calls health HLH.
_CAMEO: Final = MappingProxyType({s: s.value for s in Sector} | {_S.HLT: "HLH", _S.PRM: "UAF"})
_FROM_CAMEO: Final = MappingProxyType(
    {s.value: s for s in Sector}
    | {
        "HLH": _S.HLT, "INS": _S.REB, "SEP": _S.REB, "RAD": _S.REB, "IMG": _S.REB, "ELI": _S.GOV, "AGR": _S.CVL,
        "ENV": _S.NGO, "DEV": _S.NGO, "HRI": _S.NGO, "NGM": _S.NGO, "MNC": _S.BUS, "STU": _S.EDU,
    }
)  # fmt: skip
# ACLED's classes: 1 state forces, 2 rebels, 3 political militias, 4 identity militias, 5 rioters, 6 protesters,
# 7 civilians, 8 external and other forces. Gangs and unidentified armed groups are political militias there.
ACLED_CLASSES: Final = MappingProxyType(
    {
        1: "State Forces", 2: "Rebel Group", 3: "Political Militia", 4: "Identity Militia", 5: "Rioters",
        6: "Protesters", 7: "Civilians", 8: "External/Other Forces",
    }
)  # fmt: skip
_STATE: Final = frozenset({_S.GOV, _S.MIL, _S.COP, _S.SPY, _S.JUD, _S.LEG})
_ARMED: Final = MappingProxyType({_S.REB: 2, _S.PRM: 3, _S.UAF: 3, _S.CRM: 3})
_FROM_ACLED: Final = MappingProxyType(
    {1: _S.MIL, 2: _S.REB, 3: _S.PRM, 4: _S.PRM, 5: _S.CVL, 6: _S.CVL, 7: _S.CVL, 8: _S.MIL}
)


def to_plover(sector: Sector | str) -> str:
    """The PLOVER 2.0 code of a sector."""
    return _PLOVER[Sector(sector)]


def from_plover(code: str) -> Sector | None:
    """The sector of a PLOVER 2.0 code; None for UNK and what is no code."""
    return _FROM_PLOVER.get(code)


def to_cameo(sector: Sector | str) -> str:
    """The CAMEO role of a sector."""
    return _CAMEO[Sector(sector)]


def from_cameo(role: str) -> Sector | None:
    """The sector of a CAMEO role, primary or secondary; None for religions, ethnic groups and what is no role."""
    return _FROM_CAMEO.get(role)


def to_acled(
    sector: Sector | str, event: EventType | str | None = None, riot: bool = False, abroad: bool = False
) -> int:
    """ACLED's class of an actor; who takes part in a PROTEST is a protester, or a rioter in a riot.

    `abroad` says that the event is not in the actor's own country. International organisations count by their forces.
    """
    kind = Sector(sector)
    if kind in _STATE:
        return 8 if abroad else 1
    if kind is _S.IGO:
        return 8
    if kind in _ARMED:
        return _ARMED[kind]
    if event is not None and EventType(event) is EventType.PROTEST:
        return 5 if riot else 6
    return 7


def from_acled(number: int) -> Sector | None:
    """The sector nearest to one of ACLED's classes; None for a number that is none."""
    return _FROM_ACLED.get(number)
