"""From the words of a mention to the names that they may hold, and what the words around a name say of its kind."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.knowledge.gazetteer import Candidate, candidates, capital
from dateline.knowledge.tables import country_names, fold, rows
from dateline.model.codes import PlacePrecision

_BEFORE = re.compile(
    r"^(?:(?:in|at|near|outside|around|from|of|the|off|inside|across|greater|central|northern|southern|eastern|western"
    r"|north|south|east|west|northeast|northwest|southeast|southwest|northeastern|northwestern|southeastern"
    r"|southwestern|upper|lower|occupied|rural|downtown|rebel held|city|town|village|port|province|region|state"
    r"|district|capital|suburb|area|governorate|outskirts|coast|mid|far|besieged|port city|border town|county"
    r"|commonwealth|republic)\s+)+"
)
_AFTER = re.compile(
    r"\s+(?:provinces?|regions?|state|governorate|oblast|district|city|town|village|county|municipality|area|suburb"
    r"|capital|camp|airport|international airport|airfield|airbase|air base|military airfield|border|crossing"
    r"|border crossing|quarter|neighbourhood|neighborhood|prefecture|department|peninsula|valley|dc|d c|territory"
    r"|township|island|islands|port|coast|countryside|mountains|highway|river|sector|commune|canton|prison|hospital"
    r"|university|cathedral|oil ?field|refinery|dam|power (?:plant|station)|nuclear plant|checkpoint|barracks"
    r"|military bases?|railway station|train station|town hall|refugee camp|police prefecture|district court|stadium"
    r"|bridge|base|naval base|market|metro|metropolitan area|parish|borough|republic|suburbs|s)$"
)
_PROVINCE = re.compile(
    r"\s(?:provinces?|region|state|governorate|oblast|(?<!police )prefecture|republic)$"
    r"|^(?:the )?(?:state|province) of "
)
_DISTRICT = re.compile(r"\b(?:district|suburbs?|quarter|countryside|county|parish|eastern|western|northern|southern)\b")
_SITE = re.compile(
    r"\b(?:camp|airport|airfield|bases?|airbase|crossing|bridge|hospital|court|prison|stadium|university|cathedral"
    r"|oil ?field|refinery|dam|plant|station|checkpoint|barracks|hall|prefecture)\b"
)
_TOWN = re.compile(r"^(?:the )?(?:city|town|village|port) of |\s(?:city|town|village)$")
_OF_CAPITAL = re.compile(r"^(?:the )?(.+?) capital$")
# States whose names are as often a city, a country or a person.
_NAMESAKES = frozenset({"US.GA", "US.WA", "US.NY", "US.VA", "AU.07"})
_JOINTS = (" and ", " district of ", " of ", " in ", " near ", " outside ")
# "Texas", "N.C.", "Deir ez-Zor": at most four words after the comma; the longest that is a name counts.
_NEXT = re.compile(r"\s{0,2}[,(]\s{0,3}((?:[^\W\d_][\w.’'-]*)(?:[ \u00a0][\w.’'-]+){0,3})")
_NEXT_IN = re.compile(r"\s+(?:in|of)\s+(?:the\s+)?((?:[^\W\d_][\w.’'-]*)(?:[ \u00a0][\w.’'-]+){0,3})")


@dataclass(frozen=True, slots=True)
class Named:
    """What words may name: the form that was found, its entries, and the precision that the words ask for."""

    form: str
    candidates: tuple[Candidate, ...]
    wanted: PlacePrecision | None


@dataclass(frozen=True, slots=True)
class Holder:
    """A unit that the text puts a name into: GeoNames' code ("US.TX" or "SY"), and how sure that is (0 to 1)."""

    code: str
    weight: float
    words: str


@lru_cache(maxsize=8192)
def named(words: str) -> Named | None:
    """The entries for the words, most literal reading first; None if no form of them is known."""
    whole = _abbreviations().get(words.strip())
    if whole is not None and ("." in words or len(words) > 2):
        from_state = candidates(fold(whole[1]))
        return Named(fold(words), tuple(c for c in from_state if c.entry.code == whole[0]), PlacePrecision.PROVINCE)
    key = fold(words)
    seat = _OF_CAPITAL.match(key)
    if seat is not None and seat.group(1) in country_names():
        town = capital(country_names()[seat.group(1)][0])
        return Named(key, (town,), PlacePrecision.TOWN) if town else None
    for form in _forms(key):
        found = candidates(form)
        if found:
            return Named(form, tuple(found), _wanted(key))
    return None


