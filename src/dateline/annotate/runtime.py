"""The inference engine: the only module that knows onnxruntime.

Each window is one call without padding, on one thread. So a document's scores depend on nothing but the document:
the dynamic activation scales of the int8 kernels are taken from its own window, whatever else is read beside it.
Parallelism comes from calling for several windows at once (`Model` is safe to share between threads).
"""

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from dateline.annotate.labels import RELATION_SIZE, RELATIONS
from dateline.annotate.scores import PairTables, Scores
from dateline.annotate.thresholds import Thresholds
from dateline.annotate.windows import Window, Words, windows_of, words_of
from dateline.errors import ModelError

WEIGHTS = "dateline.onnx"
TOKENIZER = "tokenizer.json"
SETTINGS = "decoder.json"
MANIFEST = "manifest.json"
WORDS_OUTPUT, QUERY_OUTPUT, START_OUTPUT, END_OUTPUT = OUTPUTS = ("words", "query", "start", "end")


def shipped_model() -> Path:
    """The folder of the weights in the package."""
    return Path(str(files("dateline.annotate") / "model"))


class DecoderSettings(msgspec.Struct, frozen=True):
    """What lies beside the weights: thresholds, calibration and the small tables of the pair scorers."""

    thresholds: Thresholds
    distance: list[list[float]]
    sentence: list[list[float]]
    constant: list[float]

    def tables(self) -> PairTables:
        """The tables as arrays."""
        return PairTables(*(np.array(t, dtype=np.float32) for t in (self.distance, self.sentence, self.constant)))


@dataclass(frozen=True, slots=True)
class Model:
    """The loaded network with its tokenizer and decoder settings."""

    session: Any
    tokenizer: Tokenizer
    tables: PairTables
    thresholds: Thresholds
    version: str

    @classmethod
    def load(cls, folder: Path) -> "Model":
        """Loads the model of a folder; ModelError says which file is missing or damaged."""
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            settings = msgspec.json.decode((folder / SETTINGS).read_bytes(), type=DecoderSettings)
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            tokenizer = Tokenizer.from_str((folder / TOKENIZER).read_text(encoding="utf-8"))
            weights = (folder / WEIGHTS).read_bytes()
        except OSError as error:
            raise ModelError(str(folder), f"cannot read the model: {error.strerror or error}", _HINT) from error
        except (msgspec.MsgspecError, ValueError) as error:
            raise ModelError(str(folder), f"a model file is damaged: {error}", _HINT) from error
        try:
            session = ort.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        except Exception as error:
            raise ModelError(str(folder / WEIGHTS), "the weights cannot be loaded", _HINT) from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(session, tokenizer, settings.tables(), settings.thresholds, str(manifest["version"]))

    def windows(self, title: str | None, text: str) -> tuple[Words, list[Window]]:
        """The words of a document and its encoder inputs."""
        words = words_of(self.tokenizer, text)
        return words, windows_of(self.tokenizer, words, title, text)

    def run(self, window: Window) -> list[np.ndarray[Any, np.dtype[np.float32]]]:
        """The four outputs [words, n] for the words that this window is the first to read."""
        inputs = {"pieces": window.pieces[None], "features": window.features[None], "first": window.first[None]}
        drop = window.keep - window.start
        return [output[0, drop:] for output in self.session.run(list(OUTPUTS), inputs)]

    def score(self, title: str | None, text: str) -> Scores:
        """Scores of a whole document; windows are read one after the other."""
        words, windows = self.windows(title, text)
        outputs = [self.run(window) for window in windows]
        if not outputs:
            width = len(RELATIONS) * RELATION_SIZE
            empty = np.zeros((0, width), dtype=np.float32)
            return Scores(words, np.zeros((0, 1), dtype=np.float32), empty, empty, empty, self.tables)
        heads, query, start, end = (np.concatenate(parts) for parts in zip(*outputs, strict=True))
        return Scores(words, heads, query, start, end, self.tables)


_HINT = "reinstall the package, or set DATELINE_MODEL_DIR to a folder that `make train` wrote"
