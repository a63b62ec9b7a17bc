"""BM25 against the formula of its docstring, written naively."""

from __future__ import annotations

from math import log

import bm25s
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarcoqa.search.lexical import LexicalIndex, Vocabulary, count_terms
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


def test_scores_equal_those_of_bm25s_to_the_last_bit() -> None:
    index = LexicalIndex.of(TEXTS, k1=1.2, b=0.75)
    judge = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    judge.index([terms(text) or ["\x00"] for text in TEXTS], show_progress=False)
    for query in QUERIES:
        if known := [term for term in terms(query) if term in judge.vocab_dict]:
            assert np.array_equal(index.scores(query), judge.get_scores(known))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.lists(WORDS, max_size=6).map(" ".join), max_size=4), max_size=4),
    st.lists(WORDS, max_size=4).map(" ".join),
)
def test_papers_counted_apart_score_as_if_counted_together(
    papers: list[list[str]], query: str
) -> None:
    parts = [count_terms([texts])[0] for texts in papers]
    joined = LexicalIndex(parts, Vocabulary.joined(parts), k1=1.2, b=0.75)
    whole = LexicalIndex.of([text for texts in papers for text in texts], k1=1.2, b=0.75)
    assert np.array_equal(joined.scores(query), whole.scores(query))
    assert len(joined) == len(whole)
    for term in terms(query):
        assert joined.rarity(term) == whole.rarity(term)


def test_drugs_are_those_that_a_text_names() -> None:
    # One vocabulary, two groups: a name that only the other group holds is none of this one's.
    groups = count_terms([["sintilimab and surgery"], ["trastuzumab and surgery"]])
    named = [LexicalIndex([part], Vocabulary.joined([part]), k1=1.2, b=0.75) for part in groups]
    assert [index.drugs for index in named] == [("sintilimab",), ("trastuzumab",)]
