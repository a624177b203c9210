"""Incidents, figure histories, agreements, stories and reprints, as they are linked now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.link import histories, told
from dateline.link.sources import days_of, group_of, sources_of, with_merged
from dateline.link.told import Context
from dateline.link.traits import FigureTrait, Profile, unpacked
from dateline.model.linked import AgreementLine, FigureHistory, Incident, LinkKind, ReprintGroup, Story
from dateline.model.records import Agreement, Event, Figure
from dateline.store.base_linking import LinkingStore, Wanted
from dateline.store.rows import record_of

Groups = Sequence[Sequence[str]]


def incidents(store: LinkingStore, wanted: Wanted, limit: int = 100) -> list[Incident]:
    """Incidents of which one record is as wanted, the latest first."""
    return _Reader(store).incidents(store.clusters(LinkKind.INCIDENT, wanted, limit))


def figures(store: LinkingStore, wanted: Wanted, limit: int = 100) -> list[FigureHistory]:
    """Figure histories of which one value is as wanted, the latest first; `wanted.type` is the kind of figure."""
    return _Reader(store).histories(store.clusters(LinkKind.FIGURE, wanted, limit))


def agreements(store: LinkingStore, wanted: Wanted, limit: int = 100) -> list[AgreementLine]:
    """Agreements of which one mention is as wanted, the latest first; `wanted.type` is a status."""
    return _Reader(store).agreements(store.clusters(LinkKind.AGREEMENT, wanted, limit))


def stories(store: LinkingStore, wanted: Wanted, limit: int = 100) -> list[Story]:
    """Stories of which one document came out in the wanted days, the latest first."""
    return _Reader(store).stories(store.clusters(LinkKind.STORY, wanted, limit))


def reprints(store: LinkingStore, documents: Sequence[str]) -> list[ReprintGroup]:
    """The groups of two and more among which these documents (hashes) are. A text merged out of two agencies' stands in
    both groups.
    """
    groups = set(store.grouped(LinkKind.REPRINT, documents).values())
    members = sorted({sha for group in groups for sha in group})
    whole = with_merged(groups, [(each.a, each.b) for each in store.pairs(LinkKind.REPRINT, members)])
    faces = store.texts([sha for group in whole for sha in group])
    return [group_of([faces[sha] for sha in group]) for group in whole]


def incident(store: LinkingStore, event: str) -> Incident | None:
    """The incident that an event record belongs to now."""
    found = _Reader(store).incidents([store.grouped(LinkKind.INCIDENT, [event])[event]])
    return found[0] if found else None


def history(store: LinkingStore, figure: str) -> FigureHistory | None:
    """The history that a figure record belongs to now."""
    found = _Reader(store).histories([store.grouped(LinkKind.FIGURE, [figure])[figure]])
    return found[0] if found else None


def agreement(store: LinkingStore, mention: str) -> AgreementLine | None:
    """The agreement that a mention belongs to now."""
    found = _Reader(store).agreements([store.grouped(LinkKind.AGREEMENT, [mention])[mention]])
    return found[0] if found else None


def story(store: LinkingStore, document: str) -> Story | None:
    """The story that a document (by hash) belongs to now."""
    found = _Reader(store).stories([store.grouped(LinkKind.STORY, [document])[document]])
    return found[0] if found else None


def incidents_of(store: LinkingStore, groups: Groups) -> list[Incident]:
    """The incidents of these groups of event ids."""
    return _Reader(store).incidents(groups)


def histories_of(store: LinkingStore, groups: Groups) -> list[FigureHistory]:
    """The histories of these groups of figure ids."""
    return _Reader(store).histories(groups)


def agreements_of(store: LinkingStore, groups: Groups) -> list[AgreementLine]:
    """The agreements of these groups of ids of mentions."""
    return _Reader(store).agreements(groups)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """Records by id with their documents, and what linking knows of these."""

    events: Mapping[str, Event]
    figures: Mapping[str, Figure]
    agreements: Mapping[str, Agreement]
    traits: Mapping[str, FigureTrait]
    profiles: Mapping[str, Profile]
    context: Context


class _Reader:
    """Reads clusters with all that they name in a few questions, however many clusters there are."""

    def __init__(self, store: LinkingStore) -> None:
        self._store = store

    def incidents(self, groups: Groups) -> list[Incident]:
        """Incidents of groups of event ids."""
        loaded = self._load([member for group in groups for member in group])
        belonging = self._figures_of(loaded)
        stories = self._store.grouped(LinkKind.STORY, sorted(loaded.context.documents))
        made = []
        for group in groups:
            members = [loaded.events[member] for member in group if member in loaded.events]
            if members:
                story = told.cluster_id("story", min(stories[loaded.context.holders[event.id]] for event in members))
                made.append(told.incident_of(members, loaded.context, story, belonging))
        return made

    def _figures_of(self, loaded: _Loaded) -> dict[str, list[str]]:
        """The ids of the histories that count an act, by its event id."""
        acts = {trait.owner or trait.id: trait.event for trait in loaded.traits.values() if trait.event}
        groups = self._store.grouped(LinkKind.FIGURE, sorted(acts))
        found: dict[str, list[str]] = {}
        for figure, event in sorted(acts.items()):
            if event is not None:
                named = told.cluster_id("history", groups[figure])
                if named not in found.setdefault(event, []):
                    found[event].append(named)
        return found

    def histories(self, groups: Groups) -> list[FigureHistory]:
        """Histories of groups of figure ids; a group that only holds parts or repetitions gives that of their owner."""
        loaded = self._load([member for group in groups for member in group])
        owners = {loaded.traits[each].owner or each for group in groups for each in group if each in loaded.traits}
        whole = self._store.grouped(LinkKind.FIGURE, sorted(owners))
        ordered: dict[tuple[str, ...], None] = {}
        for group in groups:
            for member in group:
                if member in loaded.traits:
                    ordered[whole[loaded.traits[member].owner or member]] = None
        loaded = self._load([member for group in ordered for member in group])
        acts = [trait.event for trait in loaded.traits.values() if trait.event]
        incidents = self._store.grouped(LinkKind.INCIDENT, sorted(set(acts)))
        return [_history(group, loaded, incidents) for group in ordered if group[0] in loaded.traits]

    def agreements(self, groups: Groups) -> list[AgreementLine]:
        """Agreements of groups of ids of mentions."""
        loaded = self._load([member for group in groups for member in group])
        found = [[loaded.agreements[member] for member in group if member in loaded.agreements] for group in groups]
        return [told.agreement_of(members, loaded.context) for members in found if members]

    def stories(self, groups: Groups) -> list[Story]:
        """Stories of groups of documents."""
        faces = self._store.texts([sha for group in groups for sha in group])
        context = self._context({}, faces.keys())
        found = [[faces[sha] for sha in group if sha in faces] for group in groups]
        return [told.story_of(members, context) for members in found if members]

    def _load(self, members: Iterable[str]) -> _Loaded:
        """The records with these ids, and all figures of their documents."""
        kept = self._store.kept(sorted(set(members)))
        shas = sorted({record.document for record in kept})
        profiles = {sha: unpacked(data) for sha, data in self._store.compared(shas).items()}
        holders = {record.id: record.document for record in kept}
        traits = {trait.id: trait for profile in profiles.values() for trait in profile.figures}
        for sha, profile in profiles.items():
            holders |= dict.fromkeys((trait.id for trait in profile.figures), sha)
        further = self._store.kept(sorted(set(traits) - {record.id for record in kept}))
        records = [record_of(record) for record in (*kept, *further)]
        return _Loaded(
            {record.id: record for record in records if isinstance(record, Event)},
            {record.id: record for record in records if isinstance(record, Figure)},
            {record.id: record for record in records if isinstance(record, Agreement)},
            traits,
            profiles,
            self._context(holders, shas),
        )

    def _context(self, holders: Mapping[str, str], shas: Iterable[str]) -> Context:
        groups = set(self._store.grouped(LinkKind.REPRINT, sorted(shas)).values())
        faces = self._store.texts(sorted({sha for group in groups for sha in group}))
        copies = sorted(group for group in groups if len(group) > 1)
        return Context(faces, sources_of(faces, copies), holders, days_of(faces, copies))


def _history(group: Sequence[str], loaded: _Loaded, incidents: Mapping[str, tuple[str, ...]]) -> FigureHistory:
    """One history with the parts and repetitions that belong to its values."""
    inside = {each for each, trait in loaded.traits.items() if each in group or trait.owner in group}
    acts = [trait.event for each in sorted(inside) if (trait := loaded.traits[each]).event and not trait.part]
    named = [told.cluster_id("incident", incidents[act]) for act in acts if act in incidents]
    act = max(sorted(set(named)), key=named.count) if named else None
    figures = [loaded.figures[each] for each in sorted(inside) if each in loaded.figures]
    return histories.history_of(figures, loaded.traits, loaded.context, act)
