"""The ONNX copies of an embedding model: made once, compared with the model; the home of torch.

One is exact, for passages; one works in eight bits, for questions.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from ..digests import file_sha256
from ..errors import ModelError
from .embedding import EXACT_COPY, QUESTION_COPY, OnnxEmbedder, ReferenceEmbedder
from .quantize import calibration_texts, quantize, quiet

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

ONNX_TOLERANCE = 1e-4
MIN_COSINE = 0.997  # of a question's vectors from the two copies


def is_exported(folder: Path) -> bool:
    """Whether `folder` holds whole ONNX copies: its files have the hashes noted at the export."""
    try:
        facts = json.loads((folder / "export.json").read_text(encoding="utf-8"))
        return bool(facts["files"] == _export_hashes(folder, facts["question_copy"]))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def question_copy(folder: Path) -> str:
    """The name of the file in `folder`, a whole export, that embeds questions."""
    facts = json.loads((folder / "export.json").read_text(encoding="utf-8"))
    return str(facts["question_copy"])


def _export_hashes(folder: Path, question_copy: str) -> dict[str, str]:
    names = sorted({EXACT_COPY, question_copy, "tokenizer.json"})
    return {name: file_sha256(folder / name) for name in names}


_CHECK_TEXTS = (
    "What was the objective response rate?",
    "p=0.08",
    "Median progression-free survival was 3 months and median overall survival 12 months. " * 12,
)


def export_onnx(reference: ReferenceEmbedder, folder: Path) -> float:
    """Write the ONNX copies and ``tokenizer.json`` of `reference` into `folder`.

    Returns the largest difference between a component of the two models' vectors over texts of
    three lengths. Raises ModelError when it exceeds `ONNX_TOLERANCE` or the export fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = reference.transformer.tokenizer
    tokenizer.backend_tokenizer.save(str(folder / "tokenizer.json"))
    try:
        _write_onnx(reference.transformer, folder / EXACT_COPY)
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
    cosine = _write_question_copy(copy, folder, limit)
    name = QUESTION_COPY if cosine >= MIN_COSINE else EXACT_COPY
    facts = {
        "max_difference": difference,
        "max_tokens": limit,
        "question_copy": name,
        "question_cosine": cosine,
        "files": _export_hashes(folder, name),
    }
    (folder / "export.json").write_text(json.dumps(facts), encoding="utf-8")
    return difference


def _write_question_copy(copy: OnnxEmbedder, folder: Path, max_tokens: int) -> float:
    """The least cosine between a calibration text's two vectors; 0 where there is no such copy."""
    texts = calibration_texts()
    target = folder / QUESTION_COPY
    try:
        quantize(folder / EXACT_COPY, target, [copy.inputs(text) for text in texts])
        rough = OnnxEmbedder(folder, max_tokens=max_tokens, file=QUESTION_COPY)
        cosine = float((rough.encode(texts) * copy.encode(texts)).sum(axis=1).min())
    except OSError:  # a full disk
        raise
    except Exception:  # noqa: BLE001 - a layout that the quantizer, or the runtime, does not know
        cosine = 0.0
    if cosine < MIN_COSINE:
        target.unlink(missing_ok=True)
    return cosine


def _write_onnx(transformer: SentenceTransformer, path: Path) -> None:
    import torch

    class Encoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = transformer

        def forward(self, input_ids: torch.Tensor) -> Any:
            # No mask: a text is alone, so that there is no padding.
            features = {"input_ids": input_ids, "token_type_ids": torch.zeros_like(input_ids)}
            return self.inner(features)["sentence_embedding"]

    for module in transformer.modules():
        if hasattr(module, "set_attn_implementation"):
            # Fewer operations than the export of the fused one.
            cast(Any, module).set_attn_implementation("eager")
    shape = {1: torch.export.Dim("tokens", max=512)}
    with _quiet_exporter(), torch.no_grad():
        torch.onnx.export(
            Encoder().eval(),
            (torch.full((1, 9), 7),),
            str(path),
            input_names=["input_ids"],
            output_names=["sentence_embedding"],
            dynamic_shapes={"input_ids": shape},
            dynamo=True,
            external_data=False,
            verbose=False,
        )


@contextmanager
def _quiet_exporter() -> Iterator[None]:
    """The exporter's warnings are about its own insides; what comes out is compared instead."""
    with quiet("torch.onnx"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
