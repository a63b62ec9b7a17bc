"""Rankings against judgements: retrieval metrics, and collections in the BEIR layout.

A collection is a folder with ``corpus.jsonl`` ({"_id", "title", "text"}), ``queries.jsonl`` or
``queries.SPLIT.jsonl`` ({"_id", "text"}) and ``qrels/SPLIT.tsv`` (query-id, corpus-id, score).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

from ..errors import EvaluationError
from .figures import mean
from .outcome import Figure

Judgements = Mapping[str, Mapping[str, int]]
Rank = Callable[[str], Mapping[str, Sequence[str]]]
Measure = Callable[[Sequence[str], Mapping[str, int]], float]


@dataclass(frozen=True, slots=True)
class Collection:
    """Texts by id, queries by id, and which texts answer which query to what degree."""

    texts: Mapping[str, str]
    queries: Mapping[str, str]
    judgements: Judgements


def ndcg(ranking: Sequence[str], judged: Mapping[str, int], *, k: int = 10) -> float:
    """Normalised discounted cumulative gain at k (Järvelin and Kekäläinen 2002), linear gain.

    Gain 1 at ranks 1 and 3, two relevant texts: (1 + 1 / log2(4)) / (1 + 1 / log2(3)) = 0.9197.
    """
    gains = [judged.get(name, 0) / log2(rank + 1) for rank, name in enumerate(ranking[:k], start=1)]
    best = sorted(judged.values(), reverse=True)[:k]
    ideal = sum(gain / log2(rank + 1) for rank, gain in enumerate(best, start=1))
    return sum(gains) / ideal if ideal else 0.0


def recall(ranking: Sequence[str], judged: Mapping[str, int], *, k: int = 10) -> float:
    """The share of relevant texts among the first k; 1 of 2 found: 0.5."""
    relevant = {name for name, degree in judged.items() if degree > 0}
    return len(relevant & set(ranking[:k])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], judged: Mapping[str, int]) -> float:
    """1 / rank of the first relevant text, 0 when none is ranked; at rank 4: 0.25."""
    for rank, name in enumerate(ranking, start=1):
        if judged.get(name, 0) > 0:
            return 1 / rank
    return 0.0


def measure(
    queries: Mapping[str, str],
    judgements: Judgements,
    rank: Rank,
    measures: Mapping[str, Measure],
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, tuple[Figure, ...]]:
    """The mean of each measure over all queries, for each method that `rank` gives.

    A query without judgements counts 0; `rank(query)` gives text ids, best first, by method.
    """
    values: dict[str, dict[str, list[float]]] = {}
    for done, (name, query) in enumerate(queries.items(), start=1):
        judged = judgements.get(name, {})
        for method, ranking in rank(query).items():
            row = values.setdefault(method, {})
            for title, value in measures.items():
                row.setdefault(title, []).append(value(ranking, judged))
        progress(done, len(queries))
    return {
        method: tuple(mean(title, found) for title, found in row.items())
        for method, row in values.items()
    }


def hit(ranking: Sequence[str], judged: Mapping[str, int], *, k: int = 5) -> float:
    """1 when a relevant text is among the first k, else 0."""
    return float(any(judged.get(name, 0) > 0 for name in ranking[:k]))


BEIR_MEASURES: Mapping[str, Measure] = {
    "nDCG@10": ndcg,
    "recall@10": recall,
    "MRR": reciprocal_rank,
}
EVIDENCE_MEASURES: Mapping[str, Measure] = {
    "hit@5": hit,
    "hit@1": lambda ranking, judged: hit(ranking, judged, k=1),
    "MRR": reciprocal_rank,
}


def read_collection(folder: Path, split: str) -> Collection:
    """The collection in `folder`, only the queries that `split` judges.

    Raises EvaluationError naming the file that is missing or not as expected.
    """
    if not folder.is_dir():
        raise EvaluationError(f"there is no folder {folder}; expected a collection (BEIR layout)")
    corpus = {
        entry["_id"]: f"{entry.get('title') or ''}. {entry['text']}".lstrip(". ")
        for entry in _lines(folder / "corpus.jsonl", "_id", "text")
    }
    if not corpus:
        raise EvaluationError(f"{folder / 'corpus.jsonl'} holds no text")
    judgements = _judgements(folder / "qrels" / f"{split}.tsv")
    own = folder / f"queries.{split}.jsonl"
    asked = _lines(own if own.is_file() else folder / "queries.jsonl", "_id", "text")
    queries = {entry["_id"]: entry["text"] for entry in asked if entry["_id"] in judgements}
    if not queries:
        raise EvaluationError(f"no query in {folder} is judged by qrels/{split}.tsv")
    return Collection(corpus, queries, judgements)


def _lines(path: Path, *needed: str) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8") as file:
            entries = [json.loads(line) for line in file if line.strip()]
        for number, entry in enumerate(entries, start=1):
            if not isinstance(entry, dict) or not all(
                isinstance(entry.get(k), str) for k in needed
            ):
                raise ValueError(f"entry {number} lacks a string {' or '.join(needed)}")
    except (OSError, ValueError) as error:
        raise EvaluationError(f"{path} cannot be read as JSON lines ({error})") from error
    return entries


def _judgements(path: Path) -> dict[str, dict[str, int]]:
    judged: dict[str, dict[str, int]] = {}
    try:
        rows = path.read_text(encoding="utf-8").splitlines()[1:]
        for query, text, degree in (row.split("\t") for row in rows if row.strip()):
            judged.setdefault(query, {})[text] = int(degree)
    except (OSError, ValueError) as error:
        raise EvaluationError(
            f"{path} cannot be read; expected rows of query-id, corpus-id, score ({error})"
        ) from error
    return judged
