"""Retrieval on public sets: our fused ranking beside BM25 and MiniLM alone, in one run.

    python benchmarks/retrieval.py beir FOLDER [--split test] [--dense 0.6]
    python benchmarks/retrieval.py evidence FOLDER

`beir` ranks whole texts of a collection in the BEIR layout and prints nDCG@10, recall@10 and MRR.
`evidence` cuts the articles of an Evidence Inference folder (docs.jsonl, prompts.jsonl) into
passages of at most 700 characters, and prints how often one of the first five, among all passages
of the set, covers at least half of an evidence span of the right article (hit@5). Weights may be
tuned on train only.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
from tqdm import tqdm

from sarcoqa.building import moving
from sarcoqa.config import Settings
from sarcoqa.evaluation.retrieval import ndcg, read_collection, recall, reciprocal_rank
from sarcoqa.search.cache import CachedEmbedder
from sarcoqa.search.dense import DenseIndex
from sarcoqa.search.embedding import (
    Embedder,
    OnnxEmbedder,
    ReferenceEmbedder,
    encode_all,
    export_onnx,
    is_exported,
)
from sarcoqa.search.fusion import best_rows, scaled
from sarcoqa.search.fusion import reciprocal_rank as fused_by_rank
from sarcoqa.search.lexical import LexicalIndex
from sarcoqa.search.model import find_model
from sarcoqa.text import sentences

DEPTH = 100
METHODS = ("BM25", "MiniLM", "rank fusion", "score mix")


def embedder(cache: Path, *, threads: int) -> Embedder:
    """The ONNX copy of the default model, its vectors kept in `cache`."""
    settings = Settings()
    model = find_model(settings.embedding_model)
    folder = cache / "model"
    if not is_exported(folder):
        export_onnx(ReferenceEmbedder(model, max_tokens=settings.max_tokens), folder)

    def make() -> Embedder:
        return OnnxEmbedder(folder, max_tokens=settings.max_tokens, threads=threads)

    return CachedEmbedder(make, cache / "vectors.sqlite", space=model.sha256)


class Ranker:
    """All four rankings of one set of texts."""

    def __init__(self, texts: Sequence[str], cache: Path, *, dense_weight: float) -> None:
        settings = Settings()
        cache.mkdir(parents=True, exist_ok=True)
        threads = os.cpu_count() or 1
        self.embedder = embedder(cache, threads=threads)
        with tqdm(desc="Embedding", unit="text") as bar:
            self.dense = DenseIndex.of(encode_all(self.embedder, texts, moving(bar)))
        self.lexical = LexicalIndex.of(texts, k1=settings.bm25_k1, b=settings.bm25_b)
        self.dense_weight = dense_weight

    def rank(self, query: str) -> dict[str, list[int]]:
        """The first `DEPTH` rows by each method, best first."""
        cosines = self.dense.scores(self.embedder.encode([query])[0])
        counts = self.lexical.scores(query)
        mixed = self.dense_weight * cosines + (1 - self.dense_weight) * scaled(counts)
        both = {"dense": best_rows(cosines, DEPTH), "lexical": best_rows(counts, DEPTH)}
        return {
            "BM25": both["lexical"],
            "MiniLM": both["dense"],
            "rank fusion": [row for row, _ in fused_by_rank(both)][:DEPTH],
            "score mix": best_rows(np.asarray(mixed, dtype=np.float32), DEPTH),
        }


def beir(options: argparse.Namespace) -> None:
    """Rank whole texts and print three metrics by method."""
    held = read_collection(options.folder, options.split)
    names = list(held.texts)
    ranker = Ranker(list(held.texts.values()), options.cache, dense_weight=options.dense)
    figures: dict[str, list[tuple[float, float, float]]] = {method: [] for method in METHODS}
    for query, text in tqdm(held.queries.items(), desc="Asking", unit="query"):
        judged = held.judgements[query]
        for method, rows in ranker.rank(text).items():
            ranking = [names[row] for row in rows]
            figures[method].append(
                (ndcg(ranking, judged), recall(ranking, judged), reciprocal_rank(ranking, judged))
            )
    print(f"{len(held.queries)} queries, {len(names)} texts, dense weight {options.dense}")
    print(f"{'':12} nDCG@10 recall@10   MRR")
    for method, rows in figures.items():
        means = [fmean(column) for column in zip(*rows, strict=True)]
        print(f"{method:12} {means[0]:7.4f} {means[1]:9.4f} {means[2]:5.4f}")


Passage = tuple[str, int, int, str]  # (article, start, end, text to search)


def cut(article: str, text: str, title: str, *, limit: int = 700) -> list[Passage]:
    """Whole sentences of one paragraph, at most `limit` characters, behind the article's title."""
    found: list[Passage] = []
    start = 0
    for paragraph in text.split("\n"):
        group: list[tuple[int, int]] = []
        for span in sentences(paragraph, start):
            for begin in range(span.start, span.end, limit):
                end = min(begin + limit, span.end)
                if group and end - group[0][0] > limit:
                    found.append(_passage(article, text, title, group))
                    group = []
                group.append((begin, end))
        if group:
            found.append(_passage(article, text, title, group))
        start += len(paragraph) + 1
    return found


