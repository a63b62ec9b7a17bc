"""Eight-bit copies of an encoder: the smoothing, the error, and what keeps its floats."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.capi.onnxruntime_pybind11_state import Fail

from sarcoqa.search import export, quantize
from sarcoqa.search.embedding import EXACT_COPY, QUESTION_COPY, ReferenceEmbedder
from sarcoqa.search.export import export_onnx, is_exported, question_copy
from sarcoqa.search.model import BUNDLED, find_model

RANDOM = np.random.default_rng(0)
WEIGHTS = RANDOM.standard_normal((16, 8)).astype(np.float32)
IDS = [{"ids": RANDOM.integers(0, 50, (1, 12))} for _ in range(8)]


def _encoder(path: Path, table: np.ndarray) -> Path:
    """ids (1, tokens) → rows of `table` (50, 16) → times WEIGHTS."""
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["rows"], "gather"),
        helper.make_node("MatMul", ["rows", "weights"], ["out"], "product"),
    ]
    graph = helper.make_graph(
        nodes, "encoder",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "tokens"])],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, [1, "tokens", 8])],
        [numpy_helper.from_array(table, "table"), numpy_helper.from_array(WEIGHTS, "weights")],
    )  # fmt: skip
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)]), str(path))
    return path


def _run(path: Path, ids: np.ndarray) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return np.asarray(session.run(None, {"ids": ids})[0])


def _kinds(path: Path) -> set[str]:
    return {node.op_type for node in onnx.load(str(path)).graph.node}


def test_a_channel_is_divided_by_what_its_sizes_ask_for() -> None:
    scale = quantize.smoothing(np.array([16, 1], np.float32), np.array([1, 1], np.float32))
    # 16^0.75 = 8 against 1; their logarithms have the mean 0, so both by the root of 8.
    assert scale == pytest.approx([8**0.5, 8**-0.5], rel=1e-5)


def test_a_channel_that_is_never_used_does_not_divide_by_zero() -> None:
    scale = quantize.smoothing(np.array([0, 1], np.float32), np.array([0, 1], np.float32))
    assert np.isfinite(scale).all()
    assert (scale > 0).all()


def test_what_256_steps_hold_has_no_error() -> None:
    inputs = np.array([[0, 255, 17], [3, 4, 5]], np.float32)
    weights = np.array([[0, 255], [255, 0], [1, 7]], np.float32)
    assert quantize.rounding_error(inputs, weights, np.ones(3, np.float32)) < 1e-6


def test_a_channel_far_larger_than_the_others_is_an_error_that_smoothing_takes_away() -> None:
    inputs = RANDOM.standard_normal((40, 16)).astype(np.float32)
    inputs[:, 3] *= 500
    weights = WEIGHTS.copy()
    weights[3] /= 500
    plain = quantize.rounding_error(inputs, weights, np.ones(16, np.float32))
    scale = quantize.smoothing(np.abs(inputs).max(axis=0), np.abs(weights).max(axis=1))
    assert plain > 0.2
    assert quantize.rounding_error(inputs, weights, scale) < 0.02


def test_the_copy_gives_nearly_the_same(tmp_path: Path) -> None:
    table = RANDOM.standard_normal((50, 16)).astype(np.float32)
    table[:, 5] *= 40
    source = _encoder(tmp_path / "exact.onnx", table)
    quantize.quantize(source, tmp_path / "small.onnx", IDS)
    assert "MatMul" not in _kinds(tmp_path / "small.onnx")
    ids = RANDOM.integers(0, 50, (1, 30))
    exact, small = _run(source, ids), _run(tmp_path / "small.onnx", ids)
    assert not np.array_equal(exact, small)
    assert np.abs(small - exact).max() < 0.02 * np.abs(exact).max()


def test_a_layer_that_eight_bits_do_not_hold_keeps_its_floats(tmp_path: Path) -> None:
    table = RANDOM.standard_normal((50, 16)).astype(np.float32)
    table[:5] *= 5000  # whole rows, which no division of channels evens out
    source = _encoder(tmp_path / "exact.onnx", table)
    quantize.quantize(source, tmp_path / "small.onnx", IDS)
    assert _kinds(tmp_path / "small.onnx") == {"Gather", "MatMul"}
    ids = RANDOM.integers(0, 50, (1, 30))
    assert np.array_equal(_run(source, ids), _run(tmp_path / "small.onnx", ids))


def test_an_encoder_without_products_is_an_error(tmp_path: Path) -> None:
    graph = helper.make_graph(
        [helper.make_node("Identity", ["ids"], ["out"])], "none",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "tokens"])],
        [helper.make_tensor_value_info("out", TensorProto.INT64, [1, "tokens"])],
    )  # fmt: skip
    onnx.save(helper.make_model(graph), str(tmp_path / "none.onnx"))
    with pytest.raises(ValueError, match="no product with constant weights"):
        quantize.quantize(tmp_path / "none.onnx", tmp_path / "small.onnx", IDS)


def test_a_copy_that_is_too_far_off_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MIN_COSINE", 0.99999)
    export_onnx(ReferenceEmbedder(find_model(BUNDLED), max_tokens=64), tmp_path)
    assert question_copy(tmp_path) == EXACT_COPY
    assert not (tmp_path / QUESTION_COPY).exists()
    assert is_exported(tmp_path)


def test_a_model_that_cannot_be_quantized_embeds_questions_by_its_exact_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise Fail("no such layout")

    monkeypatch.setattr(export, "quantize", fail)
    export_onnx(ReferenceEmbedder(find_model(BUNDLED), max_tokens=64), tmp_path)
    assert question_copy(tmp_path) == EXACT_COPY
    assert is_exported(tmp_path)
