"""Finds the quantities in a news text: every number in figures or words that could be a figure, with its bounds."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dateline.annotate.number_context import (
    Amount,
    is_no_figure,
    noun_phrase,
    qualifier_after,
    qualifier_before,
)
from dateline.annotate.number_lexicon import (
    ABBREVIATIONS,
    CODES,
    DOLLAR_PREFIXES,
    HOMES,
    MONEY,
    MULTIPLIERS,
    NATIONAL_MONEY,
    PLURALS,
    SCALES,
    SMALL,
    SYMBOLS,
)
from dateline.annotate.number_shares import share
from dateline.annotate.number_words import Number, Tokens, is_digits, number, tokenize
from dateline.model.codes import Qualifier

_STARTERS: Final = frozenset({"a", "an", "half", *SMALL, *PLURALS, *(phrase[0] for phrase in MULTIPLIERS)})
# What `_currency` may begin with.
_SIGNS: Final = frozenset({"u", *DOLLAR_PREFIXES, *SYMBOLS, *CODES})
_DASHES: Final = frozenset({"-", "–", "‑", "‐"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its qualifier, sign and scale at `start` to `end` (code points).

    A vague word's `low` is one of the unit it names, its `high` None. `unit` is "people", "families",
    "households", "homes", "%" or an ISO 4217 code. `of` is `text[noun_start:noun_end]`, the counted noun
    phrase that follows; without one it is None and both offsets equal `end`.
    """

    start: int
    end: int
    low: int | float | None
    high: int | float | None
    qualifier: Qualifier
    unit: str
    noun_start: int
    noun_end: int
    of: str | None


def find_quantities(text: str) -> list[Quantity]:
    """All quantities in order, none overlapping. Dates, clock times, ages, names and measures are left out."""
    t = tokenize(text)
    found: list[Quantity] = []
    i = floor = 0
    while i < len(t.words):
        amount = _expression(t, i, floor) if _may_start(t, i) else None
        if amount is None:
            i += 1
            continue
        quantity, last = _quantity(t, amount, floor)
        if quantity is not None:
            found.append(quantity)
        i = floor = max(last, amount.last)
    return found


def _may_start(t: Tokens, i: int) -> bool:
    word = t.words[i]
    return word in _STARTERS or word[0] in "0123456789" or (word in _SIGNS and _currency(t, i) is not None)


def _currency(t: Tokens, i: int) -> tuple[str, int] | None:
    """The currency whose sign or code starts at token `i` before digits, and the token of the number."""
    word = t.word(i)
    if word in DOLLAR_PREFIXES and t.word(i + 1) == "$" and t.glued(i):
        return DOLLAR_PREFIXES[word], i + 2
    if word == "u" and t.words[i : i + 5] == ["u", ".", "s", ".", "$"]:
        return "USD", i + 5
    if word in SYMBOLS:
        return SYMBOLS[word], i + 1
    if word in CODES and is_digits(t.word(i + 1)) and t.capital(i):
        return CODES[word], i + 1
    return None


def _expression(t: Tokens, i: int, floor: int) -> Amount | None:
    """The amount at token `i`, with what follows it if it begins a range."""
    # Only a bare "half" or "a third" asks for the qualifier, and this is asked at every "a" of the text.
    qualified = t.word(i) in {"a", "half"} and qualifier_before(t, i, floor)[1] is not None
    part = share(t, i, qualified=qualified)
    if part is not None:
        return Amount(part.first, part.last, _plain(part.value), _plain(part.value), "%")
    one = _amount(t, i)
    if one is None:
        return None
    amount, num = one
    return _range(t, amount, num) or amount


def _amount(t: Tokens, i: int) -> tuple[Amount, Number] | None:
    sign = _currency(t, i)
    num = number(t, sign[1] if sign else i, money=sign is not None)
    if num is None:
        return None
    unit, last = (sign[0], num.last) if sign else _unit_after(t, num.last)
    value = _plain(num.value)
    return Amount(i, last, value, value, unit, vague=num.vague), num


