"""Tokens of a text, and the numbers among them, plain ("1.2m", "two hundred and fifty") or vague ("dozens")."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from dateline.annotate.number_lexicon import (
    ABBREVIATIONS,
    AFTER_METRES,
    MONTHS,
    MULTIPLIERS,
    PLURALS,
    SCALES,
    SINGULARS,
    SMALL,
)

BREAK: Final = "\n"
# Every alternative begins with characters of its own, so matching never goes back: the time is linear in the text.
# A single blank is no match, which saves half of them; it can be no paragraph break.
_TOKEN: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|\s{2,}|\S")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{2})*,[0-9]{3}(?:,[0-9]{3})*(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
# Longer strings of digits are account numbers, and Python refuses to read thousands of digits.
_MAX_DIGITS: Final = 18
# Scale words in a row ("hundred thousand") are multiplied up to here, so that a repeated word costs nothing.
_MAX_SCALE: Final = 10**9


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists: where each token starts and ends in `text` (code points), and the token in lower case.

    White space is no token, except that a paragraph break is the token `BREAK`. Outside the list a word is "".
    """

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]

    def word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def glued(self, i: int) -> bool:
        """Whether tokens `i` and `i + 1` exist and touch."""
        return 0 <= i < len(self.words) - 1 and self.ends[i] == self.starts[i + 1]

    def capital(self, i: int) -> bool:
        return 0 <= i < len(self.words) and self.text[self.starts[i]].isupper()

    def matches(self, i: int, phrase: tuple[str, ...]) -> bool:
        return i >= 0 and tuple(self.words[i : i + len(phrase)]) == phrase


@dataclass(frozen=True, slots=True)
class Number:
    """Tokens `first` to `last` (exclusive). `scale` is what the last scale word multiplied by, 1 without one."""

    first: int
    last: int
    value: Decimal
    vague: bool = False
    digits: bool = False
    scale: int = 1


def tokenize(text: str) -> Tokens:
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word.isspace():
            if word.count("\n") < 2:
                continue
            word = BREAK
        start, end = match.span()
        starts.append(start)
        ends.append(end)
        words.append(word.lower())
    return Tokens(text, starts, ends, words)


def is_digits(word: str) -> bool:
    return word[:1] in "0123456789" and word != ""


def number(t: Tokens, i: int, *, money: bool = False) -> Number | None:
    """The longest plain or vague number that starts at token `i`; `money` says that a currency stands before it."""
    if is_digits(t.word(i)):
        return _digits(t, i, money=money)
    return _vague(t, i) or _half(t, i) or _cardinal(t, i)


def _digits(t: Tokens, i: int, *, money: bool) -> Number | None:
    word = t.word(i)
    if len(word) > _MAX_DIGITS or not _GROUPED.fullmatch(word):
        return None
    end = i + 1
    joined = word.replace(",", "")
    if len(word) <= 3 and not (t.word(i - 1) in MONTHS and t.capital(i - 1)):
        while _spaced_group(t, end) and len(joined) < _MAX_DIGITS - 3:
            joined += t.word(end)
            end += 1
    value, scale = Decimal(joined), 1
    suffix = t.word(end)
    if (money or t.glued(end - 1)) and suffix in ABBREVIATIONS and _is_scale(t, end, money=money, decimal="." in word):
        scale = ABBREVIATIONS[suffix]
        return Number(i, end + 1, value * scale, digits=True, scale=scale)
    found = _and_a_half(t, end)
    if found:
        value, end = value + Decimal("0.5"), found
    skip = 1 if t.word(end) == "-" and t.glued(end - 1) and t.word(end + 1) in SCALES else 0
    while t.word(end + skip) in SINGULARS and scale < _MAX_SCALE:
        scale *= SINGULARS[t.word(end + skip)]
        end, skip = end + skip + 1, 0
    return Number(i, end, value * scale, digits=True, scale=scale)


def _spaced_group(t: Tokens, i: int) -> bool:
    """Whether token `i` goes on with a number written "1 200": three digits after exactly one blank."""
    word = t.word(i)
    return len(word) == 3 and word.isdecimal() and is_digits(word) and t.starts[i] - t.ends[i - 1] == 1


def _is_scale(t: Tokens, i: int, *, money: bool, decimal: bool) -> bool:
    suffix, after = t.word(i), t.word(i + 1)
    if suffix == "b":
        return money
    if suffix != "m" or money or decimal:
        return True
    return after[:1].isalpha() and after not in AFTER_METRES


