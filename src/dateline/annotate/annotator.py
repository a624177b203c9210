"""The extractor: a document in, its annotations out. Pure but for the loaded weights."""

from dateline.annotate.agreements import find_agreements
from dateline.annotate.candidates import Candidates
from dateline.annotate.events import find_events
from dateline.annotate.figures import find_figures
from dateline.annotate.mentions import find_mentions
from dateline.annotate.quotations import find_quotations
from dateline.annotate.runtime import Model
from dateline.annotate.scores import Scores
from dateline.annotate.thresholds import Thresholds
from dateline.model.annotations import AgreementAnnotation, Annotations
from dateline.model.document import Document
from dateline.model.records import Span


def annotate(model: Model, document: Document, mentions: bool = False) -> Annotations:
    """All annotations of a document; every mention too only where asked for."""
    return decode(model.score(document.title, document.text), document, model.thresholds, mentions)


def decode(scores: Scores, document: Document, thresholds: Thresholds, mentions: bool = False) -> Annotations:
    """Annotations from the network's scores: every decision that is not learned, in one place."""
    if len(scores.words) == 0:
        return Annotations((), (), (), (), (), (), (), ())
    candidates = Candidates(scores, document.text, document.published, thresholds)
    return Annotations(
        mentions=tuple(find_mentions(candidates)) if mentions else (),
        actors=tuple(candidates.actor(f) for f in candidates.fillers if mentions or candidates.person(f.pair)),
        times=tuple(t.date for _, t in candidates.times),
        countries=candidates.countries,
        events=tuple(find_events(candidates, thresholds)),
        quotations=tuple(find_quotations(candidates, thresholds)),
        figures=tuple(find_figures(candidates, thresholds)),
        agreements=tuple(
            AgreementAnnotation(
                Span.of(document.text, a.start, a.end),
                a.name,
                a.status,
                thresholds.confidence("agreement", a.confidence),
            )
            for a in find_agreements(document.text)
        ),
    )
