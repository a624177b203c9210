"""`dateline when`: a time for a person at a prompt."""

import json

import pytest

from tests.cli.conftest import Command

SATURDAY = "2020-02-22"


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("last Friday", "2020-02-14", None),
        ("on monday", "2020-02-17", None),
        ("overnight", "2020-02-22", None),
        ("three days ago", "2020-02-19", None),
        ("last week", "2020-02-10", "2020-02-16"),
        ("two weeks ago", "2020-02-03", "2020-02-09"),
        ("this weekend", "2020-02-22", "2020-02-23"),
        ("last weekend", "2020-02-15", "2020-02-16"),
        ("since last week", "2020-02-10", "2020-02-22"),
        ("since June", "2019-06", "2020-02-22"),
        ("since Monday", "2020-02-17", "2020-02-22"),
        ("in the past 24 hours", "2020-02-21", "2020-02-22"),
        ("over the past three months", "2019-11-24", "2020-02-22"),
        ("in January", "2020-01", None),
        ("a year ago", "2019", None),
        ("4 July 2018", "2018-07-04", None),
    ],
)
def test_days(command: Command, words: str, start: str, end: str | None) -> None:
    result = command("when", words, "--on", SATURDAY, "--json")
    found = json.loads(result.out)["found"]
    assert result.code == 0
    assert [(one["start"], one["end"]) for one in found] == [(start, end)]
    assert found[0]["reason"]


def test_text_with_its_reason(command: Command) -> None:
    out = command("when", "last week", "--on", SATURDAY).out
    assert out == (
        "last week: 2020-02-10 to 2020-02-16 (range)\n"
        "  because weeks begin on Monday and count from that of the given day\n\n"
        'next: dateline when "last week" --on 2020-02-22 --json\n'
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Friday", "the words count from a day that is not given"),
        ("31 February 2020", "no such day is in the calendar"),
        ("two days later", "the words count from another time in the text"),
        ("last Firday", "did you mean last Friday?"),
        ("blah", "blah: no time that is known"),
    ],
)
def test_no_days(command: Command, words: str, says: str) -> None:
    result = command("when", words)
    assert result.code == 8
    assert says in result.out


@pytest.mark.parametrize("arguments", [(" ",), ("Friday", "--on", "2020-02"), ("Friday", "--on", "soon")])
def test_wrong_typing(command: Command, arguments: tuple[str, ...]) -> None:
    assert command("when", *arguments).code == 2
