"""Exact inner-product search in a FAISS flat index; the only home of faiss."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from ..errors import IndexDamagedError


class DenseIndex:
    """Rows (n, d) float32 whose inner product with a query (d,) is the score."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def of(cls, vectors: NDArray[np.float32]) -> DenseIndex:
        """The index of `vectors` (n, d); row i has id i."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> DenseIndex:
        """The index saved at `path`. Raises IndexDamagedError when it cannot be read."""
        try:
            return cls(faiss.read_index(str(path)))
        except RuntimeError as error:
            raise IndexDamagedError(f"{path} is not a FAISS index; run: sarcoqa build") from error

    def save(self, path: Path) -> None:
        """Write the index in FAISS's own format. Raises OSError."""
        # Not by faiss.write_index, which tells of a full disk on stderr by itself.
        path.write_bytes(faiss.serialize_index(self._index).tobytes())

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """d, the length of a row."""
        return int(self._index.d)

    def search(
        self, query: NDArray[np.float32], k: int, allowed: NDArray[np.int64] | None = None
    ) -> list[tuple[int, float]]:
        """The `k` best (row, score) pairs for `query` (d,), best first, equal scores by row.

        Only rows in `allowed` are considered where it is given.
        """
        parameters = None
        total = len(self)
        if allowed is not None:
            selector = faiss.IDSelectorBatch(allowed)
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
            total = len(allowed)
        k = min(k, total)
        if k < 1:
            return []
        depth = min(k + 1, total)
        while True:
            scores, rows = self._index.search(query[None, :], depth, params=parameters)
            # Which of several equal rows FAISS keeps at the end is up to it, so look past them.
            if depth == total or scores[0][-1] < scores[0][k - 1]:
                break
            depth = min(2 * depth, total)
        found = [(int(row), float(score)) for row, score in zip(rows[0], scores[0], strict=True)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]

    def scores(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        """(n,) float32: the inner product of every row with `query` (d,)."""
        return np.asarray(self.vectors() @ query, dtype=np.float32)

    def vectors(self) -> NDArray[np.float32]:
        """(n, d) float32: the rows, without a copy."""
        values = self._index.get_xb()  # type: ignore[attr-defined]
        flat = faiss.rev_swig_ptr(values, len(self) * self.dimension)
        return np.asarray(flat).reshape(len(self), self.dimension)
