"""The cut, on a small graph of the shape of ours; needs onnx, which comes with the extra `train`."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dateline.annotate.windows import CLS, SEP, Window

onnx = pytest.importorskip("onnx")

from evals.encoder import BareEncoder, CutError, cut, encoder_output, without_overlap  # noqa: E402 -- needs onnx

TABLE = np.arange(40, dtype=np.float32).reshape(10, 4)


def small_model() -> Any:
    """hidden = table[pieces] + table[features]; words = hidden at `first`, times a matrix."""
    make, kinds = onnx.helper, onnx.TensorProto
    nodes = [
        make.make_node("Gather", ["table", "pieces"], ["embedded"]),
        make.make_node("Gather", ["table", "features"], ["shaped"]),
        make.make_node("Add", ["embedded", "shaped"], ["hidden"]),
        make.make_node("Unsqueeze", ["first", "axis"], ["column"]),
        make.make_node("Expand", ["column", "size"], ["index"]),
        make.make_node("GatherElements", ["hidden", "index"], ["picked"], axis=1),
        make.make_node("MatMul", ["picked", "head"], ["words"]),
    ]
    inputs = [make.make_tensor_value_info(name, kinds.INT64, [1, None]) for name in ("pieces", "features", "first")]
    outputs = [make.make_tensor_value_info("words", kinds.FLOAT, None)]
    values = {"table": TABLE, "axis": np.array([2]), "size": np.array([1, 1, 4]), "head": np.ones((4, 2), np.float32)}
    constants = [onnx.numpy_helper.from_array(value, name) for name, value in values.items()]
    graph = make.make_graph(nodes, "small", inputs, outputs, constants)
    return make.make_model(graph, opset_imports=[make.make_opsetid("", 17)], ir_version=9)


def test_the_cut_keeps_the_encoder_and_nothing_else(tmp_path: Path) -> None:
    model = small_model()
    assert encoder_output(model.graph) == "hidden"
    short = cut(model)
    assert [node.output[0] for node in short.graph.node] == ["embedded", "shaped", "hidden"]
    assert [value.name for value in short.graph.input] == ["pieces", "features"]
    assert [tensor.name for tensor in short.graph.initializer] == ["table"]
    path = tmp_path / "small.onnx"
    onnx.save(model, path)
    pieces, features = np.array([1, 2, 3]), np.array([0, 0, 1])
    assert np.array_equal(BareEncoder(path).run((pieces, features))[0], TABLE[pieces] + TABLE[features])


def test_a_graph_of_another_form_is_an_error() -> None:
    model = small_model()
    del model.graph.node[5:]
    with pytest.raises(CutError, match="0 tensors"):
        encoder_output(model.graph)


def window(body: list[int], title: list[int], start: int, keep: int) -> Window:
    pieces = np.array([CLS, *title, *body, SEP])
    first = np.arange(len(body)) + 1 + len(title)
    return Window(pieces, pieces % 7, first, start, keep)


def test_no_word_is_encoded_twice() -> None:
    windows = [window([5, 6, 7], [90, SEP], 0, 0), window([6, 7, 8, 9], [90, SEP], 1, 3)]
    batches = without_overlap(windows)
    assert [list(pieces) for pieces, _ in batches] == [[CLS, 90, SEP, 5, 6, 7, SEP], [CLS, 8, 9, SEP]]
    assert all(np.array_equal(features, pieces % 7) for pieces, features in batches)
    assert without_overlap([]) == []
