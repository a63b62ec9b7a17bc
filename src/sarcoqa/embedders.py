"""The embedders of an index: one for its passages, one for questions, of one model."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from .errors import IndexDamagedError
from .search.cache import CachedEmbedder
from .search.embedding import Embedder, HashingEmbedder, OnnxEmbedder
from .search.export import is_exported, question_copy
from .search.exporting import export_apart
from .search.model import HASHING, Model

LOCK_WAIT_SECONDS = 600
MAX_THREADS = 8


def question_embedder(root: Path, model: Model, *, max_tokens: int) -> Embedder:
    """The embedder for questions to the index at `root`."""
    if model.name == HASHING:
        return HashingEmbedder()
    folder = _exported(root, model, max_tokens)
    return OnnxEmbedder(folder, max_tokens=max_tokens, file=question_copy(folder))


def passage_embedder(
    root: Path, model: Model, *, max_tokens: int
) -> HashingEmbedder | CachedEmbedder:
    """The embedder for what an index at `root` is built of, with the vectors it has already."""
    if model.name == HASHING:
        return HashingEmbedder()
    threads = min(MAX_THREADS, os.cpu_count() or 1)
    return CachedEmbedder(
        lambda: OnnxEmbedder(
            _exported(root, model, max_tokens), max_tokens=max_tokens, threads=threads
        ),
        root / "embeddings.sqlite",
        space=f"{model.sha256}:{max_tokens}",
    )


def _exported(root: Path, model: Model, max_tokens: int) -> Path:
    """The folder of the model's ONNX copies, which are made where they are not whole."""
    folder = root / "models" / f"{model.sha256[:16]}-{max_tokens}"
    if not is_exported(folder):
        _export(model, folder, max_tokens)
    return folder


def _export(model: Model, folder: Path, max_tokens: int) -> None:
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(folder.parent / ".lock", timeout=LOCK_WAIT_SECONDS):
            if not is_exported(folder):  # another process may have made it meanwhile
                export_apart(model.name, folder, max_tokens=max_tokens)
    except (OSError, Timeout) as error:
        raise IndexDamagedError(
            f"the query model cannot be written to {folder} ({error}); give another place "
            "with --index"
        ) from error
