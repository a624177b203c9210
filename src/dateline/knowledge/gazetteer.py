"""From the words that name a place to one entry with coordinates."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline.knowledge.tables import country_labels, country_names, fold, packed_lines, rows, seats
from dateline.model.codes import PlacePrecision

_BEFORE = re.compile(
    r"^(?:(?:in|at|near|outside|around|from|of|the|off|inside|across|greater|central|northern|southern|eastern|western"
    r"|north|south|east|west|northeast|northwest|southeast|southwest|northeastern|northwestern|southeastern"
    r"|southwestern|upper|lower|occupied|rural|downtown|rebel held|city|town|village|port|province|region|state"
    r"|district|capital|suburb|area|governorate|outskirts|coast|mid|far|besieged|port city|border town)\s+)+"
)
_PROVINCE = re.compile(r"\s+(?:provinces?|region|state|governorate|oblast|prefecture|republic)$")
_AFTER = re.compile(
    r"\s+(?:province|region|state|governorate|oblast|district|city|town|village|county|municipality|area|suburb|capital"
    r"|camp|airport|international airport|airfield|airbase|air base|military airfield|border|crossing|border crossing"
    r"|quarter|neighbourhood|neighborhood|prefecture|department|peninsula|valley|dc|d c|territory|township|island"
    r"|islands|port|coast|countryside|mountains|highway|river|sector|commune|canton|prison|hospital|university"
    r"|refugee camp|police prefecture|district court|stadium|bridge|base|naval base|market)$"
)
_OF_CAPITAL = re.compile(r"^(?:the )?(.+?) capital$")


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """A known place. `id` is "geonames:…", "region:…" (ours) or "iso:…"; degrees WGS 84; `country` ISO3 or INT."""

    name: str
    id: str
    lat: float
    lon: float
    country: str
    admin1: str | None
    precision: PlacePrecision


@cache
def _towns() -> list[str]:
    """The lines of the town list, largest town first; a line is split only when it is asked for."""
    return packed_lines("cities.tsv.gz")


@cache
def _town_index() -> list[str]:
    """Sorted lines "name TAB numbers of lines": searched by halves, since a dictionary of them takes longer to fill."""
    return packed_lines("city_names.tsv.gz")


def _line_numbers(name: str) -> list[int]:
    index, wanted = _town_index(), name + "\t"
    at = bisect_left(index, wanted)
    if not name or at == len(index) or not index[at].startswith(wanted):
        return []
    return [int(number) for number in index[at][len(wanted) :].split(" ")]


@cache
def _regions() -> dict[str, GazetteerEntry]:
    table: dict[str, GazetteerEntry] = {}
    for names, country, lat, lon, precision in rows("regions_own.tsv"):
        label = names.split("|")[0]
        key = "region:" + fold(label).replace(" ", "-")
        entry = GazetteerEntry(label, key, float(lat), float(lon), country, None, PlacePrecision(precision))
        for name in names.split("|"):
            table.setdefault(fold(name), entry)
    return table


def place(words: str, countries: Sequence[str] = ()) -> GazetteerEntry | None:
    """The entry that the words name; `countries` (ISO3, most likely first) decides between namesakes, then size."""
    key = fold(words)
    for form in _forms(key):
        entry = _exact(form, countries)
        if entry is not None:
            return _widened(entry, key, form)
    return None


def _forms(key: str) -> list[str]:
    """The words as they are, then with less and less around the name."""
    forms = [key, re.sub(r"^the ", "", key), re.sub(r"^the ", "", key).partition(" and ")[0]]
    bare = _BEFORE.sub("", key)
    forms.append(bare)
    for _ in range(3):
        bare = _AFTER.sub("", bare)
        forms.append(bare)
    for joint in (" and ", " district of ", " of ", " in ", " near ", " outside "):
        if joint in key:
            head, _, tail = key.partition(joint)
            forms += [_BEFORE.sub("", head), _BEFORE.sub("", tail), _AFTER.sub("", _BEFORE.sub("", tail))]
    return [f for f in dict.fromkeys(forms) if f]


def _exact(key: str, countries: Sequence[str]) -> GazetteerEntry | None:
    named = country_names().get(key)
    if named is not None and named[1] in ("country", "demonym") and not (key == "georgia" and "USA" in countries[:1]):
        return _country(named[0])
    region = _regions().get(key)
    capital_of = _OF_CAPITAL.match(key)
    if capital_of is not None and capital_of.group(1) in country_names():
        return _town(seats().get(country_names()[capital_of.group(1)][0], ""), countries)
    if region is not None:
        town = _town(key, countries)
        in_play = town is not None and town.country in countries and region.country not in countries
        return town if in_play else region
    return _town(key, countries)


def _town(key: str, countries: Sequence[str]) -> GazetteerEntry | None:
    bare = re.sub(r"^(?:al|el|ar|as|ash|ad|an) ", "", key)
    found = _line_numbers(key) or (_line_numbers(bare) if bare != key else _line_numbers("al " + key))
    lines = _towns()
    if not found:
        return None
    order = {code: place_in for place_in, code in reversed(list(enumerate(countries)))}
    table = {number: lines[number].split("\t") for number in found}
    # Lines are sorted by population, so the smaller number is the larger town; an own name beats a by-name.
    best = min(found, key=lambda n: (order.get(table[n][4], len(order)), fold(table[n][0]) != key, n))
    row = table[best]
    return GazetteerEntry(
        row[0], f"geonames:{row[1]}", float(row[2]), float(row[3]), row[4], row[5] or None, PlacePrecision.TOWN
    )


@cache
def _country(code: str) -> GazetteerEntry | None:
    """A country at its capital: the tables hold no outlines."""
    label = country_labels().get(code)
    if label is None:
        return None
    seat = _regions().get(seats().get(code, "")) or _town(seats().get(code, ""), (code,))
    if seat is None or seat.country != code:
        return None
    return GazetteerEntry(label, f"iso:{code}", seat.lat, seat.lon, code, None, PlacePrecision.COUNTRY)


def _widened(entry: GazetteerEntry, key: str, form: str) -> GazetteerEntry:
    """Words such as "Aleppo province" name more than the town whose entry they found."""
    if form == key or entry.precision is not PlacePrecision.TOWN:
        return entry
    precision = PlacePrecision.TOWN
    if _PROVINCE.search(key):
        precision = PlacePrecision.PROVINCE
    elif re.search(r"\b(?:district|suburb|quarter|countryside|county|eastern|western|northern|southern)\b", key):
        precision = PlacePrecision.DISTRICT
    elif re.search(r"\b(?:camp|airport|airfield|base|crossing|bridge|hospital|court|prison|stadium)\b", key):
        precision = PlacePrecision.SITE
    return GazetteerEntry(entry.name, entry.id, entry.lat, entry.lon, entry.country, entry.admin1, precision)
