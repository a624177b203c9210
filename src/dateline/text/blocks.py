"""Blocks of quoted text without quotation marks: "X said:", a new line, then X's words."""

_GAP = 80
"""White space longer than this between colon and words is no pause but a break."""


def is_block(text: str, start: int) -> bool:
    """Whether the words at `start` stand on a line of their own after a line that ends with a colon."""
    before = text[max(0, start - _GAP) : start].rstrip(" \t")
    return before.endswith("\n") and before.rstrip().endswith(":") and text[start : start + 1] not in ('"', "“")


def paragraph_end(text: str, position: int) -> int:
    """The end of the paragraph that holds a position, without trailing white space."""
    end = text.find("\n", position)
    end = len(text) if end < 0 else end
    while end > position and text[end - 1].isspace():
        end -= 1
    return end
