"""The checker: nothing stands in a report that its citations do not hold. It is part of making one; a fault ends it.

A sentence must cite; each quotation in it must be in the cited words; each number, day and name must be among the
values or words of what is cited. Counts of sources, dispatches and places are counted again from the citations.
Words with a small letter are the templates' own, as are the few in `_OPENERS` that may begin a sentence.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from dateline.errors_reporting import SentenceUncited, SentenceUnfounded
from dateline.model.codes import AgreementStatus, FigureKind
from dateline.report.acts import nouns as acts_nouns
from dateline.report.model import Evidence, Remark, Report, Row
from dateline.report.wording import MONTHS, SMALL

_MONTH: Final = "|".join(MONTHS)
_DAY: Final = re.compile(rf"\b(?:(?P<day>\d{{1,2}}) )?(?P<month>{_MONTH})\b(?: (?P<year>\d{{4}})\b)?")
_SPAN: Final = re.compile(rf"\b(\d{{1,2}}) to (\d{{1,2}} ((?:{_MONTH})\b(?: \d{{4}}\b)?))")
_QUOTED: Final = re.compile(r"“([^”]*)”")
# Not the digits of a name: M23, R24, F-15K, the 4th Brigade; those are looked up as names.
_DIGITS: Final = re.compile(
    r"(?<![\w.])(?<![A-Za-z]-)\d[\d,]*(?:\.\d+)?(?![\dA-Za-z])(?: (?:million|billion|thousand)\b)?"
)
_SMALL_WORDS: Final = re.compile(rf"\b(?:{'|'.join(SMALL[1:])})\b", re.IGNORECASE)
_LARGE_WORDS: Final = re.compile(
    r"\b(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|"
    r"dozens?|scores|hundreds?|thousands?|millions?|billions?)\b",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    rf"\b(?P<n>{'|'.join(SMALL[1:])}|[\d,]+) (?:independent |different |further )*"
    r"(?P<what>source|dispatch|document|report)(?:e?s)?\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"(?=\d*[^\W\d_]|[\d.’'\-]+[^\W\d_])[^\W_]+(?:[’'\-.][^\W_]+)*")
_MARKS: Final = dict.fromkeys(map(ord, "'\"’‘“”"))
_SCALE: Final = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_OPENERS: Final = frozenset(
    "a about according across air all among an and arrests as assistance at background between both but by calls "
    "censorship coercive cooperation criticism day demands destruction dozens each earlier figures gunfire hundreds "
    "in it known later martial mediated millions misinformation more mostly nearly no not of on only other others "
    "parties restrictions rioting sanctions scores several sexual shelling since some sources support talks tens "
    "that the their then there these they this thousands told torture unlike until up use what whether while with "
    "within".split()
)
_ENGLISH_NAMES: Final = frozenset("USD EUR GBP".split())


def check(report: Report) -> None:
    """SentenceUncited or SentenceUnfounded at the first fault."""
    for one in report.cited():
        texts = [one.text] if not isinstance(one, Row) else [cell for cell in one.cells if cell]
        evidence = _cited(" | ".join(texts), one.cites, report)
        for text in texts:
            check_text(text, evidence)
    for remark in report.remarks():
        _check_remark(remark, report)


def _cited(text: str, cites: Sequence[str], report: Report) -> list[Evidence]:
    if not cites:
        raise SentenceUncited(text, "it cites nothing")
    missing = [name for name in cites if name not in report.evidence]
    if missing:
        raise SentenceUncited(text, f"it cites what is not there: {', '.join(missing)}")
    return [report.evidence[name] for name in cites]


def check_text(text: str, evidence: Sequence[Evidence]) -> None:
    """SentenceUnfounded if a quotation, number, day or name of the text is not in the evidence."""
    if not evidence:
        raise SentenceUncited(text, "it cites nothing")
    known = _Known(evidence)
    if known.quoted(text):
        return
    rest = _without_quoted(text, known)
    rest = _without_days(text, rest, known)
    rest = _without_counts(text, rest, evidence)
    for number, found in _numbers(rest):
        if not known.number(number, found):
            raise SentenceUnfounded(text, f"{found!r} is not in what it cites")
    for match in _LARGE_WORDS.finditer(_DIGITS.sub(" ", rest)):
        if not known.quoted(match.group()):
            raise SentenceUnfounded(text, f"{match.group()!r} is not in what it cites")
    for name in _names(rest):
        if not known.name(name):
            raise SentenceUnfounded(text, f"{name!r} is not in what it cites")


class _Known:
    """The values and words of what is cited."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        self._days = {day for one in evidence for day in one.days}
        self._numbers = {number for one in evidence for number in one.numbers}
        texts = [text for one in evidence for text in (*one.passages, *one.names)]
        self.text = " | ".join(_plain(text) for text in texts)
        self._folded = self.text.casefold()

    def quoted(self, words: str) -> bool:
        return _plain(words).casefold() in self._folded

    def day(self, iso: str) -> bool:
        """Whether a day, month or year is one of the records' or a coarser part of one; "--05-11" has no year."""
        if iso.startswith("--"):
            return any(day[4:].startswith(iso[1:]) for day in self._days)
        return any(day.startswith(iso) for day in self._days) or bool(re.search(rf"\b{iso[:4]}\b", self.text))

    def number(self, value: float, words: str) -> bool:
        if value in self._numbers or re.search(rf"(?<![\w,.]){re.escape(words.casefold())}(?![\w])", self._folded):
            return True
        return value.is_integer() and 1900 <= value <= 2100 and any(day[:4] == f"{value:.0f}" for day in self._days)

    def name(self, run: str) -> bool:
        return bool(re.search(rf"(?<!\w){re.escape(_plain(run).casefold())}(?!\w)", self._folded))


