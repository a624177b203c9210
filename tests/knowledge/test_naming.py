"""What a document says of its names, on sentences of our own."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.knowledge.naming import Naming, Stated, occurrences

DAY = "2021-03-02"


@pytest.mark.parametrize(
    ("text", "name", "stated"),
    [
        ("Ada Brenn, the Turkish foreign minister, spoke. Brenn left.", "Brenn", Stated("TUR", "GOV")),
        ("The union's leader, Ada Brenn, spoke.", "Ada Brenn", Stated(None, "LAB")),
        ("Police Commissioner Ada Brenn spoke.", "Ada Brenn", Stated(None, "COP")),
        ("Ada Brenn, 41, a farmer, spoke.", "Ada Brenn", Stated(None, "CVL")),
        ("Ada Brenn of Human Rights Watch spoke.", "Ada Brenn", Stated("INT", "NGO")),
        ("Ada Brenn was sentenced to ten years.", "Ada Brenn", Stated(None, "CRM")),
        ("The gunman, Ada Brenn, fled.", "Ada Brenn", Stated(None, "UAF")),
        ("Ada Brenn, police said, was there.", "Ada Brenn", Stated(None, None)),
        ("After talks with the army Ada Brenn left.", "Nobody Here", Stated(None, None)),
    ],
)
def test_stated(text: str, name: str, stated: Stated) -> None:
    assert Naming(text, DAY).stated(name) == stated


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The National Water Board (NWB) met. The NWB sat.", "the NWB", "National Water Board"),
        ("He joined the Front for the Relief of Zork (FRZ).", "FRZ", "Front for the Relief of Zork"),
        ("The old Board of Zork (2019) met.", "2019", None),
        ("Ada Brenn (NWB) met.", "NWB", None),
        ("The National Water Board (NWB) met.", "NWC", None),
    ],
)
def test_long_form(text: str, short: str, long: str | None) -> None:
    assert Naming(text, DAY).long_form(short) == long


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="AbB .,()'\n1é", max_size=80), st.text(alphabet="AbB '", min_size=1, max_size=9))
def test_never_raises(text: str, name: str) -> None:
    naming = Naming(text, None)
    assert naming.long_form(name) is None or naming.long_form(name) in text
    if name.strip():
        assert isinstance(naming.stated(name), Stated)


@given(st.text("ab- _é", min_size=1, max_size=3), st.text("ab- _é.", max_size=40))
def test_occurrences_are_those_of_whole_words(words: str, text: str) -> None:
    pattern = re.compile(rf"(?<![\w-]){re.escape(words)}(?![\w-])")
    assert list(occurrences(words, text)) == [match.span() for match in pattern.finditer(text)]
