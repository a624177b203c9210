"""The bare encoder: the shipped graph cut where the heads begin, the yardstick of the pipeline's speed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime as ort

from dateline.annotate.windows import CLS, Window

Batch = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]
_FIRST: Final = "first"
_PICKS: Final = frozenset({"GatherElements", "GatherND", "Gather"})


class CutError(Exception):
    """The graph does not have the form this cut knows."""


def encoder_output(graph: onnx.GraphProto) -> str:
    """The tensor from which the heads pick each word's first piece: the hidden states of the last layer.

    Found by structure, since export and quantisation rename tensors: the one picking node whose indices follow from
    the input `first` and whose data do not.
    """
    from_first = {_FIRST}
    found = []
    for node in graph.node:
        data, others = node.input[0] if node.input else "", node.input[1:]
        if node.op_type in _PICKS and data not in from_first and from_first.intersection(others):
            found.append(data)
        if from_first.intersection(node.input):
            from_first.update(node.output)
    computed = {name for node in graph.node for name in node.output}
    found = [name for name in dict.fromkeys(found) if name in computed]
    if len(found) != 1:
        raise CutError(f"{len(found)} tensors from which words are picked, expected one: {', '.join(found)}")
    return found[0]


def cut(model: onnx.ModelProto) -> onnx.ModelProto:
    """The model with the encoder's output as its only output, and only what that needs."""
    graph = model.graph
    output = encoder_output(graph)
    producers = {name: node for node in graph.node for name in node.output}
    needed: set[str] = set()
    waiting = [output]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting.extend(producers[name].input if name in producers else ())
    result = onnx.ModelProto()
    result.CopyFrom(model)
    for field in ("node", "initializer", "input", "output", "value_info"):
        result.graph.ClearField(field)
    result.graph.node.extend(node for node in graph.node if needed.intersection(node.output))
    result.graph.initializer.extend(tensor for tensor in graph.initializer if tensor.name in needed)
    result.graph.input.extend(value for value in graph.input if value.name in needed)
    result.graph.output.append(onnx.helper.make_tensor_value_info(output, onnx.TensorProto.FLOAT, None))
    return result


class BareEncoder:
    """Runs the cut graph as the pipeline runs the whole: one window a call, one thread a call."""

    def __init__(self, weights: Path) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        model = cut(onnx.load(weights))
        self._session: Any = ort.InferenceSession(
            model.SerializeToString(),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],
        )
        self._inputs = [value.name for value in self._session.get_inputs()]

    def run(self, batch: Batch) -> npt.NDArray[np.float32]:
        """Hidden states [1, pieces, width] of one window."""
        values = {"pieces": batch[0][None], "features": batch[1][None]}
        hidden: npt.NDArray[np.float32] = self._session.run(None, {name: values[name] for name in self._inputs})[0]
        return hidden


def without_overlap(windows: Sequence[Window]) -> list[Batch]:
    """Pieces and features of a document's windows, each word in one window only and the title in the first only."""
    batches = []
    for number, window in enumerate(windows):
        body = int(window.first[window.keep - window.start])
        head = int(window.first[0]) if number == 0 else 1
        pieces = np.concatenate([window.pieces[:head], window.pieces[body:]])
        features = np.concatenate([window.features[:head], window.features[body:]])
        if pieces[0] != CLS:
            raise CutError("a window does not begin with [CLS]")
        batches.append((pieces, features))
    return batches
