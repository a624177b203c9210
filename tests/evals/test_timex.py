"""Time expressions against TIMEX3 labels, on records made up here."""

from pathlib import Path

import pytest

from evals.jsonl import SetError
from evals.timex import Article, Sentence, Timex, calendar_value, run, score
from tests.evals.test_run import read_never

TEXT = "May 4, 2020. Police came on Monday and stayed for two weeks. They left in June 2019."


def timex(words: str, kind: str, value: str | None, function: str = "NONE") -> Timex:
    start = TEXT.index(words)
    return Timex(kind, value, start, start + len(words), words, function)


DAY = timex("May 4, 2020", "DATE", "2020-05-04", "CREATION_TIME")
MONDAY = timex("Monday", "DATE", "2020-05-04")
WEEKS = timex("two weeks", "DURATION", "P2W")
JUNE = timex("June 2019", "DATE", "2019-06")


def article(*labels: Timex, sentences: tuple[Sentence, ...] = ()) -> Article:
    return Article("a", TEXT, labels, "2020-05-04", sentences)


def test_values_are_compared_where_spans_overlap() -> None:
    found = score([article(DAY, MONDAY, WEEKS, JUNE)])
    assert (found.gold, found.recall["DATE"]) == (3, 1.0)
    assert (found.calendar_gold, found.calendar_value_f1, found.calendar_value_accuracy) == (2, 1.0, 1.0)
    assert found.value_f1 < 1.0  # a duration has no value with us


def test_a_wrong_value_is_found_but_not_right() -> None:
    wrong = timex("June 2019", "DATE", "2019-07")
    found = score([article(DAY, MONDAY, WEEKS, wrong)])
    assert found.recall["DATE"] == 1.0
    assert found.calendar_value_accuracy == pytest.approx(1 / 2)


def test_the_day_of_publication_in_the_text_counts_neither_way() -> None:
    with_it, without = score([article(DAY, MONDAY, WEEKS, JUNE)]), score([article(MONDAY, WEEKS, JUNE)])
    assert with_it.predicted + 1 == without.predicted
    assert with_it.precision > without.precision


def test_only_the_labelled_sentences_count() -> None:
    sentences = tuple(Sentence(number * 2, number * 2 + 1) for number in range(9))
    found = score([article(DAY, MONDAY, WEEKS, JUNE, sentences=sentences)])
    assert (found.gold, found.predicted) == (0, 0)
    assert found.relaxed_f1 == 0.0


def test_labels_without_a_span_are_passed_over() -> None:
    assert score([article(DAY, MONDAY, Timex("DURATION", "P1D"))]).gold == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2020-05-04", "2020-05-04"),
        ("2020-05-04TMO", "2020-05-04"),
        ("2020-05", "2020-05"),
        ("2020", "2020"),
        ("2020-W12", None),
        ("2020-Q1", None),
        ("P2Y", None),
        ("PRESENT_REF", None),
        (None, None),
    ],
)
def test_calendar_values(value: str | None, expected: str | None) -> None:
    assert calendar_value(value) == expected


def test_offsets_must_fit(tmp_path: Path) -> None:
    path = tmp_path / "timex.jsonl"
    label = '{"start":%d,"end":%d,"type":"DATE","value":"2020","text":"2020"}'
    path.write_text('{"id":"a","dct":"2020-01-01","title":"t","text":"In 2020","timex3":[%s]}' % (label % (3, 7)))
    assert run(path, read_never).gold == 1
    path.write_text('{"id":"a","text":"In 2020","timex3":[%s]}' % (label % (2, 6)))
    with pytest.raises(SetError, match=r"a: 2\.\.6 is not '2020'"):
        run(path, read_never)
    path.write_text('{"id":"a","text":"In 2020","timex3":[%s]}' % (label % (3, 70)))
    with pytest.raises(SetError, match="outside the text"):
        run(path, read_never)
