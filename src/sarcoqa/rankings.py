"""Texts → how the product ranks them for a query, beside BM25 and the embedding model alone.

For measuring retrieval on public collections: a text is a passage of the engine that answers
questions, with its settings and its vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from .building import moving
from .config import Settings
from .embedders import passage_embedder, question_embedder
from .evaluation.evidence import covers, read_evidence, without_repeats
from .evaluation.outcome import Figure
from .evaluation.retrieval import BEIR_MEASURES, EVIDENCE_MEASURES, measure, read_collection
from .schema import Passage, Span
from .search.abbreviations import Expander
from .search.dense import DenseIndex
from .search.embedding import Progress, encode_all
from .search.engine import Engine
from .search.fusion import best_rows
from .search.lexical import LexicalIndex
from .search.model import find_model
from .search.units import search_texts
from .shelving import weights_of
from .workplace import Workplace

DEPTH = 100  # how many texts a ranking holds
EVIDENCE = "sarcoqa"
BM25, DENSE = "BM25 alone", "embeddings alone"

Bars = Callable[[str], "tqdm[Any]"]
Measured = dict[str, tuple[Figure, ...]]


def workplace(root: Path, settings: Settings) -> Workplace:
    """A place for vectors and the query model, without papers. Raises ModelError."""
    root.mkdir(parents=True, exist_ok=True)
    model = find_model(settings.embedding_model)
    return Workplace(root, root, (), settings, model, quiet=False)


def whole(name: str, text: str, *, heading: str = "") -> Passage:
    """A text that is ranked as one, whatever sentences it has; `heading` is searched with it.

    Its kind is that of a table row, the one that the engine takes as it is.
    """
    span = Span(0, len(text))
    section = (heading,) if heading else ()
    return Passage(name, "collection", "record", section, span, text, (), (span,), ("",))


class Rankings:
    """Three rankings of one set of passages: the engine's, and each of its parts alone.

    "sarcoqa" is `Engine.evidence`, the score mix that answers and searches rest on; BM25 and the
    embedding model see the same texts.
    """

    def __init__(self, passages: Sequence[Passage], place: Workplace, progress: Progress) -> None:
        settings = place.settings
        expanders = {passage.document_id: Expander.of(()) for passage in passages}
        tokens = settings.max_tokens
        embedder = passage_embedder(place.root, place.model, max_tokens=tokens)
        self._embedder = question_embedder(place.root, place.model, max_tokens=tokens)
        self._engine = Engine.of(
            passages,
            expanders,
            embedder,
            weights=weights_of(settings),
            progress=progress,
        )
        texts = search_texts(passages, (), expanders).passages
        self._names = [passage.id for passage in passages]
        self._dense = DenseIndex.of(encode_all(embedder, texts, lambda done, total: None))
        self._lexical = LexicalIndex.of(texts, k1=settings.bm25_k1, b=settings.bm25_b)

    def __call__(self, query: str, words: str | None = None) -> dict[str, list[str]]:
        """Ids of passages, best first, at most `DEPTH`, by method.

        `words` is what BM25 counts where that is not the query itself.
        """
        words = query if words is None else words
        vector = self._embedder.encode([query])[0]
        evidence = self._engine.evidence(words, vector, DEPTH)
        return {
            EVIDENCE: [entry.passage.id for entry in evidence],
            BM25: self._best(self._lexical.scores(words)),
            DENSE: self._best(self._dense.scores(vector)),
        }

    def _best(self, scores: NDArray[np.float32]) -> list[str]:
        return [self._names[row] for row in best_rows(scores, DEPTH)]


def measure_beir(folder: Path, split: str, place: Workplace, bars: Bars) -> Measured:
    """nDCG@10, recall@10 and MRR over the queries of a collection in the BEIR layout, by method.

    Raises EvaluationError for a folder that is none.
    """
    held = read_collection(folder, split)
    with bars("Embedding") as bar:
        rankings = Rankings([whole(*item) for item in held.texts.items()], place, moving(bar))
    with bars("Asking") as bar:
        return measure(held.queries, held.judgements, rankings, BEIR_MEASURES, progress=moving(bar))


def measure_evidence(folder: Path, split: str, place: Workplace, bars: Bars) -> Measured:
    """Hit@1, hit@5 and MRR over the prompts of an Evidence Inference folder, by method.

    Each method is asked in the words of `Prompt.weighted` and `Prompt.statement`; BM25 and the
    embedding model alone also with the plain prompt. Raises EvaluationError for a folder that is
    none.
    """
    windows, prompts = read_evidence(folder, split)
    by_id = {window.id: window for window in windows}
    asked = {prompt.id: prompt for prompt in prompts}
    judged = {
        prompt.id: {window.id: 1 for window in windows if covers(window, prompt)}
        for prompt in prompts
    }
    with bars("Embedding") as bar:
        passages = [whole(w.id, w.text, heading=w.heading) for w in windows]
        rankings = Rankings(passages, place, moving(bar))

    def rank(name: str) -> dict[str, list[str]]:
        prompt = asked[name]
        found = rankings(prompt.statement, prompt.weighted)
        plain = rankings(prompt.plain)
        found |= {f"{method}, plain prompt": plain[method] for method in (BM25, DENSE)}
        return {method: without_repeats(ranking, by_id) for method, ranking in found.items()}

    with bars("Asking") as bar:
        return measure(
            {name: name for name in asked}, judged, rank, EVIDENCE_MEASURES, progress=moving(bar)
        )
