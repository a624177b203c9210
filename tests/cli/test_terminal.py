"""The terminal view: readable without colour and at 80 columns, and safe against what a text may hold."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from dateline.cli.terminal import print_reading
from dateline.model.codes import MentionKind, QuotationKind
from dateline.model.ids import content_hash
from dateline.model.records import Actor, MentionRecord, Quotation, Reading, Span
from tests.export.sample import document, reading


def shown(made: Reading, width: int = 80, mentions: bool = False, encoding: str = "utf-8") -> str:
    """What a pipe gets: no terminal, no colour."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    print_reading(made, Console(file=out, width=width, no_color=True, force_terminal=False, _environ={}), mentions)
    out.flush()
    return raw.getvalue().decode(encoding)


def flat(printed: str) -> str:
    return " ".join(printed.split())


def quoted(text: str, *spans: tuple[int, int]) -> Reading:
    made = [
        Quotation(f"q{i}", Span.of(text, a, b), QuotationKind.DIRECT, None, None, None, 0.5)
        for i, (a, b) in enumerate(spans)
    ]
    return Reading(document(text), (), tuple(made), (), ())


@pytest.mark.parametrize("width", [30, 44, 60, 80, 118, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    assert max(cell_len(line) for line in shown(reading(), width).splitlines()) <= width


def test_eighty_columns_without_colour_say_it_all() -> None:
    printed = shown(reading())
    assert "\x1b" not in printed
    found = flat(printed)
    assert "⟦Q2 Odalian troops ⟦E1 shelled⟧ the market town of Tarru on Tuesday, ⟦E1 killing⟧ ⟦F1 at least 26⟧" in found
    assert "the ⟦A1 Lake Truce⟧, which" in found
    for words in ("Events (5)", "ASSAULT", "Odalian troops ODA MIL →", "2026-03-03", "says residents", "planned"):
        assert words in found
    for words in ("Quotations (2)", "Ines Maro", "Figures (2)", "at most 1,000,000", "Agreements (1)", "violated"):
        assert words in found


def test_the_head_is_the_title_else_the_given_id_else_the_beginning_of_the_hash() -> None:
    text = "Troops left."
    untitled = document(text, title=None, id=content_hash(text))
    assert shown(Reading(untitled, (), (), (), ())).startswith(f"Untitled text {untitled.sha256[:12]}\n")
    named = document(text, title=None, id="wire-7")
    assert shown(Reading(named, (), (), (), ())).startswith("wire-7\n")


def test_rows_are_numbered_like_the_markers() -> None:
    printed = shown(reading())
    marked = set(re.findall(r"⟦([EQFA]\d+)", printed))
    rows = re.findall(r"^([EQFA]\d+) ", printed, re.MULTILINE)
    assert marked == set(rows)
    assert len(rows) == 10


def test_brackets_balance_where_spans_cross() -> None:
    printed = shown(quoted("abcdefghij", (0, 6), (3, 9)))
    assert "⟦Q1 abc⟦Q2 def⟧⟧⟦Q2… ghi⟧j" in printed


def test_escape_sequences_never_reach_the_terminal() -> None:
    text = "\x1b[2J\x1b]0;owned\x07 \x9b31m \u202eeno\u202c [bold]not markup[/bold] \x00 end"
    actor = Actor(Span.of(text, 0, 12), text, text, None, None, None)
    made = Reading(
        document(text, title=text, publisher=text, url=text),
        (),
        (Quotation("q", Span.of(text, 0, len(text)), QuotationKind.DIRECT, None, actor, actor, 0.5),),
        (),
        (),
        (MentionRecord("m", Span.of(text, 0, 5), MentionKind.PERSON, actor, None, None, 0.5),),
    )
    printed = shown(made, mentions=True)
    assert not re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printed)
    assert "␛[2J" in printed
    assert "[bold]not markup[/bold]" in flat(printed)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=50), st.integers(20, 130))
def test_any_text_can_be_shown(text: str, width: int) -> None:
    printed = shown(quoted(text, (0, len(text) // 2), (len(text) // 3, len(text))), width)
    assert not re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", printed)


def test_an_ascii_terminal_gets_ascii() -> None:
    printed = shown(reading(), encoding="ascii")
    assert "[E1 shelled]" in printed
    assert "ODA MIL ->" in printed


def test_mentions_are_shown_only_when_asked_for() -> None:
    made = reading()
    actor = made.events[0].actors[0]
    assert actor.span is not None
    mention = MentionRecord("m", actor.span, MentionKind.GROUP, actor, None, None, 0.5)
    made = Reading(made.document, made.events, (), (), (), (mention,))
    assert "Mentions (1)" in shown(made, mentions=True)
    assert "8-22" in shown(made, mentions=True)
    assert "Mentions" not in shown(made)


def test_colour_goes_by_quad_class() -> None:
    out = io.StringIO()
    print_reading(
        reading(), Console(file=out, width=80, force_terminal=True, color_system="standard", _environ={}), False
    )
    assert "\x1b[1;31m⟦E1 \x1b[0m\x1b[1;31mshelled\x1b[0m" in out.getvalue()


def test_a_text_without_records_says_so() -> None:
    assert "No records were found" in shown(quoted("Nothing."))
