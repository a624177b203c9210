"""Words that say what a quantity counts: an addition to the network's scores, stronger the nearer the word stands."""

import math
import re
from typing import Final

import numpy as np

from dateline.annotate import labels
from dateline.annotate.numbers import Quantity
from dateline.annotate.scores import Floats
from dateline.model.codes import FigureKind
from dateline.text.openings import Openings

_K = FigureKind
_WORDS: Final = {
    _K.KILLED: r"kill(?:s|ed|ing)?|dead|deaths?|died|dies|bodies|corpses|drowned|slain|shot dead|executed|beheaded|"
    r"death toll|fatalities|lives|murdered|massacred|perished|hanged",
    _K.INJURED: r"injur(?:ed|ies|ing)|wound(?:ed|s|ing)|hurt|hospitali[sz]ed|maimed",
    _K.MISSING: r"missing|unaccounted|disappeared",
    _K.DETAINED: r"detain(?:ed|ees?|ing)|arrest(?:ed|s|ing)?|prisoners?|hostages?|captives?|abducted|kidnapped|jailed|"
    r"imprisoned|captured|freed|released|inmates|swap|exchange[ds]?|in custody|sentenced|held",
    _K.DISPLACED: r"displaced|fled|flee(?:ing)?|homeless|evacuat(?:ed|ion|ing)|uprooted|left their homes|"
    r"driven from|away from (?:their )?homes?|forced from|camps?|returned home",
    _K.REFUGEES: r"refugees?|asylum|crossed (?:over|into|the border)|migrants|returnees|repatriat(?:ed|ion)|"
    r"taken refuge|shelters?|across the border|deported",
    _K.AFFECTED: r"affected|besieged|trapped|stranded|cut off|without (?:power|electricity|water)|under siege",
    _K.IN_NEED: r"in need|need (?:of )?(?:help|aid|food|assistance)|hungry?|hunger|famine|starv(?:ing|ation)|"
    r"food insecur\w+|rely on|reached with|rations?|malnourished|beneficiaries",
    _K.HOMES_DESTROYED: r"(?:homes?|houses?|buildings?|dwellings|shelters|roofs?)(?: \w+){0,4} (?:were |was |been )?"
    r"(?:destroyed|damaged|burn(?:ed|t)|demolished|razed|flattened|ruined)|"
    r"(?:destroyed|damaged|burn(?:ed|t)|demolished|razed|flattened|tore)(?: \S+){0,4} (?:homes|houses|buildings)",
    _K.TROOPS: r"troops?|soldiers|fighters|militants|officers|gendarmes|peacekeepers|policemen|police|marines|rebels|"
    r"combatants|guards(?:men)?|personnel|advisers|mercenaries|reservists|deploy(?:ed|ing|ment)?",
    _K.AID_MONEY: r"aid|grants?|loans?|pledg(?:e[ds]?|ing)|relief|donat(?:ed|ions?)|fund(?:s|ing)?|assistance|"
    r"appeal(?:ed)?|contribut(?:ed|ions?)|debt|support",
}
_PATTERNS: Final = {kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for kind, words in _WORDS.items()}
_OPENINGS: Final = Openings(_WORDS)
_REACH: Final = 80
_STRENGTH: Final = 2.0
_MONEY_KINDS: Final = frozenset({None, _K.AID_MONEY, _K.OTHER})
_PEOPLE_UNITS: Final = frozenset({"people", "families", "households", "%"})
_NEVER: Final = -20.0


def hints(text: str, quantity: Quantity, sentence: tuple[int, int]) -> Floats:
    """An addition to the scores of the figure kinds, in the order of `labels.FIGURE_KINDS`.

    The nearest word of a kind counts, by e^(-distance/30) in code points, within its sentence; money is aid or another
    sum and never people, and people are never money.
    """
    low = max(sentence[0], quantity.start - _REACH)
    high = min(sentence[1], quantity.end + _REACH)
    possible = _OPENINGS.possible(text[low:high])
    values = [_hint(kind, text, quantity, low, high) if kind in possible else 0.0 for kind in labels.FIGURE_KINDS]
    is_people = quantity.unit in _PEOPLE_UNITS
    for i, kind in enumerate(labels.FIGURE_KINDS):
        money = not is_people and quantity.unit != "homes"
        if (money and kind not in _MONEY_KINDS) or (is_people and kind is _K.AID_MONEY and quantity.unit != "%"):
            values[i] = _NEVER
    return np.array(values, dtype=np.float32)


def _hint(kind: FigureKind, text: str, quantity: Quantity, low: int, high: int) -> float:
    pattern = _PATTERNS[kind]
    start, end = quantity.start, quantity.end
    gaps = (max(start - found.end(), found.start() - end, 0) for found in pattern.finditer(text, low, high))
    nearest = min(gaps, default=None)
    return 0.0 if nearest is None else _STRENGTH * math.exp(-nearest / 30)
