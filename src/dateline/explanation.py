"""The form of an explanation; the texts are in `explanations.py` and `explanations_collecting.py`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """`mend` is a sentence; `command` is one command that mends it, with placeholders in capitals, or None."""

    code: str
    title: str
    why: str
    mend: str
    command: str | None = None
