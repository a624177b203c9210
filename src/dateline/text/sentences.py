"""Sentences of news text by rule: line breaks always end one, full stops only where no abbreviation stands."""

import re

# Possessive, and begun only at the first mark of a run: a text of nothing but full stops takes linear time.
_END = re.compile(r"(?<![.!?])[.!?]++[\"”’'»)\]]*+(?=\s++[\"“‘'«(\[]*+[A-Z0-9À-ÖØ-Þ])|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“‘'])(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Adm|Cmdr|Brig|Sen|Rep|Gov|Pres|Rev|St|Hon|"
    r"Jr|Sr|vs|No|Nos|Art|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?:[A-Za-z]\.)+[A-Za-z])$"
)


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Half-open offsets of the sentences, in order, without surrounding white space; they never overlap."""
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        stop = match.start() if text[match.start()] == "\n" else match.end()
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
