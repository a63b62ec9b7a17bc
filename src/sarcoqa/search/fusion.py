"""Scores → scores that can be mixed, and the best of them: pure functions."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def scaled(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """`scores` (n,) divided by the largest; all zero where none is positive."""
    top = float(scores.max()) if scores.size else 0.0
    return scores / top if top > 0 else np.zeros_like(scores)


def best_rows(scores: NDArray[np.float32], k: int) -> list[int]:
    """The rows of the `k` largest scores (n,), best first, equal scores by row."""
    if k < 1:
        return []
    rows = np.arange(scores.size)
    if k < scores.size:  # sort only those that can be among the best
        least = np.partition(scores, scores.size - k)[scores.size - k]
        rows = np.flatnonzero(scores >= least)
    order = np.lexsort((rows, -scores[rows]))
    return [int(row) for row in rows[order[:k]]]