def holders(text: str, start: int, end: int) -> list[Holder]:
    """The units that the words after a name, "Paris, Texas" or "Ras al-Ain in Hasakah", put it into."""
    after = text[end : end + 80]
    match, weight = _NEXT.match(after), 1.0
    if match is None:
        match, weight = _NEXT_IN.match(after), 0.6
    if match is None:
        return []
    words = match.group(1).split()
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length])
        codes = _units(name)
        if codes:
            return [Holder(code, weight, name) for code in codes]
    return []


@lru_cache(maxsize=8192)
def _units(name: str) -> tuple[str, ...]:
    """Codes of the countries and regions with this name; small letters are no name."""
    short = _abbreviations().get(name) or _abbreviations().get(name.rstrip(".") if len(name) > 3 else name)
    if short is not None:
        return (short[0],)
    if not name[0].isupper():
        return ()
    known = named(name.rstrip(".,"))
    if known is None:
        return ()
    wide = (PlacePrecision.COUNTRY, PlacePrecision.PROVINCE, PlacePrecision.DISTRICT)
    return tuple(
        dict.fromkeys(
            c.entry.code for c in known.candidates if c.entry.precision in wide and c.entry.code and not c.ours
        )
    )


@cache
def _abbreviations() -> dict[str, tuple[str, str]]:
    """Abbreviation as written -> (code, name) of a state of the United States, Canada or Australia."""
    labels = {code: label for code, label, *_ in rows("admin1.tsv.gz")}
    return {
        short: (code, labels[code]) for code, forms in rows("state_abbreviations_own.tsv") for short in forms.split("|")
    }


@cache
def state_pattern() -> re.Pattern[str]:
    """Finds the names of states and their abbreviations with a stop; in capitals without one they are other words."""
    shorts = [short for short in _abbreviations() if short.endswith(".")]
    names = {name for code, name in _abbreviations().values() if code not in _NAMESAKES}
    words = sorted((*shorts, *names), key=len, reverse=True)
    return re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, words)) + r")(?!\w)")


def is_site_of(known: Named, words: str) -> bool:
    """Whether the words name a building or the like by the name of another place: "Jolo Cathedral"."""
    key = fold(words)
    return known.form != key and _SITE.search(key) is not None


def widened(named_as: Named, found: PlacePrecision, words: str) -> PlacePrecision:
    """Words such as "Aleppo airport" name less or more than the settlement whose entry they found."""
    key = fold(words)
    if named_as.form == key or found is not PlacePrecision.TOWN:
        return found
    if _PROVINCE.search(key):
        return PlacePrecision.PROVINCE
    if _SITE.search(key):
        return PlacePrecision.SITE
    return PlacePrecision.DISTRICT if _DISTRICT.search(key) else found


def _wanted(key: str) -> PlacePrecision | None:
    if _PROVINCE.search(key):
        return PlacePrecision.PROVINCE
    if _TOWN.search(key) or _SITE.search(key):
        return PlacePrecision.TOWN
    return None


def _forms(key: str) -> list[str]:
    """The words as they are, then with less and less around the name."""
    plain = re.sub(r"^the ", "", key)
    forms = [key, plain, re.sub(r"^(?:st|mt|ft) ", _spelt_out, plain), plain.partition(" and ")[0]]
    bare = _BEFORE.sub("", key)
    forms.append(bare)
    for _ in range(3):
        bare = _AFTER.sub("", bare)
        forms.append(bare)
    for joint in _JOINTS:
        if joint in key:
            head, _, tail = key.partition(joint)
            forms += [_BEFORE.sub("", head), _BEFORE.sub("", tail), _AFTER.sub("", _BEFORE.sub("", tail))]
    return [f for f in dict.fromkeys(forms) if f]


def _spelt_out(match: re.Match[str]) -> str:
    return {"st": "saint ", "mt": "mount ", "ft": "fort "}[match.group().strip()]
