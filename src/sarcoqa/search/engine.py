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
from .fusion import best_rows, scaled
from .lexical import LexicalIndex
from .units import SearchTexts, Unit, around, search_texts, units
from .wording import Wording


@dataclass(frozen=True, slots=True)
class Weights:
    """How scores are mixed: see `Engine.evidence`."""

    dense: float = 0.6
    lexical: float = 0.4
    context: float = 0.5
    passage: float = 0.2


class Engine:
    """The passages of an index with their dense and lexical rankings."""

    def __init__(
        self,
        passages: Sequence[Passage],
        expanders: Mapping[str, Expander],
        dense: DenseIndex,
        lexical: tuple[LexicalIndex, LexicalIndex, LexicalIndex],
        weights: Weights,
    ) -> None:
        self.passages = tuple(passages)
        self.units = units(self.passages)
        self._dense_units = dense
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
            passages, expanders, DenseIndex.of(mixed),
            (lexical[0], lexical[1], lexical[2]), weights,
        )  # fmt: skip

    def save(self, folder: Path) -> None:
        """Write the native index files into `folder`."""
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
        dense = DenseIndex.load(folder / "units.faiss")
        lexical = tuple(
            LexicalIndex.load(folder / f"bm25-{name}") for name in ("passages", "own", "context")
        )
        return cls(passages, expanders, dense, (lexical[0], lexical[1], lexical[2]), weights)

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        return self._dense_units.dimension

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
        """The `k` best passages for an expanded query and its vector (d,).

        A passage is as good as the best sentence or row in it, by the score of `evidence`; the
        `parts` of a hit are those of that sentence.
        """
        allowed = self._allowed(filters)
        if not allowed.size:
            return ()
        score, dense, lexical = self._score(query, vector)
        best: dict[int, int] = {}
        for place in best_rows(score, score.size):
            best.setdefault(int(self._unit_rows[place]), place)
        kept = set(allowed.tolist())
        found = [(row, place) for row, place in best.items() if row in kept]
        return tuple(
            Hit(
                self.passages[row], float(score[place]), rank,
                (("dense", float(dense[place])), ("lexical", float(lexical[place]))),
            )
            for rank, (row, place) in enumerate(found[:k], start=1)
        )  # fmt: skip

    def _score(
        self, query: str, vector: Vectors
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """(score, dense, lexical) of every unit, each (n,) float32."""
        dense = self._dense_units.scores(vector)
        lexical = self._lexical_units(query)
        score = self._weights.dense * dense + self._weights.lexical * lexical
        return score.astype(np.float32), dense, lexical

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
        score, dense, lexical = self._score(query, vector)
        score = np.where(np.isin(self._unit_rows, allowed), score, -np.inf).astype(np.float32)
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


__all__ = ["Engine", "Filters", "Unit", "Weights"]
