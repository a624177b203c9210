"""Where the training data come from, by the name that the manifest of the weights gives to each."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Source:
    """A data set and its licence as stated by those who publish it."""

    what: str
    licence: str


class UnknownSource(Exception):
    """The manifest names a data set that has no entry here: no card without its licence."""


_RE3D: Final = (
    "public domain (CENTCOM, US State Department), Open Government Licence v3.0 (UK), CC BY-SA 3.0 (Wikipedia), "
    "CC BY 3.0 AU (Australia), reuse notice (EU)"
)
# By the longest beginning of the name that fits.
SOURCES: Final = {
    "authored": Source("our own labelled dispatches (`corpus/`), invented", "CC0 1.0"),
    "real": Source("labelled real dispatches: Wikinews, and those of the re3d sources", f"CC BY 2.5; {_RE3D}"),
    "open": Source(
        "our labels over parts of GUM news, English-EWT and MEANTIME", "CC BY 2.5, CC BY-SA 4.0, CC BY 4.0 (texts)"
    ),
    "srl/ewt_propbank": Source("PropBank frames over UD English-EWT", "CC BY-SA 4.0"),
    "ner/re3d": Source("re3d (Dstl): entities in texts on Syria and Iraq", _RE3D),
    "ner/uner_ewt": Source("Universal NER over UD English-EWT", "CC BY-SA 4.0"),
    "ner/crossner_politics": Source("CrossNER, politics", "MIT; texts from Wikipedia, CC BY-SA 3.0"),
    "ner/gum_news": Source("GUM, news genre", "annotations CC BY 4.0, texts (Wikinews) CC BY 2.5"),
    "meantime/meantime_en": Source("MEANTIME, English: Wikinews", "CC BY 4.0"),
}


def source_of(name: str) -> Source:
    """The entry of a data set of the manifest ("srl/ewt_propbank.train")."""
    fitting = [key for key in SOURCES if name == key or name.startswith((f"{key}.", f"{key}_", f"{key} "))]
    if not fitting:
        raise UnknownSource(f"{name}: no licence is known; add it to evals/sources.py")
    return SOURCES[max(fitting, key=len)]
