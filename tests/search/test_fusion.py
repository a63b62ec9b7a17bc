"""Rank fusion by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sarcoqa.search.fusion import best_rows, reciprocal_rank, scaled


def test_reciprocal_rank_worked_example() -> None:
    fused = reciprocal_rank({"dense": [4, 2, 9], "lexical": [2, 7]}, constant=60)
    # 2: 1/62 + 1/61 = 0.0325225; 4: 1/61 = 0.0163934; 7: 1/62 = 0.0161290; 9: 1/63 = 0.0158730
    assert [row for row, _ in fused] == [2, 4, 7, 9]
    assert [score for _, score in fused] == pytest.approx(
        [0.0325225, 0.0163934, 0.0161290, 0.0158730], abs=1e-7
    )


def test_equal_sums_are_ordered_by_row() -> None:
    # Each row is first once and second once: 1/2 + 1/3 for both.
    assert reciprocal_rank({"a": [8, 5], "b": [5, 8]}, constant=1) == [
        (5, pytest.approx(5 / 6)),
        (8, pytest.approx(5 / 6)),
    ]


def test_one_ranking_keeps_its_order_and_none_gives_nothing() -> None:
    assert [row for row, _ in reciprocal_rank({"a": [3, 1, 2], "b": []})] == [3, 1, 2]
    assert reciprocal_rank({"a": [], "b": []}) == []
    assert reciprocal_rank({}) == []


def test_scaled_divides_by_the_largest() -> None:
    assert scaled(np.array([1, 4, 0, -2], dtype=np.float32)).tolist() == [0.25, 1.0, 0.0, -0.5]
    assert scaled(np.array([0, -3], dtype=np.float32)).tolist() == [0.0, 0.0]
    assert scaled(np.zeros(0, dtype=np.float32)).tolist() == []


def test_best_rows_breaks_ties_by_row() -> None:
    scores = np.array([0.5, 0.9, 0.5, 0.9, -1.0], dtype=np.float32)
    assert best_rows(scores, 5) == [1, 3, 0, 2, 4]
    assert best_rows(scores, 3) == [1, 3, 0]
    assert best_rows(scores, 0) == []
