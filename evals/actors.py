"""How often an actor's code is right where its words are given: `python -m evals.actors`.

Each labelled actor or recipient with words is looked up at the place nearest to the anchor of its event and resolved
as the product does it, with what the network says of that place. The network has seen the documents outside the dev
part, so with the shipped weights only a change means something there; `--cache` with the scores of networks that were
trained without the document in question gives figures that stand for themselves.
"""

import argparse
import hashlib
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from dateline.annotate.candidates import Candidates, Filler
from dateline.annotate.quotations import find_quotations
from dateline.annotate.runtime import Model, shipped_model
from dateline.annotate.scores import Pair, PairTables, Scores
from dateline.annotate.thresholds import Thresholds
from dateline.annotate.windows import words_of
from dateline.knowledge.resolver import country_cues, known_actor
from dateline.model.codes import Sector
from dateline.model.document import Document
from dateline.records.actors import ActorResolver, doer_sector, target_sector
from evals.corpus import Corpus, authored, data_root, is_dev, real, real_under
from evals.gold import GoldActor, GoldDocument, GoldEvent
from evals.scoring import Read, document_of

KINDS: Final = (
    "name", "role noun", "demonym phrase", "country", "metonym", "pronoun", "organisation", "armed group",
)  # fmt: skip
_PRONOUNS: Final = frozenset(
    "he she it they we i you him her them us me who whom which that this those these both his its their our my "
    "himself herself themselves itself".split()
)
_TABLES: Final = ("distance", "sentence", "constant")
_ARMED: Final = frozenset({Sector.REB, Sector.PRM, Sector.UAF, Sector.CRM})


@dataclass(frozen=True, slots=True)
class Case:
    """The labelled entries of one event and part that share their words, and what they were resolved to."""

    document: str
    words: str
    kind: str
    part: str
    gold: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def country(self) -> int:
        """How many entries have the right country."""
        return _shared((code[:3] for code in self.gold), (code[:3] for code in self.said))

    @property
    def sector(self) -> int:
        """How many entries have the right sector."""
        return _shared((code[4:] for code in self.gold), (code[4:] for code in self.said))

    @property
    def both(self) -> int:
        """How many entries have the right code."""
        return _shared(self.gold, self.said)


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    return (Counter(one) & Counter(other)).total()


class At(Candidates):
    """The candidates of a document, where any words can be made an actor and not only the mentions that were found."""

    def __init__(self, scores: Scores, document: Document, thresholds: Thresholds, pairs: Sequence[Pair]) -> None:
        super().__init__(scores, document.text, document.published, thresholds)
        self._pairs = sorted({*self._pairs, *pairs})


def nearest(candidates: Candidates, words: str, anchor: Pair) -> Pair | None:
    """The occurrence that the label means: in the sentence of the anchor first, then by distance."""
    text, sentence = candidates.locate.text, candidates.scores.words.sentence
    spans = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    spans = spans or [m.span() for m in re.finditer(re.escape(words), text)]
    found = [pair for start, end in spans if (pair := candidates.locate.pair(start, end))]
    return min(found, key=lambda p: (sentence[p[0]] != sentence[anchor[0]], abs(p[0] - anchor[0])), default=None)


def kind_of(words: str, gold: Sequence[GoldActor], is_person: bool) -> str:
    """What kind of mention the words are, judged by their form and the labelled sector."""
    known = known_actor(words)
    cues = country_cues(words)
    rest = re.sub(r"^(?:The|A|An|Some|Two|Both)\s+", "", words)
    if words.lower() in _PRONOUNS:
        return "pronoun"
    if rest.islower():
        return "role noun"
    if known is not None and known.sector is None:
        return "country"
    if known is not None and known.name == rest.removeprefix("the ") and known.id.startswith("gov:"):
        return "metonym"
    if cues and words[cues[0].end :].strip().islower() and cues[0].start <= len("the thousands of "):
        return "demonym phrase"
    if any(actor.code[4:] in _ARMED for actor in gold) and not is_person:
        return "armed group"
    return "name" if is_person else "organisation"


def cases(gold: GoldDocument, scores: Scores, thresholds: Thresholds) -> Iterator[Case]:
    """Every labelled actor with words, grouped by event, part and words."""
    document = document_of(gold)
    plain = Candidates(scores, document.text, document.published, thresholds)
    wanted = [
        (event, part, words, actors, pair)
        for event in gold.events
        for part, words, actors in _groups(event)
        if (anchor := plain.locate.pair(event.anchor.start, event.anchor.end))
        if (pair := nearest(plain, words, anchor))
    ]
    candidates = At(scores, document, thresholds, [pair for *_, pair in wanted])
    named = [plain.actor(f) for f in plain.fillers if plain.person(f.pair)]
    spoken = [q.speaker for q in find_quotations(plain, thresholds) if q.speaker]
    resolver = ActorResolver(named, document.published, spoken, document.text)
    for event, part, words, actors, pair in wanted:
        mention = candidates.actor(Filler(pair, False, 1.0))
        bare = doer_sector(event.type) if part == "actor" else target_sector(event.type)
        said = tuple(dict.fromkeys(actor.code or "?" for actor in resolver.parties(mention, bare)))
        kind = kind_of(words, actors, candidates.person(pair) is not None)
        yield Case(gold.doc.id, words, kind, f"{part} {event.type}", tuple(a.code for a in actors), said)


