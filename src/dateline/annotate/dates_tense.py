"""Whether an act beside a time expression is told as coming or as news, by the nearest sign of tense.

A weekday or a day without its year looks backwards in news, unless the words around it tell of a plan.
"""

import re
from enum import Enum, auto

_LEFT, _RIGHT = 220, 120
_TOKEN = re.compile(r"[’'][a-z]+|[^\W\d_]+", re.IGNORECASE)
_STOP = re.compile(r"[.!?]\s|[;:\n“”\"]")
_LEFT_STOP = re.compile(r"[!?]\s|(?<![A-Z])(?<!\bNov)(?<!\bDec)\.\s|[;\n“”\"]")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_COMING = _set(
    "will ll shall would due scheduled planned plans plan planning slated expected expect expects intends intend "
    "upcoming forthcoming hopes expires begins starts opens resumes convenes meets holds arrives takes ahead "
    "postponed if unless"
)
_LOOSE_PLANS = _set("due scheduled planned slated expected")
_WISHES = _set("threatened vowed promised pledged instructed invited wants")
_TERMS = _set("will ll would must should shall unless if vowed threatened")
_STATES = _set("lasted stayed remained was were continued had did held kept")
_CALLED_OFF = re.compile(r",?\s(?:but\s)?(?:was|were|fell|had|did\snot|never)\b")
_OPENING = re.compile(r"(?:^|,|\band|\bbut)\s*(?:on\s)?$", re.IGNORECASE)
_TO_LEADERS = _set("is are was were be set about")
_BOUNDARY = _set("that which who whom whose after before when while as but because although since where until once and")
_NOT_FINITE_BEFORE = _set(
    "be been being is are to a an the of with by for in on at its their his her this that these those all some"
)
_AUXILIARY_PAST = _set("was were had did")
_IRREGULAR = _set(
    "said told met began went came took gave left fell shot fought held broke struck sent won lost saw spoke flew "
    "ran rose made became put led brought threw drove wrote found kept got heard knew thought withdrew overthrew "
    "swore stood sat laid hit cut set blew burst sank stole tore wore chose drew froze hid caught bought sought "
    "taught built burnt dealt felt meant paid sold shook spent"
)
_AMBIGUOUS_PRESENT = _set("put hit cut set held met led found left")


class Sign(Enum):
    """What one word says of the time of the act."""

    COMING = auto()
    PAST = auto()
    BOUNDARY = auto()


def _sign(words: list[str], at: int) -> Sign | None:
    word = words[at]
    before = words[at - 1] if at else ""
    follower = words[at + 1] if at + 1 < len(words) else ""
    if word == "to":
        wished = any(earlier in _WISHES for earlier in words[max(0, at - 8) : at])
        return Sign.COMING if before in _TO_LEADERS or wished else None
    if word == "due" and follower == "to" and at + 2 < len(words) and words[at + 2] in _NOT_FINITE_BEFORE:
        return None  # "due to a landslide" gives a cause
    if word in _COMING:
        return None if word == "ahead" and follower != "of" else Sign.COMING
    if word == "set" and follower in {"for", ""}:
        return Sign.COMING
    if word in _AUXILIARY_PAST:
        return Sign.PAST
    if word in _IRREGULAR:
        participle = word in _AMBIGUOUS_PRESENT and before in {"be", "been", "being", "is", "are"}
        return None if participle or before in {"will", "would", "to"} else Sign.PAST
    if word.endswith("ed") and len(word) > 4 and before not in _NOT_FINITE_BEFORE:
        return Sign.PAST
    return Sign.BOUNDARY if word in _BOUNDARY else None


def _words(text: str) -> list[str]:
    return [token.lstrip("’'").lower() for token in _TOKEN.findall(text)]


def _left(text: str, start: int) -> str:
    window = text[max(0, start - _LEFT) : start]
    stops = [stop.end() for stop in _LEFT_STOP.finditer(window)]
    return window[stops[-1] :] if stops else window


def _look_left(text: str, start: int) -> tuple[Sign, str] | None:
    """The nearest sign before, with its word; "and" is crossed, a subordinate clause's opening is not."""
    words = _words(_left(text, start))
    for at in range(len(words) - 1, -1, -1):
        sign = _sign(words, at)
        if sign is Sign.BOUNDARY and words[at] != "and":
            return None
        if sign in {Sign.COMING, Sign.PAST}:
            return sign, words[at]
    return None


def _look_right(text: str, end: int) -> Sign | None:
    window = text[end : end + _RIGHT]
    stop = _STOP.search(window)
    words = _words(window[: stop.start()] if stop else window)
    return next((sign for at in range(len(words)) if (sign := _sign(words, at)) is not None), None)


def told_as_coming(text: str, start: int, end: int) -> bool:
    """True if the act dated by text[start:end] is told as still to come.

    The nearest sign to the left decides, then the first to the right; a phrase that opens its clause ("and on
    Sunday its president cancelled") looks to the right first. Windows are bounded: constant cost per phrase.
    """
    if _OPENING.search(text[max(0, start - 12) : start]):
        right = _look_right(text, end)
        if right in {Sign.COMING, Sign.PAST}:
            return right is Sign.COMING
    left = _look_left(text, start)
    if left is None:
        return _look_right(text, end) is Sign.COMING
    sign, word = left
    if word in _LOOSE_PLANS and _CALLED_OFF.match(text, end):
        return False
    return sign is Sign.COMING


def deadline_to_come(text: str, start: int) -> bool:
    """True if "by Friday" closes a sentence that speaks of what will or would be done."""
    return any(word in _TERMS for word in _words(_left(text, start)))


def until_to_come(text: str, start: int) -> bool:
    """True for "until Friday" unless what lasted until then is told as over."""
    left = _look_left(text, start)
    return left is None or left[1] not in _STATES
