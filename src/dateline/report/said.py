"""Who says what: statements with their speakers, and claims beside their denials."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dateline.knowledge.tables import fold
from dateline.model.codes import EventType, QuotationKind
from dateline.model.document import Document
from dateline.model.records import Event, Quotation, Span
from dateline.report.acts import SURE, mid_end
from dateline.report.evidence import Witness
from dateline.report.model import Row, Sentence
from dateline.report.names import actor_name, lowered, mid
from dateline.report.scope import Material
from dateline.report.wording import capital, day, listed

_LONGEST: Final = 280
_CLOSE: Final = 420
"""Characters after a claim in which its denial stands."""

_DENYING: Final = re.compile(r"\b(?:den(?:y|ies|ied|ying)|reject|dismiss|disput|refut|contradict)", re.IGNORECASE)
_NOT: Final = re.compile(r"\b(?:not|no|never|nothing|nobody|none|n't|neither)\b", re.IGNORECASE)
# Cues that go before "that"; under any other the statement is told with "said".
_THAT: Final = {
    "said": "said", "says": "said", "say": "said", "told": "said", "added": "added", "adding": "added",
    "denied": "denied", "denies": "denied", "warned": "warned", "warns": "warned", "announced": "announced",
    "confirmed": "confirmed", "claimed": "claimed", "insisted": "insisted", "argued": "argued",
    "estimated": "estimated",
    "stated": "said", "declared": "declared", "acknowledged": "acknowledged", "admitted": "admitted",
    "believed": "said", "reported": "reported", "reports": "reported", "estimates": "estimated", "alleged": "alleged",
    "according": "said", "saying": "said", "explained": "explained", "predicted": "predicted", "noted": "noted",
}  # fmt: skip
_NOT_A_CLAUSE: Final = re.compile(r"(?:to|for|of|about|as|on|in|with|against|by)\b", re.IGNORECASE)
# A clause has a subject and a finite verb; what has not is no clause after "said that".
_FINITE: Final = re.compile(
    r"(?<!^)\b(?:is|are|was|were|has|have|had|will|would|could|can|may|might|should|must|shall|did|do|does|\w{2,}ed|fell|came|"
    r"went|took|made|said|left|began|struck|hit|shot|fled|found|lost|gave|held|kept|met|saw|sent|told|broke|brought|knew|"
    r"cut|let|put|set|fought|got|became|rose|grew|ran|led|stood|spoke|wrote|wants?|needs?|remains?|continues?|plans?|"
    r"means?|shows?|goes|gives|takes|makes|says|stands|lies|knows?|hopes?|expects?|intends?|supports?|rejects?|refuses?)\b",
    re.IGNORECASE,
)
# Cut off in the middle of "a.m.", or before what a conjunction joins.
_TORN: Final = re.compile(r"^\w\.|\b(?:and|or|of|but|the|to|in|that|with|by|for|a|an|from|on|at|as)$", re.IGNORECASE)
_VERB_FIRST: Final = re.compile(r"(?:was|were|is|are|has|had|have|be|been|\w+ed)\b")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement; `also` are its repetitions in other documents."""

    quotation: Quotation
    document: Document
    speaker: str
    also: tuple[str, ...]


