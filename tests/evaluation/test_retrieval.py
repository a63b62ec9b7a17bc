"""Retrieval metrics and the BEIR layout."""

from __future__ import annotations

from math import log2
from pathlib import Path

import pytest

from sarcoqa.errors import EvaluationError
from sarcoqa.evaluation.retrieval import (
    BEIR_MEASURES,
    hit,
    measure,
    ndcg,
    read_collection,
    recall,
    reciprocal_rank,
)
from sarcoqa.evaluation.table import methods_as_text


def test_ndcg_worked() -> None:
    judged = {"a": 1, "b": 1}
    # gains at ranks 1 and 3: 1 + 1 / log2(4) = 1.5; ideal: 1 + 1 / log2(3) = 1.6309
    assert ndcg(["a", "x", "b"], judged) == pytest.approx(1.5 / (1 + 1 / log2(3)))
    assert ndcg(["a", "b"], judged) == 1.0
    assert ndcg(["x"] * 10 + ["a"], judged) == 0.0  # rank 11 is beyond k
    assert ndcg(["x"], {"a": 0}) == 0.0
    # degrees count: 2 at rank 2, ideal 2 at rank 1
    assert ndcg(["x", "a"], {"a": 2}) == pytest.approx(1 / log2(3))


def test_recall_and_reciprocal_rank_worked() -> None:
    judged = {"a": 1, "b": 2, "c": 0}
    assert recall(["a", "x"], judged) == 0.5
    assert recall(["c", "b", "a"], judged, k=2) == 0.5
    assert reciprocal_rank(["x", "c", "y", "b"], judged) == 0.25
    assert reciprocal_rank(["x"], judged) == 0.0


def test_hit_worked() -> None:
    judged = {"a": 1, "b": 0}
    assert hit(["x", "b", "a"], judged, k=3) == 1.0
    assert hit(["x", "b", "a"], judged, k=2) == 0.0
    assert hit([], judged) == 0.0


def test_every_query_counts_for_every_method() -> None:
    told: list[tuple[int, int]] = []
    rankings = {"one?": ["a", "b"], "two?": ["b", "a"], "three?": ["a"]}
    found = measure(
        {"q1": "one?", "q2": "two?", "q3": "three?"},
        {"q1": {"a": 1}, "q2": {"a": 1}},
        lambda query: {"as is": rankings[query], "none": []},
        BEIR_MEASURES,
        progress=lambda done, total: told.append((done, total)),
    )
    rank = {figure.name: figure for figure in found["as is"]}
    # Reciprocal ranks 1, 1/2 and, for a query that nothing answers, 0: 0.5. Recall: 1, 1, 0.
    assert (rank["MRR"].value, rank["MRR"].n) == (0.5, 3)
    assert rank["recall@10"].value == pytest.approx(2 / 3)
    assert rank["nDCG@10"].value == pytest.approx((1 + 1 / log2(3)) / 3)
    assert all(figure.value == 0.0 and figure.n == 3 for figure in found["none"])
    assert told == [(1, 3), (2, 3), (3, 3)]
    shown = methods_as_text(found).splitlines()
    assert shown[0] == "n = 3, 95 % intervals"
    assert [line.split()[0] for line in shown[1:]] == ["nDCG@10", "as", "none"]


def write(folder: Path) -> Path:
    (folder / "qrels").mkdir()
    corpus = (
        '{"_id": "d1", "title": "T", "text": "one"}\n{"_id": "d2", "title": "", "text": "two"}\n'
    )
    (folder / "corpus.jsonl").write_text(corpus, encoding="utf-8")
    queries = '{"_id": "q1", "text": "first?"}\n{"_id": "q2", "text": "not judged?"}\n'
    (folder / "queries.jsonl").write_text(queries, encoding="utf-8")
    rows = "query-id\tcorpus-id\tscore\nq1\td2\t1\n"
    (folder / "qrels" / "test.tsv").write_text(rows, encoding="utf-8")
    return folder


def test_a_collection_holds_only_judged_queries(tmp_path: Path) -> None:
    held = read_collection(write(tmp_path), "test")
    assert held.texts == {"d1": "T. one", "d2": "two"}
    assert held.queries == {"q1": "first?"}
    assert held.judgements == {"q1": {"d2": 1}}


@pytest.mark.parametrize(
    ("broken", "text"),
    [
        ("corpus.jsonl", "{"),
        ("qrels/test.tsv", "header\nq1 d2 1\n"),
        ("queries.jsonl", '{"_id": "q9", "text": "?"}'),
        ("corpus.jsonl", ""),
        ("corpus.jsonl", '{"_id": 1, "text": "number"}'),
        ("corpus.jsonl", "[]"),
    ],
)
def test_what_is_not_as_expected_is_named(tmp_path: Path, broken: str, text: str) -> None:
    folder = write(tmp_path)
    (folder / broken).write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"corpus\.jsonl|test\.tsv"):
        read_collection(folder, "test")
