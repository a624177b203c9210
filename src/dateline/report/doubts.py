"""Where sources stand against each other, and what rests on one voice only."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from dateline.model.linked import Incident, IncidentTelling
from dateline.model.records import Actor
from dateline.report.acts import Teller, best
from dateline.report.amounts import Counter
from dateline.report.doers import contested
from dateline.report.evidence import Witness
from dateline.report.model import Block, Paragraph, Remark, Sentence
from dateline.report.names import actor_name, source_name
from dateline.report.scope import Material
from dateline.report.wording import capital, counted, day, listed

_MOST: Final = 10
_APART: Final = 0.3  # degrees, some 30 km, from which two places are no longer one place told more or less exactly
_SIDES: Final = frozenset({"GOV", "MIL", "REB", "PRM", "UAF", "SPY", "COP"})


class Doubter:
    """Tells what is in doubt."""

    def __init__(self, material: Material, witness: Witness, teller: Teller, counter: Counter) -> None:
        self._material = material
        self._witness = witness
        self._teller = teller
        self._counter = counter

    def disagreements(self, incidents: Sequence[Incident]) -> Iterator[Block]:
        """Figures in conflict, and incidents with two days or places."""
        found = list(self._disagreements(incidents))
        yield from found or [Remark("No figures, days or places contradict each other in these dispatches.")]

    def _disagreements(self, incidents: Sequence[Incident]) -> Iterator[Block]:
        for history in self._material.histories:
            told = self._counter.apart(history)
            if told is not None:
                yield Paragraph((told,))
        for incident in incidents:
            for told in (self._doers(incident), self._days(incident), self._places(incident)):
                if told is not None:
                    yield Paragraph((told,))

    def _doers(self, incident: Incident) -> Sentence | None:
        given = contested(incident, self._material.documents, self._witness)
        parts = []
        for telling, actor in given:
            name = actor_name(actor, self._material.documents[telling.telling.document])
            if name is not None:
                parts.append(f"{source_name(telling.telling)} names {name}")
        if len(parts) < 2:
            return None
        cites = self._witness(best(incident).telling.record, *(one.telling.record for one, _ in given))
        return Sentence(f"Sources differ on who was behind {self._teller.noun(incident)}: {listed(parts)}.", cites)

    def _days(self, incident: Incident) -> Sentence | None:
        given: dict[str, IncidentTelling] = {}
        for one in incident.tellings:
            if one.date is not None and one.date.start and len(one.date.start) >= 10:
                given.setdefault(one.date.start[:10], one)
        if len({one.telling.source for one in given.values()}) < 2:
            return None
        parts = [f"{source_name(one.telling)} has {day(iso, self._witness.year)}" for iso, one in given.items()]
        return self._differ("day", incident, parts, list(given.values()))

    def _places(self, incident: Incident) -> Sentence | None:
        given: dict[str, IncidentTelling] = {}
        for one in incident.tellings:
            if (
                one.place is not None
                and one.place.lat is not None
                and one.place.precision not in ("country", "province")
            ):
                given.setdefault(one.place.name, one)
        first = next(iter(given.values()), None)
        far = [one for one in given.values() if first is not None and _apart(first, one)]
        if first is None or not far or len({one.telling.source for one in [first, *far]}) < 2:
            return None
        parts = [f"{source_name(one.telling)} has {one.place.name}" for one in [first, *far] if one.place]
        return self._differ("place", incident, parts, [first, *far])

    def _differ(
        self, field: str, incident: Incident, parts: Sequence[str], tellings: Sequence[IncidentTelling]
    ) -> Sentence:
        cites = self._witness(best(incident).telling.record, *(one.telling.record for one in tellings))
        return Sentence(f"Sources differ on the {field} of {self._teller.kind(incident)}: {listed(parts)}.", cites)

    def unconfirmed(self, incidents: Sequence[Incident], count: Callable[[int], int]) -> Iterator[Block]:
        """What one source alone tells, or only a party to the conflict; `count` notes a number that a remark names."""
        partial = [one for one in incidents if self._by_a_party(one) is not None]
        single = [one for one in incidents if len(one.sources) == 1 and one not in partial]
        for incident in partial[:_MOST]:
            telling = best(incident)
            said = self._by_a_party(incident) or ""
            noun = capital(self._teller.noun(incident))
            text = f"{noun}: so says {said}, a party to the conflict ({source_name(telling.telling)})."
            yield Paragraph((Sentence(text, self._witness(telling.telling.record)),))
        for incident in single[:_MOST]:
            telling = best(incident)
            text = f"Only {source_name(telling.telling)} reported {self._teller.noun(incident)}."
            yield Paragraph((Sentence(text, self._witness(telling.telling.record)),))
        left = len(partial[_MOST:]) + len(single[_MOST:])
        if left:
            yield Remark(f"A further {counted(count(left), 'event')} rest on a single source, or on a party alone.")

    def _by_a_party(self, incident: Incident) -> str | None:
        """The name of the party, if nobody but parties is named as saying it."""
        if any(one.said_by is None for one in incident.tellings):
            return None
        speakers = [one.said_by for one in incident.tellings if one.said_by is not None]
        if not all(_is_party(one, incident) for one in speakers):
            return None
        telling = best(incident)
        return actor_name(telling.said_by, self._material.documents[telling.telling.document])


def _is_party(speaker: Actor, incident: Incident) -> bool:
    """Whether the speaker is of the body of an armed or state actor in the incident."""
    if speaker.sector not in _SIDES or speaker.code is None:
        return False
    parties = [actor for one in incident.tellings for actor in (*one.actors, *one.recipients)]
    return any(actor.code == speaker.code or (actor.id and actor.id == speaker.id) for actor in parties)


def _apart(one: IncidentTelling, other: IncidentTelling) -> bool:
    left, right = one.place, other.place
    if left is None or right is None or left.lat is None or right.lat is None or left.lon is None or right.lon is None:
        return False
    return abs(left.lat - right.lat) > _APART or abs(left.lon - right.lon) > _APART
