"""What stands around a number: its qualifier, the noun it counts, and the signs that it is no figure at all."""

from dataclasses import dataclass
from typing import Final

from dateline.annotate.number_lexicon import (
    AFTER,
    AGE_BEARERS,
    BETWEEN_NOUN,
    CONDITIONS,
    DEGREE_HEADS,
    DEGREES,
    DESIGNATORS,
    DETERMINERS,
    MEASURES,
    MINUTE_MARKS,
    MONTHS,
    ONE_AFTER,
    ONE_BEFORE,
    OVER_VERBS,
    PEOPLE,
    PLURAL_NOUNS,
    QUALIFIERS,
    SMALL,
    STOP,
    SUPERLATIVES,
    THINGS,
)
from dateline.annotate.number_words import BREAK, Tokens, is_digits
from dateline.model.codes import Qualifier

_LONGEST: Final = max(len(phrase) for phrase in QUALIFIERS)
_NOUN_TOKENS: Final = 6
_QUALIFIER_ENDS: Final = frozenset(phrase[-1] for phrase in QUALIFIERS)
_AFTER_HEADS: Final = frozenset(phrase[0] for phrase in AFTER)
_COMPOUNDS: Final = frozenset({"strong", "odd", "plus", "million", "billion", "thousand"})
_LIST_ENDS: Final = frozenset({".", ")"})
_YEARS: Final = range(1700, 2100)
# What stands before a year and hardly ever before a bare number that counts.
_BEFORE_YEARS: Final = frozenset({"in", "since", "by", "until", "till"})
_PEOPLE_NOUNS: Final = PLURAL_NOUNS | PEOPLE | {"families", "houses", "households", "homes"}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its sign, unit and range, before its qualifier is known. `low` is a vague word's bound."""

    first: int
    last: int
    low: int | float
    high: int | float
    unit: str = "people"
    vague: bool = False
    ranged: bool = False


def qualifier_before(t: Tokens, i: int, floor: int) -> tuple[int, Qualifier | None]:
    """The first token of the qualifier that ends before token `i`, not before `floor`, and the outermost one."""
    first, found = i, None
    for _ in range(2):
        step = _one_before(t, first, floor)
        if step is None:
            break
        first, found = step[0], step[1] if found is None or step[1] is not Qualifier.ABOUT else found
    if found is None and t.matches(i - 2, ("estimated", "at")):
        found = Qualifier.ABOUT  # "organisers estimated at 300": the verb is no part of the number
    return first, found


def _one_before(t: Tokens, i: int, floor: int) -> tuple[int, Qualifier] | None:
    if t.word(i - 1) not in _QUALIFIER_ENDS:
        return None
    for length in range(_LONGEST, 0, -1):
        at = i - length
        if at < floor or at < 0:
            continue
        code = QUALIFIERS.get(tuple(t.words[at:i]))
        if code is None or _is_other_word(t, at, i):
            continue
        return _with_degree(t, at, floor), code
    return None


def _is_other_word(t: Tokens, at: int, end: int) -> bool:
    """Whether words that look like a qualifier are none: "handed over 104", "children under five"."""
    word, before = t.word(at), t.word(at - 1)
    if word == "over" and before in OVER_VERBS:
        return True
    if word in {"under", "over", "above", "below"} and before in {"aged", "age", "ages", *AGE_BEARERS, "the"}:
        return True
    if word == "estimated" and end - at == 1:
        return before not in {"the", "their", "its", "this", "that"}
    return word == "estimated" and before not in {",", "was", "were", "is", "are", "been"}


def _with_degree(t: Tokens, at: int, floor: int) -> int:
    if t.word(at) in DEGREE_HEADS:
        for phrase in DEGREES:
            start = at - len(phrase)
            if start >= floor and t.matches(start, phrase):
                return start
    return at


