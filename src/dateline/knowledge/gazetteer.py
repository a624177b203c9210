"""The entries of the gazetteer by their exact folded names: countries, regions, settlements, and our own list."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from dateline.knowledge.packed import lines_of
from dateline.knowledge.tables import country_labels, country_names, fold, rows, seats
from dateline.model.codes import PlacePrecision

# Radius in km of an entry of ours that states none.
_RADIUS = {
    PlacePrecision.SITE: 3.0,
    PlacePrecision.TOWN: 5.0,
    PlacePrecision.DISTRICT: 25.0,
    PlacePrecision.PROVINCE: 100.0,
    PlacePrecision.COUNTRY: 500.0,
}
_EARTH_KM = 6371.0088
# GeoNames writes a settlement's people, we its size: as many per square km as in towns.
_PER_KM2 = 3000.0


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A known place. `id` is "geonames:…", "region:…" (ours), "iso:…" or, for units without number, "adm1:…", "adm2:…".

    Degrees WGS 84; `country` ISO3 or INT; `radius` km, within which most of the place lies; `code` GeoNames' code of
    the unit that the place is or lies in ("SY", "SY.12", "US.LA.079"), "" for what lies in several; `people` may count
    a town twice in its region and is meant for ranking only.
    """

    name: str
    id: str
    lat: float
    lon: float
    country: str
    admin1: str | None
    precision: PlacePrecision
    radius: float = 5.0
    code: str = ""
    people: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that a name may stand for; `by_name` where the name is another spelling, `ours` from our own list.

    `usual`: our own list says that this is what the press means by the name.
    """

    entry: GazetteerEntry
    by_name: bool = False
    ours: bool = False
    capital: bool = False
    usual: bool = False


@dataclass(frozen=True, slots=True)
class _Country:
    iso2: str
    code: str
    label: str
    lat: float
    lon: float
    radius: float
    people: int


def candidates(key: str) -> list[Candidate]:
    """All entries with this folded name; Arabic names are found with and without their article."""
    bare = _without_article(key)
    other = bare if bare != key else f"al {key}"
    known = [*_countries_named(key), *(list(_regions_named(key)) or _regions_named(other))]
    known += list(_places_named(key)) or _places_named(other)
    for own in _own().get(key, ()):
        doubled = [c for c in known if _same(own.entry, c.entry)]
        if doubled:
            known = [_usual(c, own) if c in doubled else c for c in known]
        else:
            known.append(_built(own))
    return known


def _usual(candidate: Candidate, own: Candidate) -> Candidate:
    """Our own list spells a settlement as the press does: Kobane, not Ayn al Arab."""
    if candidate.entry.precision is not PlacePrecision.TOWN:
        return replace(candidate, usual=True)
    return replace(candidate, entry=replace(candidate.entry, name=own.entry.name), by_name=False, usual=True)


def _built(own: Candidate) -> Candidate:
    """An entry of ours whose first name is a region's in the built tables is that region by all its names."""
    alike = [c.entry for c in _regions_named(fold(own.entry.name)) if _same(own.entry, c.entry)]
    return replace(own, entry=alike[0]) if alike else own


def country(code: str) -> GazetteerEntry | None:
    """A country by ISO3, at the point that reference works print for it (mostly its middle)."""
    known = _by_iso3().get(code)
    if known is None:
        return None
    label = country_labels().get(code, known.label) if known.code == code else known.label
    level = PlacePrecision.COUNTRY if known.code == code else PlacePrecision.PROVINCE
    return GazetteerEntry(
        label, f"iso:{code}", known.lat, known.lon, known.code, None, level, known.radius, known.iso2, known.people
    )


def country_code(typed: str) -> str | None:
    """The ISO3 code in use for an ISO2 or ISO3 code in capitals."""
    if typed in _iso3():
        return _iso3()[typed]
    known = _by_iso3().get(typed)
    return known.code if known else None


def region(code: str) -> GazetteerEntry | None:
    """A first-level region by GeoNames' code, such as SY.12."""
    return _regions()[0].get(code)


def capital(code: str) -> Candidate | None:
    """The seat of a country by ISO3."""
    name = seats().get(code, "")
    found = [c for c in candidates(name) if c.entry.country == code and c.entry.precision is PlacePrecision.TOWN]
    return max(found, key=lambda c: c.entry.people, default=None)


def distance_km(one: GazetteerEntry, other: GazetteerEntry) -> float:
    """Great-circle distance of the two points."""
    a, b = math.radians(one.lat), math.radians(other.lat)
    turn = math.sin(math.radians(other.lon - one.lon) / 2) ** 2
    chord = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * turn
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def _without_article(key: str) -> str:
    first, _, rest = key.partition(" ")
    return rest if first in ("al", "el", "ar", "as", "ash", "ad", "an", "at", "az") and rest else key


