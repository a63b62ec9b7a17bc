"""The FAISS index against brute force in NumPy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from sarcoqa.errors import IndexDamagedError
from sarcoqa.search.dense import DenseIndex


def unit_vectors(count: int, dimension: int, seed: int) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def brute_force(
    rows: NDArray[np.float32], query: NDArray[np.float32], k: int, allowed: list[int]
) -> list[tuple[int, float]]:
    """Sorts by (-score, row)."""
    scored = [(row, float(rows[row].astype(np.float64) @ query)) for row in allowed]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:k]


@pytest.mark.parametrize("k", [1, 5, 300, 1000])
@pytest.mark.parametrize("share", [1.0, 0.3, 0.0])
def test_search_equals_brute_force(k: int, share: float) -> None:
    rows, queries = unit_vectors(300, 48, seed=1), unit_vectors(20, 48, seed=2)
    index = DenseIndex.of(rows)
    allowed = [row for row in range(300) if (row * 7919) % 300 < share * 300]
    for query in queries:
        found = index.search(query, k, None if share == 1.0 else np.array(allowed, dtype=np.int64))
        expected = brute_force(rows, query, k, allowed)
        assert [row for row, _ in found] == [row for row, _ in expected]
        assert [score for _, score in found] == pytest.approx(
            [score for _, score in expected], abs=1e-6
        )


def test_a_row_finds_itself_with_score_one() -> None:
    rows = unit_vectors(50, 16, seed=3)
    index = DenseIndex.of(rows)
    for place, row in enumerate(rows):
        assert index.search(row, 1) == [(place, pytest.approx(1.0, abs=1e-6))]


@pytest.mark.parametrize("allowed", [None, [0, 2, 3, 5, 7]])
def test_equal_scores_come_by_row_also_at_the_cut(allowed: list[int] | None) -> None:
    # Whole numbers, so that sums are exact: rows 0, 2, 4, 6 score 2 and rows 1, 3, 5, 7 score 3.
    rows = np.array([[1, 1], [2, 1]] * 4, dtype=np.float32)
    index = DenseIndex.of(rows)
    query = np.array([1, 1], dtype=np.float32)
    order = [1, 3, 5, 7, 0, 2, 4, 6]
    if allowed is not None:
        order = [row for row in order if row in allowed]
    for k in range(9):
        given = None if allowed is None else np.array(allowed, dtype=np.int64)
        assert [row for row, _ in index.search(query, k, given)] == order[:k]


def test_scores_and_vectors_are_those_of_the_rows() -> None:
    rows, query = unit_vectors(40, 8, seed=4), unit_vectors(1, 8, seed=5)[0]
    index = DenseIndex.of(rows)
    assert np.array_equal(index.vectors(), rows)
    assert index.scores(query) == pytest.approx(rows @ query, abs=1e-6)
    assert (len(index), index.dimension) == (40, 8)


def test_saved_and_loaded_it_finds_the_same(tmp_path: Path) -> None:
    rows, queries = unit_vectors(120, 24, seed=6), unit_vectors(10, 24, seed=7)
    index = DenseIndex.of(rows)
    index.save(tmp_path / "rows.faiss")
    again = DenseIndex.load(tmp_path / "rows.faiss")
    assert np.array_equal(again.vectors(), rows)
    for query in queries:
        assert again.search(query, 7) == index.search(query, 7)


def test_a_file_that_is_no_index_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.faiss"
    path.write_bytes(b"no index")
    with pytest.raises(IndexDamagedError, match=r"rows\.faiss is not a FAISS index"):
        DenseIndex.load(path)
    with pytest.raises(IndexDamagedError, match=r"missing\.faiss"):
        DenseIndex.load(tmp_path / "missing.faiss")