def qualifier_after(t: Tokens, i: int) -> tuple[int, Qualifier | None]:
    """The token after a qualifier that starts at `i` ("or more", "-odd"), and the qualifier."""
    for at in (i, i + 1):
        if t.word(at) not in _AFTER_HEADS:
            continue
        for phrase, code in AFTER.items():
            if not t.matches(at, phrase) or (at > i and (phrase != ("or", "more") or not t.word(i).isalpha())):
                continue
            after = t.word(at + len(phrase))
            if phrase == ("at", "least") and (is_digits(after) or after.isalpha()):
                continue
            return at + len(phrase), code
    return i, None


def noun_phrase(t: Tokens, i: int) -> tuple[int, int] | None:
    """The tokens of the counted noun phrase that starts at or, past "of the" and "more", right after token `i`."""
    if t.word(i) == "-" and t.word(i + 1) == "strong":
        i += 2
    for _ in range(3):
        if t.word(i) in BETWEEN_NOUN or (t.word(i - 1) == "of" and t.word(i) in DETERMINERS):
            i += 1
    end, head = i, None
    while end < i + _NOUN_TOKENS and _in_noun_phrase(t, end):
        if t.word(end) == "u":
            end += 4
            continue
        end += 1
        if is_plural(t.word(end - 1)) and t.word(end) != "-" and not _name_goes_on(t, end):
            head = end
            break
    if head is None:
        return _singular(t, i, end)
    if t.word(head) == "and" and t.word(head + 1) in PEOPLE:
        head += 2
    return i, head


def _name_goes_on(t: Tokens, end: int) -> bool:
    """Whether the plural only describes the noun after it: "155 United Nations observers", "25 wounded people"."""
    describes = t.capital(end - 1) or t.word(end - 1) in CONDITIONS
    return describes and is_plural(t.word(end)) and t.word(end) not in STOP


def _singular(t: Tokens, i: int, end: int) -> tuple[int, int] | None:
    """The words before a verb, where no plural closes the phrase ("one man", "2,000 French")."""
    for at in range(i + 1, end):
        if t.word(at).endswith("ed") or t.word(at) == "-":
            end = at
            break
    short = 0 < end - i <= 3 and not t.word(i).endswith("ed")
    return (i, end) if short else None


def is_plural(word: str) -> bool:
    if word in PLURAL_NOUNS or word in MEASURES or word.endswith(("men", "people")):
        return True
    return word.endswith("s") and len(word) > 3 and not word.endswith(("ss", "us", "is", "'s", "’s"))


def _in_noun_phrase(t: Tokens, i: int) -> bool:
    word = t.word(i)
    if word == "-":
        return t.glued(i) and t.glued(i - 1)
    return (
        word[:1].isalpha()
        and word not in SMALL
        and (word not in STOP or (t.word(i - 1) == "-" and t.glued(i - 1)))
        and (word != "u" or t.matches(i, ("u", ".", "s", ".")))
    )


def is_no_figure(t: Tokens, amount: Amount, noun: tuple[int, int] | None, *, qualified: bool) -> bool:
    """Whether the signs around an amount of people or things say date, clock, age, name, measure or list number."""
    first, last = amount.first, amount.last
    if amount.unit != "people":
        return _in_path(t, first, last)
    if (
        _measured(t, amount, noun)
        or _years(t, amount)
        or _joined(t, first, last)
        or _dated(t, first, last)
        or _clock(t, first, last)
    ):
        return True
    if qualified:
        return t.word(first - 1) in {"aged", "age"}
    return _named(t, amount, noun) or _aged(t, first, last) or _listed(t, first, last) or _pronoun(t, first, last)


def _measured(t: Tokens, amount: Amount, noun: tuple[int, int] | None) -> bool:
    if amount.low == amount.high == 0:
        return True
    if any(isinstance(bound, float) for bound in (amount.low, amount.high)):
        return True
    after = t.word(amount.last)
    if after in MEASURES or after in MINUTE_MARKS or ("." in t.word(amount.first) and amount.last - amount.first == 1):
        return True
    if t.word(amount.first - 1) in {"magnitude", "richter", "minus", *MINUTE_MARKS} or after == "magnitude":
        return True
    if noun is None:
        return after == "an" or (t.word(amount.last + 1) in MEASURES and after in {"or", "-", "of", "square", "cubic"})
    head = t.word(noun[1] - 1)
    if (
        head in THINGS
        or (amount.high == 1 and f"{t.word(noun[0])}s" in THINGS)
        or any(word in MEASURES for word in t.words[noun[0] : noun[1]])
    ):
        return True
    return t.matches(amount.last, ("of", "the")) and t.word(noun[0]) in {"last", "past"} and head in MEASURES


