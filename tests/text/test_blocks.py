"""Quoted text without marks: a line of its own after a line that ends with a colon."""

import pytest

from dateline.text.blocks import is_block, paragraph_end


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("Karam said:\nWe mourn.", True),
        ("Karam said:\n\n  We mourn.", True),
        ("Karam said: We mourn.", False),
        ("Karam left.\nWe mourn.", False),
        ('Karam said:\n"We mourn."', False),
        ("We mourn.", False),
    ],
)
def test_what_is_a_block(text: str, block: bool) -> None:
    start = text.index('"') if '"' in text else text.index("We")
    assert is_block(text, start) is block


@pytest.mark.parametrize(("text", "end"), [("a b  \nc", 3), ("a b", 3), ("a b\n\nc", 3), ("a b ", 3)])
def test_where_a_paragraph_ends(text: str, end: int) -> None:
    assert paragraph_end(text, 1) == end
