"""The checker lets every sentence of a report pass, and none that was tampered with."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dateline.errors_reporting import ReportError, SentenceUncited, SentenceUnfounded
from dateline.report.check import check, check_text
from dateline.report.model import Paragraph, Remark, Report, Section, Sentence
from dateline.report.wording import MONTHS
from tests.report.build import report

_NUMBER = re.compile(r"\b\d[\d,]*\b")
_QUOTED = re.compile(r"“([^”]+)”")
_DAY = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A report of the week."""
    return report(tmp_path_factory.mktemp("week"))


def _sentences(made: Report) -> list[Sentence]:
    return [one for one in made.cited() if isinstance(one, Sentence)]


def _holds(made: Report, sentence: Sentence) -> bool:
    try:
        check(replace(made, sections=(Section("s", "S", (Paragraph((sentence,)),)),)))
    except ReportError:
        return False
    return True


def test_every_sentence_passes(made: Report) -> None:
    check(made)
    assert len(_sentences(made)) > 15
    assert all(_holds(made, one) for one in _sentences(made))


def test_a_sentence_without_a_citation_fails(made: Report) -> None:
    for one in _sentences(made):
        broken = replace(made, sections=(Section("s", "S", (Paragraph((replace(one, cites=()),)),)),))
        with pytest.raises(SentenceUncited, match="cites nothing"):
            check(broken)


def test_a_citation_of_nothing_fails(made: Report) -> None:
    broken = Sentence("It was denied.", ("event-0000",))
    with pytest.raises(SentenceUncited, match="not there"):
        check(replace(made, sections=(Section("s", "S", (Paragraph((broken,)),)),)))


@given(data=st.data())
def test_another_number_fails(made: Report, data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from([one for one in _sentences(made) if _NUMBER.search(one.text)]))
    number = data.draw(st.integers(101, 899_999))
    spot = data.draw(st.sampled_from(list(_NUMBER.finditer(chosen.text))))
    assume(f"{number:,}" != spot.group())
    text = f"{chosen.text[: spot.start()]}{number:,}{chosen.text[spot.end() :]}"
    assert not _holds(made, replace(chosen, text=text))


@given(data=st.data())
def test_another_day_fails(made: Report, data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from([one for one in _sentences(made) if _DAY.search(one.text)]))
    month = data.draw(st.sampled_from([one for one in MONTHS if one != "May"]))
    text = _DAY.sub(lambda match: f"{match[1]} {month}", chosen.text, count=1)
    assert not _holds(made, replace(chosen, text=text))


@given(data=st.data())
def test_another_name_fails(made: Report, data: st.DataObject) -> None:
    chosen = data.draw(st.sampled_from(_sentences(made)))
    names = list(re.finditer(r"(?<=[a-z] )[A-Z][a-z]{3,}\b", _DAY.sub(lambda match: "." * len(match[0]), chosen.text)))
    assume(names)
    spot = data.draw(st.sampled_from(names))
    other = data.draw(st.sampled_from(["Aleppo", "Ruritania", "Smith", "Reuters", "Quds"]))
    text = f"{chosen.text[: spot.start()]}{other}{chosen.text[spot.end() :]}"
    assert not _holds(made, replace(chosen, text=text))


@given(data=st.data())
def test_a_changed_quotation_fails(made: Report, data: st.DataObject) -> None:
    rows = [row for row in made.cited() if hasattr(row, "cells") and any(_QUOTED.search(cell) for cell in row.cells)]
    row = data.draw(st.sampled_from(rows))
    cell = next(cell for cell in row.cells if _QUOTED.search(cell))
    word = data.draw(st.sampled_from(["never", "bridges", "apologised"]))
    evidence = [made.evidence[name] for name in row.cites]
    check_text(cell, evidence)
    with pytest.raises(SentenceUnfounded, match="quoted words"):
        check_text(cell.replace("”", f" {word}”", 1), evidence)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text.replace("14", "fourteen"), "'fourteen'"),
        (lambda text: text.replace("were", "had been"), None),
        (lambda text: text.replace("14", "eight"), "'eight'"),
        (lambda text: text.replace("14", "1.4 million"), "1.4 million"),
        (lambda text: text.replace("Abu Shouk", "Shouk Abu"), "'Shouk Abu'"),
        (lambda text: text.replace("13 May", "13 May 2023"), "13 May 2023"),
        (lambda text: text.replace(".", ", three sources said."), "it cites 1"),
    ],
)
def test_what_is_found(made: Report, change: Callable[[str], str], reason: str | None) -> None:
    told = next(one for one in _sentences(made) if one.text.startswith("14 people"))
    evidence = [made.evidence[name] for name in told.cites]
    check_text(told.text, evidence)
    changed = change(told.text)
    assert changed != told.text
    if reason is None:
        check_text(changed, evidence)  # words with a small letter are the templates' own
        return
    with pytest.raises(SentenceUnfounded, match=re.escape(reason)):
        check_text(changed, evidence)


def test_a_remark_may_name_only_the_question_and_counts(made: Report) -> None:
    def remark(text: str) -> Report:
        return replace(made, sections=(Section("s", "S", (Remark(text),)),))

    check(remark("This report covers all places, 9 to 17 May 2024. It rests on 11 dispatches."))
    for text in ("It rests on 12 dispatches.", "Nothing was told of Aleppo.", "Nothing was told on 3 June 2024."):
        with pytest.raises(SentenceUncited):
            check(remark(text))
