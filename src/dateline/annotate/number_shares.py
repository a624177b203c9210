"""Shares of a whole: fractions ("two thirds") and ratios ("nine in ten", "four out of five"), read as per cent."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from dateline.annotate.number_lexicon import DENOMINATORS, MEASURES, MONTHS, SCALES, SHARED, SMALL, STATES
from dateline.annotate.number_words import Number, Tokens, is_digits

_ROUND: Final = frozenset({20, 25, 30, 50, 100, 1000, 10000})


def share(t: Tokens, i: int, *, qualified: bool) -> Number | None:
    """The share that starts at token `i`; `qualified` says that words like "nearly" stand before it.

    A bare "half" or "a third" is a share only where the words after or before it say so: "a third person died" is not.
    """
    return _ratio(t, i) or _fraction(t, i, qualified=qualified)


def percent(part: int, whole: int) -> Decimal:
    """Whole per cents: the words are rounder than a decimal place."""
    return (Decimal(part) * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP)


def _count(t: Tokens, i: int) -> int | None:
    word = t.word(i)
    if word in SMALL:
        return SMALL[word]
    if is_digits(word) and len(word) <= 6 and word.replace(",", "").isdecimal():
        return int(word.replace(",", ""))
    return None


def _ratio(t: Tokens, i: int) -> Number | None:
    part = _count(t, i)
    if not part:
        return None
    at = i + 1
    if part == 1 and t.word(at).isalpha() and t.word(at) not in {"in", "out", "of"} and t.word(at + 1) in {"in", "out"}:
        at += 1
    elif t.word(at) not in {"in", "out", "of"}:
        return None
    words = t.words[at : at + 3]
    for joint in (["out", "of", "every"], ["in", "every"], ["of", "every"], ["out", "of"], ["in"]):
        if words[: len(joint)] == joint:
            return _ratio_of(t, i, part, at + len(joint))
    return None


def _ratio_of(t: Tokens, i: int, part: int, at: int) -> Number | None:
    whole = _count(t, at)
    if whole is None or part >= whole or not (whole <= 10 or whole in _ROUND):
        return None
    after = t.word(at + 1)
    if after in MEASURES or after in MONTHS or after in SCALES or after in {"hundred", "dozen", "%", "-"}:
        return None
    return Number(i, at + 1, percent(part, whole))


def _fraction(t: Tokens, i: int, *, qualified: bool) -> Number | None:
    word = t.word(i)
    if word == "half":
        after = t.word(i + 1)
        sure = after in SHARED or after in STATES or (qualified and after not in {"a", "an", "-", "past"})
        return Number(i, i + 1, Decimal(50)) if sure and t.word(i - 1) not in {"first", "second", "other"} else None
    part = 1 if word == "a" else SMALL.get(word)
    if part is None or part > 9:
        return None
    at = i + 2 if t.word(i + 1) == "-" and t.glued(i) else i + 1
    name = t.word(at)
    plural = name.endswith("s") or name == "halves"
    whole = DENOMINATORS.get(name.removesuffix("s"))
    if whole is None or part >= whole or plural != (part > 1) or name == "half":
        return None
    after = t.word(at + 1)
    if word == "a" and not (after in SHARED or after in STATES or qualified):
        return None
    if (after == "-" and t.glued(at)) or after == "majority" or after in MEASURES or t.word(at + 2) in {"an", "a"}:
        return None
    return Number(i, at + 1, percent(part, whole))
