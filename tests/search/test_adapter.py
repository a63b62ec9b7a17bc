"""The adapter is merged as the formula says, and a broken one is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file

from sarcoqa.errors import ModelError
from sarcoqa.search.adapter import merge


class Model(torch.nn.Module):
    """One linear layer of two by three, of ones."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = torch.nn.ModuleDict({"dense": torch.nn.Linear(3, 2, bias=False)})
        torch.nn.init.ones_(self.encoder["dense"].weight)


def adapter(path: Path, **metadata: Any) -> Path:
    low = np.array([[1, 0, 2]], dtype=np.float16)  # (r, in) = (1, 3)
    high = np.array([[3], [0]], dtype=np.float16)  # (out, r) = (2, 1)
    tensors = {"encoder.dense.A": low, "encoder.dense.B": high}
    save_file(tensors, str(path), metadata=metadata)
    return path


def test_the_weights_become_w_plus_scale_b_a(tmp_path: Path) -> None:
    model = torch.nn.ModuleDict({"inner": Model()})
    merge(model, adapter(tmp_path / "a.safetensors", scale="2.0"))
    # 1 + 2 * 3 * (1, 0, 2) = (7, 1, 13); the second row is changed by 0.
    assert model["inner"].encoder["dense"].weight.tolist() == [[7, 1, 13], [1, 1, 1]]


def test_a_file_without_scale_or_for_another_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        merge(torch.nn.ModuleDict({"inner": Model()}), adapter(tmp_path / "a.safetensors"))
    (tmp_path / "b.safetensors").write_bytes(b"no tensors")
    with pytest.raises(ModelError, match="cannot be read"):
        merge(Model(), tmp_path / "b.safetensors")
    with pytest.raises(ModelError, match=r"encoder\.dense, which the model lacks"):
        merge(torch.nn.Linear(3, 2), adapter(tmp_path / "c.safetensors", scale="2.0"))
