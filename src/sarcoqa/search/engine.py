"""3. Question → hits (passages) and evidence (sentences and rows), from both retrievers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..schema import Evidence, Hit, Passage
from .abbreviations import Expander
from .dense import DenseIndex
from .embedding import Embedder, Progress, Vectors
from .filters import EVERYTHING, Filters
from .fusion import best_rows, reciprocal_rank, scaled
from .lexical import LexicalIndex
from .units import SearchTexts, Unit, around, search_texts, units
from .wording import Wording

DEPTH = 200  # how far down each ranking counts in a fusion; further where more is asked for


@dataclass(frozen=True, slots=True)
class Weights:
    """How scores are mixed: see `Engine.evidence`."""

    dense: float = 0.6
    lexical: float = 0.4
    context: float = 0.5
    passage: float = 0.2
    rank_constant: int = 60


class Engine:
    """The passages of an index with their dense and lexical rankings."""

    def __init__(
        self,
        passages: Sequence[Passage],
        expanders: Mapping[str, Expander],
        dense: tuple[DenseIndex, DenseIndex],
        lexical: tuple[LexicalIndex, LexicalIndex, LexicalIndex],
        weights: Weights,
    ) -> None:
        self.passages = tuple(passages)
        self.units = units(self.passages)
        self._dense_passages, self._dense_units = dense
        self._lexical_passages, self._lexical_own, self._lexical_context = lexical
        self._wording = Wording(expanders, self._lexical_context)
        self._weights = weights
        self._unit_rows = np.array([unit.row for unit in self.units], dtype=np.int64)

    @classmethod
    def of(
        cls,
        passages: Sequence[Passage],
        expanders: Mapping[str, Expander],
        embedder: Embedder,
        *,
        weights: Weights,
        k1: float,
        b: float,
        progress: Progress = lambda done, total: None,
    ) -> Engine:
        """Embed and count the passages. `progress(done, total)` is told of embedded texts."""
        from .embedding import encode_all

        found = units(passages)
        texts = search_texts(passages, found, expanders)
        unique = list(dict.fromkeys([*texts.passages, *texts.own, *texts.context]))
        vectors = encode_all(embedder, unique, progress)
        place = {text: row for row, text in enumerate(unique)}
        rows = [vectors[[place[text] for text in group]] for group in _groups(texts)]
        unit_rows = np.array([unit.row for unit in found], dtype=np.int64)
        mixed = _mixed(rows[0], rows[1], rows[2], unit_rows, weights)
        lexical = tuple(LexicalIndex.of(group, k1=k1, b=b) for group in _groups(texts))
        return cls(
            passages, expanders, (DenseIndex.of(rows[0]), DenseIndex.of(mixed)),
            (lexical[0], lexical[1], lexical[2]), weights,
        )  # fmt: skip

    def save(self, folder: Path) -> None:
        """Write the four native index files into `folder`."""
        self._dense_passages.save(folder / "passages.faiss")
        self._dense_units.save(folder / "units.faiss")
        for name, index in self._lexical().items():
            index.save(folder / f"bm25-{name}")

    @classmethod
    def load(
        cls,
        folder: Path,
        passages: Sequence[Passage],
        expanders: Mapping[str, Expander],
        weights: Weights,
    ) -> Engine:
        """The engine saved in `folder`. Raises IndexDamagedError when a file cannot be read."""
        dense = tuple(DenseIndex.load(folder / f"{name}.faiss") for name in ("passages", "units"))
        lexical = tuple(
            LexicalIndex.load(folder / f"bm25-{name}") for name in ("passages", "own", "context")
        )
        return cls(
            passages, expanders, (dense[0], dense[1]), (lexical[0], lexical[1], lexical[2]), weights
        )

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return self._dense_passages.dimension

    def _lexical(self) -> dict[str, LexicalIndex]:
        return {
            "passages": self._lexical_passages,
            "own": self._lexical_own,
            "context": self._lexical_context,
        }

    def expand(self, question: str, filters: Filters = EVERYTHING) -> str:
        """`question` with clinical words for lay ones, and with both forms of abbreviations.

        The abbreviations are those of the papers that it may be answered from.
        """
        return self._wording.expand(question, filters)

    def abbreviations(self, filters: Filters) -> dict[str, tuple[str, ...]]:
        """The short forms of the allowed papers, each with its long forms."""
        return self._wording.abbreviations(filters)

    def rarity(self, term: str) -> float:
        """The BM25 weight of a term (as `sarcoqa.text.terms` gives it); 0 where no text has it."""
        return self._lexical_context.rarity(term)

    def search(self, query: str, vector: Vectors, k: int, filters: Filters) -> tuple[Hit, ...]:
        """The `k` best passages for an expanded query and its vector (d,), by fused rank.

        The `parts` of a hit are its cosine and its BM25 score, wherever it stands in either list.
        """
        allowed = self._allowed(filters)
        if not allowed.size:
            return ()
        depth = max(DEPTH, k)
        counts = _only(self._lexical_passages.scores(query), allowed)
        rankings = {
            "dense": [row for row, _ in self._dense_passages.search(vector, depth, allowed)],
            "lexical": [row for row in best_rows(counts, depth) if counts[row] > 0],
        }
        fused = reciprocal_rank(rankings, constant=self._weights.rank_constant)
        cosines = self._dense_passages.scores(vector)
        return tuple(
            Hit(
                self.passages[row], score, rank,
                (("dense", float(cosines[row])), ("lexical", float(counts[row]))),
            )
            for rank, (row, score) in enumerate(fused[:k], start=1)
        )  # fmt: skip

    def evidence(
        self, query: str, vector: Vectors, k: int, filters: Filters
    ) -> tuple[Evidence, ...]:
        """The `k` best sentences and rows for an expanded query and its vector (d,).

        dense = (1 - c) cos(own) + c cos(with context) + p cos(passage) and likewise for BM25, each
        BM25 ranking divided by its largest score; score = w_d dense + w_l lexical, with the weights
        of `Weights`. A mix of scores, not of ranks: how far the best is ahead matters here.
        """
        allowed = self._allowed(filters)
        if not allowed.size:
            return ()
        dense = self._dense_units.scores(vector)
        lexical = self._lexical_units(query)
        score = self._weights.dense * dense + self._weights.lexical * lexical
        mask = np.isin(self._unit_rows, allowed)
        score = np.where(mask, score, -np.inf).astype(np.float32)
        return tuple(
            Evidence(
                self.passages[unit.row], unit.span, unit.text,
                self._context(place), unit.studies,
                float(score[place]),
                (("dense", float(dense[place])), ("lexical", float(lexical[place]))),
            )
            for place in best_rows(score, k)
            if np.isfinite(score[place])
            for unit in (self.units[place],)
        )  # fmt: skip

    def _context(self, place: int) -> str:
        headings = self.passages[self.units[place].row].section
        return " ".join([*headings, around(self.units, self.passages, place)])

    def _lexical_units(self, query: str) -> NDArray[np.float32]:
        own, context = self._lexical_own.scores(query), self._lexical_context.scores(query)
        whole = self._lexical_passages.scores(query)[self._unit_rows]
        weight = self._weights
        mixed = (
            (1 - weight.context) * scaled(own)
            + weight.context * scaled(context)
            + weight.passage * scaled(whole)
        )
        return np.asarray(mixed, dtype=np.float32)

    def _allowed(self, filters: Filters) -> NDArray[np.int64]:
        rows = [row for row, passage in enumerate(self.passages) if filters.allow(passage)]
        return np.array(rows, dtype=np.int64)


def _groups(texts: SearchTexts) -> tuple[tuple[str, ...], ...]:
    return texts.passages, texts.own, texts.context


def _mixed(
    passages: Vectors, own: Vectors, context: Vectors, rows: NDArray[np.int64], weights: Weights
) -> Vectors:
    """One vector per unit whose inner product with a query is the weighted sum of the three.

    Sums of cosines are cosines of sums, so three searches become one.
    """
    mixed: Vectors = (
        (1 - weights.context) * own + weights.context * context + weights.passage * passages[rows]
    ).astype(np.float32)
    return mixed


def _only(scores: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
    kept = np.full_like(scores, -1.0)
    kept[rows] = scores[rows]
    return kept


__all__ = ["Engine", "Filters", "Unit", "Weights"]
