"""BM25 against the formula of its docstring, written naively."""

from __future__ import annotations

from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarcoqa.errors import IndexDamagedError
from sarcoqa.search.lexical import LexicalIndex
from sarcoqa.text import terms

TEXTS = (
    "PD-L1 was positive in 23% of the tumors.",
    "The tumors with PD-L1 and CD8+ cells responded; the tumors without PD-L1 did not.",
    "",
    "Surgery and radiation remain the standard.",
    "... — ...",
    "CD8+ cells infiltrate the tumor, and CD8+ cells predict response to surgery.",
    "surgery",
)
QUERIES = (
    "PD-L1",
    "PD-L1 tumors",
    "CD8+ cells and surgery",
    "surgery surgery",
    "23%",
    "unknownword",
    "unknownword surgery",
    "",
)


def naive_bm25(texts: tuple[str, ...], query: str, k1: float, b: float) -> list[float]:
    # A text without terms counts as one term that no question holds.
    bags = [terms(text) or ["\x00"] for text in texts]
    mean = sum(len(bag) for bag in bags) / len(bags)
    scores = []
    for bag in bags:
        score = 0.0
        for term in terms(query):
            holders = sum(term in other for other in bags)
            if not holders:
                continue
            weight = log(1 + (len(bags) - holders + 0.5) / (holders + 0.5))
            count = bag.count(term)
            score += weight * count / (count + k1 * (1 - b + b * len(bag) / mean))
        scores.append(score)
    return scores


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize(("k1", "b"), [(1.2, 0.75), (0.9, 0.4), (2.0, 0.0)])
def test_scores_equal_the_formula(query: str, k1: float, b: float) -> None:
    index = LexicalIndex.of(TEXTS, k1=k1, b=b)
    assert index.scores(query) == pytest.approx(naive_bm25(TEXTS, query, k1, b), abs=1e-5)


WORDS = st.sampled_from("tumor PD-L1 surgery CD8+ 23% cells response of".split())


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(WORDS, max_size=8).map(" ".join), min_size=1, max_size=6),
    st.lists(WORDS, max_size=4).map(" ".join),
)
def test_scores_equal_the_formula_on_any_texts(texts: list[str], query: str) -> None:
    index = LexicalIndex.of(texts, k1=1.2, b=0.75)
    assert index.scores(query) == pytest.approx(
        naive_bm25(tuple(texts), query, 1.2, 0.75), abs=1e-5
    )


def test_worked_example() -> None:
    # Two texts of 1 and 3 terms, mean length 2; "surgery" is in both: ln(1 + 0.5 / 2.5) = 0.18232.
    # Row 0: 0.18232 * 1 / (1 + 1.2 * (0.25 + 0.75 * 1/2)) = 0.18232 / 1.75 = 0.10418
    # Row 1: 0.18232 * 2 / (2 + 1.2 * (0.25 + 0.75 * 3/2)) = 0.36464 / 3.65 = 0.09990
    index = LexicalIndex.of(["surgery", "surgery beats surgery"], k1=1.2, b=0.75)
    assert index.scores("surgery") == pytest.approx([0.10418, 0.09990], abs=1e-5)


def test_a_query_of_unknown_terms_scores_zero_everywhere() -> None:
    index = LexicalIndex.of(TEXTS, k1=1.2, b=0.75)
    assert index.scores("zebra quagga").tolist() == [0.0] * len(TEXTS)


def test_rarity_is_the_weight_of_a_term() -> None:
    index = LexicalIndex.of(TEXTS, k1=1.2, b=0.75)
    # 7 texts; "surgeri" in 3 of them: ln(1 + 4.5 / 3.5); "23%" in 1: ln(1 + 6.5 / 1.5).
    (surgery,) = terms("surgery")
    assert index.rarity(surgery) == pytest.approx(log(1 + 4.5 / 3.5))
    assert index.rarity("23%") == pytest.approx(log(1 + 6.5 / 1.5))
    assert index.rarity("zebra") == 0.0
    assert index.rarity("23%") > index.rarity(surgery)


def test_saved_and_loaded_it_scores_the_same(tmp_path: Path) -> None:
    index = LexicalIndex.of(TEXTS, k1=1.2, b=0.75)
    index.save(tmp_path / "bm25")
    again = LexicalIndex.load(tmp_path / "bm25")
    assert len(again) == len(TEXTS)
    for query in QUERIES:
        assert np.array_equal(again.scores(query), index.scores(query))
    for term in terms(" ".join(TEXTS)):
        assert again.rarity(term) == index.rarity(term)


def test_a_folder_that_is_no_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndexDamagedError, match="bm25-own is not a BM25 index"):
        LexicalIndex.load(tmp_path / "bm25-own")