def _groups(event: GoldEvent) -> Iterator[tuple[str, str, tuple[GoldActor, ...]]]:
    for part, side in (("actor", event.actors), ("recipient", event.recipients)):
        for words in dict.fromkeys(actor.text for actor in side if actor.text):
            yield part, words, tuple(actor for actor in side if actor.text == words)


def table(found: Sequence[Case]) -> str:
    """Accuracy of country, sector and both, by kind of mention; `more` counts parties beyond the labelled ones."""
    lines = ["| mentions | count | country | sector | both | more |", "| --- | --- | --- | --- | --- | --- |"]
    for kind in (*KINDS, "all"):
        mine = [case for case in found if kind in ("all", case.kind)]
        count = sum(len(case.gold) for case in mine)
        if count:
            right = [sum(c.country for c in mine), sum(c.sector for c in mine), sum(c.both for c in mine)]
            shares = " | ".join(f"{value / count:.3f}" for value in right)
            more = sum(max(0, len(case.said) - len(case.gold)) for case in mine)
            lines.append(f"| {kind} | {count} | {shares} | {more} |")
    return "\n".join(lines)


def file_of(doc_id: str, cache: Path) -> Path:
    """Where the cache keeps the scores of a document."""
    return cache / f"{hashlib.sha256(doc_id.encode()).hexdigest()}.npz"


def scores_of(document: Document, model: Model, cache: Path | None) -> Scores:
    """The network's scores, from a file of the cache where it is there; else it runs, and the file is written."""
    if cache is None:
        return model.score(document.title, document.text)
    file = file_of(document.id, cache)
    if not file.is_file():
        made = model.score(document.title, document.text)
        cache.mkdir(parents=True, exist_ok=True)
        tables = {name: getattr(made.tables, name) for name in _TABLES}
        np.savez(file, heads=made.heads, query=made.query, start=made.start, end=made.end, **tables)
    with np.load(file) as kept:
        words = words_of(model.tokenizer, document.text)
        learned = PairTables(*(kept[name] for name in _TABLES))
        return Scores(words, kept["heads"], kept["query"], kept["start"], kept["end"], learned)


@dataclass(frozen=True, slots=True)
class ActorsScore:
    """Shares of labelled actors outside the dev part, of the real documents and of our own: country, sector, both."""

    real_actors: int
    real_country: float
    real_sector: float
    real_both: float
    own_actors: int
    own_country: float
    own_sector: float
    own_both: float


def run(path: Path, _: Read) -> ActorsScore:
    """The shares with the shipped weights; `path` is the folder of the real documents."""
    model = Model.load(shipped_model())
    real_ones, own_ones = (_shares(corpus, model) for corpus in (real_under(path), authored()))
    return ActorsScore(*real_ones, *own_ones)


def _shares(corpus: Corpus, model: Model) -> tuple[int, float, float, float]:
    """How many actors there are, and the shares with the right country, sector and both."""
    found = [
        case
        for gold in chosen(corpus, dev=False, half=None)
        for case in cases(gold, scores_of(document_of(gold), model, None), model.thresholds)
    ]
    count = sum(len(case.gold) for case in found)
    some = max(count, 1)
    return (
        count,
        round(sum(case.country for case in found) / some, 4),
        round(sum(case.sector for case in found) / some, 4),
        round(sum(case.both for case in found) / some, 4),
    )


def chosen(corpus: Corpus, dev: bool, half: str | None) -> list[GoldDocument]:
    """The dev documents or the others, and of these all or the half whose second hash byte is even or odd."""
    documents = [gold for gold in corpus.documents if is_dev(gold.doc.id) is dev]
    if half is None:
        return documents
    return [g for g in documents if hashlib.sha256(g.doc.id.encode()).digest()[1] % 2 == (half == "odd")]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a table for each corpus; with `--errors` a line for each wrong one."""
    options = _parser().parse_args(arguments)
    cache = options.held_out or options.cache
    model = Model.load(options.model)
    for corpus in (real(data_root(options.data_root)), authored()):
        if corpus.left_out:
            print(f"{corpus.name}: left out, {corpus.left_out}", file=sys.stderr)
            continue
        documents = chosen(corpus, options.dev, options.half)
        if options.held_out:
            documents = [gold for gold in documents if file_of(gold.doc.id, cache).is_file()]
        begun = time.perf_counter()
        found = [
            case
            for gold in documents
            for case in cases(gold, scores_of(document_of(gold), model, cache), model.thresholds)
        ]
        print(f"## {corpus.name}: {len(documents)} documents\n\n{table(found)}\n")
        print(f"{time.perf_counter() - begun:.1f} s", file=sys.stderr)
        for case in found if options.errors else ():
            if case.both < len(case.gold):
                fields = (case.document, case.kind, case.part, case.words, ", ".join(case.gold), ", ".join(case.said))
                print("\t".join(fields))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.actors", description="codes of actors whose words are given")
    parser.add_argument("--data-root", help="folder with corpus/ (setting DATELINE_DATA_ROOT)")
    parser.add_argument("--dev", action="store_true", help="the dev documents instead of all others")
    parser.add_argument("--half", choices=("even", "odd"), help="only the documents whose second hash byte is that")
    parser.add_argument("--model", type=Path, default=shipped_model(), help="folder of another model")
    parser.add_argument("--cache", type=Path, metavar="FOLDER", help="keep the network's scores there and reuse them")
    held = "like --cache, but documents without a file there are left out"
    parser.add_argument("--held-out", type=Path, metavar="FOLDER", help=held)
    parser.add_argument("--errors", action="store_true", help="also list what is wrong")
    return parser


if __name__ == "__main__":
    sys.exit(main())
