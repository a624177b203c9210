"""The inference engine: the only module that knows onnxruntime.

Each window is one call without padding, on one thread. So a document's scores depend on nothing but the document:
the dynamic activation scales of the int8 kernels are taken from its own window, whatever else is read beside it.
Parallelism comes from calling for several windows at once (`Model` is safe to share between threads).
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from dateline.annotate.labels import DISTANCES, HEADS, RELATION_SIZE, RELATIONS, SENTENCES
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
        """The tables as arrays; ValueError if their sizes are not those of the label sets."""
        tables = PairTables(*(np.array(t, dtype=np.float32) for t in (self.distance, self.sentence, self.constant)))
        found = (tables.distance.shape, tables.sentence.shape, tables.constant.shape)
        count = len(RELATIONS)
        if found != ((count, len(DISTANCES) + 1), (count, len(SENTENCES) + 1), (count,)):
            raise ValueError(f"tables of other sizes than the label sets: {found}")
        return tables


class Manifest(msgspec.Struct, frozen=True):
    """What the program asks of the manifest; the rest of it is for those who train again."""

    version: str


_HINT = "reinstall the package, or set DATELINE_MODEL_DIR to a folder that `make train` wrote"

T = TypeVar("T")


def _parse(folder: Path, name: str, parse: Callable[[bytes], T]) -> T:
    """One file of the model; ModelError names it."""
    path = folder / name
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(str(path), f"cannot be read: {error.strerror or error}", _HINT) from error
    try:
        return parse(data)
    except Exception as error:  # tokenizers raises bare Exception, onnxruntime a class for each status code
        raise ModelError(str(path), f"is damaged: {error}", _HINT) from error


def _decoder(data: bytes) -> tuple[DecoderSettings, PairTables]:
    settings = msgspec.json.decode(data, type=DecoderSettings)
    return settings, settings.tables()


def _session(data: bytes) -> Any:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The fused kernel of this addition and normalisation takes five times as long on a CPU as the two apart.
    return ort.InferenceSession(
        data, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )


def version_of(folder: Path) -> str:
    """The version of a model, without loading it; ModelError as `Model.load` has it."""
    return _parse(folder, MANIFEST, lambda data: msgspec.json.decode(data, type=Manifest)).version


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
        settings, tables = _parse(folder, SETTINGS, _decoder)
        tokenizer = _parse(folder, TOKENIZER, lambda data: Tokenizer.from_str(data.decode("utf-8")))
        session = _parse(folder, WEIGHTS, _session)
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(session, tokenizer, tables, settings.thresholds, version_of(folder))

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
        width = len(RELATIONS) * RELATION_SIZE
        heads = np.empty((len(words), sum(size for _, size in HEADS)), dtype=np.float32)
        query, start, end = (np.empty((len(words), width), dtype=np.float16) for _ in range(3))
        wholes: tuple[np.ndarray[Any, Any], ...] = (heads, query, start, end)
        for window in windows:
            for whole, part in zip(wholes, self.run(window), strict=True):
                whole[window.keep : window.end] = part
        return Scores(words, heads, query, start, end, self.tables)