def _same(own: GazetteerEntry, other: GazetteerEntry) -> bool:
    """Whether the built tables have a place of our own list: their number is then the better id."""
    alike = own.country == other.country and own.precision is other.precision
    return alike and distance_km(own, other) <= max(25.0, other.radius)


def _countries_named(key: str) -> Iterator[Candidate]:
    named = country_names().get(key)
    if named is not None and named[1] in ("country", "demonym"):
        entry = country(named[0])
        if entry is not None:
            yield Candidate(entry)
        return
    for code in _country_by_names().get(key, ()):
        entry = country(code)
        if entry is not None:
            yield Candidate(entry, by_name=key != fold(entry.name))


@cache
def _by_iso3() -> dict[str, _Country]:
    table = {}
    for iso2, iso3, used, label, lat, lon, radius, people, _ in rows("country_points.tsv"):
        table[iso3] = _Country(iso2, used, label, float(lat), float(lon), float(radius), int(people))
    return table


@cache
def _country_by_names() -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for _, iso3, *_, names in rows("country_points.tsv"):
        for name in names.split("|"):
            table.setdefault(name, []).append(iso3)
    return table


@cache
def _iso3() -> dict[str, str]:
    """ISO2 -> the ISO3 code in use, that of the sovereign for dependencies."""
    return {known.iso2: known.code for known in _by_iso3().values()}


@cache
def _regions() -> tuple[dict[str, GazetteerEntry], dict[str, list[tuple[str, bool]]]]:
    """First-level regions by code, and their codes by name, each with whether that is a by-name."""
    entries: dict[str, GazetteerEntry] = {}
    names: dict[str, list[tuple[str, bool]]] = {}
    for code, label, key, lat, lon, radius, people, known in rows("admin1.tsv.gz"):
        iso2 = code.partition(".")[0]
        entries[code] = GazetteerEntry(
            label, key, float(lat), float(lon), _iso3()[iso2], label, PlacePrecision.PROVINCE, float(radius), code,
            int(people),
        )  # fmt: skip
        for number, name in enumerate(known.split("|") if known else ()):
            names.setdefault(name, []).append((code, number > 1))
    return entries, names


def _regions_named(key: str) -> Iterator[Candidate]:
    entries, names = _regions()
    for code, by_name in names.get(key, ()):
        yield Candidate(entries[code], by_name)


def _places_named(key: str) -> Iterator[Candidate]:
    for fields in lines_of("places", key):
        yield _place(fields, by_name=False)
    for target, number in lines_of("place_names", key):
        for fields in lines_of("places", target):
            if fields[1] == number:
                yield _place(fields, by_name=True)


def _place(fields: list[str], by_name: bool) -> Candidate:
    """A settlement has six fields; a second-level unit has a radius besides."""
    label, number, lat, lon, code, people = fields[:6]
    iso2, _, state = code.removesuffix(".").partition(".")
    above = region(f"{iso2}.{state.partition('.')[0]}")
    unit = len(fields) > 6
    count = int(people)
    entry = GazetteerEntry(
        name=label,
        id=number if ":" in number else f"geonames:{number}",
        lat=float(lat),
        lon=float(lon),
        country=_iso3()[iso2],
        admin1=above.name if above else None,
        precision=PlacePrecision.DISTRICT if unit else PlacePrecision.TOWN,
        radius=float(fields[6]) if unit else max(1.0, math.sqrt(count / _PER_KM2 / math.pi)),
        code=code.removesuffix("."),
        people=count,
    )
    return Candidate(entry, by_name, capital=not unit and fold(label) == seats().get(entry.country))


@cache
def _own() -> dict[str, list[Candidate]]:
    table: dict[str, list[Candidate]] = {}
    stated = {fold(name) for names, *_ in rows("places_own.tsv") for name in names.split("|")}
    for names, code, lat, lon, precision in rows("regions_own.tsv"):
        if not any(fold(name) in stated for name in names.split("|")):
            _add(table, names.split("|"), code, (float(lat), float(lon)), PlacePrecision(precision), None)
    for names, code, lat, lon, radius, precision, _ in rows("places_own.tsv"):
        _add(table, names.split("|"), code, (float(lat), float(lon)), PlacePrecision(precision), float(radius))
    return table


def _add(
    table: dict[str, list[Candidate]],
    names: list[str],
    code: str,
    point: tuple[float, float],
    precision: PlacePrecision,
    radius: float | None,
) -> None:
    key = "region:" + fold(names[0]).replace(" ", "-")
    state = _by_iso3().get(code)
    entry = GazetteerEntry(
        names[0], key, *point, code, None, precision, radius or _RADIUS[precision], state.iso2 if state else ""
    )
    for name in dict.fromkeys(map(fold, names)):
        table.setdefault(name, []).append(Candidate(entry, ours=True, usual=True))
