"""Two rankings → one: pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


def reciprocal_rank(
    rankings: Mapping[str, Sequence[int]], *, constant: int = 60
) -> list[tuple[int, float]]:
    """Rows by the sum of 1 / (constant + rank) over the rankings that hold them, best first.

    Reciprocal rank fusion, G. V. Cormack, C. L. A. Clarke and S. Büttcher, SIGIR 2009. Ranks count
    from 1; equal sums are ordered by row.

    >>> reciprocal_rank({"a": [7, 8], "b": [8]}, constant=1)  # 8: 1/3 + 1/2; 7: 1/2
    [(8, 0.8333333333333333), (7, 0.5)]
    """
    sums: dict[int, float] = {}
    for ranking in rankings.values():
        for rank, row in enumerate(ranking, start=1):
            sums[row] = sums.get(row, 0.0) + 1.0 / (constant + rank)
    return sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))


def scaled(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """`scores` (n,) divided by the largest; all zero where none is positive."""
    top = float(scores.max()) if scores.size else 0.0
    return scores / top if top > 0 else np.zeros_like(scores)


def best_rows(scores: NDArray[np.float32], k: int) -> list[int]:
    """The rows of the `k` largest scores (n,), best first, equal scores by row."""
    order = np.lexsort((np.arange(scores.size), -scores))
    return [int(row) for row in order[:k]]
