"""The runners of roles and references, on cases made up here."""

from pathlib import Path

import pytest

from evals.jsonl import SetError
from evals.references import half_of, is_reference
from evals.roles import cases, judged, main, scored

HEAD = "id\tquestion\twords\ton\tcountry\tsector\tperson\tin_office\tkind\tnote\n"
RIGHT = "r1\t?\tthe Turkish president\t2020-02-21\tTUR\tGOV\tRecep Tayyip Erdogan\tyes\trole_to_person\t\n"
WRONG = "r2\t?\tthe Turkish president\t2020-02-21\tTUR\tGOV\tAbdullah Gul\tyes\trole_to_person\t\n"
BEFORE = "n1\t?\tAbdullah Gul\t2019-01-01\tTUR\tGOV\tAbdullah Gul\tno\tname_to_role\tpresident of Turkey; retired\n"
CLAIM = "n2\t?\tAbdullah Gul\t2019-01-01\tTUR\tGOV\tAbdullah Gul\tyes\tname_to_role\tpresident of Turkey\n"
BODY = "b1\t?\tHezbollah\t2019-01-01\tLBN\tREB|PTY\tHezbollah\tyes\tbody\t\n"


def test_cases_are_judged_by_kind(tmp_path: Path) -> None:
    path = tmp_path / "roles.tsv"
    path.write_text("# a remark\n" + HEAD + RIGHT + WRONG + BEFORE + CLAIM + BODY, encoding="utf-8")
    verdicts = [judged(case) for case in cases(path)]
    assert [verdict.right for verdict in verdicts] == [True, False, True, False, True]
    result = scored(verdicts)
    assert (result.cases, result.right, result.role_to_person, result.body) == (5, 0.6, 0.5, 1.0)


def test_a_file_of_another_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "roles.tsv"
    path.write_text("id\tname\n1\tx\n", encoding="utf-8")
    with pytest.raises(SetError, match="not the columns"):
        cases(path)
    assert main([str(path)]) == 1
    assert capsys.readouterr().err.startswith("evals: ")


def test_what_is_a_reference() -> None:
    assert [is_reference(words) for words in ("he", "The general", "two men", "Ankara", "Mr Smith")] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert {half_of(f"d{number}") for number in range(20)} == {"even", "odd"}
