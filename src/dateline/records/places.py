"""The places of one document: all its place names are resolved together, since each says something of the others."""

from functools import cached_property

from dateline.knowledge.resolver import CueKind, Resolution, Toponym, country_cues, resolve
from dateline.model.annotations import Annotations
from dateline.model.codes import MentionKind
from dateline.model.records import Place, Span

_PLACES = frozenset({CueKind.COUNTRY, CueKind.CAPITAL, CueKind.CITY, CueKind.REGION})


class PlaceResolver:
    """Entries for the place spans of one document; nothing is looked up before the first is asked for.

    What speaks for one another are the places of events and figures and the names that the text itself shows, but not
    the mentions, which are kept only when asked for: the records are the same with them and without.
    """

    def __init__(self, text: str, annotations: Annotations, published: str | None = None) -> None:
        self._text = text
        self._published = published
        self._annotations = annotations

    def at(self, span: Span | None) -> Place | None:
        """The place that a span names; one without an entry keeps its words and has nothing else."""
        if span is None:
            return None
        known = self._by_words
        found = known[span.text] if span.text in known else self._mentioned.get(span.text)
        if found is None:
            return Place(span, " ".join(span.text.split()), None, None, None, None, None, None)
        entry = found.entry
        return Place(span, entry.name, entry.id, entry.lat, entry.lon, entry.country, entry.admin1, entry.precision)

    @cached_property
    def _toponyms(self) -> list[Toponym]:
        told = [e.place for e in self._annotations.events] + [f.place for f in self._annotations.figures]
        named = [Toponym(span.text, span.start, span.end) for span in told if span is not None]
        cues = (cue for cue in country_cues(self._text, self._published) if cue.kind in _PLACES)
        shown = [Toponym(self._text[cue.start : cue.end], cue.start, cue.end) for cue in cues]
        return list(dict.fromkeys([*named, *shown]))

    @cached_property
    def _by_words(self) -> dict[str, Resolution | None]:
        return self._resolved(self._toponyms)

    @cached_property
    def _mentioned(self) -> dict[str, Resolution | None]:
        spans = (m.span for m in self._annotations.mentions if m.kind is MentionKind.PLACE)
        return self._resolved([*self._toponyms, *(Toponym(span.text, span.start, span.end) for span in spans)])

    def _resolved(self, toponyms: list[Toponym]) -> dict[str, Resolution | None]:
        found = resolve(self._text, toponyms, self._annotations.countries, why=False)
        return {toponym.words: one for toponym, one in zip(toponyms, found, strict=True)}