def _joined(t: Tokens, first: int, last: int) -> bool:
    """Part of a longer name or compound: "F-16", "M23", "9/11", "17-year-old", "five-member", "4th", "A/RES/68"."""
    before, after = t.word(first - 1), t.word(last)
    if t.glued(first - 1) and (before[:1].isalnum() or before in {"/", "#", "§", "+", "_", "@", ".", "'", "’"}):
        return True
    if before in {"-", "–"} and t.glued(first - 1) and t.glued(first - 2):
        return True
    if not t.glued(last - 1):
        return False
    if after[:1].isalnum() or after in {"/", "_", "@", "\\", "°"}:
        return True
    if after in {"'", "’"} and is_digits(t.word(last + 1)):
        return True
    if after in {"-", "–"} and t.glued(last):
        return t.word(last + 1) not in _COMPOUNDS
    return after in {":", "."} and t.glued(last) and t.word(last + 1)[:1].isalnum()


def _dated(t: Tokens, first: int, last: int) -> bool:
    before, after = t.word(first - 1), t.word(last)
    if before == "." and t.word(first - 2) in MONTHS and t.glued(first - 2):
        before = t.word(first - 2)
        return t.capital(first - 2) and _day_number(t, first, last)
    if before in MONTHS and t.capital(first - 1) and _month_goes_on(t, first):
        return True
    if after in MONTHS and t.capital(last) and _day_number(t, last - 1, last):
        return True
    if before in {"and", "to", "-", "–", "or", "until"} and _day_number(t, first, last):
        at = first - 2
        if is_digits(t.word(at)) and t.word(at - 1) in MONTHS and t.capital(at - 1):
            return True
    if after in {"and", "to", "-", "–", "or"} and _day_number(t, first, last) and is_digits(t.word(last + 1)):
        return t.word(last + 2) in MONTHS and t.capital(last + 2)
    return after == "of" and t.word(last + 1) in MONTHS and t.capital(last + 1)


def _month_goes_on(t: Tokens, i: int) -> bool:
    """A day or a year after a month; after a day and a month only a year ("On 3 May 12 people died")."""
    word = t.word(i)
    if not (word.isdecimal() and is_digits(word) and len(word) <= 4):
        return False
    return int(word) in _YEARS or (int(word) <= 31 and not is_digits(t.word(i - 2)))


def _day_number(t: Tokens, first: int, last: int) -> bool:
    word = t.word(last - 1)
    return len(word) <= 2 and is_digits(word) and int(word) <= 31 and last - first <= 3


def _clock(t: Tokens, first: int, last: int) -> bool:
    before, after = t.word(first - 1), t.word(last)
    if before == ":" and t.glued(first - 1) and is_digits(t.word(first - 2)):
        return True
    if after in {"a", "p"} and t.word(last + 1) == "." and t.word(last + 2) == "m":
        return True
    if (
        t.word(last) in {"in", "on"}
        and t.word(last + 1) == "the"
        and t.word(last + 2) in {"morning", "evening", "afternoon"}
    ):
        return True
    return after in {"a.m", "p.m", "am", "pm", "o'clock", "o’clock", "gmt", "utc", "edt", "est"}


