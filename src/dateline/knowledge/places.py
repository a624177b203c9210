"""Which entry each place name of a text stands for, judged from the whole text.

All names are weighed together. Each entry of each name has a prior (size, kind, own name or by-name) and evidence: the
unit that the words beside it name ("Paris, Texas"), the countries of the text, and the other names. Near or enclosing
entries of other names speak for one another, in proportion to how likely they are themselves; a few rounds settle it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dateline.knowledge.gazetteer import Candidate, GazetteerEntry, distance_km
from dateline.knowledge.places_words import Holder, Named, holders, is_site_of, named, state_pattern, widened
from dateline.knowledge.tables import fold
from dateline.model.codes import PlacePrecision

Array = npt.NDArray[np.float64]

_EARTH_KM = 6371.0
_ROUNDS = 5
_PER_NAME = 40  # more namesakes than this are never seen to matter, and the matrix grows with the square
_NAMES = 80
# Weights, in units of log odds; set on the shares of found places by kind (country, region, county, town).
_SIZE = 0.7
_COUNTRY = 6.0
_CAPITAL = 1.0
# Entries of our own list have no count of people; they are ranked as if they had these.
_OURS_SIZE = {
    PlacePrecision.SITE: 20_000,
    PlacePrecision.TOWN: 50_000,
    PlacePrecision.DISTRICT: 200_000,
    PlacePrecision.PROVINCE: 1_000_000,
    PlacePrecision.COUNTRY: 5_000_000,
}
_PROVINCE = 0.5
_BY_NAME = -1.5
_BARE_DISTRICT = -2.0  # "Clay" for Clay County
_USUAL = 3.0
_STATE_MEANT = 5.0
_SEAT = 2.0  # what a unit called after its seat lies below the seat
_FAMOUS = 500_000  # the by-names of cities of this size are as current as their names: Calcutta, Kiev
_WANTED = 5.0
_HELD = 12.0
_IN_PLAY = 3.0
_NEIGHBOURS = 14.0
# English news names its own countries' towns without saying where they are.
_PRESS = {"USA": 0.7, "GBR": 0.3}
# How much two entries speak for each other.
_NEAR_KM, _FAR_KM = 50.0, 400.0
_CLOSE_CHARS, _SAME_PARAGRAPH = 150, 600


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in a text, [start, end)."""

    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entry of a name, its share of the belief (0 to 1) among all entries of that name, and why."""

    entry: GazetteerEntry
    belief: float
    reasons: tuple[str, ...]
    others: tuple[GazetteerEntry, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """One name of the text: its entries with their prior evidence, and where it stands."""

    words: str
    named: Named
    entries: tuple[Candidate, ...]
    prior: Array
    held: tuple[Holder, ...]
    at: tuple[int, ...]


def resolve(
    text: str, toponyms: Sequence[Toponym], countries: Sequence[str] = (), why: bool = True
) -> list[Resolution | None]:
    """The entry of each name, in their order; None where no form of the words is known.

    `countries` (ISO3) are those of the text, the most frequent first. One name has one meaning in a text. The reasons
    are left empty without `why`: to state them takes as long as to find the entries.
    """
    groups: dict[str, list[Toponym]] = {}
    for toponym in (*toponyms, *_states(text, toponyms)):
        groups.setdefault(toponym.words, []).append(toponym)
    names = [name for words, group in groups.items() if (name := _name(text, words, group, countries)) is not None]
    beliefs = _settled(names)
    best = [name.entries[int(belief.argmax())].entry for name, belief in zip(names, beliefs, strict=True)]
    found = {}
    for at, (name, belief) in enumerate(zip(names, beliefs, strict=True)):
        reasons: list[str] = []
        if why:
            others = [(other.words, entry) for other, entry in zip(names, best, strict=True) if other is not name]
            reasons = [*_reasons(name, best[at], countries), *_beside(best[at], others)]
        found[name.words] = _resolution(name, belief, reasons)
    return [found.get(toponym.words) for toponym in toponyms]


def _states(text: str, toponyms: Sequence[Toponym]) -> list[Toponym]:
    """States that the text names outside the given names, inside "Louisiana State University" too."""
    taken = {at for one in toponyms for at in range(one.start, one.end)}
    found = (Toponym(m.group(), m.start(), m.end()) for m in state_pattern().finditer(text))
    return [one for one in found if one.start not in taken]


def place(words: str, countries: Sequence[str] = ()) -> GazetteerEntry | None:
    """The entry that the words name on their own; `countries` (ISO3, most likely first) speak for their namesakes."""
    found = resolve("", [Toponym(words, 0, 0)], countries)[0]
    return found.entry if found else None


def _name(text: str, words: str, group: list[Toponym], countries: Sequence[str]) -> _Name | None:
    known = named(words)
    if known is None or not known.candidates:
        return None
    if is_site_of(known, words) and countries:
        # Buildings are called after persons and far places too: without a country of the text the name is no place.
        known = replace(known, candidates=tuple(c for c in known.candidates if c.entry.country in countries))
        if not known.candidates:
            return None
    held = tuple(dict.fromkeys(h for one in group for h in holders(text, one.start, one.end)))
    scored = _towns_first([(_prior(c, known, held, countries), c) for c in known.candidates], known)
    scored = [(score - _STATE_MEANT * _state_meant(c, known, countries), c) for score, c in scored]
    scored.sort(key=lambda pair: -pair[0])
    kept = scored[:_PER_NAME]
    return _Name(
        words, known, tuple(c for _, c in kept), np.array([s for s, _ in kept]), held, tuple(t.start for t in group)
    )


def _prior(candidate: Candidate, known: Named, held: Sequence[Holder], countries: Sequence[str]) -> float:
    entry = candidate.entry
    score = _SIZE * math.log((entry.people or (_OURS_SIZE[entry.precision] if candidate.ours else 0)) + 50)
    if entry.precision is PlacePrecision.COUNTRY:
        score += _COUNTRY
    elif entry.precision is PlacePrecision.PROVINCE and not candidate.ours:
        score += _PROVINCE
    elif entry.precision is PlacePrecision.DISTRICT and candidate.by_name:
        score += _BARE_DISTRICT
    known_by_both = entry.precision is PlacePrecision.TOWN and entry.people >= _FAMOUS
    score += _CAPITAL * candidate.capital + _BY_NAME * candidate.by_name * (0.2 if known_by_both else 1.0)
    score += _WANTED * (known.wanted is entry.precision)
    score += max((_HELD * h.weight for h in held if _inside(entry.code, h.code)), default=0.0)
    # The name itself may be what put its country in play, so a country gains nothing by that.
    if entry.country in countries and entry.precision is not PlacePrecision.COUNTRY:
        score += _IN_PLAY / (1 + 0.7 * list(countries).index(entry.country))
    return score + _USUAL * candidate.usual + _PRESS.get(entry.country, 0.0)


def _towns_first(scored: list[tuple[float, Candidate]], known: Named) -> list[tuple[float, Candidate]]:
    """A unit that is called after a town in it yields to the town, unless the words or our own list say otherwise."""
    towns = [(s, c.entry) for s, c in scored if c.entry.precision is PlacePrecision.TOWN and _alike(c, known.form)]
    kept = []
    for score, unit in scored:
        if _yields(unit, known):
            within = [(s, t) for s, t in towns if _inside(f"{t.code}.", unit.entry.code)]
            score = min([score, *(s - _SEAT for s, t in within if t.people * 10 > unit.entry.people)])
        kept.append((score, unit))
    return kept


def _alike(town: Candidate, form: str) -> bool:
    """Whether a town bears the name, or one spelt nearly so: Ḩamāh is Hama, Oklahoma City is not Oklahoma."""
    label = fold(town.entry.name)
    return not town.by_name or (label[:3] == form[:3] and abs(len(label) - len(form)) <= 2)


def _state_meant(candidate: Candidate, known: Named, countries: Sequence[str]) -> bool:
    """A country called like a state of the country that the text speaks of most: Georgia in news of the USA."""
    if candidate.entry.precision is not PlacePrecision.COUNTRY or not countries:
        return False
    states = (c.entry for c in known.candidates if c.entry.precision is PlacePrecision.PROVINCE and not c.by_name)
    return any(state.country == countries[0] != candidate.entry.country for state in states)


def _yields(unit: Candidate, known: Named) -> bool:
    level = unit.entry.precision
    is_unit = level in (PlacePrecision.PROVINCE, PlacePrecision.DISTRICT) and unit.entry.code != ""
    return is_unit and not unit.usual and known.wanted is not level


def _inside(code: str, holder: str) -> bool:
    return code.startswith(holder + ".")


def _settled(names: Sequence[_Name]) -> list[Array]:
    """The belief in each entry of each name after the names have been heard about one another."""
    if len(names) < 2 or len(names) > _NAMES:
        return [_softmax(name.prior) for name in names]
    sizes = [len(name.entries) for name in names]
    starts = np.cumsum([0, *sizes[:-1]])
    owner = np.repeat(np.arange(len(names)), sizes)
    closeness = _closeness(names)
    votes = _affinity([c.entry for name in names for c in name.entries]) * closeness[owner][:, owner]
    reach = np.sqrt(closeness.sum(axis=1))[owner]
    score = prior = np.concatenate([name.prior for name in names])
    for _ in range(_ROUNDS):
        score = prior + _NEIGHBOURS * (votes @ _shares(score, starts, owner)) / reach
    return np.split(_shares(score, starts, owner), starts[1:])


def _shares(scores: Array, starts: npt.NDArray[np.int64], owner: npt.NDArray[np.int64]) -> Array:
    """The softmax of the scores of each name."""
    odds = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
    return np.asarray(odds / np.add.reduceat(odds, starts)[owner])


def _softmax(scores: Array) -> Array:
    odds = np.exp(scores - scores.max())
    return np.asarray(odds / odds.sum())


def _closeness(names: Sequence[_Name]) -> Array:
    """How much each name says about each other one: more in the same sentence than across the text."""
    table = np.full((len(names), len(names)), 0.4)
    np.fill_diagonal(table, 0.0)
    places = sorted((at, i) for i, name in enumerate(names) for at in name.at)
    for first, (here, i) in enumerate(places):
        for there, j in places[first + 1 :]:
            if there - here >= _SAME_PARAGRAPH:
                break
            weight = 1.0 if there - here < _CLOSE_CHARS else 0.6
            if i != j and weight > table[i, j]:
                table[i, j] = table[j, i] = weight
    return table


def _affinity(entries: Sequence[GazetteerEntry]) -> Array:
    """How well each pair goes together: by distance, and by the units that enclose both."""
    lat, lon = np.radians([e.lat for e in entries]), np.radians([e.lon for e in entries])
    chord = np.sin((lat[:, None] - lat) / 2) ** 2
    chord += np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    km = 2 * _EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
    level = np.array([_level(e) for e in entries])
    country, state = _numbered([e.country for e in entries]), _numbered([_state(e) for e in entries])
    same_country = (country[:, None] == country) & (country != 0)
    same_state = (state[:, None] == state) & (state != 0)
    small = (level[:, None] > 0) & (level > 0)
    near = np.where(small, np.exp(-km / _NEAR_KM) + 0.3 * np.exp(-km / _FAR_KM), 0.0)
    return np.asarray(near + 0.35 * same_state + 0.15 * same_country)


def _level(entry: GazetteerEntry) -> int:
    """0 for what is so large that its middle says nothing of nearness."""
    return 0 if entry.precision in (PlacePrecision.COUNTRY, PlacePrecision.PROVINCE) and entry.radius > 80 else 1


def _state(entry: GazetteerEntry) -> str:
    return ".".join(entry.code.split(".")[:2]) if "." in entry.code else ""


def _numbered(names: Sequence[str]) -> npt.NDArray[np.int64]:
    """Equal numbers for equal names, 0 for none and for what belongs to no single country."""
    table: dict[str, int] = {"": 0, "INT": 0}
    return np.array([table.setdefault(name, len(table)) for name in names])


def _resolution(name: _Name, belief: Array, reasons: Sequence[str]) -> Resolution:
    order = np.argsort(-belief, kind="stable")
    entry = name.entries[int(order[0])].entry
    precision = widened(name.named, entry.precision, name.words)
    return Resolution(
        replace(entry, precision=precision) if precision is not entry.precision else entry,
        round(float(belief[order[0]]), 3),
        tuple(reasons),
        tuple(name.entries[int(i)].entry for i in order[1:6]),
    )


def _beside(entry: GazetteerEntry, others: Sequence[tuple[str, GazetteerEntry]]) -> list[str]:
    """The nearest other place of the text, if it is near enough to speak for this one."""
    if not _level(entry):
        return []
    near = [(distance_km(entry, other), words) for words, other in others if _level(other) and other.id != entry.id]
    km, words = min(near, default=(math.inf, ""))
    return [f'{km:.0f} km from "{words}"'] if km <= _FAR_KM else []


def _reasons(name: _Name, entry: GazetteerEntry, countries: Sequence[str]) -> list[str]:
    """What spoke for the entry, in words."""
    by_name = next(c.by_name for c in name.entries if c.entry is entry)
    reasons = [f'"{name.named.form}" is {"another name" if by_name else "a name"} of {entry.name}']
    reasons += [f'the text puts it in "{h.words}"' for h in name.held if _inside(entry.code, h.code)][:1]
    if entry.country in countries:
        reasons.append(f"{entry.country} is number {list(countries).index(entry.country) + 1} of the countries in play")
    if len(name.entries) == 1:
        return [*reasons, "no other entry has that name"]
    larger = sum(c.entry.people > entry.people for c in name.entries)
    rank = "the largest" if larger == 0 else f"number {larger + 1} by size"
    return [*reasons, f"{rank} of {len(name.entries)} entries of that name"]
