"""Dates of labelled events given their phrase: `python -m evals.event_dates [--errors]`.

Which phrase dates an event is not labelled. So an event counts where its sentence has a phrase that tells a day, month
or year, and is right where one of these resolves to the labelled date; which of them is chosen is the network's part
and measured elsewhere. A label that equals the day of publication needs no phrase and is left out. The documents are
those outside the dev part.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.annotate.dates import TimeExpression, find_times
from dateline.text.sentences import split_sentences
from evals.corpus import Corpus, authored, data_root, is_dev, real, real_under
from evals.gold import GoldDocument, GoldEvent
from evals.scoring import Read


@dataclass(frozen=True, slots=True)
class Dated:
    """A labelled event with a date, and the phrases of its sentence."""

    document: GoldDocument
    event: GoldEvent
    phrases: tuple[TimeExpression, ...]

    @property
    def right(self) -> bool:
        """Whether a phrase has the labelled value."""
        return any(phrase.date.start == self.event.date for phrase in self.phrases)


@dataclass(frozen=True, slots=True)
class EventDatesScore:
    """The events and the share whose date one of the phrases of their sentence gives."""

    events: int
    right: float


def dated(gold: GoldDocument) -> Iterator[Dated]:
    """The dated events of a document whose sentence has a phrase of time."""
    text = gold.doc.text
    found = find_times(text, gold.doc.published)
    sentences = split_sentences(text)
    for event in gold.events:
        if event.date is None or event.date == gold.doc.published:
            continue
        span = next(((s, e) for s, e in sentences if s <= event.anchor.start < e), None)
        phrases = tuple(one for one in found if span and span[0] <= one.start < span[1] and one.date.start)
        if phrases:
            yield Dated(gold, event, phrases)


def score(corpora: Sequence[Corpus]) -> tuple[EventDatesScore, list[Dated]]:
    """The share over all documents outside the dev part, and the events that are not right."""
    events = [one for c in corpora for gold in c.documents if not is_dev(gold.doc.id) for one in dated(gold)]
    wrong = [one for one in events if not one.right]
    return EventDatesScore(len(events), round(1 - len(wrong) / len(events), 4) if events else 0.0), wrong


def run(path: Path, _: Read) -> EventDatesScore:
    """The share over all labelled documents outside the dev part; `path` is the folder of the real ones."""
    return score([corpus for corpus in (real_under(path), authored()) if not corpus.left_out])[0]


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the share, with `--errors` each event that is not right."""
    parser = argparse.ArgumentParser(prog="python -m evals.event_dates", description="dates of labelled events")
    parser.add_argument("--data-root", help="folder with corpus/ (setting DATELINE_DATA_ROOT)")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    result, wrong = score([c for c in (real(data_root(options.data_root)), authored()) if not c.left_out])
    print(result)
    for one in wrong if options.errors else ():
        said = "; ".join(f"{p.date.span.text if p.date.span else ''} = {p.date.start}" for p in one.phrases)
        fields = (one.document.doc.id, one.document.doc.published, one.event.anchor.text, one.event.date, said)
        print("\t".join(map(str, fields)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
