"""Pronouns and role nouns back to their antecedents: `python -m evals.references [--half odd] [--errors]`.

150 cases, drawn by hash from the labelled documents outside the dev part: half of them actors and recipients, which are
right with country and sector, and half speakers, which are right with the name that the label resolves them to. The
words are given. The network has read these documents; which noun stands for whom is settled by rules, of which the
half with an odd second hash byte (`odd`) has seen none before they were written.
"""

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dateline.annotate.candidates import Candidates, Filler
from dateline.annotate.quotations import find_quotations
from dateline.annotate.runtime import Model, shipped_model
from dateline.annotate.scores import Scores
from dateline.annotate.thresholds import Thresholds
from dateline.knowledge.tables import fold
from dateline.records.actors import ActorResolver, doer_sector, target_sector
from evals.actors import At, nearest
from evals.corpus import Corpus, authored, data_root, is_dev, real, real_under
from evals.gold import GoldDocument
from evals.scoring import Read, document_of

CASES: Final = 150
_LEAD: Final = re.compile(r"^(?:The|A|An|Some|Two|Three|Both|His|Her|Its|Their|Our|My|Many|Several|One)\s+")
_PRONOUNS: Final = frozenset("he she it they we i him her them us me both his its their our".split())
_EMPTY: Final = frozenset("the a an of for in and to his her its their s from at on by".split())