def _cardinal(t: Tokens, i: int) -> Number | None:
    start, end = i, i
    total, group, last_scale = 0, 0, 0
    if t.word(i) in {"a", "an"}:
        if t.word(i + 1) not in SINGULARS:
            return None
        group, end = 1, i + 1
    while True:
        at = end if end == start or (group == 1 and end == start + 1) else _connect(t, end, group, total)
        word = t.word(at)
        if word in SMALL and _joins(group, SMALL[word]):
            group += SMALL[word]
        elif word in {"hundred", "dozen"} and 0 < group < 100:
            group *= SINGULARS[word]
        elif word in SCALES and group and (not last_scale or SCALES[word] < last_scale):
            last_scale = SCALES[word]
            total, group = total + group * last_scale, 0
        else:
            break
        end = at + 1
    if total + group == 0:
        return None
    return _with_half(t, Number(start, end, Decimal(total + group), scale=last_scale or 1), group)


def _connect(t: Tokens, end: int, group: int, total: int) -> int:
    """Where the next part of a number in words may stand: past a hyphen, past "and" after a hundred, or right here."""
    if t.word(end) == "-" and t.glued(end - 1) and t.glued(end):
        return end + 1
    round_so_far = group % 100 == 0 and (group or total)
    if t.word(end) == "and" and round_so_far and t.word(end + 1) in SMALL and t.word(end - 1) in SINGULARS:
        return end + 1
    return end


def _joins(group: int, small: int) -> bool:
    if group % 100 == 0:
        return True
    return small < 10 and 20 <= group % 100 <= 90 and group % 10 == 0


def _and_a_half(t: Tokens, i: int) -> int | None:
    """The token after "and a half" or "-and-a-half" at `i`."""
    words = [(k, t.word(k)) for k in range(i, i + 6) if t.word(k) != "-"][:3]
    if [word for _, word in words] == ["and", "a", "half"]:
        return words[-1][0] + 1
    return None


def _with_half(t: Tokens, number: Number, group: int) -> Number:
    """Reads "three and a half million" and "a million and a half"."""
    after = _and_a_half(t, number.last)
    if after is None:
        return number
    if number.scale > 1 and not group:
        return Number(number.first, after, number.value + Decimal(number.scale) / 2, scale=number.scale)
    skip = 1 if t.word(after) == "-" else 0
    word = t.word(after + skip)
    if word in SCALES:
        scale = SCALES[word]
        return Number(number.first, after + skip + 1, (number.value + Decimal("0.5")) * scale, scale=scale)
    return Number(number.first, after, number.value + Decimal("0.5"))


def _half(t: Tokens, i: int) -> Number | None:
    """Reads "half a million", "half a dozen" and "a quarter of a million"."""
    for phrase, share in ((("half", "a"), 2), (("half",), 2), (("a", "quarter", "of", "a"), 4)):
        at = i + len(phrase)
        if t.matches(i, phrase) and t.word(at) in SINGULARS:
            scale = SINGULARS[t.word(at)]
            return Number(i, at + 1, Decimal(scale) / share, scale=scale)
    return None


def _vague(t: Tokens, i: int) -> Number | None:
    """Reads "dozens", "several thousand", "tens or hundreds of thousands"; the value is the lower bound."""
    at, value = i, 1
    for phrase, times in MULTIPLIERS.items():
        if t.matches(i, phrase) and (t.word(i + len(phrase)) in SINGULARS or t.word(i + len(phrase)) in PLURALS):
            at, value = i + len(phrase), times
            break
    if at > i and t.word(at) in SINGULARS:
        while t.word(at) in SINGULARS and value < _MAX_SCALE:
            value, at = value * SINGULARS[t.word(at)], at + 1
        return Number(i, at, Decimal(value), vague=True)
    if t.word(at) not in PLURALS:
        return None
    value, at = value * PLURALS[t.word(at)], at + 1
    if t.word(at) == "or" and t.word(at + 1) in PLURALS and t.word(at + 2) == "of" and t.word(at + 3) in PLURALS:
        at += 2
    if t.word(at) == "of" and t.word(at + 1) in PLURALS:
        value, at = value * PLURALS[t.word(at + 1)], at + 2
    return Number(i, at, Decimal(value), vague=True)