class Hearer:
    """Picks statements out of the material and tells them."""

    def __init__(self, material: Material, witness: Witness) -> None:
        self._material = material
        self._witness = witness

    def statements(self) -> list[Spoken]:
        """Each once, by day; those of a speaker whom nobody can name, and unsure ones, are left out."""
        found: dict[str, list[Quotation]] = {}
        for one in self._material.quotations:
            if one.confidence >= SURE and one.speaker is not None and len(one.span.text.split()) >= 4:
                found.setdefault(fold(one.span.text), []).append(one)
        made = [each for group in found.values() if (each := self._spoken(group)) is not None]
        return sorted(
            made, key=lambda one: (one.document.published or "9", one.document.sha256, one.quotation.span.start)
        )

    def _spoken(self, group: Sequence[Quotation]) -> Spoken | None:
        ordered = sorted(group, key=lambda one: (self._document(one).published or "9", one.id))
        for one in ordered:
            name = actor_name(one.speaker, self._document(one))
            if name is not None:
                return Spoken(one, self._document(one), name, tuple(other.id for other in ordered))
        return None

    def _document(self, quotation: Quotation) -> Document:
        return self._material.documents[self._material.holders[quotation.id]]

    def tell(self, spoken: Spoken) -> Sentence | None:
        """One sentence; None for words that make no clause."""
        quotation = spoken.quotation
        cites = self._witness(*spoken.also)
        sources = self._sources(spoken.also)
        told = f", {day(spoken.document.published, self._witness.year)}" if spoken.document.published else ""
        if quotation.kind is QuotationKind.DIRECT:
            words = _quoted(quotation.span)
            return Sentence(f"{capital(mid(spoken.speaker))} said: “{words}” ({sources}{told}).", cites)
        content = _clause(quotation.span, spoken.document)
        if content is None:
            return None
        cue = _THAT.get((quotation.cue.text if quotation.cue else "").casefold(), "said")
        return Sentence(f"{capital(mid(spoken.speaker))} {cue} that {content} ({sources}{told}).", cites)

    def _sources(self, records: Sequence[str]) -> str:
        names = []
        for record in records:
            sha = self._material.holders[record]
            source = self._material.sources[sha]
            names.append("an unnamed publication" if source == sha else source)
        return listed(list(dict.fromkeys(names)))

    def disputes(self) -> list[Row]:
        """Claims and their denials, side by side."""
        found = []
        for sha in self._material.scope:
            spoken = [one for one in self.statements() if one.document.sha256 == sha]
            accusing = [
                one
                for name, one in self._material.records.items()
                if self._material.holders[name] == sha and isinstance(one, Event) and one.type is EventType.ACCUSE
                and one.confidence >= SURE
            ]  # fmt: skip
            for denial in spoken:
                cue = denial.quotation.cue.text if denial.quotation.cue else ""
                row = self._answered(denial, spoken) if _DENYING.search(cue) else self._rebutted(denial, accusing)
                found += [row] if row is not None else []
        return list({row.cells: row for row in found}.values())

    def _answered(self, denial: Spoken, spoken: Sequence[Spoken]) -> Row | None:
        """A denial of the nearest statement before it by somebody else."""
        start = denial.quotation.span.start
        before = [
            one
            for one in spoken
            if 0 < start - one.quotation.span.start <= _CLOSE
            and one.speaker != denial.speaker
            and one.quotation.span.end <= start
        ]
        cue = denial.quotation.cue.text if denial.quotation.cue else "denied"
        answer = f"{capital(mid_end(denial.speaker))} {cue}: “{_quoted(denial.quotation.span)}”"
        if not before:
            return None
        claim = before[-1]
        said = f"{capital(mid_end(claim.speaker))}: “{_quoted(claim.quotation.span)}”"
        ids = (claim.quotation.id, denial.quotation.id)
        return Row((said, answer, self._sources(ids)), self._witness(*ids))

    def _rebutted(self, denial: Spoken, accusing: Sequence[Event]) -> Row | None:
        """An accusation, and the next words of somebody else who says that it is not so."""
        start = denial.quotation.span.start
        before = [one for one in accusing if 0 < start - one.anchor.end <= _CLOSE]
        if not before or not _NOT.search(denial.quotation.span.text):
            return None
        accusation = max(before, key=lambda one: one.anchor.start)
        text = denial.document.text
        first, last = self._witness.sentence(accusation.id)
        own = any(fold(actor_name(actor, denial.document) or "") == fold(denial.speaker) for actor in accusation.actors)
        if own or first <= start < last:
            return None
        claim = " ".join(text[first:last].split())
        ids = (accusation.id, denial.quotation.id)
        answer = f"{capital(mid_end(denial.speaker))}: “{_quoted(denial.quotation.span)}”"
        return Row((f"“{_cut(_inner(claim))}”", answer, self._sources(ids)), self._witness(*ids))


def _trimmed(words: str) -> str:
    """Without the marks around it, but with the full stop of "a.m."."""
    words = " ".join(words.split()).strip(" ,;:")
    return words if re.search(r"\b\w\.\w\.$", words) else words.strip(" ,.;:")


def _inner(words: str) -> str:
    """Quotation marks inside of our own."""
    words = re.sub(r"[“”]", '"', words)
    return re.sub(r'"([^"]*)"', r"‘\1’", words).replace('"', "")


def _quoted(span: Span) -> str:
    """The words between our quotation marks."""
    words = _trimmed(span.text)
    while len(words) > 1 and words[0] in "\"“‘'" and words[-1] in "\"”’'":
        words = _trimmed(words[1:-1])
    return _cut(_inner(words.strip('“”"')))


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0].rstrip(" ,.;:") + "…"


def _clause(span: Span, document: Document) -> str | None:
    """The words as they go on after "said that", None where they would not."""
    words = _trimmed(span.text)
    words = re.sub(r"^that\s+", "", words)
    if _NOT_A_CLAUSE.match(words) or len(words) > _LONGEST or "\n" in span.text.strip():
        return None
    if _TORN.search(words):
        return None
    if not _FINITE.search(words) or _VERB_FIRST.match(words):
        return None
    if words.count('"') % 2 or words.count("“") != words.count("”"):
        return None
    words = re.sub(r'"([^"]*)"', r"“\1”", words)
    return lowered(words, document.text)