@dataclass(frozen=True, slots=True)
class Reference:
    """A label that is a pronoun or a role noun; `wanted` are codes, or the name of a speaker."""

    document: GoldDocument
    part: str
    words: str
    at: int
    wanted: tuple[str, ...]

    @property
    def order(self) -> str:
        """The hash by which the cases are drawn."""
        return hashlib.sha256(f"{self.document.doc.id} {self.part} {self.words} {self.at}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ReferencesScore:
    """Shares of right cases; the sets that were there."""

    cases: int
    right: float
    actors: float
    speakers: float
    pronouns: float
    role_nouns: float


def is_reference(words: str) -> bool:
    """Whether the words are a pronoun or a noun without a name."""
    return words.lower() in _PRONOUNS or _LEAD.sub("", words).islower()


def references(gold: GoldDocument) -> Iterator[Reference]:
    """The labels of a document that are pronouns or role nouns."""
    for event in gold.events:
        for side, actors in (("actor", event.actors), ("recipient", event.recipients)):
            for words in dict.fromkeys(actor.text for actor in actors if actor.text and is_reference(actor.text)):
                codes = tuple(actor.code for actor in actors if actor.text == words)
                yield Reference(gold, f"{side} {event.type}", words, event.anchor.start, codes)
    for quote in gold.quotes:
        if quote.speaker and quote.speaker_resolved and is_reference(quote.speaker):
            yield Reference(gold, "speaker", quote.speaker, quote.start, (quote.speaker_resolved,))


def half_of(doc_id: str) -> str:
    """Which half a document is in."""
    return "odd" if hashlib.sha256(doc_id.encode()).digest()[1] % 2 else "even"


def drawn(corpora: Sequence[Corpus], half: str | None = None, cases: int = CASES) -> list[Reference]:
    """As many actors as speakers, and as many of either half."""
    found = [ref for c in corpora for gold in c.documents if not is_dev(gold.doc.id) for ref in references(gold)]
    kept: list[Reference] = []
    for one in ("even", "odd"):
        for spoken in (False, True):
            mine = [r for r in found if half_of(r.document.doc.id) == one and (r.part == "speaker") is spoken]
            if half in (None, one):
                kept += sorted(mine, key=lambda r: r.order)[: -(-cases // 4)]
    return kept


def said(reference: Reference, scores: Scores, thresholds: Thresholds) -> tuple[str, ...]:
    """What the product makes of the words at that place: codes, or a name."""
    document = document_of(reference.document)
    plain = Candidates(scores, document.text, document.published, thresholds)
    anchor = plain.locate.pair(reference.at, reference.at + 1)
    pair = nearest(plain, reference.words, anchor) if anchor else None
    if pair is None:
        return ()
    at = At(scores, document, thresholds, [pair])
    named = [plain.actor(f) for f in plain.fillers if plain.person(f.pair)]
    spoken = [q.speaker for q in find_quotations(plain, thresholds) if q.speaker]
    resolver = ActorResolver(named, document.published, spoken, document.text)
    mention = at.actor(Filler(pair, False, 1.0))
    part, _, kind = reference.part.partition(" ")
    if part == "speaker":
        actor = resolver.first(mention)
        return (actor.name,) if actor and actor.name else ()
    event = next(e for e in reference.document.events if e.anchor.start == reference.at and e.type == kind)
    bare = doer_sector(event.type) if part == "actor" else target_sector(event.type)
    return tuple(dict.fromkeys(actor.code or "?" for actor in resolver.parties(mention, bare)))


def is_right(reference: Reference, answer: tuple[str, ...]) -> bool:
    """All codes, or a name that shares the last word of the wanted one or all words of the shorter."""
    if reference.part != "speaker":
        return sorted(set(answer)) == sorted(set(reference.wanted))
    wanted, given = _words(reference.wanted[0]), _words(answer[0]) if answer else []
    if not wanted or not given:
        return False
    shorter, longer = sorted((set(wanted), set(given)), key=len)
    return wanted[-1] == given[-1] or shorter <= longer


def _words(name: str) -> list[str]:
    return [word for word in fold(name).split() if word not in _EMPTY]


def run(path: Path, _: Read) -> ReferencesScore:
    """The shares over the drawn cases; `path` is the folder of the real documents."""
    return scored([(ref, right) for ref, right, _ in judged(Model.load(shipped_model()), _there(real_under(path)))])


def _there(real_documents: Corpus) -> list[Corpus]:
    return [corpus for corpus in (real_documents, authored()) if not corpus.left_out]


def judged(
    model: Model, found: Sequence[Corpus], half: str | None = None, cases: int = CASES
) -> Iterator[tuple[Reference, bool, tuple[str, ...]]]:
    """Each drawn case, whether it is right, and what was said."""
    scores: dict[str, Scores] = {}
    for reference in drawn(found, half, cases):
        document = document_of(reference.document)
        if document.id not in scores:
            scores[document.id] = model.score(document.title, document.text)
        answer = said(reference, scores[document.id], model.thresholds)
        yield reference, is_right(reference, answer), answer


def scored(results: Sequence[tuple[Reference, bool]]) -> ReferencesScore:
    """The shares of right cases."""

    def share(values: Sequence[bool]) -> float:
        return round(sum(values) / len(values), 4) if values else 0.0

    return ReferencesScore(
        len(results),
        share([right for _, right in results]),
        share([right for ref, right in results if ref.part != "speaker"]),
        share([right for ref, right in results if ref.part == "speaker"]),
        share([right for ref, right in results if ref.words.lower() in _PRONOUNS]),
        share([right for ref, right in results if ref.words.lower() not in _PRONOUNS]),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the shares, with `--errors` each case that is not right."""
    parser = argparse.ArgumentParser(prog="python -m evals.references", description="pronouns and role nouns")
    parser.add_argument("--data-root", help="folder with corpus/ (setting DATELINE_DATA_ROOT)")
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--cases", type=int, default=CASES, help="how many of both halves")
    parser.add_argument("--model", type=Path, default=shipped_model(), help="folder of another model")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    results = []
    found = _there(real(data_root(options.data_root)))
    for reference, right, answer in judged(Model.load(options.model), found, options.half, options.cases):
        results.append((reference, right))
        if options.errors and not right:
            wanted = ", ".join(reference.wanted)
            print("\t".join((reference.document.doc.id, reference.part, reference.words, wanted, ", ".join(answer))))
    print(scored(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
