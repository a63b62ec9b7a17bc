"""BM25 over the terms of `sarcoqa.text.terms`; the only home of bm25s."""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from ..errors import IndexDamagedError
from ..text import is_drug, terms


class LexicalIndex:
    """BM25 scores of n texts.

    score(q, t) = sum over terms w of q: ln(1 + (n - n_w + 0.5) / (n_w + 0.5)) *
    f / (f + k1 * (1 - b + b * |t| / mean |t|)), with f the count of w in t. That is the form of
    Robertson and Zaragoza 2009 in Lucene's variant, without the constant factor (k1 + 1).
    """

    def __init__(self, index: bm25s.BM25, size: int) -> None:
        self._index = index
        self._size = size
        self._drugs: tuple[str, ...] | None = None

    @classmethod
    def of(cls, texts: Sequence[str], *, k1: float, b: float) -> LexicalIndex:
        """The index of `texts`; text i has row i."""
        index = bm25s.BM25(method="lucene", k1=k1, b=b)
        # A text without terms would have no row: it gets one that no question holds.
        index.index([terms(text) or ["\x00"] for text in texts], show_progress=False)
        return cls(index, len(texts))

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """The index saved in `folder`. Raises IndexDamagedError when it cannot be read."""
        try:
            index = bm25s.BM25.load(str(folder), load_corpus=False)
        except (OSError, ValueError, KeyError) as error:
            raise IndexDamagedError(f"{folder} is not a BM25 index; run: sarcoqa build") from error
        return cls(index, int(index.scores["num_docs"]))

    def save(self, folder: Path) -> None:
        """Write the index as NumPy arrays and JSON."""
        self._index.save(str(folder), show_progress=False)

    def __len__(self) -> int:
        return self._size

    def scores(self, query: str) -> NDArray[np.float32]:
        """(n,) float32: the BM25 score of every text for `query`; 0 where no term is shared."""
        known = [term for term in terms(query) if term in self._index.vocab_dict]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._index.get_scores(known), dtype=np.float32)

    def drugs(self) -> tuple[str, ...]:
        """The names of drugs among the terms, told by their stems, sorted."""
        if self._drugs is None:
            self._drugs = tuple(sorted(filter(is_drug, self._index.vocab_dict)))
        return self._drugs

    def rarity(self, term: str) -> float:
        """ln(1 + (n - n_w + 0.5) / (n_w + 0.5)) of a term; 0 where no text has it."""
        place = self._index.vocab_dict.get(term)
        if place is None:
            return 0.0
        starts = self._index.scores["indptr"]  # one column of the sparse matrix for each term
        count = int(starts[place + 1] - starts[place])
        return log(1 + (self._size - count + 0.5) / (count + 0.5))
