"""The phrases of time that news uses, in order of precedence, each with how it resolves.

Rules may overlap: whoever stands earlier in `rules` keeps the characters. Every quantifier is bounded, so that
the search is linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dateline.annotate import dates_calendar as calendar
from dateline.annotate import dates_resolve as to
from dateline.annotate.dates_resolve import Resolver
from dateline.text.openings import lowered


class TimeKind(StrEnum):
    """What sort of time a phrase names; a value may be finer or coarser than the sort (a year for "summer of 2017")."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    DURATION = "duration"
    RECURRING = "recurring"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase: its sort, the hint near which to try it, its pattern and its resolver."""

    kind: TimeKind
    hint: str
    pattern: re.Pattern[str]
    resolve: Resolver


_W = r"(?:[^\S\n]{1,3}|[^\S\n]?\n)"  # a wrapped line is one blank, a paragraph break is none
_FULL = "|".join(name for month in calendar.MONTHS for name in (month.capitalize(), month.upper()))
_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\b\.?"
_MONTH = rf"(?P<month>{_FULL}|{_SHORT})"
_DAYS = "|".join(day.capitalize() for day in calendar.WEEKDAYS)
_WEEKDAY = rf"(?P<weekday>{_DAYS}|{_DAYS.upper()})"
_D = r"(?<!\d)(?<!\d[.,:])(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_Y = r"(?P<year>\d{4,8})(?![\d%]|[.,:]\d)"
_YEAR = r"(?<![\d.,$€£#/-])(?P<year>(?:1[5-9]|20)\d\d)(?![\d%/]|[.,:]\d)"
_WORDS = "|".join(sorted(calendar.NUMBERS, key=len, reverse=True))
_MANY = rf"(?:\d{{1,4}}|(?i:{_WORDS}|several|many|few|some|a{_W}few|a{_W}couple{_W}of|a{_W}dozen|half{_W}a))"
_PART = r"(?:morning|afternoon|evening|night|midday|noon|dawn)"
_SEASON = r"(?:spring|summer|autumn|winter|Spring|Summer|Autumn|Winter)"
_LEAD = (
    rf"(?:(?:[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y){_W}(?:(?:late|early){_W}(?:on{_W})?)?"
    rf"|(?:[Ee]arly|[Ll]ate|[Ee]arlier|[Ll]ater|[Oo]vernight|(?:before|at){_W}dawn|at{_W}midnight|"
    rf"the{_W}(?:night|morning|evening|afternoon){_W}of){_W}(?:on{_W}|in{_W})?)?"
)
_WEEKDAY_NAME = rf"(?:(?:{_DAYS}|{_DAYS.upper()}|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?),?{_W}(?:the{_W})?)?"
_COUNTED = (
    r"(?:people|persons|men|women|children|soldiers|troops|civilians|refugees|families|dead|deaths|cases|casualties|"
    r"fighters|homes|houses|rebels|police|prisoners|detainees|kilomet|km|miles|met(?:er|re)s|tons|tonnes|dollars|euros|"
    r"others|more|m\b|observers|monitors|members|migrants|protesters|demonstrators|of{w}(?:them|whom|the))"
).replace("{w}", _W)


# Number words and units; the phrases they stand in come in several rules.
_PERIOD = r"(?:hour|day|night|week|fortnight|weekend|month|year|decade)s?"
_IN = r"(?:in|over|during|for|within|through|throughout|across|after)"
_NEXT_WORD = rf"(?!{_W}(?:{_COUNTED}|Movement|Coalition|Alliance|Brigades?|Square|Street)\b)"
_WAR = (
    r"(?:war|operation|siege|offensive|conflict|battle|campaign|fighting|assault|truce|strike|curfew|visit|ceasefire)"
)

_DIGIT_DAY_RULES: tuple[tuple[str, Resolver], ...] = (
    (r"(?<![\d/])9/11(?![\d/])", to.nine_eleven),
    (r"(?<![\d/-])(?P<year>\d{4})-(?P<m>\d\d)-(?P<day>\d\d)(?![\d-])", to.iso_day),
    (r"(?<![\d/.])(?P<a>\d{1,2})(?P<mark>[/.])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d/])", to.slashed_day),
)
_DAY_RULES: tuple[tuple[str, Resolver], ...] = (
    (
        rf"\b(?:September{_W}11(?:th)?|11{_W}September)(?={_W}(?:terror(?:ist)?{_W})?attacks?\b)",
        to.nine_eleven,
    ),
    (rf"\b{_LEAD}{_WEEKDAY_NAME}{_D}{_W}(?:of{_W})?{_MONTH},?{_W}{_Y}", to.year_day),
    (rf"\b{_LEAD}{_WEEKDAY_NAME}{_MONTH}{_W}?(?:the{_W})?{_D},?{_W}{_Y}", to.year_day),
    (rf"\b{_LEAD}{_WEEKDAY_NAME}{_D}{_W}(?:of{_W})?{_MONTH}{_W}(?P<which>last|this|next){_W}year\b", to.day_told_year),
    (rf"\b{_LEAD}{_WEEKDAY_NAME}{_MONTH}{_W}{_D}{_W}(?P<which>last|this|next){_W}year\b", to.day_told_year),
)
_NEAR_DAY_RULES: tuple[tuple[str, Resolver], ...] = (
    (rf"\b{_LEAD}{_WEEKDAY_NAME}{_D}{_W}(?:of{_W})?{_MONTH}(?!\w){_NEXT_WORD}", to.near_day),
    (rf"\b{_LEAD}{_WEEKDAY_NAME}(?<!\b[Ii]n ){_MONTH}{_W}?(?:the{_W})?{_D}(?![\d%]|[.,:]\d){_NEXT_WORD}", to.near_day),
    (rf"\b{_LEAD}{_WEEKDAY_NAME}(?<=\b[Ii]n ){_MONTH}{_W}{_D}(?=[,.;)\n]|$)", to.near_day),
)
_WEEKDAY_RULES: tuple[tuple[str, Resolver], ...] = (
    (rf"\b{_LEAD}{_WEEKDAY}(?:{_W}{_PART})?{_W}(?:of{_W})?(?P<which>last|this|next){_W}week\b", to.weekday_of_week),
    (rf"\b{_LEAD}(?P<which>[Ll]ast|[Tt]his|[Nn]ext|[Cc]oming){_W}{_WEEKDAY}(?:{_W}{_PART})?\b", to.weekday_which),
    (rf"\b{_LEAD}(?<!Good )(?<!Black )(?<!Bloody )(?<!Ash )(?<!Palm )(?<!Easter )(?<!Holy )(?<!Super )(?<!Giving )"
     rf"{_WEEKDAY}(?:{_W}{_PART})?\b(?!{_W}(?:Times|Telegraph|Post|Mail|Mirror|Express|Herald|Agreement|Night{_W}Live))"
     , to.weekday),
)  # fmt: skip
_TODAY_RULES: tuple[tuple[str, Resolver], ...] = (
    (rf"\b(?i:the{_W}day{_W}before{_W}yesterday)\b", to.offset(-2)),
    (rf"\b(?i:the{_W}day{_W}after{_W}tomorrow)\b", to.offset(2)),
    (rf"\b(?i:(?:(?:since|until|by|early|late|earlier){_W})?yesterday(?:{_W}{_PART})?)\b", to.offset(-1)),
    (rf"\b(?i:(?:(?:since|until|by|late){_W})?last{_W}night)\b", to.offset(-1)),
    (rf"\b(?i:(?:(?:since|until|by|early|late){_W})?tomorrow(?:{_W}{_PART})?)\b", to.offset(1)),
    (rf"\b(?i:(?:(?:since|until|by|early|earlier|late|later){_W})?"
     rf"(?:today|tonight|overnight|this{_W}(?:morning|afternoon|evening)))\b", to.offset(0)),
    (r"\b(?P<name>New Year['’]s (?:Eve|Day)|Christmas (?:Eve|Day)|Boxing Day)\b", to.holiday),
)  # fmt: skip
_COUNTED_DAY_RULES: tuple[tuple[str, Resolver], ...] = (
    (rf"\b(?i:(?P<n>{_MANY}){_W}(?P<unit>day|night)s?{_W}ago)\b", to.ago),
    (rf"\b(?i:(?P<n>{_MANY}){_W}(?P<unit>day|night)s?{_W}(?P<way>earlier|later))\b", to.later),
    (rf"\b(?i:(?P<n>{_MANY}){_W}(?P<unit>day)s?{_W}after)\b", to.after),
)
_SAME_DAY_RULES: tuple[tuple[str, Resolver], ...] = (
    (rf"\b(?i:(?:the{_W}|that{_W})(?P<which>same|previous|preceding|following|next|very){_W}(?:day|night))\b"
     , to.same_day),
    (rf"\b(?i:on{_W}(?P<which>that){_W}day)\b", to.same_day),
    (rf"\b(?i:the{_W}(?:day|night){_W}(?P<way>before|after))\b(?=[,.;)\n]|$|{_W}(?:and|but|in|when)\b)", to.day_beside),
)  # fmt: skip
_MONTH_RULES: tuple[tuple[str, Resolver], ...] = (
    (rf"\b{_LEAD}(?:mid-|(?:the{_W})?(?:start|beginning|middle|end){_W}of{_W})?{_MONTH}(?:,|{_W}of)?{_W}{_YEAR}"
     , to.month_year),
    (rf"\b{_LEAD}(?:mid-)?{_MONTH}{_W}(?:of{_W})?(?P<which>last|this|next){_W}year\b", to.month_told_year),
    (rf"\b{_LEAD}(?P<which>[Ll]ast|[Tt]his|[Nn]ext){_W}(?P<name>{_FULL})(?!\w)", to.month_which),
)  # fmt: skip
_WHOLE_MONTH_RULES: tuple[tuple[str, Resolver], ...] = (
    (rf"\b(?i:(?:(?:since|until|by|early|late|earlier|later|before){_W})?"
     rf"(?:the{_W})?(?:(?:start|beginning|middle|end|rest|course){_W}of{_W})?"
     rf"(?P<which>last|this|next|previous|coming){_W}(?P<unit>month))\b", to.whole_unit),
    (rf"\b(?i:(?:(?:since|until|by|before|at){_W})?the{_W}(?:start|beginning|middle|end|rest|course){_W}of{_W}"
     rf"(?P<which>the){_W}(?P<unit>month))(?:{_W}(?P<before>before))?\b", to.whole_unit),
    (rf"\b(?i:the{_W}(?P<unit>month){_W}before)\b(?=[,.;)\n]|$)", to.unit_before),
)  # fmt: skip
_COUNTED_MONTH_RULES: tuple[tuple[str, Resolver], ...] = (
    (rf"\b(?i:(?P<n>{_MANY}){_W}(?P<unit>month)s?{_W}ago)\b", to.ago),
    (rf"\b(?i:(?P<n>{_MANY}){_W}(?P<unit>month)s?{_W}(?P<way>earlier|later))\b", to.later),
)  # fmt: skip
_BARE_MONTHS = (
    rf"\b(?i:(?:(?:in|at|since|until|till|by|from|before|after){_W})?(?:early|late|earlier{_W}in|mid|later{_W}in|"
    rf"(?:the{_W})?(?:start|beginning|middle|end){_W}of)[ -](?:in{_W})?){_MONTH}(?!\w)",
    rf"\b(?i:in|since|until|till|by|during){_W}{_MONTH}(?![\w'’])",
    rf"\b(?i:from|to|of|before|after|through|between|last|for){_W}{_MONTH}(?![\w'’])"
    rf"(?!{_W}[A-Z][a-z])",
    r"\b(?P<month>January|February|April|June|July|September|October|November|December)(?!\w)(?!\s[A-Z])",
)
_YEAR_RULES: tuple[tuple[str, Resolver], ...] = (
    (rf"\b(?i:(?:(?:since|until|by|in|early|late|mid){_W})?(?:early{_W}|late{_W})?(?:the{_W})?{_SEASON}"
     rf"(?:{_W}of|{_W}in)?{_W}){_YEAR}", to.year),
    (rf"\b(?i:(?:since|until|till|by|early|late|earlier|later)(?:{_W}(?:early|late))?(?:{_W}in)?{_W}|mid-|"
     rf"(?:the{_W})?(?:start|beginning|middle|end|half|quarter){_W}of{_W}|in{_W}early{_W}|in{_W}late{_W})"
     rf"{_YEAR}(?![-–—]\d){_NEXT_WORD}", to.year),
)  # fmt: skip
_WHOLE_YEAR_RULES: tuple[tuple[str, Resolver], ...] = (
    (rf"\b(?i:(?:(?:since|until|by|early|late|earlier|later|before){_W})?"
     rf"(?:the{_W})?(?:(?:start|beginning|middle|end|rest|course){_W}of{_W})?"
     rf"(?P<which>last|this|next|previous|coming){_W}(?P<unit>year))\b", to.whole_unit),
    (rf"\b(?i:(?:(?:since|until|by|before|at|for){_W})?the{_W}(?:start|beginning|middle|end|rest|course){_W}of{_W}"
     rf"(?P<which>the){_W}(?P<unit>year))\b", to.whole_unit),
    (rf"\b(?i:the{_W}(?P<unit>year){_W}before)\b(?=[,.;)\n]|$)", to.unit_before),
)  # fmt: skip
_COUNTED_YEAR_RULES: tuple[tuple[str, Resolver], ...] = (
    (rf"\b(?i:(?P<n>{_MANY}){_W}(?P<unit>year)s?{_W}ago)\b", to.ago),
    (rf"\b(?i:(?P<n>{_MANY}){_W}(?P<unit>year)s?{_W}(?P<way>earlier|later))\b", to.later),
)  # fmt: skip
_BARE_YEAR = (
    r"(?<![\d.,:$€£#/-])\b(?<!some )(?<!about )(?<!over )(?<!than )(?<!least )(?<!nearly )(?<!around )(?<!killed )"
    r"(?<!Resolution )(?<!resolution )(?<!No\. )(?<!almost )(?<!total )(?<!Flight )(?<!flight )(?<!another )"
    rf"(?P<year>19\d\d|20[0-4]\d)(?![\d%/]|[.,:]\d)\b(?!-\w){_NEXT_WORD}"
)
_RANGE_RULES: tuple[tuple[str, Resolver], ...] = (
    (rf"\b{_MONTH}{_W}{_D}(?:{_W}?[-–—]{_W}?|{_W}(?:to|and|through|until){_W})(?P<last>\d{{1,2}})"
     rf"(?![\d%]|[.:]\d){_NEXT_WORD}(?:,?{_W}(?P<year>\d{{4}})(?!\d))?", to.day_range),
    (rf"\b{_D}(?:{_W}?[-–—]{_W}?|{_W}(?:to|and|until){_W})(?P<last>\d{{1,2}})(?:st|nd|rd|th)?{_W}"
     rf"{_MONTH}(?!\w)(?:,?{_W}(?P<year>\d{{4}})(?!\d))?", to.day_range),
)  # fmt: skip
_WEEKDAY_RANGE_RULES: tuple[tuple[str, Resolver], ...] = (
    (rf"\b(?:[Oo]vernight{_W}|the{_W}night{_W}of{_W})?(?:from{_W}|between{_W})?(?P<first>{_DAYS})"
     rf"(?:{_W}(?:to|and|through|until|into){_W}|[-–—]){_WEEKDAY}(?:{_W}{_PART})?\b", to.weekday_range),
)  # fmt: skip
_YEAR_RANGE_RULES: tuple[tuple[str, Resolver], ...] = (
    (r"(?<![\d.,:$€£#/-])(?P<year>(?:1[5-9]|20)\d\d)(?:[-–—/]|\s(?:to|and|until)\s)"
     r"(?P<last>(?:1[5-9]|20)\d\d|\d\d)(?![\d%/-]|[.,:]\d)", to.years),
)  # fmt: skip
_WEEKS = (
    rf"\b(?i:(?:(?:in|since|until|by|early|late|earlier|later|over|during|at|on|before|for){_W})?"
    rf"(?:the{_W})?(?:(?:start|beginning|middle|end|rest|course){_W}of{_W})?"
    rf"(?:last|this|next|previous|coming|past|the){_W}(?:past{_W})?(?:week|weekend))\b(?!{_W}(?i:before|after|of)\b)",
)
_HOURS_TO = (
    rf"\b(?i:in{_W}the{_W}{_MANY}{_W}{_PERIOD}{_W}to{_W})"
    rf"(?:(?:late|early){_W}(?:on{_W})?)?(?:{_DAYS})(?:{_W}{_PART})?\b"
)
_DURATIONS = (
    rf"\b(?i:{_IN}{_W}(?:the{_W})?(?:past|last|next|coming|previous|first|following|preceding){_W}(?:{_MANY}{_W})?"
    rf"{_PERIOD})\b",
    rf"\b(?i:(?:the{_W})?(?:past|last|next|coming|previous|first|following|preceding){_W}{_MANY}{_W}{_PERIOD})\b",
    rf"\b(?i:(?:the{_W})?(?:{_WORDS}|\d{{1,3}})-(?:hour|day|night|week|month|year|decade)(?:{_W}{_WAR})?)\b(?!-old)",
    rf"\b(?i:(?:{_IN}{_W})?(?:(?:nearly|almost|about|over|some|at{_W}least|more{_W}than|less{_W}than|barely){_W})?"
    rf"{_MANY}{_W}(?:straight{_W}|consecutive{_W})?{_PERIOD}(?:{_W}of{_W}(?:civil{_W})?{_WAR})?)\b(?!{_W}(?:old|ago|of{_W}age|earlier|later)\b)(?![’'])",
    rf"\b(?i:(?:for|within|in){_W}(?:hours|days|nights|weeks|months|years|decades))\b",
)
_RECURRING = (
    rf"\b(?i:(?:every|each){_W}(?:{_MANY}{_W}|other{_W})?(?:{_PERIOD}|morning|evening|{_SEASON}|{_DAYS}))\b",
    r"\b(?i:daily|nightly)\b",
)
_VAGUE = (
    rf"\b(?i:so{_W}far|to{_W}date|recently|lately|until{_W}now)\b(?!{_W}as\b)",
    rf"\b(?i:in{_W}recent{_W}(?:hours|days|nights|weeks|months|years|decades))\b",
    rf"\b(?i:{_MANY}{_W}(?:hour|week|fortnight|decade)s?{_W}(?:ago|earlier|later))\b",
    rf"\b(?i:(?:hours|days|weeks|months|years|decades){_W}(?:ago|earlier|later))\b",
    rf"\b(?i:(?:(?:in|since|until|by|during|before){_W})?(?:last|this|next|the|late|early){_W}(?:{_SEASON}))\b(?!{_W}of\b)",
    rf"\b(?i:last|this|next){_W}fall\b",
    rf"\b(?i:since|in|by|until){_W}(?i:{_SEASON})\b",
    rf"\b(?i:(?:in|since|during)?{_W}?the{_W}(?:early{_W}|late{_W}|mid-)?)(?:1[5-9]|20)?\d0s\b",
    rf"\b(?i:since|before|by|until){_W}the{_W}new{_W}year\b",
    rf"\b(?i:(?:at|before|by|since){_W}(?:dawn|dusk|nightfall|midday|noon|midnight))\b",
    rf"\b(?i:during{_W}the{_W}night)\b",
)


# A rule is tried only near a word that each of its phrases holds. Without this the search costs ten times as much.
_WRITTEN_HINTS = {
    "month": r"Jan|Feb|Mar|Apr|May|Ju[nl]|Aug|Sep|Oct|Nov|Dec|J(?:AN|UN|UL)|FEB|MA[RY]|A(?:PR|UG)|SEP|OCT|NOV|DEC",
    "weekday": rf"{_DAYS}|{_DAYS.upper()}",
    "digits": r"\d(?:\d{3}|[/.]\d)",
}
# Looked for in the text in lower case, where a search takes half as long as one without regard to case.
_LOWER_HINTS = {
    "unit": r"\b(?:hour|day|night|week|fortnight|month|year|decade)",
    "day unit": r"\b(?:day|night)\b",
    "week unit": "week",
    "month unit": "month",
    "year unit": "year",
    "count": rf"(?:day|night|month|year)s?{_W}(?:ago|earlier|later|after)\b",
    "today": r"yesterday|tomorrow|today|night|morning|afternoon|evening|new year|christmas|boxing",
    "repeat": r"(?:every|each|daily|nightly)\b",
    "vague": r"\b(?:far|date|recent(?:ly)?|lately|now|ago|earlier|later|fall|new|dawn|dusk|nightfall|midday|noon|"
    rf"midnight|night|{_SEASON})\b|\d0s",
}


def _plain(patterns: tuple[str, ...], resolve: Resolver) -> tuple[tuple[str, Resolver], ...]:
    return tuple((pattern, resolve) for pattern in patterns)


def hints(text: str) -> Iterator[tuple[str, Iterator[re.Match[str]]]]:
    """For each hint that a rule names, the words of a text near which the rule is tried."""
    lower = lowered(text)
    for name, written, pattern in _hints():
        yield name, pattern.finditer(text if written else lower)


@cache
def _hints() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    return tuple(
        (name, table is _WRITTEN_HINTS, re.compile(pattern))
        for table in (_WRITTEN_HINTS, _LOWER_HINTS)
        for name, pattern in table.items()
    )


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, compiled at the first call, in order of precedence."""
    table = (
        (TimeKind.RANGE, "month", _RANGE_RULES),
        (TimeKind.RANGE, "weekday", _WEEKDAY_RANGE_RULES),
        (TimeKind.RANGE, "digits", _YEAR_RANGE_RULES),
        (TimeKind.DAY, "digits", _DIGIT_DAY_RULES),
        (TimeKind.DAY, "month", _DAY_RULES),
        (TimeKind.DURATION, "weekday", _plain((_HOURS_TO,), to.nothing)),
        (TimeKind.MONTH, "month", _MONTH_RULES),
        (TimeKind.MONTH, "month unit", _WHOLE_MONTH_RULES),
        (TimeKind.MONTH, "count", _COUNTED_MONTH_RULES),
        (TimeKind.DAY, "month", _NEAR_DAY_RULES),
        (TimeKind.DAY, "weekday", _WEEKDAY_RULES),
        (TimeKind.DAY, "today", _TODAY_RULES),
        (TimeKind.DAY, "count", _COUNTED_DAY_RULES),
        (TimeKind.DAY, "day unit", _SAME_DAY_RULES),
        (TimeKind.YEAR, "digits", _YEAR_RULES),
        (TimeKind.YEAR, "year unit", _WHOLE_YEAR_RULES),
        (TimeKind.YEAR, "count", _COUNTED_YEAR_RULES),
        (TimeKind.YEAR, "digits", _plain((_BARE_YEAR,), to.year)),
        (TimeKind.MONTH, "month", _plain(_BARE_MONTHS, to.nothing)),
        (TimeKind.RECURRING, "repeat", _plain(_RECURRING, to.nothing)),
        (TimeKind.VAGUE, "vague", _plain(_VAGUE, to.nothing)),
        (TimeKind.RANGE, "week unit", _plain(_WEEKS, to.week)),
        (TimeKind.DURATION, "unit", _plain(_DURATIONS, to.nothing)),
    )
    return tuple(
        Rule(kind, hint, re.compile(pattern), resolve) for kind, hint, pairs in table for pattern, resolve in pairs
    )
