"""Blocks of quoted text without quotation marks: "X said:", a new line, then X's words."""


def is_block(text: str, start: int) -> bool:
    """Whether the words at `start` stand on a line of their own after a line that ends with a colon."""
    before = text[:start].rstrip(" \t")
    return before.endswith("\n") and before.rstrip().endswith(":") and text[start : start + 1] not in ('"', "“")


def paragraph_end(text: str, position: int) -> int:
    """The end of the paragraph that holds a position, without trailing white space."""
    end = text.find("\n", position)
    end = len(text) if end < 0 else end
    return len(text[:end].rstrip())
