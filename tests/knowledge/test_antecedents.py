"""Pronouns and nouns with the back to those whom the text has named or described before."""

import pytest

from dateline.knowledge.antecedents import Antecedents
from dateline.knowledge.naming import Naming
from dateline.text.sentences import split_sentences

MAYORS = (
    "Anna Kowal, the mayor of Lipa, met Piotr Nowak on Monday. He said little. “Bridges cost money,” she said.\n\n"
    "The headmistress waited outside. “It took Marek Zielski an hour,” she said later."
)
GENERAL = (
    "Lt. Gen. Stephen Marlow, the commander of the mission, flew in on Friday. He inspected two posts.\n\n"
    "Sea-Lantern, a rescue group, said its ship was held. Aid workers waited. The group asked for help."
)


def _read(text: str, *speakers: str) -> Antecedents:
    spoken = [(text.index(words), words) for words in speakers]
    return Antecedents(text, Naming(text, None), split_sentences(text), speakers=spoken)


@pytest.mark.parametrize(
    ("pronoun", "after", "name"),
    [
        ("He", "Monday. ", "Piotr Nowak"),
        ("she", "money,” ", "Anna Kowal"),
        ("she", "hour,” ", "The headmistress"),
    ],
)
def test_a_pronoun_is_a_person_of_its_sex_outside_quoted_words(pronoun: str, after: str, name: str) -> None:
    found = _read(MAYORS).person(pronoun, MAYORS.index(after) + len(after))
    assert found is not None
    assert found.name == name


def test_nobody_before_is_nobody() -> None:
    assert _read("He said little.").person("He", 0) is None
    assert _read("The ministry met. He left.").person("He", 18) is None


def test_a_noun_is_whom_the_text_calls_so() -> None:
    text = _read(GENERAL)
    end = len(GENERAL)
    general = text.noun("the commander", end)
    assert general is not None
    assert general.name.endswith("Stephen Marlow")
    group = text.noun("The group", GENERAL.index("The group"))
    assert group is not None
    assert group.name == "Sea-Lantern"
    assert text.noun("the bishop", end) is None
    assert text.noun("a group", end) is None


def test_it_is_the_first_body_or_country_of_the_sentence_before() -> None:
    text = "The World Bank lent money to Georgia last year. It said more would follow."
    assert _read(text).body(text.index("It said")) == "World Bank"
    assert _read("Nothing was said. It rained.").body(18) is None
