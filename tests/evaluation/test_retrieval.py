"""Retrieval metrics and the BEIR layout."""

from __future__ import annotations

from math import log2
from pathlib import Path

import pytest

from sarcoqa.errors import EvaluationError
from sarcoqa.evaluation.retrieval import ndcg, read_collection, recall, reciprocal_rank


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
    ],
)
def test_what_is_not_as_expected_is_named(tmp_path: Path, broken: str, text: str) -> None:
    folder = write(tmp_path)
    (folder / broken).write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"corpus\.jsonl|test\.tsv"):
        read_collection(folder, "test")
