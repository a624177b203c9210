"""The places of one document: all its place names are resolved together, since each says something of the others."""

from functools import cached_property

from dateline.knowledge.resolver import Resolution, Toponym, resolve
from dateline.model.annotations import Annotations
from dateline.model.codes import MentionKind
from dateline.model.records import Place, Span


class PlaceResolver:
    """Entries for the place spans of one document; nothing is looked up before the first is asked for."""

    def __init__(self, text: str, annotations: Annotations) -> None:
        self._text = text
        self._annotations = annotations

    def at(self, span: Span | None) -> Place | None:
        """The place that a span names; one without an entry keeps its words and has nothing else."""
        if span is None:
            return None
        found = self._resolved.get(span)
        if found is None:
            return Place(span, " ".join(span.text.split()), None, None, None, None, None, None)
        entry = found.entry
        return Place(span, entry.name, entry.id, entry.lat, entry.lon, entry.country, entry.admin1, entry.precision)

    @cached_property
    def _resolved(self) -> dict[Span, Resolution | None]:
        spans = dict.fromkeys(
            [
                *(m.span for m in self._annotations.mentions if m.kind is MentionKind.PLACE),
                *(e.place for e in self._annotations.events if e.place is not None),
                *(f.place for f in self._annotations.figures if f.place is not None),
            ]
        )
        toponyms = [Toponym(span.text, span.start, span.end) for span in spans]
        return dict(zip(spans, resolve(self._text, toponyms, self._annotations.countries), strict=True))
