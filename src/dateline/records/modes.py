"""Mode, contexts and intensity of an event, by the words in its sentence."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.model.codes import INTENSITY, MODES, EventType
from dateline.text.openings import Openings

_NEAR: Final = 60  # code points to either side of the anchor in which a word may tell the mode
_CLAUSE_END: Final = re.compile(r"[;:—]|,? (?:but|while|whereas|although|though) ")


@dataclass(frozen=True, slots=True)
class _Rule:
    mode: str
    anchor: re.Pattern[str] | None
    near: re.Pattern[str] | None


def mode_of(event_type: EventType, sentence: str, anchor_start: int, anchor_end: int) -> str | None:
    """The PLOVER mode that the anchor or its clause names, a key of `MODES[event_type]`; None if no word tells it.

    The offsets are those of the anchor in `sentence`, in code points.
    """
    rules = _rules().get(event_type, ())
    if not rules:
        return None
    anchor = sentence[anchor_start:anchor_end]
    near = _clause(sentence, anchor_start, anchor_end)
    for rule in rules:
        if (rule.anchor is None or rule.anchor.search(anchor)) and (rule.near is None or rule.near.search(near)):
            return rule.mode
    return None


def contexts_of(sentence: str) -> tuple[str, ...]:
    """The PLOVER contexts that the sentence names by an unmistakable word, sorted; empty where there is none."""
    patterns = _contexts()
    return tuple(sorted(context for context in _openings().possible(sentence) if patterns[context].search(sentence)))


def intensity_of(event_type: EventType, mode: str | None) -> float:
    """The score from -10 (worst conflict) to +10 (most cooperation): the mode's, or the type's where that has none."""
    of_modes = MODES.get(event_type)
    score = of_modes.get(mode) if isinstance(of_modes, dict) else None
    return score if isinstance(score, float) else INTENSITY[event_type]


def _clause(sentence: str, start: int, end: int) -> str:
    """The anchor with up to `_NEAR` code points on either side, cut where a contrasting clause begins or ends."""
    before = sentence[max(0, start - _NEAR) : start]
    after = sentence[end : end + _NEAR]
    breaks = list(_CLAUSE_END.finditer(before))
    if breaks:
        before = before[breaks[-1].end() :]
    stop = _CLAUSE_END.search(after)
    return before + sentence[start:end] + (after[: stop.start()] if stop else after)


def _compile(words: str | None) -> re.Pattern[str] | None:
    return None if words is None else _whole_words(words)


def _whole_words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _rules() -> dict[EventType, tuple[_Rule, ...]]:
    table = tomllib.loads(_data("modes.toml"))
    return {
        EventType(name): tuple(
            _Rule(rule["mode"], _compile(rule.get("anchor")), _compile(rule.get("near"))) for rule in rules
        )
        for name, rules in table.items()
    }


@cache
def _context_words() -> dict[str, str]:
    return {name: str(words) for name, words in tomllib.loads(_data("contexts.toml")).items()}


@cache
def _contexts() -> dict[str, re.Pattern[str]]:
    return {name: _whole_words(words) for name, words in _context_words().items()}


@cache
def _openings() -> Openings[str]:
    return Openings(_context_words())


def _data(name: str) -> str:
    return files("dateline.records").joinpath("data", name).read_text(encoding="utf-8")
