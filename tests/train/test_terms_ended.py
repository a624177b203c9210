"""Ends of terms that the leaders' source leaves open."""

import pytest

from dateline.knowledge.tables import rows
from train.terms_ended import LEFT_OUT, ends, mended


def row(country: str, name: str, start: str, end: str) -> tuple[str, ...]:
    return (country, "GOV", "leader", name, "", start, end)


def shipped() -> dict[tuple[str, str, str], str]:
    return {(r[0], r[3], r[5]): r[6] for r in rows("leaders.tsv.gz") if r[2] == "leader"}


def test_the_shipped_table_has_the_ends() -> None:
    table = shipped()
    wanted = {key: end for key, end in ends().items() if end != LEFT_OUT}
    assert {key: table[key] for key in wanted} == wanted


def test_rows_without_an_office_are_left_out() -> None:
    left = {key for key, end in ends().items() if end == LEFT_OUT}
    assert left
    assert left & set(shipped()) == set()


def test_other_rows_stay_as_they_are() -> None:
    table = [row(country, name, start, "") for country, name, start in ends()]
    spared = row("XKX", "Nobody", "2000-01", "2001-01")
    assert mended([*table, spared])[-1] == spared


def test_an_end_that_meets_no_row_is_an_error() -> None:
    with pytest.raises(KeyError):
        mended([])
