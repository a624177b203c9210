"""Quotations out of word scores: content, cue, speaker, addressee."""

import re
from collections.abc import Iterator
from typing import Final

from dateline.annotate import labels
from dateline.annotate.candidates import Candidates
from dateline.annotate.scores import Pair, bio_spans, softmax
from dateline.annotate.thresholds import Thresholds
from dateline.model.annotations import QuotationAnnotation
from dateline.model.records import Span
from dateline.text.blocks import is_block, paragraph_end

_REACH: Final = 14
"""A cue is looked for at most this many words before and after the content, in the same sentence."""

_CUES: Final = frozenset(
    "said says say saying told tells telling added adds adding stated states stating announced announces "
    "announcing warned warns warning insisted insists insisting argued argues arguing claimed claims claiming "
    "reported reports reporting explained explains explaining noted notes noting stressed stresses stressing "
    "confirmed confirms confirming denied denies denying declared declares declaring wrote writes tweeted posted "
    "replied responded asked asks asking urged urges urging called calls calling described describes describing "
    "according estimated estimates believes believed acknowledged admitted alleged vowed pledged promised "
    "suggested suggests reiterated repeated recalled emphasised emphasized underlined commented concluded "
    "continued complained cautioned predicted testified revealed indicated found shows showed quoted accused "
    "thinks thought hopes hoped expressed voiced maintained remarked observed quipped read reads ruled put "
    "conceded signalled signaled agreed proposed demanded demands appealed predicts expects expected".split()
)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Leaves out outer marks of a direct quotation and a lone mark at either end; never the marks of a fragment."""
    while start < end and text[start] in " \t\n,:;—–-":
        start += 1
    while start < end and text[end - 1] in " \t\n":
        end -= 1
    piece = text[start:end]
    marks = len(re.findall(r"[\"“”]", piece))
    outer = piece[:1] in '"“' and piece[-1:] in '"”' and marks == 2
    if outer:
        return start + 1, end - 1
    if marks % 2 and piece[:1] in '"“”':
        return start + 1, end
    if marks % 2 and piece[-1:] in '"“”':
        return start, end - 1
    if marks % 2 and text[end : end + 1] in ('"', "”"):
        return start, end + 1
    if marks % 2 and start and text[start - 1] in '"“':
        return start - 1, end
    return start, end


def _cue(candidates: Candidates, pair: Pair) -> Span | None:
    """The reporting verb nearest to the content, inside its sentence and outside its words."""
    words = candidates.scores.words
    best: tuple[int, int] | None = None
    for step, edge, limit in ((-1, pair[0], -1), (1, pair[1], len(words))):
        for distance in range(1, _REACH + 1):
            i = edge + step * distance
            if i == limit or words.sentence[i] != words.sentence[edge]:
                break
            word = words.words[i]
            if candidates.locate.text[word.start : word.end].lower() in _CUES:
                if best is None or distance < best[0]:
                    best = (distance, i)
                break
    return candidates.locate.span((best[1], best[1])) if best else None


def _spans(candidates: Candidates, t: Thresholds) -> Iterator[tuple[Pair, int, int, float]]:
    """(words, start, end, probability) of each content; what follows a block without a gap belongs to the block."""
    text = candidates.locate.text
    block: tuple[Pair, int, int, float] | None = None
    scores = candidates.scores.head("quote")
    within = 1.0 - softmax(scores)[:, 0]
    for pair, _, _ in bio_spans(scores, t.quote_bias):
        probability = float(within[pair[0] : pair[1] + 1].mean())
        rough = candidates.locate.span(pair)
        start, end = _trim(text, rough.start, rough.end)
        if block and not text[block[2] : start].strip():
            block = (block[0], block[1], max(block[2], paragraph_end(text, end - 1)), block[3])
            continue
        if block:
            yield block
            block = None
        if end - start < 2:
            continue
        if is_block(text, start):
            block = (pair, start, paragraph_end(text, end - 1), probability)
        else:
            yield pair, start, end, probability
    if block:
        yield block


def find_quotations(candidates: Candidates, t: Thresholds) -> list[QuotationAnnotation]:
    """The quotations of a document, in order."""
    text = candidates.locate.text
    found = []
    spans = list(_spans(candidates, t))
    near = candidates.parts(labels.QUOTE_RELATIONS, [pair for pair, _, _, _ in spans])
    for (pair, start, end, probability), parts in zip(spans, near, strict=True):
        speaker = parts.best(0, t.speaker, [pair])
        addressee = parts.best(1, t.addressee, [pair, speaker.pair] if speaker else [pair])
        found.append(
            QuotationAnnotation(
                span=Span.of(text, start, end),
                cue=_cue(candidates, pair),
                speaker=candidates.actor(speaker) if speaker else None,
                addressee=candidates.actor(addressee) if addressee else None,
                confidence=t.confidence("quotation", probability),
            )
        )
    return found
