"""Finds and reads the labelled documents: our own under `corpus/`, the real ones under the data root if set."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from dateline.config import settings
from evals.gold import GoldDocument

REPOSITORY: Final = Path(__file__).resolve().parents[1]
AUTHORED: Final = REPOSITORY / "corpus"
DATA_ROOT_VARIABLE: Final = "DATELINE_DATA_ROOT"
DIGESTS: Final = "DIGESTS"
_DEV_BELOW: Final = 51


class CorpusError(Exception):
    """A labelled file that cannot be read; names the file."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """A named set of labelled documents, or the reason why it was left out (`documents` is then empty)."""

    name: str
    documents: tuple[GoldDocument, ...]
    left_out: str | None = None

    def dev(self) -> tuple[GoldDocument, ...]:
        """The fixed part that no model is ever trained on."""
        return tuple(document for document in self.documents if is_dev(document.doc.id))


def is_dev(doc_id: str) -> bool:
    """True for about a fifth of all ids, fixed for ever: first byte of the id's SHA-256 below 51."""
    return hashlib.sha256(doc_id.encode("utf-8")).digest()[0] < _DEV_BELOW


def data_root(given: str | None = None) -> Path | None:
    """The folder of the data sets: as given, else from the setting, else None."""
    return Path(given) if given else settings().data_root


def authored(folder: Path = AUTHORED) -> Corpus:
    """Our own labelled dispatches, which ship with the source."""
    return Corpus("authored", load_folder(folder))


def real(root: Path | None) -> Corpus:
    """Labelled real dispatches, `<data root>/corpus`; they are not ours to ship."""
    if root is None:
        return Corpus("real", (), f"no data root ({DATA_ROOT_VARIABLE} or --data-root)")
    folder = root / "corpus"
    if not folder.is_dir():
        return Corpus("real", (), f"no folder {folder}")
    return Corpus("real", load_folder(folder))


def real_under(folder: Path) -> Corpus:
    """Labelled real dispatches in a folder; CorpusError if it is none."""
    if not folder.is_dir():
        raise CorpusError(f"{folder}: not a folder of labelled documents")
    return Corpus("real", load_folder(folder))


def labelled_files(folder: Path) -> list[Path]:
    """The JSON files of a folder in the order of their names."""
    return sorted(folder.glob("*.json"), key=lambda path: path.name)


def load_folder(folder: Path) -> tuple[GoldDocument, ...]:
    """All labelled documents of a folder in the order of their file names."""
    return tuple(load_file(path) for path in labelled_files(folder))


def load_file(path: Path) -> GoldDocument:
    """One labelled document; CorpusError if it does not have the form."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=GoldDocument)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}: {error}") from error


def digest_lines(files: Iterable[Path]) -> str:
    """The text of a digest file: `<sha256>  <name>` a line, in the order of names (the form of sha256sum)."""
    ordered = sorted(files, key=lambda path: path.name)
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in ordered)


def check_digests(folder: Path = AUTHORED) -> list[str]:
    """What differs between a folder and its digest file; empty when all is as recorded."""
    record = folder / DIGESTS
    if not record.is_file():
        return [f"{record.name}: missing"]
    recorded = _by_name(record.read_text(encoding="utf-8"))
    found = _by_name(digest_lines(labelled_files(folder)))
    problems = [f"{name}: not in {DIGESTS}" for name in found.keys() - recorded.keys()]
    problems += [f"{name}: in {DIGESTS} but missing" for name in recorded.keys() - found.keys()]
    problems += [
        f"{name}: content differs from {DIGESTS}"
        for name in found.keys() & recorded.keys()
        if found[name] != recorded[name]
    ]
    return sorted(problems)


def _by_name(lines: str) -> dict[str, str]:
    pairs = (line.split("  ", 1) for line in lines.splitlines() if line)
    return {name: digest for digest, name in pairs}
