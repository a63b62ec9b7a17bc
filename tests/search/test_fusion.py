"""Mixing scores by hand."""

from __future__ import annotations

import numpy as np

from sarcoqa.search.fusion import best_rows, scaled


def test_scaled_divides_by_the_largest() -> None:
    assert scaled(np.array([1, 4, 0, -2], dtype=np.float32)).tolist() == [0.25, 1.0, 0.0, -0.5]
    assert scaled(np.array([0, -3], dtype=np.float32)).tolist() == [0.0, 0.0]
    assert scaled(np.zeros(0, dtype=np.float32)).tolist() == []


def test_best_rows_breaks_ties_by_row() -> None:
    scores = np.array([0.5, 0.9, 0.5, 0.9, -1.0], dtype=np.float32)
    assert best_rows(scores, 5) == [1, 3, 0, 2, 4]
    assert best_rows(scores, 3) == [1, 3, 0]
    assert best_rows(scores, 0) == []
