"""The key to the example situation: it fits the reports, the page that prints it, and the code lists."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from dateline.model.codes import AgreementStatus, EventType, FigureKind, Qualifier

ROOT: Final = Path(__file__).parents[2]
GOLD: Final[dict[str, Any]] = json.loads((ROOT / "evals" / "situation_gold.json").read_text(encoding="utf-8"))
PAGE: Final = (ROOT / "docs" / "concepts" / "example-situation.md").read_text(encoding="utf-8")
RELATIONS: Final = {"new", "repeat", "supersedes", "conflicts", "part_of"}


def _texts() -> dict[str, str]:
    return {report["id"]: report["text"] for report in GOLD["reports"]}


def _words() -> Iterator[tuple[str, str, int]]:
    """Report, words and which of them, for all that the key quotes."""
    for incident in GOLD["incidents"]:
        yield from ((told["report"], told["anchor"], told["nth"]) for told in incident["mentions"])
    for figure in GOLD["figures"]:
        yield from ((value["report"], value["words"], value["nth"]) for value in figure["history"])
    for agreement in GOLD["agreements"]:
        yield from ((told["report"], told["words"], told["nth"]) for told in agreement["mentions"])


def test_the_reports_are_those_of_the_package() -> None:
    lines = files("dateline").joinpath("examples", "situation.jsonl").read_text(encoding="utf-8").splitlines()
    fields = ("id", "publisher", "published", "title", "text")
    assert GOLD["reports"] == [{name: report[name] for name in fields} for report in map(json.loads, lines)]


def test_all_words_stand_in_their_report() -> None:
    texts = _texts()
    quoted = list(_words())
    assert len(quoted) > 250
    for report, words, nth in quoted:
        assert len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", texts[report])) >= nth, (report, words, nth)


def test_each_report_has_one_story_and_no_word_is_used_twice_by_one_kind() -> None:
    assert Counter(report for story in GOLD["stories"] for report in story) == Counter(list(_texts()))
    assert set().union(*GOLD["reprints"]) <= set(_texts())
    told = [
        (mention["report"], mention["anchor"], mention["nth"])
        for incident in GOLD["incidents"]
        for mention in incident["mentions"]
    ]
    assert len(told) == len(set(told))


def test_codes_and_bounds() -> None:
    assert {incident["type"] for incident in GOLD["incidents"]} <= set(EventType)
    for figure in GOLD["figures"]:
        history = figure["history"]
        assert figure["kind"] in set(FigureKind)
        assert {value["qualifier"] for value in history} <= set(Qualifier)
        assert {value["relation"] for value in history} <= RELATIONS
        assert history[0]["relation"] == "new"
        assert figure["in_conflict"] == any(value["relation"] == "conflicts" for value in history)
        assert figure["latest"] in [{"report": value["report"], "words": value["words"]} for value in history]
        assert all((value["low"], value["high"]) != (None, None) for value in history)
    for agreement in GOLD["agreements"]:
        assert {state["status"] for state in agreement["timeline"]} <= set(AgreementStatus)


def test_the_page_lists_all_of_it() -> None:
    rows = set(re.findall(r"^\| ([ifa]\d+) \|", PAGE, re.MULTILINE))
    kept = [*GOLD["incidents"], *GOLD["figures"], *GOLD["agreements"]]
    assert rows == {one["id"] for one in kept}
    for figure in GOLD["figures"]:
        assert f"| {figure['id']} | {figure['kind']} | {figure['what']} |" in PAGE
    for agreement in GOLD["agreements"]:
        assert f"| {agreement['id']} | {agreement['name']} |" in PAGE
