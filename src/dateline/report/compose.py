"""The report out of its material: which section says what, and how much of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from dateline.model.codes import EventType, FigureKind, Status, Time
from dateline.model.linked import FigureHistory, Incident
from dateline.model.records import Place
from dateline.report.acts import SURE, Teller
from dateline.report.amounts import HARM, MEASURES, MOVEMENT, Counter, group_of, is_whole
from dateline.report.check import check
from dateline.report.deals import Negotiator, is_named
from dateline.report.doubts import Doubter
from dateline.report.evidence import Witness
from dateline.report.listings import documents_table, sources_table, spots, timeline_table
from dateline.report.model import (
    Block,
    Evidence,
    Heading,
    Map,
    Paragraph,
    Remark,
    Report,
    Row,
    Section,
    Sentence,
    Table,
)
from dateline.report.said import Hearer, Spoken
from dateline.report.scope import Material
from dateline.report.wording import amount, capital, counted, day, period

_DEEDS: Final = frozenset(
    {
        EventType.COOPERATE, EventType.AID, EventType.RETREAT, EventType.PROTEST, EventType.SANCTION,
        EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT,
    }
)  # fmt: skip
_LEADING: Final = {
    FigureKind.KILLED: 2, FigureKind.INJURED: 1, FigureKind.DISPLACED: 2, FigureKind.REFUGEES: 1, FigureKind.IN_NEED: 1,
}  # fmt: skip
_OFFICIAL: Final = frozenset("GOV MIL REB PRM IGO NGO OPP PTY JUD LEG SPY COP".split())
_NEWS: Final = 7
_A_DAY: Final = 7
_STATEMENTS: Final = 16
_CALLS: Final = 14
_HISTORIES: Final = 12
_PAST: Final = 8


def compose(material: Material, title: str | None = None) -> Report:
    """The report, checked; SentenceUncited or SentenceUnfounded would be a fault of ours."""
    made = _Composer(material).report(title)
    check(made)
    return made


class _Composer:
    """Holds what the sections share."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._witness = Witness(material)
        documents = material.documents
        self._teller = Teller(documents, self._witness)
        self._counter = Counter(documents, self._witness)
        self._hearer = Hearer(material, self._witness)
        self._negotiator = Negotiator(documents, self._witness)
        self._doubter = Doubter(material, self._witness, self._teller, self._counter)
        self._histories = {one.id: one for one in material.histories if self._counter.is_clear(one)}
        self._counts: list[int] = []
        # Without a first day the news begins with the first dispatch, which tells of the days before it.
        first = material.question.start or material.start
        given = material.question.start is not None or first is None or len(first) < len("2024-05-17")
        self._since = first if given else (date.fromisoformat(first or "") - timedelta(days=_NEWS)).isoformat()
        self._told: set[str] = set()

    def report(self, title: str | None) -> Report:
        """All sections, or the one that says what to do where there is nothing."""
        material = self._material
        subject = material.area.name or "all places"
        days = period(material.start, material.end)
        sections = self._sections(subject, days) if material.scope else [self._nothing(subject, days)]
        filled = tuple(section for section in sections if section.blocks)
        heading = title or (
            f"{capital(subject)}: situation report, {days}" if material.area.name else f"Situation report, {days}"
        )
        cited = {name for section in filled for name in _cites(section)}
        evidence: dict[str, Evidence] = {name: self._witness.asked[name] for name in sorted(cited)}
        given = (subject, days, heading, *(filter(None, (material.question.place, material.question.country))))
        return Report(heading, subject, days, given, tuple(self._counts), filled, evidence)

    def _sections(self, subject: str, days: str) -> list[Section]:
        events = self._events()
        people = self._people()
        return [
            Section("headlines", "Headlines", tuple(self._headlines(subject, days))),
            Section("events", "What happened", events),
            Section("statements", "Who says what", tuple(self._statements())),
            Section("people", "Displacement and casualties", people),
            Section("agreements", "Agreements", tuple(self._agreements())),
            Section("calls", "Calls, talks and threats", tuple(self._calls())),
            Section("map", "Map", tuple(self._map())),
            Section("timeline", "Timeline", tuple(self._timeline())),
            Section("disagreements", "Where sources disagree", tuple(self._doubter.disagreements(self._present()))),
            Section("unconfirmed", "What is unconfirmed", tuple(self._unconfirmed())),
            Section("background", "Background", tuple(self._background())),
            Section("sources", "Sources", tuple(self._sources())),
        ]

    def _nothing(self, subject: str, days: str) -> Section:
        remarks = (
            Remark(f"Nothing was told of {subject}, {days}, in any dispatch of the database."),
            Remark("Take other days, leave the days out, or add dispatches with the command dateline add."),
        )
        return Section("nothing", "Nothing to report", remarks)

    def _count(self, number: int) -> int:
        self._counts.append(number)
        return number

    def _headlines(self, subject: str, days: str) -> Iterator[Block]:
        material = self._material
        sources = len({material.sources[sha] for sha in material.scope})
        dispatches = counted(self._count(len(material.scope)), "dispatch", "dispatches")
        independent = counted(self._count(sources), "independent source")
        yield Remark(f"This report covers {subject}, {days}. It rests on {dispatches} from {independent}.")
        for history in self._leading():
            yield from self._paragraph([self._counter.tell(history), *self._counter.further(history)[:2]])
        for incident in [one for one in self._deeds() if len(one.sources) > 1][:3]:
            yield from self._paragraph([self._teller.tell(incident), self._teller.denial(incident)])
        for line in [one for one in material.agreements if is_named(one) and self._sure(one.latest.telling.record)][:1]:
            yield from self._paragraph(self._negotiator.tell(line)[:1])
        rows = [self._glance(history) for history in self._counted()[:_HISTORIES]]
        heads = ("Figure", "Latest", "Range told", "Told", "According to", "Counts")
        if rows:
            yield Table("Figures at a glance", heads, tuple(rows))

    def _paragraph(self, sentences: Iterable[Sentence | None]) -> Iterator[Paragraph]:
        found = tuple(one for one in sentences if one is not None)
        if found:
            yield Paragraph(found)

    def _sure(self, record: str) -> bool:
        return self._witness.confidence(record) >= SURE

    def _counted(self) -> list[FigureHistory]:
        """Histories of people and homes with a sure latest value in the period, the most told and largest first."""
        start = self._since
        kinds = [*HARM, *MOVEMENT]
        found = [
            one
            for one in self._material.histories
            if one.kind in kinds
            and self._sure(one.latest.telling.record)
            and self._counter.is_clear(one)
            and not (start and one.latest.day and one.latest.day[: len(start)] < start[: len(one.latest.day)])
        ]
        return sorted(found, key=lambda one: (kinds.index(one.kind), *_weight(one)))

    def _leading(self) -> list[FigureHistory]:
        """The weightiest history of each kind that a reader asks for first."""
        found = []
        for kind, most in _LEADING.items():
            found += [one for one in self._counted() if one.kind is kind and is_whole(one)][:most]
        return found

    def _glance(self, history: FigureHistory) -> Row:
        point = history.latest
        place = f", {history.place.name}" if history.place else ""
        group = group_of(history, point)
        of = f" ({group})" if group not in ("people", "person", "home", "homes") else ""
        kind = str(history.kind).replace("_", " ")
        told = day(point.telling.published, self._witness.year) if point.telling.published else ""
        cells = (
            f"{capital(kind)}{of}{place}",
            amount(point) + (" (disputed)" if history.in_conflict else ""),
            self._counter.range(history),
            told,
            self._counter.said(point),
            MEASURES[history.measure],
        )
        return Row(cells, self._witness(*(one.telling.record for one in history.points)))

    def _present(self) -> list[Incident]:
        """Incidents that are news of the period, the most widely told first."""
        return [one for one in self._ranked() if not self._is_past(one)]

    def _ranked(self) -> list[Incident]:
        return sorted(self._material.incidents, key=lambda one: (-len(one.sources), -len(one.tellings), one.id))

    def _is_past(self, incident: Incident) -> bool:
        start = self._since
        own = incident.date.start if incident.date else None
        before = bool(start and own and own < start[: len(own)])
        return before or all(one.time is Time.BACKGROUND for one in incident.tellings)

    def _deeds(self) -> list[Incident]:
        end = self._material.end
        return [
            one
            for one in self._present()
            if not (end and _day_of(one) != "9" and _day_of(one)[: len(end)] > end)
            and one.type in _DEEDS
            and one.status is Status.ACTUAL
            and self._teller.says(one)
        ]

    def _events(self) -> tuple[Block, ...]:
        by_day: dict[str, list[Incident]] = {}
        for incident in self._deeds():
            by_day.setdefault(_day_of(incident), []).append(incident)
        blocks: list[Block] = []
        left = 0
        for iso in sorted(by_day):
            chosen, left = by_day[iso][:_A_DAY], left + len(by_day[iso][_A_DAY:])
            bullets = [each for one in chosen for each in self._event(one)]
            cites = tuple(dict.fromkeys(name for each in bullets for one in each.sentences for name in one.cites))
            blocks.append(Heading(day(iso) if iso != "9" else "Day not told", cites))
            blocks += bullets
            self._told |= {one.id for one in chosen}
        if left:
            blocks.append(Remark(f"A further {counted(self._count(left), 'event')} stand in the timeline only."))
        if not blocks:
            blocks.append(Remark("Nothing is told as having happened in these days."))
        return tuple(blocks)

    def _event(self, incident: Incident) -> Iterator[Paragraph]:
        told = self._teller.tell(incident, dated=incident.date is None or len(incident.date.start or "") < 10)
        yield from self._paragraph([told, self._teller.toll(incident, self._histories), self._teller.denial(incident)])

    def _statements(self) -> Iterator[Block]:
        rows = self._hearer.disputes()
        acts = {
            (self._material.holders[one.telling.record], one.telling.words.start)
            for incident in self._deeds()
            for one in incident.tellings
        }
        by_day: dict[str, list[tuple[int, int, Sentence]]] = {}
        found: list[Sentence] = []
        for spoken in self._hearer.statements():
            span = spoken.quotation.span
            if any(sha == spoken.document.sha256 and span.start <= at < span.end for sha, at in acts):
                continue  # the sentence about the act says it, and who says so
            told = self._hearer.tell(spoken)
            if told is not None:
                by_day.setdefault(spoken.document.published or "9", []).append((_standing(spoken), len(found), told))
                found.append(told)
        most = max(2, _STATEMENTS // max(1, len(by_day)))
        for iso in sorted(by_day):
            chosen = sorted(by_day[iso], key=lambda one: (-one[0], one[1]))[:most]
            for _, _, told in sorted(chosen, key=lambda one: one[1]):
                yield Paragraph((told,))
        if rows:
            yield Table("Claims and denials", ("Claim", "Denial or answer", "Source"), tuple(rows))

    def _people(self) -> tuple[Block, ...]:
        blocks: list[Block] = []
        chosen = self._counted()
        for history in chosen[:_HISTORIES]:
            blocks += self._paragraph([self._counter.tell(history), *self._counter.further(history)])
        if chosen:
            blocks.append(
                Remark("Stock figures say how many there are at a time, flow figures how many a single occurrence "
                       "added; stock and flow are never added up.")
            )  # fmt: skip
        rows = [row for one in chosen if len(one.points) > 1 for row in self._history_rows(one)]
        if rows:
            heads = ("Figure", "Told", "Value", "According to", "Source", "What it adds")
            blocks.append(Table("Figures that were told more than once", heads, tuple(rows)))
        return tuple(blocks)

    def _history_rows(self, history: FigureHistory) -> Iterator[Row]:
        name = str(history.kind).replace("_", " ")
        place = f", {history.place.name}" if history.place else ""
        holder = next(
            (one.telling.record for one in history.points if self._places(one.telling.record, history.place)), None
        )
        for row in self._counter.rows(history):
            cites = self._witness(*row.cites, *([holder] if holder else []))
            yield Row((f"{capital(name)}{place}", *row.cells), cites)

    def _places(self, record: str, place: Place | None) -> bool:
        return place is not None and place.name in self._witness.names(record)

    def _agreements(self) -> Iterator[Block]:
        lines = [one for one in self._material.agreements if is_named(one)]
        for line in lines[:_CALLS]:
            yield from self._paragraph(self._negotiator.tell(line))
        rows = [row for line in lines for row in self._negotiator.rows(line)]
        if rows:
            yield Table("States of agreements", ("Agreement", "State", "Day", "In the text", "Source"), tuple(rows))

    def _calls(self) -> Iterator[Block]:
        chosen = [
            one
            for one in self._present()
            if (one.type not in _DEEDS or one.status is not Status.ACTUAL) and self._teller.says(one)
        ]
        for incident in sorted(chosen[:_CALLS], key=lambda one: (_day_of(one), one.id)):
            yield from self._paragraph([self._teller.tell(incident), self._teller.denial(incident)])

    def _map(self) -> Iterator[Block]:
        found = spots(self._deeds(), self._counted(), self._witness)
        if found:
            yield Map(found)
            rows = [Row((one.name, f"{one.lat:.2f}, {one.lon:.2f}", str(one.precision)), one.cites) for one in found]
            yield Table("Places on the map", ("Place", "Latitude, longitude", "Precision"), tuple(rows))

    def _timeline(self) -> Iterator[Block]:
        rows = timeline_table(
            sorted(self._present(), key=lambda one: (_day_of(one), one.id)), self._material, self._witness
        )
        if rows:
            yield Table(
                "All that is told of these days", ("Day", "Place", "What", "In the text", "Sources"), tuple(rows)
            )

    def _unconfirmed(self) -> Iterator[Block]:
        told = [one for one in self._deeds() if one.id in self._told]
        yield from self._doubter.unconfirmed(told, self._count)

    def _background(self) -> Iterator[Block]:
        past = [one for one in self._ranked() if self._is_past(one) and self._teller.says(one)]
        chosen = [one for one in past if one.type in _DEEDS and one.status is Status.ACTUAL][:_PAST]
        if chosen:
            yield Remark("Told as background: this was before the period, or is context of the news.")
        for incident in sorted(chosen, key=lambda one: (_day_of(one), one.id)):
            yield from self._paragraph([self._teller.tell(incident)])

    def _sources(self) -> Iterator[Block]:
        yield Remark("A text counts as a single source, whoever reprints it.")
        heads = ("Source", "Dispatches", "Also printed by", "Days")
        yield Table("Independent sources", heads, sources_table(self._material, self._witness))
        heads = ("Day", "Publisher", "Title", "Document")
        yield Table("Dispatches", heads, documents_table(self._material, self._witness))


def _standing(spoken: Spoken) -> int:
    """How much the words of a speaker weigh: officials and bodies before bystanders, long before short."""
    speaker = spoken.quotation.speaker
    official = speaker is not None and speaker.sector in _OFFICIAL
    return 2 * official + (len(spoken.quotation.span.text.split()) >= 8) + (len(spoken.also) > 1)


def _weight(history: FigureHistory) -> tuple[float, ...]:
    sources = len({point.telling.source for point in history.points})
    value = history.latest.low if history.latest.low is not None else history.latest.high
    return (-min(sources, 2), -(value or 0))


def _day_of(incident: Incident) -> str:
    """The day of the incident, else of its first publication; "9" sorts what has neither last."""
    if incident.date is not None and incident.date.start:
        return incident.date.start[:10]
    return incident.tellings[0].telling.published or "9"


def _cites(section: Section) -> Iterator[str]:
    for block in section.blocks:
        if isinstance(block, Paragraph):
            parts: Sequence[Sentence | Row | Heading] = block.sentences
        elif isinstance(block, Table):
            parts = block.rows
        else:
            parts = [block] if isinstance(block, Heading) else []
        for one in parts:
            yield from one.cites
