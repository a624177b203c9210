"""A correction is the same article; another one of the same day is not."""

import pytest

from dateline.text.alike import is_revision

OLD = "Rebels shelled the port of Hodeidah on Sunday, killing at least 12 people, officials said."


@pytest.mark.parametrize(
    ("newer", "same"),
    [
        (OLD, True),
        (OLD.replace("12", "ten"), True),
        (f"{OLD} Ferries stopped, and thousands of people fled the port and the quarters around it on foot.", True),
        (OLD.upper(), True),
        ("Rebels shelled the port", True),
        ("Envoys of both sides met in Geneva on Monday for talks on a ceasefire, the United Nations said.", False),
        ("Rebels took the airport of Taiz on Sunday, killing at least 40 soldiers, residents said.", False),
        ("", False),
        ("12", False),
    ],
)
def test_revisions(newer: str, same: bool) -> None:
    assert is_revision(OLD, newer) is same
    assert is_revision(newer, OLD) is same


def test_short_texts_are_compared_by_what_they_have() -> None:
    assert is_revision("Truce", "truce")
    assert not is_revision("Truce", "Peace")
    assert not is_revision("", "")
