"""3. Question → hits (passages) and evidence (sentences and rows), from both retrievers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import chain, groupby

import numpy as np
from numpy.typing import NDArray

from ..schema import Evidence, Hit, Passage
from .abbreviations import Expander
from .embedding import Embedder, Progress, Vectors
from .filters import EVERYTHING, Filters
from .fusion import best_rows, scaled
from .glosses import glossed
from .lexical import LexicalIndex, Vocabulary
from .segment import Segment, Weights
from .units import Unit, around
from .wording import Wording

Scores = NDArray[np.float32]

CONTEXTS = 8192  # of which the surroundings are kept, about 1 kB each


class Engine:
    """The papers of an index, searched together.

    Whatever a ranking counts (how rare a term is, how long texts are, which score is the largest)
    it counts over these papers alone; `within` gives the engine of some of them.
    """

    def __init__(self, segments: Sequence[Segment], weights: Weights) -> None:
        self._segments = tuple(segments)
        self._weights = weights
        self.passages: tuple[Passage, ...] = tuple(
            chain.from_iterable(segment.passages for segment in self._segments)
        )
        self._unit_starts = _starts(len(segment.units) for segment in self._segments)
        before = _starts(len(segment.passages) for segment in self._segments)
        rows = [
            segment.rows + first for segment, first in zip(self._segments, before, strict=False)
        ]
        self._unit_rows = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)
        # The same sentences come back for question after question.
        self._contexts = lru_cache(maxsize=CONTEXTS)(self._context)

    @classmethod
    def of(
        cls,
        passages: Sequence[Passage],
        expanders: Mapping[str, Expander],
        embedder: Embedder,
        *,
        weights: Weights,
        progress: Progress = lambda done, total: None,
    ) -> Engine:
        """Embed and count the passages, those of one paper behind one another.

        `progress(done, total)` is told of the embedded texts of each paper.
        """
        papers = [(name, list(held)) for name, held in groupby(passages, lambda p: p.document_id)]
        return cls(
            [
                Segment.of(held, expanders[name], embedder, weights, progress)
                for name, held in papers
            ],
            weights,
        )

    def within(self, documents: Collection[str]) -> Engine:
        """The engine of these papers alone: as if the index held no other."""
        names = set(documents)
        held = [segment for segment in self._segments if segment.document_id in names]
        return self if len(held) == len(self._segments) else Engine(held, self._weights)

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary.joined([segment.counts[0] for segment in self._segments])

    @cached_property
    def _lexical(self) -> tuple[LexicalIndex, LexicalIndex, LexicalIndex]:
        """BM25 of passages, of units alone, and of units with context."""
        weight = self._weights
        whole, own, context = (
            LexicalIndex(
                [segment.counts[group] for segment in self._segments],
                self._vocabulary,
                k1=weight.k1,
                b=weight.b,
            )
            for group in range(3)
        )
        return whole, own, context

    @cached_property
    def _wording(self) -> Wording:
        return Wording([segment.expander for segment in self._segments], self._lexical[2])

    def gloss(self, question: str) -> str:
        """`question` with the papers' names behind the brands and initials that they do not use."""
        return glossed(question, self.rarity, self.passages)

    def expand(self, question: str) -> str:
        """`question` with clinical words for lay ones, and with both forms of abbreviations."""
        return self._wording.expand(question)

    def abbreviations(self) -> dict[str, tuple[str, ...]]:
        """The short forms of the papers, each with its long forms."""
        return self._wording.abbreviations()

    def rarity(self, term: str) -> float:
        """The BM25 weight of a term (as `sarcoqa.text.terms` gives it); 0 where no text has it."""
        return self._lexical[2].rarity(term)

    def search(
        self, query: str, vector: Vectors, k: int, filters: Filters = EVERYTHING
    ) -> tuple[Hit, ...]:
        """The `k` best passages for an expanded query and its vector (d,).

        A passage is as good as the best sentence or row in it, by the score of `evidence`; the
        `parts` of a hit are those of that sentence.
        """
        score, dense, lexical = self._score(query, vector, filters)
        order = np.array(best_rows(score, score.size), dtype=np.int64)
        order = order[np.isfinite(score[order])]
        _, first = np.unique(self._unit_rows[order], return_index=True)
        return tuple(
            Hit(
                self.passages[self._unit_rows[place]], float(score[place]), rank,
                (("dense", float(dense[place])), ("lexical", float(lexical[place]))),
            )
            for rank, place in enumerate(order[np.sort(first)][: max(k, 0)], start=1)
        )  # fmt: skip

    def evidence(
        self, query: str, vector: Vectors, k: int, filters: Filters = EVERYTHING
    ) -> tuple[Evidence, ...]:
        """The `k` best sentences and rows for an expanded query and its vector (d,).

        dense = (1 - c) cos(own) + c cos(with context) + p cos(passage) and likewise for BM25, each
        BM25 ranking divided by its largest score; score = w_d dense + w_l lexical, with the weights
        of `Weights`. A mix of scores, not of ranks: how far the best is ahead matters here.
        """
        score, dense, lexical = self._score(query, vector, filters)
        return tuple(
            self._evidence(place, float(score[place]), float(dense[place]), float(lexical[place]))
            for place in best_rows(score, k)
            if np.isfinite(score[place])
        )

    def _evidence(self, place: int, score: float, dense: float, lexical: float) -> Evidence:
        passage, unit, context = self._contexts(place)
        parts = (("dense", dense), ("lexical", lexical))
        return Evidence(passage, unit.span, unit.text, context, unit.studies, score, parts)

    def _context(self, place: int) -> tuple[Passage, Unit, str]:
        """Unit number `place` of all, its passage, and what stands around it."""
        segment, unit, inside = self._unit(place)
        passage = segment.passages[unit.row]
        context = " ".join([*passage.section, around(segment.units, segment.passages, inside)])
        return passage, unit, context

    def _unit(self, place: int) -> tuple[Segment, Unit, int]:
        """Unit number `place` of all, with its paper and its place there."""
        number = int(np.searchsorted(self._unit_starts, place, side="right")) - 1
        segment = self._segments[number]
        inside = place - int(self._unit_starts[number])
        return segment, segment.units[inside], inside

    def _score(
        self, query: str, vector: Vectors, filters: Filters
    ) -> tuple[Scores, Scores, Scores]:
        """(score, dense, lexical) of every unit, each (n,) float32; -inf what is not allowed."""
        # Paper by paper: a product then depends on the paper alone, to the last bit.
        dense = [segment.dense.scores(vector) for segment in self._segments]
        close = np.concatenate(dense) if dense else np.zeros(0, dtype=np.float32)
        lexical = self._lexical_units(query)
        score = (self._weights.dense * close + self._weights.lexical * lexical).astype(np.float32)
        if filters != EVERYTHING:
            allowed = np.array([filters.allow(passage) for passage in self.passages], dtype=bool)
            score = np.where(allowed[self._unit_rows], score, -np.inf).astype(np.float32)
        return score, close, lexical

    def _lexical_units(self, query: str) -> Scores:
        whole, own, context = (index.scores(query) for index in self._lexical)
        weight = self._weights
        mixed = (
            (1 - weight.context) * scaled(own)
            + weight.context * scaled(context)
            + weight.passage * scaled(whole[self._unit_rows])
        )
        return np.asarray(mixed, dtype=np.float32)


def _starts(sizes: Iterable[int]) -> NDArray[np.int64]:
    """(n + 1,) where each of n parts begins when they stand behind one another."""
    return np.concatenate([[0], np.cumsum(list(sizes), dtype=np.int64)]).astype(np.int64)
