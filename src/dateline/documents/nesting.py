"""How deep the tags of a page are nested, measured without a parser and in linear time.

libxml2 stops at 256 levels and returns what it had, so a page nested deeper loses its text without a word.
"""

import re
from collections import Counter
from types import MappingProxyType
from typing import Final

MAX_DEPTH: Final = 250

# Comments and the contents of scripts are passed over whole. Each alternative can end at the end of the text, so no
# character is looked at twice, whatever is left open.
_PIECE: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b.*?(?:</\1|\Z)|<(/?)([a-z][a-z0-9:-]*)([^<>]*)",
    re.IGNORECASE | re.DOTALL,
)
_VOID_NAMES: Final = "area base br col embed hr img input link meta param source track wbr"
_VOID: Final = frozenset(_VOID_NAMES.split())
# A parser closes these by itself when the next of them starts, so open ones do not pile up. They lie one or three
# levels under the tag that holds them, which is counted for them.
_SELF_CLOSING_NAMES: Final = "p li dt dd option optgroup tr td th thead tbody tfoot colgroup rp rt"
_SELF_CLOSING: Final = frozenset(_SELF_CLOSING_NAMES.split())
_LEVELS: Final = MappingProxyType({"ul": 2, "ol": 2, "dl": 2, "table": 4})


def count_tags(page: str) -> int:
    """How many tags the page opens or closes."""
    return sum(piece.group(3) is not None for piece in _PIECE.finditer(page))


def too_deep(page: str) -> bool:
    """Whether tags are nested MAX_DEPTH deep or deeper."""
    stack: list[str] = []
    open_tags: Counter[str] = Counter()
    depth = 0
    for piece in _PIECE.finditer(page):
        if piece.group(3) is None:
            continue
        name = piece.group(3).lower()
        if name in _VOID or name in _SELF_CLOSING:
            continue
        if piece.group(2):
            while open_tags[name]:
                closed = stack.pop()
                open_tags[closed] -= 1
                depth -= _LEVELS.get(closed, 1)
                if closed == name:
                    break
        elif not piece.group(4).endswith("/"):
            stack.append(name)
            open_tags[name] += 1
            depth += _LEVELS.get(name, 1)
            if depth >= MAX_DEPTH:
                return True
    return False
