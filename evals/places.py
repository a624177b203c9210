"""Where marked place names lie: coordinates by the gazetteer against labelled ones. The set is for evaluation only.

Only the resolution is tried: the names are given, and are judged together with the words around them and with the
countries that the document names, as in the pipeline. The network is not run.
"""

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from dateline.knowledge.resolver import GazetteerEntry, country_cues, resolve
from dateline.knowledge.resolver import Toponym as Named
from dateline.knowledge.tables import fold
from dateline.model.codes import PlacePrecision
from evals.jsonl import SetError, read_records
from evals.regions import geonames_id
from evals.scoring import Read

DEFAULTS: Final = (Path("data/places/lgl.jsonl.gz"), Path("data/places/geovirus.jsonl.gz"))
NEAR_KM: Final = 161.0  # 100 miles, the distance that the literature on toponyms counts as found
_EARTH_KM: Final = 6371.0088
_OURS: Final = "geonames:"
_WIDE: Final = (PlacePrecision.COUNTRY, PlacePrecision.PROVINCE)


@dataclass(frozen=True, slots=True)
class Toponym:
    """A marked name; without coordinates it is not scored. `geonameid` is missing in sets made from other sources."""

    text: str
    start: int
    end: int
    lat: float | None = None
    lon: float | None = None
    geonameid: int | str | None = None
    wikipedia: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a set."""

    id: str
    text: str
    toponyms: tuple[Toponym, ...]
    date: str | None = None


@dataclass(frozen=True, slots=True)
class PlacesScore:
    """Shares of the toponyms with coordinates; one that is not resolved counts as wrong.

    `near`: within 161 km. `exact`: the same GeoNames id, out of the `with_id` toponyms that have one; entries of our
    own list and counties of the United States carry no such id and so are never exact. `found`: exact or near, since a
    large country or province may be the right one and its point still far off. Where a set names an article of
    Wikipedia instead of an id, a country, province or sea whose name is the article's title is found too. `median_km`:
    over the resolved ones. The last three leave out what we resolve to a whole country, whose middle is a convention.
    """

    articles: int
    toponyms: int
    left_out: int
    resolved: float
    near: float
    near_of_resolved: float
    median_km: float | None
    exact: float | None
    with_id: int
    found: float
    below_country: int
    near_below_country: float
    median_km_below_country: float | None


def run(path: Path, _read: Read) -> PlacesScore:
    """Looks every marked name up; the reader of documents is not needed."""
    articles = read_records(path, Article)
    for article in articles:
        for one in article.toponyms:
            if article.text[one.start : one.end] != one.text:
                raise SetError(f"{path}: {article.id}: {one.start}..{one.end} is not {one.text!r}")
    return score(articles)


def score(articles: Sequence[Article]) -> PlacesScore:
    """Figures over the articles."""
    pairs = [(one, found) for article in articles for one, found in _looked_up(article)]
    distances = [_km(one, found) for one, found in pairs if found is not None]
    near = sum(distance <= NEAR_KM for distance in distances)
    with_id = [(one, found) for one, found in pairs if one.geonameid is not None]
    exact = [_same_entry(one, found) for one, found in with_id]
    narrow = [_km(one, found) for one, found in pairs if found is not None and not _is_country(found)]
    return PlacesScore(
        articles=len(articles),
        toponyms=len(pairs),
        left_out=sum(len(article.toponyms) for article in articles) - len(pairs),
        resolved=_share(len(distances), len(pairs)),
        near=_share(near, len(pairs)),
        near_of_resolved=_share(near, len(distances)),
        median_km=statistics.median(distances) if distances else None,
        exact=_share(sum(exact), len(with_id)) if with_id else None,
        with_id=len(with_id),
        found=_share(sum(_is_found(one, found) for one, found in pairs), len(pairs)),
        below_country=len(narrow),
        near_below_country=_share(sum(distance <= NEAR_KM for distance in narrow), len(narrow)),
        median_km_below_country=statistics.median(narrow) if narrow else None,
    )


def _looked_up(article: Article) -> list[tuple[Toponym, GazetteerEntry | None]]:
    countries = document_countries(article.text, article.date)
    found = resolve(article.text, [Named(one.text, one.start, one.end) for one in article.toponyms], countries)
    pairs = zip(article.toponyms, found, strict=True)
    return [(one, each.entry if each else None) for one, each in pairs if one.lat is not None and one.lon is not None]


def document_countries(text: str, published: str | None) -> tuple[str, ...]:
    """The countries that a text names, the most frequent first: the context that the pipeline gives to a name."""
    named = Counter(cue.country for cue in country_cues(text, published) if cue.country != "INT")
    return tuple(country for country, _ in named.most_common())


def _is_country(found: GazetteerEntry) -> bool:
    return found.precision is PlacePrecision.COUNTRY


def _same_entry(one: Toponym, found: GazetteerEntry | None) -> bool:
    if found is None or one.geonameid is None:
        return False
    number = geonames_id(found.country) if _is_country(found) else found.id.removeprefix(_OURS)
    return number == str(one.geonameid)


def _is_found(one: Toponym, found: GazetteerEntry | None) -> bool:
    return found is not None and (_same_entry(one, found) or _titled(one, found) or _km(one, found) <= NEAR_KM)


def _titled(one: Toponym, found: GazetteerEntry) -> bool:
    """Whether an article's title is the name of a wide entry; a remark such as "(country)" tells which of two it is."""
    if one.geonameid is not None or one.wikipedia is None or found.precision not in _WIDE:
        return False
    title, _, remark = unquote(one.wikipedia.rsplit("/", 1)[-1]).replace("_", " ").partition(" (")
    if fold(title) != fold(found.name):
        return False
    return not remark or remark.startswith("country") == _is_country(found)


def _km(one: Toponym, found: GazetteerEntry) -> float:
    if one.lat is None or one.lon is None:
        raise ValueError("a toponym without coordinates has no distance")
    return distance_km(one.lat, one.lon, found.lat, found.lon)


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in km between two points in degrees (haversine on a sphere of the mean radius)."""
    rise, turn = math.radians(lat2 - lat1), math.radians(lon2 - lon1)
    across = math.cos(math.radians(lat1)) * math.cos(math.radians(lat2))
    chord = math.sin(rise / 2) ** 2 + across * math.sin(turn / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(chord)))


def _share(above: int, below: int) -> float:
    return above / below if below else 0.0
