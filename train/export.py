"""Export to ONNX, int8 per channel, with the tokenizer, the decoder's settings and the manifest beside it."""

import hashlib
import json
import tempfile
from pathlib import Path

import msgspec
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from dateline.annotate.runtime import MANIFEST, OUTPUTS, SETTINGS, TOKENIZER, WEIGHTS, DecoderSettings
from dateline.annotate.thresholds import Thresholds
from train.network import Network

OPSET = 17


def sha256(path: Path) -> str:
    """Hexadecimal digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def export_graph(network: Network, path: Path) -> None:
    """The float graph: `pieces`, `features` [1, n], `first` [1, words] -> four outputs [1, words, ...]."""
    network.eval()
    sample = (torch.ones(1, 12, dtype=torch.long), torch.zeros(1, 12, dtype=torch.long), torch.arange(1, 9)[None])
    axes = {"pieces": {1: "pieces"}, "features": {1: "pieces"}, "first": {1: "words"}}
    axes |= {name: {1: "words"} for name in OUTPUTS}
    torch.onnx.export(
        network,
        sample,
        str(path),
        input_names=["pieces", "features", "first"],
        output_names=list(OUTPUTS),
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def quantise(source: Path, target: Path) -> None:
    """int8 weights, per channel; activations are scaled at run time, one window at a time."""
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(source), str(prepared))
        quantize_dynamic(str(prepared), str(target), weight_type=QuantType.QInt8, per_channel=True)
    onnx.checker.check_model(str(target))


def write_settings(network: Network, thresholds: Thresholds, folder: Path) -> None:
    """The decoder's thresholds and the pair scorers' tables, rounded so that the file is small and readable."""

    def rounded(tensor: torch.Tensor) -> list[list[float]]:
        return [[round(float(x), 4) for x in row] for row in tensor.detach()]

    constant = [round(float(x), 4) for x in network.constant.detach()]
    settings = DecoderSettings(thresholds, rounded(network.distance), rounded(network.sentence), constant)
    (folder / SETTINGS).write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=1) + b"\n")


def write_thresholds(thresholds: Thresholds, folder: Path) -> None:
    """The settings that lie in a model's folder, with other thresholds and calibration."""
    old = msgspec.json.decode((folder / SETTINGS).read_bytes(), type=DecoderSettings)
    new = msgspec.structs.replace(old, thresholds=thresholds)
    (folder / SETTINGS).write_bytes(msgspec.json.format(msgspec.json.encode(new), indent=1) + b"\n")
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    write_manifest({k: v for k, v in manifest.items() if k not in ("version", "files")}, folder)


def write_manifest(facts: dict[str, object], folder: Path) -> None:
    """The facts of the run under the digests of the files as they are now; the version is that of the weights."""
    digests = {name: sha256(folder / name) for name in (WEIGHTS, TOKENIZER, SETTINGS)}
    manifest = {"version": digests[WEIGHTS][:12], "files": digests, **facts}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_model(
    network: Network, tokenizer: Path, thresholds: Thresholds, folder: Path, facts: dict[str, object]
) -> None:
    """Writes everything that the runtime needs into `folder`; `facts` become the manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        graph = Path(temporary) / "float.onnx"
        export_graph(network, graph)
        quantise(graph, folder / WEIGHTS)
    (folder / TOKENIZER).write_text(tokenizer.read_text(encoding="utf-8"), encoding="utf-8")
    write_settings(network, thresholds, folder)
    write_manifest(facts, folder)
