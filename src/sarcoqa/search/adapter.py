"""A small trained change of the embedding model: low-rank matrices added to its weights.

W' = W + scale · B A for each linear layer of the encoder, with A (r, in) and B (out, r): LoRA,
E. J. Hu et al., ICLR 2022. It is merged once, when the model is loaded for export; a question then
costs what it cost before.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError, safe_open

from ..errors import ModelError


def merge(transformer: Any, adapter: Path) -> None:
    """Add the matrices of the safetensors file `adapter` to the weights of `transformer`.

    The file holds "<layer>.A" and "<layer>.B" for each changed layer and "scale" in its metadata.
    Raises ModelError when it cannot be read or does not fit the model.
    """
    try:
        with safe_open(str(adapter), framework="numpy") as file:
            scale = float((file.metadata() or {})["scale"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (OSError, KeyError, ValueError, SafetensorError) as error:
        raise ModelError(f"the adapter {adapter} cannot be read ({error}); reinstall") from error
    weights = transformer.state_dict()  # shares its storage with the model
    for layer in sorted(name.removesuffix(".A") for name in tensors if name.endswith(".A")):
        found = [name for name in weights if name.endswith(f".{layer}.weight")]
        if len(found) != 1:
            raise ModelError(f"the adapter {adapter} changes {layer}, which the model lacks")
        low, high = (tensors[f"{layer}.{part}"].astype(np.float32) for part in "AB")
        weights[found[0]].add_(weights[found[0]].new_tensor(scale * high @ low))
