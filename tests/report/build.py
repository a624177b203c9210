"""Reports for the tests, made of the week of `tests.link.week` with a few statements: no model is needed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from dateline.link.run import Linker
from dateline.model.codes import QuotationKind, Status
from dateline.model.ids import record_id
from dateline.model.records import Quotation, Reading
from dateline.report.compose import compose
from dateline.report.model import Report
from dateline.report.scope import Question, gather
from dateline.store.base_linking import LinkingStore
from dateline.store.opening import open_store
from tests.link.week import WEEK, actor, document, event, figure, keep, span

CLAIM: Final = document(
    "An adviser, Yusuf Jiddo, said the army was hiding guns in the market at Mellit. Salwa Bakhit, who runs it, denied "
    'that there were any guns. "We sell onions," she said. The army shelled Mellit on Thursday, Yusuf Jiddo said.',
    "2024-05-16",
    "Nile Press",
    "Guns or onions",
)


def _said(words: str, kind: QuotationKind, cue: str, speaker: str) -> Quotation:
    found = span(CLAIM.text, words)
    made = record_id("quotation", CLAIM.sha256, found.start, found.end)
    told = span(CLAIM.text, cue, 2 if cue == "said" and kind is QuotationKind.DIRECT else 1)
    return Quotation(made, found, kind, told, actor(CLAIM.text, speaker), None, 0.9)


SPOKEN: Final = Reading(
    CLAIM,
    (event(CLAIM, "shelled", at="Mellit", day="2024-05-16", by="The army", said="Yusuf Jiddo"),),
    (
        _said("the army was hiding guns in the market at Mellit", QuotationKind.INDIRECT, "said", "Yusuf Jiddo"),
        _said("there were any guns", QuotationKind.INDIRECT, "denied", "Salwa Bakhit"),
        _said('"We sell onions,"', QuotationKind.DIRECT, "said", "Salwa Bakhit"),
    ),
    (),
    (),
)
OTHER: Final = document(
    "The army shelled Mellit on Thursday, killing 40 people and 1,200 fled, a doctor said.", "2024-05-17", "Lake News"
)
APART: Final = Reading(
    OTHER,
    (event(OTHER, "shelled", at="Mellit", day="2024-05-15", by="The army"),),
    (),
    (figure(OTHER, "40", 40, at="Mellit"),),
    (),
)
DENIAL: Final = replace(SPOKEN.events[0], status=Status.DENIED)
READINGS: Final = (*WEEK, SPOKEN, APART)


@contextmanager
def store(folder: Path, readings: Sequence[Reading] = READINGS) -> Iterator[LinkingStore]:
    """A database with the readings, linked."""
    with open_store(str(folder / "news.db"), create=True) as made:
        keep(made, readings)
        list(Linker(made).run())
        yield made


def report(folder: Path, readings: Sequence[Reading] = READINGS, **asked: str) -> Report:
    """The checked report of them."""
    with store(folder, readings) as made:
        return compose(gather(made, Question(**asked)))


def texts(made: Report, section: str | None = None) -> list[str]:
    """The sentences, of all sections or of one, and the cells of rows joined by bars."""
    chosen = [one for one in made.sections if section in (None, one.id)]
    found = replace(made, sections=tuple(chosen)).cited()
    return [getattr(one, "text", None) or " | ".join(getattr(one, "cells", ())) for one in found]
