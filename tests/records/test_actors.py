"""Who a mention stands for: its own words, the fuller mention it repeats, the country word it links to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model.annotations import ActorMention
from dateline.model.codes import EventType, Sector
from dateline.model.records import Actor, Span
from dateline.records.actors import ActorResolver, doer_sector, target_sector

DAY = "2020-02-22"


def _mention(
    text: str,
    start: int = 0,
    person: str | None = None,
    sector: Sector | None = None,
    sure: float = 0.9,
    cue: str | None = None,
    country: str | None = "INT",
) -> ActorMention:
    def inside(words: str | None) -> Span | None:
        if words is None:
            return None
        at = start + max(text.find(words), 0)
        return Span(words, at, at + len(words))

    return ActorMention(Span(text, start, start + len(text)), inside(person), sector, sure, inside(cue), country, 0.9)


def _text(*mentions: ActorMention) -> str:
    """A text that holds the words of the mentions at their places."""
    letters = [" "] * max(mention.span.end for mention in mentions)
    for mention in mentions:
        letters[mention.span.start : mention.span.end] = mention.span.text
    return "".join(letters)


def _only(mention: ActorMention, *others: ActorMention, bare: Sector | None = Sector.GOV) -> Actor:
    text = _text(*others, mention) if mention.span.text.lower() in ("he", "she") else ""
    (actor,) = ActorResolver([*others, mention], DAY, text=text).parties(mention, bare)
    return actor


@pytest.mark.parametrize(("bare", "code"), [(Sector.GOV, "TUR GOV"), (Sector.MIL, "TUR MIL"), (None, "TUR")])
def test_a_country_takes_the_sector_of_its_part(bare: Sector | None, code: str) -> None:
    actor = _only(_mention("Turkey"), bare=bare)
    assert (actor.name, actor.code, actor.country, actor.sector, actor.id) == ("Turkey", code, "TUR", bare, "iso:TUR")


def test_a_known_sector_is_not_changed_by_the_part() -> None:
    assert _only(_mention("Ankara"), bare=Sector.MIL).code == "TUR GOV"


@pytest.mark.parametrize(
    ("event_type", "doer", "target"),
    [
        (EventType.ASSAULT, Sector.MIL, None),
        (EventType.MOBILIZE, Sector.MIL, None),
        (EventType.RETREAT, Sector.MIL, Sector.GOV),
        (EventType.CONSULT, Sector.GOV, Sector.GOV),
        (EventType.SANCTION, Sector.GOV, Sector.GOV),
    ],
)
def test_the_sector_of_a_part(event_type: EventType, doer: Sector, target: Sector | None) -> None:
    assert (doer_sector(event_type), target_sector(event_type)) == (doer, target)


def test_what_is_not_known_takes_country_and_sector_from_the_model() -> None:
    actor = _only(_mention("a Syrian spokesman", sector=Sector.GOV, cue="Syrian", country="SYR"))
    assert (actor.name, actor.code) == ("Syrian spokesman", "SYR GOV")
    assert actor.span == Span("a Syrian spokesman", 0, 18)


@pytest.mark.parametrize(("country", "code"), [("INT", "INT BUS"), (None, None)])
def test_without_a_country_word_the_country_is_the_model_s(country: str | None, code: str | None) -> None:
    actor = _only(_mention("some buyers", sector=Sector.BUS, country=country))
    assert (actor.country, actor.code) == (country, code)


@pytest.mark.parametrize("sure", [0.3, 0.9])
def test_the_words_of_a_role_go_before_the_network(sure: float) -> None:
    assert _only(_mention("the rebels", sector=Sector.GOV, sure=sure)).sector == "REB"
    assert _only(_mention("the bystanding Zork", sector=Sector.GOV, sure=sure)).sector == "GOV"


FULL = _mention("Syrian envoy Walid Karam", 10, person="Walid Karam", sector=Sector.GOV, cue="Syrian", country="SYR")
OTHER = _mention("the mayor, Anna Brandt", 80, person="Anna Brandt", sector=Sector.GOV)


@pytest.mark.parametrize("words", ["Karam", "Mr Karam", "Walid Karam"])
def test_a_name_repeats_the_fuller_mention(words: str) -> None:
    actor = _only(_mention(words, 200), FULL, OTHER)
    assert (actor.name, actor.code) == ("Walid Karam", "SYR GOV")
    assert actor.span == Span(words, 200, 200 + len(words))


def test_a_pronoun_is_the_last_person_before_it() -> None:
    assert _only(_mention("he", 60), FULL, OTHER).name == "Walid Karam"
    assert _only(_mention("She", 200), FULL, OTHER).name == "Anna Brandt"
    assert _only(_mention("he", 0), FULL, OTHER).name == "he"


def test_a_plural_pronoun_is_nobody_in_particular() -> None:
    assert _only(_mention("they", 200), FULL).name == "they"


def test_several_parties_in_one_mention() -> None:
    mention = _mention("Turkey and Russia")
    found = ActorResolver([mention], DAY).parties(mention, Sector.GOV)
    assert [actor.code for actor in found] == ["TUR GOV", "RUS GOV"]
    assert {actor.span for actor in found} == {mention.span}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the villagers", "villagers"),
        ("A crowd", "crowd"),
        ("Karam’s", "Karam"),
        ("the", "the"),
        ("The  Karam\nclan", "Karam clan"),
        ("’s", "’s"),
    ],
)
def test_a_name_is_the_plain_words(words: str, name: str) -> None:
    assert _only(_mention(words)).name == name


def test_nobody_gives_no_actor() -> None:
    assert ActorResolver([], DAY).first(None) is None


@given(st.text(min_size=1, max_size=30).filter(str.strip), st.sampled_from([None, *Sector]), st.booleans())
def test_any_words_give_parties_with_a_name(words: str, sector: Sector | None, is_person: bool) -> None:
    mention = _mention(words, person=words if is_person else None, sector=sector)
    for actor in ActorResolver([mention], None).parties(mention, Sector.GOV):
        assert actor.name
        assert actor.span == mention.span
        assert (actor.code is None) == (actor.country is None)


def test_a_pronoun_stands_for_the_nearest_speaker_or_person_before_it() -> None:
    person = _mention("Abu Yamen", 0, person="Abu Yamen", sector=Sector.CVL)
    speaker = _mention("A senior Turkish official", 40, sector=Sector.GOV)
    pronoun = _mention("He", 90)
    text = "Abu Yamen was there.                    A senior Turkish official was not.        He said so."
    assert text[40:65] == speaker.span.text
    resolver = ActorResolver([person, pronoun], DAY, [speaker], text)
    assert resolver.parties(pronoun, None)[0].name == "Abu Yamen"
    assert ActorResolver([pronoun], DAY, [speaker], text[:10] + " " * 10 + text[20:]).parties(pronoun, None)[
        0
    ].name in ("senior Turkish official",)


def test_a_pronoun_has_the_sector_of_whom_it_stands_for() -> None:
    person = _mention("Prime Minister Josue Belizaire", 0, person="Josue Belizaire", sector=Sector.GOV)
    pronoun = _mention("he", 90, sector=Sector.CVL)
    resolver = ActorResolver([person, pronoun], DAY, text=_text(person, pronoun))
    assert resolver.parties(pronoun, None)[0].sector == "GOV"


def test_common_words_are_not_the_body_of_that_name() -> None:
    assert _only(_mention("a local aid group", sector=Sector.NGO)).id is None
    assert _only(_mention("the World Bank", sector=Sector.IGO)).id == "org:world-bank"
