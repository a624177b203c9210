"""Sentences of news text by rule: full stops end one where no abbreviation stands, line breaks unless they wrap."""

import re

# Possessive, and begun only at the first mark of a run: a text of nothing but full stops takes linear time.
_END = re.compile(r"(?<![.!?])[.!?]++[\"”’'»)\]]*+(?=\s++[\"“‘'«(\[]*+[A-Z0-9À-ÖØ-Þ])|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“‘'])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Adm|Cmdr|Brig|Sen|Rep|Gov|Pres|Rev|St|Hon|"
    r"Jr|Sr|vs|No|Nos|Art|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?:[A-Za-z]\.)+[A-Za-z])$"
)


_WRAPPED_FROM = 45
_WRAPPED_TO = 120
"""A line of this length that does not end as a sentence does, before a line no longer, was broken to fit a page."""


def is_wrapped(text: str, start: int, end: int) -> bool:
    """Whether the line break at [start, end) only wraps a line of running text."""
    if end - start != 1 or end >= len(text) or text[end] in '-*•|"“':
        return False
    line = text[max(text.rfind("\n", 0, start) + 1, start - _WRAPPED_TO - 1) : start].rstrip()
    follows = text[end : end + _WRAPPED_TO + 1]
    if "\n" not in follows and end + len(follows) < len(text):
        return False
    return _WRAPPED_FROM <= len(line) <= _WRAPPED_TO and line[-1] not in '.!?:;"”’)]'


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences, in order, without surrounding white space; they never overlap."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        line_break = text[match.start()] == "\n"
        if line_break and is_wrapped(text, *match.span()):
            continue
        stop = match.start() if line_break else match.end()
        full_stop = text[match.start()] == "." and match.group().startswith(".") and not match.group().startswith("..")
        if full_stop and _ABBREVIATION.search(text[max(start, match.start() - 12) : match.start()]):
            continue
        _append(spans, text, start, stop)
        start = match.end()
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if piece.strip():
        spans.append((start + left, start + len(piece.rstrip())))