def _unit_after(t: Tokens, i: int) -> tuple[str, int]:
    word = t.word(i)
    if word in {"%", "percent", "pct"}:
        return "%", i + 1
    if word == "per" and t.word(i + 1) == "cent":
        return "%", i + 2
    if word in MONEY and _is_money(t, i):
        return MONEY[word], i + 1
    if word == "u" and t.words[i : i + 4] == ["u", ".", "s", "."] and t.word(i + 4) in {"dollars", "dollar"}:
        return "USD", i + 5
    if word == "new" and t.word(i + 1) == "zealand":
        i, word = i + 1, "zealand"
    after = t.word(i + 1)
    code = NATIONAL_MONEY.get((word, after.removesuffix("s"))) or NATIONAL_MONEY.get((word, after))
    return (code, i + 2) if code else ("people", i)


def _is_money(t: Tokens, i: int) -> bool:
    """Whether it is a currency: "won" is a verb and "pounds of" a weight, unless the number is large."""
    large = t.word(i - 1) in SCALES or "," in t.word(i - 1) or t.word(i - 1) in ABBREVIATIONS
    if t.word(i) in {"won", "wons"} or (t.word(i) in {"pound", "pounds"} and t.word(i + 1) in {"of", "bomb", "bombs"}):
        return large
    return True


def _range(t: Tokens, one: Amount, num: Number) -> Amount | None:
    """Joins "36 to 40", "$250m to $300m", "between 36 and 40", "10 to 15 percent", "$2-3 million"."""
    between = t.word(one.first - 1) == "between"
    joint = t.word(one.last)
    dash = joint in _DASHES and t.glued(one.last - 1) and t.glued(one.last)
    if not (dash or joint == "to" or joint == "or" or (joint == "and" and between)) or one.vague:
        return None
    if joint == "to" and t.word(one.first - 1) in {"from", "by"}:
        return None
    other = _amount(t, one.last + 1)
    if other is None or other[0].vague:
        return None
    two, second = other
    unit = one.unit if two.unit == "people" else two.unit
    if one.unit not in {unit, "people"} or (two.unit != unit and (one.first == num.first or two.unit != "people")):
        return None
    low, high = num.value, second.value
    if num.scale == 1 and second.scale > 1 and low < high / second.scale:
        low *= second.scale
    if not low < high or (joint == "or" and high > 2 * low + 1):
        return None
    first = one.first - 1 if between else one.first
    return Amount(first, two.last, _plain(low), _plain(high), unit, ranged=True)


def _quantity(t: Tokens, amount: Amount, floor: int) -> tuple[Quantity | None, int]:
    """The quantity of an amount, or None where the context says that it is no figure; and the token after it."""
    first, before = qualifier_before(t, amount.first, floor)
    last, after = qualifier_after(t, amount.last)
    noun = noun_phrase(t, last)
    if is_no_figure(t, amount, noun, qualified=before is not None):
        return None, amount.last
    low, high, qualifier = _bounds(amount, before or after)
    start, end = t.starts[first], t.ends[last - 1]
    noun_start, noun_end = (t.starts[noun[0]], t.ends[noun[1] - 1]) if noun else (end, end)
    of = t.text[noun_start:noun_end] if noun else None
    unit = amount.unit
    if unit == "people":
        unit = _counted_unit(t.word(noun[1] - 1)) if noun else _unit_before(t, first)
    return Quantity(start, end, low, high, qualifier, unit, noun_start, noun_end, of), last


def _counted_unit(head: str) -> str:
    if head in HOMES:
        return "homes"
    return head if head in {"families", "households"} else "people"


def _unit_before(t: Tokens, first: int) -> str:
    """The unit of a number that follows its noun: "houses, around 700," and "the number of ruined homes at 200"."""
    noun = t.word(first - 2)
    return _counted_unit(noun) if noun.endswith("s") and t.word(first - 1) in {",", "at", "to", "was"} else "people"


def _bounds(amount: Amount, qualifier: Qualifier | None) -> tuple[int | float | None, int | float | None, Qualifier]:
    if amount.vague:
        return amount.low, None, Qualifier.VAGUE
    if amount.ranged:
        return amount.low, amount.high, qualifier or Qualifier.EXACT
    if qualifier in {Qualifier.AT_LEAST, Qualifier.MORE_THAN}:
        return amount.low, None, qualifier
    if qualifier in {Qualifier.UP_TO, Qualifier.NEARLY}:
        return None, amount.high, qualifier
    return amount.low, amount.high, qualifier or Qualifier.EXACT


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
