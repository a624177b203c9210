"""How well reports are linked: `python -m evals.linking [--half first] [--detail]`.

The worlds' reports are read with the shipped model, kept in a store of their own a world, and linked as `dateline add`
does. Scored twice: on the records that were found (what the reader missed is counted apart), and with the gold mentions
given as records, which is the linking alone.
"""

import argparse
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Final

from dateline.config import settings
from dateline.link.run import Linker
from dateline.model.linked import FigureHistory, LinkKind
from dateline.model.records import Event, Figure, Reading
from dateline.pipeline import Pipeline
from dateline.situation.linked import history, reprints
from dateline.store.base import Arrival
from dateline.store.base_linking import LinkingStore
from dateline.store.opening import open_store
from evals.gold_readings import with_gold
from evals.worlds import GoldHistory, World, at, document_of, load

_AT: Final = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Pairs:
    """Pairs found and pairs wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, found: set[frozenset[str]], wanted: set[frozenset[str]]) -> None:
        """Counts one world."""
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)
        self.faults += [f"joined {' '.join(sorted(each))}" for each in sorted(found - wanted, key=sorted)]
        self.faults += [f"apart  {' '.join(sorted(each))}" for each in sorted(wanted - found, key=sorted)]


@dataclass(slots=True)
class BCubed:
    """Sums over mentions."""

    precision: float = 0.0
    recall: float = 0.0
    mentions: int = 0
    missed: int = 0

    def add(self, wanted: Mapping[str, str], found: Mapping[str, str]) -> None:
        """Counts one world: for each mention its gold incident, and the cluster it was put in."""
        gold, made = _members(wanted), _members(found)
        for mention in wanted:
            both = len(gold[wanted[mention]] & made[found[mention]])
            self.precision += both / len(made[found[mention]])
            self.recall += both / len(gold[wanted[mention]])
            self.mentions += 1


@dataclass(slots=True)
class Histories:
    """How many histories are right, and in what they are wrong."""

    right: int = 0
    scored: int = 0
    joined: int = 0
    latest: int = 0
    conflict: int = 0
    missed: int = 0
    relations: int = 0
    values: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Scores:
    """All figures of one run."""

    stories: Pairs = field(default_factory=Pairs)
    reprints: Pairs = field(default_factory=Pairs)
    incidents: BCubed = field(default_factory=BCubed)
    agreements: Pairs = field(default_factory=Pairs)
    histories: Histories = field(default_factory=Histories)


def f1(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _members(of: Mapping[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for member, name in of.items():
        found[name].add(member)
    return found


def pairs_of(groups: Iterable[Iterable[str]]) -> set[frozenset[str]]:
    """All pairs inside the groups."""
    return {frozenset(pair) for group in groups for pair in combinations(sorted(set(group)), 2)}


def score(worlds: Sequence[World], readings: Mapping[str, Reading], folder: Path) -> Scores:
    """Links each world in a store of its own and counts."""
    scores = Scores()
    for world in worlds:
        own = [readings[report.id] for report in world.reports]
        with open_store(str(folder / f"{world.world}.db"), create=True) as store:
            store.keep([Arrival(each.document, world.world, _AT) for each in own], own, "evals")
            for _ in Linker(store).run():
                pass
            _score(world, {each.document.id: each for each in own}, store, scores)
    return scores


def _score(world: World, readings: Mapping[str, Reading], store: LinkingStore, scores: Scores) -> None:
    names = {reading.document.sha256: name for name, reading in readings.items()}
    stories = set(store.grouped(LinkKind.STORY, sorted(names)).values())
    scores.stories.add(pairs_of([names[sha] for sha in group] for group in stories), pairs_of(world.stories))
    copies = reprints(store, sorted(names))
    found = pairs_of([names[sha] for sha in group.documents] for group in copies)
    scores.reprints.add(found, pairs_of(world.reprints))
    _incidents(world, readings, store, scores.incidents)
    _agreements(world, readings, store, scores.agreements)
    for gold in world.figures:
        _history(world, gold, readings, store, scores.histories)


def _incidents(world: World, readings: Mapping[str, Reading], store: LinkingStore, into: BCubed) -> None:
    wanted: dict[str, str] = {}
    for incident in world.incidents:
        for mention in incident.mentions:
            event = event_at(world, readings, mention.report, mention.anchor, mention.nth, incident.type)
            if event is None:
                into.missed += 1
            else:
                wanted[event.id] = incident.id
    clusters = store.grouped(LinkKind.INCIDENT, sorted(wanted))
    into.add(wanted, {event: clusters[event][0] for event in wanted})


def event_at(
    world: World, readings: Mapping[str, Reading], report: str, words: str, nth: int, kind: str
) -> Event | None:
    """The event that overlaps the words: of several, one of this type, with its anchor there."""
    where = at(world, report, words, nth)
    over = [
        event
        for event in readings[report].events
        if any(where.meets(span.start, span.end) for span in (event.anchor, *event.also))
    ]
    return min(
        over,
        key=lambda event: (event.type != kind, not where.meets(event.anchor.start, event.anchor.end), event.id),
        default=None,
    )


def figure_at(world: World, readings: Mapping[str, Reading], report: str, words: str, nth: int) -> Figure | None:
    """The figure that overlaps the words."""
    where = at(world, report, words, nth)
    over = [figure for figure in readings[report].figures if where.meets(figure.span.start, figure.span.end)]
    return min(over, key=lambda figure: figure.id, default=None)


def _agreements(world: World, readings: Mapping[str, Reading], store: LinkingStore, into: Pairs) -> None:
    wanted: list[list[str]] = []
    for agreement in world.agreements:
        own = []
        for mention in agreement.mentions:
            where = at(world, mention.report, mention.words, mention.nth)
            records = readings[mention.report].agreements
            own += [each.id for each in records if where.meets(each.span.start, each.span.end)][:1]
        wanted.append(own)
    known = [each for own in wanted for each in own]
    groups = store.grouped(LinkKind.AGREEMENT, known)
    found = {frozenset((a, b)) for a, b in combinations(sorted(set(known)), 2) if b in groups[a]}
    into.add(found, pairs_of(wanted))


def _history(
    world: World, gold: GoldHistory, readings: Mapping[str, Reading], store: LinkingStore, into: Histories
) -> None:
    """One history is right if it holds all its values that were found and none of another quantity, and names the
    latest value and whether sources disagree.
    """
    values = [value for value in gold.history if value.relation != "part_of"]
    records = [figure_at(world, readings, value.report, value.words, value.nth) for value in values]
    ids = [figure.id for figure in records if figure is not None]
    if not ids:
        into.missed += 1
        return
    into.scored += 1
    made = {item.id: item for figure in ids if (item := history(store, figure)) is not None}
    others = _others(world, gold, readings) - set(ids)
    item = max(made.values(), key=lambda each: (sum(point.telling.record in ids for point in each.points), each.id))
    inside = {point.telling.record for point in item.points if point.relation != "part_of"}
    joined = len(made) == 1 and set(ids) <= inside and not inside & others
    latest = _same_latest(gold, item)
    conflict = item.in_conflict == gold.in_conflict
    into.joined += joined
    into.latest += latest
    into.conflict += conflict
    into.right += joined and latest and conflict
    relations = {point.telling.record: point.relation for point in item.points}
    into.relations += sum(
        relations.get(figure.id) == value.relation for value, figure in zip(values, records, strict=True) if figure
    )
    into.values += len(ids)
    if not (joined and latest and conflict):
        into.faults.append(_fault(world, gold, item, made, others, (joined, latest, conflict)))


def _others(world: World, gold: GoldHistory, readings: Mapping[str, Reading]) -> set[str]:
    """Records of values of other quantities."""
    found = set()
    for other in world.figures:
        for value in other.history:
            if other.id != gold.id and value.relation != "part_of":
                figure = figure_at(world, readings, value.report, value.words, value.nth)
                found |= {figure.id} if figure else set()
    return found


def _same_latest(gold: GoldHistory, item: FigureHistory) -> bool:
    last = gold.last
    return last is not None and (item.latest.low, item.latest.high) == (last.low, last.high)


def _fault(
    world: World,
    gold: GoldHistory,
    item: FigureHistory,
    made: Mapping[str, FigureHistory],
    others: set[str],
    right: tuple[bool, bool, bool],
) -> str:
    marks = " ".join(name for name, ok in zip(("values", "latest", "conflict"), right, strict=True) if not ok)
    foreign = [point.telling.words.text for point in item.points if point.telling.record in others]
    told = [f"{point.telling.words.text}:{point.relation}" for point in item.points]
    wanted = [f"{value.words}:{value.relation}" for value in gold.history]
    return (
        f"{world.world} {gold.id} {gold.what}: wrong {marks}; in {len(made)}; foreign {foreign}\n"
        f"      gold {wanted} latest {gold.latest.words} conflict {gold.in_conflict}\n"
        f"      made {told} latest {item.latest.telling.words.text} conflict {item.in_conflict}"
    )


def lines_of(name: str, scores: Scores) -> list[str]:
    """The figures of a run as lines."""
    lines = [name]
    for what, pairs in (("story", scores.stories), ("reprint", scores.reprints), ("agreement", scores.agreements)):
        precision = pairs.right / pairs.found if pairs.found else 1.0
        recall = pairs.right / pairs.wanted if pairs.wanted else 1.0
        lines.append(
            f"  {what:<10} pairs    F1 {f1(precision, recall):.3f}  precision {precision:.3f}  recall {recall:.3f}  "
            f"({pairs.wanted} pairs)"
        )
    cubed = scores.incidents
    precision, recall = cubed.precision / max(1, cubed.mentions), cubed.recall / max(1, cubed.mentions)
    lines.append(
        f"  incident   B-cubed  F1 {f1(precision, recall):.3f}  precision {precision:.3f}  recall {recall:.3f}  "
        f"({cubed.mentions} mentions; {cubed.missed} were not found by the reader)"
    )
    told, most = scores.histories, max(1, scores.histories.scored)
    parts = f"values {told.joined / most:.3f}  latest {told.latest / most:.3f}  conflict {told.conflict / most:.3f}"
    lines.append(
        f"  histories  right    {told.right / most:.3f}  {parts}  "
        f"relations {told.relations / max(1, told.values):.3f}  "
        f"({told.scored} histories; of {told.missed} no value was found)"
    )
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads, links, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", default="first", choices=("first", "second"))
    parser.add_argument("--detail", action="store_true", help="print what is wrong")
    chosen = parser.parse_args(arguments)
    worlds = load(chosen.half)
    documents = [document_of(report) for world in worlds for report in world.reports]
    read = {each.document.id: each for each in Pipeline(settings()).read(documents) if isinstance(each, Reading)}
    given = {name: reading for world in worlds for name, reading in with_gold(world, read).items()}
    with tempfile.TemporaryDirectory() as folder:
        for name, readings in (("as read", read), ("gold mentions as records", given)):
            own = Path(folder) / name.split()[0]
            own.mkdir()
            scores = score(worlds, readings, own)
            sys.stdout.write("\n".join(lines_of(f"{chosen.half}: {name}", scores)) + "\n")
            if chosen.detail:
                pairs = (scores.stories, scores.reprints, scores.agreements)
                faults = [fault for each in pairs for fault in each.faults] + scores.histories.faults
                sys.stdout.write("".join(f"    {fault}\n" for fault in faults))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
