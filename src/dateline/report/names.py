"""How actors, places and sources are named in prose: with the article that the text gives them, or none."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from dateline.knowledge.tables import country_names, fold
from dateline.model.document import Document
from dateline.model.linked import Telling
from dateline.model.records import Actor, Place
from dateline.report.wording import listed, number

_DETERMINER: Final = re.compile(r"(?:the|an?|this|that|these|those|its|his|her|their|our|one)\b", re.IGNORECASE)
_OWNED: Final = re.compile(r"(?:its|his|her|their|our)\s+", re.IGNORECASE)
_PRONOUNS: Final = frozenset(
    "he she they it we i you him her them us who whom which that this these those both others some many one all "
    "everyone anyone nobody somebody people man woman".split()
)
# Names of bodies that English gives the article.
_WITH_ARTICLE: Final = re.compile(
    r"\b(?:army|forces?|front|ministry|party|council|union|government|organi[sz]ation|movement|nations|cross|crescent|"
    r"states|kingdom|parliament|senate|congress|agency|commission|committee|court|bank|alliance|coalition|league|"
    r"federation|police|navy|militia|brigade|programme|fund|strip|islands|taliban|republic|guard|authority|command|"
    r"mission|network|court|group|office|department|institute|observatory)\b",
    re.IGNORECASE,
)
# What an act is done with stands where its actor should: "a drone struck the market".
_WEAPONS: Final = frozenset(
    "drone drones shell shells rocket rockets missile missiles bomb bombs mine mines fire aircraft plane planes jets "
    "warplane warplanes helicopter helicopters artillery".split()
)
_SMALL: Final = frozenset(
    "the a an this that these those some many most more less few several all both each no none his her its their our "
    "at about nearly almost up in on by for from of to with without after before since while when if there here he she "
    "it they we you what who nobody everyone two three four five six seven eight nine ten dozens hundreds not "
    "only even but and or as because although".split()
)
_COUNTRY_WITH: Final = re.compile(
    r"United|Democratic Republic|Central African|Netherlands|Philippines|Maldives|Bahamas|Gambia|Comoros|Seychelles|"
    r"Solomon|Marshall|Czech Republic|Dominican Republic|UAE|US|UK|DRC"
)
_MOST_SOURCES: Final = 4
_LONGEST: Final = 70


def actor_name(actor: Actor | None, document: Document) -> str | None:
    """The actor as prose has it, None if the words only point ("they") and nothing is known of whom they mean."""
    if actor is None:
        return None
    words = " ".join(actor.span.text.split()) if actor.span is not None else ""
    name = actor.name or words
    if fold(name) in _PRONOUNS or fold(_bare(name)) in _WEAPONS:
        return None
    if words and len(words) <= _LONGEST and f" {fold(name)} " in f" {fold(words)} ":
        return _as_written(words, document)
    return _with_article(name, document.text) if name else None


def _as_written(words: str, document: Document) -> str:
    """The words of the text, without the capital that only the beginning of a sentence gave them."""
    words = _OWNED.sub("the ", words, count=1) if _OWNED.match(words) else words
    if words.casefold().startswith("the "):
        return "the " + words[4:]
    if _DETERMINER.match(words):
        return words[:1].lower() + words[1:]
    if _article_missing(words, document.text):
        return f"the {words}"
    # A second word with a capital makes it a name: "Boko Haram", but not "Residents of Talbiseh".
    parts = words.split()
    plain = not (len(parts) > 1 and parts[1][:1].isupper()) and fold(words) not in country_names()
    return lowered(words, document.text) if plain and not _WITH_ARTICLE.match(parts[0]) else words


def lowered(words: str, text: str) -> str:
    """Words that began a sentence, as they stand within one: names keep their capital."""
    first = re.split(r"\W", words, maxsplit=1)[0]
    if first == "I" or not (first[1:].islower() or len(first) == 1):
        return words
    small = first.lower()
    named = small not in _SMALL and not re.search(rf"\b{small}\b", text)
    named = named and (re.search(rf"[\w,;] {first}\b", text) is not None or fold(first) in country_names())
    return words if named else small + words[len(first) :]


def _article_missing(words: str, text: str) -> bool:
    """A body that the text calls "the …" where it is in the middle of a sentence."""
    return not _is_country(words) and words[:1].isupper() and bool(re.search(rf"\b[Tt]he {re.escape(words)}\b", text))


def _with_article(name: str, text: str) -> str:
    if _DETERMINER.match(name):
        return name[:1].lower() + name[1:]
    if name[:1].islower():
        return name if name.endswith("s") else f"the {name}"
    if _is_country(name):
        return name
    whole = len(re.findall(rf"\b{re.escape(name)}\b", text))
    if whole:
        return f"the {name}" if 2 * len(re.findall(rf"\b[Tt]he {re.escape(name)}\b", text)) >= whole else name
    return f"the {name}" if _WITH_ARTICLE.search(name) else name


def _is_country(name: str) -> bool:
    """A country whose name goes without an article."""
    return country_names().get(fold(name), ("", ""))[1] == "country" and not _COUNTRY_WITH.match(name)


def actor_names(actors: Iterable[Actor], document: Document, without: Iterable[str] = ()) -> list[str]:
    """Several, each once; what is named in `without` (a place, the other side) is left out."""
    left_out = {fold(_bare(name)) for name in without}
    found: dict[str, str] = {}
    for actor in actors:
        name = actor_name(actor, document)
        key = fold(_bare(name)) if name else ""
        if (
            name
            and any(mark.isalpha() for mark in name)
            and key not in left_out
            and fold(actor.name or "") not in left_out
        ):
            found.setdefault(key, name)
    return list(found.values())


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|an?) ", "", name, flags=re.IGNORECASE)


def said_by(actor: Actor | None, document: Document, source: str) -> str | None:
    """Whom the text names as saying so; None where that is the source itself."""
    name = actor_name(actor, document)
    return None if name is None or fold(_bare(name)) == fold(_bare(source)) else name


def subject(names: Sequence[str]) -> str:
    """Names before a verb."""
    return mid(names[0]) if len(names) == 1 else listed(names)


def among(sources: Sequence[str]) -> str:
    """All sources, or of many how many and the first: "seven sources, among them A, B and C"."""
    if len(sources) <= _MOST_SOURCES:
        return listed(sources)
    return f"{number(len(sources))} sources, among them {listed(sources[:3])}"


def mid(name: str) -> str:
    """The name where the sentence goes on: an apposition ("the governor, Ali Nour") ends with a comma."""
    return f"{name}," if ", " in name and not name.endswith(",") else name


def place_name(place: Place, document: Document) -> str:
    """The name with its article."""
    # "in the Jeddah talks" gives the town no article, "in the Gaza Strip" gives the strip its own.
    name = re.escape(place.name)
    here = rf"\b(?:in|at|of|from|to|near|across) the {name}(?=[.,;]| (?:and|on|in|since|have|has|was|were|is|are)\b|$)"
    return f"the {place.name}" if re.search(here, document.text) else place.name


def where(place: Place | None, document: Document) -> str:
    """ " in Idlib", " at the Bab al-Hawa crossing", or nothing."""
    if place is None:
        return ""
    return f" {'at' if place.precision == 'site' else 'in'} {place_name(place, document)}"


def source_name(telling: Telling) -> str:
    """Whose words they are; a document that names nobody is a publication without a name."""
    return "an unnamed publication" if telling.source == telling.document else telling.source


def source_names(tellings: Iterable[Telling]) -> list[str]:
    """The distinct sources after reprints, the earliest first."""
    return list(dict.fromkeys(source_name(telling) for telling in tellings))
