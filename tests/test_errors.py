"""Each error has its own code, each code its explanation, and the page of codes agrees with the registry."""

import pickle
import re
from pathlib import Path

import pytest

from dateline.errors import DatelineError, InputEmpty
from dateline.errors_collecting import StatusRefused
from dateline.explanations import EXPLANATIONS, as_markdown

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "errors.md"


def _tree(kind: type[DatelineError]) -> list[type[DatelineError]]:
    return [kind, *(below for child in kind.__subclasses__() for below in _tree(child))]


TREE = _tree(DatelineError)


def test_each_class_has_a_code_of_its_own_and_an_explanation() -> None:
    codes = [kind.code for kind in TREE]
    assert len(set(codes)) == len(codes)
    assert set(codes) == set(EXPLANATIONS)


def test_the_tree_at_the_top_of_the_file_is_the_tree() -> None:
    import dateline.errors

    drawn = re.findall(r"(\w+) +(E\d{3})", dateline.errors.__doc__ or "")
    assert {(kind.__name__, kind.code) for kind in TREE} == set(drawn)


@pytest.mark.parametrize("entry", EXPLANATIONS.values(), ids=lambda entry: entry.code)
def test_explanations_are_sentences(entry: object) -> None:
    assert entry.why.endswith(".")  # type: ignore[attr-defined]
    assert entry.mend.endswith(".")  # type: ignore[attr-defined]
    assert not entry.title.endswith(".")  # type: ignore[attr-defined]


def test_the_page_is_what_the_registry_writes() -> None:
    assert PAGE.read_text("utf-8") == as_markdown()
    assert all(f"## {code}: " in PAGE.read_text("utf-8") for code in EXPLANATIONS)


def test_an_error_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(InputEmpty("a.txt", "it is empty", "rm a.txt")))  # noqa: S301 (our own bytes)
    assert (type(error), error.subject, error.reason, error.hint) == (InputEmpty, "a.txt", "it is empty", "rm a.txt")
    assert str(error) == "a.txt: it is empty"


def test_an_error_with_a_status_survives_it_too() -> None:
    error = pickle.loads(pickle.dumps(StatusRefused("u", "no", status=404)))  # noqa: S301 (our own bytes)
    assert (type(error), error.status, str(error)) == (StatusRefused, 404, "u: no")
