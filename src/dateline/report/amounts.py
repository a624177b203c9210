"""Figures in prose: what was counted, its range, what replaced what, and where sources stand apart."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from dateline.model.codes import FigureKind
from dateline.model.document import Document
from dateline.model.linked import FigureHistory, FigurePoint, Measure, Relation
from dateline.report.evidence import Witness
from dateline.report.model import Row, Sentence
from dateline.report.names import actor_name, said_by, source_name, source_names, where
from dateline.report.wording import amount, capital, day, is_one, listed, of_group, on

_VERBS: Final[Mapping[FigureKind, tuple[str, str]]] = {
    # of one occurrence; of a state
    FigureKind.KILLED: ("killed", "killed in all"),
    FigureKind.INJURED: ("injured", "injured in all"),
    FigureKind.MISSING: ("missing", "missing"),
    FigureKind.DETAINED: ("detained", "held"),
    FigureKind.DISPLACED: ("displaced", "living in displacement"),
    FigureKind.REFUGEES: ("counted as refugees", "living as refugees"),
    FigureKind.AFFECTED: ("affected", "affected"),
    FigureKind.IN_NEED: ("in need of help", "in need of help"),
    FigureKind.HOMES_DESTROYED: ("destroyed or damaged", "destroyed or damaged in all"),
}
HARM: Final = (FigureKind.KILLED, FigureKind.INJURED, FigureKind.MISSING, FigureKind.DETAINED)
MOVEMENT: Final = (FigureKind.DISPLACED, FigureKind.REFUGEES, FigureKind.AFFECTED, FigureKind.IN_NEED,
                   FigureKind.HOMES_DESTROYED)  # fmt: skip
MEASURES: Final = {
    Measure.STOCK: "stock",
    Measure.FLOW: "flow",
    Measure.RUNNING: "running sum",
}
RELATIONS: Final = {
    Relation.NEW: "first value",
    Relation.REPEAT: "repeats it",
    Relation.SUPERSEDES: "replaces the earlier value",
    Relation.CONFLICTS: "contradicts the earlier value",
    Relation.PART_OF: "part of the whole",
}
# What the words count beside the number says nothing about who they are.
_EMPTY: Final = frozenset(
    "dead wounded injured hurt killed missing fewer more bodies lives victim victims free present others total least "
    "deaths casualties person persons refugees displaced".split()
)
_PLURAL: Final = frozenset(
    "people men women children personnel police staff troops nurses medics civilians soldiers boys girls families "
    "households relatives rebels guards students residents refugees marines militants insurgents colleagues members "
    "recruits youths patients villagers journalists hostages detainees prisoners inmates migrants pupils infants "
    "schoolgirls schoolboys adults minors monks priests clerics guerrillas paramilitaries conscripts cadets pilots "
    "signatories returnees evacuees deputies officials".split()
)
_SINGULAR: Final = frozenset("person man woman child nurse medic".split())
_PEOPLE: Final = re.compile(r"(?:men|women|ers|ors|ists|ants|ees|ians|servants|activists)$")
_NO_PEOPLE: Final = frozenset(
    "numbers others quarters letters centers papers rivers doors floors motors tractors sectors shelters bunkers "
    "helicopters computers containers restaurants plants factors corridors trees committees specimen mortars".split()
)
_OF_PEOPLE: Final = frozenset({*HARM, FigureKind.DISPLACED, FigureKind.REFUGEES})


def group_of(history: FigureHistory, point: FigurePoint) -> str:
    """Who or what is counted, as a plural noun (or a singular one, for one): "civilians", "people", "houses"."""
    one = is_one(point)
    words = re.sub(r"^(?:missing|displaced|wounded|injured|dead) ", "", " ".join((history.of or "").split()))
    last = words.split()[-1].casefold() if words else ""
    if history.kind is FigureKind.HOMES_DESTROYED:
        return "home" if one else "homes"
    if not words or last in _EMPTY or len(words.split()) > 3:
        return "person" if one else "people"
    if history.kind in HARM and last in ("families", "households", "homes", "houses"):
        return "person" if one else "people"
    if is_people(last, one) or (history.kind not in _OF_PEOPLE and last.endswith("s") != one):
        return words
    return "person" if one else "people"


def is_people(word: str, one: bool) -> bool:
    """Whether a noun (in small letters) stands for people, in the plural, or in the singular for one."""
    if one:
        return word in _SINGULAR or is_people(f"{word}s", one=False)
    return word in _PLURAL or (word not in _NO_PEOPLE and _PEOPLE.search(word) is not None)


def happened(history: FigureHistory) -> str | None:
    """ "at least 12 people were killed": the latest value as a clause, None for a kind that makes none."""
    return clause(history, history.latest)


def is_whole(history: FigureHistory) -> bool:
    """Whether more is told of it than a part of another figure."""
    return any(point.relation is not Relation.PART_OF for point in history.points)


def clause(history: FigureHistory, point: FigurePoint) -> str | None:
    """One value as a clause."""
    forms = _VERBS.get(history.kind)
    if forms is None:
        return None
    verb = forms[0] if history.measure is Measure.FLOW else forms[1]
    subject = of_group(amount(point), group_of(history, point))
    return f"{subject} {'was' if is_one(point) else 'were'} {verb}"


# Of two words for what befell people the one nearer to the number is its own.
_CUES: Final[Mapping[FigureKind, re.Pattern[str]]] = {
    FigureKind.KILLED: re.compile(r"kill|dead|death|died|dies|toll|bodies|murder|slain|perish|lost their li", re.I),
    FigureKind.INJURED: re.compile(r"injur|wound|hurt", re.I),
    FigureKind.DISPLACED: re.compile(r"displac|fled|flee|homes\b|uproot|evacuat|refug|shelter", re.I),
    FigureKind.DETAINED: re.compile(r"arrest|detain|captur|prison|held|hold|seiz|jail|custody|freed|releas", re.I),
}


def fits(history: FigureHistory, sentence: str, number: str) -> bool:
    """Whether the sentence of the latest value does not rather speak of another kind: "80 killed and 48,000 fled"."""
    at = sentence.find(number)
    segment = next((m for m in re.finditer(r"(?:[^,;]|,(?=\d))+", sentence) if m.start() <= at < m.end()), None)
    if segment is not None and any(cue.search(segment.group()) for cue in _CUES.values()):
        at, sentence = at - segment.start(), segment.group()
    near: dict[FigureKind, int] = {}
    for kind, cue in _CUES.items():
        found = [min(abs(m.start() - at - len(number)), abs(at - m.end())) for m in cue.finditer(sentence)]
        if found:
            near[kind] = min(found)
    own = FigureKind.DISPLACED if history.kind is FigureKind.REFUGEES else history.kind
    return not near or own not in _CUES or (own in near and near[own] == min(near.values()))


class Counter:
    """Tells figure histories; `documents` are those that they are told in."""

    def __init__(self, documents: Mapping[str, Document], witness: Witness) -> None:
        self._documents = documents
        self._witness = witness

    def tell(self, history: FigureHistory) -> Sentence | None:
        """The value that holds now, where and when, and who says so."""
        said = happened(history)
        if said is None:
            return None
        point = history.latest
        document = self._documents[point.telling.document]
        # The place may be that of an earlier telling; then that one is cited too.
        placed = next((one for one in history.points if self._names_place(one, history)), point)
        place = where(history.place, self._documents[placed.telling.document]) if history.place else ""
        own = self._witness.own_day(point.telling.record)
        when = f" {on(own, self._witness.year)}" if own else ""
        source, published = source_name(point.telling), point.telling.published
        by = said_by(point.said_by, document, source)
        if by:
            told = f", according to {by} ({source}{', ' + day(published, self._witness.year) if published else ''})"
        else:
            told = f", {source} reported{' ' + on(published, self._witness.year) if published else ''}"
        cites = self._witness(point.telling.record, placed.telling.record)
        return Sentence(f"{capital(said)}{place}{when}{told}.", cites)

    def _names_place(self, point: FigurePoint, history: FigureHistory) -> bool:
        return history.place is not None and history.place.name in self._witness.names(point.telling.record)

    def further(self, history: FigureHistory) -> list[Sentence]:
        """What it replaced, what stands against it, and the parts of it."""
        found = [*self._replaced(history), *self._rivals(history), *self._parts(history)]
        return found

    def _replaced(self, history: FigureHistory) -> list[Sentence]:
        latest = history.latest
        if latest.relation is not Relation.SUPERSEDES:
            return []
        at = history.points.index(latest)
        rivals = set(history.rivals)
        before = [
            point for point in history.points[:at]
            if point.relation in (Relation.NEW, Relation.SUPERSEDES) and point not in rivals
            and amount(point) != amount(latest)
        ]  # fmt: skip
        if not before:
            return []
        last = before[-1]
        when = f" {on(last.telling.published, self._witness.year)}" if last.telling.published else ""
        cites = self._witness(latest.telling.record, last.telling.record)
        return [
            Sentence(f"This replaces the figure of {amount(last)} that {source_name(last.telling)} gave{when}.", cites)
        ]

    def _rivals(self, history: FigureHistory) -> list[Sentence]:
        found = []
        for point in _distinct(history.rivals):
            told = self.said(point)
            cites = self._witness(point.telling.record)
            found.append(Sentence(f"{capital(told)} put the number at {amount(point)}.", cites))
        return found

    def _parts(self, history: FigureHistory) -> list[Sentence]:
        told = {(amount(point), self._witness.group(point.telling.record)): point
                for point in reversed(history.points)
                if point.relation is Relation.PART_OF and self._witness.group(point.telling.record)}  # fmt: skip
        parts = [part for part in reversed(told.values()) if part != history.latest][:3]
        if not parts:
            return []
        sources = listed(source_names(part.telling for part in parts))
        cites = self._witness(*(part.telling.record for part in parts))
        groups = []
        for part in parts:
            groups.append(of_group(amount(part), self._witness.group(part.telling.record)))
        verb = "was" if len(parts) == 1 and is_one(parts[0]) else "were"
        return [Sentence(f"Among them {verb} {listed(groups)} ({sources}).", cites)]

    def range(self, history: FigureHistory) -> str:
        """The bounds of all that was told of the whole: "12 or more", "6 to 9"; empty where there is one value."""
        values = {(point.low, point.high) for point in history.points if point.relation is not Relation.PART_OF}
        if len(values) < 2:
            return ""
        low = f"{history.low:,}" if history.low is not None else None
        high = f"{history.high:,}" if history.high is not None else None
        if low is None or high is None:
            return f"{low} or more" if low else f"up to {high}" if high else ""
        return f"{low} to {high}" if low != high else low

    def is_clear(self, history: FigureHistory) -> bool:
        """Whether the words bear the kind out."""
        point = history.latest
        (record,) = self._witness(point.telling.record)
        words = " ".join(point.telling.words.text.split())
        return fits(history, self._witness.asked[record].words, words)

    def said(self, point: FigurePoint) -> str:
        """Who says so, and who reports it: "a camp leader (Harbour Wire)"."""
        by = said_by(point.said_by, self._documents[point.telling.document], source_name(point.telling))
        return f"{by} ({source_name(point.telling)})" if by else source_name(point.telling)

    def apart(self, history: FigureHistory) -> Sentence | None:
        """The values that stand against each other; None where none do."""
        points = _distinct([history.latest, *history.rivals])
        forms = _VERBS.get(history.kind)
        if not history.in_conflict or forms is None or len(points) < 2:
            return None
        parts = [f"{self.said(point)} gives {amount(point)}" for point in points]
        if len({self.said(point) for point in points}) == 1:
            parts = [f"{self.said(points[0])} gives both {listed([amount(point) for point in points])}"]
        placed = next((one for one in history.points if self._names_place(one, history)), None)
        place = where(history.place, self._documents[placed.telling.document]) if placed and history.place else ""
        verb = forms[0] if history.measure is Measure.FLOW else forms[1]
        cites = self._witness(*(point.telling.record for point in [*points, *([placed] if placed else [])]))
        return Sentence(
            f"The number of {group_of(history, history.latest)} {verb}{place} is disputed: {listed(parts)}.", cites
        )

    def rows(self, history: FigureHistory) -> list[Row]:
        """The history, a row a value."""
        found = []
        for point in history.points:
            by = actor_name(point.said_by, self._documents[point.telling.document]) or ""
            told = day(point.telling.published, self._witness.year) if point.telling.published else "no day"
            cells = (told, amount(point), by, _printed(point), RELATIONS[point.relation])
            found.append(Row(cells, self._witness(point.telling.record)))
        return found


def _printed(point: FigurePoint) -> str:
    source, publisher = source_name(point.telling), point.telling.publisher
    return source if publisher in (None, source) else f"{publisher}, printing {source}"


def _distinct(points: Sequence[FigurePoint]) -> list[FigurePoint]:
    """One point a value and source."""
    found = {(point.low, point.high, point.telling.source): point for point in reversed(points)}
    return list(reversed(found.values()))