def _passage(article: str, text: str, title: str, group: list[tuple[int, int]]) -> Passage:
    begin, end = group[0][0], group[-1][1]
    return article, begin, end, f"{title}. {text[begin:end]}"


def evidence(options: argparse.Namespace) -> None:
    """Hit@5 over the validation prompts (or another split) of Evidence Inference."""
    documents = [json.loads(line) for line in (options.folder / "docs.jsonl").open()]
    prompts = [json.loads(line) for line in (options.folder / "prompts.jsonl").open()]
    asked = [prompt for prompt in prompts if prompt["split"] == options.split]
    wanted = {prompt["pmcid"] for prompt in asked}
    passages = [
        passage
        for document in documents
        if document["pmcid"] in wanted
        for passage in cut(document["pmcid"], document["text"], document.get("title", ""))
    ]
    ranker = Ranker([text for *_, text in passages], options.cache, dense_weight=options.dense)
    hits: dict[str, list[float]] = {method: [] for method in METHODS}
    for prompt in tqdm(asked, desc="Asking", unit="prompt"):
        for method, rows in ranker.rank(question(prompt)).items():
            hits[method].append(any(covers(passages[row], prompt) for row in rows[:5]))
    print(f"{len(asked)} prompts, {len(wanted)} articles, {len(passages)} passages")
    for method, values in hits.items():
        print(f"{method:12} hit@5 {fmean(values):.4f}")


def question(prompt: Mapping[str, str]) -> str:
    """An outcome, an intervention and a comparator as a question."""
    return f"{prompt['outcome']} {prompt['intervention']} compared with {prompt['comparator']}"


def covers(passage: Passage, prompt: Mapping[str, Any]) -> bool:
    """Whether the passage covers at least half of an evidence span of the prompt's article."""
    article, start, end, _ = passage
    spans = prompt["evidence"]
    return article == prompt["pmcid"] and any(
        2 * (min(end, span["end"]) - max(start, span["start"])) >= span["end"] - span["start"]
        for span in spans
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=("beir", "evidence"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default=None)
    parser.add_argument("--dense", type=float, default=0.6, help="weight of MiniLM in the mix")
    parser.add_argument("--cache", type=Path, default=None, help="where vectors are kept")
    options = parser.parse_args()
    options.split = options.split or {"beir": "test", "evidence": "validation"}[options.task]
    name = sha256(str(options.folder.resolve()).encode()).hexdigest()[:12]
    options.cache = options.cache or Path.home() / ".cache" / "sarcoqa-benchmarks" / name
    tasks: dict[str, Callable[[argparse.Namespace], None]] = {"beir": beir, "evidence": evidence}
    if not options.folder.is_dir():
        sys.exit(f"there is no folder {options.folder}")
    tasks[options.task](options)


if __name__ == "__main__":
    main()
