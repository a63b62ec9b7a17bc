"""Text → vectors: the sentence-transformers reference, its ONNX copy, a hashing one for tests.

The only home of sentence-transformers and onnxruntime. All three encoders give
(n, d) float32 arrays of unit rows, so that an inner product is a cosine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ..errors import ModelError
from ..text import terms
from .adapter import merge
from .model import Model

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

BATCH_SIZE = 32
EXACT_COPY = "model.onnx"
QUESTION_COPY = "questions.onnx"  # in eight bits


class Embedder(Protocol):
    """Turns texts into unit vectors."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d) float32, unit rows, one for each text, in their order."""
        ...


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

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        if model.folder is None:
            raise ModelError(f"{model.name} has no sentence-transformers form")
        try:
            self.transformer: SentenceTransformer = SentenceTransformer(
                str(model.folder), device="cpu", local_files_only=True
            )
        except Exception as error:  # the library raises many kinds, of several packages
            raise ModelError(
                f"{model.folder} is not a sentence-transformers model ({error}); give the folder "
                "that holds its modules.json or config.json"
            ) from error
        self.transformer.max_seq_length = max_tokens
        if model.adapter is not None:
            merge(self.transformer, model.adapter)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d) float32, unit rows; texts are cut at the model's `max_tokens`."""
        vectors = self.transformer.encode(
            list(texts), batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False
        )
        rows = np.asarray(vectors, dtype=np.float32)
        return rows if len(rows) else rows.reshape(0, self._dimension())

    def _dimension(self) -> int:
        return int(self.transformer.get_embedding_dimension() or 0)


class OnnxEmbedder:
    """The exported copy: about half the time of the reference, and torch is not imported.

    One text at a time: a row then depends on its text alone, not on what it was batched with, and
    no time goes into padding. `threads` texts at once, each on one thread: threads that share a
    text wait for one another, for long where the machine is busy. `file`: which copy in the folder.
    """

    def __init__(
        self, folder: Path, *, max_tokens: int, threads: int = 1, file: str = EXACT_COPY
    ) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        self._threads = threads
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / file),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=["SkipLayerNormFusion"],  # slower than its two parts
            )
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:
            raise ModelError(
                f"the query model in {folder} cannot be loaded ({error}); remove that folder and "
                "run: sarcoqa build"
            ) from error
        self._tokenizer.enable_truncation(max_tokens)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d) float32, unit rows."""
        if self._threads > 1 and len(texts) > 1:
            with ThreadPoolExecutor(self._threads) as pool:
                rows = list(pool.map(self._encode_one, texts))
        else:
            rows = [self._encode_one(text) for text in texts]
        return np.concatenate(rows) if rows else np.zeros((0, self._dimension()), np.float32)

    def _dimension(self) -> int:
        return int(self._session.get_outputs()[0].shape[-1])

    def inputs(self, text: str) -> dict[str, NDArray[np.int64]]:
        """What the model is given for a text: one array of shape (1, tokens), by its name."""
        return {"input_ids": np.array([self._tokenizer.encode(text).ids], dtype=np.int64)}

    def _encode_one(self, text: str) -> Vectors:
        output = np.asarray(self._session.run(None, self.inputs(text))[0], dtype=np.float32)
        return unit_rows(output)


def unit_rows(vectors: Vectors) -> Vectors:
    """`vectors` (n, d) divided by their Euclidean norms; a zero row stays zero."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)


Progress = Callable[[int, int], None]


def encode_all(
    embedder: Embedder, texts: Sequence[str], progress: Progress, *, batch_size: int = BATCH_SIZE
) -> Vectors:
    """`embedder.encode` in batches of `batch_size`; `progress(done, total)` after each."""
    rows: list[Vectors] = []
    if not texts:
        return embedder.encode(texts)
    for start in range(0, len(texts), batch_size):
        rows.append(embedder.encode(texts[start : start + batch_size]))
        progress(min(start + batch_size, len(texts)), len(texts))
    return np.concatenate(rows)