def _plain(text: str) -> str:
    """One space between words, and no quotation marks or apostrophes, of which each paper has its own."""
    return " ".join(text.translate(_MARKS).split())


def _without_quoted(text: str, known: _Known) -> str:
    for match in _QUOTED.finditer(text):
        words = match.group(1).strip().removesuffix("…").rstrip(" .,")
        if not known.quoted(words):
            raise SentenceUnfounded(text, f"the quoted words “{words}” are not in what it cites")
    return _QUOTED.sub(" | ", text)


def _without_days(text: str, rest: str, known: _Known) -> str:
    rest = _SPAN.sub(r"\1 \3 to \2", rest)
    for match in _DAY.finditer(rest):
        month = MONTHS.index(match["month"]) + 1
        day, year = match["day"], match["year"]
        if day is None and year is None:
            continue  # May is a name as well; it is looked up as one below
        iso = f"{year}-{month:02}" if year else f"--{month:02}"
        if day is not None:
            iso += f"-{int(day):02}"
        if not known.day(iso) and not known.quoted(match.group()):
            raise SentenceUnfounded(text, f"the day {match.group()!r} is not in what it cites")
    return _DAY.sub(lambda match: " | " if match["day"] or match["year"] else match.group(), rest)


def _without_counts(text: str, rest: str, evidence: Sequence[Evidence]) -> str:
    for match in _COUNTED.finditer(rest):
        small = match["n"].casefold()
        stated = SMALL.index(small) if small in SMALL else int(small.replace(",", ""))
        what = match["what"].casefold()
        counted = len({one.source if what == "source" else one.document for one in evidence})
        if stated != counted and not any(
            match.group().casefold() in p.casefold() for e in evidence for p in e.passages
        ):
            raise SentenceUnfounded(text, f"{match.group()!r}, but it cites {counted}")
    return _COUNTED.sub(" | ", rest)


def _numbers(text: str) -> Iterator[tuple[float, str]]:
    for match in _DIGITS.finditer(text):
        digits, _, scale = match.group().partition(" ")
        yield round(float(digits.replace(",", "").rstrip(".")) * _SCALE.get(scale, 1.0), 6), match.group()
    for match in _SMALL_WORDS.finditer(text):
        yield float(SMALL.index(match.group().casefold())), match.group()


def _names(text: str) -> Iterator[str]:
    """Runs of words with capitals, as they stand; the first of a sentence only if it is no word of ours."""
    for piece in re.split(r"[|,;:()\[\]“”\"]|\s[–—-]\s|(?<=[.!?])\s", text):
        words = [(match.group(), match.start(), match.end()) for match in _WORD.finditer(piece)]
        run: list[tuple[str, int, int]] = []
        for at, word in enumerate(words):
            ours = at == 0 and word[0].casefold() in _openers()
            named = (
                any(letter.isupper() or letter.isdigit() for letter in word[0])
                and not ours
                and word[0] not in _ENGLISH_NAMES
            )
            named = named and not (at == 0 and word[0].casefold() in SMALL)
            if run and (not named or piece[run[-1][2] : word[1]] != " "):
                yield piece[run[0][1] : run[-1][2]]
                run = []
            if named:
                run.append(word)
        if run:
            yield piece[run[0][1] : run[-1][2]]


def _check_remark(remark: Remark, report: Report) -> None:
    """A remark names what was asked for and counts of the report; anything else is a sentence and has to cite."""
    text = remark.text
    for given in sorted((given for given in report.given if given), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(given)}(?!\w)", " | ", text)
    if _DAY.search(text) is not None:
        raise SentenceUncited(remark.text, "it names a day and cites nothing")
    for number, found in _numbers(text):
        if number not in report.counts:
            raise SentenceUncited(remark.text, f"it names {found!r} and cites nothing")
    for name in _names(text):
        if not _ours(name):
            raise SentenceUncited(remark.text, f"it names {name!r} and cites nothing")


@cache
def _openers() -> frozenset[str]:
    """Words of ours that may begin a sentence or a cell: the codes and the nouns of the acts are among them."""
    codes = [*FigureKind, *AgreementStatus, *acts_nouns()]
    return _OPENERS | {words.replace("_", " ").split()[0] for words in codes}


@lru_cache(maxsize=256)
def _ours(name: str) -> bool:
    """A word that begins a sentence of ours."""
    return name.casefold() in _REMARKS


_REMARKS: Final[Iterable[str]] = frozenset(
    "this each nothing nobody further for where a an the it reprints figures places add begin dispatches stock what "
    "take others try events days two one three four five six seven eight nine those read no only".split()
)