def _named(t: Tokens, amount: Amount, noun: tuple[int, int] | None) -> bool:
    """A number that names a thing or a year: "Resolution 2254", "in 2014", "Group of 20"."""
    first, last = amount.first, amount.last
    before = t.word(first - 1)
    word = t.word(first)
    if before in DESIGNATORS and "," not in word and (is_digits(word) or t.capital(first - 1)):
        return True
    if before == "." and t.word(first - 2) in {"no", "nos", "art", "para", "p", "pp", "res", "sec", "vol"}:
        return True
    if before in {"and", "-", "to"} and is_digits(t.word(first - 2)) and t.word(first - 3) in DESIGNATORS:
        return True
    if t.matches(first - 2, ("group", "of")) and t.capital(first - 2):
        return True
    if (
        is_digits(word)
        and len(before) > 1
        and _acronym(t, first - 1)
        and (t.word(last) in STOP or not t.word(last).isalpha())
    ):
        return True
    if not (len(word) == 4 and word.isdecimal() and last - first == 1):
        return False
    if before in _BEFORE_YEARS and not (noun and (is_plural(t.word(noun[1] - 1)) or t.word(noun[1] - 1) in PEOPLE)):
        return True  # "in 9999", "by 2500 Ankara": whatever year it is, it counts nobody
    return amount.low in _YEARS and t.word(last) not in _PEOPLE_NOUNS


def _acronym(t: Tokens, i: int) -> bool:
    """All capitals ("CTF 50", "DDG 70"), so that a number after it is part of its name."""
    return i >= 0 and t.text[t.starts[i] : t.ends[i]].isupper() and t.word(i) != "un"


def _aged(t: Tokens, first: int, last: int) -> bool:
    before = t.word(first - 1)
    if before in {"aged", "age", "ages"} or t.matches(last, ("years", "old")):
        return True
    if before in {"of", "under"} and t.word(first - 2) in AGE_BEARERS:
        return t.word(last) not in PEOPLE
    if (
        t.matches(first - 2, ("young", "as"))
        or t.matches(first - 2, ("age", "of"))
        or t.matches(first - 2, ("age", "from"))
    ):
        return True
    if before in {"was", "is", "turned"} and t.word(first - 2) in {"he", "she"} and not is_plural(t.word(last)):
        return True
    digits = t.word(first)
    if last - first != 1 or not digits.isdecimal() or len(digits) > 2:
        return False
    name = t.word(first - 2).isalpha() and (t.capital(first - 2) or not is_plural(t.word(first - 2)))
    comma = before == "," and name and (t.word(last) == "," or (t.word(last) in {".", ";"} and t.capital(first - 2)))
    return comma or (before in {"(", "["} and t.word(last) in {")", "]"})


def _listed(t: Tokens, first: int, last: int) -> bool:
    """A number of a list item, a footnote mark, or one side of a score ("61-38", "2:1")."""
    if last - first != 1 or not is_digits(t.word(first)):
        return False
    before, after = t.word(first - 1), t.word(last)
    if before in {"", BREAK, "("} and after in _LIST_ENDS and len(t.word(first)) <= 2:
        return True
    return before == "[" and after == "]"


def _pronoun(t: Tokens, first: int, last: int) -> bool:
    if last - first != 1 or t.word(first) != "one":
        return False
    before, after = t.word(first - 1), t.word(last)
    if after == "of" and not SUPERLATIVES.isdisjoint(t.words[last : last + 4]):
        return True
    return (
        before in ONE_BEFORE
        or after in ONE_AFTER
        or t.matches(last, ("by", "one"))
        or t.matches(first - 2, ("one", "by"))
    )


def _years(t: Tokens, amount: Amount) -> bool:
    """Two years ("1977-1979", "between 2011 and 2014")."""
    words = t.words[amount.first : amount.last]
    years = [word for word in words if len(word) == 4 and word.isdecimal() and int(word) in _YEARS]
    return amount.ranged and bool(years) and t.word(amount.last) not in _PEOPLE_NOUNS


def _in_path(t: Tokens, first: int, last: int) -> bool:
    """Inside an address or a code ("page=20%20"): glued to letters or slashes before it."""
    before = t.word(first - 1)
    return t.glued(first - 1) and (before[:1].isalnum() or before in {"/", "=", "&", "_"}) and last > first
