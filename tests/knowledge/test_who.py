"""Whom words stand for at a date, and what is not guessed."""

import pytest

from dateline.knowledge.who import who


@pytest.mark.parametrize(
    ("words", "on", "near", "name", "code"),
    [
        ("the CIA director", "2015-01-15", None, "John Brennan", "USA SPY"),
        ("the executive director of UN Women", "2018-03-08", None, "Phumzile Mlambo-Ngcuka", "INT IGO"),
        ("Gen. Abdel Fattah al-Burhan", "2024-03-01", None, "Abdel Fattah al-Burhan", "SDN GOV"),
        ("Barack Obama", "2006-06-01", None, "Barack Obama", "USA LEG"),
        ("Robert Mugabe", "2018-06-01", None, "Robert Mugabe", "ZWE GOV"),
        ("Kim", "2015-06-01", "PRK", "Kim Jong-un", "PRK GOV"),
        ("the RPF", "1992-06-01", None, "Rwandan Patriotic Front", "RWA REB"),
        ("the RPF", "2010-06-01", None, "Rwandan Patriotic Front", "RWA PTY"),
    ],
)
def test_one_party(words: str, on: str, near: str | None, name: str, code: str) -> None:
    found = who(words, on, near).found
    assert (found[0].name, found[0].code) == (name, code)


def test_nobody_is_of_the_government_before_the_first_office() -> None:
    answer = who("Giorgia Meloni", "1990-01-01")
    assert [(one.country, one.sector) for one in answer.found] == [("ITA", None)]
    assert "before any office" in answer.reasons[0]


def test_an_empty_office_says_so() -> None:
    answer = who("the president of Lebanon", "2023-06-01")
    assert answer.found == ()
    assert answer.reasons == ("the table knows no president of Lebanon on 2023-06-01",)
    assert answer.others[0].startswith("Michel Aoun")
    assert "begins with" in who("the president of Turkey", "1950").reasons[0]
