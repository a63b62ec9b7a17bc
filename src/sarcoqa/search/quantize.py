"""A copy of an ONNX encoder that multiplies eight-bit numbers: for questions, where time counts.

A layer multiplies its inputs x (tokens, k) by weights W (k, n). Rounded to 256 steps, the channels
of x that are far larger than the others leave these no steps. So each channel j is divided by
s_j = max|x_j|^α / max|W_j|^(1−α) first, and row j of the weights multiplied by it, which leaves
x W what it was (SmoothQuant, G. Xiao et al., ICML 2023). The largest values come from a few texts.
A layer whose products are still off by more than `MAX_ERROR` keeps its floats.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Inputs = Mapping[str, NDArray[np.int64]]

ALPHA = 0.75
MAX_ERROR = 0.05
LEVELS = 255


def calibration_texts() -> list[str]:
    """Questions like those to come, about other papers than any that is shipped."""
    text = files(__package__).joinpath("calibration.txt").read_text(encoding="utf-8")
    return text.splitlines()


def quantize(source: Path, target: Path, inputs: Sequence[Inputs]) -> None:
    """Write the eight-bit copy of the encoder `source` to `target`.

    `inputs`: for each calibration text the encoder's inputs by name, each of shape (1, tokens).
    Raises ValueError where the encoder has no product with constant weights.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    model = onnx.load(str(source))
    products = _products(model)
    if not products:
        raise ValueError(f"{source} has no product with constant weights")
    seen = _inputs_of(source, list(products), inputs)
    kept = [
        node.name
        for name, nodes in products.items()
        if not _smooth(model, name, nodes, seen[name])
        for node in nodes
    ]
    with tempfile.TemporaryDirectory() as folder, quiet(None):
        smoothed = Path(folder) / "smoothed.onnx"
        onnx.save(model, str(smoothed))
        # Unsigned weights: signed ones overflow the 16-bit sums of processors without VNNI.
        quantize_dynamic(
            smoothed, target, op_types_to_quantize=["MatMul"], nodes_to_exclude=kept,
            per_channel=True, weight_type=QuantType.QUInt8,
        )  # fmt: skip


@contextmanager
def quiet(logger: str | None) -> Iterator[None]:
    """No warnings from the logger of that name (None: the one that has none) meanwhile."""
    found = logging.getLogger(logger)
    level = found.level
    found.setLevel(logging.ERROR)
    try:
        yield
    finally:
        found.setLevel(level)


def _products(model: Any) -> dict[str, list[Any]]:
    """The products with constant weights (k, n), by the name of what is multiplied."""
    constant = {weights.name for weights in model.graph.initializer if len(weights.dims) == 2}
    found: dict[str, list[Any]] = {}
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in constant:
            found.setdefault(node.input[0], []).append(node)
    return found


def _inputs_of(source: Path, names: list[str], inputs: Sequence[Inputs]) -> dict[str, Floats]:
    """(tokens of all texts, k) for each of `names`: what the layers are given."""
    import onnx
    import onnxruntime

    model = onnx.load(str(source))
    model.graph.output.extend(
        onnx.helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names
    )
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    runs = [session.run(names, dict(one)) for one in inputs]
    return {
        name: np.concatenate([run[place].reshape(-1, run[place].shape[-1]) for run in runs])
        for place, name in enumerate(names)
    }


def _smooth(model: Any, name: str, nodes: Sequence[Any], seen: Floats) -> bool:
    """Divide `name` before `nodes` and multiply their weights, where that makes eight bits do."""
    from onnx import helper, numpy_helper

    held = {weights.name: weights for weights in model.graph.initializer}
    weights = {node.input[1]: numpy_helper.to_array(held[node.input[1]]) for node in nodes}
    largest = np.max([np.abs(matrix).max(axis=1) for matrix in weights.values()], axis=0)
    scale = smoothing(np.abs(seen).max(axis=0), largest)
    if any(rounding_error(seen, matrix, scale) > MAX_ERROR for matrix in weights.values()):
        return False
    for key, matrix in weights.items():
        held[key].CopyFrom(numpy_helper.from_array(matrix * scale[:, None], key))
    model.graph.initializer.append(numpy_helper.from_array(1 / scale, f"{name}.factors"))
    divided = helper.make_node("Mul", [name, f"{name}.factors"], [f"{name}.even"], f"{name}.mul")
    model.graph.node.insert(list(model.graph.node).index(nodes[0]), divided)
    for node in nodes:
        node.input[0] = f"{name}.even"
    return True


def smoothing(inputs: Floats, weights: Floats) -> Floats:
    """(k,) by what each channel is divided, from the largest sizes of both, with mean log 0."""
    scale = np.maximum(inputs, 1e-3) ** ALPHA / np.maximum(weights, 1e-5) ** (1 - ALPHA)
    return np.asarray(scale / np.exp(np.log(scale).mean()), dtype=np.float32)


def rounding_error(inputs: Floats, weights: Floats, scale: Floats) -> float:
    """By how much of its length a token's product is off in eight bits, the mean over tokens.

    `inputs` (tokens, k), rounded as a whole, `weights` (k, n), rounded by columns.
    """
    exact = inputs @ weights
    rough = _rounded(inputs / scale, None) @ _rounded(weights * scale[:, None], 0)
    lengths = np.maximum(np.linalg.norm(exact, axis=1), 1e-12)
    return float((np.linalg.norm(rough - exact, axis=1) / lengths).mean())


def _rounded(values: Floats, axis: int | None) -> Floats:
    """`values` in 256 even steps from the smallest (at most 0) to the largest (at least 0)."""
    low = np.minimum(values.min(axis=axis, keepdims=True), 0)
    high = np.maximum(values.max(axis=axis, keepdims=True), 0)
    step = np.maximum((high - low) / LEVELS, 1e-12)
    zero = np.round(-low / step)
    return np.asarray((np.clip(np.round(values / step) + zero, 0, LEVELS) - zero) * step)
