"""Incidents and agreements out of the records that were joined: every source's own values, and the best told ones."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.model.codes import AgreementStatus, Status
from dateline.model.document import Document
from dateline.model.linked import AgreementLine, AgreementPoint, Incident, IncidentTelling, Story, Telling
from dateline.model.records import Actor, Agreement, Date, Event, Place, Span

Order = tuple[str, str, bool, str, int]


@dataclass(frozen=True, slots=True)
class Context:
    """What the records rest on: the documents, whose words each prints, and the document of each record. `days` are
    the days on which the words of reprints were first printed.
    """

    documents: Mapping[str, Document]
    sources: Mapping[str, str]
    holders: Mapping[str, str]
    days: Mapping[str, str] = field(default_factory=dict)

    def telling(self, record: str, words: Span) -> Telling:
        """The telling of a record."""
        document = self.documents[self.holders[record]]
        source = self.sources[document.sha256]
        return Telling(document.sha256, record, document.published, document.publisher, source, words)

    def order(self, telling: Telling) -> Order:
        """By the day of first print, so that a reprint stands with its original and after it; then by document and
        place in it.
        """
        published = telling.published or "9"
        first, copied = self.days.get(telling.document) or published, telling.source != telling.publisher
        return first, published, copied, telling.document, telling.words.start

    def sources_of(self, tellings: Iterable[Telling]) -> tuple[str, ...]:
        """The distinct sources, the earliest first."""
        return tuple(dict.fromkeys(telling.source for telling in tellings))


def cluster_id(kind: str, members: Iterable[str]) -> str:
    """The id of a cluster: the digits of its first member."""
    first = min(members)
    return f"{kind}-{first.rpartition('-')[2][:16]}"


def incident_of(
    events: Sequence[Event],
    context: Context,
    story: str | None,
    figures: Mapping[str, Sequence[str]],
) -> Incident:
    """An incident; `figures` are the ids of the figure histories by the event that they belong to."""
    tellings = sorted(
        (_telling(event, context, figures) for event in events), key=lambda each: context.order(each.telling)
    )
    done = [each for each in tellings if each.status != Status.DENIED] or tellings
    best = Counter(each.type for each in done).most_common()
    kind = min(best, key=lambda item: (-item[1], [each.type for each in done].index(item[0])))[0]
    modes = Counter(each.mode for each in done if each.mode)
    return Incident(
        cluster_id("incident", (event.id for event in events)),
        kind,
        modes.most_common(1)[0][0] if modes else None,
        done[0].status,
        _place(each.place for each in done),
        _date(each.date for each in done),
        _names(actor for each in done for actor in each.actors),
        _names(actor for each in done for actor in each.recipients),
        tuple(tellings),
        context.sources_of(each.telling for each in tellings),
        _names(each.said_by for each in done),
        _names(each.said_by or _only(each.actors) for each in tellings if each.status == Status.DENIED),
        story,
        tuple(dict.fromkeys(figure for each in tellings for figure in each.figures)),
    )


def _only(actors: Sequence[Actor]) -> Actor | None:
    return actors[0] if actors else None


def _telling(event: Event, context: Context, figures: Mapping[str, Sequence[str]]) -> IncidentTelling:
    return IncidentTelling(
        context.telling(event.id, event.anchor),
        event.type,
        event.mode,
        event.status,
        event.time,
        event.actors,
        event.recipients,
        event.place,
        event.date,
        event.source,
        tuple(figures.get(event.id, ())),
        event.confidence,
    )


def _names(actors: Iterable[Actor | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor.name for actor in actors if actor is not None and actor.name))


_PRECISION = {"site": 0, "town": 1, "district": 2, "province": 3, "country": 4, None: 2}


def _place(places: Iterable[Place | None]) -> Place | None:
    """The place that most name; of several the most exact, then the first told."""
    named = [place for place in places if place is not None]
    counts = Counter(place.name for place in named)
    keys = [(-counts[place.name], _PRECISION[place.precision], number) for number, place in enumerate(named)]
    return named[min(keys)[2]] if keys else None


def _date(dates: Iterable[Date | None]) -> Date | None:
    """The date that most give; of several the most exact, then the first told."""
    given = [date for date in dates if date is not None and date.start is not None]
    counts = Counter(date.start for date in given)
    keys = [(-counts[date.start], -len(date.start or ""), number) for number, date in enumerate(given)]
    return given[min(keys)[2]] if keys else None


def agreement_of(mentions: Sequence[Agreement], context: Context) -> AgreementLine:
    """An agreement with its timeline: each state as often as it was newly told, which is when it changes."""
    points = sorted(
        (
            AgreementPoint(context.telling(each.id, each.span), each.status, each.date.start if each.date else None)
            for each in mentions
        ),
        key=lambda point: context.order(point.telling),
    )
    timeline: list[AgreementPoint] = []
    for point in points:
        if all(point.status != before.status for before in timeline):
            timeline.append(point)
    names = sorted((each.name for each in mentions), key=lambda name: (-len(name), name))
    changing = [point for point in timeline if point.status != AgreementStatus.PROPOSED]
    return AgreementLine(
        cluster_id("agreement", (each.id for each in mentions)),
        names[0],
        _names(actor for each in mentions for actor in each.parties),
        tuple(points),
        tuple(timeline),
        (changing or timeline)[-1],
    )


def story_of(documents: Sequence[Document], context: Context) -> Story:
    """A story out of its documents."""
    ordered = sorted(documents, key=lambda each: (each.published or "9", each.sha256))
    days = [each.published for each in ordered if each.published]
    return Story(
        cluster_id("story", (each.sha256 for each in documents)),
        next((each.title for each in ordered if each.title), None),
        tuple(each.sha256 for each in ordered),
        tuple(dict.fromkeys(context.sources[each.sha256] for each in ordered)),
        days[0] if days else None,
        days[-1] if days else None,
    )
