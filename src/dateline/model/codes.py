"""The closed code lists: exactly the members of the annotation guide and PLOVER. An unknown member is an error."""

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class EventType(StrEnum):
    """The 16 PLOVER event types."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Status(StrEnum):
    """Whether the act happened, or in which way it is only spoken of."""

    ACTUAL = "actual"
    PLANNED = "planned"
    THREATENED = "threatened"
    CALLED_FOR = "called_for"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class Time(StrEnum):
    """News, or told as context."""

    CURRENT = "current"
    BACKGROUND = "background"


class Sector(StrEnum):
    """What part of society an actor belongs to (annotation guide; HLT is health, MED is media)."""

    GOV = "GOV"
    MIL = "MIL"
    PRM = "PRM"
    COP = "COP"
    SPY = "SPY"
    JUD = "JUD"
    LEG = "LEG"
    PTY = "PTY"
    OPP = "OPP"
    REB = "REB"
    UAF = "UAF"
    CRM = "CRM"
    CVL = "CVL"
    REF = "REF"
    LAB = "LAB"
    BUS = "BUS"
    EDU = "EDU"
    REL = "REL"
    HLT = "HLT"
    MED = "MED"
    NGO = "NGO"
    IGO = "IGO"


class QuotationKind(StrEnum):
    """Words in marks, a reported clause with marks in it, or a reported clause without."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class FigureKind(StrEnum):
    """What is counted."""

    DISPLACED = "displaced"
    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    REFUGEES = "refugees"
    AFFECTED = "affected"
    IN_NEED = "in_need"
    HOMES_DESTROYED = "homes_destroyed"
    TROOPS = "troops"
    AID_MONEY = "aid_money"
    OTHER = "other"


class Qualifier(StrEnum):
    """How the words bound the number."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    ABOUT = "about"
    UP_TO = "up_to"
    NEARLY = "nearly"
    MORE_THAN = "more_than"
    VAGUE = "vague"


class AgreementStatus(StrEnum):
    """How a deal stands, as the text has it."""

    PROPOSED = "proposed"
    REACHED = "reached"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    IMPLEMENTED = "implemented"
    EXTENDED = "extended"
    SUSPENDED = "suspended"
    VIOLATED = "violated"
    COLLAPSED = "collapsed"
    REJECTED = "rejected"


class DatePrecision(StrEnum):
    """How exactly a date is known; nothing is ever padded to a day."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class PlacePrecision(StrEnum):
    """What size of place the words name."""

    SITE = "site"
    TOWN = "town"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"


class MentionKind(StrEnum):
    """What a mention names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    GROUP = "group"
    PLACE = "place"
    ROLE = "role"
    TIME = "time"


# Quad class and intensity of each type (PLOVER 2.0 draft; SANCTION as material conflict, ACCUSE at -2: settled here).
_E = EventType
QUAD: Final = MappingProxyType(
    {
        _E.AGREE: 1, _E.CONSULT: 1, _E.SUPPORT: 1, _E.CONCEDE: 1,
        _E.COOPERATE: 2, _E.AID: 2, _E.RETREAT: 2,
        _E.REQUEST: 3, _E.ACCUSE: 3, _E.REJECT: 3, _E.THREATEN: 3,
        _E.PROTEST: 4, _E.SANCTION: 4, _E.MOBILIZE: 4, _E.COERCE: 4, _E.ASSAULT: 4,
    }
)  # fmt: skip
INTENSITY: Final = MappingProxyType(
    {
        _E.AGREE: 2.5, _E.CONSULT: 2.5, _E.SUPPORT: 5.0, _E.CONCEDE: 4.5,
        _E.COOPERATE: 9.5, _E.AID: 10.0, _E.RETREAT: 6.5,
        _E.REQUEST: 0.0, _E.ACCUSE: -2.0, _E.REJECT: -2.0, _E.THREATEN: -3.5,
        _E.PROTEST: -5.0, _E.SANCTION: -6.0, _E.MOBILIZE: -5.5, _E.COERCE: -7.0, _E.ASSAULT: -9.0,
    }
)  # fmt: skip

# Modes of each type with their scores (PLOVER 2.0 draft, score table); None where the table gives none.
MODES: Final = MappingProxyType(
    {
        _E.CONSULT: {"visit": 4.0, "third-party": 1.0, "multilateral": 4.0, "phone": 1.5},
        _E.RETREAT: {
            "withdraw": 8.0, "release": 6.5, "disarm": 10.0, "ceasefire": 7.5, "access": 6.5, "resign": 4.5,
        },
        _E.REQUEST: {"assist": 0.5, "change": -1.0, "yield": -1.0, "meet": 0.0},
        _E.ACCUSE: {"disapprove": -2.0, "investigate": -3.5, "allege": -3.5},
        _E.REJECT: {"assist": -1.5, "change": -2.0, "yield": -2.0, "meet": -2.0},
        _E.THREATEN: {
            "restrict": -3.0, "arrest": -3.5, "relations": -3.5, "expel": -3.5, "territory": -4.0, "violence": -3.5,
        },
        _E.PROTEST: {
            "demo": -5.0, "riot": -7.0, "strike": -5.0, "hunger": -4.5, "boycott": -4.5, "obstruct": -4.5,
            "vandalize": None,
        },
        _E.SANCTION: {"convict": -6.0, "expel": -5.5, "withdraw": -6.0, "discontinue": -6.0},
        _E.MOBILIZE: {"troops": -6.5, "weapons": -6.5, "police": -5.5, "militia": -6.0},
        _E.COERCE: {
            "seize": -7.0, "restrict": -7.0, "censor": -6.5, "curfew": -6.5, "martial-law": -7.5, "arrest": -7.0,
            "deport": -7.0, "withhold": -7.0, "misinformation": -6.5, "cyber": -7.0,
        },
        _E.ASSAULT: {
            "abduct": -8.5, "beat": -7.5, "torture": -8.5, "sexual": -8.5, "targeted": -9.5, "destroy": -8.5,
            "primitive": -8.0, "firearms": -9.0, "explosives": -9.0, "suicide-attack": -9.5, "aerial": -9.5,
            "drone": -9.5, "heavy-weapons": -9.5, "crowd-control": -7.5, "unconventional": -10.0,
        },
    }
)  # fmt: skip

# The 37 PLOVER contexts.
CONTEXTS: Final = frozenset(
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy "
    "economic legal reparations human_rights rights_freedoms repression human_security gender lgbt "
    "religion_ethnicity inequality diplomatic territory peacekeeping health asylum migration disasters "
    "natural_resource environment technology terrorism cbrn cyber misinformation crime corruption illegal_drugs "
    "trafficking".split()
)
