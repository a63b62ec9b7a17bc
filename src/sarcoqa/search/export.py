"""The ONNX copy of an embedding model: made once, compared with the model; the home of torch."""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..digests import file_sha256
from ..errors import ModelError
from .embedding import OnnxEmbedder, ReferenceEmbedder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

ONNX_TOLERANCE = 1e-4


def is_exported(folder: Path) -> bool:
    """Whether `folder` holds a whole ONNX copy: its files have the hashes noted at the export."""
    try:
        facts = json.loads((folder / "export.json").read_text(encoding="utf-8"))
        return bool(facts["files"] == _export_hashes(folder))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _export_hashes(folder: Path) -> dict[str, str]:
    return {name: file_sha256(folder / name) for name in ("model.onnx", "tokenizer.json")}


_CHECK_TEXTS = (
    "What was the objective response rate?",
    "p=0.08",
    "Median progression-free survival was 3 months and median overall survival 12 months. " * 12,
)


def export_onnx(reference: ReferenceEmbedder, folder: Path) -> float:
    """Write ``model.onnx`` and ``tokenizer.json`` of `reference` into `folder`.

    Returns the largest difference between a component of the two models' vectors over texts of
    three lengths. Raises ModelError when it exceeds `ONNX_TOLERANCE` or the export fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = reference.transformer.tokenizer
    tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    try:
        _write_onnx(reference.transformer, folder / "model.onnx")
    except (RuntimeError, TypeError, ValueError) as error:
        raise ModelError(f"the model cannot be exported to ONNX ({error})") from error
    limit = int(reference.transformer.max_seq_length or 512)
    copy = OnnxEmbedder(folder, max_tokens=limit)
    difference = float(np.abs(copy.encode(_CHECK_TEXTS) - reference.encode(_CHECK_TEXTS)).max())
    if difference > ONNX_TOLERANCE:
        raise ModelError(
            f"the ONNX copy differs from the model by {difference:.1e}, more than "
            f"{ONNX_TOLERANCE:.0e}; choose another model"
        )
    facts = {
        "max_difference": difference,
        "max_tokens": limit,
        "files": _export_hashes(folder),
    }
    (folder / "export.json").write_text(json.dumps(facts), encoding="utf-8")
    return difference


def _write_onnx(transformer: SentenceTransformer, path: Path) -> None:
    import torch

    class Encoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = transformer

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> Any:
            features = {
                "input_ids": input_ids,
                "attention_mask": attention_mask,
                "token_type_ids": torch.zeros_like(input_ids),
            }
            return self.inner(features)["sentence_embedding"]

    # Two tensors: one object given twice would be traced as one input.
    example = (torch.full((2, 9), 7), torch.ones((2, 9), dtype=torch.int64))
    shape = {0: torch.export.Dim("batch"), 1: torch.export.Dim("tokens", max=512)}
    with _quiet_exporter(), torch.no_grad():
        torch.onnx.export(
            Encoder().eval(),
            example,
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["sentence_embedding"],
            dynamic_shapes={"input_ids": shape, "attention_mask": shape},
            dynamo=True,
            external_data=False,
            verbose=False,
        )


@contextmanager
def _quiet_exporter() -> Iterator[None]:
    """The exporter's warnings are about its own insides; what comes out is compared instead."""
    exporter = logging.getLogger("torch.onnx")
    level = exporter.level
    exporter.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        exporter.setLevel(level)
