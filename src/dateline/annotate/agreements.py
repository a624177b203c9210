"""Agreements by rule: phrases with a deal word as their head, joined where the text means the same deal."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile
from types import MappingProxyType
from typing import Final

from dateline.annotate import agreement_words as lexicon
from dateline.model.codes import AgreementStatus
from dateline.text.sentences import split_sentences

_S = AgreementStatus
_WORD: Final = re.compile(r"[^\s,;:()\"“”\[\]]+")
_CLOSED: Final = re.compile(r"[,;:()\"“”\[\]]\s*$")
_PROPER: Final = re.compile(r"[A-Z][\w’'-]+|\b(?:19|20)\d\d\b")
# In characters: how far a phrase is read before and after its head, and how far from it a cue of its status counts.
_LEFT: Final = 200
_AFTER: Final = 200
_REACH: Final = 70
_KEPT_OPEN: Final = 40  # deals that a later mention may take up; bounds the work on endless texts
_STRENGTH: Final = {status: place for place, status in enumerate(lexicon.CUES)}
_MADE: Final = frozenset({_S.SIGNED, _S.REACHED, _S.EXTENDED, _S.SUSPENDED, _S.IMPLEMENTED, _S.VIOLATED, _S.COLLAPSED})
# A swap is told as done unless the text says one of these.
_UNDONE: Final = frozenset({_S.PROPOSED, _S.COLLAPSED, _S.SUSPENDED, _S.REJECTED})
# Share of right finds by rule on 234 training documents, (right + 1) / (found + 2), so that few finds weigh less.
_CONFIDENCE: Final = MappingProxyType({"named": 0.95, "made": 0.85, "definite": 0.85, "proposed": 0.8})


@dataclass(frozen=True, slots=True)
class FoundAgreement:
    """A deal of the text: `start`, `end` span the phrase that names it most fully, in code points of the text.

    `name` is that phrase without article; `status` the strongest state that any mention gives; `confidence` the share
    of right finds of the same rule on training documents.
    """

    start: int
    end: int
    name: str
    status: AgreementStatus
    confidence: float


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    name: str
    group: str
    definite: bool
    predicate: bool  # "this is an interim deal", "such a treaty": says something of a deal met before
    proper: frozenset[str]  # beginnings of names and years in the phrase: deals with different ones are two
    words: frozenset[str]
    status: AgreementStatus | None


@dataclass(slots=True)
class _Deal:
    """The mentions of one deal so far."""

    mentions: list[_Mention]
    proper: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    def add(self, mention: _Mention) -> None:
        self.mentions.append(mention)
        self.proper |= mention.proper
        self.words |= mention.words

    def takes(self, mention: _Mention) -> bool:
        """Whether the mention can mean this deal: no other name, and no describing word that is new."""
        swap = self.mentions[0].group == "swap"
        bare_pact = mention.group == "pact" and mention.definite and not mention.proper  # "the deal" may mean a swap
        if (mention.group == "swap") != swap and not (swap and bare_pact):
            return False
        if mention.proper and self.proper and not mention.proper & self.proper:
            return False
        new = mention.words - self.words
        if mention.definite:
            return all(lexicon.MODIFIER.fullmatch(word) for word in new)
        return mention.predicate or (bool(mention.words) and not new)


def find_agreements(text: str) -> list[FoundAgreement]:
    """The deals that `text` names or describes, one entry a deal, in order of their phrases."""
    deals: list[_Deal] = []
    items = [match.start() for match in lexicon.ITEM.finditer(text)]
    for mention in _longest(_mentions(text)):
        item = items[bisect_right(items, mention.start) - 1] if items and mention.start >= items[0] else 0
        deal = _deal_of(mention, deals, item)
        if deal is None:
            deal = _Deal([])
            deals.append(deal)
        deal.add(mention)
    found = [agreement for deal in deals if (agreement := _agreement(deal)) is not None]
    return sorted(found, key=lambda agreement: (agreement.start, agreement.end))


def _longest(mentions: Iterable[_Mention]) -> list[_Mention]:
    """Of mentions that overlap only the longest: "a prisoner exchange" inside "a prisoner exchange agreement"."""
    kept: list[_Mention] = []
    for mention in mentions:
        longest = mention
        while kept and longest.start < kept[-1].end:
            inner, longest = sorted((kept.pop(), longest), key=lambda one: one.end - one.start)
            longest = _joined(longest, inner)
        kept.append(longest)
    return kept


def _joined(longer: _Mention, inner: _Mention) -> _Mention:
    """The longer mention of one deal; a status that only the inner one shows is not lost."""
    return longer if longer.status else replace(longer, status=inner.status)


def _mentions(text: str) -> Iterator[_Mention]:
    sentences = split_sentences(text)
    starts = [start for start, _ in sentences]
    for head in lexicon.HEAD.finditer(text):
        place = bisect_right(starts, head.start()) - 1
        if place < 0 or head.end() > sentences[place][1]:
            continue
        start, end = sentences[place]
        mention = _mention(text, head, max(start, head.start() - _LEFT), end)
        if mention is not None:
            yield mention


def _mention(text: str, head: re.Match[str], left: int, right: int) -> _Mention | None:
    before = text[left : head.start()]
    if lexicon.NOT_AFTER.match(text, head.end(), min(right, head.end() + _AFTER)) or lexicon.NOT_BEFORE.search(before):
        return None
    determiner, modifiers, start = _left(before, left, head.start())
    lead = text[left:start] + determiner
    definite = lexicon.DEFINITE.fullmatch(determiner) is not None
    if not definite and lexicon.WISH.search(lead + " " + " ".join(modifiers[:1])):
        return None
    tail = lexicon.TAIL.match(text, head.end(), min(right, head.end() + _AFTER))
    end = tail.end() if tail else head.end()
    proper = _PROPER.findall(" ".join(modifiers) + text[head.end() : end])
    mention = _Mention(
        start=start,
        end=end,
        name=lexicon.WHEN.sub("", text[start:end][len(determiner) :].lstrip(), count=1),
        group=head.lastgroup or "",
        definite=definite or (not determiner and bool(proper)),
        predicate=lexicon.PREDICATE.search(lead) is not None,
        proper=frozenset(part[:4].lower() for name in proper for part in name.split("-")),
        words=frozenset(word.lower() for word in modifiers),
        status=_status(lead[-_REACH:], text[head.end() : min(right, end + _REACH)]),
    )
    return mention if _is_deal(mention, head.group().lower()) else None


def _left(before: str, offset: int, head: int) -> tuple[str, list[str], int]:
    """The determiner ("" for none), the words between it and the head, and where the phrase begins."""
    if _CLOSED.search(before):
        return "", [], head
    words = [(match.group(), offset + match.start()) for match in _WORD.finditer(before)][-7:]
    run = list(takewhile(lambda pair: not lexicon.STOP.fullmatch(pair[0]), reversed(words)))
    for position, (word, start) in enumerate(run):
        if lexicon.DETERMINER.fullmatch(word):
            return word, [inner for inner, _ in reversed(run[:position])], start
        if position and word.endswith(("'s", "’s", "s'", "s’")):
            return "", [inner for inner, _ in reversed(run[: position + 1])], start
    kept = list(takewhile(_describes, run))
    return "", [inner for inner, _ in reversed(kept)], kept[-1][1] if kept else head


def _describes(pair: tuple[str, int]) -> bool:
    """Whether a word before a head belongs to it though no article opens the phrase ("prisoner exchange deal")."""
    word = pair[0]
    return word[:1].isupper() or any(p.fullmatch(word) is not None for p in (lexicon.MODIFIER, lexicon.HEAD))


def _status(before: str, after: str) -> AgreementStatus | None:
    around = f"{before} | {after}"
    for status, cue in lexicon.CUES.items():
        if cue.search(around):
            if status is _S.SIGNED and (unsigned := lexicon.UNSIGNED.search(around)):
                return _S.REJECTED if "refus" in unsigned.group() else _S.PROPOSED
            return status
    return None


def _is_deal(mention: _Mention, head: str) -> bool:
    """Whether the words around a deal word show that it is one: the loose words name much else."""
    if head in {"lull", "pause"}:
        return lexicon.LASTING.search(mention.name) is not None
    if mention.group == "swap":
        told = head.startswith("swap") or lexicon.SWAPPED.search(mention.name) is not None
        return told or (mention.definite and not mention.words and mention.status is not None)
    formal = any(lexicon.FORMAL.fullmatch(word) for word in mention.words)
    if head == "declaration" or head.startswith("communiqu"):
        return formal or mention.status is _S.SIGNED or lexicon.PLACE_NAMED.match(mention.name) is not None
    if mention.group == "loose":
        return formal or bool(mention.proper) or mention.status in _MADE
    return not head.endswith("s") or mention.definite or head.endswith("hostilities")


def _deal_of(mention: _Mention, deals: list[_Deal], item: int) -> _Deal | None:
    """The deal of the same item that this mention takes up again, the latest first."""
    if lexicon.OTHER.match(mention.name):
        return None
    for deal in islice(reversed(deals), _KEPT_OPEN):
        if deal.mentions[0].start >= item and deal.takes(mention):
            return deal
    return None


def _agreement(deal: _Deal) -> FoundAgreement | None:
    best = max(deal.mentions, key=lambda mention: (bool(mention.proper), len(mention.words), -mention.start))
    states = [mention.status for mention in deal.mentions if mention.status is not None]
    status = min(states, key=_STRENGTH.__getitem__) if states else None
    if best.group == "swap" and status not in _UNDONE:
        status = _S.IMPLEMENTED
    rule = _rule(deal, best, status)
    if rule is None:
        return None
    default = _S.IN_FORCE if best.definite else _S.REACHED
    return FoundAgreement(best.start, best.end, best.name, status or default, _CONFIDENCE[rule])


def _rule(deal: _Deal, best: _Mention, status: AgreementStatus | None) -> str | None:
    """What shows that it is a deal; None where nothing does ("a truce" of which nothing is told)."""
    if best.proper:
        return "named"
    if status in _MADE:
        return "made"
    if any(mention.definite for mention in deal.mentions):
        return "definite"
    return "proposed" if status is not None else None
