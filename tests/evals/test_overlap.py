"""Near-copies of dev documents."""

from dataclasses import replace

from evals.corpus import is_dev
from evals.gold import GoldHead
from evals.overlap import near_copies, runs_of
from tests.evals.build import head

DEV = next(name for name in map(str, range(1000)) if is_dev(name))
OTHER, SECOND = [name for name in map(str, range(1000)) if not is_dev(name)][:2]
WORDS = "one two three four five six seven eight nine"


def document(name: str, text: str, title: str | None = None) -> GoldHead:
    return replace(head(name, text), title=title)


def test_runs_are_of_eight_words_without_case_and_punctuation() -> None:
    found = [" ".join(words) for words, _ in runs_of(document("d", "A b, c. D e’s f g h! I"))]
    assert found == ["a b c d e's f g h", "b c d e's f g h i"]
    assert list(runs_of(document("d", "too short", "a title"))) == []


def test_a_shared_run_is_found_whatever_its_case_and_marks() -> None:
    (found,) = near_copies([document(DEV, WORDS), document(OTHER, f"He said: “{WORDS.title()}”, and left.")])
    assert (found.id, found.dev_id, found.runs) == (OTHER, DEV, 2)
    assert found.words == "one two three four five six seven eight"


def test_seven_words_are_no_copy() -> None:
    assert near_copies([document(DEV, WORDS), document(OTHER, " ".join(WORDS.split()[:7]) + " ten")]) == []


def test_only_documents_outside_dev_are_at_fault_and_only_towards_dev() -> None:
    assert near_copies([document(OTHER, WORDS), document(SECOND, WORDS)]) == []
    assert near_copies([document(DEV, WORDS), document(DEV, WORDS)]) == []


def test_titles_count_and_dev_documents_may_lie_elsewhere() -> None:
    (found,) = near_copies([document(OTHER, "text", WORDS)], dev=[document(DEV, "text", WORDS)])
    assert found.runs == 2
